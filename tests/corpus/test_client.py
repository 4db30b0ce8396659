"""Recorded robots.txt files and hostile addresses from the folder beside the checkout; skipped where that is not."""

import json
import tarfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from ingest.core import urls
from ingest.core.errors import AddressRefused, BadStatus
from ingest.fetch import robots
from ingest.fetch.policy import Policy
from tests.fetch.fetching import ALLOW_ALL, PUBLIC, answer, resolve
from tests.web import Web

Members = Callable[[str], dict[str, bytes]]


@lru_cache
def _unpacked(path: Path) -> dict[str, bytes]:
    """The files of badinputs.tar.gz whose folders are read here, by folder and name."""
    found: dict[str, bytes] = {}
    with tarfile.open(path) as archive:
        for member in archive:
            name = member.name.removeprefix("badinputs/")
            if member.isfile() and name.startswith(("robots_", "ssrf_ip/", "redirect/")):
                content = archive.extractfile(member)
                assert content
                found[name] = content.read()
    return found


@pytest.fixture
def members(shared: Path) -> Members:
    """The files of a folder of badinputs.tar.gz."""
    found = _unpacked(shared / "corpus" / "badinputs.tar.gz")
    return lambda folder: {name: body for name, body in found.items() if name.startswith(f"{folder}/")}


def cases(members: dict[str, bytes]) -> list[Any]:
    return [case for body in members.values() for case in json.loads(body)]


# Cases of google/robotstxt that are answered otherwise, and why.
OTHERWISE = {
    ("GoogleOnly_AcceptUserAgentUpToFirstSpace", "Foo Bar", "http://foo.bar/x/y"),  # no name that a program may have
    ("ID_Encoding", "FooBot", "http://foo.bar/foo/bar/baz"),  # RFC 9309, 2.2.2: %62%61%7A is baz, Google compares bytes
    # Protego ends a group at a line that it does not know (RFC 9309, 2.2.4, passes over it), so that
    # the FooBot of "User-agent: FooBot / Unknown: x / User-agent: * / Disallow: /" has no rules.
    ("ID_LineSyntax_Groups_OtherRules", "FooBot", "http://foo.bar/"),
}


def test_robots_txt_is_matched_as_google_does_but_for_three_cases(members: Members) -> None:
    given = cases(members("robots_cases"))
    assert len(given) == 84
    otherwise = {
        (case["test"], case["ua"], case["url"])
        for case in given
        if robots.rules(200, case["robots"].encode(), case["ua"]).allows(case["url"]) is not case["allowed"]
    }
    assert otherwise == OTHERWISE


def test_every_recorded_robots_txt_is_read_and_answers(members: Members) -> None:
    files = members("robots_real")
    assert len(files) == 2475
    sitemaps = denied = 0
    for name, body in files.items():
        rules = robots.rules(200, body[: robots.LIMIT_BYTES], robots.NAME)
        host = name.removeprefix("robots_real/").removesuffix(".txt")
        for path in ("/", "/2026/03/02/kabar?halaman=2", "/robots.txt", "/%E2%82%AC/ä?q=%zz"):
            assert rules.allows(f"https://{host}{path}") in (True, False), name
        delay = rules.crawl_delay_seconds
        assert delay is None or delay >= 0, name
        sitemaps += bool(rules.sitemaps)
        denied += not rules.allows(f"https://{host}/")
    assert sitemaps > 1000
    assert 0 < denied < 200


def test_only_public_ip_addresses_are_reached(members: Members) -> None:
    given = cases(members("ssrf_ip"))
    assert len(given) == 51
    assert [case for case in given if Policy().permits(case["ip"]) is not case["public"]] == []


def test_only_public_ip_addresses_are_reached_as_literals(members: Members) -> None:
    for case in cases(members("ssrf_ip")):
        ip = case["ip"].replace("%", "%25")
        url = f"http://[{ip}]/" if ":" in ip else f"http://{ip}/"
        if case["public"]:
            Policy().check(url)
        else:
            with pytest.raises(AddressRefused):
                Policy().check(url)


def test_no_redirect_leads_to_what_is_not_public(
    members: Members, web: Web, public: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here 127.0.0.2 is all that is public, and every name leads to 127.0.0.1."""
    resolve(monkeypatch, "127.0.0.1")
    public.page("/robots.txt", ALLOW_ALL)
    given = cases(members("redirect"))
    assert len(given) == 24
    for number, location in enumerate(given):
        url = public.page(f"/{number}", status=302, headers={"Location": location.encode().decode("latin-1")})
        leads_nowhere = location in ("?", "#", "") or urls.asked(location, url) is None
        with pytest.raises(BadStatus if leads_nowhere else AddressRefused):
            answer(url, policy=PUBLIC)
    asked = [*dict.fromkeys(public.paths)]  # "?" leads to another address of the same path, once
    assert (asked, len(public.paths)) == ([f"/{number}" for number in range(len(given))], len(given) + 1)
    assert web.asked == []
