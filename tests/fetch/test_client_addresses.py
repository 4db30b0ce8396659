"""Addresses that are not to be reached, directly or through a proxy.

127.0.0.1 stands for a private network, and where a test needs a public one beside it,
127.0.0.2 is allowed and stands for that.
"""

import socket

import pytest

from ingest.core.errors import AddressRefused, Unreachable
from ingest.fetch.policy import Policy
from tests.fetch.fetching import ALLOW_ALL, HTML, PUBLIC, fetch, fetch_all, resolve
from tests.web import Web


def test_the_default_policy_reaches_no_loopback(web: Web) -> None:
    with pytest.raises(AddressRefused, match="not on the public internet") as error:
        fetch(web.page("/a", HTML), policy=Policy())
    assert "--allow-private" in error.value.advice
    assert web.asked == []


def test_a_redirect_to_a_private_address_is_refused(web: Web, public: Web) -> None:
    private = web.page("/rahasia", HTML)
    url = public.page("/a", status=302, headers={"Location": private})
    with pytest.raises(AddressRefused) as error:
        fetch(url, policy=PUBLIC)
    assert error.value.target == url
    assert f"(it leads to {private})" in error.value.reason
    assert web.asked == []


def test_a_robots_txt_that_leads_to_a_private_address_is_not_followed(web: Web, public: Web) -> None:
    public.page("/robots.txt", status=302, headers={"Location": web.page("/rahasia", ALLOW_ALL)})
    fetch_all(public.page("/a", HTML), policy=PUBLIC)
    assert web.asked == []


def test_a_name_that_leads_to_a_private_address_is_refused_at_the_socket(web: Web) -> None:
    with pytest.raises(AddressRefused, match="not on the public internet") as error:
        fetch(web.page("/a", HTML).replace("127.0.0.1", "localhost"), policy=PUBLIC)
    assert "--allow-private" in error.value.advice
    assert web.asked == []


@pytest.mark.parametrize("ips", [("127.0.0.1",), ("127.0.0.1", "10.0.0.1"), ("::1", "127.0.0.1")])
def test_a_name_with_several_private_addresses_is_refused_too(
    web: Web, monkeypatch: pytest.MonkeyPatch, ips: tuple[str, ...]
) -> None:
    resolve(monkeypatch, *ips)
    with pytest.raises(AddressRefused, match="not on the public internet"):
        fetch(web.page("/a", HTML).replace("127.0.0.1", "kabar.test"), policy=PUBLIC)
    assert web.asked == []


def test_a_name_with_a_public_and_a_private_address_reaches_the_public_one(
    public: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, "10.0.0.1", "127.0.0.2")
    url = public.page("/a", HTML).replace("127.0.0.2", "kabar.test")
    assert fetch(url, policy=PUBLIC).url == url


def test_of_a_name_with_both_the_trouble_of_the_public_one_is_told(
    public: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, "10.0.0.1", "127.0.0.2")
    with socket.socket() as nobody:  # a port on which nobody listens
        nobody.bind(("127.0.0.2", 0))
        url = f"http://kabar.test:{nobody.getsockname()[1]}/a"
    with pytest.raises(Unreachable, match="no connection"):
        fetch(url, policy=PUBLIC)


ODD_FORMS = [
    "http://127.1/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://017700000001/",
    "http://127.0.0.1./",
    "http://[::ffff:127.0.0.1]/",
    "http://[::1]/",
    "http://0/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
]


@pytest.mark.parametrize("url", ODD_FORMS)
def test_a_private_literal_is_refused_in_every_form(url: str) -> None:
    with pytest.raises(AddressRefused):
        fetch(url, policy=PUBLIC)


@pytest.mark.parametrize("url", ODD_FORMS)
def test_a_proxy_is_not_asked_for_a_private_literal(web: Web, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    with pytest.raises(AddressRefused):
        fetch(url, policy=PUBLIC)
    assert web.asked == []


@pytest.mark.parametrize(
    "path",
    [
        "//user:secret@{}/a",
        "//user@{}/a",
        " //{}/",
        "//{}:x/",
        "//%00{}/",
    ],
)
def test_a_malformed_address_is_refused_unasked(web: Web, path: str) -> None:
    with pytest.raises(AddressRefused) as error:
        fetch("http:" + path.format(web.url.removeprefix("http://")))
    assert error.value.advice == "check the address"
    assert web.asked == []


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "a.localhost", "127%2e0%2e0%2e1", "127.0.0.1%00", "１２７.1"]
)
def test_a_proxy_is_not_asked_for_this_machine(web: Web, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    with pytest.raises(AddressRefused):
        fetch(f"http://{host}:8080/", policy=PUBLIC)
    assert web.asked == []


def test_a_proxy_of_the_environment_is_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    web.page("http://kabar.test/robots.txt", ALLOW_ALL)
    web.page("http://kabar.test/a", HTML)
    page = fetch("http://kabar.test/a", policy=Policy())
    assert (page.url, page.body) == ("http://kabar.test/a", HTML)
    assert [path for path, _ in web.asked] == ["http://kabar.test/robots.txt", "http://kabar.test/a"]


def test_a_host_that_needs_no_proxy_is_asked_directly(web: Web, public: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    monkeypatch.setenv("no_proxy", "127.0.0.2,bukit.test")
    assert fetch(public.page("/a", HTML), policy=PUBLIC).body == HTML
    assert web.asked == []


def test_a_redirect_to_a_private_literal_is_refused_behind_a_proxy(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    web.page("http://kabar.test/a", status=302, headers={"Location": "http://127.1/rahasia"})
    with pytest.raises(AddressRefused):
        fetch("http://kabar.test/a", policy=Policy())
    assert web.paths == ["http://kabar.test/a"]


def test_a_robots_txt_that_leads_to_a_private_literal_is_not_followed_behind_a_proxy(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    web.page("http://kabar.test/robots.txt", status=302, headers={"Location": "http://127.1/rahasia"})
    fetch_all("http://kabar.test/a", policy=Policy())
    assert "http://127.1/rahasia" not in web.paths


def test_a_dead_proxy_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed.getsockname()[1]}")
        with pytest.raises(Unreachable):
            fetch("http://kabar.test/a", policy=Policy())


def test_a_proxy_may_be_written_without_its_scheme(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", web.url.removeprefix("http://"))
    web.page("http://kabar.test/a", HTML)
    assert fetch("http://kabar.test/a", policy=Policy()).body == HTML
