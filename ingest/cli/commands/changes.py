"""The changes command: what was changed in articles after their publication."""

from dataclasses import asdict
from datetime import datetime

import click

from ingest.cli import options, times
from ingest.cli.options import COUNT, World
from ingest.cli.output import in_colour, print_json, reading, show


@click.command()
@times.noticed_since
@times.arrived_since
@options.language
@options.site
@click.option("--limit", type=COUNT, default=20, show_default=True, help="At most this many.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with all words.")
@click.pass_obj
def changes(
    world: World,
    since: datetime | None,
    arrived_since: datetime | None,
    language: str | None,
    site: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Show what was changed in articles after their publication, newest first.

    White space alone is no change, nor is a line that an outlet has under many articles.
    A TIME is as in search.

    \b
    Example:
      warta changes --since 7d --site kompas.com
    """
    from ingest.cli.render import versions

    with reading(world.db) as archive:
        found = archive.changes(since=since, arrived_since=arrived_since, language=language, site=site, limit=limit)
    if as_json:
        counted = ("removed", "added", "has_new_title")
        print_json(asdict(each) | {name: getattr(each.diff, name) for name in counted} for each in found)
        return
    show("\n".join(versions.changes(found, in_colour=in_colour())) or "nothing was changed")
