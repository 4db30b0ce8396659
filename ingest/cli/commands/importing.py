"""The import command."""

from datetime import date

import click

from ingest.cli import times
from ingest.cli.options import (
    COUNT,
    World,
    allow_private,
    allowing,
    contact,
    field_map,
    keep_captures,
    links,
    list_file,
    named,
    network,
    scheduler,
)
from ingest.cli.options import jobs as jobs_option
from ingest.cli.output import leave, say
from ingest.cli.shown import Shown
from ingest.cli.shown import shown as shown_options

_KINDS = (
    "page",
    "site",
    "feed",
    "sitemap",
    "opml",
    "text",
    "jsonl",
    "csv",
    "addresses",
    "warc",
    "parquet",
    "wordpress",
    "warta",
)


@click.command("import")
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@list_file
@click.option(
    "--map",
    "names",
    metavar="FIELD=NAME",
    multiple=True,
    callback=field_map,
    help="What a column or key is, e.g. --map title=slug_title, or with == what all records have, e.g."
    " --map site==kompas.com; names of news tools are known.",
)
@click.option("--as", "kind", type=click.Choice(_KINDS), help="What the sources are, when the content misleads.")
@times.since
@times.until
@click.option("--limit", type=COUNT, help="At most this many items of each feed, file or folder.")
@jobs_option
@scheduler
@keep_captures
@links
@allow_private
@contact
@shown_options
@click.pass_obj
def import_(
    world: World,
    sources: tuple[str, ...],
    kind: str | None,
    since: date | None,
    until: date | None,
    limit: int | None,
    names: dict[str, str],
    listed: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    keep_captures: int | None,
    links: bool,
    allow_private: tuple[str, ...],
    contact: str | None,
    shown: Shown,
) -> None:
    """Import articles, once.

    A SOURCE is the address of a feed, a sitemap, an article or a front page (its feeds are
    found); a file or folder of HTML, plain text, JSONL, CSV (also .gz) or WARC, a list of
    addresses or of feeds in OPML; or - for standard input. A saved feed is followed to its
    articles on the web. Importing the same thing again adds nothing.

    \b
    Example:
      warta import https://www.example.id/ article.txt pages/
      zcat dump.jsonl.gz | warta import -
    """
    from ingest.pipeline import beforehand

    times.check_order(since, until)
    sources = named(sources, listed)
    allowing(allow_private)
    beforehand.expect(world.db, sources, scheduler)

    import ingest
    from ingest.cli import console
    from ingest.cli.render import text
    from ingest.core.model import Kind
    from ingest.core.progress import Progress

    reaching, progress = network(world, allow_private, contact), Progress()
    with console.listener(shown, progress=progress) as listener:
        work = ingest.import_async(
            world.db, sources, kind=Kind(kind) if kind else None, since=since, until=until, limit=limit,
            names=names, jobs=jobs, scheduler=scheduler, keep_captures=keep_captures, links=links,
            network=reaching, listener=listener, progress=progress, now=world.now,
        )  # fmt: skip
        report, signal_code = console.run(work)
    say(text.report(report))
    leave(signal_code or report.exit_code, is_signal=bool(signal_code))
