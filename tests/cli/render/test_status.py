"""What status and sources look like on a terminal: what fits, colours, what the signs mean."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
import pytest
from click.testing import Result

from ingest.cli.render import sources as overview
from ingest.cli.render import status, text, wrap
from store import Archive, Article, DayCount, Deposit, PollResult

from .test_sources import BUKIT, MUARA, NOW, TELUK, WELL, view

Warta = Callable[..., Result]
LONG = replace(
    WELL, url=f"{BUKIT}/kanal/daerah/semua/rubrik.xml", title="Kabar dari Bukit dan sekitarnya", tags=("daerah",)
)


def counted(day: int, language: str | None, articles: int) -> DayCount:
    return DayCount(day=date(2026, 3, day), language=language, articles=articles)


@pytest.mark.parametrize("columns", [20, 40, 59, 60, 79, 80, 120, 200])
def test_a_table_fits_and_its_least_important_columns_go_first(columns: int) -> None:
    lines = overview.table([view(LONG), view(replace(LONG, tags=()))], columns)
    assert max(map(len, lines)) <= columns
    assert all(line.startswith("ok        ") and "https://"[: columns - 11] in line for line in lines[1:])
    assert ("2999" in lines[1]) is (columns >= 60)
    assert ("/day" in lines[1]) is (columns >= 80)
    assert ("[daerah]" in lines[1]) is (columns >= 200)


def test_days_without_articles_are_shown_from_the_first_one_on() -> None:
    lines = [*overview.days([counted(2, "id", 4), counted(5, None, 2)], date(2026, 3, 7))]
    assert [line.split()[0][-2:] for line in lines] == ["02", "03", "04", "05", "06", "07"]
    assert [line.split()[1:] for line in lines[1:3]] == [["-", "no", "articles"]] * 2
    assert [*overview.days([], date(2026, 3, 7))] == []


def test_a_date_far_ahead_is_shown_and_not_led_up_to() -> None:
    lines = [
        *overview.days([counted(2, "id", 4), replace(counted(1, "id", 1), day=date(9999, 12, 31))], date(2026, 3, 4))
    ]
    assert [line[:10] for line in lines] == ["2026-03-02", "2026-03-03", "2026-03-04", "9999-12-31"]


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_days_fit(columns: int) -> None:
    lines = [*overview.days([counted(2, "id", 40_000), counted(2, "en", 900)], date(2026, 3, 4), columns)]
    assert columns < 30 or max(map(len, lines)) <= columns


@pytest.mark.parametrize(
    ("paint", "line", "words"),
    [
        (status.health, "failing   now  https://x.test/", {"failing": "red"}),
        (status.health, "okapi     now", {}),
        (status.run, "2026-03-02T05:00:00Z  sync  +0 ~0 =0 failed 2  exit 3", {"2": "red", "exit 3": "yellow"}),
        (status.run, "2026-03-02T05:00:00Z  sync  +0 ~0 =0 failed 0  exit 0", {"exit 0": "green"}),
        (status.run, "2026-03-02T05:00:00Z  import  +0 ~0 =0 failed 0  exit 73", {"exit 73": "red"}),
        (status.run, "2026-03-02T05:00:00Z  import  +0 ~0 =0 failed 0  killed", {"killed": "red"}),
        (status.run, "2026-03-02T05:00:00Z  import  +0 ~0 =0 failed 0  running", {"running": "cyan"}),
        (lambda line: status.day(line, ["id", "en"]), "2026-03-02  iiee  id 2, en 2", {"ii": "cyan", "ee": "yellow"}),
    ],
)
def test_colours_change_nothing_of_the_words(paint: status.Paint, line: str, words: dict[str, str]) -> None:
    assert click.unstyle(paint(line)) == line
    coloured = dict(re.findall(r"\x1b\[(\d+)m([^\x1b]+)\x1b\[0m", paint(line)))
    styled = {found[1]: found[0] for found in re.findall(r"(\x1b\[\d+m)([^\x1b]+)\x1b\[0m", paint(line))}
    assert styled == {word: click.style("", fg=colour, reset=False) for word, colour in words.items()}
    assert len(coloured) == len(set(words.values()))


def test_only_words_that_are_there_are_explained() -> None:
    views = [view(), view(replace(WELL, url=TELUK), health="paused")]
    assert [*status.of_health(views)] == ["(paused: you left it alone, until `warta sources --resume`)"]
    assert [*status.of_health([view()])] == []
    assert [*status.of_runs([])] == [*status.of_days([])] == []


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_status_on_a_terminal_fits_is_coloured_and_explains_itself(
    warta: Warta, path: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    with Archive(path) as archive:
        ((source, _),) = archive.subscriptions.add([LONG])
        failing = replace(source, failures=3, trouble="it answers 500", failing_since=NOW - timedelta(days=2))
        archive.subscriptions.record([PollResult(source=failing)], NOW, run_id=None)
        archive.begin_run("import")
        days = (NOW, NOW - timedelta(days=3))
        archive.put_all([Deposit(article=Article(url=str(day), text="Perahu.", published=day)) for day in days])
    monkeypatch.setattr(wrap, "width", lambda stream: columns)
    plain = warta("status").stdout
    assert max(map(len, plain.splitlines())) <= columns
    said = " ".join(plain.split())
    for words in (
        "killed",
        "+ added",
        "failing: three polls",
        "? not known",
        f"{datetime.now(UTC):%Y-%m-%d}",
        "no articles",
    ):
        assert words in said or (words == "no articles" and columns == 40)


def test_runs_say_until_when_they_are_counted(archive: Archive) -> None:
    run_id = archive.begin_run("import")
    archive.see([], run_id=run_id, same=1)
    [line] = text.runs(archive.runs())
    assert "=1 failed 0  running, counted until 20" in line
    assert MUARA not in line
