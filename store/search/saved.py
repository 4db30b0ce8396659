"""Searches that are saved under a name, and what arrived since each was last asked.

What counts is when an article arrived, whatever its date. Times are to the second, so the articles of the last second
are remembered one by one.
"""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from store.articles.moments import to_moment, to_text
from store.db.errors import BadQuery
from store.db.sqlite import File

from . import hits, places
from .hits import Hit
from .query import parse
from .ranking import arrived
from .window import Window

_NEXT = "`warta searches list` shows those there are"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search that was saved."""

    name: str
    query: str
    language: str | None
    site: str | None
    added: datetime  # UTC
    answered: datetime | None  # the arrival up to which it was answered; None in an archive that was empty then


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What arrived since a search was last asked, earliest first, and where the next answer begins."""

    name: str
    hits: list[Hit]
    answered: str
    answered_ids: str


class Searches:
    """The saved searches of an archive; every method can raise ArchiveBusy, ArchiveDamaged, or another StoreError."""

    def __init__(self, file: File) -> None:
        self._file = file

    def add(self, name: str, query: str, *, language: str | None, site: str | None, now: datetime) -> None:
        """Save a search; one of that name is replaced. What is in the archive already is no news.

        Returns None. Raises BadQuery when the query names no word, ValueError when ``now`` is naive.
        """
        parse(query)
        row = {"name": name, "query": query, "language": language, "site": site, "added": to_text(now)}
        with self._file.writing("saving a search in") as connection:
            answered, ids = _end(connection)
            connection.execute(
                "INSERT OR REPLACE INTO searches (name, query, language, site, added, answered, answered_ids)"
                " VALUES (:name, :query, :language, :site, :added, :answered, :ids)",
                row | {"answered": answered, "ids": ids},
            )

    def every(self) -> list[SavedSearch]:
        """Return all that are saved, by name."""
        with self._file.reading() as connection:
            found = connection.execute("SELECT * FROM searches ORDER BY name").fetchall()
            return [
                SavedSearch(
                    name=row["name"],
                    query=row["query"],
                    language=row["language"],
                    site=row["site"],
                    added=to_moment(row["added"]),
                    answered=to_moment(row["answered"]) if row["answered"] else None,
                )
                for row in found
            ]

    def remove(self, name: str) -> bool:
        """Forget a search; return whether there was one of that name."""
        with self._file.writing("removing a search from") as connection:
            return connection.execute("DELETE FROM searches WHERE name = :name", {"name": name}).rowcount > 0

    def news(self, name: str) -> News:
        """Return what arrived since a search was last answered; it counts as answered after ``answer``.

        Raises BadQuery when there is none of that name.
        """
        with self._file.reading() as connection:
            row = _row(connection, name)
            answered, ids = _end(connection)
            found = _matching(connection, row, row["answered"], json.loads(row["answered_ids"]))
            return News(name=name, hits=found, answered=answered, answered_ids=ids)

    def latest(self, name: str, limit: int) -> list[Hit]:
        """Return the ``limit`` latest arrivals of a search, latest first, answered or not.

        Raises BadQuery when there is none of that name.
        """
        with self._file.reading() as connection:
            return _matching(connection, _row(connection, name), "", [], limit)[::-1]

    def answer(self, news: News) -> None:
        """Note that news were handed on. Returns None."""
        values = {"name": news.name, "answered": news.answered, "ids": news.answered_ids}
        with self._file.writing("noting an answer in") as connection:
            connection.execute(
                "UPDATE searches SET answered = :answered, answered_ids = :ids WHERE name = :name", values
            )


def _row(connection: sqlite3.Connection, name: str) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute("SELECT * FROM searches WHERE name = :name", {"name": name}).fetchone()
    if row is None:
        raise BadQuery("asking for news of", repr(name), "no search is saved under that name", _NEXT)
    return row


def _matching(
    connection: sqlite3.Connection, row: sqlite3.Row, since: str, without: list[int], limit: int = -1
) -> list[Hit]:
    query, window = parse(row["query"]), Window(language=row["language"], site=row["site"])
    ids = [found for found in arrived(connection, query, window, since=since, limit=limit) if found not in without]
    return hits.shown(connection, places.of(ids), query)


def _end(connection: sqlite3.Connection) -> tuple[str, str]:
    """When the last article arrived, and which did in that second."""
    row = connection.execute(
        "SELECT first_seen, json_group_array(id) FROM articles"
        " WHERE first_seen = (SELECT max(first_seen) FROM articles) GROUP BY first_seen"
    ).fetchone()
    return ("", "[]") if row is None else (row[0], row[1])
