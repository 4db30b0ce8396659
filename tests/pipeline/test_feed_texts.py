"""The text that a feed carries, where the page of an article has less, cannot be had, or does not exist."""

import pytest

from tests.subscribing import Desk, Item, story
from tests.web import Answer, Web

WHOLE = "<p>" + "</p><p>".join(f"Kalimat {n} umpan muara: panen garam dan harga ikan." for n in range(24)) + "</p>"


def stored(desk: Desk) -> list[tuple[str, bool]]:
    """The method of each article, and whether it has all that the feed carries."""
    found = desk.rows("SELECT method, text FROM articles ORDER BY url")
    return [(method, "Kalimat 0 umpan" in text and "Kalimat 23 umpan" in text) for method, text in found]


def page(title: str, body: str) -> Answer:
    return Answer(f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode())


GONE = "<h1>404</h1><p>Maaf, halaman yang Anda cari tidak ditemukan di situs kami. Silakan kembali ke beranda.</p>"


@pytest.mark.parametrize(
    "answer",
    [
        page("Kabar a", "<div id='app'></div><script>mulai()</script>"),
        page("Kabar a", "<h1>Kabar a</h1><p>Kalimat 0 umpan muara: panen garam. Masuk untuk membaca.</p>"),
        page("Halaman tidak ditemukan", GONE),
        Answer(b"<html><body>no</body></html>", status=403),
        Answer(b"<html><body>no</body></html>", status=404),
        Answer(b"ID3\x04\x00\x00\x00" + bytes(range(256)), headers={"Content-Type": "audio/mpeg"}),
        Answer(b"busy", status=500),
        Answer(b"ok", headers={"Content-Type": "text/plain"}),
    ],
    ids=["shell", "teaser", "soft-404", "403", "404", "sound", "500", "ok"],
)
def test_what_the_feed_carries_is_the_article_where_its_page_has_less(desk: Desk, answer: Answer) -> None:
    desk.web.pages["/a.html"] = answer
    result = desk.run("import", desk.publish(Item("/a.html", content=WHOLE)))
    assert (result.exit_code, stored(desk)) == (0, [("feed", True)])
    (url, title, notes) = desk.rows("SELECT url, title, notes FROM articles")[0]
    assert (url, title) == (f"{desk.web.url}/a.html", "Kabar a")
    assert "text_from" not in (notes or "")
    assert desk.one("SELECT url FROM captures") == f"{desk.web.url}/feed.xml"


def test_what_robots_txt_forbids_is_read_in_the_feed(desk: Desk) -> None:
    desk.web.page("/robots.txt", "User-agent: *\nDisallow: /a", headers={"Content-Type": "text/plain"})
    desk.follow(Item("/a.html", content=WHOLE))
    assert stored(desk) == [("feed", True)]
    assert desk.web.paths == []


def test_a_page_that_may_come_is_asked_for_again_first(desk: Desk) -> None:
    desk.web.page("/a.html", status=500)
    desk.subscribe(desk.publish(Item("/a.html", content=WHOLE)))
    for _ in range(3):
        assert desk.sync().exit_code in (3, 4)
        assert stored(desk) == []
        desk.wait(hours=25)
    desk.sync()
    assert stored(desk) == [("feed", True)]


@pytest.mark.parametrize("words", [24, 30])
def test_the_page_takes_the_place_of_the_feeds_text_without_a_correction(desk: Desk, words: int) -> None:
    desk.web.page("/a.html", status=403)
    desk.follow(Item("/a.html", content=WHOLE))
    more = "</p><p>".join(f"Kalimat {n} umpan muara: panen garam dan harga ikan." for n in range(words))
    desk.web.page("/a.html", story("/a.html", more=more))
    desk.wait(hours=2)
    assert desk.sync().exit_code == 0
    assert [method for method, _ in stored(desk)] != ["feed"]
    assert desk.rows("SELECT * FROM revisions") == []


def test_a_teaser_does_not_take_the_place_of_the_feeds_text(desk: Desk) -> None:
    desk.web.page("/a.html", status=403)
    desk.follow(Item("/a.html", content=WHOLE))
    desk.web.page("/a.html", story("/a.html"))
    desk.wait(hours=2)
    assert desk.sync().exit_code == 0
    assert stored(desk) == [("feed", True)]
    assert desk.rows("SELECT * FROM revisions") == []


def test_a_correction_in_the_feed_is_one(desk: Desk) -> None:
    desk.web.page("/robots.txt", "User-agent: *\nDisallow: /a", headers={"Content-Type": "text/plain"})
    desk.follow(Item("/a.html", content=WHOLE))
    desk.publish(Item("/a.html", title="Kabar baru", content=WHOLE.replace("garam", "rumput")))
    desk.hurry()
    desk.sync()
    assert desk.one("SELECT count(*) FROM revisions") == 1


def test_another_sites_feed_is_named_and_never_beats_a_page(desk: Desk, public: Web) -> None:
    public.page("/kosong", "<html><body><div id='app'></div></body></html>")
    public.page("/teras", story("/teras"))
    items = [Item(f"{public.url}{path}", title=path, content=WHOLE) for path in ("/kosong", "/teras")]
    assert desk.run("import", desk.publish(*items)).exit_code == 0
    found = dict(desk.rows("SELECT url, json_extract(notes, '$.text_from') FROM articles"))
    assert found == {f"{public.url}/kosong": f"{desk.web.url}/feed.xml", f"{public.url}/teras": None}
    assert sorted(method == "feed" for method, _ in stored(desk)) == [False, True]


def test_what_only_the_feed_has_is_stored_under_the_feed_and_nothing_is_fetched(desk: Desk) -> None:
    front = Item(f"{desk.web.url}/", title="Episode 8", guid="ep-8", content=WHOLE)
    desk.follow(front)
    assert desk.one("SELECT url, method, title FROM articles") == (f"{desk.web.url}/feed.xml#ep-8", "feed", "Episode 8")
    assert desk.web.paths == []
    desk.hurry()
    assert desk.sync().exit_code == 0
    assert desk.one("SELECT count(*) FROM articles") == 1


def test_items_without_an_address_or_a_text_are_counted(desk: Desk) -> None:
    url = desk.publish(Item("/a.html"), Item(f"{desk.web.url}/", title="Kosong", guid="8"))
    said = "items without an address or a text of their own left out: 1"
    assert said in desk.run("import", url).stderr
    assert said in desk.subscribe(url).stderr
    assert desk.one("SELECT reason FROM fetches") == said
    assert desk.one("SELECT trouble FROM sources") is None


def test_a_section_that_a_sitemap_lists_is_no_article(desk: Desk) -> None:
    links = "".join(
        f"<li><a href='/{n}'>Kabar nomor {n} dari dermaga lama dibacakan lagi pada pagi hari</a></li>"
        for n in range(40)
    )
    desk.web.page("/kota/", f"<html><head><title>Kota</title></head><body><h1>Kota</h1><ul>{links}</ul></body></html>")
    desk.web.page("/a.html", story("/a.html"))
    listed = "".join(f"<url><loc>{desk.web.url}{path}</loc></url>" for path in ("/", "/kota/", "/tag/laut", "/a.html"))
    url = desk.web.page("/peta.xml", f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}</urlset>")
    result = desk.run("import", url)
    assert desk.articles == ["/a.html"]
    assert f"{url}: fronts, sections and tags left out: 2" in result.stderr
    assert "/tag/laut" not in desk.web.paths
