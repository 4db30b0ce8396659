"""Pages that lead on by themselves are followed as redirects are, within the same bounds."""

from collections.abc import Callable

import pytest
from click.testing import Result

from store import Archive
from tests.subscribing import FEED, LOOPBACK, rss, story
from tests.web import Answer, Web

Warta = Callable[..., Result]


def waiting(link: str, seconds: int = 0) -> str:
    """A page that has nothing to say but where it leads."""
    return (
        f'<html><head><title>Mengalihkan</title><meta http-equiv="refresh" content="{seconds}; URL={link}"></head>'
        f'<body><p>Anda akan dibawa ke <a href="{link}">halaman yang dimaksud</a>.</p></body></html>'
    )


def urls(archive: Archive) -> list[str]:
    return [url for (url,) in archive.query("SELECT url FROM articles ORDER BY url").rows]


def test_an_entry_that_leads_on_is_stored_where_it_leads(warta: Warta, web: Web, archive: Archive) -> None:
    web.page(FEED, rss("/singkat"))
    web.page("/singkat", waiting("/antara?a=1&amp;b=2", 3))
    web.page("/antara?a=1&b=2", waiting("kapal"))
    web.page("/kapal", story("/kapal"))
    assert warta("import", f"{web.url}{FEED}", *LOOPBACK).output.startswith("1 added")
    assert urls(archive) == [f"{web.url}/kapal"]
    assert web.paths == [FEED, "/singkat", "/antara?a=1&b=2", "/kapal"]


def test_a_page_that_says_so_in_a_header_leads_on(warta: Warta, web: Web, archive: Archive) -> None:
    asked = web.page("/singkat", "<html><body><p>Tunggu.</p></body></html>", headers={"Refresh": "1;url=/kapal"})
    web.page("/kapal", story("/kapal"))
    assert warta("import", asked, *LOOPBACK).output.startswith("1 added")
    assert urls(archive) == [f"{web.url}/kapal"]


def test_an_article_that_reloads_itself_is_read_once(warta: Warta, web: Web, archive: Archive) -> None:
    for path, link in (("/a", "/a"), ("/b", "/iklan")):
        text = story(path).replace("</body>", "<p>Nelayan pulang dengan perahu yang penuh ikan hari ini.</p>" * 5)
        body = text.replace("<head>", f'<head><meta http-equiv="refresh" content="5;url={link}">')
        assert "refresh" in body
        assert warta("import", web.page(path, body), *LOOPBACK).output.startswith("1 added")
    assert web.paths == ["/a", "/b"]


@pytest.mark.parametrize("paths", [["/a"], ["/a", "/b"], ["/a", "/b", "/c"]], ids=len)
def test_pages_that_lead_in_a_circle_are_no_articles(
    warta: Warta, web: Web, archive: Archive, paths: list[str]
) -> None:
    for path, after in zip(paths, [*paths[1:], paths[0]], strict=True):
        web.page(path, waiting(after))
    result = warta("import", f"{web.url}/a", *LOOPBACK)
    assert "the page only leads on to" in result.output
    assert result.exit_code == 4
    assert web.paths == paths


def test_ever_more_pages_that_lead_on_end_like_redirects(warta: Warta, web: Web, archive: Archive) -> None:
    for number in range(30):
        web.page(f"/{number}", waiting(f"/{number + 1}"))
    assert "more than 20 redirects" in warta("import", f"{web.url}/0", *LOOPBACK).output
    assert len(web.paths) == 21


@pytest.mark.parametrize("link", ["http://10.0.0.1/", "http://nama:sandi@127.0.0.1/", "/terlarang"])
def test_where_it_leads_is_bound_by_the_same_rules(warta: Warta, web: Web, archive: Archive, link: str) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /terlarang")
    web.page("/terlarang", story("/terlarang"))
    result = warta("import", web.page("/a", waiting(link)), *LOOPBACK)
    assert result.exit_code == 4, result.output
    assert web.paths == ["/a"]
    assert urls(archive) == []


def test_a_wall_that_sets_a_cookie_and_reloads_is_passed(warta: Warta, web: Web, archive: Archive) -> None:
    wall = Answer(waiting("/a").encode(), headers={"Set-Cookie": "lulus=1"})
    url = web.turns("/a", wall, Answer(story("/a").encode()))
    assert warta("import", url, *LOOPBACK).output.startswith("1 added")
    assert [headers.get("Cookie") for headers in web.headers("/a")] == [None, "lulus=1"]
