"""The ledger: every run, and every item that could not be stored.

The functions here take an open connection and raise sqlite3.Error as it is: the caller's ``File`` holds
the transaction and turns the error into a StoreError.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime

from .articles.moments import to_moment, to_text
from .articles.rows import checked
from .articles.types import Failure, Outcome


@dataclass(slots=True)
class Tally:
    """How many articles were added, changed and the same, and how many items failed."""

    outcomes: dict[Outcome, int] = field(
        default_factory=lambda: dict.fromkeys((Outcome.ADDED, Outcome.CHANGED, Outcome.SAME), 0)
    )
    failed: int = 0

    @property
    def stored(self) -> int:
        """Articles that are in the archive after the run, whatever it did to them."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a command; times in UTC, to the second."""

    id: int
    command: str
    started: datetime
    finished: datetime | None  # None while it runs, or when it was killed
    added: int
    changed: int
    same: int
    failed: int
    exit_code: int | None  # None while it runs, or when it was stopped
    ended: str | None = None  # "finished", "stopped", "killed"; None while it runs, or when that cannot be told
    counted: datetime | None = None  # when the counts were last written; None before anything came


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureCount:
    """How many items could not be stored for one reason, and still are not."""

    stage: str  # "read", "fetch", "parse", "extract", "store"
    reason: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFailure:
    """An item that could not be stored, and still is not; times in UTC, to the second."""

    locator: str  # the address or path of the item
    stage: str  # "read", "fetch", "parse", "extract", "store"
    reason: str  # for a person
    code: str | None  # for programs; None in rows that an early version wrote
    since: datetime  # when it first failed, of the failures without a success between them
    seen: datetime  # when it last failed
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """How many articles were published on one day in one language."""

    day: date  # of the outlets' own calendars
    language: str | None  # ISO 639-1; None: no language could be told
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is in an archive."""

    articles: int
    by_language: Mapping[str | None, int]  # most first; None: no language could be told
    earliest: datetime | None  # of the dates of publication, in UTC; None when no article has one
    latest: datetime | None
    first_day: date | None  # of publication, in the outlets' own calendars
    last_day: date | None
    by_domain: Mapping[str | None, int]  # articles of an outlet, all its hosts together, most first; None: of no host
    undated: int
    revisions: int
    failures: list[FailureCount]  # those still open, most items first


def begin_run(connection: sqlite3.Connection, command: str) -> int:
    """Open an entry for a run of ``command`` and return its id. Raises sqlite3.Error."""
    cursor = connection.execute(
        "INSERT INTO runs (command, started) VALUES (:command, :now)", {"command": command, "now": _now()}
    )
    return int(cursor.lastrowid or 0)


def count(connection: sqlite3.Connection, run_id: int | None, outcomes: Mapping[Outcome, int], failed: int = 0) -> None:
    """Add to the figures of a run that goes on; of none nothing changes. Returns None, raises sqlite3.Error."""
    figures = {str(outcome): outcomes.get(outcome, 0) for outcome in (Outcome.ADDED, Outcome.CHANGED, Outcome.SAME)}
    if run_id is not None and (failed or any(figures.values())):
        connection.execute(
            "UPDATE runs SET added = added + :added, changed = changed + :changed, same = same + :same,"
            " failed = failed + :failed, counted = :now WHERE id = :id AND ended IS NULL",
            figures | {"failed": failed, "now": _now(), "id": run_id},
        )


def end_run(connection: sqlite3.Connection, run_id: int, tally: Tally, exit_code: int | None) -> None:
    """Close an entry with its figures; an unknown id changes nothing. Returns None, raises sqlite3.Error."""
    connection.execute(
        "UPDATE runs SET finished = :now, added = :added, changed = :changed, same = :same,"
        " failed = :failed, exit_code = :exit_code, counted = :now, ended = :ended WHERE id = :id",
        {str(outcome): count for outcome, count in tally.outcomes.items()}
        | {"now": _now(), "failed": tally.failed, "exit_code": exit_code, "id": run_id}
        | {"ended": "stopped" if exit_code is None else "finished"},
    )


def unended(connection: sqlite3.Connection) -> list[Run]:
    """Return the runs that go on as far as the ledger knows, oldest first. Raises sqlite3.Error."""
    return [*map(_run, connection.execute("SELECT * FROM runs WHERE ended IS NULL ORDER BY id"))]


def mark_killed(connection: sqlite3.Connection, killed: Sequence[Run]) -> None:
    """Write down that runs ended without an end. Returns None, raises sqlite3.Error."""
    connection.executemany(
        "UPDATE runs SET ended = 'killed' WHERE id = ? AND ended IS NULL", [(run.id,) for run in killed]
    )


def add_failures(connection: sqlite3.Connection, failures: Sequence[Failure], run_id: int) -> None:
    """Write one row an item and stage; the same failure again raises its count and is open again.

    Returns None. Raises sqlite3.Error, also when there is no such run.
    """
    connection.executemany(
        "INSERT INTO failures (run_id, locator, stage, reason, code, seen, since)"
        " VALUES (:run, :locator, :stage, :reason, :code, :now, :now)"
        " ON CONFLICT (locator, stage) DO UPDATE SET run_id = excluded.run_id, reason = excluded.reason,"
        " code = excluded.code, seen = excluded.seen, times = times + 1, resolved = NULL,"
        " since = CASE WHEN resolved IS NULL THEN since ELSE excluded.since END",
        [
            {
                "run": run_id, "locator": item.locator, "stage": item.stage, "reason": item.reason,
                "code": item.code, "now": _now(),
            }
            for item in failures
        ],
    )  # fmt: skip


# Where in a file or list something failed; a name may hold a comma too, and then it is another file.
_PLACES = json.dumps(
    [
        *(f"{part} [0-9]*" for part in ("line", "record", "row", "offset", "article", "page")),
        *("after line [0-9]*", "after record [0-9]*", "after row [0-9]*", "a page of article [0-9]*"),
        *("the list of articles*", "the index of articles", "what was deleted for good"),
    ]
)


def resolve(connection: sqlite3.Connection, sources: Sequence[str], run_id: int) -> None:
    """Resolve the open failures of earlier runs whose locator is a source or lies inside it.

    Inside is what begins with the source and ``/``, or with the source and a place in it, as ``, line 7``. Returns
    None, raises sqlite3.Error.
    """
    connection.execute(
        "UPDATE failures SET resolved = :now WHERE resolved IS NULL AND run_id <> :run AND EXISTS ("
        " SELECT 1 FROM json_each(:sources) AS source WHERE locator = source.value"
        " OR substr(locator, 1, length(source.value) + 1) = source.value || '/'"
        " OR (substr(locator, 1, length(source.value) + 2) = source.value || ', ' AND EXISTS ("
        "  SELECT 1 FROM json_each(:places) AS place"
        "  WHERE substr(locator, length(source.value) + 3) GLOB place.value)))",
        {"now": _now(), "run": run_id, "sources": json.dumps(list(sources)), "places": _PLACES},
    )


def resolve_items(connection: sqlite3.Connection, locators: Sequence[str]) -> None:
    """Resolve the open failures of exactly these items. Returns None, raises sqlite3.Error."""
    connection.execute(
        "UPDATE failures SET resolved = :now"
        " WHERE resolved IS NULL AND locator IN (SELECT value FROM json_each(:locators))",
        {"now": _now(), "locators": json.dumps(list(locators))},
    )


def open_failures(connection: sqlite3.Connection) -> list[OpenFailure]:
    """Return what could not be stored and still is not, the latest first. Raises sqlite3.Error."""
    found = connection.execute(
        "SELECT locator, stage, reason, code, coalesce(since, seen) AS since, seen, times FROM failures"
        " WHERE resolved IS NULL ORDER BY since DESC, locator, stage"
    )
    return [OpenFailure(**dict(row) | {name: to_moment(row[name]) for name in ("since", "seen")}) for row in found]


def clear(connection: sqlite3.Connection) -> int:
    """Mark all open failures as resolved; return how many there were. Raises sqlite3.Error."""
    return connection.execute("UPDATE failures SET resolved = :now WHERE resolved IS NULL", {"now": _now()}).rowcount


def is_open(connection: sqlite3.Connection, beginning: str, code: str) -> bool:
    """Return whether an item whose locator begins so has an open failure of this kind. Raises sqlite3.Error."""
    # A range in place of LIKE: it is found through the index on locator and stage.
    return bool(
        connection.execute(
            "SELECT 1 FROM failures WHERE locator >= :beginning AND locator < :beginning || char(0x10ffff)"
            " AND code = :code AND resolved IS NULL LIMIT 1",
            {"beginning": beginning, "code": code},
        ).fetchone()
    )


def runs(connection: sqlite3.Connection, limit: int) -> list[Run]:
    """Return the last ``limit`` runs, newest first. Raises sqlite3.Error."""
    found = connection.execute("SELECT * FROM runs ORDER BY id DESC LIMIT :limit", {"limit": limit})
    return [*map(_run, found)]


@checked
def _run(row: sqlite3.Row) -> Run:
    times = {name: row[name] and to_moment(row[name]) for name in ("started", "finished", "counted")}
    return Run(**{each.name: row[each.name] for each in fields(Run)} | times)  # other programs may have added columns


def summary(connection: sqlite3.Connection) -> Summary:
    """Return the counts of what is there. Raises sqlite3.Error."""
    articles, earliest, latest, undated = connection.execute(
        "SELECT count(*), min(published), max(published), count(*) - count(published) FROM articles"
    ).fetchone()
    languages = connection.execute("SELECT language, count(*) FROM articles GROUP BY language ORDER BY count(*) DESC")
    domains = connection.execute("SELECT domain, count(*) FROM articles GROUP BY domain ORDER BY count(*) DESC, domain")
    first_day, last_day = _span(connection)
    failures = connection.execute(
        "SELECT stage, reason, count(*) AS items FROM failures WHERE resolved IS NULL"
        " GROUP BY stage, reason ORDER BY count(*) DESC, stage, reason"
    )
    return Summary(
        articles=articles,
        by_language=dict(languages.fetchall()),
        earliest=earliest and to_moment(earliest),
        latest=latest and to_moment(latest),
        first_day=first_day,
        last_day=last_day,
        by_domain=dict(domains.fetchall()),
        undated=undated,
        revisions=connection.execute("SELECT count(*) FROM revisions").fetchone()[0],
        failures=[FailureCount(**dict(row)) for row in failures],
    )


def days(connection: sqlite3.Connection, since: date) -> list[DayCount]:
    """Return articles by the day of their publication, as their outlets count, and by language, from ``since`` on.

    Days in order, within a day the language with most articles first; a day without articles is not
    there. Raises sqlite3.Error.
    """
    found = connection.execute(
        "SELECT day, language, count(*) AS articles FROM (SELECT day, language FROM articles WHERE day >= :since"
        " UNION ALL SELECT date(published), language FROM articles WHERE day IS NULL AND published >= :since)"
        " GROUP BY day, language ORDER BY day, count(*) DESC",
        {"since": since.isoformat()},
    )
    return [_day_count(row) for row in found]


def _span(connection: sqlite3.Connection) -> tuple[date | None, date | None]:
    """The first and the last day; one that waits to be read again has that of UTC."""
    first, last = connection.execute(
        "SELECT min(day), max(day) FROM (SELECT min(day) AS day FROM articles UNION ALL SELECT max(day) FROM articles"
        " UNION ALL SELECT date(published) FROM articles WHERE day IS NULL)"
    ).fetchone()
    return first and date.fromisoformat(first), last and date.fromisoformat(last)


@checked
def _day_count(row: sqlite3.Row) -> DayCount:
    return DayCount(day=date.fromisoformat(row["day"]), language=row["language"], articles=row["articles"])


def _now() -> str:
    return to_text(datetime.now(UTC))
