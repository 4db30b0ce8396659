"""Which articles are handed out, and to where."""

import json
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest

from store import Archive, BadQuery, ExportOptions
from tests.store.export.harbour import FERRY, ISLAND, UNDATED, exported, fill


@pytest.mark.parametrize(
    ("filters", "urls"),
    [
        ({}, [ISLAND, FERRY, UNDATED]),
        ({"query": "feri"}, [FERRY]),
        ({"query": "ferry sails"}, [ISLAND]),
        ({"query": "feri sails"}, []),
        ({"query": "feri OR ferry -twice"}, [FERRY]),
        ({"query": "pos site:island.example"}, []),
        ({"query": "feri author:tuan"}, [FERRY]),
        ({"language": "id"}, [FERRY, UNDATED]),
        ({"site": "dermaga.example"}, [FERRY, UNDATED]),
        ({"since": date(2026, 1, 1)}, [FERRY]),
        ({"until": date(2025, 12, 31)}, [ISLAND]),
        ({"limit": 2}, [FERRY, UNDATED]),
        ({"language": "id", "limit": 5, "until": date(2027, 1, 1), "query": "berlayar"}, [FERRY]),
    ],
    ids=str,
)
def test_filters_leave_out_what_search_would(archive: Archive, filters: dict[str, object], urls: list[str]) -> None:
    fill(archive)
    lines = exported(archive, **filters).splitlines()
    assert [json.loads(line)["url"] for line in lines] == urls


@pytest.mark.parametrize(
    ("filters", "error"),
    [({"query": "-feri"}, BadQuery), ({"query": "  "}, BadQuery), ({"since": datetime(2026, 1, 1)}, ValueError)],  # noqa: DTZ001
)
def test_a_filter_that_cannot_be_meant_is_refused(
    archive: Archive, filters: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        exported(archive, **filters)


def test_an_unknown_format_is_refused_before_anything_is_written(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'xlsx' is no format"):
        archive.export(tmp_path / "a.xlsx", ExportOptions(format="xlsx"))
    assert not (tmp_path / "a.xlsx").exists()


def test_it_is_told_how_many_there_were_and_how_far_it_is(archive: Archive) -> None:
    fill(archive)
    told: list[int] = []
    assert archive.export(BytesIO(), ExportOptions(told=told.append)).articles == 3
    assert told == [1, 2, 3]


def test_what_is_stored_during_an_export_is_not_in_it(path: Path) -> None:
    with Archive(path) as writer, Archive(path, readonly=True) as reader:
        fill(writer)

        def store_more(number: int) -> None:
            writer.put_all([])
            if number == 1:
                writer.note(FERRY, "gone", "it answers 410")

        output = BytesIO()
        reader.export(output, ExportOptions(told=store_more))
        assert b"410" not in output.getvalue()
        assert b"410" in exported(reader)


def test_an_archive_can_be_written_to_after_an_export(archive: Archive) -> None:
    fill(archive)
    exported(archive, limit=1)
    archive.note(FERRY, "gone", "it answers 410")


def test_a_stream_that_fails_leaves_the_archive_usable(archive: Archive) -> None:
    fill(archive)

    class Full(BytesIO):
        def write(self, content: object) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        archive.export(Full())
    archive.note(FERRY, "gone", "it answers 410")


def test_a_file_may_be_read_by_whom_the_archive_may_be(archive: Archive, path: Path, tmp_path: Path) -> None:
    for mode in (0o600, 0o640):
        path.chmod(mode)
        archive.export(tmp_path / f"{mode}.jsonl")
        assert (tmp_path / f"{mode}.jsonl").stat().st_mode & 0o777 == mode
