"""Articles that newsrooms print in parts are stored whole."""

import pytest

from store import Archive
from tests.subscribing import FEED, Desk

FIRST = "Nelayan di Teluk Sembilan menurunkan seratus rumpon baru pada Sabtu pagi untuk memulihkan terumbu yang rusak."
SECOND = "Ketua rukun nelayan mengatakan ikan kecil mulai kembali dua minggu setelah rumpon pertama dipasang di teluk."


def html(*paragraphs: str, link: str = "", canonical: str = "") -> str:
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head>{head}</head><body><h1>Seratus rumpon</h1><article>{text}</article>{link}</body></html>"


def text_of(desk: Desk, path: str) -> str:
    with Archive(desk.path, readonly=True) as archive:
        article = archive.get(f"{desk.web.url}{path}")
    assert article is not None
    return article.text


SPLIT = html(FIRST, link='<a href="?page=all">Tampilkan semua</a>')


def test_an_article_in_parts_is_imported_whole_under_its_own_address(desk: Desk) -> None:
    desk.web.page("/a", SPLIT)
    desk.web.page("/a?page=all", html(FIRST, SECOND))
    desk.run("import", f"{desk.web.url}/a")
    assert text_of(desk, "/a") == f"{FIRST}\n{SECOND}"
    assert desk.web.paths == ["/a", "/a?page=all"]


@pytest.mark.parametrize("query", ["single=1", "single=true&amp;x=1"])
def test_other_newsrooms_call_it_single(desk: Desk, query: str) -> None:
    address = query.replace("&amp;", "&")
    desk.web.page("/a", html(FIRST, link=f"<a href='/a?{query}'>Selengkapnya</a>"))
    desk.web.page(f"/a?{address}", html(FIRST, SECOND))
    desk.run("import", f"{desk.web.url}/a")
    assert desk.web.paths[1] == f"/a?single={address.split('=')[1].split('&')[0]}"


@pytest.mark.parametrize(
    ("at", "link", "is_partial"),
    [
        ("/a", "/a?page=2", True),
        ("/a", "/a/2", True),
        ("/a", "/a/halaman-2/", True),
        ("/a?page=2", "/a?page=3", True),
        ("/a?id=7", "/a?id=7&page=2", True),
        ("/a", "/b", False),
        ("/a", "/a?page=3", False),
        ("/a", "/b?page=2", False),
        ("/a?page=2", "/a", False),
    ],
)
def test_an_article_that_goes_on_elsewhere_says_so(desk: Desk, at: str, link: str, is_partial: bool) -> None:
    desk.web.page(at, html(FIRST, link=f'<a rel="next" href="{link}">Berikutnya</a>'))
    desk.run("import", f"{desk.web.url}{at}")
    note = desk.one("SELECT json_extract(notes, '$.next_part') FROM articles")
    assert note == (f"{desk.web.url}{link}" if is_partial else None)


def test_the_first_part_is_better_than_nothing(desk: Desk) -> None:
    desk.web.page("/a", SPLIT)
    desk.web.page("/a?page=all", status=403)
    result = desk.run("import", f"{desk.web.url}/a")
    assert text_of(desk, "/a") == FIRST
    assert f"{desk.web.url}/a: only its first part is stored (it answers 403 Forbidden)" in result.stderr


@pytest.mark.parametrize("status", [301, 302])
def test_what_leads_elsewhere_is_not_all_of_the_article(desk: Desk, status: int) -> None:
    desk.web.page("/a", SPLIT)
    desk.web.page("/a?page=all", status=status, headers={"Location": "/login"})
    desk.web.page("/login", html("Masuk dengan akun Anda untuk membaca semua berita kami setiap hari tanpa batas."))
    desk.run("import", f"{desk.web.url}/a")
    assert text_of(desk, "/a") == FIRST
    assert desk.rows("SELECT count(*) FROM articles") == [1]


def test_a_notice_is_not_all_of_the_article(desk: Desk) -> None:
    desk.web.page("/a", SPLIT)
    desk.web.page("/a?page=all", "<html><body><p>Tunggu sebentar.</p></body></html>")
    desk.run("import", f"{desk.web.url}/a")
    assert text_of(desk, "/a") == FIRST


def test_an_entry_whose_parts_fail_for_a_moment_is_asked_for_again(desk: Desk) -> None:
    desk.web.page("/a.html", SPLIT, is_tagged=True)
    desk.web.page("/a.html?page=all", status=500)
    assert desk.subscribe(desk.publish("/a.html")).exit_code == 0
    desk.sync()
    assert desk.rows("SELECT count(*) FROM articles") == [0]
    desk.web.page("/a.html?page=all", html(FIRST, SECOND))
    desk.wait(hours=30)
    desk.sync("--all")
    assert text_of(desk, "/a.html") == f"{FIRST}\n{SECOND}"


def test_an_entry_whose_parts_never_come_is_stored_as_far_as_it_goes(desk: Desk) -> None:
    desk.web.page("/a.html", SPLIT, is_tagged=True)
    desk.web.page("/a.html?page=all", status=500)
    assert desk.subscribe(desk.publish("/a.html")).exit_code == 0
    for _ in range(5):
        desk.sync("--all")
        desk.wait(days=8)
    assert text_of(desk, "/a.html") == FIRST


def test_a_later_part_does_not_replace_the_first(desk: Desk) -> None:
    for place, paragraph in (("/a", FIRST), ("/a?page=2", SECOND)):
        desk.web.page(place, html(paragraph, canonical=f"{desk.web.url}/a"))
        desk.run("import", f"{desk.web.url}{place}")
    assert (text_of(desk, "/a"), text_of(desk, "/a?page=2")) == (FIRST, SECOND)


def test_a_subscribed_article_in_parts_is_asked_for_again_by_the_address_that_is_listed(desk: Desk) -> None:
    desk.web.page("/a.html", SPLIT, is_tagged=True)
    desk.web.page("/a.html?page=all", html(FIRST, SECOND))
    desk.follow("/a.html")
    assert text_of(desk, "/a.html") == f"{FIRST}\n{SECOND}"
    desk.wait(hours=2)
    desk.sync("--all")
    assert desk.web.paths == [FEED, "/a.html"]
    assert "If-None-Match" in desk.web.headers("/a.html")[-1]
    assert text_of(desk, "/a.html") == f"{FIRST}\n{SECOND}"
