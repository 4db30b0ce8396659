"""One article: its text with the words that were looked for, and all that is known of it."""

from store.web.responses import Response

from .visit import NotThere, Visit

_PART = 30_000  # characters of a text on one page, about; a longer one goes on on the next


def page(visit: Visit, article_id: str) -> Response:
    """Return the page of an article. Raises NotThere, BadParameter, or a StoreError."""
    archive = visit.archive
    found = archive.get(int(article_id))
    if found is None:
        raise NotThere("no_article")
    parts = in_parts(found.text)
    number = visit.query.number("part", 1, lowest=1, highest=len(parts))
    return visit.view.page(
        "article.html",
        article=found,
        paragraphs=parts[number - 1],
        part=number,
        parts=len(parts),
        sightings=archive.sightings(found.id),
        captures=archive.browse.captures(found.id),
        revisions=archive.revisions(found.id),
    )


def in_parts(text: str) -> list[list[str]]:
    """Return the paragraphs of a text in parts that make a page each; of an empty text one empty part."""
    parts: list[list[str]] = [[]]
    room = _PART
    for line in text.split("\n"):
        for piece in _pieces(line.strip()):
            if len(piece) > room and parts[-1]:
                parts.append([])
                room = _PART
            parts[-1].append(piece)
            room -= len(piece)
    return parts


def _pieces(line: str) -> list[str]:
    """A paragraph that is longer than a page is cut."""
    return [line[at : at + _PART] for at in range(0, len(line), _PART)]
