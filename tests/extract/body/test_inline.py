"""Elements inside sentences, which extractors clear away with the words in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring

from ingest.extract import dom
from ingest.extract.body import inline

CLEARED = [
    "time",
    "output",
    "label",
    "button",
    "meter",
    "progress",
    "object",
    "noindex",
    "aside",
    "math",
    "picture",
    "map",
    "audio",
    "video",
    "dialog",
    "menuitem",
]

HOISTED = ["fieldset", "menu", "center", "form", "dt", "dd"]  # the parser ends the paragraph before them


def unwrapped(body: str) -> HtmlElement:
    tree = fromstring(f"<html><body><article>{body}</article></body></html>")
    inline.unwrap(tree)
    return tree


def paragraphs(body: str) -> list[str]:
    return [dom.text(paragraph) for paragraph in unwrapped(body).iter("p")]


STARTS = ["Nelayan menarik ", "<b>Nelayan</b> menarik "]


@pytest.mark.parametrize(
    ("tag", "start"), [*((t, s) for t in CLEARED + HOISTED for s in STARTS), *((t, "") for t in CLEARED)]
)
def test_an_element_inside_a_sentence_becomes_a_plain_one(tag: str, start: str) -> None:
    tree = unwrapped(f"<p>{start}<{tag}>dua jala</{tag}> ke pantai sebelum hujan.</p><p>Lalu pulang.</p>")
    assert next(tree.iter(tag), None) is None
    sentence = f"{dom.text(fromstring(f'<p>{start}</p>'))} dua jala ke pantai sebelum hujan.".strip()
    assert [dom.text(paragraph) for paragraph in tree.iter("p")] == [sentence, "Lalu pulang."]


@pytest.mark.parametrize("end", [".", ", katanya.", "”", " (tiga)."])
def test_it_may_be_the_last_of_the_sentence(end: str) -> None:
    assert next(unwrapped(f"<p>Kapal tiba pada <time>3 Maret</time>{end}</p>").iter("time"), None) is None


@pytest.mark.parametrize("name", ["author", "caption", "share", "ad-link", "message"])
def test_a_span_in_a_sentence_loses_its_class(name: str) -> None:
    tree = unwrapped(f'<p>Nelayan menarik <span class="{name}" id="{name}">dua jala</span> ke pantai.</p>')
    assert not next(tree.iter("span")).attrib


@pytest.mark.parametrize(
    "body",
    [
        "<p>Diperbarui <time>3 Maret 2026</time></p>",
        "<p><button>Bagikan</button></p>",
        "<p>Nelayan <video>Peramban Anda tidak mendukung video.</video> menarik jala.</p>",
        "<p>Nelayan <audio>Your browser does not support this.</audio> menarik jala.</p>",
        "<p><button>Putar</button> Nelayan menarik jala.</p>",
        "<p>Nelayan menarik jala.</p><aside>Baca buletin kami</aside>Hujan turun.",
        "<p>Nelayan <figure><img src='a.jpg'><figcaption>Jala</figcaption></figure> menarik jala.</p>",
        "<p>Pilih <select><option>satu</option><option>dua</option></select> lalu kirim.</p>",
        "<p>Nelayan <button> </button> menarik jala.</p>",
        f"<p>Nelayan <aside>{'kata ' * 60}</aside> menarik jala.</p>",
        '<p>Rumus <math alttext="x"><mi>x</mi></math> itu lama.</p>',
        '<p><span class="author">Wayan Laut</span></p>',
        '<p>Jala<span class="sr-only">gambar</span> itu lama.</p>',
        '<p><span aria-hidden="true">N</span>elayan menarik jala.</p>',
    ],
)
def test_what_stands_alone_or_is_no_word_stays_as_it_is(body: str) -> None:
    tree = fromstring(f"<html><body><article>{body}</article></body></html>")
    before = [(element.tag, dict(element.attrib)) for element in tree.iter()]
    inline.unwrap(tree)
    assert [(element.tag, dict(element.attrib)) for element in tree.iter()] == before


PIECES = st.sampled_from(
    ["kata", " kata", ". ", "<time>tiga</time>", "<b class='ad'>b</b>", "<form>f</form>", "<p>", "<dd>d"]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12))
def test_no_word_is_lost_and_none_moves(pieces: list[str]) -> None:
    body = "".join(pieces)
    before = fromstring(f"<html><body><article>{body}</article></body></html>")
    assert "".join(unwrapped(body).itertext()) == "".join(before.itertext())


@pytest.mark.parametrize("letter", ["<div>N</div>", "<span class='besar'>N</span>\n", "<p><b>N</b></p>"])
def test_a_first_letter_of_its_own_goes_back_before_its_paragraph(letter: str) -> None:
    tree = fromstring(f"<html><body><article>{letter}<p>elayan menarik <b>jala</b>.</p></article></body></html>")
    inline.join_initials(tree)
    assert [dom.text(paragraph) for paragraph in tree.iter("p")] == ["Nelayan menarik jala."]


@pytest.mark.parametrize("letter", ["<div>n</div>", "<div>NA</div>", "<div>1</div>", "<div>N</div>tiga", "<h2>N</h2>"])
def test_other_boxes_before_a_paragraph_stay(letter: str) -> None:
    tree = fromstring(f"<html><body><article>{letter}<p>elayan menarik jala.</p></article></body></html>")
    inline.join_initials(tree)
    assert [dom.text(paragraph) for paragraph in tree.iter("p")] == ["elayan menarik jala."]
