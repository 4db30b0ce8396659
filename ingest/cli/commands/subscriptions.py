"""Commands around the cron job: subscribe, unsubscribe, sources, sync, cron."""

import sys

import click

from ingest.cli.options import World, allow_private, contact, network
from ingest.cli.output import check_one, complain, end, leave, print_json, print_xml, reading, say, to_json


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--as", "kind", type=click.Choice(["feed", "sitemap"]), help="What it is, when nothing can be told yet.")
@allow_private
@contact
@click.pass_obj
def subscribe(
    world: World, sources: tuple[str, ...], kind: str | None, allow_private: tuple[str, ...], contact: str | None
) -> None:
    """Add sources that sync polls.

    A SOURCE is the address of a feed, of a front page (the feeds that it declares, else a
    feed or news sitemap in a usual place), of a news sitemap, or a list of feeds in OPML
    (an address or a file). What a source lists is fetched by the next sync.

    \b
    Example:
      warta subscribe https://www.example.id/ https://www.example.com/news-sitemap.xml
      warta subscribe feeds.opml
    """
    from ingest.cli import console
    from ingest.cli.render import text
    from ingest.pipeline import subscribing
    from store import Archive

    reaching = network(world, allow_private, contact)
    with Archive(world.db) as archive, console.listener() as listener:
        work = subscribing.subscribe(archive, sources, kind, network=reaching, listener=listener, now=world.now)
        result, signal_code = console.run(work)
    for line in text.subscribed(result):
        say(line)
    leave(signal_code or result.exit_code, is_signal=bool(signal_code))


@click.command()
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.pass_obj
def unsubscribe(world: World, urls: tuple[str, ...]) -> None:
    """Remove sources; their articles stay.

    \b
    Example:
      warta unsubscribe https://www.example.id/feed.xml
    """
    from ingest.cli.render import terminal
    from ingest.core.urls import canonical
    from store import Archive, ArchiveMissing
    from store.db import lock

    if not world.db.exists():
        raise ArchiveMissing("opening", world.db, "there is no such file", "check --db")
    # A sync that is under way would write of sources that are gone.
    with lock.held(world.db), Archive(world.db) as archive:
        known = {source.url for source in archive.subscriptions.every()}
        wanted = [url if url in known else canonical(url) for url in urls]
        removed = archive.subscriptions.remove(wanted)
    for url, was_there in zip(wanted, removed, strict=True):
        line = "unsubscribed" if was_there else "not subscribed, `warta sources` shows what is"
        (say if was_there else complain)(terminal.line(f"{url}: {line}"))
    if not all(removed):
        sys.exit(3 if any(removed) else 4)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--opml", "as_opml", is_flag=True, help="OPML, for other feed readers and for subscribe.")
@click.pass_obj
def sources(world: World, as_json: bool, as_opml: bool) -> None:
    """List what is subscribed, and how each source is.

    \b
    Example:
      warta sources
      warta sources --opml > feeds.opml
    """
    check_one(json=as_json, opml=as_opml)
    from ingest.cli.render import sources as overview

    with reading(world.db) as archive:
        found = overview.sources(archive)
    if as_json:
        print_json(overview.columns(one.source) | overview.facts(one) for one in found)
    elif as_opml:
        from ingest.core.model import Kind
        from ingest.formats import opml

        outlines = [
            opml.Outline(one.source.url, one.source.title, one.source.site_url, Kind(one.source.kind)) for one in found
        ]
        print_xml(opml.write(outlines, "warta"))
    else:
        click.echo("\n".join(overview.table(found)) or "nothing is subscribed; `warta subscribe URL` adds a source")


@click.command()
@click.option("--all", "force", is_flag=True, help="Poll every source now, and look for corrections.")
@click.option("--max-seconds", type=click.FloatRange(1), help="Then fetch nothing more; the rest waits.")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; as many as there are processors by default.")
@click.option("--json", "as_json", is_flag=True, help="What came of the run, as one JSON object.")
@allow_private
@contact
@click.pass_obj
def sync(
    world: World,
    force: bool,
    max_seconds: float | None,
    jobs: int | None,
    as_json: bool,
    allow_private: tuple[str, ...],
    contact: str | None,
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

    reaching = network(world, allow_private, contact)
    with console.listener(is_quiet=True) as listener:
        work = ingest.sync_async(
            world.db, force=force, max_seconds=max_seconds, jobs=jobs, network=reaching, listener=listener,
            now=world.now,
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
