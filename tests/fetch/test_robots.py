"""robots.txt (RFC 9309): what a site asks programs not to fetch."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.fetch import robots
from ingest.fetch.robots import Rules

WARTA = "warta/1.0 (+https://warta.example)"


def rules(text: str | bytes, status: int = 200) -> Rules:
    return robots.rules(status, text.encode() if isinstance(text, str) else text, WARTA)


def allows(text: str | bytes, path: str) -> bool:
    return rules(text).allows(f"https://muara.test{path}")


@pytest.mark.parametrize(
    ("text", "allowed", "denied"),
    [
        ("User-agent: *\nDisallow: /arsip/", ["/", "/arsip", "/2026/a"], ["/arsip/", "/arsip/a"]),
        ("User-agent: *\nDisallow: /", [], ["/", "/a"]),
        ("User-agent: *\nDisallow:", ["/", "/a"], []),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", ["/a/b", "/a/b/c"], ["/a", "/a/c"]),
        ("User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?cetak=", ["/a.pdf?x=1", "/a"], ["/a.pdf", "/a?cetak=1"]),
        ("User-agent: lain\nDisallow: /", ["/", "/a"], []),
        ("User-agent: lain\nDisallow:\n\nUser-agent: *\nDisallow: /", [], ["/", "/a"]),
        ("User-agent: *\nDisallow: /\n\nUser-agent: WARTA\nDisallow: /a", ["/", "/b"], ["/a"]),
        ("User-agent: *\nDisallow:\n\nUser-agent: warta\nDisallow: /", [], ["/"]),
        ("user-agent: lain\nuser-agent: warta\ndisallow: /a # arsip", ["/b"], ["/a"]),
        ("User-agent: warta/0.1\nDisallow: /a", ["/b"], ["/a"]),
        ("User-Agent : WARTA bot (+https://warta.example)\nDisallow: /a", ["/b"], ["/a"]),
        ("User-agent: *\nDisallow: /\n\nUser-agent: warta 1.0\nDisallow: /a", ["/b"], ["/a"]),
        ("User-agent: warta-lain\nDisallow: /", ["/"], []),
        ("User-agent: Mozilla/5.0 (compatible; warta)\nDisallow: /", ["/"], []),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", ["/b"], ["/a"]),
        ("User-agent: *\x00\nDisallow: /a\x00", ["/b"], ["/a", "/a/c"]),
        ("\x1bUser-agent: *\u200b\n\u200eDisallow: /a\u200b\x7f\n\ufeffDisallow: /c", ["/b"], ["/a", "/c"]),
        ("Disallow: /", ["/", "/a"], []),
        ("", ["/", "/a"], []),
        ("<html><body>Tidak ada di sini</body></html>", ["/", "/a"], []),
        ("User-agent: *\nDisallow: /caf%C3%A9", ["/cafe"], ["/caf%C3%A9", "/café"]),
    ],
)
def test_paths_are_allowed_and_denied_as_written(text: str, allowed: list[str], denied: list[str]) -> None:
    assert [path for path in allowed if not allows(text, path)] == []
    assert [path for path in denied if allows(text, path)] == []


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 410, 451])
def test_without_a_robots_file_everything_is_allowed(status: int) -> None:
    assert rules("User-agent: *\nDisallow: /", status).allows("https://muara.test/a")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 599])
def test_a_server_that_fails_allows_nothing_for_now(status: int) -> None:
    denied = rules("User-agent: *\nAllow: /", status)
    assert not denied.allows("https://muara.test/a")
    assert denied.denied_why == f"its robots.txt answers {status}"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 7", 7.0),
        ("User-agent: *\nCrawl-delay: 0.5", 0.5),
        ("User-agent: warta\nCrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 7", 3.0),
        ("User-agent: *\nCrawl-delay: sebentar", None),
        ("User-agent: lain\nCrawl-delay: 7", None),
        ("", None),
    ],
)
def test_a_crawl_delay_is_read(text: str, seconds: float | None) -> None:
    assert rules(text).crawl_delay_seconds == seconds


def test_a_missing_file_asks_for_no_delay() -> None:
    assert rules("User-agent: *\nCrawl-delay: 7", 404).crawl_delay_seconds is None


@settings(deadline=None)
@given(st.binary(), st.text())
def test_no_robots_file_makes_it_fail(body: bytes, path: str) -> None:
    for start in (b"", b"User-agent: *\nDisallow: /", b"User-agent: *\nCrawl-delay: "):
        found = rules(start + body)
        assert isinstance(found.allows(f"https://muara.test/{path}"), bool)
        assert isinstance(found.crawl_delay_seconds, float | None)
