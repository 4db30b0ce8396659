"""The ledger: every run, and every item that could not be stored."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from .articles.types import Failure, Outcome, to_text


@dataclass(slots=True)
class Tally:
    """How many articles were added, changed and the same, and how many items failed."""

    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    failed: int = 0

    @property
    def stored(self) -> int:
        """Articles that are in the archive after the run, whatever it did to them."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a command; times as in the database."""

    id: int
    command: str
    started: str
    finished: str | None  # None while it runs, or when it was killed
    added: int
    changed: int
    same: int
    failed: int
    exit_code: int | None  # None while it runs, or when it was stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is in an archive."""

    articles: int
    by_language: dict[str | None, int]  # most first; None: no language could be told
    earliest: str | None  # of the dates of publication
    latest: str | None
    undated: int
    revisions: int
    failures: list[tuple[str, str, int]]  # stage, reason, how many items; those still open


def begin_run(connection: sqlite3.Connection, command: str) -> int:
    """Open an entry; gives its id."""
    cursor = connection.execute(
        "INSERT INTO runs (command, started) VALUES (:command, :now)", {"command": command, "now": _now()}
    )
    return int(cursor.lastrowid or 0)


def end_run(connection: sqlite3.Connection, run_id: int, tally: Tally, exit_code: int | None) -> None:
    """Close an entry with its figures."""
    connection.execute(
        "UPDATE runs SET finished = :now, added = :added, changed = :changed, same = :same,"
        " failed = :failed, exit_code = :exit_code WHERE id = :id",
        {str(outcome): count for outcome, count in tally.outcomes.items()}
        | {"now": _now(), "failed": tally.failed, "exit_code": exit_code, "id": run_id},
    )


def add_failures(connection: sqlite3.Connection, failures: Sequence[Failure], run_id: int) -> None:
    """One row an item and stage; the same failure again raises its count."""
    connection.executemany(
        "INSERT INTO failures (run_id, locator, stage, reason, seen) VALUES (:run, :locator, :stage, :reason, :now)"
        " ON CONFLICT (locator, stage) DO UPDATE SET run_id = excluded.run_id, reason = excluded.reason,"
        " seen = excluded.seen, times = times + 1, resolved = NULL",
        [
            {"run": run_id, "locator": item.locator, "stage": item.stage, "reason": item.reason, "now": _now()}
            for item in failures
        ],
    )


def resolve(connection: sqlite3.Connection, sources: Sequence[str], run_id: int) -> None:
    """Resolve the open failures of earlier runs whose locator is a source or begins with it."""
    connection.execute(
        "UPDATE failures SET resolved = :now WHERE resolved IS NULL AND run_id <> :run AND EXISTS ("
        " SELECT 1 FROM json_each(:sources) WHERE locator = value"
        " OR substr(locator, 1, length(value) + 7) = value || ', line '"
        " OR substr(locator, 1, length(value) + 1) = value || '/')",
        {"now": _now(), "run": run_id, "sources": json.dumps(list(sources))},
    )


def is_open(connection: sqlite3.Connection, beginning: str, reason: str) -> bool:
    """Whether an item whose locator begins so fails already, for the same reason."""
    return bool(
        connection.execute(
            "SELECT 1 FROM failures WHERE locator >= :beginning AND locator < :beginning || char(0x10ffff)"
            " AND reason = :reason AND resolved IS NULL LIMIT 1",
            {"beginning": beginning, "reason": reason},
        ).fetchone()
    )


def mend(connection: sqlite3.Connection, locators: Sequence[str]) -> None:
    """Resolve the open failures of exactly these items."""
    connection.execute(
        "UPDATE failures SET resolved = :now"
        " WHERE resolved IS NULL AND locator IN (SELECT value FROM json_each(:locators))",
        {"now": _now(), "locators": json.dumps(list(locators))},
    )


def runs(connection: sqlite3.Connection, limit: int) -> list[Run]:
    """The last runs, newest first."""
    found = connection.execute("SELECT * FROM runs ORDER BY id DESC LIMIT :limit", {"limit": limit})
    return [Run(**dict(row)) for row in found]


def summary(connection: sqlite3.Connection) -> Summary:
    """Count what is there."""
    articles, earliest, latest, undated = connection.execute(
        "SELECT count(*), min(published), max(published), count(*) - count(published) FROM articles"
    ).fetchone()
    return Summary(
        articles=articles,
        by_language=dict(
            connection.execute(
                "SELECT language, count(*) FROM articles GROUP BY language ORDER BY count(*) DESC"
            ).fetchall()
        ),
        earliest=earliest,
        latest=latest,
        undated=undated,
        revisions=connection.execute("SELECT count(*) FROM revisions").fetchone()[0],
        failures=[
            tuple(row)
            for row in connection.execute(
                "SELECT stage, reason, count(*) FROM failures WHERE resolved IS NULL"
                " GROUP BY stage, reason ORDER BY count(*) DESC, stage, reason"
            )
        ],
    )


def days(connection: sqlite3.Connection, since: date) -> list[tuple[str, str | None, int]]:
    """Articles by the day of their publication and by language, from that day on, in order."""
    found = connection.execute(
        "SELECT substr(published, 1, 10) AS day, language, count(*) FROM articles WHERE published >= :since"
        " GROUP BY day, language ORDER BY day, count(*) DESC",
        {"since": since.isoformat()},
    )
    return [tuple(row) for row in found]


def _now() -> str:
    return to_text(datetime.now(UTC))
