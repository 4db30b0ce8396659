"""Extraction to shards: what is in them, what is told, and what a second run does."""

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from click.testing import Result

from ingest.formats import tasks
from ingest.pipeline.extracting import ExtractOptions, extract
from store import Archive
from store.export import destination
from tests.disk import full_beyond
from tests.formats.warc.writing import PARAGRAPHS, packed, page, record, response

Warta = Callable[..., Result]
URL = "https://muara.test/{}.html"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A web archive of six pages, and beside it two pages, a text and two lines of JSON."""
    folder = tmp_path / "sources"
    folder.mkdir()
    records = [
        response(URL.format(number), page(f"Bakau ke-{number}", f"Pohon nomor {number}.")) for number in range(6)
    ]
    (folder / "a.warc.gz").write_bytes(packed([record("warcinfo", "", b"x"), *records]))
    (folder / "b.html").write_bytes(page("Perahu baru"))
    (folder / "c.html").write_bytes(page("Perahu lama", "Dua perahu."))
    lines = [{"url": URL.format(f"j{number}"), "title": f"Kabar {number}", "text": PARAGRAPHS[0]} for number in (1, 2)]
    (folder / "d.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def rows(out: Path) -> list[dict[str, Any]]:
    """All rows, in the order of their addresses."""
    found = pyarrow.parquet.read_table(out).to_pylist()
    return sorted(found, key=lambda row: str(row["url"]))


def comparable(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what an archive finds out later, and of a file the moment of its reading, which orders it."""
    of_archive = {"duplicate_of", "story_id"}
    of_clock = set() if row["url"] in map(URL.format, range(6)) else {"id", "first_seen", "last_seen"}
    return {name: value for name, value in row.items() if name not in of_archive | of_clock}


def manifest(out: Path) -> dict[str, Any]:
    found = json.loads((out / "_manifest.json").read_bytes())
    assert isinstance(found, dict)
    return found


def test_shards_hold_what_an_export_after_an_import_holds(
    warta: Warta, sources: Path, out: Path, tmp_path: Path
) -> None:
    result = warta("extract", sources, "--out", out)
    assert (result.exit_code, result.stdout) == (0, f"10 articles in 2 shards to {out}, 0 failed (id 10)\n")
    warta("import", sources)
    warta("export", "-o", tmp_path / "all.parquet")
    exported = pyarrow.parquet.read_table(tmp_path / "all.parquet")
    (shard, *_) = sorted(out.glob("*.parquet"))
    assert pyarrow.parquet.read_schema(shard).equals(exported.schema)
    from_archive = sorted(exported.to_pylist(), key=lambda row: str(row["url"]))
    assert list(map(comparable, rows(out))) == list(map(comparable, from_archive))


def test_the_manifest_counts_and_names_what_failed(warta: Warta, sources: Path, out: Path) -> None:
    (sources / "a.warc.gz").write_bytes((sources / "a.warc.gz").read_bytes()[:-40])
    (sources / "e.html").write_bytes(b"<html><body><p>Beranda</p></body></html>")
    result = warta("extract", sources, sources / "none", "https://muara.test/", "--out", out)
    assert result.exit_code == 3
    assert "it breaks off in the middle" in result.stderr
    told = manifest(out)
    assert (told["articles"], told["failed"], told["shards"], told["complete"]) == (9, 4, 2, False)
    assert [each["code"] for each in told["unreadable"]] == ["no_file", "bad_source"]
    archive, others = told["tasks"]
    assert (archive["articles"], archive["failed"], archive["reasons"]) == (5, 1, {"unreadable": 1})
    assert archive["failures"][0]["locator"].startswith(f"{sources / 'a.warc.gz'}, offset ")
    assert [each["code"] for each in others["failures"]] == ["hardly_text"]
    assert len(others["parts"]) == 4


@pytest.mark.parametrize(("words", "code"), [("none", 65), ("https://muara.test/", 2)])
def test_nothing_to_read_ends_as_an_import_does(warta: Warta, out: Path, words: str, code: int) -> None:
    assert warta("extract", words, "--out", out).exit_code == code


def test_one_text_at_all_addresses_of_a_site_is_no_article(warta: Warta, sources: Path, out: Path) -> None:
    records = [response(URL.format(number), page("Masuk untuk membaca")) for number in range(6)]
    (sources / "a.warc.gz").write_bytes(packed(records))
    result = warta("extract", sources / "a.warc.gz", "--out", out)
    assert result.exit_code == 4
    assert manifest(out)["reasons"] == {"repeated": 6}


def test_what_leads_to_the_web_is_left_to_an_import(warta: Warta, sources: Path, out: Path) -> None:
    feed = "<rss version='2.0'><channel><item><link>https://muara.test/1</link></item></channel></rss>"
    (sources / "f.xml").write_text(feed)
    result = warta("extract", sources / "f.xml", "--out", out)
    assert result.exit_code == 2
    assert "give it to `warta import`" in result.stderr


def test_a_second_run_does_what_is_new_alone(warta: Warta, sources: Path, out: Path) -> None:
    warta("extract", sources, "--out", out)
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.parquet")}
    again = warta("extract", sources, "--out", out)
    assert (again.exit_code, again.stdout) == (
        0,
        f"0 articles in 0 shards to {out}, 0 failed, 10 in 2 shards were there before\n",
    )
    (sources / "new.html").write_bytes(page("Perahu ketiga"))
    assert "1 article in 1 shard to" in warta("extract", sources, "--out", out).stdout
    after = {path.name: path.stat().st_mtime_ns for path in out.glob("*.parquet")}
    assert before.items() < after.items()
    assert len(rows(out)) == 11


def test_a_source_that_is_another_now_replaces_its_shard(warta: Warta, sources: Path, out: Path) -> None:
    warta("extract", sources, "--out", out)
    (sources / "b.html").write_bytes(page("Perahu baru dicat", "Catnya biru seperti laut di musim kemarau panjang."))
    warta("extract", sources, "--out", out)
    titles = [row["title"] for row in rows(out)]
    assert len(titles) == 10
    assert "Perahu baru dicat" in titles
    assert "Perahu baru" not in titles
    assert manifest(out)["complete"] is True


def test_slices_of_a_web_archive_are_pieces_of_their_own(sources: Path, out: Path) -> None:
    options = ExtractOptions(slice_bytes=700, jobs=1)
    asyncio.run(extract([str(sources / "a.warc.gz")], out, options))
    assert manifest(out)["shards"] > 2
    assert [row["title"] for row in rows(out)] == [f"Bakau ke-{number}" for number in range(6)]


def test_another_extraction_into_the_folder_is_waited_for_by_a_person(warta: Warta, sources: Path, out: Path) -> None:
    warta("extract", sources, "--out", out)
    with destination.locked(out):
        result = warta("extract", sources, "--out", out)
    assert result.exit_code == 75


def test_a_folder_of_other_things_is_left_alone(warta: Warta, sources: Path) -> None:
    before = sorted(os.listdir(sources))
    result = warta("extract", sources, "--out", sources)
    assert result.exit_code == 74
    assert "no folder of shards" in result.stderr
    assert sorted(os.listdir(sources)) == before


def test_a_full_disk_ends_it_with_74_and_leaves_nothing_half(warta: Warta, sources: Path, out: Path) -> None:
    with full_beyond(3000):
        result = warta("extract", sources / "a.warc.gz", "--out", out, "--jobs", "1")
    assert result.exit_code == 74
    assert ".parquet: file too large; give it a place with room" in result.stderr
    assert [path.name for path in out.rglob("*") if path.suffix in (".parquet", ".part")] == []
    assert warta("extract", sources / "a.warc.gz", "--out", out, "--jobs", "1").exit_code == 0


def test_a_file_that_is_written_meanwhile_is_done_again_by_the_next_run(
    warta: Warta, sources: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = tasks.look
    monkeypatch.setattr(tasks, "look", lambda path: (1, 1) if path.endswith("b.html") else look(path))
    assert warta("extract", sources, "--out", out).exit_code == 3
    assert manifest(out)["complete"] is False
    monkeypatch.setattr(tasks, "look", look)
    assert warta("extract", sources, "--out", out).exit_code == 0
    assert len(rows(out)) == 10
    assert manifest(out)["complete"] is True


def test_an_import_takes_the_shards_and_nothing_twice(warta: Warta, sources: Path, out: Path, path: Path) -> None:
    warta("extract", sources, "--out", out)
    result = warta("import", out)
    assert (result.exit_code, result.stdout) == (0, "10 added, 0 changed, 0 same, 0 failed (id 10)\n")
    with Archive(path, readonly=True) as archive:
        for row in rows(out):
            found = archive.get(row["url"])
            assert found is not None
            assert (found.id, found.title, found.text, found.language) == (
                row["id"], row["title"], row["text"], row["language"],
            )  # fmt: skip
    assert warta("import", out).stdout.startswith("0 added, 0 changed, 10 same, 0 failed")


def test_a_front_page_is_counted_apart_and_is_no_failure(warta: Warta, sources: Path, out: Path) -> None:
    links = "".join(f"<li><a href='/{n}'>Kabar nomor {n} dari kampung di tepi sungai</a></li>" for n in range(40))
    (sources / "front.html").write_text(f"<html><body><ul>{links}</ul></body></html>")
    result = warta("extract", sources, "--out", out)
    assert (result.exit_code, manifest(out)["failed"], manifest(out)["sections"]) == (0, 0, 1)
    assert "0 failed, 1 front or section page left out" in result.stdout
