"""Whose an article is: all hosts of an outlet are one."""

from dataclasses import replace

import pytest

from store import Archive, Article, outlets


@pytest.mark.parametrize(
    ("url", "site", "domain"),
    [
        ("https://kabarkita.co.id/1", None, "kabarkita.co.id"),
        ("https://ekonomi.kabarkita.co.id/1", "ekonomi.kabarkita.co.id", "kabarkita.co.id"),
        ("HTTP://WWW.KabarKita.CO.ID:80/1", "Kabar Kita", "kabarkita.co.id"),
        ("https://one.blogspot.com/1", None, "one.blogspot.com"),
        ("https://berita.muara.example/1", None, "muara.example"),
        ("http://192.0.2.1/1", None, "192.0.2.1"),
        ("http://[2001:db8::1]/1", None, "2001:db8::1"),
        ("http://localhost:8000/1", None, "localhost"),
        ("urn:sha256:00", "Kabarkita.id", "kabarkita.id"),
        ("file:///a/b.txt", "ekonomi.kabarkita.co.id", "kabarkita.co.id"),
        ("file:///a/b.txt", "Kabar Kita", None),
        ("file:///a/b.txt", "No. 5", None),
        ("file:///a/b.txt", None, None),
        ("https://", "kabarkita.id", None),
        ("https://[broken/1", None, None),
    ],
)
def test_an_outlet_is_known_by_the_domain_of_its_hosts(url: str, site: str | None, domain: str | None) -> None:
    assert outlets.of(url, site) == domain
    assert Article(url=url, site=site, text="").domain == domain


KITA = Article(url="https://kabarkita.co.id/1", site="kabarkita.co.id", text="Harga cabai naik.")


@pytest.fixture
def kita(archive: Archive) -> Archive:
    """Three articles of one outlet under three names, and one of another."""
    archive.put(KITA)
    archive.put(replace(KITA, url="https://bola.kabarkita.co.id/2", site="bola.kabarkita.co.id"))
    archive.put(replace(KITA, url="file:///cabai.txt", site="KabarKita.co.id"))
    archive.put(replace(KITA, url="https://notkabarkita.co.id/3", site="notkabarkita.co.id"))
    return archive


def test_all_hosts_of_an_outlet_are_counted_together(kita: Archive) -> None:
    assert kita.summary().by_domain == {"kabarkita.co.id": 3, "notkabarkita.co.id": 1}


@pytest.mark.parametrize(
    ("site", "count"), [("kabarkita.co.id", 3), ("KABARKITA.CO.ID", 3), ("bola.kabarkita.co.id", 1), ("co.id", 4)]
)
def test_a_search_of_an_outlet_finds_all_its_hosts(kita: Archive, site: str, count: int) -> None:
    assert len(kita.search("cabai", site=site)) == count
    assert len(kita.search(f"cabai site:{site}")) == count


def test_a_site_that_is_known_later_tells_the_outlet(archive: Archive) -> None:
    article = replace(KITA, url="urn:sha256:00", site=None)
    archive.put(article)
    archive.put(replace(article, site="kabarkita.co.id"))
    assert archive.summary().by_domain == {"kabarkita.co.id": 1}
