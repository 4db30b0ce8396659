"""For whom pages are read, as said on the command line: the languages that are expected, the readers' time zone."""

import re

import click

_MOST = 5  # languages; the more are expected, the less that says
_CODE = re.compile(r"[a-z]{2}")


def _codes(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    if not given:
        return None
    from ingest import language

    codes = [code.strip().lower() for code in given.split(",")]
    for code in codes:
        if not _CODE.fullmatch(code) or code not in language.codes():
            known = ", ".join(sorted(language.codes()))
            raise click.BadParameter(f"{code!r} is none that can be told: {known}", param_hint="--languages")
    if len({*codes}) > _MOST:
        raise click.BadParameter(
            f"give {_MOST} at most: the more are expected, the less it says", param_hint="--languages"
        )
    return ",".join(dict.fromkeys(codes))


def _zone(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    if not given:
        return None
    from datetime import datetime

    from ingest.core.readers import BadSettings, Readers

    try:
        Readers(timezone=given).ahead(datetime(2026, 1, 1))  # noqa: DTZ001  # what a wall clock shows
    except BadSettings as error:
        raise click.BadParameter(
            f"{given}: {error.reason}; give one such as Asia/Jakarta", param_hint="--timezone"
        ) from error
    return given


languages = click.option(
    "--languages", metavar="CODES", callback=_codes, help="The languages that are expected, e.g. id,en (the default)."
)
timezone = click.option("--timezone", metavar="ZONE", callback=_zone, help="The readers' time zone, e.g. Asia/Jakarta.")
