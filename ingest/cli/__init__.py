"""The command line: words into calls, and what comes of them into words and exit codes.

Nothing but click is imported before a command runs, so that ``warta --help`` answers at once; and click not
before signals are heard (see ``start``).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .program import main

__all__ = ["main"]


def __getattr__(name: str) -> object:
    if name != "main":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .program import main

    return main
