"""What commands print, and how they end."""

import math
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from . import signals, standard_streams
from .render import terminal, wrap

if TYPE_CHECKING:
    from store import Archive

# In JSON and XML the other control characters are escaped, or not there, already.
_OBEYED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@contextmanager
def reading(db: Path) -> Iterator["Archive"]:
    """The archive, opened so that nothing can be changed."""
    from store import Archive

    with Archive(db, readonly=True) as archive:
        yield archive


def print_json(records: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line."""
    for record in records:
        click.echo(to_json(record))


def to_json(record: Mapping[str, Any]) -> str:
    """One line of JSON; what JSON may hold but a terminal would obey is escaped, and no number is infinite."""
    import json

    text = json.dumps(_finite(record), ensure_ascii=False, default=_as_json, allow_nan=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def print_xml(document: str) -> None:
    """An XML document, whose own markup is ASCII, with such characters escaped likewise."""
    click.echo(_OBEYED.sub(lambda found: f"&#{ord(found[0])};", document))


def _finite(record: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON.stringify has it: JSON knows no infinity."""
    return {name: None if isinstance(value, float) and math.isinf(value) else value for name, value in record.items()}


def _as_json(value: object) -> str:
    if isinstance(value, datetime):
        from store.articles.moments import to_text

        return to_text(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def in_colour() -> bool:
    """Whether results are printed in colour: on a terminal, unless colours are not wanted."""
    return sys.stdout.isatty() and click.get_current_context().color is not False


def show(text: str, *, indent: int = 2) -> None:
    """Print an answer; on a terminal its lines break between words."""
    click.echo(wrap.paragraphs(text, wrap.width(1), indent=indent))


def say(line: str) -> None:
    """Print what came of a run; that it cannot be printed changes nothing of that."""
    try:
        click.echo(line)
        sys.stdout.flush()
    except BrokenPipeError:
        standard_streams.drop_output()
    except standard_streams.OutputFailed as error:
        standard_streams.drop_output()
        complain(f"writing to standard output: {error}; what was printed is lost, the run is not")


def complain(line: str) -> None:
    """Print one line on stderr."""
    click.echo(wrap.wrapped(f"warta: {terminal.line(line)}", wrap.width(2)), err=True)


def end(line: str, exit_code: int) -> NoReturn:
    """End the process with one line on stderr."""
    complain(line)
    sys.exit(exit_code)


def leave(exit_code: int, *, is_signal: bool) -> NoReturn:
    """End the process after a run; at once when a signal came, for a thread may be waiting for standard input."""
    if is_signal:
        signals.kill_children()
        os._exit(exit_code)
    sys.exit(exit_code)


def check_one(**forms: bool) -> None:
    """Refuse two forms of output at once."""
    if sum(forms.values()) > 1:
        raise click.UsageError(" and ".join(f"--{name}" for name in forms) + " cannot go together")
