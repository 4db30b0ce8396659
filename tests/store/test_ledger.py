import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from store import Archive, Article, DayCount, Deposit, Failure, FailureCount, Outcome, Tally, Unstorable

ADDRESS = "https://berita.example/1"


def test_a_run_is_open_until_it_is_ended(archive: Archive) -> None:
    run_id = archive.begin_run("import berita.html")
    [run] = archive.runs()
    assert (run.id, run.command, run.finished, run.exit_code) == (run_id, "import berita.html", None, None)
    assert run.started.tzinfo is UTC
    assert datetime.now(UTC) - run.started < timedelta(minutes=1)


@pytest.mark.parametrize("exit_code", [0, 3, None])
def test_a_run_ends_with_its_figures(archive: Archive, exit_code: int | None) -> None:
    tally = Tally(outcomes={Outcome.ADDED: 3, Outcome.CHANGED: 2, Outcome.SAME: 1}, failed=4)
    archive.end_run(archive.begin_run("sync"), tally, exit_code)
    [run] = archive.runs()
    assert (run.added, run.changed, run.same, run.failed, run.exit_code) == (3, 2, 1, 4, exit_code)
    assert run.finished is not None
    assert run.finished >= run.started


def test_a_column_of_another_program_hides_no_run(archive: Archive) -> None:
    run_id = archive.begin_run("sync")
    archive._connection.execute("ALTER TABLE runs ADD COLUMN remark TEXT")
    assert [run.id for run in archive.runs()] == [run_id]


def test_only_the_run_that_ends_is_closed(archive: Archive) -> None:
    first, second = archive.begin_run("sync"), archive.begin_run("import")
    archive.end_run(first, Tally(), 0)
    assert [(run.id, run.finished is None) for run in archive.runs()] == [(second, True), (first, False)]


def test_the_last_runs_come_newest_first(archive: Archive) -> None:
    ids = [archive.begin_run(f"import {number}") for number in range(4)]
    assert [run.id for run in archive.runs(limit=3)] == ids[:0:-1]


def test_a_run_counts_with_each_batch(archive: Archive) -> None:
    run_id = archive.begin_run("import")
    for text in ("Kapal tiba.", "Kapal berangkat."):
        archive.put_all([Deposit(article=Article(url=ADDRESS, text=text))], run_id=run_id)
    archive.fail([Failure(locator="x", stage="fetch", reason="timed out", code="timed_out")], run_id=run_id)
    archive.see([], run_id=run_id, same=2)
    [run] = archive.runs()
    assert (run.added, run.changed, run.same, run.failed, run.ended) == (1, 1, 2, 1, None)
    assert run.counted is not None


def test_a_batch_that_is_not_stored_is_not_counted(archive: Archive) -> None:
    run_id = archive.begin_run("import")
    with pytest.raises(Unstorable):
        archive.put_all([Deposit(article=Article(url=ADDRESS, text="Kapal \ud800."))], run_id=run_id)
    [run] = archive.runs()
    assert (run.added, run.counted) == (0, None)


_BEGIN = """
import os, sys, time
from store import Archive, Article, Deposit
archive = Archive(sys.argv[1])
run_id = archive.begin_run("import")
archive.put_all([Deposit(article=Article(url="https://berita.example/9", text="Perahu."))], run_id=run_id)
print("ready", flush=True)
time.sleep(60)
"""


def test_a_run_of_another_process_goes_on_until_it_is_killed_and_then_is_marked_once(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _BEGIN, path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with Archive(path) as archive:
            assert archive.mark_killed() == []
            assert archive.runs()[0].ended is None
        process.kill()
    with Archive(path, readonly=True) as reader:
        assert (reader.runs()[0].ended, reader.runs()[0].added) == ("killed", 1)
    with Archive(path) as archive:
        assert [run.added for run in archive.mark_killed()] == [1]
        assert archive.mark_killed() == []
        assert archive.runs()[0].ended == "killed"


def test_a_run_of_this_process_goes_on_while_its_archive_is_open(path: Path) -> None:
    with Archive(path) as archive, Archive(path) as other:
        archive.begin_run("import")
        assert other.mark_killed() == []
    with Archive(path) as archive:
        assert [run.command for run in archive.mark_killed()] == ["import"]


def test_a_tally_begins_at_nothing() -> None:
    assert Tally() == Tally(outcomes={Outcome.ADDED: 0, Outcome.CHANGED: 0, Outcome.SAME: 0}, failed=0)


def test_two_tallies_count_apart() -> None:
    one, other = Tally(), Tally()
    one.outcomes[Outcome.SAME] += 1
    assert (one.stored, other.stored) == (1, 0)


def test_what_was_stored_does_not_count_failures() -> None:
    assert Tally(outcomes={Outcome.ADDED: 3, Outcome.CHANGED: 2, Outcome.SAME: 1}, failed=4).stored == 6


def counted(archive: Archive) -> list[tuple[object, ...]]:
    found = archive._connection.execute("SELECT locator, stage, reason, code, times, run_id FROM failures ORDER BY id")
    return [tuple(row) for row in found]


def test_failures_are_counted_by_item_and_stage(archive: Archive) -> None:
    first, second = archive.begin_run("sync"), archive.begin_run("sync")
    archive.fail([Failure(locator=ADDRESS, stage="fetch", reason="timed out", code="timed_out")], run_id=first)
    archive.fail(
        [
            Failure(locator=ADDRESS, stage="fetch", reason="404", code="bad_status"),
            Failure(locator=ADDRESS, stage="extract", reason="no text", code="no_article"),
            Failure(locator="https://berita.example/2", stage="fetch", reason="404", code="bad_status"),
        ],
        run_id=second,
    )
    assert counted(archive) == [
        (ADDRESS, "fetch", "404", "bad_status", 2, second),
        (ADDRESS, "extract", "no text", "no_article", 1, second),
        ("https://berita.example/2", "fetch", "404", "bad_status", 1, second),
    ]


def test_a_resolved_failure_that_comes_back_is_open_again(archive: Archive) -> None:
    failure = Failure(locator=ADDRESS, stage="fetch", reason="timed out", code="timed_out")
    run_id = archive.begin_run("sync")
    archive.fail([failure], run_id=run_id)
    archive.put(Article(url=ADDRESS, text="Teks."))
    assert archive.summary().failures == []
    archive.fail([failure], run_id=run_id)
    assert archive.summary().failures == [FailureCount(stage="fetch", reason="timed out", items=1)]
    assert counted(archive) == [(ADDRESS, "fetch", "timed out", "timed_out", 2, run_id)]


OPEN = "SELECT locator FROM failures WHERE resolved IS NULL"


@pytest.mark.parametrize(
    ("locator", "is_resolved"),
    [
        ("https://berita.example", True),
        ("https://berita.example/1", True),
        ("https://berita.example/1/2", True),
        ("https://berita.example.net/1", False),
        ("https://lain.example/1", False),
        ("/berkas/dump.jsonl", True),
        ("/berkas/dump.jsonl, line 7", True),
        ("/berkas/dump.jsonl, after record 7", True),
        ("/berkas/dump.jsonl, row 7", True),
        ("/berkas/dump.jsonl, offset 7 (https://lain.example/1)", True),
        ("/berkas/dump.jsonl, article 7", True),
        ("/berkas/dump.jsonl, a page of article 7", True),
        ("/berkas/dump.jsonl, the list of articles after 7", True),
        ("/berkas/dump.jsonl, what was deleted for good", True),
        ("/berkas/dump.jsonl, x", False),
        ("/berkas/dump.jsonl, x/line 7", False),
        ("/berkas/dump.jsonl, line up/a.html", False),
        ("/berkas/dump.jsonl.gz", False),
        ("/berkas/100%", True),
        ("/berkas/100_/1", False),
    ],
)
def test_what_failed_in_a_source_is_resolved_when_it_was_read_without_it(
    archive: Archive, locator: str, is_resolved: bool
) -> None:
    archive.fail(
        [Failure(locator=locator, stage="read", reason="?", code="failed")], run_id=archive.begin_run("import")
    )
    run_id = archive.begin_run("import")
    archive.resolve(["https://berita.example", "/berkas/dump.jsonl", "/berkas/100%"], run_id=run_id)
    assert [row[0] for row in archive._connection.execute(OPEN)] == ([] if is_resolved else [locator])


def test_what_fails_in_this_run_is_not_resolved_by_it(archive: Archive) -> None:
    failure = Failure(locator=ADDRESS, stage="fetch", reason="404", code="bad_status")
    for command in ("sync", "import"):
        run_id = archive.begin_run(command)
        archive.fail([failure], run_id=run_id)
    archive.resolve([ADDRESS], run_id=run_id)
    assert archive.summary().failures == [FailureCount(stage="fetch", reason="404", items=1)]


@pytest.mark.parametrize(
    ("beginning", "code", "fails"),
    [
        ("https://berita.example/", "timed_out", True),
        (ADDRESS, "timed_out", True),
        ("https://berita.example/", "bad_status", False),
        ("https://berita.example/", "timed out", False),
        ("https://berita.example/2", "timed_out", False),
        ("https://berita.example.net/", "timed_out", False),
        ("https://resolved.example/", "timed_out", False),
        ("https://%.example/", "timed_out", False),
        ("https://BERITA.example/", "timed_out", False),
    ],
)
def test_what_fails_already_is_known_by_its_beginning_and_code(
    archive: Archive, beginning: str, code: str, fails: bool
) -> None:
    failures = [
        Failure(locator=url, stage="fetch", reason="timed out", code="timed_out")
        for url in (ADDRESS, "https://resolved.example/1")
    ]
    archive.fail(failures, run_id=archive.begin_run("sync"))
    archive.put(Article(url="https://resolved.example/1", text="Teks."))
    assert archive.fails_already(beginning, code) is fails


def test_a_failure_of_another_kind_replaces_the_code(archive: Archive) -> None:
    run_id = archive.begin_run("sync")
    for reason, code in (("no such host", "unreachable"), ("its robots.txt says no", "robots_denied")):
        archive.fail([Failure(locator=ADDRESS, stage="fetch", reason=reason, code=code)], run_id=run_id)
    assert archive.fails_already(ADDRESS, "robots_denied")
    assert not archive.fails_already(ADDRESS, "unreachable")


def test_what_fails_already_is_found_through_an_index(archive: Archive) -> None:
    asked: list[str] = []
    archive._connection.set_trace_callback(asked.append)
    archive.fails_already(ADDRESS, "unreachable")
    archive._connection.set_trace_callback(None)
    [plan] = archive._connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}").fetchall()
    assert "SEARCH failures USING INDEX" in plan["detail"]


def test_no_failures_is_nothing_written(archive: Archive) -> None:
    before = [*archive._connection.iterdump()]
    archive.fail([], run_id=1)
    assert [*archive._connection.iterdump()] == before


def test_an_empty_archive_is_summed_up(archive: Archive) -> None:
    summary = archive.summary()
    assert (summary.articles, summary.by_language, summary.undated, summary.revisions) == (0, {}, 0, 0)
    assert (summary.earliest, summary.latest, summary.failures) == (None, None, [])


def test_a_summary_counts_what_is_there(archive: Archive) -> None:
    archive.put_all(
        [
            Deposit(article=Article(url="1", text="Satu.", language="id", published=datetime(2026, 1, 5, tzinfo=UTC))),
            Deposit(article=Article(url="2", text="Dua.", language="id", published=datetime(1945, 8, 17, tzinfo=UTC))),
            Deposit(article=Article(url="3", text="Three.", language="en")),
            Deposit(article=Article(url="4", text="???")),
            Deposit(article=Article(url="4", text="!!!")),
        ]
    )
    archive.fail(
        [
            Failure(locator=str(number), stage="fetch", reason=reason, code="failed")
            for number, reason in enumerate("abb", start=7)
        ],
        run_id=archive.begin_run("import"),
    )
    summary = archive.summary()
    assert summary.articles == 4
    assert summary.by_language == {"id": 2, "en": 1, None: 1}
    assert next(iter(summary.by_language)) == "id"
    assert (summary.earliest, summary.latest) == (datetime(1945, 8, 17, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC))
    assert (summary.undated, summary.revisions) == (2, 1)
    assert summary.failures == [
        FailureCount(stage="fetch", reason="b", items=2),
        FailureCount(stage="fetch", reason="a", items=1),
    ]


def test_articles_are_counted_by_day_and_language_from_a_day_on(archive: Archive) -> None:
    published = {
        "1": (datetime(2026, 1, 4, 23, 59, 59, tzinfo=UTC), "id"),
        "2": (datetime(2026, 1, 5, tzinfo=UTC), "id"),
        "3": (datetime(2026, 1, 5, 12, tzinfo=UTC), "en"),
        "4": (datetime(2026, 1, 5, 13, tzinfo=UTC), "en"),
        "5": (datetime(2026, 1, 7, tzinfo=UTC), None),
        "6": (None, "id"),
    }
    archive.put_all(
        [
            Deposit(article=Article(url=url, text=f"Teks {url}.", published=moment, language=language))
            for url, (moment, language) in published.items()
        ]
    )
    assert archive.days(date(2026, 1, 5)) == [
        DayCount(day=date(2026, 1, 5), language="en", articles=2),
        DayCount(day=date(2026, 1, 5), language="id", articles=1),
        DayCount(day=date(2026, 1, 7), language=None, articles=1),
    ]
    assert archive.days(date(2026, 1, 8)) == []
    found = archive.summary()
    assert (found.first_day, found.last_day) == (date(2026, 1, 4), date(2026, 1, 7))


def test_a_day_is_that_of_the_outlet_and_of_utc_while_it_waits_to_be_read(archive: Archive) -> None:
    late = datetime(2026, 1, 4, 20, tzinfo=UTC)  # the fifth in Jakarta
    for url in "12":
        archive.put(Article(url=url, text="Teks.", published=late, published_offset=420, language="id"))
    archive._connection.execute("UPDATE articles SET day = NULL WHERE url = '2'")
    four, five = date(2026, 1, 4), date(2026, 1, 5)
    assert [(each.day, each.articles) for each in archive.days(four)] == [(four, 1), (five, 1)]
    assert [(each.day, each.articles) for each in archive.days(five)] == [(five, 1)]
    found = archive.summary()
    assert (found.first_day, found.last_day) == (four, five)


def test_open_failures_say_since_when_and_can_be_cleared(archive: Archive) -> None:
    run_id = archive.begin_run("sync")
    failure = Failure(locator=ADDRESS, stage="fetch", reason="timed out", code="timed_out")
    archive.fail([failure], run_id=run_id)
    archive._connection.execute("UPDATE failures SET since = '2026-03-01T04:00:00Z'")
    archive.fail([failure], run_id=run_id)
    [found] = archive.open_failures()
    assert (found.locator, found.reason, found.times) == (ADDRESS, "timed out", 2)
    assert found.since == datetime(2026, 3, 1, 4, tzinfo=UTC)
    assert (archive.clear_failures(), archive.clear_failures(), archive.open_failures()) == (1, 0, [])
    archive.fail([failure], run_id=run_id)
    assert archive.open_failures()[0].since > found.since  # it begins anew
