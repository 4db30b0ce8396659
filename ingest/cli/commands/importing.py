"""The import command."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ingest.cli.options import allow_private, client_options, contact, opener
from ingest.cli.output import leave

if TYPE_CHECKING:
    from ingest.core.report import Order

_KINDS = ("page", "site", "feed", "sitemap", "opml", "text", "jsonl")


@click.command("import")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--as", "kind", type=click.Choice(_KINDS), help="What the sources are, when the content misleads.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Leave out what was published before this day (UTC).",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Leave out what was published after this day.",
)
@click.option("--limit", type=click.IntRange(1), help="At most this many items of each feed, file or folder.")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; as many as there are processors by default.")
@allow_private
@contact
@click.pass_obj
def import_(
    db: Path,
    sources: tuple[str, ...],
    kind: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int | None,
    jobs: int | None,
    allow_private: tuple[str, ...],
    contact: str | None,
) -> None:
    """Import articles, once.

    A SOURCE is the address of a feed, a sitemap, an article or a front page (its feeds are
    found); a file or folder of HTML, plain text or JSONL (also .gz), a list of feeds in OPML;
    or - for standard input. A saved feed is followed to its articles on the web. Importing
    the same thing again adds nothing.

    \b
    Example:
      warta import https://www.example.id/ article.txt pages/
      zcat dump.jsonl.gz | warta import -
    """
    from ingest.core.model import Kind
    from ingest.core.report import Order

    order = Order(
        sources=tuple(dict.fromkeys(sources)),
        kind=Kind(kind) if kind else None,
        since=since and since.replace(tzinfo=UTC),
        until=until and until.replace(tzinfo=UTC) + timedelta(days=until.year < 9999),
        limit=limit,
    )
    order = replace(order, jobs=jobs) if jobs else order
    _import(db, order, client_options(allow_private, contact))


def _import(db: Path, order: "Order", options: dict[str, Any]) -> NoReturn:
    """Run an import with progress and a last line; ends the process with its exit code."""
    from ingest.cli import console
    from ingest.cli.render import text
    from ingest.pipeline import process
    from store import Archive

    with Archive(db) as archive, console.listener() as listener:
        report, signal_code = console.run(process.run(archive, order, opener(options), listener))
    click.echo(text.report(report))
    leave(signal_code or report.exit_code, is_signal=bool(signal_code))
