"""Archives for tests, copied from one that is made once in a process: to make all tables anew takes 70 ms each time.

What is tested of the making itself (tests/store/db) makes its own.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from click.testing import CliRunner

from store import Archive

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"


def empty(path: Path) -> Path:
    """Put an archive without articles at a path; return the path."""
    return _put(_empty(), path)


def with_examples(path: Path) -> Path:
    """Put an archive there into which the example articles were imported; return the path."""
    return _put(_with_examples(), path)


@contextmanager
def passing() -> Iterator[Archive]:
    """An archive without articles that is gone afterwards, for each example of a property."""
    with tempfile.TemporaryDirectory() as folder, Archive(empty(Path(folder) / "news.db")) as archive:
        yield archive


def _put(content: bytes, path: Path) -> Path:
    path.touch(0o600)  # as an archive is made: for its owner alone
    path.write_bytes(content)
    return path


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        Archive(path).close()
        return path.read_bytes()


@cache
def _with_examples() -> bytes:
    from ingest.cli import main

    with tempfile.TemporaryDirectory() as folder:
        path = empty(Path(folder) / "news.db")
        done = CliRunner().invoke(main, ["--db", str(path), "import", str(EXAMPLES)])
        assert done.exit_code == 0, done.output
        return path.read_bytes()
