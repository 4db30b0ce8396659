"""A folder of Parquet files, one for each piece of work, filled without an archive.

Each file has the columns of an export and the rows that its articles would have in a new archive. Beside them,
where readers of Parquet do not look (``_tasks``, ``_manifest.json``), is written down what came of each piece.
"""

import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from store.articles.prepared import Prepared, first_id
from store.db import schema, sqlite
from store.db.errors import ExportFailed

from . import destination, parquet, records

MANIFEST = "_manifest.json"
_TASKS = "_tasks"
Facts = dict[str, Any]  # what is written down of a piece of work, as JSON


class Shards:
    """The folder. Only what is complete and on the disk has its name in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(os.path.abspath(folder))

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Return a context in which nobody else fills the folder, which is made when absent.

        Raises ExportBusy when somebody does, ExportFailed when it holds other things or cannot be made.
        """
        parquet.arrow()  # before anything is made
        with ExitStack() as held:
            with destination.explained(self.folder):
                self._make()
                held.enter_context(destination.locked(self.folder))
                for left in (*self.folder.glob(".*.part"), *(self.folder / _TASKS).glob(".*.part")):
                    destination.remove_left(left)
            yield

    def _make(self) -> None:
        """Make the folder, which holds nothing else."""
        self.folder.mkdir(parents=True, exist_ok=True)
        tasks = self.folder / _TASKS
        if not tasks.is_dir() and any(self.folder.iterdir()):
            reason = "it is there, and is no folder of shards"
            raise ExportFailed("extracting to", self.folder, reason, "give it another name")
        tasks.mkdir(exist_ok=True)

    def done(self) -> Iterator[tuple[str, Facts]]:
        """Yield the name of each piece of work that is complete, with what is written down of it.

        Raises ExportFailed.
        """
        with destination.explained(self.folder):
            for path in sorted((self.folder / _TASKS).glob("*.json")):
                with suppress(ValueError):  # it was damaged since: the piece is done again
                    facts = json.loads(path.read_bytes())
                    if isinstance(facts, dict) and self._shard(path.stem).exists():
                        yield path.stem, facts

    @contextmanager
    def writing(self, name: str) -> Iterator[Callable[[Prepared], None]]:
        """Return a context with what takes the articles of a shard, which is there when all of it is written.

        Raises ExportFailed.
        """
        types = columns()
        with (
            destination.whole(self._shard(name), self._mode) as output,
            closing(parquet.Files(types, ())) as files,
        ):
            files.open((), output)
            yield lambda prepared: files.add((), record(prepared, types))

    def note(self, name: str, facts: Facts) -> None:
        """Write down what came of a piece of work, which is done as soon as its shard is there too.

        Returns None; raises ExportFailed.
        """
        _write(self.folder / _TASKS / f"{name}.json", facts, self._mode)

    def forget(self, name: str) -> None:
        """Take a piece of work out, whose source is another now. Returns None; raises ExportFailed."""
        with destination.explained(self.folder):
            self._shard(name).unlink(missing_ok=True)
            (self.folder / _TASKS / f"{name}.json").unlink(missing_ok=True)

    def describe(self, facts: Facts) -> None:
        """Write the manifest, in place of the one before. Returns None; raises ExportFailed."""
        _write(self.folder / MANIFEST, facts, self._mode)

    def _shard(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"

    @property
    def _mode(self) -> int:
        """Who may look into the folder may read its files."""
        return stat.S_IMODE(self.folder.stat().st_mode) & 0o666


@cache
def columns() -> dict[str, str]:
    """Return the columns of an export from a new archive, with what SQLite calls their types.

    Raises StoreError.
    """
    memory = Path(sqlite.IN_MEMORY)
    with sqlite.explained("opening", memory), closing(sqlite.connect_writer(memory, busy_timeout_seconds=1)) as new:
        schema.migrate(new, memory)
        return parquet.columns(new, records.columns(new))


def record(prepared: Prepared, names: Mapping[str, str]) -> records.Record:
    """Return the row that an article would have in a new archive. Raises nothing."""
    row = prepared.article | {"id": first_id(prepared.url, prepared.second)}
    return {name: records.value(name, row.get(name)) for name in names}


def _write(path: Path, facts: Facts, mode: int) -> None:
    with destination.whole(path, mode) as output:
        output.write(json.dumps(facts, ensure_ascii=False, indent=1).encode())
