"""Files divided into pieces of work."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.core.errors import BadSource, Unreadable
from ingest.core.model import Page
from ingest.formats import tasks
from ingest.formats.tasks import Part, Task
from tests.formats.warc.writing import arc, packed, page, record, response

URL = "https://muara.test/{}.html"
PAGES = [response(URL.format(number), page(f"Bakau {number}")) for number in range(40)]
RECORDS = [record("warcinfo", "", b"x"), *PAGES]
ARC = arc(URL.format(1), page("Bakau"))


def now() -> datetime:
    return datetime(2026, 1, 6, tzinfo=UTC)


def plan(*sources: object, done: Iterable[Part] = (), slice_bytes: int = tasks.SLICE_BYTES) -> list[Task]:
    found = [*tasks.planned(map(str, sources), {*done}, slice_bytes=slice_bytes)]
    assert all(isinstance(each, Task) for each in found)
    return [each for each in found if isinstance(each, Task)]


def urls(found: Iterable[Task]) -> list[str]:
    return [each.url for task in found for each in tasks.pages(task, now=now) if isinstance(each, Page)]


@pytest.mark.parametrize("records", [b"".join(RECORDS), packed(RECORDS)], ids=["plain", "packed"])
@pytest.mark.parametrize("slice_bytes", [1, 1500, 4000, 1 << 30])
def test_slices_hold_each_record_once_and_in_order(tmp_path: Path, records: bytes, slice_bytes: int) -> None:
    file = tmp_path / "a.warc"
    file.write_bytes(records)
    found = plan(file, slice_bytes=slice_bytes)
    assert (len(found) > 5) is (slice_bytes < len(records) / 6)
    assert urls(found) == [URL.format(number) for number in range(40)]
    assert len({task.name for task in found}) == len(found)


def test_a_damaged_part_is_told_once_and_costs_no_other_record(tmp_path: Path) -> None:
    parts = [packed([each]) for each in RECORDS]
    at = sum(map(len, parts[:20])) + 60
    whole = bytearray(b"".join(parts))
    whole[at : at + 90] = bytes(90)
    file = tmp_path / "a.warc.gz"
    file.write_bytes(whole)
    found = [each for task in plan(file, slice_bytes=1500) for each in tasks.pages(task, now=now)]
    assert [each.url for each in found if isinstance(each, Page)] == [URL.format(n) for n in range(40) if n != 19]
    assert sum(isinstance(each, Unreadable) for each in found) == 1


@pytest.mark.parametrize("body", [packed([b"".join(RECORDS)]), ARC], ids=["one gzip", "arc"])
def test_what_cannot_be_cut_is_one_piece(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "a"
    file.write_bytes(body)
    (task,) = plan(file, slice_bytes=100)
    assert urls([task]) == urls([Task(parts=(task.parts[0],), is_warc=True)]) != []


def test_a_page_about_web_archives_begins_no_slice(tmp_path: Path) -> None:
    told = "<pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\n</pre>" * 20
    file = tmp_path / "a.warc"
    file.write_bytes(b"".join(response(URL.format(number), page("Arsip", told)) for number in range(9)))
    assert urls(plan(file, slice_bytes=700)) == [URL.format(number) for number in range(9)]


def test_documents_are_taken_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(25):
        (tmp_path / f"{number:02}.html").write_bytes(page(f"Bakau {number}"))
    monkeypatch.setattr(tasks, "_DOCUMENTS", 10)
    assert [len(task.parts) for task in plan(tmp_path)] == [10, 10, 5]
    monkeypatch.setattr(tasks, "_DOCUMENTS_BYTES", 3 * len(page("Bakau 00")))
    assert {len(task.parts) for task in plan(tmp_path)} == {3, 1}


def test_what_is_done_is_left_out_until_it_is_another_file(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_bytes(page(name))
    (task,) = plan(tmp_path)
    assert plan(tmp_path, done=task.parts) == []
    os.utime(tmp_path / "a.html", ns=(1, 1))
    (again,) = plan(tmp_path, done=task.parts)
    assert [Path(part.path).name for part in again.parts] == ["a.html"]
    assert again.name != task.name


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"".join(RECORDS))
    assert len(plan(tmp_path, tmp_path / "a.warc", tmp_path)) == 1


@pytest.mark.parametrize("source", ["https://muara.test/feed", "-", " ", "ftp://muara.test/"])
def test_what_is_no_file_is_refused(source: str) -> None:
    (found,) = tasks.planned([source])
    assert isinstance(found, BadSource)


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").mkdir()
    found = [*tasks.planned(map(str, (tmp_path / "none", tmp_path / "pipe", tmp_path / "empty")))]
    reasons = [each.reason for each in found if isinstance(each, Unreadable)]
    assert reasons == ["there is no such file", "it is no regular file", "no articles in this folder"]


def test_a_file_that_is_another_when_it_is_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(page("Bakau"))
    (task,) = plan(file)
    file.write_bytes(page("Bakau lain"))
    (found,) = tasks.pages(task, now=now)
    assert isinstance(found, Unreadable)
    assert found.code == tasks.CHANGED
