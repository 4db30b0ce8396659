"""Lists that lead to lists: each address once, bounded in depth and number, said in one line."""

import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import Result

from ingest.core.model import Noted
from ingest.pipeline.worklist import Part, Worklist
from store import Archive
from tests.subscribing import FEED, LOOPBACK, PROGRAM, rss, story
from tests.web import Web

Warta = Callable[..., Result]
CUT = "lists that lead to lists are read 5 levels deep and 500 of them at most"


def index(*urls: str) -> str:
    parts = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return (
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>'
    )


def opml(*urls: str) -> str:
    return "<opml><body>" + "".join(f'<outline xmlUrl="{url}"/>' for url in urls) + "</body></opml>"


def articles(web: Web, *paths: str) -> str:
    """A feed with these articles."""
    for path in paths:
        web.page(path, story(path))
    return web.page(FEED, rss(*paths))


@pytest.mark.parametrize("form", [index, opml])
def test_a_list_that_lists_itself_is_read_once(warta: Warta, web: Web, form: Callable[..., str]) -> None:
    url = f"{web.url}/list.xml"
    web.page("/list.xml", form(url, f"{url}#again", articles(web, "/a.html")))
    result = warta("import", url, *LOOPBACK)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("1 added")
    assert web.paths == ["/list.xml", FEED, "/a.html"]


@pytest.mark.parametrize("form", [index, opml])
def test_two_lists_that_list_each_other_are_read_once(warta: Warta, web: Web, form: Callable[..., str]) -> None:
    one, other = f"{web.url}/one.xml", f"{web.url}/other.xml"
    web.page("/one.xml", form(other))
    web.page("/other.xml", form(one, articles(web, "/a.html")))
    assert warta("import", one, *LOOPBACK).stdout.startswith("1 added")
    assert web.paths == ["/one.xml", "/other.xml", FEED, "/a.html"]


@pytest.mark.parametrize("form", [index, opml])
def test_a_chain_of_two_thousand_lists_ends_with_a_line(warta: Warta, web: Web, form: Callable[..., str]) -> None:
    paths = [f"/{number}.xml" for number in range(2000)]
    for path, following in pairwise(paths):
        web.page(path, form(f"{web.url}{following}"))
    web.page("/good.html", story("/good.html"))
    result = warta("import", f"{web.url}/0.xml", f"{web.url}/good.html", *LOOPBACK)
    assert web.paths.count("/good.html") == 1
    assert [path for path in web.paths if path.endswith(".xml")] == paths[:6]
    assert (result.exit_code, result.stdout) == (0, "1 added, 0 changed, 0 same, 0 failed (id 1)\n")
    [line] = [line for line in result.stderr.splitlines() if CUT in line]
    assert line == f"warta: {web.url}/6.xml: left out with what comes after it; {CUT}"


def test_a_front_page_that_declares_thousands_of_feeds_is_bounded(warta: Warta, web: Web) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}.xml">' for n in range(3000))
    web.page("/", f"<html><head>{links}</head><body>x</body></html>")
    result = warta("import", f"{web.url}/", *LOOPBACK)
    assert len(web.paths) == 510  # the front page, 500 feeds and nine usual places
    assert result.stderr.count(CUT) == 1


def test_a_saved_index_that_leads_to_itself_on_the_web_ends(warta: Warta, web: Web, tmp_path: Path) -> None:
    url = f"{web.url}/list.xml"
    web.page("/list.xml", index(url, articles(web, "/a.html")))
    result = warta("import", "-", *LOOPBACK, stdin=index(url).encode())
    assert result.stdout.startswith("1 added")
    assert web.paths == ["/list.xml", FEED, "/a.html"]


def test_the_outlines_of_a_list_that_was_named_are_all_read(warta: Warta, web: Web) -> None:
    feeds = [f"{web.url}/{number}.xml" for number in range(520)]
    web.page("/feeds.opml", opml(*feeds))
    result = warta("import", f"{web.url}/feeds.opml", *LOOPBACK)
    assert len(web.paths) == 521
    assert CUT not in result.stderr


def test_lists_that_are_found_do_not_wait_for_sources_that_never_end(web: Web, path: Path) -> None:
    """Standard input stays open, and the feed of a front page is read all the same."""
    link = f'<link rel="alternate" type="application/rss+xml" href="{articles(web, "/a.html")}">'
    web.page("/", f"<html><head>{link}</head><body>x</body></html>")
    was_asked = threading.Event()
    web.when_asked = lambda asked: was_asked.set() if asked == "/a.html" else None
    command = [sys.executable, "-c", PROGRAM, "--db", str(path), "import", "-", f"{web.url}/", *LOOPBACK]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as importing:
        assert was_asked.wait(60)
        said, _ = importing.communicate("")
    assert said.startswith("1 added")


def test_a_worklist_takes_each_address_once_and_says_once_that_it_is_full() -> None:
    worklist = Worklist(["https://a.example/"])
    parts = [Part(url=f"https://a.example/{number}") for number in range(502)]
    assert worklist.add(Part(url="https://a.example/#top")) is None
    assert [worklist.add(part) for part in parts[:500]] == parts[:500]
    said = [worklist.add(part) for part in (*parts[500:], *parts)]
    assert isinstance(said[0], Noted)
    assert said[1:] == [None] * 503


@pytest.mark.parametrize(("depth", "is_chosen", "is_read"), [(5, False, True), (6, False, False), (6, True, False)])
def test_a_worklist_goes_five_levels_deep(depth: int, is_chosen: bool, is_read: bool) -> None:
    part = Part(url="https://a.example/x", depth=depth, is_chosen=is_chosen)
    assert isinstance(Worklist([]).add(part), Part) is is_read


@pytest.mark.parametrize("odd", ["foo://[x", "foo://", "http://[x", "http://\udce9:x/", "//[", "htps://muara.test/"])
def test_an_argument_that_cannot_be_read_costs_nothing_but_itself(warta: Warta, tmp_path: Path, odd: str) -> None:
    good = tmp_path / "kapal.txt"
    good.write_text("Kapal merapat\n\nNelayan pulang dengan perahu penuh ikan pada pagi hari ini juga.\n")
    result = warta("import", odd, good)
    assert result.stdout.startswith("1 added"), result.output
    assert result.exit_code == 3


def test_a_slip_of_the_hand_leaves_no_failure_behind(warta: Warta, web: Web, path: Path, tmp_path: Path) -> None:
    slips = ("htps://muara.test/", "http://muara .test/", tmp_path / "kapal.htlm", f"{web.url}/tidak-ada")
    result = warta("import", *slips, *LOOPBACK)
    assert "4 failed" in result.output
    with Archive(path) as archive:
        assert archive.open_failures() == []


def test_what_a_list_names_in_vain_is_kept_and_can_be_listed_and_cleared(warta: Warta, web: Web) -> None:
    warta("import", web.page(FEED, rss("/tidak-ada")), *LOOPBACK)
    listed = warta("status", "--failures").stdout
    assert f"{web.url}/tidak-ada: it answers 404 Not Found" in listed
    assert "since 20" in listed
    assert warta("status", "--failures", "--clear").stdout == listed
    assert warta("status", "--failures").stdout == "nothing failed that was not stored since\n"
    assert "could not be stored" not in warta("status").stdout
