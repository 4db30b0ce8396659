"""Changes, trends, sources, what lies beside an article, and a search in the forms that programs read."""

import csv
import io
import json
import re
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from store import Archive, Article, Poll, PollResult, Source
from tests.store.stories.telling import FERRY_EN, FERRY_ID, FERRY_ID_2

from .conftest import HARVEST, HOSTILE, Visit
from .test_room import PAGES as SHORT
from .test_room import Reader, hits, text_of

PAGES = [
    *SHORT, "/stories", "/changes", "/trends", "/sources", "/searches", "/trends.csv", "/feed.atom", "/feed.json",
    "/api/search", "/api/article/{trap}", "/article/{trap}/citation.bib", "/article/{trap}/citation.json",
]  # fmt: skip


@pytest.fixture
def paired(path: Path, stored: dict[str, int]) -> dict[str, int]:
    """The harvest and the salt tell the same story; the trap copies the harvest."""
    with Archive(path) as archive, archive._file.writing("pairing") as connection:
        one, other = stored["harvest"], stored["salt"]
        connection.execute("INSERT INTO counterparts VALUES (?, ?, 'story', 0.5, 3)", (one, other))
        connection.execute("INSERT INTO counterparts VALUES (?, ?, 'story', 0.5, 3)", (other, one))
        connection.execute("UPDATE articles SET duplicate_of = ? WHERE id = ?", (one, stored["trap"]))
    return stored


def test_facets_count_exactly_and_a_chosen_one_does_not_hide_its_siblings(visit: Visit, stored: dict[str, int]) -> None:
    got = json.loads(visit("/api/search", language="en").body)
    assert got["total"] == 1
    assert got["facets"]["languages"] == {"id": 1, "en": 1}
    assert got["facets"]["sites"] == {"wire.example": 1}
    every = json.loads(visit("/api/search").body)["facets"]
    assert every["months"] == {"2026-02": 2}
    assert every["sections"] == {"Ekonomi": 1, HOSTILE: 1}
    assert every["authors"] == {"Sari Wening": 1, "Tono Rimba": 1, HOSTILE: 1}


@pytest.mark.parametrize(
    ("query", "name"),
    [({"section": "Ekonomi"}, "harvest"), ({"author": "Tono Rimba"}, "harvest"), ({"author": HOSTILE}, "trap")],
)
def test_a_facet_that_is_chosen_finds_as_many_as_it_counted(
    visit: Visit, stored: dict[str, int], query: dict[str, str], name: str
) -> None:
    assert hits(visit("/", **query)) == [stored[name]]
    assert json.loads(visit("/api/search", **query).body)["total"] == 1


def test_a_date_of_another_century_does_not_stretch_the_timeline(path: Path, visit: Visit) -> None:
    with Archive(path) as archive:
        for number in range(200):
            moment = datetime(2026, 1 + number % 3 * 2, 2, tzinfo=UTC)
            archive.put(Article(url=f"https://kabar.example/{number}", text="Garam.", published=moment))
        for year in (1748, 2099):
            archive.put(
                Article(url=f"https://kabar.example/{year}", text="Garam.", published=datetime(year, 5, 1, tzinfo=UTC))
            )
    page = visit("/", q="garam").body.decode()
    assert re.findall(r'aria-label="(2026-\d\d: \d+)"', page) == [
        "2026-01: 67", "2026-02: 0", "2026-03: 67", "2026-04: 0", "2026-05: 66",
    ]  # fmt: skip
    assert "2 articles of far-off times are not drawn." in page
    assert 'href="/?q=garam&amp;since=2026-03-01&amp;until=2026-03-31"' in page


def test_an_earlier_version_is_compared_word_by_word(visit: Visit, stored: dict[str, int]) -> None:
    page = visit(f"/article/{stored['harvest']}", version="0").body.decode()
    assert "<del>gagal panen</del><ins>dipanen di Teluk Kelabu</ins>" in page
    assert "Petani <del>gagal </del>memanen garam sejak Senin" in page
    assert re.search(r"<ins>[^<]*Harga garam naik dua kali lipat[^<]*</ins>", page)
    assert visit(f"/article/{stored['harvest']}", version="1").status == 400


def test_a_version_stood_until_the_next_was_seen(path: Path, visit: Visit, stored: dict[str, int]) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE revisions SET seen = '2026-01-01T00:00:00Z', replaced = '2026-03-05T06:07:00Z'")
    database.close()
    for page in ("/changes", f"/article/{stored['harvest']}"):
        text = text_of(visit(page).body)
        assert "until 5 Mar 2026, 06:07" in text
        assert "1 Jan 2026" not in text


def test_words_that_were_taken_out_are_found_in_the_earlier_version(visit: Visit, stored: dict[str, int]) -> None:
    page = visit("/", q="gagal").body.decode()
    found = page.split("In earlier versions")[1]
    assert f'href="/article/{stored["harvest"]}?version=0&amp;q=gagal"' in found
    assert "Garam <mark>gagal</mark> panen" in found
    assert f'<cite lang="id" dir="auto">{HARVEST.title}</cite>' in found
    assert "In earlier versions" not in visit("/", q="gagal", page="2").body.decode()
    assert "In earlier versions" not in visit("/", q="teluk").body.decode()
    assert "In earlier versions" not in visit("/").body.decode()
    assert "Dalam versi terdahulu" in visit("/", q="gagal", ui="id").body.decode()


def test_a_word_that_no_article_has_leads_to_one_that_is_written_nearly_so(path: Path, visit: Visit) -> None:
    with Archive(path) as archive:
        for number in range(2):
            archive.put(Article(url=f"https://muara.test/{number}", text="Jembatan gantung di muara.", language="id"))
    page = visit("/", q="Jembatn muara").body.decode()
    assert 'Did you mean: <a href="/?q=jembatan+muara">jembatan muara</a>' in page
    page = visit("/", q="Jémbatn -jembatn site:jembatn.test").body.decode()
    assert "-jembatn site:jembatn.test</a>" in page
    assert ">jembatan -jembatn" in page
    assert "Did you mean" not in visit("/", q="jembatan muara").body.decode()
    assert "Mungkin maksud Anda" in visit("/", q="jembatn", ui="id").body.decode()


@pytest.mark.parametrize("address", ["/", "/feed.atom", "/feed.json", "/api/search"])
def test_a_filter_alone_lists_what_is_of_it(visit: Visit, stored: dict[str, int], address: str) -> None:
    got = visit(address, q=f"site:{HARVEST.site}")
    assert got.status == 200
    assert str(stored["harvest"]) in got.body.decode()
    assert str(stored["salt"]) not in got.body.decode()


def test_the_counterpart_stands_beside(visit: Visit, paired: dict[str, int]) -> None:
    page = visit(f"/article/{paired['harvest']}").body.decode()
    assert f"/article/{paired['harvest']}?beside={paired['salt']}" in page
    both = visit(f"/article/{paired['harvest']}", beside=str(paired["salt"])).body.decode()
    assert "Petani memanen garam" in both
    assert 'lang="en"><p dir="auto">Farmers have been harvesting' in both
    assert visit(f"/article/{paired['harvest']}", beside=str(paired["trap"])).status == 404
    assert "also in English" in visit("/", q="panen").body.decode()


def test_copies_are_named(visit: Visit, paired: dict[str, int]) -> None:
    page = visit(f"/article/{paired['trap']}").body.decode()
    assert f'<a href="/article/{paired["harvest"]}">kabar.example</a>' in page


def test_a_citation_for_latex_and_for_reference_managers(visit: Visit, stored: dict[str, int]) -> None:
    bibtex = visit(f"/article/{stored['harvest']}/citation.bib").body.decode()
    assert "author = {{Sari Wening} and {Tono Rimba}}" in bibtex
    assert "url = {https://kabar.example/garam}" in bibtex
    (item,) = json.loads(visit(f"/article/{stored['harvest']}/citation.json").body)
    assert (item["title"], item["issued"]) == (HARVEST.title, {"date-parts": [[2026, 2, 1]]})
    trap = visit(f"/article/{stored['trap']}/citation.bib").body.decode()
    assert "javascript" not in trap


def test_changes_tell_headlines_apart(path: Path, visit: Visit, stored: dict[str, int]) -> None:
    with Archive(path) as archive:
        archive.put(Article(url="https://wire.example/2", title="Boat", text="The boat is late.", site="wire.example"))
        archive.put(Article(url="https://wire.example/2", title="Boat", text="The boat is here.", site="wire.example"))
    page = text_of(visit("/changes").body)
    assert page.index("Boat") < page.index("Garam")
    assert "−1 word +1 word" in page
    assert "Boat" not in text_of(visit("/changes", kind="headlines").body)
    assert "Boat" not in text_of(visit("/changes", kind="large").body)
    assert "Garam" not in text_of(visit("/changes", site="wire.example").body)
    assert "No changes were seen" in text_of(visit("/changes", site="%").body)


def test_changes_go_on_on_the_next_page(path: Path, visit: Visit) -> None:
    with Archive(path) as archive:
        for version in range(46):
            archive.put(Article(url="https://wire.example/2", title="Boat", text=f"The boat has {version} sails."))
    seen: list[str] = []
    query: dict[str, str] = {}
    for _ in range(4):
        page = visit("/changes", **query).body.decode()
        seen += re.findall(r"\?version=(\d+)", page)
        if not (following := re.search(r'rel="next" href="/changes\?before=(\d+)"', page)):
            break
        query = {"before": following[1]}
    assert [int(number) for number in seen] == [*range(44, -1, -1)]


@pytest.fixture
def told(path: Path, stored: dict[str, int]) -> list[int]:
    """The ids of three articles about one ferry, two hours apart; the second has no outlet, and its date is a guess."""
    about = ((FERRY_ID, "id", "muara.test"), (FERRY_ID_2, "id", None), (FERRY_EN, "en", "wire.example"))
    with Archive(path) as archive:
        return [
            archive.put(
                Article(
                    url=f"https://{number}.test/ferry", title=title, text=text, language=language, site=site,
                    published=datetime(2026, 3, 2, 2 * number, tzinfo=UTC), published_offset=0,
                    published_from="json-ld" if site else "guess",
                )
            ).id
            for number, ((title, text), language, site) in enumerate(about)
        ]  # fmt: skip


def test_stories_are_listed_with_their_outlets_and_who_was_first(visit: Visit, told: list[int]) -> None:
    page = text_of(visit("/stories").body)
    assert "3 articles · Indonesian 2, English 1" in page
    assert "First: muara.test , 2 Mar 2026, 00:00 UTC" in page
    assert FERRY_ID[0] in page
    assert FERRY_EN[0] in page
    assert "since 24 Feb 2026" in page
    assert FERRY_ID_2[0] not in page
    assert "Tidak ada peristiwa" in text_of(visit("/stories", language="de", ui="id").body)
    assert "it has to be one of: week, month, year." in text_of(visit("/stories", period="day").body)
    assert "a whole number, 1–50." in text_of(visit("/", page="999").body)


def test_a_story_has_all_its_articles_in_their_order(visit: Visit, told: list[int], stored: dict[str, int]) -> None:
    page = visit("/stories").body.decode()
    address = page.split('href="/story/')[1].split('"')[0]
    story = visit(f"/story/{address}")
    found = re.findall(r'<h2[^>]*><a href="/article/(\d+)"', story.body.decode())
    assert [int(each) for each in found] == told
    assert f'href="/story/{address}">3 articles</a> · 3 outlets' in visit(f"/article/{told[1]}").body.decode()
    assert "About the same event" not in visit(f"/article/{stored['harvest']}").body.decode()
    assert visit("/story/999999").status == 404


def test_trends_as_a_table_that_spreadsheets_read(visit: Visit, stored: dict[str, int]) -> None:
    got = visit("/trends.csv", step="month", since="2026-01-01", until="2026-02-28")
    rows = list(csv.reader(io.StringIO(got.body.decode())))
    assert rows[0][0] == "month"
    assert dict(zip(rows[0][1:], rows[2][1:], strict=True)) == {"id": "1", "en": "1"}
    words = visit("/trends.csv", step="day", since="2026-01-31", until="2026-02-02", words="garam, salt, =1")
    assert list(csv.reader(io.StringIO(words.body.decode()))) == [
        ["day", "garam", "salt", "'=1"], ["2026-01-31", "1", "0", "0"], ["2026-02-01", "0", "0", "0"],
        ["2026-02-02", "0", "1", "0"],
    ]  # fmt: skip
    assert visit("/trends", words="a,b,c,d,e,f").status == 400
    assert b"<polyline" in visit("/trends", since="2026-01-01", until="2026-02-28").body


def test_of_a_date_without_an_hour_the_day_alone_is_shown(path: Path, visit: Visit) -> None:
    with Archive(path) as archive:
        placed = [
            archive.put(Article(url=f"https://wire.example/{number}", text="Salt.", **when)).id
            for number, when in enumerate((
                {"day": date(2026, 1, 5)},
                {"published": datetime(2026, 1, 5, tzinfo=UTC), "published_offset": 0},
            ))
        ]  # fmt: skip
    alone, midnight = (visit(f"/article/{number}").body.decode() for number in placed)
    assert "5 Jan 2026, 00:00" not in alone
    assert "5 Jan 2026" in alone
    assert "5 Jan 2026, 00:00 UTC" in midnight


def test_words_of_corrected_and_undated_articles_are_counted_on_their_day(path: Path, visit: Visit) -> None:
    with Archive(path) as archive:
        placed = archive.put(
            Article(url="https://wire.example/1", text="Salt.", published=datetime(2026, 1, 1, tzinfo=UTC))
        )
        archive.put(Article(url="https://wire.example/2", text="Salt."))
        with archive._file.writing("dating") as connection:
            connection.execute("UPDATE articles SET published = '2026-01-03T00:00:00Z' WHERE id = ?", (placed.id,))
    got = visit("/trends.csv", step="month", since="2020-01-01", until="2030-01-01", words="salt").body.decode()
    assert [row for row in csv.reader(io.StringIO(got)) if row[1] not in ("0", "salt")] == [["2026-01-01", "1"]]


def test_sources_are_told_in_the_words_of_the_command(path: Path, visit: Visit) -> None:
    now = datetime.now(UTC)
    with Archive(path) as archive:
        ((source, _),) = archive.subscriptions.add([Source(url="https://kabar.example/rss", title=HOSTILE)])
        poll = Poll(source_id=source.id, url=source.url, fetched=now, status=200, listed=9, fresh=7)
        archive.subscriptions.record([PollResult(source=source, poll=poll)], now, run_id=archive.begin_run("sync"))
        ((other, _),) = archive.subscriptions.add([Source(url="https://wire.example/rss")])
        broken = replace(other, failures=3, trouble="it answered 500", status=500)
        archive.subscriptions.record([PollResult(source=broken)], now, run_id=None)
    text = text_of(visit("/sources").body)
    assert "2 sources : " in text
    assert "1 failing" in text
    assert "it answered 500" in text
    assert "7 new entries in 14 days" in visit("/sources").body.decode()


def test_a_search_as_a_feed(visit: Visit, stored: dict[str, int]) -> None:
    got = visit("/feed.atom", q="garam")
    parsed = feedparser.parse(io.BytesIO(got.body), response_headers={"content-type": got.content_type})
    assert not parsed.bozo
    assert [(entry.title, entry.get("link")) for entry in parsed.entries if entry.title == HARVEST.title] == [
        (HARVEST.title, HARVEST.url)
    ]
    feed = json.loads(visit("/feed.json", q="garam").body)
    assert [item.get("url") for item in feed["items"]] == [None, HARVEST.url]


def test_a_feed_is_xml_whatever_newsrooms_write(path: Path, visit: Visit) -> None:
    with Archive(path) as archive:
        archive.put(Article(url="https://a.example/\x01", title="a\x00\x0b\ufffe]]>&<b", text="\x1b[1m\u202egaram"))
    ElementTree.fromstring(visit("/feed.atom", q="garam").body)


def test_an_article_as_json(visit: Visit, paired: dict[str, int]) -> None:
    got = json.loads(visit(f"/api/article/{paired['harvest']}").body)
    assert (got["title"], got["published"], len(got["revisions"])) == (HARVEST.title, "2026-01-31T18:30:00Z", 1)
    assert [each["id"] for each in got["counterparts"]] == [paired["salt"]]
    assert [each["id"] for each in got["copies"]] == [paired["trap"]]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_obeys_what_newsrooms_write(visit: Visit, paired: dict[str, int], address: str) -> None:
    got = visit(address.format(**paired), q="garam")
    if got.content_type.startswith("text/html"):
        assert HOSTILE not in got.body.decode()
        assert Reader(got.body.decode()).open == []
    else:
        assert got.content_type.partition(";")[0] not in ("text/html", "image/svg+xml", "application/xhtml+xml")


@pytest.mark.parametrize(
    "address",
    ["/stories", "/changes", "/trends", "/sources", "/searches", "/", "/feed.atom", "/feed.json", "/api/search"],
)
def test_pages_of_an_empty_archive(path: Path, visit: Visit, address: str) -> None:
    Archive(path).close()
    assert visit(address).status == 200


def test_saved_searches_stand_with_their_latest_articles(path: Path, visit: Visit, stored: dict[str, int]) -> None:
    with Archive(path) as archive:
        archive.searches.add("Asin", "garam", language="id", site=None, now=datetime.now(UTC))
    page = visit("/searches").body.decode()
    assert 'href="/?q=garam&amp;language=id&amp;sort=newest">Asin</a>' in page
    assert f'href="/article/{stored["harvest"]}"' in page


def test_both_languages_are_searched_when_that_is_asked_for(path: Path, visit: Visit, stored: dict[str, int]) -> None:
    assert stored["salt"] not in hits(visit("/", q="garam"))
    both = visit("/", q="garam", across="yes")
    assert stored["salt"] in hits(both)
    assert "Also looked for: salt" in text_of(both.body)


def test_of_copies_one_is_shown(visit: Visit, paired: dict[str, int]) -> None:
    got = visit("/", q="garam")
    assert len(hits(got)) == 1
    assert "+1 copy" in text_of(got.body)
