"""All commands under the one above them, each loaded when it is asked for."""

from collections.abc import Iterator, MutableMapping
from importlib import import_module

import click

from .group import main
from .helping import prepare

# By its name: the module that has it, and how its help begins, which the help of all shows without loading it.
_COMMANDS = {
    "backup": ("care", "Copy the archive to DEST, a file or a folder, also while others write to it."),
    "changes": ("changes", "Show what was changed in articles after their publication, newest first."),
    "check": ("care", "Check that the archive is sound; nothing in it is changed."),
    "cron": ("cron", "Print a crontab line and a systemd timer that run sync, with absolute paths."),
    "delete": ("care", "Take articles out for good: versions, received pages and index too."),
    "detect": ("detect", "Tell the language of texts, how sure that is (0 to 1), and the shares of bilingual ones."),
    "export": (
        "exporting",
        "Hand out articles, all of them or those with all the words of QUERY, in a format that others read.",
    ),
    "extract": ("extracting", "Extract articles from files to Parquet, without an archive."),
    "help": ("help", "Show the help of a command; of all without one."),
    "import": ("importing", "Import articles, once."),
    "init": ("init", "Make an archive and set its languages and time zone; without options, show them."),
    "lexicon": ("lexicon", "Add words to the lexicon that links the languages and searches across them."),
    "new": ("searches", "Print what arrived since the saved search NAME was last asked, earliest first."),
    "prune": ("prune", "Drop what is old; articles, their versions and the index stay."),
    "reextract": ("reextract", "Run today's extraction again over the stored pages, after an upgrade or `warta init`."),
    "relink": ("stories", "Find the counterparts, copies and stories of an archive that has none."),
    "search": ("searching", "Search titles, descriptions and texts, in any form of a word."),
    "searches": ("searches", "Save searches under names, for `warta new`."),
    "serve": ("room", "Open the reading room: search, read and compare in the browser."),
    "settings": ("settings", "Show what holds and where it is said, or set something in the archive."),
    "setup": ("setup", "Install completion of words for your shell, and man pages: both, or one of them."),
    "show": ("reading", "Show one article: its facts, its counterparts, where it was seen, its text."),
    "sources": ("subscriptions", "List what is subscribed, and how each source is; or pause some."),
    "sql": ("sql", "Run a SQL query; nothing can be changed with it."),
    "status": ("reading", "Show what is in the archive, how its sources are, what the last runs did, and what failed."),
    "stories": ("stories", "List the stories that most articles tell, in both languages."),
    "subscribe": ("subscriptions", "Add sources that sync polls."),
    "sync": ("subscriptions", "Poll the subscribed sources that are due, and store what is new: the cron job."),
    "unsubscribe": ("subscriptions", "Remove sources; their articles stay."),
}


class _Late(MutableMapping[str, click.Command]):
    """Commands by name."""

    def __init__(self) -> None:
        self._loaded: dict[str, click.Command | None] = dict.fromkeys(_COMMANDS)

    def __getitem__(self, name: str) -> click.Command:
        command = self._loaded[name]
        if command is None:
            there = vars(import_module(f".commands.{_COMMANDS[name][0]}", __package__))
            command = self._loaded[name] = there.get(name) or there[f"{name}_"]  # import and help are other things
            prepare(command)
        return command

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded)

    def __len__(self) -> int:
        return len(self._loaded)


main.commands = _Late()
main.beginnings = {name: beginning for name, (_, beginning) in _COMMANDS.items()}

__all__ = ["main"]
