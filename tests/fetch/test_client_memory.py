"""What earlier visits showed: pages are asked for conditionally, robots.txt is remembered for a day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from ingest.core.errors import BadStatus, RobotsDenied
from ingest.core.model import Fetched
from ingest.fetch.robots import LIMIT_BYTES
from ingest.fetch.sending import Memory
from store import Validators
from tests.fetch.fetching import ALLOW_ALL, HTML, answer, one_by_one
from tests.web import Answer as Sent
from tests.web import Web

HOUR = timedelta(hours=1)
MONDAY, TUESDAY = "Mon, 02 Mar 2026 03:00:00 GMT", "Tue, 03 Mar 2026 03:00:00 GMT"
DENY_ALL = "User-agent: *\nDisallow: /"


class Visits(dict[str, Validators]):
    """The visits of earlier runs by address, and those that were noted."""

    def __init__(self, *noted: Validators) -> None:
        super().__init__({validators.url: validators for validators in noted})
        self.noted: list[Validators] = []

    @property
    def memory(self) -> Memory:
        return Memory(validators=self.get, note=self.noted.append)


def visited(url: str, *, ago: timedelta = 100 * HOUR, status: int = 200, **known: object) -> Validators:
    return replace(Validators(url=url, fetched=datetime.now(UTC) - ago, status=status), **known)  # type: ignore[arg-type]


def conditions(web: Web) -> list[tuple[str, str | None, str | None]]:
    """The requests, each with the validators that were sent."""
    return [(path, sent.get("If-None-Match"), sent.get("If-Modified-Since")) for path, sent in web.asked]


@pytest.mark.parametrize(
    ("etag", "last_modified"),
    [('W/"7"', MONDAY), ('"7"', None), (None, MONDAY), (None, None), ("", ""), ("tanpa-kutip", "kemarin")],
)
def test_a_page_is_asked_for_with_the_validators_that_it_came_with(
    web: Web, etag: str | None, last_modified: str | None
) -> None:
    url = web.page("/a", HTML)
    known = Visits(visited(url, etag=etag, last_modified=last_modified))
    found = answer(url, memory=known.memory)
    assert found.page
    assert conditions(web)[-1] == ("/a", etag or None, last_modified or None)


def test_each_hop_is_asked_for_with_its_own_validators(web: Web) -> None:
    hops = [web.page(f"/{hop}", status=302, headers={"Location": f"/{hop + 1}"}) for hop in range(3)]
    last = web.page("/3", HTML)
    known = Visits(visited(hops[0], etag='"0"'), visited(hops[2], last_modified=MONDAY), visited(last, etag='"3"'))
    answer(hops[0], memory=known.memory)
    assert conditions(web)[1:] == [("/0", '"0"', None), ("/1", None, None), ("/2", None, MONDAY), ("/3", '"3"', None)]


def test_a_second_try_is_conditional_too(web: Web) -> None:
    url = web.turns("/a", Sent(status=503), Sent(status=304))
    found = answer(url, memory=Visits(visited(url, etag='"7"')).memory)
    assert found.status == 304
    assert conditions(web)[1:] == [("/a", '"7"', None)] * 2


@pytest.mark.parametrize(
    ("headers", "etag", "last_modified"),
    [
        ({}, '"7"', MONDAY),
        ({"ETag": '"8"'}, '"8"', MONDAY),
        ({"Last-Modified": TUESDAY}, '"7"', TUESDAY),
        ({"ETag": '"8"', "Last-Modified": TUESDAY}, '"8"', TUESDAY),
        ({"ETag": ""}, '"7"', MONDAY),
    ],
)
def test_what_was_not_modified_is_no_page_and_keeps_its_validators_but_for_new_ones(
    web: Web, headers: dict[str, str], etag: str, last_modified: str
) -> None:
    url = web.page("/a", status=304, headers=headers)
    before = visited(url, etag='"7"', last_modified=MONDAY, sha256="00ff")
    found = answer(url, memory=Visits(before).memory)
    assert (found.page, found.leads_to, found.status) == (None, None, 304)
    assert found.validators
    assert found.validators.fetched > before.fetched
    assert found.validators == replace(before, fetched=found.validators.fetched, etag=etag, last_modified=last_modified)


def test_a_redirect_to_what_was_not_modified_says_which_address_that_is(web: Web) -> None:
    url, landed = web.page("/a", status=301, headers={"Location": "/b"}), web.page("/b", status=304)
    found = answer(url, memory=Visits(visited(landed, etag='"7"')).memory)
    assert found.validators
    assert (found.page, found.validators.url, found.moved_to) == (None, landed, landed)


@pytest.mark.parametrize(
    ("headers", "etag", "last_modified"),
    [
        ({}, None, None),
        ({"ETag": "", "Last-Modified": " "}, None, None),
        ({"ETag": '"8"'}, '"8"', None),
        ({"ETag": 'W/"8"', "Last-Modified": TUESDAY}, 'W/"8"', TUESDAY),
        ({"ETag": '"\xff"'}, None, None),  # what cannot be sent back is not kept
        ({"ETag": '"a\x01b"', "Last-Modified": "Jum\xe9at\x7f"}, None, None),
    ],
)
def test_a_page_replaces_both_validators_even_with_nothing(
    web: Web, headers: dict[str, str], etag: str | None, last_modified: str | None
) -> None:
    url = web.page("/a", HTML, headers=headers)
    found = answer(url, memory=Visits(visited(url, etag='"7"', last_modified=MONDAY, sha256="00ff")).memory)
    assert found.page
    assert found.validators == found.page.validators
    assert found.validators == Validators(
        url=url, fetched=found.page.fetched, status=200, etag=etag, last_modified=last_modified,
        sha256=sha256(HTML).hexdigest(),
    )  # fmt: skip


@pytest.mark.parametrize("known", [None, {}, {"etag": ""}, {"sha256": "00ff"}], ids=["new", "bare", "empty", "hash"])
def test_a_304_that_nobody_asked_for_is_an_error(web: Web, known: dict[str, str] | None) -> None:
    url = web.page("/a", status=304)
    noted = Visits() if known is None else Visits(visited(url, **known))
    with pytest.raises(BadStatus, match="it answers 304") as error:
        answer(url, memory=noted.memory)
    assert error.value.status == 304


def test_who_wants_the_whole_page_sends_no_validators(web: Web) -> None:
    url = web.turns("/a", Sent(HTML), Sent(status=304))
    memory = Visits(visited(url, etag='"7"', last_modified=MONDAY)).memory
    found, lie = one_by_one(url, url, memory=memory, unconditional=True)
    assert isinstance(found, Fetched)
    assert found.page
    assert isinstance(lie, BadStatus)
    assert conditions(web)[1:] == [("/a", None, None)] * 2


@pytest.mark.parametrize(
    ("cache_control", "seconds"), [("max-age=600", 600), ("no-cache, max-age=600", 0), ("private", 0), (None, 0)]
)
@pytest.mark.parametrize("status", [200, 304])
def test_an_answer_says_how_long_it_stays_good(web: Web, status: int, cache_control: str | None, seconds: int) -> None:
    url = web.page("/a", status=status, headers={"Cache-Control": cache_control} if cache_control else {})
    found = answer(url, memory=Visits(visited(url, etag='"7"')).memory)
    assert (found.status, found.max_age_seconds) == (status, seconds)


def test_only_robots_txt_is_noted_by_the_client_itself(web: Web) -> None:
    web.page("/robots.txt", ALLOW_ALL, headers={"ETag": '"1"'})
    noted = Visits()
    found = answer(web.page("/a", HTML, headers={"ETag": '"2"'}), memory=noted.memory)
    (noted,) = noted.noted
    assert noted == Validators(
        url=f"{web.url}/robots.txt", fetched=noted.fetched, status=200, etag='"1"',
        sha256=sha256(ALLOW_ALL.encode()).hexdigest(), body=ALLOW_ALL.encode(),
    )  # fmt: skip
    assert found.validators
    assert found.validators.etag == '"2"'


@pytest.mark.parametrize(
    ("known", "is_allowed"),
    [
        ({"body": DENY_ALL.encode()}, False),
        ({"body": ALLOW_ALL.encode()}, True),
        ({"body": DENY_ALL.encode(), "status": 404}, True),
        ({"status": 404}, True),
        ({}, True),
    ],
)
def test_a_robots_txt_of_the_last_day_is_not_asked_for_again(
    web: Web, known: dict[str, object], is_allowed: bool
) -> None:
    web.page("/robots.txt", ALLOW_ALL if not is_allowed else DENY_ALL)
    noted = Visits(visited(f"{web.url}/robots.txt", ago=23 * HOUR, **known))  # type: ignore[arg-type]
    (found,) = one_by_one(web.page("/a", HTML), memory=noted.memory)
    assert type(found) is (Fetched if is_allowed else RobotsDenied)
    assert [path for path, _ in web.asked] == (["/a"] if is_allowed else [])
    assert noted.noted == []


def test_a_robots_txt_older_than_a_day_is_asked_for_conditionally(web: Web) -> None:
    url = web.page("/robots.txt", ALLOW_ALL)
    old = visited(url, ago=25 * HOUR, etag='"1"', last_modified=MONDAY, body=DENY_ALL.encode())
    noted = Visits(old)
    assert answer(web.page("/a", HTML), memory=noted.memory).page
    assert conditions(web)[0] == ("/robots.txt", '"1"', MONDAY)
    (noted,) = noted.noted
    assert (noted.body, noted.etag) == (ALLOW_ALL.encode(), None)


def test_a_robots_txt_that_was_not_modified_holds_for_another_day(web: Web) -> None:
    url = web.page("/robots.txt", status=304)
    old = visited(url, ago=25 * HOUR, etag='"1"', body=DENY_ALL.encode())
    noted = Visits(old)
    with pytest.raises(RobotsDenied):
        answer(web.page("/a", HTML), memory=noted.memory)
    (noted,) = noted.noted
    assert noted == replace(old, fetched=noted.fetched)
    assert noted.fetched > old.fetched + 24 * HOUR
    with pytest.raises(RobotsDenied):
        answer(f"{web.url}/a", memory=Visits(noted).memory)
    assert [path for path, _ in web.asked] == ["/robots.txt"]


@pytest.mark.parametrize(("status", "tries"), [(500, 3), (502, 3), (503, 3), (504, 3), (501, 1), (599, 1), (429, 1)])
def test_a_failing_robots_txt_is_tried_again_denies_for_the_run_and_is_not_remembered(
    web: Web, status: int, tries: int
) -> None:
    url = web.page("/robots.txt", ALLOW_ALL, status=status)
    noted = Visits(visited(url, ago=25 * HOUR, body=ALLOW_ALL.encode()))
    found = one_by_one(web.page("/a", HTML), web.page("/b", HTML), memory=noted.memory)
    assert [type(one) for one in found] == [RobotsDenied] * 2
    assert [path for path, _ in web.asked] == ["/robots.txt"] * tries
    assert noted.noted == []


def test_a_robots_txt_that_fails_for_a_moment_is_read_at_the_second_try(web: Web) -> None:
    web.turns("/robots.txt", Sent(status=503), Sent(b"User-agent: *\nDisallow: /b"))
    allowed, denied = one_by_one(web.page("/a", HTML), web.page("/b", HTML))
    assert (type(allowed), type(denied)) == (Fetched, RobotsDenied)
    assert [path for path, _ in web.asked] == ["/robots.txt", "/robots.txt", "/a"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_missing_robots_txt_is_remembered_as_missing(web: Web, status: int) -> None:
    web.page("/robots.txt", DENY_ALL, status=status)
    noted = Visits()
    assert answer(web.page("/a", HTML), memory=noted.memory).page
    assert [noted.status for noted in noted.noted] == [status]
    assert answer(f"{web.url}/a", memory=Visits(*noted.noted).memory).page
    assert [path for path, _ in web.asked] == ["/robots.txt", "/a", "/a"]


def test_of_an_endless_robots_txt_the_part_that_counts_is_remembered(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /b\n" + "# panjang\n" * 60_000)
    noted = Visits()
    answer(web.page("/a", HTML), memory=noted.memory)
    (noted,) = noted.noted
    assert noted.body
    assert len(noted.body) == LIMIT_BYTES


def test_a_robots_txt_behind_a_redirect_is_remembered_where_it_was_asked_for(web: Web) -> None:
    url = web.page("/robots.txt", status=301, headers={"Location": "/aturan.txt"})
    web.page("/aturan.txt", DENY_ALL)
    noted = Visits()
    with pytest.raises(RobotsDenied):
        answer(web.page("/a", HTML), memory=noted.memory)
    assert [(noted.url, noted.body) for noted in noted.noted] == [(url, DENY_ALL.encode())]
