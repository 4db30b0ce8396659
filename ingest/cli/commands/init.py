"""The command that sets for whom an archive is."""

import re

import click

from ingest.cli.options import World
from ingest.cli.output import print_json

_MOST = 5  # languages; the more are expected, the less that says
_CODE = re.compile(r"[a-z]{2}")


@click.command()
@click.option("--languages", metavar="CODES", help="The languages that are expected, e.g. id,en (the default).")
@click.option("--timezone", metavar="ZONE", help="The readers' time zone, e.g. Asia/Jakarta.")
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

    wanted = {LANGUAGES: languages and codes(languages), TIMEZONE: timezone and zone(timezone)}
    is_new = not world.db.exists()
    with Archive(world.db) as archive:
        for name, value in wanted.items():
            if value:
                archive.set(name, value)
        readers, articles = Readers.of(archive.settings()), archive.summary().articles
    facts = {LANGUAGES: list(readers.languages), TIMEZONE: readers.timezone}
    if as_json:
        print_json([{"path": str(world.db), **facts}])
        return
    made = "made, " if is_new else ""
    click.echo(f"{world.db}: {made}languages {', '.join(readers.languages)}, time zone {readers.timezone or 'not set'}")
    if any(wanted.values()) and articles:
        click.echo("what is in it stays as it is; `warta reextract` reads it again", err=True)


def codes(given: str) -> str:
    """The codes as they are kept; raises click.BadParameter."""
    from ingest import language

    codes = [code.strip().lower() for code in given.split(",")]
    for code in codes:
        if not _CODE.fullmatch(code) or code not in language.codes():
            known = ", ".join(sorted(language.codes()))
            raise click.BadParameter(f"{code!r} is none that can be told: {known}", param_hint="languages")
    if len({*codes}) > _MOST:
        raise click.BadParameter(
            f"give {_MOST} at most: the more are expected, the less it says", param_hint="languages"
        )
    return ",".join(dict.fromkeys(codes))


def zone(given: str) -> str:
    """The zone as it is kept; raises click.BadParameter."""
    from datetime import datetime

    from ingest.core.readers import BadSettings, Readers

    try:
        Readers(timezone=given).ahead(datetime(2026, 1, 1))  # noqa: DTZ001  # what a wall clock shows
    except BadSettings as error:
        raise click.BadParameter(
            f"{given}: {error.reason}; give one such as Asia/Jakarta", param_hint="timezone"
        ) from error
    return given
