"""Help that fits its terminal, and errors that do."""

import io
from collections.abc import Iterable
from typing import Any

import click

from .render import wrap

_WIDEST = 100  # columns of help; longer lines are hard to follow
_MARGIN = 2
_USUAL, _NARROWEST = 80, 50  # where there is no terminal


class _Formatter(click.HelpFormatter):
    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean; on a narrow terminal the terms take no more than half of it."""
        super().write_dl(rows, min(col_max, max(self.width // 3, 8)), col_spacing)


class Context(click.Context):
    """A context of a command, with help in lines that fit."""

    formatter_class = _Formatter

    def __init__(self, command: click.Command, **settings: Any) -> None:
        super().__init__(command, **{"help_option_names": ["-h", "--help"]} | settings)


class OfQuery(click.Command):
    """A command of whose query -word is a part: no letter of it is an option, but ``-h`` alone asks for help."""

    def __init__(self, *given: Any, **settings: Any) -> None:
        query = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
        super().__init__(*given, **settings | {"context_settings": query})

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Parse the words."""
        return super().parse_args(context, ["--help" if word == "-h" else word for word in args])


def settings() -> dict[str, Any]:
    """What a context is made with so that its help fits the terminal.

    Without one it is as wide as click has it, which would load a module of 3 ms to find that out.
    """
    columns = wrap.width(1)
    width = min(columns or wrap.said() or _USUAL, _WIDEST) - _MARGIN
    return {"terminal_width": width if columns else max(width, _NARROWEST)}


def prepare(command: click.Command) -> None:
    """Have a command, and those below it, show help that fits. Returns None."""
    command.context_class = Context
    if isinstance(command, click.Group):
        for below in command.commands.values():
            prepare(below)


def show(error: click.ClickException) -> None:
    """Print what was wrong with the words on standard error, in lines that fit. Returns None."""
    written = io.StringIO()
    error.show(file=written)
    if isinstance(error, click.NoSuchOption) and error.option_name == "--db":
        written.write("It stands before the command: warta --db FILE COMMAND ...\n")
    columns = wrap.width(2)
    for line in written.getvalue().splitlines():
        click.echo(wrap.wrapped(line, columns), err=True)
