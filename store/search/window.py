"""Which articles are looked at: of a time, a language, an outlet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self

from store.articles.moments import to_text

from . import times
from .times import Time

_DAY = "coalesce(a.day, date(a.published))"  # the column is empty while an article of an earlier version waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which articles are looked at; None sets no bound. Its conditions call the table of articles ``a``."""

    language: str | None = None  # ISO 639-1
    since: date | None = None  # a day of the outlets' calendars, or an aware datetime; it is inside
    until: date | None = None  # likewise: of a day all of it is inside, of a datetime its second
    site: str | None = None  # an outlet's domain, a host with its subdomains, or the site's own name; in any case
    section: str | None = None  # exactly as it stands in the archive
    author: str | None = None  # likewise: one of the authors
    arrived_since: date | None = None  # when an article first came into the archive; a day begins in UTC

    @classmethod
    def of(
        cls,
        *,
        language: str | None = None,
        since: Time | None = None,
        until: Time | None = None,
        site: str | None = None,
        arrived_since: Time | None = None,
    ) -> Self:
        """Return a window with times as callers give them. Raises ValueError or TypeError, as ``times.given``."""
        return cls(
            language=language,
            since=times.given("since", since),
            until=times.given("until", until),
            site=site,
            arrived_since=times.given("arrived_since", arrived_since),
        )

    @property
    def is_of_time(self) -> bool:
        """Whether it has a first or a last day of publication."""
        return self.since is not None or self.until is not None

    @property
    def first(self) -> str | None:
        """The earliest time that can be inside, as text of the database; None without one.

        That of a day is a day early: so far an outlet's calendar is from that of UTC at most. ValueError when
        ``since`` is naive.
        """
        if self.since is None:
            return None
        return to_text(self.since) if isinstance(self.since, datetime) else _midnight(self.since, -1)

    @property
    def end(self) -> str | None:
        """The earliest time after all that can be inside, likewise. ValueError when ``until`` is naive."""
        if self.until is None:
            return None
        if not isinstance(self.until, datetime):
            return _midnight(self.until, 2)
        try:
            return to_text(self.until + timedelta(seconds=1))
        except OverflowError:  # the last second that there is
            return None

    def exactly(self) -> Iterator[tuple[str, str, str]]:
        """Yield what has to hold beside ``first`` and ``end``: conditions, the name of the value in each, the value.

        The day stands behind the texts, so it is looked at only where ``published`` does not tell. ValueError when
        ``arrived_since`` is naive.
        """
        if self.since is not None and not isinstance(self.since, datetime):
            sure = "a.published >= date(:since_day, '+1 day') OR "
            yield f"({sure}{_DAY} >= :since_day)", "since_day", self.since.isoformat()
        if self.until is not None and not isinstance(self.until, datetime):
            yield f"(a.published < :until_day OR {_DAY} <= :until_day)", "until_day", self.until.isoformat()
        if self.arrived_since is not None:
            arrived = self.arrived_since if isinstance(self.arrived_since, datetime) else _start(self.arrived_since)
            yield "a.first_seen >= :arrived", "arrived", to_text(arrived)


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _midnight(day: date, later: int) -> str | None:
    """The start in UTC of the day so many days later; None outside the calendar."""
    try:
        return to_text(_start(day) + timedelta(days=later))
    except OverflowError:
        return None
