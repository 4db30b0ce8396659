"""The command that runs a query of SQL."""

import sys
from collections.abc import Iterable
from typing import TextIO

import click

from ingest.cli.options import World
from ingest.cli.output import check_one, end, print_json, reading

_UNREADABLE = 65


@click.command()
@click.argument("query", required=False)
@click.option(
    "--file", "written", type=click.File("r", encoding="utf-8"), help="Read the query from a file; - is stdin."
)
@click.option("--param", "params", metavar="NAME=VALUE", multiple=True, help="A value for :NAME in the query.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV with a header line.")
@click.option(
    "--max-seconds", type=click.FloatRange(0, min_open=True), default=60, show_default=True, help="Then it is ended."
)
@click.pass_obj
def sql(
    world: World,
    query: str | None,
    written: TextIO | None,
    params: tuple[str, ...],
    as_json: bool,
    as_csv: bool,
    max_seconds: float,
) -> None:
    """Run a SQL query; nothing can be changed with it.

    docs/sql.md has the whole schema and ready queries. On a terminal long cells are cut so that
    a row is a line; into a file or a pipe they go whole.

    \b
    Example:
      warta sql "SELECT site, count(*) FROM articles GROUP BY site ORDER BY 2 DESC"
      warta sql "SELECT day, title FROM articles_view WHERE site = :site" --param site=kompas.com
      warta sql --file rising-words.sql --csv > words.csv
    """
    from ingest.cli.render import table

    check_one(json=as_json, csv=as_csv)
    if (query is None) == (written is None):
        raise click.UsageError("give a query, or a --file with one")
    text = query if written is None else _read(written)
    with reading(world.db) as archive:
        found = archive.query(text or "", max_seconds=max_seconds, parameters=_parameters(params))
        if as_json:
            names = table.distinct(found.columns)
            print_json(dict(zip(names, row, strict=True)) for row in found.rows)
        elif as_csv:
            table.write_csv(found, sys.stdout)
        else:
            from shutil import get_terminal_size

            width = get_terminal_size().columns if sys.stdout.isatty() else None
            click.echo(table.drawn(found, width))


def _read(written: TextIO) -> str:
    try:
        return written.read().removeprefix("\ufeff")
    except (OSError, UnicodeDecodeError) as error:
        end(f"reading {written.name}: {error}; give a text file in UTF-8", _UNREADABLE)


def _parameters(given: Iterable[str]) -> dict[str, str]:
    """The values by name; raises click.BadParameter."""
    values: dict[str, str] = {}
    for one in given:
        name, is_there, value = one.partition("=")
        name = name.removeprefix(":")
        if not (is_there and name.isidentifier()):
            raise click.BadParameter(f"{one!r} is not NAME=VALUE, e.g. site=kompas.com", param_hint="--param")
        if name in values:
            raise click.BadParameter(f"{name} has two values", param_hint="--param")
        values[name] = value
    return values
