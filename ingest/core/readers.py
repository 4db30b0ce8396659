"""Whose archive it is: the languages that are expected, and the time zone where nothing else tells one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from store import WartaError

LANGUAGES, TIMEZONE = "languages", "timezone"  # by these names they are kept in the archive


class BadSettings(WartaError):
    """What is set for an archive cannot be meant."""

    exit_code = 78


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """The readers of an archive, as set for it."""

    languages: tuple[str, ...] = ("id", "en")  # ISO 639-1; others remain possible
    timezone: str | None = None  # such as Asia/Jakarta; None: where nothing tells an outlet's, it is UTC
    links: bool = True  # whether what comes in is linked, for which it is worked out what each article is about

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Self:
        """Return the readers that are set for an archive; raises BadSettings when the zone is none."""
        codes = tuple(filter(None, settings.get(LANGUAGES, "").split(",")))
        found = cls(languages=codes or cls().languages, timezone=settings.get(TIMEZONE) or None)
        found.ahead(datetime(2026, 1, 1))  # noqa: DTZ001  # what a wall clock shows
        return found

    def ahead(self, wall: datetime) -> timedelta | None:
        """Return how far their clocks are ahead of UTC, at what they show; None where no zone is set.

        Raises BadSettings when it is no zone.
        """
        if self.timezone is None:
            return None
        try:
            return ZoneInfo(self.timezone).utcoffset(wall)
        except (KeyError, ValueError, OSError) as error:
            advice = "set one such as Asia/Jakarta: warta init --timezone Asia/Jakarta"
            raise BadSettings("reading the settings", self.timezone, "there is no such time zone", advice) from error
