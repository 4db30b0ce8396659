"""Roles that stand in elements of their own beside the names: <span>Penulis</span> <a>…</a>."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from ingest.extract import dom, naming
from ingest.extract.survey import Survey

from . import credits, names
from .credits import Credit
from .headline_area import Area

_LABELS = (
    "a",
    "b",
    "dt",
    "div",
    "em",
    "h4",
    "h5",
    "h6",
    "i",
    "label",
    "li",
    "p",
    "small",
    "span",
    "strong",
    "td",
    "th",
)
_WORDS = ("penulis", "reporter", "pewarta", "wartawan", "editor", "penyunting", "redaktur")
_WORD = rf"\b(?:{'|'.join(_WORDS)})\b"
_ROLE = re.compile(rf"\s*{_WORD}\s*[:：]?\s*", re.I)
_ROLES = naming.Wording(re.compile(_WORD, re.I), *_WORDS)
_LONGEST_LABEL = 30  # characters
_MOST_LABELS = 50
_LONGEST = 100  # characters of a role and names
_EDGES = " :：\n\t\r"
_MOST_AROUND = 3  # elements around a role in which its name may stand


def find(area: Area) -> Credit:
    """Return the people beside the names of roles, in the parts of the page that are the article's.

    An editor before the word is one by profession, not of this article, unless a writer is named too. Raises nothing.
    """
    labels = [*area.own(islice(_labels(area.survey), _MOST_LABELS))]
    found = credits.merged(filter(None, map(_credit, labels)))
    return found if found.writers else credits.merged(filter(None, map(_credit_after, labels)))


def _labels(survey: Survey) -> Iterator[HtmlElement]:
    for element in survey.in_order(survey.labelled(_ROLES)):
        text = element.text or ""
        if element.tag in _LABELS and len(text) <= _LONGEST_LABEL and _ROLE.fullmatch(text):
            yield element


def _credit(label: HtmlElement) -> Credit | None:
    if found := _credit_after(label):
        return found
    found = _first(label, _around(label))
    return found if found and all(map(names.looks_personal, (*found.writers, *found.editors))) else None


def _credit_after(label: HtmlElement) -> Credit | None:
    return _first(label, _after(label))


def _first(label: HtmlElement, beside: Iterator[str]) -> Credit | None:
    role = label.text.strip(_EDGES)
    return next(filter(None, (credits.of(role, named.strip(_EDGES)) for named in beside)), None)


def _after(label: HtmlElement) -> Iterator[str]:
    """What stands in the same element, after it, or in the next."""
    yield " ".join(piece for child in label if (piece := dom.line(child, _LONGEST)))
    yield " ".join((label.tail or "").split())[:_LONGEST]
    following = label.getnext()
    if following is not None and not _ROLE.fullmatch(following.text or ""):
        yield dom.line(following, _LONGEST) or ""


def _around(label: HtmlElement) -> Iterator[str]:
    """What stands in the elements around it, the nearest first, as long as that is one role and names."""
    for around in islice(label.iterancestors(), _MOST_AROUND):
        if dom.line(around, _LONGEST) is None:
            return
        line = " ".join(" ".join(around.itertext()).split())  # of blocks that have no space between them
        if len(_ROLE.findall(line)) > 1:
            return
        yield _ROLE.sub(" ", line)
