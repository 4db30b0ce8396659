"""Whether a newsroom changed an article, or only our reading of its page differs.

Another capture of the same article may give a shorter text, because another method found it or a part of it is
hidden; a later version of warta may read all of it better. Neither is a correction.
"""

from dataclasses import dataclass
from enum import StrEnum

from ingest.core import charset
from ingest.core.model import Draft, Kind, Page

from . import dom, html, parsing

_UNSEEN = ("script", "style", "template", "del", "s", "strike")


class Verdict(StrEnum):
    """What another text at the address of an article means."""

    CHANGED = "changed"  # the newsroom changed it
    READ_BETTER = "read better"  # the same article, of which this is the better reading
    READ_WORSE = "read worse"  # the same article, of which the one before is the better reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text, and the page from which it was read."""

    page: Page
    title: str | None
    text: str


def compare(before: Reading, now: Reading) -> Verdict:
    """Return what a text means that differs from the one before; both pages are read as today.

    Nothing was removed or added that does not stand in the bytes of both pages: then only the reading differs.
    Raises nothing of its own; trafilatura, htmldate and lxml may raise on odd pages.
    """
    if before.page.kind is not Kind.PAGE or now.page.kind is not Kind.PAGE:
        return Verdict.CHANGED
    again = html.draft(before.page)
    title, text = (again.title, again.text) if isinstance(again, Draft) else (before.title, before.text)
    if dom.compact(text) == dom.compact(now.text) and dom.fold(now.title) in (dom.fold(title), dom.fold(before.title)):
        return Verdict.READ_BETTER  # as it is read today
    removed, added = _lines(text) - _lines(now.text), _lines(now.text) - _lines(text)
    if dom.fold(title) != dom.fold(now.title) and dom.fold(before.title) != dom.fold(now.title):
        removed, added = removed | _lines(title or ""), added | _lines(now.title or "")
    if not (_stands_in(now.page, removed) and _stands_in(before.page, added)):
        return Verdict.CHANGED
    return Verdict.READ_BETTER if len(now.text) > len(before.text) else Verdict.READ_WORSE


def _lines(text: str) -> set[str]:
    return {compact for line in text.split("\n") if (compact := dom.compact(line))}


def _stands_in(page: Page, lines: set[str]) -> bool:
    """Whether a page holds all lines, wherever and however hidden, but not struck out."""
    if not lines:
        return True
    tree = parsing.parse(charset.decode(page.body, page.content_type))
    if tree is None:
        return False
    unseen = " or ".join(f"ancestor::{name}" for name in _UNSEEN)
    whole = dom.compact("".join(tree.xpath(f"//text()[not({unseen})]")))
    return all(line in whole for line in lines)
