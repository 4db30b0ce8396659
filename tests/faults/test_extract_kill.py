"""An extraction that is killed at any moment: the next one ends as if it had not been."""

import json
import random
import signal
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from tests.faults import programs
from tests.formats.warc.writing import packed, page, response
from tests.subscribing import only_in_full

# The process ends itself before its file operation of this number in the folder of shards.
KILLED = """
import os, signal, sys
left, folder = [{at}], {folder!r}
def count(event, given):
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod") and str(given[0]).startswith(folder):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Two web archives, and a page beside them."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for name in "ab":
        url = f"https://muara.test/{name}/%d.html"
        pages = [response(url % n, page(f"Bakau {name}{n}", f"Pohon {name} nomor {n}.")) for n in range(3)]
        (folder / f"{name}.warc.gz").write_bytes(packed(pages))
    (folder / "c.html").write_bytes(page("Perahu baru", "Satu perahu."))
    return folder


def extract(sources: Path, out: Path, at: int = 0) -> int:
    """Run it, killed before its file operation number ``at``; 0: not at all."""
    program = KILLED.format(at=at, folder=str(out)) + programs.PROGRAM
    with programs.started(out / "news.db", "extract", sources, "--out", out, "--jobs", 1, program=program) as process:
        process.communicate(timeout=60)
    return process.returncode


def rows(out: Path) -> list[dict[str, Any]]:
    found = pyarrow.parquet.read_table(out).to_pylist()
    of_clock = ("id", "first_seen", "last_seen")
    return sorted(({n: v for n, v in row.items() if n not in of_clock} for row in found), key=lambda row: row["url"])


def kill_and_finish(sources: Path, whole: Path, out: Path, *moments: int) -> None:
    for at in moments:
        if extract(sources, out, at) == 0:  # it was over before
            break
        for shard in out.glob("*.parquet"):
            assert pyarrow.parquet.read_table(shard).num_rows in (1, 3)
    assert extract(sources, out) == 0
    assert rows(out) == rows(whole)
    assert json.loads((out / "_manifest.json").read_bytes())["complete"] is True
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in whole.iterdir())
    assert not [*out.rglob(".*")]


@pytest.fixture
def whole(sources: Path, tmp_path: Path) -> Path:
    """What a run gives that nobody disturbs."""
    out = tmp_path / "whole"
    assert extract(sources, out) == 0
    assert len(rows(out)) == 7
    return out


def test_an_extraction_that_is_killed_again_and_again_comes_to_the_same_end(
    sources: Path, whole: Path, tmp_path: Path
) -> None:
    assert extract(sources, tmp_path / "once", 13) == -signal.SIGKILL
    kill_and_finish(sources, whole, tmp_path / "once", 9)


@pytest.mark.full
def test_an_extraction_that_is_killed_at_any_of_forty_moments_comes_to_the_same_end(
    sources: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    only_in_full(request)
    whole = request.getfixturevalue("whole")
    chosen = random.Random(20261128)
    for at in (*range(1, 20), *(chosen.randrange(20, 60) for _ in range(21))):
        kill_and_finish(sources, whole, tmp_path / f"killed-{at}", at)
