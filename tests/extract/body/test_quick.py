"""Trafilatura's main extractor alone reads a plain article as all of trafilatura does, and leaves the tree as it is."""

import trafilatura
from lxml.html import tostring
from trafilatura.htmlprocessing import tree_cleaning

from ingest.extract.body import quick

LINES = [
    "Perajin tenun di Kampung Bambu memakai lagi pewarna dari daun tarum yang ditanam di tepi kali.",
    "Setiap helai direndam tujuh kali, lalu dijemur di bawah atap supaya warnanya tidak pudar.",
    "Pembeli datang dari kota pada akhir pekan dan memesan kain untuk upacara panen.",
] * 4
PAGE = (
    "<html><body><nav><a href='/'>Beranda</a></nav><article><h1>Tenun</h1>"
    + "".join(f"<p>{number}. {line}</p>" for number, line in enumerate(LINES))
    + "</article><div class='comments'><p>Bagus sekali, kata pembaca yang menulis di bawah artikel ini.</p></div>"
    + "<footer><p>Kantor redaksi di Jalan Kali 3, buka setiap hari kerja dari pagi.</p></footer></body></html>"
)


def test_it_reads_what_all_of_trafilatura_reads() -> None:
    tree = trafilatura.load_html(PAGE)
    before = tostring(tree)
    whole = trafilatura.bare_extraction(PAGE, with_metadata=False, include_comments=False)
    assert whole is not None
    assert quick.text(tree) == whole.text.strip()
    assert "pembaca" not in quick.text(tree)
    assert tostring(tree) == before


def test_nothing_is_found_where_nothing_is() -> None:
    assert quick.text(trafilatura.load_html("<html><body><nav><a href='/'>Beranda</a></nav></body></html>")) == ""


def test_a_page_is_cleared_as_trafilatura_clears_it() -> None:
    page = (
        "<html><head><title>T</title></head><body><form><p>Cari <input></p></form><figure><table><tr><td>1</td></tr>"
        "</table></figure><figure>Foto</figure><table role='none'><tr><td>2</td></tr></table><aside>a</aside> ekor"
        "<math alttext='x^2'></math><p><time>Senin</time> ini</p><nav>b<nav>c</nav></nav><aside>d</aside>"
        "<div><b></b><label>e</label></div>" + PAGE.partition("<body>")[2]
    )
    ours, theirs = (trafilatura.load_html(page) for _ in range(2))
    quick._clear(ours)
    tree_cleaning(theirs, quick._OPTIONS)
    assert tostring(ours) == tostring(theirs)
