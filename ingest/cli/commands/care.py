"""Commands that look after an archive: backup, check, delete."""

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from ingest.cli.options import World
from ingest.cli.output import complain, end, print_json, reading

if TYPE_CHECKING:
    from store import Archive, Deleted

_NO_FOLDER = 73
_UNSOUND, _NONE_HERE, _SOME_HERE, _UNREADABLE, _SETTINGS = 65, 4, 3, 65, 78
_TOGETHER = 100  # articles that are deleted in one transaction


@click.command()
@click.argument("destination", metavar="DEST", type=click.Path())
@click.option("--keep", type=click.IntRange(1), metavar="N", help="Keep the last N backups there, remove older ones.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def backup(world: World, destination: str, keep: int | None, as_json: bool) -> None:
    """Copy the archive to DEST, a file or a folder, also while others write to it.

    The copy is checked before it gets its name; until then the one before stays. In a folder
    it is named after the archive and the time. With --keep older copies of a file are
    DEST.1, DEST.2 and so on. Without it a file is replaced, and in a folder all stay.

    \b
    Example:
      warta backup /mnt/disk/news.db
      warta backup /mnt/disk/ --keep 14
    """
    import store
    from ingest.cli.render import text

    if destination.endswith(os.sep) and not Path(destination).is_dir():
        end(f"backing up to {destination}: there is no such folder; make it, or name a file", _NO_FOLDER)
    made = store.backup(world.db, Path(destination), keep=keep, now=world.now())
    if as_json:
        print_json([asdict(made) | {"path": str(made.path), "removed": [str(path) for path in made.removed]}])
        return
    click.echo(f"{made.path}: {text.counted(made.articles, 'article')}, {text.size(made.size_bytes)}")
    for path in made.removed:
        complain(f"removed {path}")


@click.command()
@click.option("--quick", is_flag=True, help="Only what takes a moment: not the whole index, nor each row and page.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each thing that is wrong.")
@click.pass_obj
def check(world: World, quick: bool, as_json: bool) -> None:
    """Check that the archive is sound; nothing in it is changed.

    Looked at are the file as SQLite sees it, the tables, rows that have lost their article,
    the index against the texts, and each received page against its sha256; and whether another
    program has installed packages of the same names as those of warta. The exit code is 65
    when something is wrong. While the index is looked at, nobody can write.

    \b
    Example:
      warta check
      warta check --quick || mail -s "archive" me@example.org < /dev/null
    """
    from ingest.cli import packages

    strange = [{"kind": "package", "where": "sys.path", "what": each} for each in packages.foreign()]
    if packages.hides_ours():
        end(f"checking {world.db}: {strange[0]['what']}, and hides that of warta; install warta by itself", _SETTINGS)
    import store

    found = [*strange, *map(asdict, store.check(world.db, quick=quick))]
    if as_json:
        print_json(found)
    for each in found:
        if not as_json:
            complain(f"{each['kind']}: {each['where']}: {each['what']}")
    if found:
        is_damaged = any(each["kind"] == "damage" for each in found)
        advice = "restore it from a backup" if is_damaged else "docs/operations.md says what to do"
        things = "1 thing is wrong" if len(found) == 1 else f"{len(found)} things are wrong"
        end(f"checking {world.db}: {things}; {advice}", _UNSOUND)
    if not as_json:
        click.echo(f"{world.db}: all is well")
        _tell_of_links(world)


def _tell_of_links(world: World) -> None:
    """Links that are missing or of an older lexicon: nothing is wrong, but there is something to do."""
    from store import OlderArchive

    try:
        with reading(world.db) as archive:
            why = archive.to_relink()
    except OlderArchive:  # what opens it for writing says it of itself
        return
    if why:
        complain(f"links: {why}; `warta relink` does it")


@click.command()
@click.argument("articles", metavar="ID|URL...", nargs=-1)
@click.option("--why", required=True, help="Why, kept with the address so that it is never stored again.")
@click.option(
    "--file", "listed", type=click.File("r", encoding="utf-8"), help="Also those in this file, one a line; - is stdin."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each article that was deleted.")
@click.pass_obj
def delete(world: World, articles: tuple[str, ...], why: str, listed: TextIO | None, as_json: bool) -> None:
    """Take articles out for good: versions, received pages and index too.

    The addresses and a hash of the texts stay, with the reason, so that no import and no sync
    brings them back. Copies under other addresses are named, and stay.

    \b
    Example:
      warta delete 1853432739220846 --why "court order of 5 January"
      warta delete --file addresses.txt --why "licence ended"
    """
    from store import Archive
    from store.db.sqlite import must_exist

    if not why.strip():
        raise click.BadParameter("say why, in some words", param_hint="--why")
    from .reading import no_article

    named = [*articles, *_lines(listed)]
    if not named:
        raise click.UsageError("give an id or an address, or a --file of them")
    must_exist(world.db, "check --db")
    with Archive(world.db) as archive:
        found = {name: _id(archive, name) for name in dict.fromkeys(named)}
        ids = [number for number in found.values() if number is not None]
        deleted = [
            one for at in range(0, len(ids), _TOGETHER) for one in archive.delete(ids[at : at + _TOGETHER], why=why)
        ]
    _tell_deleted(deleted, as_json=as_json)
    unknown = [name for name, number in found.items() if number is None]
    for name in unknown:
        complain(f"deleting {name}: {no_article(name)}")
    if unknown:
        sys.exit(_SOME_HERE if deleted else _NONE_HERE)


def _lines(listed: TextIO | None) -> list[str]:
    """What stands in a file, without empty lines and comments."""
    if listed is None:
        return []
    try:
        lines = [line.strip().removeprefix("\ufeff") for line in listed]
    except (OSError, UnicodeDecodeError) as error:
        end(f"reading {listed.name}: {error}; give a text file in UTF-8", _UNREADABLE)
    return [line for line in lines if line and not line.startswith("#")]


def _id(archive: "Archive", name: str) -> int | None:
    from .reading import named_article

    found = named_article(archive, name)
    return None if found is None else found.id


def _tell_deleted(deleted: "list[Deleted]", *, as_json: bool) -> None:
    from ingest.cli.render import terminal, text

    if as_json:
        print_json(map(asdict, deleted))
        return
    for one in deleted:
        parts = f"{text.counted(one.revisions, 'earlier version')}, {text.counted(one.captures, 'received page')}"
        click.echo(f"deleted {one.id} {terminal.line(one.url)} ({parts})")
        for copy in one.copies:
            complain(f"{copy} is a copy of {one.id}, and is still here")
