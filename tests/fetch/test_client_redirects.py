"""Redirects: which are followed, what they say of the address, what is carried along."""

from itertools import pairwise

import pytest

from ingest.core.errors import BadStatus, FetchError
from ingest.core.model import Fetched
from ingest.fetch import responses
from ingest.fetch.responses import Response
from store import Sighting
from tests.fetch.fetching import HTML, answer, fetch, one_by_one
from tests.web import Answer as Sent
from tests.web import Web


@pytest.fixture
def net(web: Web, monkeypatch: pytest.MonkeyPatch) -> Web:
    """The web as a proxy, which answers for every host name; pages lie at whole addresses."""
    monkeypatch.setenv("http_proxy", web.url)
    return web


def leads(web: Web, path: str, location: str, status: int = 302, **headers: str) -> str:
    return web.page(path, status=status, headers={"Location": location} | headers)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_both_addresses_are_seen(web: Web, status: int) -> None:
    asked = leads(web, "/lama", "/baru?utm_source=x", status)
    landed = web.page("/baru?utm_source=x", HTML)
    page = fetch(asked)
    assert (page.url, page.body, page.status) == (landed, HTML, 200)
    assert page.sightings == (Sighting(kind="page", locator=asked), Sighting(kind="page", locator=f"{web.url}/baru"))


@pytest.mark.parametrize("length", [None, 9999], ids=["packed-wrongly", "cut-off"])
def test_what_a_redirect_carries_beside_its_address_does_not_matter(web: Web, length: int | None) -> None:
    headers = {"Location": "/b", "Content-Encoding": "gzip"}
    url = web.page("/a", b"\x1f\x8b" + bytes(5000), status=302, headers=headers, length=length)
    web.page("/b", HTML)
    assert fetch(url, limit_bytes=4000).body == HTML


def chain(web: Web, *statuses: int) -> str:
    """The address from which redirects with these statuses lead to a page, by way of /1, /2, …"""
    for hop, status in enumerate(statuses):
        leads(web, f"/{hop}", f"{hop + 1}", status)
    web.page(f"/{len(statuses)}", HTML)
    return f"{web.url}/0"


def test_twenty_redirects_are_followed(web: Web) -> None:
    assert fetch(chain(web, *[302] * 20)).url == f"{web.url}/20"


def test_a_redirect_more_is_refused(web: Web) -> None:
    url = chain(web, *[302] * 21)
    with pytest.raises(BadStatus, match="more than 20 redirects") as error:
        fetch(url)
    assert error.value.target == url
    assert "/21" not in web.paths


@pytest.mark.parametrize("circle", [["/a"], ["/a", "/b"], ["/a", "/b", "/c"]], ids=len)
def test_redirects_in_a_circle_end_after_one_round(web: Web, circle: list[str]) -> None:
    for path, after in zip(circle, [*circle[1:], circle[0]], strict=True):
        leads(web, path, after, 301)
    with pytest.raises(BadStatus, match="redirects in a circle") as error:
        fetch(f"{web.url}/a")
    assert error.value.target == f"{web.url}/a"
    assert web.paths == circle


def test_a_redirect_to_nowhere_is_refused(web: Web) -> None:
    with pytest.raises(BadStatus, match="names no address") as error:
        fetch(web.page("/a", status=302))
    assert error.value.status == 302


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://muara.test/",
        "javascript:alert(1)",
        "http://user:secret@127.0.0.1/",
        "http:\\\\127.0.0.1:1/",
        "http://127.0.0.1:99999/",
        "http://a b/",
        "http://[muara",
        "//[::1",
    ],
)
def test_a_redirect_to_what_is_no_web_address_is_refused(web: Web, location: str) -> None:
    with pytest.raises(FetchError) as error:
        fetch(leads(web, "/a", location))
    assert error.value.exit_code == 4  # the address that was named is a good one
    assert web.paths == ["/a"]


def test_a_redirect_from_https_to_http_is_refused() -> None:
    reply = Response(status=301, headers={"Location": "http://muara.test/a"}, body=b"", cookies={}, seconds=0.0)
    with pytest.raises(BadStatus, match="from https to http") as error:
        responses.target("https://muara.test/a", reply)
    assert error.value.status == 301
    assert responses.target("http://muara.test/a", reply) == "http://muara.test/a"


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        ([], None),
        ([301], "/1"),
        ([308], "/1"),
        ([302], None),
        ([303], None),
        ([307], None),
        ([301, 308], "/2"),
        ([301, 302], "/1"),
        ([302, 301], None),
        ([308, 307, 301], "/1"),
    ],
)
def test_an_address_has_moved_as_far_as_redirects_are_permanent(
    web: Web, statuses: list[int], moved_to: str | None
) -> None:
    expected = moved_to and f"{web.url}{moved_to}"
    assert answer(chain(web, *statuses)).moved_to == expected


def test_a_page_that_is_gone_from_where_it_moved_says_where_that_was(web: Web) -> None:
    url = leads(web, "/lama", "/baru", 301)
    web.page("/baru", status=410)
    with pytest.raises(BadStatus) as error:
        fetch(url)
    assert (error.value.target, error.value.status) == (url, 410)
    assert error.value.reason == f"it answers 410 Gone (it leads to {web.url}/baru)"


def test_where_an_address_has_moved_is_told_by_the_last_try(web: Web) -> None:
    old, new = (Sent(status=status, headers={"Location": path}) for status, path in ((301, "/b"), (302, "/c")))
    url = web.turns("/a", old, new)
    web.page("/b", status=500)
    web.page("/c", HTML)
    assert answer(url).moved_to is None


class Claims:
    """Who gets which address, as those who fetch side by side settle it."""

    def __init__(self, *urls: str) -> None:
        self.urls = set(urls)

    def __call__(self, url: str) -> bool:
        is_free = url not in self.urls
        self.urls.add(url)
        return is_free


@pytest.mark.parametrize(("status", "moved_to"), [(301, "/b?utm_source=x"), (302, None)])
def test_a_redirect_to_an_address_that_somebody_has_is_not_followed(
    web: Web, status: int, moved_to: str | None
) -> None:
    url = leads(web, "/a", "/b?utm_source=x", status)
    found = answer(url, claim=Claims(url, f"{web.url}/b"))
    assert found.page is found.validators is None
    assert found.leads_to == f"{web.url}/b"
    assert found.moved_to == (moved_to and f"{web.url}{moved_to}")
    assert web.paths == ["/a"]


def test_of_two_addresses_that_lead_to_one_page_the_first_gets_it(web: Web) -> None:
    urls = [leads(web, path, "/c") for path in ("/a", "/b")]
    web.page("/c", HTML)
    first, second = one_by_one(*urls, claim=Claims(*urls))
    assert isinstance(first, Fetched)
    assert isinstance(second, Fetched)
    assert first.page
    assert (first.page.url, second.leads_to) == (f"{web.url}/c", f"{web.url}/c")
    assert web.paths == ["/a", "/c", "/b"]


@pytest.mark.parametrize(("asked", "landed"), [("/a?utm_source=rss", "/a"), ("/a", "/a?page=all")])
def test_an_address_that_leads_to_another_form_of_itself_is_followed(web: Web, asked: str, landed: str) -> None:
    url = leads(web, asked, landed)
    web.page(landed, HTML)
    found = answer(url, claim=Claims(f"{web.url}/a"))
    assert found.page
    assert found.page.url == f"{web.url}{landed}"


def test_an_address_that_was_claimed_at_the_first_try_is_followed_at_the_second(web: Web) -> None:
    url = leads(web, "/a", "/b")
    web.turns("/b", Sent(status=503), Sent(HTML))
    found = answer(url, claim=Claims(url))
    assert found.page
    assert found.page.body == HTML
    assert web.paths == ["/a", "/b", "/a", "/b"]


def cookies(web: Web) -> list[tuple[str, str | None]]:
    """The paths asked for, each with the cookies that were sent."""
    return [(path, headers.get("Cookie")) for path, headers in web.asked if not path.endswith("/robots.txt")]


def test_a_cookie_goes_to_the_next_hop_of_its_host_and_to_no_other_fetch(web: Web) -> None:
    url = leads(web, "/a", "/b", **{"Set-Cookie": "id=7; Path=/"})
    web.page("/b", HTML, headers={"Set-Cookie": "id=8"})
    one_by_one(url, f"{web.url}/b", url)
    assert cookies(web) == [("/a", None), ("/b", "id=7"), ("/b", None), ("/a", None), ("/b", "id=7")]


def test_a_cookie_goes_to_no_other_host(net: Web) -> None:
    hops = ["http://kabar.test/a", "http://www.kabar.test/b", "http://bukit.test/c", "http://kabar.test/d"]
    for number, (hop, after) in enumerate(pairwise(hops)):
        leads(net, hop, after, **{"Set-Cookie": f"c{number}={number}; Domain=kabar.test"})
    net.page(hops[-1], HTML)
    answer(hops[0])
    assert cookies(net) == [(hops[0], None), (hops[1], None), (hops[2], None), (hops[3], "c0=0")]


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        ("id=7; Path=/; Secure; HttpOnly; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "id=7"),
        ("id=7; SameSite=None; Partitioned; Priority=High", "id=7"),
        ('consent={"iklan":false}; Path=/', 'consent={"iklan":false}'),
        ('id="a\\012b"', 'id="a\\012b"'),
        ("a=b=c", "a=b=c"),
        ("a[0]=1", "a[0]=1"),
        ("id=", "id="),
        (" id = 7 ;", "id=7"),
        ("id", None),
        ("=7", None),
        ("", None),
        ("id=\xff", None),  # no UTF-8
    ],
)
def test_a_cookie_is_sent_back_as_it_came(web: Web, line: str, sent: str | None) -> None:
    url = leads(web, "/a", "/b", **{"Set-Cookie": line})
    web.page("/b", HTML)
    answer(url)
    assert cookies(web)[-1] == ("/b", sent)


def test_a_later_cookie_replaces_the_earlier_one_of_its_name(web: Web) -> None:
    url = leads(web, "/0", "/1", **{"Set-Cookie": "id=7"})
    leads(web, "/1", "/2", **{"Set-Cookie": "id=8"})
    leads(web, "/2", "/3", **{"Set-Cookie": "lain=9"})
    web.page("/3", HTML)
    answer(url)
    assert cookies(web)[-2:] == [("/2", "id=8"), ("/3", "id=8; lain=9")]


def wall(web: Web) -> None:
    """Let /a be shown only to those who bring the cookie."""

    def when_asked(path: str) -> None:
        is_in = "setuju=1" in web.headers(path)[-1].get("Cookie", "")
        if path == "/a":
            web.pages["/a"] = Sent(HTML) if is_in else Sent(status=302, headers={"Location": "/setuju?ke=/a"})

    web.when_asked = when_asked


def test_a_wall_that_sets_a_cookie_and_leads_back_is_passed(web: Web) -> None:
    wall(web)
    leads(web, "/setuju?ke=/a", "/a", **{"Set-Cookie": "setuju=1; Path=/; Partitioned"})
    found = answer(f"{web.url}/a", claim=Claims(f"{web.url}/a"))
    assert found.page
    assert (found.page.url, found.page.body) == (f"{web.url}/a", HTML)
    assert web.paths == ["/a", "/setuju?ke=/a", "/a"]


def test_a_wall_that_leads_back_without_a_cookie_is_a_circle(web: Web) -> None:
    wall(web)
    leads(web, "/setuju?ke=/a", "/a")
    with pytest.raises(BadStatus, match="redirects in a circle"):
        answer(f"{web.url}/a")
    assert web.paths == ["/a", "/setuju?ke=/a"]


def test_a_wall_that_sets_ever_new_cookies_ends_too(web: Web) -> None:
    def when_asked(path: str) -> None:
        leads(web, "/a", "/a", **{"Set-Cookie": f"c{len(web.asked)}=1"})

    web.when_asked = when_asked
    with pytest.raises(FetchError, match="more than 20 redirects"):
        answer(f"{web.url}/a")
    assert len(web.paths) == 21
