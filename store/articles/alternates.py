"""Where the pages of articles say that they are in other languages (``hreflang``).

The functions run inside the caller's transaction and raise sqlite3.Error as it is. Safe to repeat.
"""

import sqlite3
from collections.abc import Sequence

from .types import Alternate


def write(connection: sqlite3.Connection, article_id: int, named: Sequence[Alternate]) -> None:
    """Keep what a page names, in place of what it named before; where it names nothing that stays. Returns None."""
    if not named or {*named} == {*load(connection, article_id)}:
        return
    connection.execute("DELETE FROM alternates WHERE article_id = :id", {"id": article_id})
    connection.executemany(
        "INSERT OR IGNORE INTO alternates (article_id, language, url) VALUES (?, ?, ?)",
        [(article_id, each.language, each.url) for each in named],
    )


def load(connection: sqlite3.Connection, article_id: int) -> list[Alternate]:
    """Return what the page of an article names, by language; none of an unknown id."""
    rows = connection.execute(
        "SELECT language, url FROM alternates WHERE article_id = :id ORDER BY language, url", {"id": article_id}
    )
    return [Alternate(language=row[0], url=row[1]) for row in rows]
