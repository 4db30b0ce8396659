"""Which pages are kept as they were received, and for how long: set for the archive, and kept in it."""

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from store.db import settings

SETTING = "captures"
MEANINGS = "all, changed, none, or days N such as days 90"
_MOST_DAYS = 36_500
_DAYS = re.compile(r"days\s+([0-9]{1,5})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What is written of what is received, and when it is dropped; the default is that of a new archive."""

    every: bool = False  # also another page with the same text, such as one with another advert
    days: int | None = None  # then it is dropped; None: never, 0: it is not written at all

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return what a setting stands for. Raises ValueError, with the reason in words."""
        word = " ".join(text.lower().split())
        if word in ("all", "changed"):
            return cls(every=word == "all")
        days = _DAYS.fullmatch("days 0" if word == "none" else word)
        if days is None or int(days[1]) > _MOST_DAYS:
            raise ValueError(f"{text!r} is none of {MEANINGS}")
        return cls(days=int(days[1]))

    @classmethod
    def of(cls, set_values: Mapping[str, str]) -> Self:
        """Return what is set for an archive; the default for what no warta has written. Raises nothing."""
        try:
            return cls.parse(set_values[SETTING])
        except (KeyError, ValueError):
            return cls()


def load(connection: sqlite3.Connection) -> Retention:
    """Return what is set for an archive. Raises sqlite3.Error."""
    return Retention.of(settings.load(connection))
