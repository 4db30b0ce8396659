"""How long pages are kept as they were received; their articles stay."""

import pytest

from tests.subscribing import Desk

CAPTURES = "SELECT count(*) FROM captures"
ARTICLES = "SELECT count(*) FROM articles"


@pytest.mark.parametrize(("days", "kept"), [("0", 0), ("29", 0), ("31", 1)])
def test_a_sync_drops_what_it_is_not_to_keep_any_longer(desk: Desk, days: str, kept: int) -> None:
    desk.follow("/a.html")
    desk.change("UPDATE captures SET fetched = strftime('%Y-%m-%dT%H:%M:%SZ', fetched, '-30 days')")
    assert desk.sync("--keep-captures", days).output == ""
    assert (desk.one(CAPTURES), desk.one(ARTICLES)) == (kept, 1)


def test_an_import_that_keeps_no_pages_stores_the_articles_once(desk: Desk) -> None:
    address = desk.web.page("/a.html", "<html><body><h1>Kabar</h1>" + "<p>Harga garam naik di muara.</p>" * 9)
    for counts in ("1 added", "0 added, 0 changed, 1 same"):
        assert desk.run("import", address, "--keep-captures", 0).stdout.startswith(counts)
        assert (desk.one(CAPTURES), desk.one(ARTICLES)) == (0, 1)


def test_without_being_told_every_page_is_kept(desk: Desk) -> None:
    desk.follow("/a.html")
    desk.change("UPDATE captures SET fetched = '2001-01-01T00:00:00Z'")
    desk.sync("--all")
    assert desk.one(CAPTURES) == 1
