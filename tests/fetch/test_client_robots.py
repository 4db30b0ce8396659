"""What robots.txt allows, and what its absence means."""

import asyncio
import gzip

import pytest

from ingest.core.errors import RobotsDenied
from ingest.core.model import Fetched, Page
from ingest.fetch.client import Client
from ingest.fetch.sending import Memory
from store import Validators
from tests.fetch.fetching import ALLOW_ALL, HTML, LOOPBACK, Clock, fetch, fetch_all, one_by_one
from tests.web import Web


def test_a_page_that_robots_txt_denies_is_never_asked_for(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /arsip")
    with pytest.raises(RobotsDenied) as error:
        fetch(web.page("/arsip/a", HTML))
    assert web.paths == []
    assert "import the file" in error.value.advice
    assert fetch(web.page("/kabar", HTML)).body == HTML


def test_robots_txt_is_asked_before_the_page(web: Web) -> None:
    fetch(web.page("/a", HTML))
    assert [path for path, _ in web.asked] == ["/robots.txt", "/a"]


def test_a_redirect_target_passes_robots_txt_too(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /arsip")
    web.page("/arsip", HTML)
    with pytest.raises(RobotsDenied):
        fetch(web.page("/a", status=302, headers={"Location": "/arsip"}))
    assert web.paths == ["/a"]


def test_rules_for_warta_outweigh_those_for_all(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: warta\nDisallow: /arsip")
    assert fetch(web.page("/a", HTML)).body == HTML
    with pytest.raises(RobotsDenied):
        fetch(web.page("/arsip", HTML))


def test_rules_for_a_name_in_the_contact_address_are_not_for_warta(web: Web) -> None:
    web.page("/robots.txt", "User-agent: kabarbot\nDisallow: /")
    assert fetch(web.page("/a", HTML), contact="https://kabarbot.test").body == HTML


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_missing_robots_txt_allows_all(web: Web, status: int) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /", status=status)
    assert fetch(web.page("/a", HTML)).body == HTML


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_failing_robots_txt_denies_all_for_now(web: Web, status: int) -> None:
    web.page("/robots.txt", ALLOW_ALL, status=status)
    with pytest.raises(RobotsDenied, match=f"robots.txt answers {status}") as error:
        fetch(web.page("/a", HTML))
    assert web.paths == []
    assert error.value.advice == "try again later"


def test_robots_txt_is_asked_for_once_however_many_pages_are_wanted(web: Web) -> None:
    pages = fetch_all(*(web.page(f"/{number}", HTML) for number in range(8)))
    assert [type(page) for page in pages] == [Page] * 8
    assert [path for path, _ in web.asked].count("/robots.txt") == 1


def test_each_host_has_its_own_robots_txt(web: Web, public: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /")
    denied, allowed = fetch_all(web.page("/a", HTML), public.page("/a", HTML))
    assert (type(denied), type(allowed)) == (RobotsDenied, Page)


def test_a_redirected_robots_txt_is_followed(web: Web, public: Web) -> None:
    web.page("/robots.txt", status=301, headers={"Location": public.page("/aturan.txt", "User-agent: *\nDisallow: /b")})
    allowed, denied = fetch_all(web.page("/a", HTML), web.page("/b", HTML))
    assert (type(allowed), type(denied)) == (Page, RobotsDenied)


@pytest.mark.parametrize("location", ["/robots.txt", "http://[muara", ""])
def test_a_robots_txt_that_leads_nowhere_is_missing(web: Web, location: str) -> None:
    web.page("/robots.txt", status=302, headers={"Location": location})
    assert fetch(web.page("/a", HTML)).body == HTML


def test_only_the_first_part_of_an_endless_robots_txt_counts(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /b\n" + "# panjang\n" * 60_000)
    allowed, denied = fetch_all(web.page("/a", HTML), web.page("/b", HTML))
    assert (type(allowed), type(denied)) == (Page, RobotsDenied)


def test_a_robots_txt_that_comes_packed_all_the_same_is_read(web: Web) -> None:
    web.page("/robots.txt", gzip.compress(b"User-agent: *\nDisallow: /b"), headers={"Content-Encoding": "gzip"})
    allowed, denied = fetch_all(web.page("/a", HTML), web.page("/b", HTML))
    assert (type(allowed), type(denied)) == (Page, RobotsDenied)


def test_a_host_in_capitals_is_the_same_host(web: Web) -> None:
    named = web.url.replace("127.0.0.1", "localhost")
    web.page("/robots.txt", "User-agent: *\nCrawl-delay: 7")
    web.page("/a", HTML)
    clock = Clock()
    one_by_one(f"{named}/a", f"{named.replace('localhost', 'LocalHost')}/a", pace=clock.pace())
    assert [path for path, _ in web.asked] == ["/robots.txt", "/a", "/a"]
    assert clock.waits == [7.0]


def test_a_crawl_delay_slows_its_host_down(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nCrawl-delay: 7")
    clock = Clock()
    one_by_one(web.page("/a", HTML), web.page("/b", HTML), pace=clock.pace())
    assert clock.waits == [7.0]


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_robots_txt_above_the_limit_is_read_up_to_it_and_asked_for_once(web: Web, is_packed: bool) -> None:
    rules = b"User-agent: *\nDisallow: /b\n" + b"# panjang sekali\n" * 60_000
    web.page(
        "/robots.txt",
        gzip.compress(rules) if is_packed else rules,
        headers={"Content-Encoding": "gzip"} if is_packed else {},
    )
    web.page("/a", HTML)
    noted: list[Validators] = []
    allowed, denied = one_by_one(f"{web.url}/a", f"{web.url}/b", memory=Memory(note=noted.append))
    assert (type(allowed), type(denied)) == (Fetched, RobotsDenied)
    assert [path for path, _ in web.asked] == ["/robots.txt", "/a"]
    assert [(note.status, note.body) for note in noted] == [(200, rules[: 512 << 10])]  # for the next run of the day
    one_by_one(f"{web.url}/a", memory=Memory(validators={noted[0].url: noted[0]}.get))
    assert [path for path, _ in web.asked].count("/robots.txt") == 1


def test_nothing_is_asked_after_the_client_was_closed(web: Web) -> None:
    async def closed() -> int:
        it = Client(policy=LOOPBACK, pace=Clock().pace())
        asking = asyncio.ensure_future(it.fetch(f"{web.url}/a"))
        for _ in range(5):  # its robots.txt is on its way
            await asyncio.sleep(0)
        assert it._robots._hosts
        asking.cancel()
        await it.close()
        before = len(web.asked)
        for _ in range(100):
            await asyncio.sleep(0)
        return len(web.asked) - before

    assert asyncio.run(closed()) == 0
    assert asyncio.run(closed()) == 0
