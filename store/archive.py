"""The archive: one SQLite file, opened for writing or for reading only."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from . import ledger
from .articles import rows, write
from .articles.types import ArchivedArticle, Article, Capture, Deposit, Failure, Placed, Revision, Sighting
from .db import readonly_sql as query
from .db import schema, sqlite
from .ledger import Run, Summary, Tally
from .search import query as search
from .search.query import Hit
from .subscriptions.subscriptions import Subscriptions


class Archive:
    """Articles in one SQLite file; works as a context manager.

    ``Archive("news.db")`` opens or creates it. With ``readonly=True`` the file must
    exist and nothing can be changed through it. Every method raises a ``StoreError``
    when the database refuses.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        readonly: bool = False,
        busy_timeout_seconds: float = sqlite.BUSY_TIMEOUT_SECONDS,
    ) -> None:
        self.path = Path(path)
        with sqlite.explained("opening", self.path):
            connect = sqlite.connect_reader if readonly else sqlite.connect_writer
            self._connection = connect(self.path, busy_timeout_seconds=busy_timeout_seconds)
            try:
                (schema.check if readonly else schema.migrate)(self._connection, self.path)
            except BaseException:
                self.close()
                raise
        self._file = sqlite.File(self._connection, self.path)
        self.subscriptions = Subscriptions(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the last one to close it folds the write-ahead log in."""
        self._connection.close()

    # -- putting in

    def put(self, article: Article, *, capture: Capture | None = None, sightings: Iterable[Sighting] = ()) -> Placed:
        """Store an article; an earlier text of the same address becomes a revision."""
        return self.put_all([Deposit(article=article, capture=capture, sightings=tuple(sightings))])[0]

    def put_all(self, arrivals: Sequence[Deposit | write.Prepared]) -> list[Placed]:
        """Store several, all or none, in one transaction; an answer for each, in order.

        Unstorable when one of them cannot be; the others can then be put without it. What
        ``store.prepare`` has worked out before, in whatever process, is only written.
        """
        if not arrivals:
            return []
        now = datetime.now(UTC)
        prepared = [item if isinstance(item, write.Prepared) else write.prepare(item, now) for item in arrivals]
        with self._file.writing("storing articles in"):
            return write.place(self._connection, prepared)

    def note(self, locator: str, name: str, text: str) -> None:
        """Add a note to the article that was seen at an address, for example that it is gone from there."""
        with self._file.writing("noting in"):
            write.note(self._connection, locator, name, text)

    def fail(self, failures: Sequence[Failure], *, run_id: int, captures: Sequence[Capture] = ()) -> None:
        """Write down what could not be stored, and keep the bytes that were received for it."""
        if not failures:
            return
        bodies = [rows.from_capture(capture) for capture in captures]
        with self._file.writing("noting failures in"):
            ledger.add_failures(self._connection, failures, run_id)
            write.write_unread_captures(self._connection, bodies)

    def see(self, seen: Sequence[tuple[int | str, Sighting]]) -> None:
        """Note that articles, by id or by the address of their page, were seen at a place too."""
        if seen:
            with self._file.writing("noting sightings in"):
                write.write_seen(self._connection, seen, datetime.now(UTC))

    def resolve(self, sources: Sequence[str], *, run_id: int) -> None:
        """Mark as resolved what failed of these sources (and inside them) before this run, and not in it."""
        if sources:
            with self._file.writing("noting what is mended in"):
                ledger.resolve(self._connection, sources, run_id)

    def begin_run(self, command: str) -> int:
        """Open an entry in the ledger of runs; gives its id."""
        with self._file.writing("starting a run in"):
            return ledger.begin_run(self._connection, command)

    def end_run(self, run_id: int, tally: Tally, exit_code: int | None) -> None:
        """Close the entry with what came of it; ``exit_code`` None when the run was stopped."""
        with self._file.writing("ending a run in"):
            ledger.end_run(self._connection, run_id, tally, exit_code)

    # -- asking

    def get(self, id_or_url: int | str) -> ArchivedArticle | None:
        """One article by its id, its address, or an address under which it was seen."""
        if isinstance(id_or_url, int) and not 0 <= id_or_url < 1 << 63:
            return None
        with self._file.reading():
            if isinstance(id_or_url, int):
                where = "id = :key"
            else:
                where = (
                    "url = :key OR id = (SELECT article_id FROM sightings"
                    " WHERE locator = :key AND kind IN ('page', 'file', 'jsonl') LIMIT 1)"
                )
            row = self._connection.execute(
                f"SELECT * FROM articles WHERE {where} ORDER BY url = :key DESC LIMIT 1", {"key": id_or_url}
            ).fetchone()
            return None if row is None else rows.to_article(row)

    def holds(self, capture: Capture) -> int | None:
        """The article that was read from exactly these bytes of this address before."""
        with self._file.reading():
            found = self._connection.execute(
                "SELECT article_id FROM captures WHERE url = :url AND sha256 = :sha256 AND article_id IS NOT NULL",
                {"url": capture.url, "sha256": capture.sha256},
            ).fetchone()
            return None if found is None else int(found[0])

    def known_pages(self, urls: Iterable[str]) -> dict[str, datetime]:
        """Those of the addresses that led to a stored article, with when it was last seen."""
        with self._file.reading():
            found = self._connection.execute(
                "WITH asked AS (SELECT value AS url FROM json_each(:urls))"
                " SELECT asked.url, max(a.last_seen) FROM asked"
                " LEFT JOIN sightings s ON s.locator = asked.url AND s.kind IN ('page', 'jsonl')"
                " JOIN articles a ON a.id = s.article_id OR a.url = asked.url GROUP BY asked.url",
                {"urls": json.dumps(list(urls))},
            )
            return {url: rows.to_moment(seen) for url, seen in found}

    def revisions(self, article_id: int) -> list[Revision]:
        """The earlier versions of an article, oldest first."""
        with self._file.reading():
            found = self._connection.execute(
                "SELECT * FROM revisions WHERE article_id = :id ORDER BY rowid", {"id": article_id}
            )
            return [rows.to_revision(row) for row in found]

    def sightings(self, article_id: int) -> list[tuple[Sighting, datetime]]:
        """Where an article was seen, and since when, earliest first."""
        with self._file.reading():
            found = self._connection.execute(
                "SELECT * FROM sightings WHERE article_id = :id ORDER BY seen, rowid", {"id": article_id}
            )
            return [(rows.to_sighting(row), rows.to_moment(row["seen"])) for row in found]

    def captures(self, article_id: int) -> list[Capture]:
        """What was received for an article, oldest first, decompressed."""
        with self._file.reading():
            found = self._connection.execute(
                "SELECT * FROM captures WHERE article_id = :id ORDER BY id", {"id": article_id}
            )
            return [rows.to_capture(row) for row in found]

    def search(
        self,
        text: str,
        *,
        language: str | None = None,
        since: date | None = None,
        until: date | None = None,
        site: str | None = None,
        newest: bool = False,
        limit: int = 10,
    ) -> list[Hit]:
        """The articles that match ``text``, best first or newest first; BadQuery when it is empty.

        ``since`` and ``until`` are days in UTC, both included, or aware datetimes; articles
        without a date are in no window. ``site`` is a host name or the site's own name.
        """
        window = search.Window(language=language, since=since, until=until, site=site)
        with self._file.reading():
            return search.hits(self._connection, text, window, newest=newest, limit=limit)

    def query(self, sql: str) -> query.Table:
        """Run one SQL statement that only reads; BadQuery when it is wrong or would write."""
        return query.run(self.path, sql)

    def fails_already(self, beginning: str, reason: str) -> bool:
        """Whether an item whose locator begins so is among the open failures, for the same reason."""
        with self._file.reading():
            return ledger.is_open(self._connection, beginning, reason)

    def summary(self) -> Summary:
        """What is in the archive: articles by language, open failures by reason."""
        with self._file.reading():
            return ledger.summary(self._connection)

    def runs(self, limit: int = 5) -> list[Run]:
        """The last runs, newest first."""
        with self._file.reading():
            return ledger.runs(self._connection, limit)

    def days(self, since: date) -> list[tuple[str, str | None, int]]:
        """Articles by the day of their publication and by language, from that day on."""
        with self._file.reading():
            return ledger.days(self._connection, since)
