"""Entries that a feed listed and dropped again between two polls: noted, shown, and found again in the news sitemap."""

import json
from pathlib import Path

import pytest

from tests.subscribing import FEED, Desk, Item, Warta, rss, story
from tests.web import Web

USUAL = ["/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap/news.xml", "/googlenews.xml"]
MAP = "/kabar/peta-berita.xml"
GAPS = "SELECT filled IS NOT NULL, found FROM gaps ORDER BY id"


@pytest.fixture
def desk(warta: Warta, web: Web, path: Path) -> Desk:
    """A desk that follows a feed of one section, whose newest entry is of 6 March."""
    it = Desk(warta, web, path)
    it.follow(*window(1, 2, 3, day=6))
    it.hurry()
    return it


def window(*numbers: int, day: int) -> list[Item]:
    return [Item(f"/ekonomi/{number}", date=f"Fri, {day:02} Mar 2026 0{number % 10}:00:00 GMT") for number in numbers]


def sitemap(desk: Desk, dates: dict[str, str], *, at: str = MAP, is_named: bool = True, is_news: bool = True) -> str:
    """A sitemap of paths with their dates, and pages for all of them; named in robots.txt."""
    urls = ""
    for path, date in dates.items():
        tag = f"<n:news><n:publication_date>{date}</n:publication_date></n:news>"
        tag = tag if is_news else f"<lastmod>{date}</lastmod>"
        urls += f"<url><loc>{path if path.startswith('http') else desk.web.url + path}</loc>{tag if date else ''}</url>"
        desk.web.page(path, story(path), is_tagged=True)
    if is_named:
        name_in_robots(desk, f"{desk.web.url}{at}")
    return desk.web.page(at, f'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>')


def name_in_robots(desk: Desk, url: str) -> None:
    desk.web.page("/robots.txt", f"User-agent: *\nAllow: /\nSitemap: {url}\n")
    desk.change("DELETE FROM visits WHERE url LIKE '%/robots.txt'")


LOST = {"/ekonomi/4": "2026-03-07T09:00:00Z", "/ekonomi/5": "2026-03-08T16:00:00+07:00", "/ekonomi/6": "2026-03-09"}


@pytest.mark.parametrize("is_news", [True, False], ids=["publication_date", "lastmod"])
def test_what_was_lost_comes_from_the_sitemap_that_robots_txt_names_and_nothing_else(desk: Desk, is_news: bool) -> None:
    others = {
        "/ekonomi/2": "2026-03-06T02:00:00Z",  # stored
        "/ekonomi/8": "2026-03-10T08:00:00Z",  # listed
        "/ekonomi/lama": "2026-02-01T00:00:00Z",
        "/ekonomi/nanti": "2026-03-20T00:00:00Z",
        "/ekonomi/tanpa-tanggal": "",
        "/olahraga/1": "2026-03-08T00:00:00Z",
        "http://lain.example/ekonomi/1": "2026-03-08T00:00:00Z",
    }
    sitemap(desk, LOST | others, is_news=is_news)
    desk.publish(*window(7, 8, 9, day=10))
    result = desk.sync("--json")
    assert (result.exit_code, json.loads(result.stdout)["gaps"]) == (0, 1)
    assert desk.articles == [f"/ekonomi/{number}" for number in range(1, 10)]
    assert len(desk.web.paths) == len(set(desk.web.paths))
    assert "/ekonomi/2" not in desk.web.paths
    assert desk.rows(GAPS) == [(1, 3)]
    told = "lost entries between polls 1 time in 30 days, 3 found in the sitemap; poll it more often"
    assert told in desk.warta("sources").stdout
    assert told in desk.warta("status").stdout
    [shown] = [json.loads(line) for line in desk.warta("sources", "--json").stdout.splitlines()]
    assert (shown["gaps"], shown["gap_found"]) == (1, 3)


def test_what_came_from_a_sitemap_is_no_gap_and_nothing_new_at_the_next_poll(desk: Desk) -> None:
    sitemap(desk, LOST)
    desk.publish(*window(7, 8, 9, day=10))
    desk.sync()
    desk.publish(*window(4, 5, 6, day=8))  # the feed goes back for once
    desk.hurry()
    assert (desk.sync().output, desk.web.paths) == ("", [FEED])
    assert desk.rows(GAPS) == [(1, 3)]
    assert desk.one("SELECT count(*) FROM articles") == 9


def test_a_window_that_still_lists_one_known_entry_is_no_gap(desk: Desk) -> None:
    sitemap(desk, LOST)
    desk.publish(*window(7, 8, day=10), *window(3, day=6))
    assert desk.sync().output == ""
    assert (desk.rows(GAPS), MAP in desk.web.paths) == ([], False)


def test_a_feed_that_is_empty_for_once_loses_nothing(desk: Desk) -> None:
    sitemap(desk, LOST)
    for items in ([], window(2, 3, 4, day=7)):
        desk.web.page("/ekonomi/4", story("/ekonomi/4"))
        desk.web.page(FEED, rss(*items))
        assert desk.sync().output == ""
        desk.hurry()
    assert desk.rows(GAPS) == []


@pytest.mark.parametrize("mark", [' isPermaLink="false"', ""], ids=["as ids", "as links"])
def test_guids_that_only_count_the_places_hide_no_entry_and_no_gap(
    warta: Warta, web: Web, path: Path, mark: str
) -> None:
    desk = Desk(warta, web, path)
    for turn in ("pagi", "siang", "sore"):
        items = [Item(f"/{turn}/{place}.html", guid=str(place)) for place in (1, 2, 3)]
        address = desk.publish(*items)
        desk.web.page(FEED, desk.web.pages[FEED].body.replace(b' isPermaLink="false"', mark.encode()))
        desk.subscribe(address)
        desk.hurry()
        assert desk.sync().output == ""
    assert len(desk.articles) == desk.one("SELECT count(*) FROM entries") == 9
    assert desk.one("SELECT count(*) FROM gaps") == 2


def test_the_first_entries_of_a_feed_that_had_none_are_no_gap(warta: Warta, web: Web, path: Path) -> None:
    desk = Desk(warta, web, path)
    desk.follow()
    desk.publish(*window(1, 2, day=6))
    desk.hurry()
    assert desk.sync().output == ""
    assert desk.rows(GAPS) == []


def test_a_feed_of_the_whole_site_gets_back_what_was_lost_in_any_section(desk: Desk) -> None:
    sitemap(desk, LOST | {"/olahraga/1": "2026-03-08T00:00:00Z"})
    sections = [Item(f"/{name}/1", date="Tue, 10 Mar 2026 08:00:00 GMT") for name in ("a", "b", "c", "d")]
    desk.publish(*sections)
    assert desk.sync().output == ""
    assert {"/olahraga/1", *LOST} <= set(desk.articles)


def test_an_index_is_opened_at_its_part_about_news(desk: Desk) -> None:
    sitemap(desk, LOST, is_named=False)
    parts = "".join(f"<sitemap><loc>{desk.web.url}{part}</loc></sitemap>" for part in ("/peta-tag.xml", MAP))
    name_in_robots(desk, desk.web.page("/peta.xml", f"<sitemapindex>{parts}</sitemapindex>"))
    desk.publish(*window(7, 8, 9, day=10))
    assert desk.sync().output == ""
    assert desk.rows(GAPS) == [(1, 3)]
    assert "/peta-tag.xml" not in desk.web.paths


@pytest.mark.parametrize("place", USUAL)
def test_a_sitemap_that_nobody_names_is_found_in_a_usual_place(desk: Desk, place: str) -> None:
    sitemap(desk, LOST, at=place, is_named=False)
    desk.publish(*window(7, 8, 9, day=10))
    assert desk.sync().output == ""
    assert (desk.rows(GAPS), set(LOST) <= set(desk.articles)) == ([(1, 3)], True)


def test_a_gap_without_a_sitemap_stays_and_the_usual_places_are_asked_once_a_week(desk: Desk) -> None:
    asked = []
    for turn in range(4):
        desk.publish(*window(10 * turn + 11, 10 * turn + 12, day=10 + turn))
        desk.hurry()
        result = desk.sync()
        assert (result.exit_code, result.output) == (0, "")
        asked.append([path for path in desk.web.paths if path in USUAL])
        desk.wait(days=3)
    assert asked == [USUAL, [], [], USUAL]
    assert desk.rows(GAPS) == [(0, 0)] * 4
    told = "lost entries between polls 4 times in 30 days; poll it more often"
    assert told in desk.warta("sources").stdout
    desk.wait(days=31)
    assert "lost entries" not in desk.warta("sources").stdout


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404},
        {"status": 500},
        {"body": b""},
        {"body": b"<html><body>Peta situs</body></html>"},
        {"body": b"<urlset><url><loc>" + b"&a;" * 1000},
        {"body": b"<urlset></urlset>"},
        {"body": b"<urlset>" + b" " * (51 << 20)},
        {"status": 302, "headers": {"Location": "http://10.0.0.1/"}},
    ],
    ids=["missing", "broken", "empty", "page", "cut off", "nothing", "large", "private"],
)
def test_a_sitemap_that_is_none_ends_no_run_and_is_no_failure(desk: Desk, answer: dict[str, object]) -> None:
    name_in_robots(desk, f"{desk.web.url}{MAP}")
    desk.web.page(MAP, **answer)  # type: ignore[arg-type]
    desk.publish(*window(7, 8, 9, day=10))
    result = desk.sync()
    assert (result.exit_code, result.output, desk.failures) == (0, "", [])
    assert [found for _, found in desk.rows(GAPS)] == [0]
    assert {f"/ekonomi/{number}" for number in (7, 8, 9)} <= set(desk.articles)


def test_unsubscribing_forgets_the_gaps_too(desk: Desk) -> None:
    desk.publish(*window(7, 8, 9, day=10))
    desk.sync()
    desk.warta("unsubscribe", f"{desk.web.url}{FEED}")
    assert desk.rows(GAPS) == []
