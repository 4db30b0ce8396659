"""How much of an article was changed from one version to the next: worked out once, when it is noticed.

It is kept beside the version that was replaced. Triggers take it away where one of the two texts is changed later,
which is not the rule, and the next write works it out anew. Until then, and of what an earlier archive has, it is
worked out when it is asked for.
"""

import json
import sqlite3
from dataclasses import asdict, dataclass
from enum import StrEnum

from . import rows

_MOST = 50  # of those that are not worked out yet, after a write
# A version and the one after it: the next revision, or the article as it is now. CROSS keeps the versions in front,
# so that the latest ones are read without a look at the others.
PAIRS = """
SELECT a.id, a.url, a.site, a.domain, a.language, a.published, r.revision_id AS revision, r.seen, r.replaced,
  r.title AS old_title, r.text AS old_text, r.change, r.words_out, r.words_in,
  (SELECT count(*) FROM revisions e WHERE e.article_id = r.article_id AND e.revision_id <= r.revision_id) AS version,
  CASE WHEN n.revision_id IS NULL THEN a.title ELSE n.title END AS title,
  CASE WHEN n.revision_id IS NULL THEN a.text ELSE n.text END AS text
FROM revisions r CROSS JOIN articles a ON a.id = r.article_id
LEFT JOIN revisions n ON n.revision_id =
  (SELECT min(revision_id) FROM revisions later
    WHERE later.article_id = r.article_id AND later.revision_id > r.revision_id)
"""
_UNKNOWN = (
    f"{PAIRS} WHERE r.revision_id IN"
    " (SELECT revision_id FROM revisions WHERE change IS NULL ORDER BY revision_id DESC LIMIT :most)"
)
_OF_ARTICLES = f"{PAIRS} WHERE r.article_id IN (SELECT value FROM json_each(:ids)) AND r.change <> 'none'"


class Kind(StrEnum):
    """What was changed: the headline, only the text, or nothing but white space and lines that are the outlet's own."""

    HEADLINE = "headline"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Amount:
    """How much was changed."""

    kind: Kind
    removed: int  # words of the text
    added: int


def load(connection: sqlite3.Connection, row: sqlite3.Row) -> Amount:
    """Return the amount of a row of PAIRS, worked out where it is not known yet. Raises sqlite3.Error, BadRow."""
    return _worked_out(connection, row)[0] if row["change"] is None else _kept(row)


@rows.checked
def _kept(row: sqlite3.Row) -> Amount:
    return Amount(Kind(row["change"]), int(row["words_out"]), int(row["words_in"]))


def write(connection: sqlite3.Connection) -> None:
    """Write the latest amounts that are not known, inside the caller's transaction.

    A line is known to be the outlet's own when three articles have it: theirs are worked out once more.
    Returns None, raises sqlite3.Error.
    """
    elsewhere = set[int]()
    for row in connection.execute(_UNKNOWN, {"most": _MOST}).fetchall():
        elsewhere |= _write(connection, row)
    if elsewhere:
        for row in connection.execute(_OF_ARTICLES, {"ids": json.dumps([*elsewhere])}).fetchall():
            _write(connection, row)


def _write(connection: sqlite3.Connection, row: sqlite3.Row) -> frozenset[int]:
    amount, elsewhere = _worked_out(connection, row)
    connection.execute(
        "UPDATE revisions SET change = :kind, words_out = :removed, words_in = :added WHERE revision_id = :revision",
        asdict(amount) | {"revision": row["revision"]},
    )
    return elsewhere


def _worked_out(connection: sqlite3.Connection, row: sqlite3.Row) -> tuple[Amount, frozenset[int]]:
    """The amount, and the other articles that told of lines that they are the outlet's own."""
    from . import diff, repeated

    own = repeated.without(connection, row["id"], row["domain"], row["old_text"], row["text"])
    found = diff.compare(row["old_title"], own.before, row["title"], own.after)
    kind = Kind.HEADLINE if found.has_new_title else Kind.NONE if found.is_empty else Kind.TEXT
    return Amount(kind, found.removed, found.added), own.elsewhere
