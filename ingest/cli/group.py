"""The command above all commands: its options, and errors as words and exit codes."""

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import click
from click.core import ParameterSource

from . import helping
from .beginning import begin
from .options import World
from .output import end
from .standard_streams import OutputFailed, drop_output

_WITHOUT_SETTINGS = ("help", "setup", "settings")  # which reads them itself
_AROUND = 6  # columns around a name in a list
_NO_ARCHIVE, _IO_ERROR, _SETTINGS = 73, 74, 78  # EX_CANTCREAT, EX_IOERR and EX_CONFIG of sysexits.h


class _Commands(click.Group):
    """Commands whose errors end in one line and the exit code that the error owns."""

    context_class = helping.Context
    beginnings: Mapping[str, str] = {}  # of the help of each command

    def __call__(self, *words: Any, **settings: Any) -> Any:
        """Run as a program: with streams that may break, and with signals heard."""
        begin()
        return super().__call__(*words, **settings)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, with the beginning of the help of each. Returns None."""
        width = formatter.width - _AROUND - max(map(len, self.beginnings))
        shown = [click.Command(name, help=beginning) for name, beginning in sorted(self.beginnings.items())]
        with formatter.section("Commands"):
            formatter.write_dl([(str(each.name), each.get_short_help_str(width)) for each in shown])

    def make_context(self, *given: Any, **settings: Any) -> click.Context:
        """Begin; how wide help is follows from the terminal."""
        return super().make_context(*given, **helping.settings() | settings)

    def main(self, *words: Any, standalone_mode: bool = True, **settings: Any) -> Any:
        """Parse the words and run; what is wrong with them, and help that cannot be printed, ends in few lines."""
        try:
            made: Any = super().main(*words, **settings | {"standalone_mode": False})
        except OutputFailed as error:
            _end_without_output(error)
        except click.ClickException as error:
            if not standalone_mode:
                raise
            helping.show(error)
            sys.exit(error.exit_code)
        except click.Abort:
            if not standalone_mode:
                raise
            end("aborted", 1)
        if standalone_mode:
            sys.exit(made if isinstance(made, int) else 0)
        return made

    def invoke(self, context: click.Context) -> Any:
        """Run a command; also what nobody expected ends without a traceback."""
        try:
            made = super().invoke(context)
            sys.stdout.flush()
            return made
        except BrokenPipeError:  # `warta search … | head`
            drop_output()
            sys.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt, OutputFailed):
            raise
        except Exception as error:
            try:
                from store import WartaError
            except ImportError:
                end("another package named store hides that of warta; `warta check` says where", _SETTINGS)
            if isinstance(error, WartaError):
                end(str(error), error.exit_code)
            if os.environ.get("WARTA_DEBUG"):
                raise
            reason = f"unexpected {type(error).__name__}: {error}"
            end(f"{context.invoked_subcommand}: {reason}; WARTA_DEBUG=1 shows where, please report it", 1)


def _end_without_output(error: OutputFailed) -> NoReturn:
    drop_output()
    end(f"writing to standard output: {error}; give it a place to write to", _IO_ERROR)


@click.group(cls=_Commands, context_settings={"max_content_width": 100})
@click.version_option(package_name="warta")
@click.option(
    "--db",
    envvar="WARTA_DB",
    default="news.db",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive, one SQLite file (or set WARTA_DB, or db in the settings file).",
)
@click.pass_context
def main(context: click.Context, db: Path) -> None:
    """Turn any news source into one SQLite file that can be searched.

    \b
    Example:
      warta import https://www.example.id/feed saved-pages/ article.txt
      warta search "kereta cepat" --newest
      warta subscribe https://www.example.id/ && warta sync
    """
    if str(db) == ":memory:":
        end(f"opening {db}: that is no file, and all would be lost in the end; give a path with --db", _NO_ARCHIVE)
    from . import configuration  # which help does without

    if context.get_parameter_source("db") is ParameterSource.DEFAULT:
        db = configuration.users_archive() or db
    context.obj = replace(context.obj or World(), db=db)
    if context.invoked_subcommand not in _WITHOUT_SETTINGS and isinstance(context.command, click.Group):
        context.default_map = configuration.load(context.command, db).default_map(context.command)
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":  # no-color.org
        context.color = False
