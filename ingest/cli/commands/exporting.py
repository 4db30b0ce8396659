"""The export command."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.cli import options, times
from ingest.cli.options import COUNT, World
from ingest.cli.output import complain, reading, say

if TYPE_CHECKING:
    from store import Exported

_BINARY = ("parquet", "warc")
_FORMATS = ("jsonl", "csv", "parquet", "warc")
_STANDARD_OUTPUT = Path("-")


@click.command()
@click.argument("query", nargs=-1)
@click.option("--format", "form", type=click.Choice(_FORMATS), help="By default as FILE ends, or jsonl.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="In place of standard output, which is -."
)
@options.language
@times.since
@times.until
@times.arrived_since
@options.site
@click.option("--limit", type=COUNT, help="At most this many, the newest.")
@click.option("--spreadsheet", is_flag=True, help="With csv: no cell is run as a formula, no id is rounded.")
@click.option(
    "--partition", type=click.Choice(("language", "site")), multiple=True, help="With parquet: folders by this."
)
@click.pass_obj
def export(
    world: World,
    query: tuple[str, ...],
    form: str | None,
    output: Path | None,
    language: str | None,
    since: date | None,
    until: date | None,
    arrived_since: datetime | None,
    site: str | None,
    limit: int | None,
    spreadsheet: bool,
    partition: tuple[str, ...],
) -> None:
    """Hand out articles, all of them or those with all the words of QUERY, in a format that others read.

    jsonl: one object a line, with earlier versions and the places where it was seen; warta
    import takes it back without loss. csv: a row an article. parquet: for pandas and DuckDB,
    one file, or a file a month where FILE is a folder. warc: the pages as they were received.
    Oldest first; packed when FILE ends in .gz. FILE is there whole or not at all, and one
    that is there is replaced. A QUERY with -word stands in quotes.

    \b
    Example:
      warta export -o all.jsonl
      warta export 'banjir -jakarta' --since 2026-01-01 -o flood.csv --spreadsheet
      warta export --site kompas.com -o kompas.warc.gz
      warta export --format parquet --partition language -o shards
    """
    times.check_order(since, until)
    output = None if output == _STANDARD_OUTPUT else output
    form = form or _named(output)
    if spreadsheet and form != "csv":
        raise click.UsageError("--spreadsheet goes with --format csv")
    is_folder = bool(partition) or (form == "parquet" and output is not None and output.is_dir())
    if partition and (form != "parquet" or output is None):
        raise click.UsageError("--partition goes with --format parquet and a folder after -o")
    if output is None and form in _BINARY and sys.stdout.isatty():
        raise click.UsageError(f"{form} is nothing for a terminal: give it a file with -o")
    is_packed = form != "parquet" and (output.name.lower().endswith(".gz") if output else form == "warc")
    what = "record" if form == "warc" else "article"
    filters: dict[str, Any] = {
        "query": " ".join(query) or None, "language": language,
        "since": since, "until": until, "arrived_since": arrived_since, "site": site, "limit": limit,
    }  # fmt: skip
    from ingest.cli.counter import counter
    from store import ExportOptions

    with reading(world.db) as archive, counter(f"{what}s") as told:
        chosen = ExportOptions(
            format=form, is_packed=is_packed, for_spreadsheets=spreadsheet, is_folder=is_folder, partition=partition,
            told=told,
        )  # fmt: skip
        made = archive.export(output or sys.stdout.buffer, chosen, **filters)
    for note in made.notes:
        complain(note)
    if output:
        say(_summary(made, what, output))


def _named(output: Path | None) -> str:
    """The format that the end of a file's name tells, jsonl without one; raises click.UsageError for any other."""
    name = output.name.lower().removesuffix(".gz") if output else ""
    ending = Path(name).suffix.removeprefix(".")
    if ending and ending not in (*_FORMATS, "json", "ndjson"):
        raise click.UsageError(
            f"nothing is written as .{ending}: give --format {', '.join(_FORMATS)}, or such an ending"
        )
    return ending if ending in _FORMATS else "jsonl"


def _summary(made: "Exported", what: str, output: Path) -> str:
    return f"{made.articles:,} {what}{'' if made.articles == 1 else 's'} exported to {output}"
