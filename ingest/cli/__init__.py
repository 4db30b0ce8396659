"""The command line: words into calls, and what comes of them into words and exit codes.

Nothing but click is imported before a command runs, so that ``warta --help`` answers at once.
"""

from .detect import detect
from .group import main
from .importing import import_
from .polling import cron, sources, subscribe, sync, unsubscribe
from .reading import search, show, sql, status

for command in (cron, detect, import_, search, show, sources, sql, status, subscribe, sync, unsubscribe):
    main.add_command(command)

__all__ = ["main"]
