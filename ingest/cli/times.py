"""Times as a person gives them: yesterday, 7d, 2026-01, a day, a full time; and the options that take them."""

import re
from datetime import date, datetime, time, timedelta, tzinfo

import click

from .options import World

_DAYS_AGO = {"today": 0, "yesterday": 1, "hari ini": 0, "kemarin": 1}
_AGO = re.compile(r"(\d{1,5})\s*([hdw])", re.I)
_UNITS = {"d": "days", "w": "weeks"}
_PERIOD = re.compile(r"\d{4}(?:-\d\d?(?:-\d\d?)?)?")
_ADVICE = "give a day such as 2026-01-05, a month, a year, a full time, today, yesterday, 7d, 2w or 12h"


def parse(text: str, now: datetime, *, is_end: bool = False) -> date:
    """Return the day, or the aware moment, that a person means; of a month or year its first day, or its last.

    ``now`` is by the clock of that person, whose zone a time without one is in. Raises ValueError for anything else.
    """
    words = " ".join(text.lower().split())
    if words in _DAYS_AGO:
        return now.date() - timedelta(days=_DAYS_AGO[words])
    if ago := _AGO.fullmatch(words):
        return _ago(int(ago[1]), ago[2], now)
    if _PERIOD.fullmatch(words):
        return _of_period(*map(int, words.split("-")), is_end=is_end)
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def _of_period(year: int, month: int | None = None, day: int | None = None, *, is_end: bool) -> date:
    """The first day of a month or year, or its last."""
    from calendar import monthrange

    month = month or (12 if is_end else 1)
    return date(year, month, day or (monthrange(year, month)[1] if is_end else 1))


def _ago(count: int, unit: str, now: datetime) -> date:
    return now - timedelta(hours=count) if unit == "h" else now.date() - timedelta(**{_UNITS[unit]: count})


def _read(context: click.Context, parameter: click.Parameter, text: str | None) -> date | None:
    """An option's time, or None without one; raises click.BadParameter."""
    if text is None:
        return None
    world = context.find_object(World) or World()
    now = world.now().astimezone(_zone(world))
    try:
        return parse(text, now, is_end=parameter.name == "until")
    except (ValueError, OverflowError) as error:
        raise click.BadParameter(f"{text!r} is no time; {_ADVICE}", context, parameter) from error


def _read_moment(context: click.Context, parameter: click.Parameter, text: str | None) -> datetime | None:
    """An option's time as an aware moment; raises click.BadParameter."""
    given = _read(context, parameter, text)
    return given if given is None else moment(given, _zone(context.find_object(World) or World()))


def moment(given: date, zone: tzinfo | None) -> datetime:
    """Return an aware moment; a day begins in that zone, None: by the machine's clock."""
    if isinstance(given, datetime):
        return given
    midnight = datetime.combine(given, time.min, zone)
    return midnight if zone else midnight.astimezone()


def _zone(world: World) -> tzinfo | None:
    """The zone that is set for the archive; None where none is, or the archive cannot be read, which is said later."""
    if not world.db.is_file():
        return None
    from zoneinfo import ZoneInfo

    from store import Archive, WartaError

    try:
        with Archive(world.db, readonly=True) as archive:
            name = archive.settings().get("timezone")
        return ZoneInfo(name) if name else None
    except (WartaError, KeyError, ValueError, OSError):
        return None


since = click.option(
    "--since", callback=_read, metavar="TIME", help="Only articles of this day, as their outlet counts, or later."
)
until = click.option("--until", callback=_read, metavar="TIME", help="Only articles of this day, or month, or earlier.")
arrived_since = click.option(
    "--arrived-since", callback=_read_moment, metavar="TIME", help="Only articles that came into the archive since."
)
noticed_since = click.option(
    "--since", callback=_read_moment, metavar="TIME", help="Only what the archive noticed since."
)


def check_order(since: date | None, until: date | None) -> None:
    """Refuse a window that ends before it begins."""
    if since is None or until is None:
        return
    is_exact = isinstance(since, datetime) and isinstance(until, datetime)
    if since > until if is_exact else _day(since) > _day(until):
        raise click.BadParameter("it is before --since", param_hint="--until")


def _day(given: date) -> date:
    return given.date() if isinstance(given, datetime) else given
