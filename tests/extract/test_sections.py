"""Front pages, sections and lists of tags, told from their shape; articles are never taken for one."""

from datetime import UTC, datetime

import pytest

from ingest.core import shape
from ingest.core.model import Kind, Page
from ingest.extract import parsing, sections
from ingest.extract.metadata import head as heads
from ingest.extract.survey import Survey

PROSE = "<p>" + "Warga menanam bakau di pantai dan membersihkan muara bersama nelayan. " * 40 + "</p>"
TEASERS = "".join(f'<li><a href="/{n}">Kabar nomor {n} dari kampung di tepi sungai</a> kemarin</li>' for n in range(40))
ROOT = '<link rel="canonical" href="https://muara.test/">'


def is_section(head: str, body: str, url: str = "file:///a.html") -> bool:
    source = f"<html><head>{head}</head><body>{body}</body></html>"
    page = Page(url=url, body=source.encode(), kind=Kind.PAGE, fetched=datetime(2026, 1, 6, tzinfo=UTC))
    tree = parsing.parse(source)
    return tree is not None and sections.is_section(page, tree, heads.parse(Survey(tree)))


@pytest.mark.parametrize(
    "head",
    [
        ROOT,
        ROOT + '<meta property="og:type" content="article">',
        '<meta property="og:url" content="https://muara.test/index.html">',
        '<meta property="og:type" content="website">',
    ],
)
def test_a_list_of_teasers_is_a_section(head: str) -> None:
    assert is_section(head, TEASERS + "<p>Kabar hari ini</p>")


def test_the_address_tells_a_front_page_and_links_alone_a_list() -> None:
    assert is_section("", TEASERS.replace(" kemarin", " oleh redaksi hari ini"), "https://muara.test/")
    assert is_section("", TEASERS.replace(" kemarin", ""))


@pytest.mark.parametrize("head", ["", ROOT, '<meta property="og:type" content="website">'])
@pytest.mark.parametrize("url", ["file:///a.html", "https://muara.test/2026/1"])
def test_an_article_below_few_links_is_none(head: str, url: str) -> None:
    assert not is_section(head, PROSE + TEASERS, url)


def test_an_article_among_many_links_is_none() -> None:
    assert not is_section(
        '<meta property="og:type" content="article">', PROSE + TEASERS * 3, "https://muara.test/2026/1"
    )


def test_malformed_addresses_say_nothing() -> None:
    assert not is_section('<link rel="canonical" href="https://[x">', PROSE, "https://[x")


def test_links_are_counted_once_whatever_they_stand_in() -> None:
    hidden = "<noscript><a href='/x'>tidak terlihat</a> juga tidak</noscript><script>ini(tidak)</script>"
    tree = parsing.parse(
        f"<html><body><p>satu dua <a href='/a'>tiga{hidden} <b>empat</b></a></p>{hidden}</body></html>"
    )
    assert tree is not None
    assert shape.link_share(tree) == 9 / 16
