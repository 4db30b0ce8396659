"""The command that sets for whom an archive is."""

import click

from ingest.cli import readers
from ingest.cli.options import World
from ingest.cli.output import print_json


@click.command()
@readers.languages
@readers.timezone
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def init(world: World, languages: str | None, timezone: str | None, as_json: bool) -> None:
    """Make an archive and set its languages and time zone; without options, show them.

    They are kept in the archive and hold for all later imports and syncs. The languages make
    it likelier that a short text is in one of them; any other is still told. The zone is that
    of dates where neither the page nor its country nor an Indonesian text tells one. What is
    in the archive already stays as it is; `warta reextract` reads it again.

    \b
    Example:
      warta init --languages id,en --timezone Asia/Jakarta
      warta init --languages sw,en --timezone Africa/Nairobi
    """
    from ingest.core.readers import LANGUAGES, TIMEZONE, Readers
    from store import Archive

    wanted = {LANGUAGES: languages, TIMEZONE: timezone}
    is_new = not world.db.exists()
    with Archive(world.db) as archive:
        for name, value in wanted.items():
            if value:
                archive.set(name, value)
        found, articles = Readers.of(archive.settings()), archive.summary().articles
    facts = {LANGUAGES: list(found.languages), TIMEZONE: found.timezone}
    if as_json:
        print_json([{"path": str(world.db), **facts}])
        return
    made = "made, " if is_new else ""
    click.echo(f"{world.db}: {made}languages {', '.join(found.languages)}, time zone {found.timezone or 'not set'}")
    if any(wanted.values()) and articles:
        click.echo("what is in it stays as it is; `warta reextract` reads it again", err=True)
