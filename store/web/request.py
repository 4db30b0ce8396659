"""What a browser asks for, and its parameters as values within bounds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

Choice = TypeVar("Choice", bound=str)
_LONGEST = 200  # bytes of a name: an author, a section, a host
LONGEST_QUERY = 500  # bytes of what is looked for: some eighty words; it stands in every link of the page
NAMES = frozenset(
    {
        "q", "page", "sort", "language", "site", "section", "author", "since", "until", "part", "version", "beside",
        "kind", "before", "words", "by", "step", "ui", "across",
    }
)  # fmt: skip
_ID = re.compile(r"[0-9]{1,18}")
_ANY = 1 << 62  # no bound
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One GET: the path below the root of the room, the query's parameters, headers by lower-case name."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)  # of one that is given twice either
    headers: Mapping[str, str] = field(default_factory=dict)


class BadParameter(ValueError):
    """A parameter that cannot be meant; ``wanted`` is the key of the words that say what can be, ``allowed``."""

    def __init__(self, name: str, value: str, wanted: str, allowed: str = "") -> None:
        self.name = name
        self.value = value
        self.wanted = wanted
        self.allowed = allowed
        super().__init__(f"{name}={value!r}")


def shown(query: Mapping[str, str]) -> dict[str, str]:
    """Return what of a query is written into the links of a page: what there is, and not beyond all measure."""
    longest = {"q": LONGEST_QUERY, "words": LONGEST_QUERY}
    return {
        name: value
        for name, value in query.items()
        if name in NAMES and len(value.encode("utf-8", "replace")) <= longest.get(name, _LONGEST)
    }


@dataclass(frozen=True, slots=True)
class Parameters:
    """The query of a request, each parameter as the value that it stands for; an empty one is not given."""

    given: Mapping[str, str]

    def text(self, name: str, longest: int = _LONGEST) -> str:
        """Return what was typed, without space around it; "" when nothing was. Raises BadParameter when too long."""
        value = self.given.get(name, "").strip().encode("utf-8", "replace").decode()  # half a character is none
        if len(value.encode()) > longest:
            raise BadParameter(name, f"{value[:60]}…", "wanted_shorter")
        return value

    def name(self, name: str) -> str | None:
        """Return a name, None when none was given. Raises BadParameter when it is too long."""
        return self.text(name) or None

    def day(self, name: str) -> date | None:
        """Return a day, None when none was given. Raises BadParameter when it is none."""
        value = self.text(name)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise BadParameter(name, value, "wanted_day") from error

    def language(self, name: str) -> str | None:
        """Return a code of two or three letters, None when none was given. Raises BadParameter for another value."""
        value = self.text(name).lower()
        if value and not _LANGUAGE.fullmatch(value):
            raise BadParameter(name, value, "wanted_language")
        return value or None

    def number(self, name: str, default: int, *, lowest: int = 0, highest: int = _ANY) -> int:
        """Return a whole number. Raises BadParameter when it is none, or out of bounds."""
        value = self.text(name)
        if not value:
            return default
        if not _ID.fullmatch(value) or not lowest <= int(value) <= highest:
            raise BadParameter(name, value, "wanted_number", f"{lowest}–{highest}" if highest < _ANY else f"≥ {lowest}")
        return int(value)

    def choice(self, name: str, *choices: Choice) -> Choice:
        """Return one of the choices, the first when none was given. Raises BadParameter for another value."""
        value = self.text(name) or choices[0]
        for choice in choices:
            if choice == value:
                return choice
        raise BadParameter(name, value, "wanted_choice", ", ".join(choices))
