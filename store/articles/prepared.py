"""Deposits with their rows worked out, before the database is asked: all that costs time.

Compression, stems and hashes are done here, in whatever process, so that ``write.place`` holds the
write lock for a moment only.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime

from store.db.errors import Unstorable

from . import rows
from .keys import Weighed, weigh
from .moments import to_moment, to_text
from .rows import Row
from .types import Alternate, Article, Deposit, History, Sighting

_ID_HASH_BITS = 20
_LATEST_SECOND = (1 << 33) - 1  # the year 2242; keeps ids below 2^53, exact in JSON


@dataclass(frozen=True, slots=True)
class Prepared:
    """A deposit with its rows worked out, ready to be written."""

    url: str
    article: Row
    capture: Row | None
    sightings: tuple[Sighting, ...]
    second: int  # of the article's own time, for the id
    found: str | None = None  # as in a Deposit
    aliases: tuple[str, ...] = ()
    keys: Weighed | None = None  # what it is about, to find its counterparts and copies; None: not worked out
    alternates: tuple[Alternate, ...] = ()  # as in a Deposit
    replaces: str | None = None  # content_hash of a text of which this is a better reading: it makes no revision
    history: History | None = None  # as in a Deposit, but its captures and revisits
    captures: tuple[Row, ...] = ()  # those of the history
    revisits: tuple[Row, ...] = ()

    @property
    def live(self) -> bool:
        """Whether this came over the network or from a program, not from a stored file or another archive.

        Only then does an old text that comes back mean that the newsroom went back to it.
        """
        return self.history is None and (self.capture is None or self.capture["status"] is not None)

    @property
    def language(self) -> str | None:
        """ISO 639-1 code of the article; None when no language could be told."""
        return None if self.article["language"] is None else str(self.article["language"])

    @property
    def no_language_why(self) -> str | None:
        """Why it has none; None when it has one."""
        notes = json.loads(self.article["notes"] or "{}")
        return notes.get("language") if self.language is None else None

    @property
    def unread_date(self) -> str | None:
        """What was said of its date, which is none; None when there was nothing, or a date."""
        notes = self.article["notes"]
        return json.loads(notes).get("published") if notes and self.article["published"] is None else None

    @property
    def published(self) -> datetime | None:
        """When the article was published, in UTC; None when it has no date."""
        return to_moment(self.article["published"]) if self.article["published"] else None

    @property
    def day(self) -> date | None:
        """On which day of the outlet's calendar; None when it has no date."""
        return date.fromisoformat(self.article["day"]) if self.article["day"] else None


def prepare(deposit: Deposit, now: datetime, *, links: bool = True) -> Prepared:
    """Return the deposit with its rows worked out; no database is asked, so it can be done in another process.

    ``now`` is when it arrived. Without ``links`` it is not worked out what it is about, which only linking needs.
    Raises Unstorable when the article holds a lone surrogate, ValueError when one of its times is naive.
    """
    try:
        return _prepare(deposit, now, links=links)
    except UnicodeEncodeError as error:  # a lone surrogate
        raise Unstorable("storing", deposit.article.url, str(error)) from error


def with_hidden(prepared: Prepared, text: str) -> Prepared:
    """Return the same with a text in which stands what its page hides, and the note that says so. Raises nothing."""
    row = prepared.article
    article = Article(url=prepared.url, title=row["title"], text=text)
    notes = json.loads(row["notes"] or "{}") | {"hidden": "a part of the text is kept from the version before"}
    changed = row | {
        "text": text, "words": article.words, "content_hash": article.content_hash,
        "notes": json.dumps(notes, ensure_ascii=False),
    }  # fmt: skip
    changed["stems"] = rows.stems_of(changed)
    keys = None if prepared.keys is None else weigh(article.title, text, row["language"])
    return replace(prepared, article=changed, keys=keys)


def _prepare(deposit: Deposit, now: datetime, *, links: bool) -> Prepared:
    history = deposit.history or History(first_seen=now, last_seen=now)
    article = rows.from_article(deposit.article) | {
        "first_seen": to_text(history.first_seen),
        "last_seen": to_text(history.last_seen),
    }
    article["stems"] = rows.stems_of(article)
    return Prepared(
        url=deposit.article.url,
        article=article,
        capture=None if deposit.capture is None else rows.from_capture(deposit.capture),
        sightings=deposit.sightings,
        second=_second(article["published"], history.first_seen),
        found=deposit.found,
        aliases=deposit.aliases,
        alternates=deposit.alternates,
        keys=weigh(deposit.article.title, deposit.article.text, deposit.article.language) if links else None,
        history=deposit.history and replace(deposit.history, captures=(), revisits=()),
        captures=tuple(map(rows.from_capture, history.captures)),
        revisits=tuple(map(rows.from_revisit, history.revisits)),
    )


def first_id(url: str, second: int) -> int:
    """Return ``second << 20 | 20 bits of the address's hash``: newest first is highest id first.

    Raises UnicodeEncodeError when the address holds a lone surrogate.
    """
    digest = hashlib.blake2b(url.encode(), digest_size=4).digest()
    return second << _ID_HASH_BITS | int.from_bytes(digest) >> (32 - _ID_HASH_BITS)


def _second(published: str | None, now: datetime) -> int:
    """The second since 1970 that orders the article; a future date counts as now."""
    moment = now if published is None else min(to_moment(published), now)
    return min(max(int(moment.timestamp()), 0), _LATEST_SECOND)
