"""For whom pages are read, as said on the command line: the languages that are expected, the readers' time zone."""

import re
from collections.abc import Callable

import click

_MOST = 5  # languages; the more are expected, the less that says
_ABBREVIATIONS = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}  # on Indonesian clocks
_CODE = re.compile(r"[a-z]{2}")


def codes(given: str, named: str = "--languages") -> str:
    """The codes of languages as they are kept; raises click.BadParameter."""
    from ingest import language

    found = [code.strip().lower() for code in given.split(",")]
    for code in found:
        if not _CODE.fullmatch(code) or code not in language.codes():
            known = ", ".join(sorted(language.codes()))
            raise click.BadParameter(f"{code!r} is none that can be told: {known}", param_hint=named)
    if len({*found}) > _MOST:
        raise click.BadParameter(f"give {_MOST} at most: the more are expected, the less it says", param_hint=named)
    return ",".join(dict.fromkeys(found))


def zone(given: str, named: str = "--timezone") -> str:
    """A time zone as it is kept; raises click.BadParameter."""
    from datetime import datetime

    from ingest.core.readers import BadSettings, Readers

    given = _ABBREVIATIONS.get(given.upper(), given)
    try:
        Readers(timezone=given).ahead(datetime(2026, 1, 1))  # noqa: DTZ001  # what a wall clock shows
    except BadSettings as error:
        raise click.BadParameter(f"{given}: {error.reason}; give one such as Asia/Jakarta", param_hint=named) from error
    return given


def _checked(check: Callable[[str], str]) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    return lambda context, parameter, given: check(given) if given else None


languages = click.option(
    "--languages",
    metavar="CODES",
    callback=_checked(codes),
    help="The languages that are expected, e.g. id,en (the default).",
)
timezone = click.option(
    "--timezone", metavar="ZONE", callback=_checked(zone), help="The readers' time zone, e.g. Asia/Jakarta."
)
