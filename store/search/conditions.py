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
    _add_filters(filters, wanted, values)
    return wanted, values


def _add_filters(filters: Sequence[Filter], wanted: list[str], values: dict[str, Any]) -> None:
    for column, written in (("site", of_site), ("author", _by_author), ("words", _having)):
        for is_wanted in (True, False):
            chosen = [item.value for item in filters if (item.column, item.is_wanted) == (column, is_wanted)]
            names = {f"{column}_{'is' if is_wanted else 'not'}_{number}": value for number, value in enumerate(chosen)}
            if names:
                either = " OR ".join(map(written, names))
                wanted.append(f"({either})" if is_wanted else f"({either}) IS NOT TRUE")
                values |= names


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
