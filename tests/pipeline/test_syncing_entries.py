"""What sources list and what becomes of it: fetched once, looked at again when that makes sense, never lost."""

import pytest

from tests.subscribing import FEED, Desk, Item, story

OTHER = "/lain.xml"
LATER = "Sat, 07 Mar 2026 13:15:00 GMT"
CORRECTED = "Kepala pelabuhan meralat kabar kemarin dan meminta maaf kepada seluruh warga muara."


def seen(desk: Desk, path: str) -> set[tuple[str, str]]:
    """Where an article was seen."""
    found = desk.rows(
        "SELECT kind, locator FROM sightings JOIN articles ON id = article_id WHERE url = ?", f"{desk.web.url}{path}"
    )
    return {(kind, locator.removeprefix(desk.web.url)) for kind, locator in found}


# -- each once


def test_an_article_of_two_feeds_is_fetched_once_and_seen_in_both(desk: Desk) -> None:
    desk.subscribe(desk.publish("/a.html", "/b.html"), desk.publish("/b.html", "/c.html", at=OTHER))
    assert desk.sync().output == ""
    assert sorted(desk.web.paths) == ["/a.html", "/b.html", "/c.html"]
    assert seen(desk, "/b.html") == {("feed", FEED), ("feed", OTHER), ("page", "/b.html")}
    assert desk.rows("SELECT url FROM entries WHERE stored IS NULL") == []


def test_an_article_that_a_second_feed_lists_later_is_not_fetched_again(desk: Desk) -> None:
    desk.follow("/a.html")
    desk.subscribe(desk.publish("/a.html", "/b.html", at=OTHER))
    assert (desk.sync().output, desk.web.paths) == ("", ["/b.html"])
    assert seen(desk, "/a.html") == {("feed", FEED), ("feed", OTHER), ("page", "/a.html")}


def test_an_article_that_was_imported_is_not_fetched_again(desk: Desk) -> None:
    address = desk.publish("/a.html")
    desk.run("import", f"{desk.web.url}/a.html")
    desk.subscribe(address)
    assert (desk.sync().output, desk.web.paths) == ("", [])
    assert ("feed", FEED) in seen(desk, "/a.html")


@pytest.mark.parametrize("status", [301, 302])
def test_an_entry_that_leads_to_another_entrys_article_is_that_article_seen_at_both_addresses(
    desk: Desk, status: int
) -> None:
    desk.web.page("/pendek", status=status, headers={"Location": "/a.html"})
    desk.follow("/pendek", "/a.html")
    assert sorted(desk.web.paths) == ["/a.html", "/pendek"]
    assert desk.articles == ["/a.html"]
    assert seen(desk, "/a.html") == {("feed", FEED), ("page", "/a.html"), ("page", "/pendek")}
    assert desk.rows("SELECT url FROM entries WHERE stored IS NULL") == []


@pytest.mark.parametrize("is_tagged", [True, False], ids=["not modified", "the same bytes"])
def test_an_entry_that_leads_to_a_stored_article_is_that_article(desk: Desk, is_tagged: bool) -> None:
    desk.web.page("/a.html", story("/a.html"), is_tagged=is_tagged)
    desk.follow("/a.html")
    desk.web.page("/pendek", status=301, headers={"Location": "/a.html"})
    desk.publish("/pendek", "/a.html")
    desk.hurry()
    result = desk.sync()
    assert (result.exit_code, result.output, desk.failures) == (0, "", [])
    assert desk.articles == ["/a.html"]
    assert seen(desk, "/a.html") == {("feed", FEED), ("page", "/a.html"), ("page", "/pendek")}
    desk.hurry()
    desk.sync()
    assert desk.web.paths == [FEED]


def test_links_that_differ_only_in_where_a_reader_came_from_are_one_article_asked_as_listed(desk: Desk) -> None:
    desk.web.page("/a.html?utm_source=rss", story("/a.html"))
    desk.subscribe(desk.publish("/a.html?utm_source=rss"), desk.publish("/a.html?utm_source=atom", at=OTHER))
    assert desk.sync().output == ""
    assert desk.web.paths == ["/a.html?utm_source=rss"]
    assert desk.articles == ["/a.html"]


def test_a_dead_article_of_two_feeds_is_asked_for_and_told_once(desk: Desk) -> None:
    desk.web.page("/mati", status=404)
    desk.subscribe(desk.publish("/mati"), desk.publish("/mati", at=OTHER))
    assert desk.sync().stderr.count("\n") == 1
    assert desk.web.paths == ["/mati"]
    assert (desk.sync().output, desk.web.paths) == ("", [])
    desk.wait(minutes=65)
    desk.rest()
    assert (desk.sync().stderr, desk.web.paths) == ("", ["/mati"])


# -- what a feed says anew


@pytest.mark.parametrize(
    "said",
    [Item("/a.html", title="Kabar a, diralat", guid="1"), Item("/a.html", guid="1", date=LATER)],
    ids=["title", "date"],
)
def test_an_entry_with_another_title_or_date_is_asked_for_again_and_an_old_text_is_kept(desk: Desk, said: Item) -> None:
    desk.follow(Item("/a.html", guid="1"), "/b.html")
    desk.web.page("/a.html", story("/a.html", more=CORRECTED))
    desk.publish(said, "/b.html")
    desk.wait(minutes=2)
    desk.hurry()
    assert (desk.sync().output, desk.web.paths) == ("", [FEED, "/a.html"])
    assert CORRECTED in desk.one("SELECT text FROM articles WHERE url LIKE '%/a.html'")
    assert CORRECTED not in desk.one("SELECT text FROM revisions")


def test_an_entry_with_another_summary_is_not_asked_for_again(desk: Desk) -> None:
    desk.follow("/a.html")
    body = desk.web.pages[FEED].body.replace(b"</item>", b"<description>5 komentar</description></item>")
    desk.web.page(FEED, body)
    desk.hurry()
    assert (desk.sync().output, desk.web.paths) == ("", [FEED])


def test_an_entry_that_moves_to_another_address_is_fetched_there(desk: Desk) -> None:
    desk.follow(Item("/lama.html", guid="1"))
    desk.publish(Item("/baru.html", guid="1"))
    desk.hurry()
    assert (desk.sync().output, desk.web.paths) == ("", [FEED, "/baru.html"])
    assert desk.one("SELECT count(*) FROM entries") == 1
    assert desk.articles == ["/baru.html", "/lama.html"]


# -- what was stored is looked at again


def test_a_stored_article_is_looked_at_five_times_ever_later_and_only_conditionally(desk: Desk) -> None:
    desk.follow("/a.html")
    asked, age = [], 0
    for hours in (1, 2, 5, 8, 9, 30, 33, 34, 100, 106, 107, 270, 280, 600):
        desk.wait(hours=hours - age)
        desk.rest()
        desk.sync()
        assert all("If-None-Match" in headers for path, headers in desk.web.asked if path == "/a.html")
        asked += [hours] * desk.web.paths.count("/a.html")
        age = hours
    assert asked == [1, 8, 33, 106, 280]
    assert desk.rows("SELECT due, checks FROM entries") == [(None, 5)]
    assert desk.rows("SELECT count(*) FROM revisions") == [0]


def test_an_article_that_was_corrected_becomes_a_revision(desk: Desk) -> None:
    desk.follow("/a.html")
    desk.web.page("/a.html", story("/a.html", more=CORRECTED), is_tagged=True)
    desk.wait(minutes=65)
    assert desk.sync().output == ""
    assert "If-None-Match" in desk.headers("/a.html")
    assert CORRECTED in desk.one("SELECT text FROM articles")
    assert desk.one("SELECT count(*) FROM revisions") == 1


def test_all_looks_at_every_article_that_is_still_listed(desk: Desk) -> None:
    desk.follow("/a.html", "/b.html")
    desk.web.page("/a.html", story("/a.html", more=CORRECTED), is_tagged=True)
    desk.wait(minutes=5)
    assert (desk.sync("--all").output, sorted(desk.web.paths)) == ("", ["/a.html", "/b.html", FEED])
    assert all("If-None-Match" in headers for path, headers in desk.web.asked)
    assert desk.rows("SELECT added, changed, same FROM runs ORDER BY id") == [(2, 0, 0), (0, 1, 1)]


def test_all_asks_for_nothing_that_was_asked_for_a_moment_ago(desk: Desk) -> None:
    desk.follow("/a.html")
    assert (desk.sync("--all").output, desk.web.paths) == ("", [FEED])


def test_an_article_without_validators_is_not_looked_at_again(desk: Desk) -> None:
    desk.web.page("/a.html", story("/a.html"))
    desk.follow("/a.html")
    for words in ((), ("--all",)):
        desk.wait(days=2)
        desk.sync(*words)
        assert "/a.html" not in desk.web.paths


def test_a_site_that_sends_the_same_page_again_is_not_asked_for_it_a_third_time(desk: Desk) -> None:
    desk.web.page("/a.html", story("/a.html"), headers={"ETag": '"x"'})  # a tag that it does not heed
    desk.follow("/a.html")
    desk.wait(minutes=65)
    assert (desk.sync().exit_code, desk.web.paths.count("/a.html")) == (0, 1)
    for words in ((), ("--all",)):
        desk.wait(days=2)
        desk.sync(*words)
        assert "/a.html" not in desk.web.paths
    assert desk.one("SELECT count(*) FROM captures") == 1


def test_another_advert_on_a_page_is_no_other_version_and_the_page_is_asked_once_more_in_a_week(desk: Desk) -> None:
    desk.follow("/a.html")
    desk.web.page("/a.html", story("/a.html").replace("</body>", "<div class='ad'>Kapal</div></body>"), is_tagged=True)
    desk.wait(minutes=65)
    assert (desk.sync().exit_code, desk.web.paths.count("/a.html")) == (0, 1)
    assert desk.one("SELECT count(*) FROM revisions") == 0
    desk.wait(days=3)
    desk.sync()
    assert "/a.html" not in desk.web.paths
    desk.wait(days=5)
    desk.sync()
    assert desk.web.paths.count("/a.html") == 1
    assert desk.rows("SELECT due FROM entries") == [None]


@pytest.mark.parametrize(("status", "reason"), [(404, "it answers 404 Not Found"), (410, "it answers 410 Gone")])
def test_a_stored_article_that_is_gone_from_its_site_is_kept_with_a_note(desk: Desk, status: int, reason: str) -> None:
    desk.follow("/a.html")
    desk.web.page("/a.html", status=status)
    desk.wait(minutes=65)
    result = desk.sync()
    assert (result.exit_code, result.output, desk.failures) == (0, "", [])
    assert desk.articles == ["/a.html"]
    assert desk.one("SELECT json_extract(notes, '$.gone') FROM articles").startswith(f"{reason} since ")
    desk.wait(days=10)
    desk.sync("--all")
    assert "/a.html" not in desk.web.paths


def test_a_stored_article_that_cannot_be_looked_at_is_no_failure(desk: Desk) -> None:
    desk.follow("/a.html")
    desk.web.page("/a.html", status=500)
    desk.wait(minutes=65)
    result = desk.sync()
    assert (result.exit_code, result.output, desk.failures) == (0, "", [])
    assert desk.rows("SELECT checks, tries FROM entries WHERE due IS NOT NULL") == [(1, 0)]


# -- what cannot be had


def test_a_dead_entry_is_told_once_and_tried_again_ever_later_ten_times(desk: Desk) -> None:
    address = desk.publish("/a.html", "/mati")
    desk.web.page("/mati", status=404)
    desk.subscribe(address)
    result = desk.sync()
    assert (result.exit_code, result.stdout) == (3, "")
    assert (
        result.stderr
        == f"warta: fetching {desk.web.url}/mati: it answers 404 Not Found; check the address in a browser\n"
    )
    assert (desk.sync().output, desk.web.paths) == ("", [])
    waits = []
    while due := desk.one("SELECT strftime('%s', due) - strftime('%s', 'now') FROM entries WHERE url LIKE '%/mati'"):
        waits.append(round(due / 3600))
        desk.wait(seconds=due + 60)
        desk.rest()
        assert "/mati" not in desk.sync().output
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24, 24]
    assert desk.one("SELECT times FROM failures WHERE resolved IS NULL") == 10
    assert desk.one("SELECT tries FROM entries WHERE url LIKE '%/mati'") == 10


def test_an_entry_that_is_there_after_all_resolves_its_failure(desk: Desk) -> None:
    address = desk.publish("/a.html", "/lambat.html")
    desk.web.page("/lambat.html", status=404)
    desk.subscribe(address)
    assert desk.sync().exit_code == 3
    desk.web.page("/lambat.html", story("/lambat.html"))
    desk.wait(minutes=65)
    assert (desk.sync().exit_code, desk.failures) == (0, [])
    assert desk.articles == ["/a.html", "/lambat.html"]


def test_an_entry_that_is_gone_is_never_asked_for_again(desk: Desk) -> None:
    address = desk.publish("/a.html", "/hilang")
    desk.web.page("/hilang", status=410)
    desk.subscribe(address)
    assert desk.sync().exit_code == 3
    for words in ((), ("--all",)):
        desk.wait(days=2)
        desk.sync(*words)
        assert "/hilang" not in desk.web.paths


@pytest.mark.parametrize("status", [429, 503])
def test_an_article_whose_site_asks_for_a_pause_is_asked_for_after_it_and_told_once_at_most(
    desk: Desk, status: int
) -> None:
    desk.web.page("/sibuk.html", status=status, headers={"Retry-After": "3600"})
    desk.subscribe(desk.publish("/sibuk.html", Item("/a.html", date="Thu, 05 Mar 2026 08:00:00 GMT")))
    told = desk.sync().stderr
    assert desk.web.paths == ["/sibuk.html"]
    assert (desk.sync("--all").output, desk.web.asked) == ("", [])
    desk.wait(minutes=65)
    told += desk.sync().stderr
    assert told.count("\n") <= 1
    assert desk.one("SELECT tries FROM entries WHERE url LIKE '%/sibuk.html'") == 0
    desk.web.page("/sibuk.html", story("/sibuk.html"))
    desk.wait(minutes=65)
    assert (desk.sync().exit_code, desk.failures) == (0, [])
    assert desk.articles == ["/a.html", "/sibuk.html"]


def test_an_entry_that_robots_txt_forbids_is_not_asked_for_and_told_once_for_its_host(desk: Desk) -> None:
    desk.web.page("/robots.txt", "User-agent: *\nDisallow: /tutup\n")
    desk.subscribe(desk.publish("/tutup/1", "/tutup/2", "/a.html"))
    result = desk.sync()
    assert (result.exit_code, result.stderr.count("\n"), desk.web.paths) == (3, 1, ["/a.html"])
    assert [path for path, _ in desk.failures] == ["/tutup/1", "/tutup/2"]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ({"body": b"%PDF-1.4 brosur"}, "it is a PDF file, not an article"),
        ({"body": b""}, "it is empty, not an article"),
        ({"body": b"<html><body><img src='a.jpg'></body></html>"}, "no article text was found in it"),
        ({"status": 302, "headers": {"Location": "/"}}, "it leads to the site's front page"),
        ({"status": 302, "headers": {"Location": "/x"}}, "it redirects in a circle"),
        ({"status": 302, "headers": {"Location": "http://10.0.0.1/"}}, "10.0.0.1 is not on the public internet"),
        (
            {"status": 302, "headers": {"Location": "file:///etc/passwd"}},
            "it answers 302 Found that leads to what is no web address (file:///etc/passwd)",
        ),
        ({"status": 302, "headers": {}}, "it answers 302 Found that names no address"),
        ({"body": b"<p>" + b"x" * (6 << 20)}, "it is larger than the 5 MiB allowed"),
        ({"body": b"x", "length": 1000}, "the answer broke off in the middle"),
        (
            {"body": b"\x1f\x8b\x08" + b"\xff" * 40, "headers": {"Content-Encoding": "gzip"}},
            "its compression is broken",
        ),
    ],
    ids=["pdf", "empty", "no text", "front page", "loop", "private", "file", "nowhere", "large", "cut off", "gzip"],
)
def test_an_entry_without_an_article_is_one_line_and_the_others_are_stored(
    desk: Desk, page: dict[str, object], reason: str
) -> None:
    address = desk.publish("/x", "/a.html")
    desk.web.page("/", "<html><body>Muara</body></html>")
    desk.web.page("/x", **page)  # type: ignore[arg-type]
    desk.subscribe(address)
    result = desk.sync()
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (3, "", 1)
    assert reason in result.stderr
    [(path, why)] = desk.failures
    assert (path, reason in why) == ("/x", True)
    assert desk.articles == ["/a.html"]
    assert desk.rows("SELECT tries FROM entries WHERE due IS NOT NULL AND url LIKE '%/x'") == [1]


def test_a_page_in_which_nothing_was_found_is_asked_for_conditionally_and_still_is_none(desk: Desk) -> None:
    address = desk.publish("/a.html", "/kosong")
    desk.web.page("/kosong", "<html><body><img src='a.jpg'></body></html>", is_tagged=True)
    desk.subscribe(address)
    desk.sync()
    desk.wait(minutes=65)
    assert desk.sync().stderr == ""
    assert desk.headers("/kosong")["If-None-Match"] == desk.web.pages["/kosong"].tag
    assert [path for path, _ in desk.failures] == ["/kosong"]
    desk.web.page("/kosong", story("/kosong"), is_tagged=True)
    desk.wait(hours=3)
    assert (desk.sync().exit_code, desk.failures) == (0, [])
    assert desk.articles == ["/a.html", "/kosong"]


# -- what the feed carries itself

WHOLE = (
    "<p>"
    + "</p><p>".join(f"Kalimat {n} dari isi umpan berita muara tentang garam dan ikan." for n in range(6))
    + "</p>"
)


def test_the_feeds_own_text_is_the_article_where_the_page_gives_nothing(desk: Desk) -> None:
    desk.web.page("/a.html", "<html><head><title>Kabar a</title></head><body><div id='app'></div></body></html>")
    desk.follow(Item("/a.html", content=WHOLE))
    [(method, text, title)] = desk.rows("SELECT method, text, title FROM articles")
    assert (method, title) == ("feed", "Kabar a")
    assert "Kalimat 0 dari isi umpan" in text
    assert "Kalimat 5 dari isi umpan" in text


def test_the_pages_own_text_comes_before_the_feeds(desk: Desk) -> None:
    desk.follow(Item("/a.html", content=WHOLE))
    assert desk.one("SELECT method FROM articles") != "feed"
