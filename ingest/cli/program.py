"""All commands under the one above them."""

from .commands.care import backup, check, delete
from .commands.changes import changes
from .commands.detect import detect
from .commands.exporting import export
from .commands.importing import import_
from .commands.init import init
from .commands.prune import prune
from .commands.reading import search, show, sql, status
from .commands.subscriptions import cron, sources, subscribe, sync, unsubscribe
from .group import main

for command in (
    backup,
    changes,
    check,
    cron,
    delete,
    detect,
    export,
    import_,
    init,
    prune,
    search,
    show,
    sources,
    sql,
    status,
    subscribe,
    sync,
    unsubscribe,
):
    main.add_command(command)

__all__ = ["main"]
