"""What is set for an archive, by name, in the archive itself.

What a value means is known to who asks for it. The functions take an open connection and raise sqlite3.Error
as it is.
"""

import sqlite3


def load(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what is set, by name. Raises sqlite3.Error."""
    return dict(map(tuple, connection.execute("SELECT name, value FROM settings ORDER BY name")))


def write(connection: sqlite3.Connection, name: str, value: str | None) -> None:
    """Set a value in place of the one before; None: nothing is set any more.

    Returns None. Raises sqlite3.Error, UnicodeEncodeError for a lone surrogate.
    """
    if value is None:
        connection.execute("DELETE FROM settings WHERE name = :name", {"name": name})
        return
    connection.execute(
        "INSERT INTO settings (name, value) VALUES (:name, :value)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
        {"name": name, "value": value},
    )
