"""How a run shows itself, and the options that say so."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a person wants to see of a run."""

    progress: str | None = None  # "bar", "plain" or "none"; None: a bar on a terminal
    verbose: int = 0
    log_file: Path | None = None
    log_format: str = "text"

    def form(self, is_terminal: bool) -> str:
        """How the progress is shown: "bar", "plain" or "none". A bar is drawn on a terminal alone."""
        if self.progress == "bar" or self.progress is None:
            if is_terminal and self.log_format != "json":
                return "bar"
            return "plain" if self.verbose else "none"
        return self.progress


def shown(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options ``--progress``, ``-v``, ``--log-file`` and ``--log-format``, as one ``shown``."""

    @wraps(command)
    def with_shown(
        *given: Any, progress: str | None, verbose: int, log_file: Path | None, log_format: str, **more: Any
    ) -> Any:
        wanted = Shown(progress=progress, verbose=verbose, log_file=log_file, log_format=log_format)
        return command(*given, shown=wanted, **more)

    for option in reversed(_OPTIONS):
        with_shown = option(with_shown)
    return with_shown


_OPTIONS = (
    click.option(
        "--progress", envvar="WARTA_PROGRESS", type=click.Choice(("bar", "plain", "none")),
        help="A bar (on a terminal, the default), a line every 30 seconds, or nothing.",
    ),
    click.option("-v", "--verbose", count=True, envvar="WARTA_VERBOSE",
        help="Say more: notes and progress; -vv: each article too."),
    click.option(
        "--log-file", envvar="WARTA_LOG_FILE", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
        help="Also write what happens to this file, each line with its time.",
    ),
    click.option(
        "--log-format", envvar="WARTA_LOG_FORMAT", type=click.Choice(("text", "json")), default="text",
        show_default=True,
        help="Lines for people, or a JSON object each, here and in the file.",
    ),
)  # fmt: skip
