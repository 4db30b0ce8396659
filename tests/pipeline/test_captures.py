"""How long pages are kept as they were received; their articles stay."""

import pytest

from tests.subscribing import Desk, story

CAPTURES = "SELECT count(*) FROM captures"
ARTICLES = "SELECT count(*) FROM articles"


@pytest.mark.parametrize(("days", "kept"), [("0", 0), ("29", 0), ("31", 1)])
def test_a_sync_drops_what_it_is_not_to_keep_any_longer(desk: Desk, days: str, kept: int) -> None:
    desk.follow("/a.html")
    desk.change("UPDATE captures SET fetched = strftime('%Y-%m-%dT%H:%M:%SZ', fetched, '-30 days')")
    assert desk.sync("--keep-captures", days).output == ""
    assert (desk.one(CAPTURES), desk.one(ARTICLES)) == (kept, 1)


@pytest.mark.parametrize(("setting", "kept"), [("days 29", 0), ("days 31", 1), ("none", 0), ("all", 1)])
def test_what_is_set_for_the_archive_holds_for_every_run(desk: Desk, setting: str, kept: int) -> None:
    desk.follow("/a.html")
    desk.change("UPDATE captures SET fetched = strftime('%Y-%m-%dT%H:%M:%SZ', fetched, '-30 days')")
    assert desk.warta("settings", "captures", setting).exit_code == 0
    desk.sync()
    assert (desk.one(CAPTURES), desk.one(ARTICLES)) == (kept, 1)


def test_what_is_said_for_one_run_comes_before_what_is_set(desk: Desk) -> None:
    desk.follow("/a.html")
    desk.warta("settings", "captures", "none")
    desk.sync("--keep-captures", 5)
    assert desk.one(CAPTURES) == 1


def test_an_import_that_keeps_no_pages_stores_the_articles_once(desk: Desk) -> None:
    address = desk.web.page("/a.html", "<html><body><h1>Kabar</h1>" + "<p>Harga garam naik di muara.</p>" * 9)
    for counts in ("1 added", "0 added, 0 changed, 1 same"):
        assert desk.run("import", address, "--keep-captures", 0).stdout.startswith(counts)
        assert (desk.one(CAPTURES), desk.one(ARTICLES)) == (0, 1)


@pytest.mark.parametrize(("is_tagged", "status"), [(True, 304), (False, 200)], ids=["not modified", "the same bytes"])
def test_a_page_that_is_asked_for_again_and_stays_is_a_revisit(desk: Desk, is_tagged: bool, status: int) -> None:
    desk.web.page("/a.html", story("/a.html"), is_tagged=is_tagged)
    desk.follow("/a.html")
    desk.change("UPDATE captures SET fetched = '2001-01-01T00:00:00Z'")
    desk.run("import", f"{desk.web.url}/a.html")
    assert desk.web.paths == ["/a.html"]
    assert desk.rows("SELECT status FROM revisits") == [status]
    assert desk.one(CAPTURES) == 1


def test_status_line_and_headers_of_a_page_are_kept(desk: Desk) -> None:
    desk.web.page("/a.html", story("/a.html"), headers={"X-Pulau": "Sabang", "Set-Cookie": "a=1"})
    desk.follow("/a.html")
    first, *lines = str(desk.one("SELECT headers FROM captures")).splitlines()
    assert first == "HTTP/1.1 200 OK"
    assert {"X-Pulau: Sabang", "Set-Cookie: a=1"} < {*lines}


def test_without_being_told_every_page_is_kept(desk: Desk) -> None:
    desk.follow("/a.html")
    desk.change("UPDATE captures SET fetched = '2001-01-01T00:00:00Z'")
    desk.sync("--all")
    assert desk.one(CAPTURES) == 1
