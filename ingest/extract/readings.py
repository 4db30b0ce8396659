"""Whether a newsroom changed an article, or only our reading of its page differs.

Another capture of the same article may give a shorter text, because another method found it or a part of it is
hidden; a later version of warta may read all of it better. Neither is a correction.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from ingest.core import charset
from ingest.core.model import Draft, Kind, Page

from . import dom, html, parsing

_PROSE = 60  # characters: a shorter line may stand anywhere in a page
_ALIKE = 60.0  # of 100: a line that was changed
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
    has_hidden: bool = False  # a part of the text is kept from a version before, which the page hides


def compare(before: Reading, now: Reading) -> Verdict:
    """Return what a text means that differs from the one before; both pages are read as today.

    Nothing was removed or added that does not stand in the bytes of both pages: then only the reading differs.
    Raises nothing of its own; trafilatura, htmldate and lxml may raise on odd pages.
    """
    if before.page.kind is not Kind.PAGE or now.page.kind is not Kind.PAGE:
        return Verdict.CHANGED
    again = html.draft(before.page)
    title, text = (again.title, again.text) if isinstance(again, Draft) else (before.title, before.text)
    if before.has_hidden:
        text = _with_hidden(before.text, text, before.page)
    if dom.compact(text) == dom.compact(now.text) and dom.fold(now.title) in (dom.fold(title), dom.fold(before.title)):
        return Verdict.READ_BETTER  # as it is read today
    removed, added = _lines(text) - _lines(now.text), _lines(now.text) - _lines(text)
    if dom.fold(title) != dom.fold(now.title) and dom.fold(before.title) != dom.fold(now.title):
        removed, added = removed | _lines(title or ""), added | _lines(now.title or "")
    if not (_stands_in(now.page, removed) and _stands_in(before.page, added)):
        return Verdict.CHANGED
    return Verdict.READ_BETTER if len(now.text) > len(before.text) else Verdict.READ_WORSE


def whole(before: Reading, now: Reading) -> str | None:
    """Return the text of a changed article with what its page still holds of the one before, but hides; None without.

    The newsroom changed a part, and another part is not shown: that was not removed. Raises nothing of its own.
    """
    if before.page.kind is not Kind.PAGE or now.page.kind is not Kind.PAGE:
        return None
    text = _with_hidden(before.text, now.text, now.page)
    return None if text == now.text else text


def _with_hidden(older: str, shown: str, page: Page) -> str:
    """The lines that are shown, and between them those of an older text that the page holds all the same."""
    old, new = older.split("\n"), shown.split("\n")
    there = {dom.compact(line) for line in new}
    gone = {line for line in old if len(line) >= _PROSE and dom.compact(line) not in there}
    in_bytes = _content(page) if gone else None
    hidden = {line for line in gone if in_bytes is not None and dom.compact(line) in in_bytes}
    if not hidden:
        return shown
    matcher = SequenceMatcher(None, [*map(dom.compact, old)], [*map(dom.compact, new)], autojunk=False)
    lines: list[str] = []
    for _, first, last, begin, end in matcher.get_opcodes():
        lines += _merged(old[first:last], new[begin:end], hidden)
    return "\n".join(lines)


def _merged(old: list[str], new: list[str], hidden: set[str]) -> list[str]:
    """The lines that took the place of others, and the hidden ones among those before or after what became of these."""
    before: list[list[str]] = [[] for _ in range(len(new) + 1)]  # hidden lines, by the line before which they go
    became = _became([line for line in old if line not in hidden], new)
    place, waiting = 0, list[str]()
    for line in old:
        if line in hidden:
            waiting.append(line)
        elif (at := became.get(line)) is not None:
            before[place if place else at] += waiting
            place, waiting = at + 1, []
    before[place if place else len(new)] += waiting
    return [each for at, line in enumerate([*new, None]) for each in (*before[at], line) if each is not None]


def _became(old: list[str], new: list[str]) -> dict[str, int]:
    """As which of the new lines each of those that were changed stands there, in order."""
    from rapidfuzz.fuzz import ratio

    found: dict[str, int] = {}
    at = 0
    for line in old:
        alike = [(ratio(line, new[number]), -number) for number in range(at, len(new))]
        if alike and (best := max(alike))[0] >= _ALIKE:
            found[line], at = -best[1], 1 - best[1]
    return found


def _lines(text: str) -> set[str]:
    return {compact for line in text.split("\n") if (compact := dom.compact(line))}


def _stands_in(page: Page, lines: set[str]) -> bool:
    """Whether a page holds all lines."""
    if not lines:
        return True
    whole = _content(page)
    return whole is not None and all(line in whole for line in lines)


def _content(page: Page) -> str | None:
    """All that a page holds, wherever and however hidden, but not struck out; None of what is no page."""
    tree = parsing.parse(charset.decode(page.body, page.content_type))
    if tree is None:
        return None
    unseen = " or ".join(f"ancestor::{name}" for name in _UNSEEN)
    return dom.compact("".join(tree.xpath(f"//text()[not({unseen})]")))
