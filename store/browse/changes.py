"""What newsrooms changed after publication: each earlier version with the one that came after it."""

import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from store.articles import amounts, diff
from store.articles.amounts import Amount, Kind
from store.articles.diff import Span
from store.articles.moments import to_moment
from store.articles.selection import of_site

Wanted = Literal["all", "headlines", "large"]
_MOST_WORKED_OUT = 60  # for one page, of those whose amount is not known
_IS_WANTED = {
    "all": "r.change <> 'none'",
    "headlines": "r.change = 'headline'",
    "large": "(r.change = 'headline' OR r.words_out + r.words_in >= 5)",  # more than a slip of the pen
}
# The index has all that tells whether a change is wanted.
_WALKED = """
SELECT r.revision_id, r.change IS NULL FROM revisions r INDEXED BY revisions_amounts
CROSS JOIN articles a INDEXED BY articles_facets ON a.id = r.article_id
WHERE r.revision_id < :before AND (r.change IS NULL OR {wanted}) AND {condition} ORDER BY r.revision_id DESC
"""
_OF_AMOUNT = "SELECT 1 FROM (SELECT :kind AS change, :removed AS words_out, :added AS words_in) r WHERE {wanted}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One version of an article that gave way to the next."""

    article_id: int
    number: int  # of the version among the earlier ones, from 0
    until: datetime  # UTC; when the archive first saw the next version; where that is not known, last saw this one
    url: str
    site: str | None
    language: str | None
    published: datetime | None  # UTC
    title: str | None  # of the next version
    new_title: Sequence[Span]  # what became of the headline; empty where it stayed
    removed: int  # words of the text, without lines that are the outlet's own
    added: int


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of changes, the latest first."""

    found: Sequence[Change]
    before: int | None  # where the next page begins; None: there is none


def load(connection: sqlite3.Connection, *, before: int, wanted: Wanted, site: str | None, limit: int) -> Changes:
    """Return a page of the changes before a place; ``site`` as in a search, None: of all.

    Raises sqlite3.Error, BadRow.
    """
    condition = of_site("site") if site else "TRUE"
    sql = _WALKED.format(wanted=_IS_WANTED[wanted], condition=condition)
    found: list[Change] = []
    worked_out = 0
    for revision, is_unknown in connection.execute(sql, {"before": before, "site": site}):
        if len(found) == limit or worked_out == _MOST_WORKED_OUT:
            return Changes(found, before)
        before = revision
        worked_out += is_unknown
        row = connection.execute(f"{amounts.PAIRS} WHERE r.revision_id = ?", (revision,)).fetchone()
        amount = amounts.load(connection, row)
        if not is_unknown or _is_wanted(connection, amount, wanted):
            found.append(_change(row, amount))
    return Changes(found, None)


def _is_wanted(connection: sqlite3.Connection, amount: Amount, wanted: Wanted) -> bool:
    found = connection.execute(_OF_AMOUNT.format(wanted=_IS_WANTED[wanted]), asdict(amount))
    return found.fetchone() is not None


def _change(row: sqlite3.Row, amount: Amount) -> Change:
    is_new = amount.kind is Kind.HEADLINE
    return Change(
        article_id=row["id"], number=row["version"] - 1, until=to_moment(row["replaced"] or row["seen"]),
        url=row["url"], site=row["site"], language=row["language"],
        published=row["published"] and to_moment(row["published"]), title=row["title"],
        new_title=diff.spans(row["old_title"] or "", row["title"] or "") if is_new else (),
        removed=amount.removed, added=amount.added,
    )  # fmt: skip
