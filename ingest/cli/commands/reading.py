"""What is in the archive: show, status."""

import os
from collections.abc import Iterable
from dataclasses import asdict, astuple
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import click

from ingest.cli.options import World
from ingest.cli.output import check_one, end, in_colour, print_json, reading
from ingest.cli.output import show as answer

if TYPE_CHECKING:
    from store import Archive, ArchivedArticle

_DRAWN_DAYS = 14  # of articles in `warta status`


@click.command()
@click.argument("id_or_url", metavar="ID|URL")
@click.option("--diff", is_flag=True, help="What was changed after publication.")
@click.option("--beside", is_flag=True, help="Its counterpart in the other language beside it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def show(world: World, id_or_url: str, diff: bool, beside: bool, as_json: bool) -> None:
    """Show one article: its facts, its counterparts, where it was seen, its text.

    \b
    Example:
      warta show 1853432739220846
      warta show https://www.example.id/berita/1 --diff
      warta show 1853432739220846 --beside
    """
    from ingest.cli.render import stories, text, versions

    check_one(diff=diff, beside=beside)
    check_one(beside=beside, json=as_json)
    with reading(world.db) as archive:
        found = named_article(archive, id_or_url)
        if found is None:
            end(f"showing {id_or_url}: {no_article(id_or_url)}", 4)
        changed = archive.diff(found.id) if diff else []
        sightings, revisions = archive.sightings(found.id), archive.revisions(found.id)
        counterparts = archive.counterparts(found.id)
        other = archive.get(counterparts[0].id) if beside and counterparts else None
    if as_json and diff:
        print_json(asdict(each) for each in changed)
    elif as_json:
        seen = [asdict(one.sighting) | {"seen": one.seen} for one in sightings]
        print_json([asdict(found) | {"sightings": seen, "revisions": [asdict(old) for old in revisions],
                     "counterparts": [asdict(each) for each in counterparts]}])  # fmt: skip
    elif diff:
        differences = versions.difference(changed, in_colour=in_colour())
        answer("\n".join(differences) or "this article was never changed", indent=0)
    elif beside:
        from shutil import get_terminal_size

        width = get_terminal_size((100, 0)).columns
        lines = stories.beside(found, other, width) if other else ["this article has no counterpart"]
        click.echo("\n".join(lines))
    else:
        lines = list(text.article(found, sightings, revisions, stories.counterparts(counterparts)))
        answer("\n".join(lines), indent=0)


@click.command()
@click.option("--failures", "only_failures", is_flag=True, help="Only what could not be stored, each by name.")
@click.option("--clear", is_flag=True, help="With --failures: forget them; what fails again is shown again.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; of --failures one a line.")
@click.pass_obj
def status(world: World, only_failures: bool, clear: bool, as_json: bool) -> None:
    """Show what is in the archive, how its sources are, what the last runs did, and what failed.

    \b
    Example:
      warta status
      warta status --failures
    """
    from ingest.cli.render import sources as overview
    from ingest.cli.render import status as status_lines
    from ingest.cli.render import text, wrap

    dimmed: status_lines.Paint = partial(click.style, dim=True)
    if clear and not only_failures:
        raise click.UsageError("--clear goes with --failures")
    if only_failures:
        _failures(world, clear=clear, as_json=as_json)
        return
    with reading(world.db) as archive:
        found, runs, views = archive.summary(), archive.runs(), overview.sources(archive)
        days = archive.days((datetime.now(UTC) - timedelta(days=_DRAWN_DAYS)).date())
        named, offline = archive.open_failures(), archive.subscriptions.offline()
    if as_json:
        print_json(
            [
                asdict(found)
                | {
                    "failures": [astuple(each) for each in found.failures],
                    "runs": [asdict(run) for run in runs],
                    "sources": [overview.columns(view.source) | overview.facts(view) for view in views],
                    "days": [astuple(one) for one in days],
                    "offline": offline and asdict(offline),
                }
            ]
        )
        return
    columns, today = wrap.width(1), datetime.now(UTC).date()
    languages = list(dict.fromkeys(one.language or "?" for one in days))
    parts: tuple[tuple[Iterable[str], status_lines.Paint], ...] = (
        (text.summary(found), str),
        (text.runs(runs), status_lines.run),
        (status_lines.of_runs(runs), dimmed),
        (overview.offline(offline), partial(click.style, fg="red")),
        (overview.health(views, columns), status_lines.health),
        (status_lines.of_health(views), dimmed),
        (overview.days(days, today, columns), partial(status_lines.day, languages=languages)),
        (status_lines.of_days(days), dimmed),
        (text.failures(found, named), str),
    )
    for lines, paint in parts:
        for line in status_lines.shown(lines, columns, paint, in_colour=in_colour()):
            click.echo(line)


def _failures(world: World, *, clear: bool, as_json: bool) -> None:
    """List what could not be stored, and forget it if that is wanted."""
    from ingest.cli.render import text

    with reading(world.db) as archive:
        found = archive.open_failures()
    if as_json:
        print_json(asdict(each) for each in found)
    else:
        answer("\n".join(text.listed(found)) or "nothing failed that was not stored since")
    if clear:
        from store import Archive

        with Archive(world.db) as writable:
            count = writable.clear_failures()
        click.echo(f"warta: {text.counted(count, 'failure')} forgotten", err=True)


def no_article(given: str) -> str:
    """Why there is nothing of this id or address, and what to do."""
    from ingest.core import hosts

    return f"the archive has no such article; {hosts.advice(given) or '`warta search` shows ids and addresses'}"


def named_article(archive: "Archive", given: str) -> "ArchivedArticle | None":
    """An article by its id, by address as given or in canonical form, or by the path of its file; None without one."""
    if given.isdecimal() and len(given) < 20:
        return archive.get(int(given))
    if found := archive.get(given):
        return found
    if "://" not in given:
        return archive.get(os.path.abspath(given))
    from ingest.core.urls import canonical

    return archive.get(canonical(given))
