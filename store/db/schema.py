"""Which version of the tables a file has: checked when it is opened, brought up to date when it may be written."""

import sqlite3
from pathlib import Path

from . import migrations, sqlite
from .errors import NewerArchive, NotAnArchive, OlderArchive

APPLICATION_ID = 0x57415254  # "WART", so that file(1) and other programs can tell


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the open file at ``path`` up to ``migrations.VERSION``, all or nothing; at that version it writes nothing.

    A new file becomes an archive. Raises NotAnArchive or NewerArchive as ``check`` does, and sqlite3.Error.
    """
    check(connection, path, is_migrated_next=True)
    sqlite.prepare_writer(connection)
    if sqlite.user_version(connection) == migrations.VERSION:
        return
    with sqlite.transaction(connection):
        # Another process may have migrated while this one waited for the lock.
        if sqlite.user_version(connection) < migrations.VERSION:
            _apply(connection)


def check(connection: sqlite3.Connection, path: Path, *, is_migrated_next: bool = False) -> None:
    """Return None when the open file is an archive that this version can read, or can migrate; else raise.

    Raises NotAnArchive when it was not made by warta, NewerArchive when its version is later than
    ``migrations.VERSION``, OlderArchive when it is earlier and ``is_migrated_next`` is False, and sqlite3.Error.
    """
    version = sqlite.user_version(connection)
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application != APPLICATION_ID and not (empty and is_migrated_next):
        raise NotAnArchive("opening", path, "the database was not made by warta", "give another path with --db")
    if version > migrations.VERSION:
        raise NewerArchive(
            "opening", path, f"it has schema version {version}, this warta knows {migrations.VERSION}", "upgrade warta"
        )
    if version < migrations.VERSION and not is_migrated_next:
        advice = "any command that writes, such as `warta sync`, brings it up to date"
        reason = f"it has schema version {version}, this warta reads {migrations.VERSION}"
        raise OlderArchive("opening", path, reason, advice)


def _apply(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database, Migrations  # a tenth of a second that reading can do without

    steps = Migrations("warta")
    for step in migrations.STEPS:

        @steps(name=step.name)
        def apply(database: Database, step: migrations.Step = step) -> None:
            database.executescript(step.script)
            if step.fill:
                step.fill(database.conn)

    steps.apply(Database(connection))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {migrations.VERSION}")
