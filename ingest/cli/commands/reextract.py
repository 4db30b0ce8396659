"""The command that reads stored pages again."""

import click

from ingest.cli.options import World
from ingest.cli.options import jobs as jobs_option
from ingest.cli.output import leave, print_json, say
from ingest.cli.shown import Shown
from ingest.cli.shown import shown as shown_options


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@jobs_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@shown_options
@click.pass_obj
def reextract(world: World, dry_run: bool, jobs: int | None, as_json: bool, shown: Shown) -> None:
    """Run today's extraction again over the stored pages, after an upgrade or `warta init`.

    All pages are read first, then it is said what changes, by kind, and then that is written.
    It makes no versions, since the newsroom changed nothing; ids and addresses stay. Articles
    whose pages were not kept, or whose text is a feed's, stay as they are.

    \b
    Example:
      warta reextract --dry-run
      warta backup /mnt/disk/ && warta reextract
    """
    from ingest.cli import console
    from ingest.core.report import processors
    from ingest.pipeline import rereading
    from store import Archive
    from store.db.sqlite import must_exist

    must_exist(world.db, "check --db")
    with Archive(world.db) as archive, console.listener(shown) as listener:
        work = rereading.reextract(archive, listener, jobs=jobs or processors(), dry_run=dry_run)
        found, signal_code = console.run(work)
    if as_json:
        names = ("read", "changed", "unreadable", "written")
        print_json([{name: getattr(found, name) for name in names} | {"kinds": dict(found.kinds), "dry_run": dry_run}])
    else:
        say("nothing is written" if dry_run or found.is_stopped else f"{found.written} changed")
    leave(signal_code, is_signal=bool(signal_code))
