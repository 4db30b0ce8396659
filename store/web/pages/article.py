"""One article: its text with the words that were looked for, beside its earlier versions or its counterpart."""

from dataclasses import dataclass, replace
from datetime import datetime

from store.articles import diff
from store.articles.types import ArchivedArticle, Revision
from store.web import compare
from store.web.marks import Marks
from store.web.request import LONGEST_QUERY
from store.web.responses import Response

from .visit import NotThere, Visit

_PART = 25_000  # characters of a text on one page, about; a longer one goes on on the next
_BESIDE = 20_000  # characters of each of two texts beside each other


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one version in the next."""

    number: int
    is_latest: bool
    until: datetime  # of the older one
    title: list[compare.Run]
    text: list[compare.Run]


def page(visit: Visit, article_id: str) -> Response:
    """Return the page of an article. Raises NotThere, BadParameter, or a StoreError."""
    archive, browse = visit.archive, visit.archive.browse
    found = article(visit, article_id)
    parts = in_parts(found.text)
    number = visit.query.number("part", 1, lowest=1, highest=len(parts))
    revisions = archive.revisions(found.id)
    other = _beside(visit, found)
    return visit.view.page(
        "article.html",
        article=found,
        paragraphs=parts[number - 1],
        part=number,
        parts=len(parts),
        sightings=archive.sightings(found.id),
        captures=browse.captures(found.id),
        revisions=revisions,
        difference=_difference(visit, found, revisions),
        counterparts=archive.counterparts(found.id),
        copies=browse.copies(found.id),
        story=browse.story_of(found.id),
        other=other,
        rows=compare.side_by_side(_paragraphs(found.text[:_BESIDE]), _paragraphs(other.text[:_BESIDE]))
        if other
        else [],
        marks=Marks(visit.query.text("q", LONGEST_QUERY)),
    )


def article(visit: Visit, article_id: str) -> ArchivedArticle:
    """Return an article by its id. Raises NotThere, or a StoreError."""
    found = visit.archive.get(int(article_id))
    if found is None:
        raise NotThere("no_article")
    return replace(found, authors=_texts(found.authors), tags=_texts(found.tags), editors=_texts(found.editors))


def _texts(values: tuple[object, ...]) -> tuple[str, ...]:
    """What another program put into a list is shown as text all the same."""
    return tuple(str(value) for value in values)


def _difference(visit: Visit, found: ArchivedArticle, revisions: list[Revision]) -> Difference | None:
    """What was asked for to be compared; None for nothing."""
    if not visit.query.text("version"):
        return None
    number = visit.query.number("version", 0, highest=len(revisions) - 1)
    old = revisions[number]
    new = revisions[number + 1] if number + 1 < len(revisions) else found
    changed = diff.compare(old.title, old.text, new.title, new.text)
    return Difference(
        number, new is found, old.until, compare.runs(changed.title), compare.folded(compare.runs(changed.text))
    )


def _beside(visit: Visit, found: ArchivedArticle) -> ArchivedArticle | None:
    if not visit.query.text("beside"):
        return None
    wanted = visit.query.number("beside", 0)
    if wanted not in {each.id for each in visit.archive.counterparts(found.id)}:
        raise NotThere("no_counterpart")
    return visit.archive.get(wanted)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def in_parts(text: str) -> list[list[str]]:
    """Return the paragraphs of a text in parts that make a page each; of an empty text one empty part."""
    parts: list[list[str]] = [[]]
    room = _PART
    for line in _paragraphs(text):
        for piece in (line[at : at + _PART] for at in range(0, len(line), _PART)):
            if len(piece) > room and parts[-1]:
                parts.append([])
                room = _PART
            parts[-1].append(piece)
            room -= len(piece) + 20  # the elements around it
    return parts
