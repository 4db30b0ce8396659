"""How far an archive is linked, and by which lexicon. The functions raise sqlite3.Error as it is."""

import sqlite3
from typing import Literal

Name = Literal["until", "lexicon", "batches"]
# "until": articles after this id are not all linked; there is none when all are. "lexicon": the day of the lexicon.
# "batches": how often keys were written.


def load(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what is known, by name."""
    return dict(map(tuple, connection.execute("SELECT name, value FROM link_state")))


def write(connection: sqlite3.Connection, name: Name, value: str | None) -> None:
    """Set a value in place of the one before; None: there is none any more. Returns None."""
    connection.execute(
        "DELETE FROM link_state WHERE name = :name AND value IS NOT :value", {"name": name, "value": value}
    )
    if value is not None:
        connection.execute("INSERT OR IGNORE INTO link_state (name, value) VALUES (?, ?)", (name, value))
