"""What a site asks for by Retry-After is heeded, and a host that fails is left alone."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from ingest.core.errors import BadStatus, FetchError, Postponed, Unreachable
from ingest.core.model import Fetched
from ingest.fetch.client import Client
from ingest.fetch.policy import Policy
from ingest.fetch.sending import Memory
from store import Pause
from tests.fetch.fetching import HTML, LOOPBACK, Clock, answer, answers, body, one_by_one, times
from tests.web import Answer as Sent
from tests.web import Web


@pytest.fixture
def net(web: Web, monkeypatch: pytest.MonkeyPatch) -> Web:
    """The web as a proxy, which answers for every host name; pages lie at whole addresses."""
    monkeypatch.setenv("http_proxy", web.url)
    return web


def later(seconds: object, status: int = 503) -> Sent:
    return Sent(status=status, headers={"Retry-After": str(seconds)})


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("seconds", [0, 7, 30])
def test_a_short_retry_after_is_waited_for_and_nothing_is_added(web: Web, status: int, seconds: int) -> None:
    clock = Clock()
    asked = times(web, clock)
    assert body(answer(web.turns("/a", later(seconds, status), Sent(HTML)), pace=clock.pace())) == HTML
    assert asked == [0.0, float(seconds)]


def test_a_retry_after_of_another_answer_is_not_heeded(web: Web) -> None:
    clock = Clock()
    assert body(answer(web.turns("/a", later(3600, status=500), Sent(HTML)), pace=clock.pace())) == HTML
    assert clock.seconds <= 1.25


def test_others_of_the_host_wait_for_the_end_of_its_pause(web: Web) -> None:
    clock = Clock()
    asked = times(web, clock)
    url = web.turns("/a", later(20), Sent(HTML))

    async def run() -> list[Fetched | FetchError]:
        return await answers(Client(policy=LOOPBACK, pace=clock.pace()), url, web.page("/b", HTML))

    assert [body(found) for found in asyncio.run(run())] == [HTML, HTML]
    assert asked == [0.0, 20.0, 20.0]


SITE = ["http://www.kabar.test/a", "http://www.kabar.test/b", "http://amp.kabar.test/a", "http://bukit.test/a"]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def in_two_days() -> str:
    return format_datetime(datetime.now(UTC) + 2 * DAY, usegmt=True)


@pytest.mark.parametrize(("status", "asked"), [(429, [0, 3]), (503, [0, 2, 3])])
@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        (lambda: 3600, HOUR, HOUR),
        (lambda: 31, timedelta(seconds=31), timedelta(seconds=31)),
        (in_two_days, DAY, 2 * DAY),
    ],
    ids=["hour", "31-s", "date"],
)
def test_after_a_long_retry_after_the_host_or_the_domain_is_left_alone(
    net: Web, status: int, asked: list[int], header: object, least: timedelta, most: timedelta
) -> None:
    assert callable(header)
    for url in SITE:
        net.pages[url] = Sent(HTML)
    net.pages[SITE[0]] = later(header(), status)
    first, *others = one_by_one(*SITE)
    assert isinstance(first, BadStatus)
    assert (first.status, net.paths) == (status, [SITE[number] for number in asked])
    for url, found in zip(SITE[1:], others, strict=True):
        if url in net.paths:
            assert body(found) == HTML
            continue
        assert isinstance(found, Postponed)
        assert found.target == url
        for error in (first, found):
            assert error.retry_after
            assert least <= error.retry_after <= most


def test_a_429_that_does_not_say_how_long_leaves_its_domain_alone_for_five_minutes(net: Web) -> None:
    net.pages[SITE[0]] = Sent(status=429)
    first, second, *_ = one_by_one(*SITE)
    assert isinstance(first, BadStatus)
    assert first.retry_after is None
    assert isinstance(second, Postponed)
    assert second.retry_after == timedelta(minutes=5)
    assert net.paths == [SITE[0], SITE[3]]


def test_a_redirect_to_a_host_that_is_left_alone_is_postponed_and_not_asked(net: Web) -> None:
    net.pages["http://bukit.test/a"] = Sent(status=302, headers={"Location": SITE[1]})
    net.pages[SITE[0]] = later(3600)
    _, found = one_by_one(SITE[0], "http://bukit.test/a")
    assert isinstance(found, Postponed)
    assert (found.target, found.retry_after) == ("http://bukit.test/a", HOUR)
    assert net.paths == [SITE[0], "http://bukit.test/a"]


@pytest.mark.parametrize(
    ("sent", "domain", "seconds"),
    [
        (later(3600, 429), "kabar.test", 3600),
        (Sent(status=429), "kabar.test", 300),
        (later(3600, 503), "www.kabar.test", 3600),
        (later(7, 503), "www.kabar.test", 7),
        (later(30 * 86400, 429), "kabar.test", 7 * 86400),
    ],
)
def test_a_pause_is_told_to_the_memory(net: Web, sent: Sent, domain: str, seconds: int) -> None:
    told: list[Pause] = []
    net.turns(SITE[0], sent, Sent(HTML))
    before = datetime.now(UTC)
    one_by_one(SITE[0], memory=Memory(pause=told.append))
    (pause,) = told
    assert (pause.domain, pause.reason) == (domain, f"{SITE[0]} answered {sent.status}")
    assert timedelta(0) <= pause.until - before - timedelta(seconds=seconds) < timedelta(minutes=5)


def test_a_host_that_was_just_asked_has_its_usual_pause_in_the_next_run_too(net: Web) -> None:
    told: list[Pause] = []
    net.pages[SITE[0]] = Sent(HTML)
    one_by_one(SITE[0], pace=Clock().pace(20.0), memory=Memory(pause=told.append))
    assert [pause.domain for pause in told] == ["www.kabar.test"]
    clock = Clock()
    one_by_one(SITE[0], pace=clock.pace(), memory=Memory(pauses=told))
    assert 1 <= clock.seconds <= 21


def test_a_pause_of_an_earlier_run_is_heeded(net: Web) -> None:
    until = datetime.now(UTC) + 2 * DAY
    pauses = [
        Pause(domain="kabar.test", until=until, reason=""),
        Pause(domain="bukit.test", until=datetime.now(UTC) - DAY, reason=""),
    ]
    net.pages[SITE[3]] = Sent(HTML)
    *postponed, good = one_by_one(*SITE, memory=Memory(pauses=pauses))
    for found in postponed:
        assert isinstance(found, Postponed)
        assert f"asked to be left alone until {until:%Y-%m-%d}" in found.reason
        assert found.retry_after
        assert DAY < found.retry_after <= 2 * DAY
    assert body(good) == HTML
    assert [path for path, _ in net.asked] == ["http://bukit.test/robots.txt", SITE[3]]


def test_a_literal_address_has_its_pauses_as_names_have(web: Web) -> None:
    web.pages["/a"] = later(3600)
    first, second = one_by_one(f"{web.url}/a", f"{web.url}/b")
    assert (type(first), type(second)) == (BadStatus, Postponed)


def pages(host: str, count: int) -> list[str]:
    return [f"http://{host}/{number}" for number in range(count)]


@pytest.mark.parametrize("trouble", [Sent(status=500), Sent(status=503), Sent(reset=True)], ids=["500", "503", "reset"])
def test_a_host_that_failed_five_times_in_a_row_is_left_alone(net: Web, trouble: Sent) -> None:
    failing, good = pages("kabar.test", 5), ["http://kabar.test/baik", "http://bukit.test/baik"]
    net.pages |= dict.fromkeys(failing, trouble) | dict.fromkeys(good, Sent(HTML))
    *failed, left, other = one_by_one(*failing, *good)
    assert {type(one) for one in failed} <= {BadStatus, Unreachable}
    assert isinstance(left, Postponed)
    assert (left.target, left.retry_after) == (good[0], None)
    assert "failed 5 times in a row" in left.reason
    assert body(other) == HTML
    assert net.paths == [url for url in failing for _ in range(3)] + [good[1]]


def test_nobody_waits_for_a_turn_at_a_host_that_is_left_alone(net: Web) -> None:
    clock, urls = Clock(), pages("kabar.test", 60)
    net.pages |= dict.fromkeys(urls, Sent(status=500))
    one_by_one(*urls, pace=clock.pace(1.0))
    assert clock.seconds < 30.0  # 15 requests, at most 2.5 s between two


BETWEEN = {
    "page": (Sent(HTML), False),
    "not-found": (Sent(status=404), False),
    "redirect": (Sent(status=302, headers={"Location": "http://bukit.test/"}), False),
    "denied": (Sent(HTML), True),
}


@pytest.mark.parametrize(("sent", "is_denied"), BETWEEN.values(), ids=BETWEEN)
def test_an_answer_of_the_host_begins_the_count_anew(net: Web, sent: Sent, is_denied: bool) -> None:
    failing, between, last = pages("kabar.test", 8), "http://kabar.test/antara", "http://kabar.test/baik"
    net.page("http://kabar.test/robots.txt", "User-agent: *\nDisallow: /antara" if is_denied else "")
    net.pages |= dict.fromkeys(failing, Sent(status=500)) | {between: sent, last: Sent(HTML)}
    *_, found = one_by_one(*failing[:4], between, *failing[4:], last)
    assert type(found) is (Postponed if is_denied else Fetched)


def test_those_who_wait_while_their_host_fails_are_not_asked_for_any_more(web: Web) -> None:
    urls = [web.page(f"/{number}", status=500) for number in range(8)]

    async def run() -> list[Fetched | FetchError]:
        return await answers(Client(policy=LOOPBACK, pace=Clock().pace()), *urls)

    found = asyncio.run(run())
    assert sorted(type(one).__name__ for one in found) == ["BadStatus"] * 5 + ["Postponed"] * 3


def test_a_host_that_does_not_answer_for_robots_txt_is_asked_for_that_only(net: Web) -> None:
    net.pages["http://kabar.test/robots.txt"] = Sent(reset=True)
    found = one_by_one(*pages("kabar.test", 7), policy=Policy())
    assert [type(one) for one in found] == [Unreachable] * 7
    assert [path for path, _ in net.asked] == ["http://kabar.test/robots.txt"] * 3


def test_a_port_that_does_not_answer_says_nothing_of_the_others(web: Web) -> None:
    """Old feeds name http:// addresses of sites that serve nothing but https:// now."""
    web.pages["/robots.txt"] = Sent(reset=True)
    dead = [f"{web.url}/{number}" for number in range(7)]
    with Web("127.0.0.1") as other:
        *_, found = one_by_one(*dead, other.page("/a", HTML))
    assert body(found) == HTML
