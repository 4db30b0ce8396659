"""What is printed around the headline, for readers only: who wrote the article, and when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from ingest.core import dates
from ingest.extract import dom

from . import bylines, headline_area

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAMES_DATE = re.compile(r"date|publi[sc]|tanggal|byline", re.I)
_UPDATED = re.compile(
    r"\b(?:updat|modifi|(?:di)?revis|edited|chang|diperbarui|diperbaharui|diubah|disunting|aktualisiert)\w*"
    r"|\b(?:terakhir|last)\b",
    re.I,
)
_LONGEST = 200  # characters of a line
_LONGEST_DATE = 80
_LONGEST_LABEL = 30  # before a date: "Last updated on"
_MOST_AROUND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Names and lines with dates near the headline, those behind it first, in their order."""

    people: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()  # of publication, and of nothing said
    updates: tuple[str, ...] = ()


def read(tree: HtmlElement, headline: str | None) -> Printed:
    """What stands around the headline of a page."""
    near = headline_area.find(tree, headline)
    if not near:
        return Printed()
    lines: dict[str, bool] = {}
    for element in filter(_is_dated, near):
        for line, is_updated in _dates(element):
            lines.setdefault(line, is_updated)
    return Printed(
        people=bylines.read(tree, near),
        dates=tuple(line for line in lines if not lines[line]),
        updates=tuple(line for line in lines if lines[line]),
    )


def _is_dated(element: HtmlElement) -> bool:
    text = element.text
    return element.tag == "time" or bool(text and len(text) < _LONGEST and _YEAR.search(text))


def _dates(element: HtmlElement) -> Iterator[tuple[str, bool]]:
    """The dates in an element and before it in its line, each with whether it is of a change."""
    shown, value = dom.of(element), element.get("datetime")
    line = value or shown
    if len(line) > _LONGEST_DATE and _NAMES_DATE.search(element.get("class") or ""):
        line = line[:_LONGEST_DATE]  # Dec. 19, 2025 · by somebody on behalf of …
    start = dates.start(line)
    if start is not None and len(line) <= _LONGEST_DATE:
        before = _before(element, shown)
        yield line, _is_updated(f"{before} {shown[:start]}")
        if (earlier := dates.start(before)) is not None:
            yield before[earlier:], _is_updated(before[:earlier])


def _is_updated(label: str) -> bool:
    """Whether what stands before a date calls it that of a change."""
    return bool(_UPDATED.search(label[-_LONGEST_LABEL:]))


def _before(element: HtmlElement, shown: str) -> str:
    """What is printed before an element in the same line, in one of the elements around it."""
    for around in islice(element.iterancestors(), _MOST_AROUND):
        line = dom.line(around, _LONGEST)
        if line is None:
            return ""
        place = line.find(shown) if shown else len(line)
        if before := line[: max(place, 0)].strip():
            return before
    return ""
