"""What is asked of an article beside its words, as conditions in SQL on ``articles`` under the name ``a``."""

from collections.abc import Sequence
from typing import Any

from store.articles.selection import of_site

from .query import Filter
from .window import Window


def conditions(filters: Sequence[Filter], window: Window) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions on columns beside the text, and their values but those of ``window.first`` and ``end``."""
    wanted: list[str] = []
    values: dict[str, Any] = {}
    if window.language:
        wanted.append("a.language = :language")
        values["language"] = window.language
    if window.site:
        wanted.append(of_site("site"))
        values["site"] = window.site
    if window.section is not None:
        wanted.append("a.section = :section")
        values["section"] = window.section
    if window.author is not None:
        wanted.append("EXISTS (SELECT 1 FROM json_each(a.authors) WHERE value = :author)")
        values["author"] = window.author
    if window.is_of_time:
        wanted.append("a.published IS NOT NULL")
    if window.first:
        wanted.append("a.published >= :first")
    if window.end:
        wanted.append("a.published < :end")
    for condition, name, value in window.exactly():
        wanted.append(condition)
        values[name] = value
    by_alternative = {number: [one for one in filters if one.alternative == number] for number in _numbers(filters)}
    always = by_alternative.pop(0, [])
    wanted += _having_all(always, values)
    if by_alternative:
        each = (" AND ".join(_having_all(those, values)) for those in by_alternative.values())
        wanted.append(" OR ".join(each).join("()"))
    return wanted, values


def _numbers(filters: Sequence[Filter]) -> list[int]:
    return sorted({one.alternative for one in filters})


def _having_all(filters: Sequence[Filter], values: dict[str, Any]) -> list[str]:
    """The conditions of one alternative: of several outlets, or authors, one is enough. Adds to ``values``."""
    wanted = []
    for column, written in (("site", of_site), ("author", _by_author), ("words", _having)):
        for is_wanted in (True, False):
            chosen = [item.value for item in filters if (item.column, item.is_wanted) == (column, is_wanted)]
            names = {f"filter_{len(values) + number}": value for number, value in enumerate(chosen)}
            if names:
                either = " OR ".join(map(written, names))
                wanted.append(f"({either})" if is_wanted else f"(({either}) IS NOT TRUE)")
                values |= names
    return wanted


def _by_author(name: str) -> str:
    """Whether an author's name holds the words."""
    return f"EXISTS (SELECT 1 FROM json_each(a.authors) WHERE instr(lower(value), lower(:{name})))"


def _having(name: str) -> str:
    """Whether it matches an expression of FTS5."""
    return f"a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :{name})"


def asks_of_rows(filters: Sequence[Filter], window: Window) -> bool:
    """Return whether something is asked for that only the articles themselves have."""
    has_author = any(item.column == "author" for item in filters) or window.author is not None
    return has_author or window.section is not None or window.arrived_since is not None
