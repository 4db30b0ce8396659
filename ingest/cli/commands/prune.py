"""The command that drops what may be dropped one day."""

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from ingest.cli.options import World
from ingest.cli.output import print_json, reading

if TYPE_CHECKING:
    from store import Archive, Limits, Pruned

_TOGETHER = 2000  # rows in one transaction, so that no writer waits for long
_DAYS = click.IntRange(0, 36500)


@click.command()
@click.option("--captures", metavar="DAYS", type=_DAYS, help="Pages as they were received, older than so many days.")
@click.option("--fetches", metavar="DAYS", type=_DAYS, help="Polls of sources, older than so many days.")
@click.option("--runs", metavar="DAYS", type=_DAYS, help="Runs that are older, of which nothing is missing.")
@click.option("--vacuum", is_flag=True, help="Then make the file smaller; nobody can write meanwhile.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def prune(
    world: World,
    captures: int | None,
    fetches: int | None,
    runs: int | None,
    vacuum: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Drop what is old; articles, their versions and the index stay.

    Without a received page its article cannot be read again by a later version. The room that
    becomes free is used for what comes next; --vacuum gives it back to the disk.

    \b
    Example:
      warta prune --captures 365 --dry-run
      warta prune --captures 365 --fetches 30 --runs 365 --vacuum
    """
    from store import Limits

    if captures is fetches is runs is None and not vacuum:
        raise click.UsageError("say what: --captures, --fetches or --runs, each with DAYS, or --vacuum")
    days = {"captures": captures, "fetches": fetches, "runs": runs}
    limits = Limits(**{name: world.now() - timedelta(days=count) for name, count in days.items() if count is not None})
    done = _counted(world, limits) if dry_run else _pruned(world, limits)
    sizes = None if dry_run or not vacuum else _shrunk(world)
    if as_json:
        facts = asdict(done) | {"dry_run": dry_run}
        print_json([facts | ({"size_before": sizes[0], "size_after": sizes[1]} if sizes else {})])
        return
    _tell(done, sizes, dry_run=dry_run)


def _counted(world: World, limits: "Limits") -> "Pruned":
    with reading(world.db) as archive:
        return archive.prunable(limits)


def _pruned(world: World, limits: "Limits") -> "Pruned":
    from store import Archive
    from store.db.sqlite import must_exist

    must_exist(world.db, "check --db")
    with Archive(world.db) as archive:
        return _in_steps(archive, limits)


def _in_steps(archive: "Archive", limits: "Limits") -> "Pruned":
    from store import Pruned

    done = Pruned()
    while some := archive.prune(limits, most=_TOGETHER):
        done += some
    return done


def _shrunk(world: World) -> tuple[int, int]:
    from store import shrink

    return shrink(world.db)


def _tell(done: "Pruned", sizes: tuple[int, int] | None, *, dry_run: bool) -> None:
    from ingest.cli.render import text

    parts = (
        f"{text.counted(done.captures, 'received page')} ({text.size(done.capture_bytes)})",
        text.counted(done.fetches, "poll"),
        text.counted(done.runs, "run"),
    )
    click.echo(f"{'would drop' if dry_run else 'dropped'} {', '.join(parts)}")
    if sizes:
        click.echo(f"the file had {text.size(sizes[0])} and has {text.size(sizes[1])}")
