"""The headings inside a text, put back where an extractor lost them all.

Trafilatura drops them on pages whose container of the text it does not recognise.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from ingest.extract import dom

from . import lines, related_links

USUAL = frozenset({"h2", "h3", "h4"})
ODD = frozenset({"h1", "summary"})  # of pages that head the sections of a text as they head the text
_BLOCKS = ("p", "li", "blockquote")
_LONGEST = 200  # characters
_DECK = 30  # characters: what is shorter below a headline is mostly a label
_SENTENCE, _LONGEST_SENTENCE = 60, 400  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading between two paragraphs."""

    text: str
    before: str  # the paragraph before it, folded; "" of one between the headline and the first paragraph
    after: str  # the paragraph after it, folded


def make_paragraphs(tree: HtmlElement) -> None:
    """Make paragraphs of headings that are sentences, in place: decks, and the captions of a numbered list of photos.

    Those that are links stay headings. Raises nothing.
    """
    for heading in [*tree.iter(*USUAL)]:
        text = dom.line(heading, _LONGEST_SENTENCE) or ""
        if len(text) >= _SENTENCE and text.endswith(".") and next(heading.iter("a", "h1"), None) is None:
            heading.tag = "p"
            heading.attrib.clear()


def find(tree: HtmlElement, tags: Collection[str] = USUAL, headline: str = "") -> tuple[Heading, ...]:
    """Return the headings that stand between two paragraphs, in order, of 200 characters at most.

    ``headline`` is folded and is none of them. Raises nothing.
    """
    if next(tree.iter(*tags), None) is None:
        return ()
    return tuple(heading for heading in _between(tree, tags, headline) if dom.fold(heading.text) != headline)


def put_back(headings: Sequence[Heading], text: str) -> str:
    """Return a text with each heading whose neighbours are in it; unchanged when it has any of the headings.

    Raises nothing.
    """
    if not headings:
        return text
    own = text.split("\n")
    places = lines.places(own)
    if any(dom.fold(heading.text) in places for heading in headings):
        return text
    lost: dict[int, list[str]] = {}
    for heading in headings:
        is_placed = heading.before in places or (not heading.before and places.get(heading.after) == 0)
        if is_placed and heading.after in places:
            lost.setdefault(places[heading.after], []).append(heading.text)
    return lines.joined(own, lost)


def _between(tree: HtmlElement, tags: Collection[str], headline: str) -> Iterator[Heading]:
    """The headings between two paragraphs, or the headline and one; only the text next to a heading is asked for."""
    passed, waiting = list[HtmlElement](), list[str]()
    is_begun = False  # whether the headline has just been met
    for element in tree.iter(*_BLOCKS, "h1", *tags):
        if element.tag == "h1" and headline and dom.fold(dom.text(element)) == headline:
            passed, waiting, is_begun = [], [], True
        elif element.tag in tags:
            waiting += _own_text(element)
        elif element.tag == "h1":
            continue
        elif not waiting:
            passed.append(element)
        elif text := dom.text(element):
            before, after = dom.fold(_last_text(passed)), dom.fold(text)
            for heading in waiting:
                if (
                    (before or (is_begun and len(heading) >= _DECK))
                    and len(heading) <= _LONGEST
                    and not related_links.leads_away(heading)
                ):
                    yield Heading(text=heading, before=before, after=after)
            passed, waiting, is_begun = [element], [], False


def _own_text(heading: HtmlElement) -> Iterator[str]:
    """The text of a heading; none of one that is a link, which is another article's."""
    text = dom.text(heading)
    if text and text != "".join(map(dom.text, heading.iter("a"))):
        yield text


def _last_text(blocks: Sequence[HtmlElement]) -> str:
    return next(filter(None, map(dom.text, reversed(blocks))), "")
