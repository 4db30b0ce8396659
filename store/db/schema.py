"""Which version of the tables a file has: checked when it is opened, brought up to date when it may be written."""

import sqlite3
from contextlib import closing
from pathlib import Path

from . import migrations, sqlite, triggers, views
from .errors import NewerArchive, NotAnArchive, OlderArchive

_SET = "warta"  # of the steps, in the table of sqlite-utils
APPLICATION_ID = 0x57415254  # "WART", so that file(1) and other programs can tell


def migrate(connection: sqlite3.Connection, path: Path, *, is_told: bool = True) -> None:
    """Bring the open file at ``path`` up to ``migrations.VERSION``, all or nothing; at that version it writes nothing.

    A new file becomes an archive; one made by ``.dump`` gets back the marks that such a copy loses, and where another
    program dropped triggers they are made again, and the indexes with them. What is done to an earlier archive is
    logged as warnings, which without further ado are lines on standard error; of steps that is not told where
    ``is_told`` is False. Raises NotAnArchive or NewerArchive as ``check`` does, and sqlite3.Error.
    """
    check(connection, path, is_migrated_next=True)
    sqlite.prepare_writer(connection)
    if _header(connection) == (APPLICATION_ID, migrations.VERSION):
        if triggers.missing(connection):
            _restore_triggers(connection, path)
        return
    with sqlite.transaction(connection):
        # Another process may have migrated while this one waited for the lock.
        version = _marks(connection)[1]
        if version < migrations.VERSION:
            _apply(connection, path, is_told=is_told and version > 0)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {migrations.VERSION}")


def _restore_triggers(connection: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(sqlite.IN_MEMORY, isolation_level=None)) as fresh, sqlite.transaction(connection):
        migrate(fresh, Path(sqlite.IN_MEMORY))
        if triggers.missing(connection) and triggers.restore(connection, fresh):
            _say(f"{path}: another program dropped triggers; they and the indexes were made again")


def check(connection: sqlite3.Connection, path: Path, *, is_migrated_next: bool = False) -> None:
    """Return None when the open file is an archive that this version can read, or can migrate; else raise.

    Raises NotAnArchive when it was not made by warta, NewerArchive when its version is later than
    ``migrations.VERSION``, OlderArchive when it is earlier and ``is_migrated_next`` is False, and sqlite3.Error.
    """
    application, version = _marks(connection)
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


def is_current(connection: sqlite3.Connection) -> bool:
    """Return whether an open archive has the tables of ``migrations.VERSION``. Raises sqlite3.Error."""
    return _marks(connection) == (APPLICATION_ID, migrations.VERSION)


def _header(connection: sqlite3.Connection) -> tuple[int, int]:
    """The marks in the file's header: whose it is, and its version."""
    return connection.execute("PRAGMA application_id").fetchone()[0], sqlite.user_version(connection)


def _marks(connection: sqlite3.Connection) -> tuple[int, int]:
    """The marks in the header; where those are lost, as in a copy made by ``.dump``, what the table of steps says."""
    marks = _header(connection)
    if (
        marks != (0, 0)
        or not connection.execute(
            "SELECT 1 FROM sqlite_schema WHERE name = '_sqlite_migrations' AND type = 'table'"
        ).fetchone()
    ):
        return marks
    done = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY name", (_SET,)
        )
    ]
    return (APPLICATION_ID, len(done)) if done[:1] == [migrations.STEPS[0].name] else marks


def _apply(connection: sqlite3.Connection, path: Path, *, is_told: bool) -> None:
    from sqlite_utils import Database, Migrations  # a tenth of a second that reading can do without

    steps = Migrations(_SET)
    for number, step in enumerate(migrations.STEPS, 1):

        @steps(name=step.name)
        def apply(database: Database, step: migrations.Step = step, number: int = number) -> None:
            if is_told:
                _say(f"{path}: bringing it up to date, step {number} of {migrations.VERSION} ({step.name[5:]})")
            database.executescript(step.script)
            if step.fill:
                step.fill(database.conn)

    database = Database(connection)
    database.executescript(views.DROP)
    steps.apply(database)
    database.executescript(views.CREATE)


def _say(line: str) -> None:
    import logging  # which reading can do without

    logging.getLogger(__name__).warning("warta: %s", line)
