"""Commands around the cron job: subscribe, unsubscribe, sources, sync, cron."""

import sys

import click

from ingest.cli.options import World, allow_private, contact, keep_captures, links, list_file, network
from ingest.cli.options import named as all_named
from ingest.cli.output import check_one, complain, end, leave, print_json, print_xml, reading, say, to_json
from ingest.cli.shown import Shown
from ingest.cli.shown import shown as shown_options


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@list_file
@click.option("--as", "kind", type=click.Choice(["feed", "sitemap"]), help="What it is, when nothing can be told yet.")
@click.option(
    "--tag", "tags", multiple=True, metavar="TAG", help="A tag of the sources; more than one with more --tag."
)
@allow_private
@contact
@click.pass_obj
def subscribe(
    world: World,
    sources: tuple[str, ...],
    kind: str | None,
    tags: tuple[str, ...],
    listed: tuple[str, ...],
    allow_private: tuple[str, ...],
    contact: str | None,
) -> None:
    """Add sources that sync polls.

    A SOURCE is the address of a feed, of a front page (the feeds that it declares, else a
    feed or news sitemap in a usual place), of a news sitemap, or a list of feeds in OPML
    (an address or a file), whose folders become tags. What a source lists is fetched by the next
    sync. One that is subscribed already stays as it is, and gets the tags.

    \b
    Example:
      warta subscribe https://www.example.id/ https://www.example.com/news-sitemap.xml
      warta subscribe --tag local feeds.opml
    """
    from ingest.cli import console
    from ingest.cli.render import text
    from ingest.pipeline import subscribing
    from store import Archive

    sources = all_named(sources, listed)
    reaching = network(world, allow_private, contact)
    with Archive(world.db) as archive, console.listener() as listener:
        work = subscribing.subscribe(
            archive, sources, kind, tags=_tidy(tags), network=reaching, listener=listener, now=world.now
        )
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
    from ingest.cli.render import terminal
    from ingest.pipeline.subscribing import named
    from store import Archive
    from store.db import lock
    from store.db.sqlite import must_exist

    must_exist(world.db, "check --db")
    # A sync that is under way would write of sources that are gone.
    with lock.held(world.db), Archive(world.db) as archive:
        known = archive.subscriptions.every()
        meant = {url: [source.url for source in named(known, url)] for url in urls}
        removed = list(dict.fromkeys(each for found in meant.values() for each in found))
        archive.subscriptions.remove(removed)
    for url in removed:
        say(terminal.line(f"{url}: unsubscribed"))
    unknown = [url for url, found in meant.items() if not found]
    for url in unknown:
        complain(terminal.line(f"{url}: not subscribed, `warta sources` shows what is"))
    if unknown:
        sys.exit(3 if removed else 4)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--opml", "as_opml", is_flag=True, help="OPML, for other feed readers and for subscribe.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only those with this tag, or one of several.")
@click.pass_obj
def sources(world: World, as_json: bool, as_opml: bool, tags: tuple[str, ...]) -> None:
    """List what is subscribed, and how each source is.

    \b
    Example:
      warta sources
      warta sources --tag local --opml > feeds.opml
    """
    check_one(json=as_json, opml=as_opml)
    from ingest.cli.render import sources as overview

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
        click.echo("\n".join(overview.table(found)) or f"{what} is subscribed; `warta subscribe URL` adds a source")


def _tidy(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Tags as they can stand in a list with commas."""
    tidy = (" ".join(tag.replace(",", " ").split()) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in tidy if tag))


@click.command()
@click.option("--all", "force", is_flag=True, help="Poll every source now, and look for corrections.")
@click.option("--max-seconds", type=click.FloatRange(1), help="Then fetch nothing more; the rest waits.")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; as many as there are processors by default.")
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

    Says nothing when all is well. A failure is told once, on standard error; `warta status`
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

    reaching, progress = network(world, allow_private, contact), Progress()
    with console.listener(shown, is_quiet=True, progress=progress) as listener:
        work = ingest.sync_async(
            world.db, force=force, max_seconds=max_seconds, jobs=jobs, keep_captures=keep_captures, links=links,
            network=reaching, listener=listener, progress=progress, now=world.now,
        )  # fmt: skip
        report, signal_code = console.run(work)
    if not report.run_id:
        end("syncing: nothing is subscribed; `warta subscribe URL` adds a source", 0)
    if as_json:
        say(to_json(text.as_facts(report)))
    elif sys.stdout.isatty():
        say(text.report(report))
    leave(signal_code or report.exit_code, is_signal=bool(signal_code))


@click.command()
@click.option("--every", "minutes", type=click.IntRange(5, 59), default=15, show_default=True, help="Minutes.")
@click.option("--contact", envvar="WARTA_CONTACT", help="Your address, shown to the sites (or set WARTA_CONTACT).")
@click.pass_obj
def cron(world: World, minutes: int, contact: str | None) -> None:
    """Print a crontab line and a systemd timer that run sync, with absolute paths.

    \b
    Example:
      warta cron
      warta --db ~/news.db cron --every 30 --contact https://you.example/about
    """
    from ingest.cli.render import cron as timetable

    for line in timetable.both(world.db, minutes, contact):
        click.echo(line)
