"""Which clock a written time was read from: the reading in which the dates of an article agree.

Programs call the time on the outlet's wall UTC, leave out its zone, or turn the sign of its offset round. What
readers are shown, and what the feed says, tells which it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ingest.core.dates import Written

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_STEP = timedelta(minutes=30)  # between most zones
_WESTMOST, _EASTMOST = timedelta(hours=-12), timedelta(hours=14)
_NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class Dated:
    """When something was published, and what the outlet's clock and calendar showed then."""

    moment: datetime  # UTC; midnight of a day without a time
    offset: timedelta | None  # of the outlet's clock; None where it is not known, or there is no time
    day: date  # that of UTC where nothing tells the outlet's
    is_floating: bool = False  # no zone is written, and nothing told one: read as UTC

    @property
    def minutes(self) -> int | None:
        """The offset in minutes."""
        return None if self.offset is None else round(self.offset / _MINUTE)


def read(written: Written, shown: Sequence[Written], zone: timedelta | None, days: Sequence[date] = ()) -> Dated | None:
    """Return when it was; None when the date is beyond all calendars.

    ``shown`` is what readers see of the same date, the most trusted first, ``zone`` the outlet's where that is
    certain, ``days`` its day by other signs, such as the address. Raises nothing.
    """
    moment = written.at(zone or _NO_TIME)
    if moment is None:
        return None
    if not written.has_time:
        return Dated(moment, None, written.wall.date())
    timed = [one for one in shown if one.has_time]
    for one in timed:
        if agreed := _agreed(written, one, zone):
            return agreed
    own = next((one.offset for one in timed if one.offset), None) or zone
    if written.offset is None and own is None:
        return Dated(moment, None, _day(moment, shown, days), is_floating=True)
    if written.offset and own != -written.offset:
        return _by(moment, written.offset)
    if not written.offset and own is None:
        return Dated(moment, None, _day(moment, shown, days))
    if written.offset == _NO_TIME:
        return _by(moment, own)
    return _in(written, own)  # no zone is written, or the sign is turned round


def floating(**dated: Dated | None) -> tuple[str, ...]:
    """Return the names of those whose zone is not known. Raises nothing."""
    return tuple(name for name, one in dated.items() if one and one.is_floating)


def shift(written: Written, dated: Dated) -> timedelta:
    """Return how much later a moment is than its offset says: for other dates of the same program. Raises nothing."""
    said = written.at(_NO_TIME)
    return dated.moment - said if said and written.offset is not None else _NO_TIME


def _agreed(written: Written, shown: Written, zone: timedelta | None) -> Dated | None:
    """The reading in which it is the time that is shown; None where there is none."""
    ahead = zone if shown.offset is None else shown.offset
    if ahead is None:
        return _by_difference(written, shown)
    if written.offset == _NO_TIME and shown.offset is None and _same(written.wall, shown.wall):
        return _in(written, _NO_TIME)  # a program that keeps UTC also shows it
    readings = (reading for reading in _readings(written, ahead) if _same(reading, shown.wall - ahead))
    found = next(readings, None)
    return None if found is None else _by(found.replace(tzinfo=UTC), ahead)


def _readings(written: Written, ahead: timedelta) -> Iterator[datetime]:
    """In UTC: as it is written, on the wall of the outlet, on the wall of UTC."""
    if written.offset is not None:
        yield written.wall - written.offset
    yield written.wall - ahead
    yield written.wall


def _by_difference(written: Written, shown: Written) -> Dated | None:
    """Where no zone is known: the same minute in another hour is shown on the outlet's clock."""
    if written.offset is None:
        return None
    ahead = shown.wall - (written.wall - written.offset).replace(second=0, microsecond=0)
    ahead -= timedelta(seconds=shown.wall.second)
    is_zone = _WESTMOST <= ahead <= _EASTMOST and ahead and not ahead % _STEP
    moment = written.at(_NO_TIME)
    return _by(moment, ahead) if is_zone and moment else None


def _same(one: datetime, other: datetime) -> bool:
    """Whether two times are of the same minute; printed ones have no seconds."""
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


def _in(written: Written, ahead: timedelta | None) -> Dated | None:
    moment = Written(written.wall, offset=ahead).at(_NO_TIME)
    return _by(moment, ahead) if moment else None


def _by(moment: datetime, ahead: timedelta | None) -> Dated:
    return Dated(moment, ahead, (moment + (ahead or _NO_TIME)).date())


def _day(moment: datetime, shown: Sequence[Written], days: Sequence[date]) -> date:
    """That of UTC, unless only the one before or after it is shown, or stands in the address."""
    of_utc, told = moment.date(), (*(one.wall.date() for one in shown), *days)
    return of_utc if of_utc in told else next((day for day in told if abs(day - of_utc) <= _DAY), of_utc)
