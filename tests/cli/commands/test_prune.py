"""`warta prune`, as a person or cron calls it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from store import Archive, Article, Capture
from tests import archives

Warta = Callable[..., Result]


@pytest.fixture
def filled(path: Path) -> Path:
    with Archive(archives.empty(path)) as archive:
        for days in (1, 100):
            url = f"https://a.example/{days}"
            page = Capture(url=url, fetched=datetime.now(UTC) - timedelta(days=days), body=b"x" * 900)
            archive.put(Article(url=url, text="Garam."), capture=page)
    return path


def test_it_says_what_goes_and_then_it_is_gone(warta: Warta, filled: Path) -> None:
    result = warta("prune", "--captures", 30, "--dry-run")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("would drop 1 received page (")
    assert result.stdout.endswith("), 0 polls, 0 runs\n")
    assert warta("prune", "--captures", 30).stdout == result.stdout.replace("would drop", "dropped")
    before = filled.stat().st_size
    assert json.loads(warta("prune", "--captures", 30, "--vacuum", "--json").stdout) == {
        "captures": 0, "capture_bytes": 0, "fetches": 0, "runs": 0, "dry_run": False,
        "size_before": before, "size_after": filled.stat().st_size,
    }  # fmt: skip
    assert warta("prune", "--vacuum").stdout.splitlines()[1].startswith("the file had ")
    with Archive(filled, readonly=True) as archive:
        assert archive.summary().articles == 2


@pytest.mark.parametrize("words", [[], ["--dry-run"], ["--captures", "-1"], ["--captures", "soon"]], ids=str)
def test_what_cannot_be_meant_is_refused(warta: Warta, filled: Path, words: list[str]) -> None:
    before = filled.read_bytes()
    result = warta("prune", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert filled.read_bytes() == before
