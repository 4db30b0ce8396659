"""All commands under the one above them."""

from .commands.care import backup, check, delete
from .commands.changes import changes
from .commands.cron import cron
from .commands.detect import detect
from .commands.exporting import export
from .commands.extracting import extract
from .commands.help import help_
from .commands.importing import import_
from .commands.init import init
from .commands.lexicon import lexicon
from .commands.prune import prune
from .commands.reading import show, status
from .commands.reextract import reextract
from .commands.room import serve
from .commands.searches import new, searches
from .commands.searching import search
from .commands.settings import settings
from .commands.setup import setup
from .commands.sql import sql
from .commands.stories import relink, stories
from .commands.subscriptions import sources, subscribe, sync, unsubscribe
from .group import main

for command in (
    backup,
    changes,
    check,
    cron,
    delete,
    detect,
    export,
    extract,
    help_,
    import_,
    init,
    lexicon,
    new,
    prune,
    reextract,
    relink,
    search,
    searches,
    serve,
    settings,
    setup,
    show,
    sources,
    sql,
    status,
    stories,
    subscribe,
    sync,
    unsubscribe,
):
    main.add_command(command)

__all__ = ["main"]
