"""Articles to put into an archive, and a look at its index."""

import sqlite3

from store import Archive, Article, Deposit


def put_some(archive: Archive) -> None:
    archive.put_all(
        [
            Deposit(article=Article(url="1", title="Rudal jatuh di ladang", text="Petani kaget.", published=None)),
            Deposit(article=Article(url="2", title="Missile tested", text="Sebuah rudal diuji.", language="id")),
            Deposit(article=Article(url="3", title="Panen garam", text="Petambak senang.", language="id")),
        ]
    )


def check_index(connection: sqlite3.Connection) -> None:
    """Raises when an index and its texts say different things."""
    for name in ("articles_fts", "redated_fts", "revisions_fts"):
        connection.execute(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")
