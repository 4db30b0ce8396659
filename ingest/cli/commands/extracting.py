"""The extract command."""

from pathlib import Path

import click

from ingest.cli import readers
from ingest.cli.options import World, list_file, named, scheduler
from ingest.cli.options import jobs as jobs_option
from ingest.cli.output import leave, say
from ingest.cli.shown import Shown
from ingest.cli.shown import shown as shown_options


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@click.option(
    "--out", metavar="DIR", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where shards go."
)
@list_file
@jobs_option
@scheduler
@readers.languages
@readers.timezone
@shown_options
@click.pass_obj
def extract(
    world: World,
    sources: tuple[str, ...],
    out: Path,
    listed: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    languages: str | None,
    timezone: str | None,
    shown: Shown,
) -> None:
    """Extract articles from files to Parquet, without an archive.

    A SOURCE is a file or folder that `import` reads: WARC, HTML, text, JSONL. Each WARC file
    (each slice of a large one), or some hundred other documents, makes a shard in DIR, with
    the columns of `export --format parquet`; _manifest.json says what is in them and what
    could not be read. A shard is there whole or not at all; run again, what is there is
    skipped. `warta import DIR` takes the shards into an archive. The machines of a cluster
    have to see the files and DIR under the same names.

    \b
    Example:
      warta extract CC-NEWS-2026-01/ --out shards
      warta import shards
      warta extract /data/CC-NEWS-2026-01/ --out /data/shards --scheduler tcp://10.0.0.5:8786
    """
    import ingest
    from ingest.cli import console
    from ingest.cli.render import text
    from ingest.core.progress import Progress
    from ingest.core.readers import LANGUAGES, TIMEZONE, Readers

    sources = named(sources, listed)
    progress = Progress()
    whose = Readers.of({LANGUAGES: languages or "", TIMEZONE: timezone or ""})
    with console.listener(shown, progress=progress) as listener:
        work = ingest.extract_to_async(
            out, sources, jobs=jobs, scheduler=scheduler, readers=whose, listener=listener, progress=progress,
            now=world.now,
        )  # fmt: skip
        report, signal_code = console.run(work)
    say(text.extracted(report, out))
    leave(signal_code or report.exit_code, is_signal=bool(signal_code))
