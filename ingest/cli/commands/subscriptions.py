"""Commands around the cron job: subscribe, unsubscribe, sources, sync."""

import sys
from typing import TYPE_CHECKING

import click

from ingest.cli.options import World, allow_private, contact, keep_captures, links, list_file, network
from ingest.cli.options import jobs as jobs_option
from ingest.cli.options import named as all_named
from ingest.cli.output import check_one, complain, end, in_colour, leave, print_json, print_xml, reading, say, to_json
from ingest.cli.shown import Shown
from ingest.cli.shown import shown as shown_options

if TYPE_CHECKING:
    from store import Archive


_NOTHING = "syncing: nothing is subscribed; `warta subscribe URL` adds a source"
_LEAST_MINUTES, _MOST_MINUTES = 5, 7 * 24 * 60


def _minutes(context: click.Context, parameter: click.Parameter, given: int | None) -> int | None:
    if given is not None and given != 0 and not _LEAST_MINUTES <= given <= _MOST_MINUTES:
        raise click.BadParameter(f"give {_LEAST_MINUTES} to {_MOST_MINUTES} minutes, or 0")
    return given


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@list_file
@click.option("--as", "kind", type=click.Choice(["feed", "sitemap"]), help="What it is, when nothing can be told yet.")
@click.option(
    "--tag", "tags", multiple=True, metavar="TAG", help="A tag of the sources; more than one with more --tag."
)
@click.option(
    "--every",
    "minutes",
    metavar="MINUTES",
    type=click.INT,
    callback=_minutes,
    help="Poll them so often, 5 or more; 0: as their entries come, as without it.",
)
@allow_private
@contact
@click.pass_obj
def subscribe(
    world: World,
    sources: tuple[str, ...],
    kind: str | None,
    tags: tuple[str, ...],
    minutes: int | None,
    listed: tuple[str, ...],
    allow_private: tuple[str, ...],
    contact: str | None,
) -> None:
    """Add sources that sync polls.

    A SOURCE is the address of a feed, of a front page (the feeds that it declares, else a
    feed or news sitemap in a usual place), of a news sitemap, a list of feeds in OPML
    (an address or a file), whose folders become tags, or a file with an address a line.
    What a source lists is fetched by the next sync. One that is subscribed already stays as
    it is, and gets the tags and --every. How often sync itself runs is set by cron: a source
    is polled when it is due and sync runs.

    \b
    Example:
      warta subscribe https://www.example.id/ https://www.example.com/news-sitemap.xml
      warta subscribe --tag local feeds.opml
      warta subscribe --every 60 https://www.example.id/feed.xml
    """
    from ingest.cli import console
    from ingest.cli.render import text
    from ingest.pipeline import subscribing
    from store import Archive

    sources = all_named(sources, listed)
    reaching = network(world, allow_private, contact)
    with Archive(world.db) as archive, console.listener() as listener:
        work = subscribing.subscribe(
            archive, sources, kind, tags=_tidy(tags), every_minutes=minutes, network=reaching, listener=listener,
            now=world.now,
        )  # fmt: skip
        result, signal_code = console.run(work)
    for line in text.subscribed(result):
        say(line)
    leave(signal_code or result.exit_code, is_signal=bool(signal_code))


@click.command()
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.pass_obj
def unsubscribe(world: World, urls: tuple[str, ...]) -> None:
    """Remove sources; their articles stay.

    A URL is that of a source, or the front page that was subscribed to, with all sources that it led to.

    \b
    Example:
      warta unsubscribe https://www.example.id/feed.xml
    """
    from store import Archive
    from store.db import lock
    from store.db.sqlite import must_exist

    must_exist(world.db, "check --db")
    # A sync that is under way would write of sources that are gone.
    with lock.held(world.db), Archive(world.db) as archive:
        removed, unknown = _meant(archive, urls)
        archive.subscriptions.remove(removed)
    _told([f"{url}: unsubscribed" for url in removed], unknown)


def _meant(archive: "Archive", urls: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The addresses of the subscriptions that a person means, and what names none."""
    from ingest.sync.same import named

    known = archive.subscriptions.every()
    meant = {url: [source.url for source in named(known, url)] for url in urls}
    return list(dict.fromkeys(each for found in meant.values() for each in found)), [
        url for url, found in meant.items() if not found
    ]


def _told(done: list[str], unknown: list[str]) -> None:
    """Say what was done, and what names no source; the exit code tells whether all were known."""
    from ingest.cli.render import terminal
    from ingest.core import hosts

    for each in done:
        say(terminal.line(each))
    for url in unknown:
        advice = hosts.advice(url) or "`warta sources` shows what is"
        complain(f"{url}: not subscribed; {advice}")
    if unknown:
        sys.exit(3 if done else 4)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--opml", "as_opml", is_flag=True, help="OPML, for other feed readers and for subscribe.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only those with this tag, or one of several.")
@click.option("--pause", "paused", multiple=True, metavar="URL", help="Leave this source alone until --resume.")
@click.option("--resume", "resumed", multiple=True, metavar="URL", help="Poll this source again.")
@click.pass_obj
def sources(
    world: World,
    as_json: bool,
    as_opml: bool,
    tags: tuple[str, ...],
    paused: tuple[str, ...],
    resumed: tuple[str, ...],
) -> None:
    """List what is subscribed, and how each source is; or pause some.

    A source that is paused is not polled, nor is what it listed fetched, also not by sync --all.
    A URL is that of a source, or the front page that was subscribed to.

    \b
    Example:
      warta sources
      warta sources --pause https://www.example.id/feed.xml
      warta sources --tag local --opml > feeds.opml
    """
    check_one(json=as_json, opml=as_opml)
    if paused or resumed:
        _pause(world, paused, resumed)
        return
    from ingest.cli.render import sources as overview
    from ingest.cli.render import status, wrap

    with reading(world.db) as archive:
        found = [one for one in overview.sources(archive) if not tags or {*_tidy(tags)} & {*one.source.tags}]
    if as_json:
        print_json(overview.columns(one.source) | overview.facts(one) for one in found)
    elif as_opml:
        from ingest.core.model import Kind
        from ingest.formats import opml

        outlines = [
            opml.Outline(
                one.source.url, one.source.title, one.source.site_url, Kind(one.source.kind), tags=one.source.tags
            )
            for one in found
        ]
        print_xml(opml.write(outlines, "warta"))
    else:
        what = f"nothing with the tag {', '.join(tags)}" if tags else "nothing"
        columns = wrap.width(1)
        lines = status.shown(overview.table(found, columns), columns, status.health, in_colour=in_colour())
        click.echo("\n".join(lines) or f"{what} is subscribed; `warta subscribe URL` adds a source")


def _pause(world: World, paused: tuple[str, ...], resumed: tuple[str, ...]) -> None:
    from store import Archive
    from store.db.sqlite import must_exist

    must_exist(world.db, "check --db")
    with Archive(world.db) as archive:
        to_pause, unknown = _meant(archive, paused)
        to_resume, also_unknown = _meant(archive, resumed)
        archive.subscriptions.set_paused(to_pause, world.now())
        archive.subscriptions.set_paused(to_resume, None)
    done = [f"{url}: paused" for url in to_pause] + [f"{url}: polled again" for url in to_resume]
    _told(done, [*unknown, *also_unknown])


def _tidy(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Tags as they can stand in a list with commas."""
    tidy = (" ".join(tag.replace(",", " ").split()) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in tidy if tag))


@click.command()
@click.option("--all", "force", is_flag=True, help="Poll every source now, and look for corrections.")
@click.option("--max-seconds", type=click.FloatRange(1), help="Then fetch nothing more; the rest waits.")
@jobs_option
@keep_captures
@links
@click.option("--json", "as_json", is_flag=True, help="What came of the run, as one JSON object.")
@allow_private
@contact
@shown_options
@click.pass_obj
def sync(
    world: World,
    force: bool,
    max_seconds: float | None,
    jobs: int | None,
    keep_captures: int | None,
    links: bool,
    as_json: bool,
    allow_private: tuple[str, ...],
    contact: str | None,
    shown: Shown,
) -> None:
    """Poll the subscribed sources that are due, and store what is new: the cron job.

    Says nothing when all is well (-v: what was stored). A failure is told once, on standard error; `warta status`
    shows what still fails. A second sync beside a running one ends at once with exit code 75.

    \b
    Example:
      warta sync
      warta sync --all --max-seconds 600
    """
    import ingest
    from ingest.cli import console
    from ingest.cli.render import text
    from ingest.core.progress import Progress

    if not _is_subscribed(world):
        end(_NOTHING, 0)
    reaching, progress = network(world, allow_private, contact), Progress()
    with console.listener(shown, is_quiet=True, progress=progress) as listener:
        work = ingest.sync_async(
            world.db, force=force, max_seconds=max_seconds, jobs=jobs, keep_captures=keep_captures, links=links,
            network=reaching, listener=listener, progress=progress, now=world.now,
        )  # fmt: skip
        report, signal_code = console.run(work)
    if not report.run_id:
        end(_NOTHING, 0)
    if as_json:
        say(to_json(text.as_facts(report)))
    elif sys.stdout.isatty() or shown.verbose:
        say(text.report(report))
    leave(signal_code or report.exit_code, is_signal=bool(signal_code))


def _is_subscribed(world: World) -> bool:
    """Whether there is anything to sync, or that cannot be told by reading alone; before a bar is drawn."""
    from store import ArchiveMissing, StoreError
    from store.db.sqlite import must_exist

    must_exist(world.db, "subscribe to something first, or check --db")
    try:
        with reading(world.db) as archive:
            return bool(archive.subscriptions.every())
    except ArchiveMissing:
        raise
    except StoreError:  # of an earlier version: it is brought up to date first
        return True
