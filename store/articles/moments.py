"""How times are written in the database, and read from it."""

from datetime import UTC, datetime
from functools import lru_cache

from store.db.errors import BadRow


def to_text(moment: datetime) -> str:
    """Return an aware datetime as text of the database: ``2026-01-05T00:00:00Z``, in UTC, to the second.

    Raises ValueError when it is naive, or outside the years 1 to 9999 in UTC.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone: give an aware datetime, for example in UTC")
    try:
        return _written(moment.astimezone(UTC))
    except OverflowError as error:
        raise ValueError(f"{moment!r} is before the year 1 or after the year 9999 in UTC") from error


@lru_cache(maxsize=1_000)  # of one moment it is asked for several rows
def _written(utc: datetime) -> str:
    return f"{utc.isoformat()[:19]}Z"


def to_moment(text: str) -> datetime:
    """Return a time of the database as an aware datetime in UTC. Raises BadRow when it is not written as one."""
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise BadRow(str(error)) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_day_alone(published: datetime, offset: int | None) -> bool:
    """Return whether a time stands for a day of which no hour was told: it is its midnight in UTC, of no clock."""
    return offset is None and (published.hour, published.minute, published.second) == (0, 0, 0)
