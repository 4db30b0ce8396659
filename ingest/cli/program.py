"""All commands under the one above them."""

from .commands.detect import detect
from .commands.importing import import_
from .commands.reading import search, show, sql, status
from .commands.room import serve
from .commands.subscriptions import cron, sources, subscribe, sync, unsubscribe
from .group import main

for command in (cron, detect, import_, search, serve, show, sources, sql, status, subscribe, sync, unsubscribe):
    main.add_command(command)

__all__ = ["main"]
