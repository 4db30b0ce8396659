"""One text at many addresses of a site: a wall in place of each article, and real copies of one."""

import pytest

from tests.subscribing import Desk, Item

WALL = (
    "<p>Kami memakai cara baru untuk mengenal pembaca, supaya halaman ini terbuka lebih lekas dari sebelumnya.</p>"
    "<p>Tunggu sebentar sampai layar berganti dengan sendirinya, lalu lanjutkan dari tempat semula tadi.</p>"
)
STORY = (
    "<p>Panen garam di Muara Tebing naik dua kali lipat, kata Wartini, ketua kelompok tani, pada Senin pagi.</p>" * 3
)
TITLES = (
    "Wali kota meresmikan jembatan gantung",
    "Harga cabai turun di pasar induk",
    "Pelabuhan baru dibuka bulan ini",
)


def put(desk: Desk, path: str, title: str, body: str, head: str = "") -> None:
    desk.web.page(path, f"<html><head><title>{title}</title>{head}</head><body><article>{body}</article></body></html>")


def paths(desk: Desk) -> list[str]:
    return [url.removeprefix(desk.web.url) for url in desk.rows("SELECT url FROM articles ORDER BY url")]


def failures(desk: Desk) -> list[str]:
    return desk.rows("SELECT code FROM failures WHERE resolved IS NULL ORDER BY locator")


def walled(desk: Desk, *names: str) -> str:
    for name in names:
        put(desk, f"/{name}.html", "Kabar Muara", WALL)
    return desk.publish(*(Item(f"/{name}.html", title=title) for name, title in zip(names, TITLES, strict=False)))


def test_a_text_that_stands_in_place_of_each_article_is_none(desk: Desk) -> None:
    result = desk.run("import", walled(desk, "a", "b", "c"))
    assert (result.exit_code, paths(desk), failures(desk)) == (4, [], ["repeated"] * 3)
    assert "it is a text that 2 addresses of the site have alike" in result.stderr


def test_what_came_before_counts(desk: Desk) -> None:
    assert desk.run("import", walled(desk, "a")).exit_code == 0
    put(desk, "/b.html", "Kabar Muara", WALL)
    result = desk.run("import", desk.publish(Item("/b.html", title=TITLES[1])))
    assert (result.exit_code, paths(desk), failures(desk)) == (4, ["/a.html"], ["repeated"])


def test_the_same_page_again_is_what_it_was(desk: Desk) -> None:
    feed = walled(desk, "a")
    assert [desk.run("import", f"{desk.web.url}/a.html", feed).exit_code for _ in range(2)] == [0, 0]
    assert (paths(desk), failures(desk)) == (["/a.html"], [])


@pytest.mark.parametrize(
    ("copies", "title", "head"),
    [
        (("/1.html", "/1.html?print=1"), TITLES[0], ""),
        (("/baca?id=7", "/cetak?id=7"), "Kabar Muara", ""),
        (("/garam-muara-tebing-naik", "/cetak/garam-muara-tebing-naik"), "Kabar Muara", ""),
        (
            ("/a.html", "/b.html", "/c.html"),
            "Kabar Muara",
            '<meta property="article:published_time" content="2026-01-05T08:00:00+07:00">',
        ),
    ],
    ids=["titled", "numbers", "words-of-the-address", "dated"],
)
def test_copies_of_an_article_are_stored(desk: Desk, copies: tuple[str, ...], title: str, head: str) -> None:
    for path in copies:
        put(desk, path, title, STORY, head)
    result = desk.run("import", *(desk.web.url + path for path in copies))
    assert (result.exit_code, failures(desk), bool(paths(desk))) == (0, [], True)


def test_a_third_address_of_numbers_is_one_too_many(desk: Desk) -> None:
    for number in range(4):
        put(desk, f"/baca?id={number}", "Kabar Muara", WALL)
    result = desk.run("import", *(f"{desk.web.url}/baca?id={number}" for number in range(4)))
    assert (result.exit_code, paths(desk), failures(desk)) == (4, [], ["repeated"] * 4)
