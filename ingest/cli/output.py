"""What commands print, and how they end."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from store import Archive


@contextmanager
def reading(db: Path) -> Iterator["Archive"]:
    """The archive, opened so that nothing can be changed."""
    from store import Archive

    with Archive(db, readonly=True) as archive:
        yield archive


def print_json(records: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line."""
    for record in records:
        click.echo(json.dumps(record, ensure_ascii=False, default=_as_json))


def _as_json(value: object) -> str:
    if isinstance(value, datetime):
        from store.articles.types import to_text

        return to_text(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def end(line: str, exit_code: int) -> NoReturn:
    """End the process with one line on stderr."""
    click.echo(f"warta: {line}", err=True)
    sys.exit(exit_code)


def leave(exit_code: int, *, is_signal: bool) -> NoReturn:
    """End the process after a run; at once when a signal came, for a thread may be waiting for standard input."""
    if is_signal:
        sys.stdout.flush()
        os._exit(exit_code)
    sys.exit(exit_code)


def check_one(**forms: bool) -> None:
    """Refuse two forms of output at once."""
    if sum(forms.values()) > 1:
        raise click.UsageError(" and ".join(f"--{name}" for name in forms) + " cannot go together")
