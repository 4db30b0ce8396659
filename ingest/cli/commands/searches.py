"""Saved searches, and what arrived since each was last asked: searches, new."""

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.cli import hints, options
from ingest.cli.helping import OfQuery
from ingest.cli.options import World
from ingest.cli.output import complain, end, in_colour, print_json, reading

if TYPE_CHECKING:
    from store import Hit

_IN_FEED = 100  # entries: the latest arrivals
_NO_NEWS, _USAGE, _CANNOT_CREATE = 1, 2, 73


@click.group()
def searches() -> None:
    """Save searches under names, for `warta new`.

    \b
    Example:
      warta searches add pangan 'beras OR gabah' --language id
      warta searches list
    """


@searches.command("add", cls=OfQuery)
@click.argument("name")
@click.argument("query", nargs=-1)
@options.language
@options.site
@click.pass_obj
def add(world: World, name: str, query: tuple[str, ...], language: str | None, site: str | None) -> None:
    """Save a search; one of the same NAME is replaced. What is in the archive now is no news.

    \b
    Example:
      warta searches add banjir 'banjir -iklan' --site kompas.com
    """
    from shlex import quote

    from store import Archive

    if not name.strip():
        raise click.BadParameter("it is empty; give a name for the search", param_hint="NAME")
    if not (query or site):
        raise click.UsageError("give words to look for, or --site for all of an outlet")
    query = query or (f"site:{site}",)
    with Archive(world.db) as archive:
        archive.searches.add(name, " ".join(query), language=language, site=site, now=world.now())
    for hint in hints.of_what_is_open(" ".join(query)):
        complain(hint)
    click.echo(f"saved; `warta new {quote(name)}` prints what arrives from now on")


@searches.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(world: World, as_json: bool) -> None:
    """List the saved searches.

    \b
    Example:
      warta searches list
    """
    from ingest.cli.render.terminal import line

    with reading(world.db) as archive:
        saved = archive.searches.every()
    if as_json:
        print_json(asdict(one) for one in saved)
        return
    for one in saved:
        limits = [f"--language {one.language}"] * bool(one.language) + [f"--site {one.site}"] * bool(one.site)
        click.echo(line("  ".join([one.name, one.query, *limits])))


@searches.command()
@click.argument("name")
@click.pass_obj
def remove(world: World, name: str) -> None:
    """Forget a saved search.

    \b
    Example:
      warta searches remove banjir
    """
    from store import Archive

    with Archive(world.db) as archive:
        if not archive.searches.remove(name):
            end(f"removing the search {name!r}: none is saved under that name; `warta searches list` shows all", _USAGE)


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--feed",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the latest 100 as an Atom feed.",
)
@click.pass_obj
def new(world: World, name: str, as_json: bool, feed: Path | None) -> None:
    """Print what arrived since the saved search NAME was last asked, earliest first.

    Ends with 0 when there is something, and with 1, printing nothing, when there is not.

    \b
    Example:
      warta new pangan | mail -E -s pangan redaksi@example.id
      warta new pangan --feed /srv/www/pangan.xml
    """
    from ingest.cli.render import text
    from store import Archive

    with Archive(world.db) as archive:
        news = archive.searches.news(name)
        if feed:
            _write_feed(feed, name, archive.searches.latest(name, _IN_FEED), world)
        if as_json:
            print_json(asdict(found) for found in news.hits)
        elif news.hits:
            click.echo("\n\n".join(text.hits(news.hits, in_colour=in_colour())))
        sys.stdout.flush()
        archive.searches.answer(news)  # what could not be printed is news the next time too
    if not news.hits:
        sys.exit(_NO_NEWS)


def _write_feed(path: Path, name: str, hits: "list[Hit]", world: World) -> None:
    from ingest.cli.render import atom

    beside = path.with_name(f".{path.name}.partial")
    try:
        beside.write_bytes(atom.feed(name, hits, now=world.now()))
        os.replace(beside, path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        end(f"writing the feed {path}: {reason}; give a file in a folder that is yours to write", _CANNOT_CREATE)
