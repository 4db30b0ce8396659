"""Stored pages are read again by today's extraction: said first, then written, and no version is made."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from store import FROM_FEED, Archive, Article, Capture

Warta = Callable[..., Result]
NOW = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
TEXT = "<p>Petambak garam di muara senang dengan harga yang naik sejak awal bulan ini, kata ketua koperasi.</p>"
PAGE = (
    '<html lang="id"><head><meta property="article:published_time" content="2026-03-02T01:30:00+07:00">'
    f"</head><body><article><h1>Panen garam di muara</h1>{TEXT * 9}</article></body></html>"
).encode()


def put(archive: Archive, name: str, body: bytes = PAGE, **more: object) -> int:
    url = f"https://muara.test/{name}"
    facts = {"title": "Judul lama", "text": "Teks yang dibaca keliru.", "section": "Ekonomi"} | more
    return archive.put(Article(url=url, **facts), capture=Capture(url=url, fetched=NOW, body=body, status=200)).id


@pytest.fixture
def ids(archive: Archive) -> dict[str, int]:
    made = {
        "read badly": put(archive, "a", notes={"gone": "it answers 404", "language": "old"}),
        "dated by its feed": put(archive, "b", published=NOW.replace(day=2), published_from="feed"),
        "of a feed": put(archive, "c", method=FROM_FEED),
        "unreadable": put(archive, "d", body=b"<html><body><script>var a = 1</script></body></html>"),
        "without a page": archive.put(Article(url="https://muara.test/e", text="Garam.")).id,
    }
    archive.close()
    return made


def got(path: Path, number: int) -> Article:
    with Archive(path, readonly=True) as archive:
        found = archive.get(number)
        assert found is not None
        assert archive.revisions(number) == []
        return found


def test_it_is_said_what_changes_and_then_it_has_changed(warta: Warta, path: Path, ids: dict[str, int]) -> None:
    before = path.read_bytes()
    result = warta("reextract", "--dry-run", "--jobs", 1)
    assert (result.exit_code, result.stdout) == (0, "nothing is written\n")
    assert result.stderr == (
        "warta: 2 articles read again, 2 differ (language 2, site 2, text 2, title 2, date 1);"
        " 1 that gives no article today stays\n"
    )
    assert path.read_bytes() == before
    assert warta("reextract", "--jobs", 1).stdout == "2 changed\n"
    article = got(path, ids["read badly"])
    assert article.title == "Panen garam di muara"
    assert article.text.startswith("Petambak garam di muara")
    assert (article.published, article.published_offset) == (NOW, 420)
    assert (article.language, article.section) == ("id", "Ekonomi")
    assert article.notes == {"gone": "it answers 404", "language_hint": "id"}
    assert article.url == "https://muara.test/a"
    with Archive(path) as archive:
        assert {hit.id for hit in archive.search("petambak")} == {ids["read badly"], ids["dated by its feed"]}
        [run] = archive.runs(1)
        assert (run.command, run.changed, run.same, run.exit_code) == ("reextract", 2, 0, 0)
    assert warta("check").exit_code == 0
    result = json.loads(warta("reextract", "--json", "--jobs", 1).stdout)
    assert result == {"read": 2, "changed": 0, "unreadable": 1, "written": 0, "kinds": {}, "dry_run": False}


def test_what_only_the_feed_said_and_what_cannot_be_read_stays(warta: Warta, path: Path, ids: dict[str, int]) -> None:
    assert warta("reextract", "--jobs", 1).exit_code == 0
    assert got(path, ids["dated by its feed"]).published == NOW.replace(day=2)
    for name in ("of a feed", "unreadable"):
        assert got(path, ids[name]).text == "Teks yang dibaca keliru."
    assert got(path, ids["without a page"]).text == "Garam."


def test_an_article_that_was_changed_meanwhile_is_left_alone(
    warta: Warta, path: Path, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    number, reread = ids["read badly"], Archive.reread

    def late(archive: Archive, read: list[object]) -> int:
        archive.put(Article(url="https://muara.test/a", text="Dikoreksi redaksi barusan."))
        return reread(archive, read)

    monkeypatch.setattr(Archive, "reread", late)
    assert warta("reextract", "--jobs", 1).stdout == "1 changed\n"
    with Archive(path) as archive:
        found = archive.get(number)
        assert found is not None
        assert found.text == "Dikoreksi redaksi barusan."


def test_there_is_nothing_to_read_without_an_archive(warta: Warta, path: Path) -> None:
    assert warta("reextract").exit_code == 65
    assert not path.exists()
