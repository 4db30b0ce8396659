"""A revision is written when a newsroom changed an article, and not when its page is only read otherwise."""

import asyncio
import json
from pathlib import Path

import pytest

from ingest.pipeline.importing import import_
from store import Archive
from tests.extract.test_readings import ALL, BOATS, FISH, OFFICE, REEFS, written


def counts(archive: Archive) -> tuple[int, int, int]:
    """Revisions, captures, and words of the one article."""
    query = "SELECT (SELECT count(*) FROM revisions), (SELECT count(*) FROM captures), words FROM articles"
    [row] = archive.query(query).rows
    return tuple(map(int, row))  # type: ignore[return-value]


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(
    ("captures", "expected"),
    [
        ([written(*ALL), written(REEFS, FISH, beside=(OFFICE, BOATS))], (0, 1)),
        ([written(REEFS, FISH, beside=(OFFICE, BOATS)), written(*ALL)], (0, 2)),
        ([written(*ALL), written(REEFS, FISH)], (1, 2)),
    ],
    ids=["read worse", "read better", "changed"],
)
def test_only_what_a_newsroom_changed_is_a_revision(
    archive: Archive, tmp_path: Path, captures: list[object], expected: tuple[int, int], at_once: bool
) -> None:
    lines = [json.dumps({"url": page.url, "html": page.body.decode()}) for page in captures]  # type: ignore[attr-defined]
    files = [tmp_path / f"{number}.jsonl" for number in range(len(lines))]
    for file, line in zip(files, lines, strict=True):
        file.write_text(line)
    for _ in range(2):
        for sources in [files] if at_once else [[file] for file in files]:
            asyncio.run(import_(archive, [str(file) for file in sources]))
        revisions, kept, words = counts(archive)
        assert (revisions, kept) == expected
        assert words == sum(len(text.split()) for text in (ALL if revisions == 0 else ALL[:2]))


def test_a_change_beside_a_hidden_part_removes_nothing(archive: Archive, tmp_path: Path) -> None:
    changed = BOATS.replace("tiga", "lima")
    pages = [
        written(*ALL), written(REEFS, changed, beside=(FISH, OFFICE)),
        written(REEFS, changed, beside=(FISH, OFFICE, "Iklan baru di sini.")),
    ]  # fmt: skip
    for number, page in enumerate(pages):
        file = tmp_path / f"{number}.jsonl"
        file.write_text(json.dumps({"url": page.url, "html": page.body.decode()}))
        asyncio.run(import_(archive, [str(file)]))
    [change] = archive.changes()
    assert (change.diff.removed, change.diff.added) == (1, 1)
    found = archive.get(pages[0].url)
    assert found is not None
    assert found.text.split("\n") == [REEFS, FISH, OFFICE, changed]
    assert "hidden" in found.notes
