"""The text of an article: trafilatura's, and others' where that is clearly not it."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, takewhile

import trafilatura
from lxml.html import HtmlElement, fromstring
from trafilatura.readability_lxml import Document as Readability
from trafilatura.settings import Document

from ingest.extract import dom, parsing
from ingest.extract.dom import fold
from ingest.extract.metadata.credits import Credit
from ingest.extract.survey import Survey

from . import (
    boilerplate,
    boxes,
    cards,
    comments,
    containers,
    headings,
    inline,
    lists,
    page_data,
    paragraphs,
    quick,
    rescue,
    teasers,
    visibility,
)
from .boilerplate import Surroundings

_SENTENCE_END = re.compile(r"[.!?。…\"”'’»)]$")
_LONG_LINE = 80  # characters; shorter lines are prose when they end as sentences do
_PROSE, _CLEARER = 0.7, 0.25  # shares of the characters that are in prose: from .2 on it misjudges lists of goods
_KEPT = 1 / 3  # of the prose that was found at first: less is a box beside the article
_SHORTEST = 100  # characters of a text that may replace the first
# A quick reading has the text of the slower one on 748 of 822 pages (corpus/extract, id-pages, real). Of the others
# these find all but a few, which differ by a paragraph at most; the slower one is asked for on 147.
_SHORT, _LACKS = 500, 1.65  # characters of prose; times the text that there is in paragraphs of prose
_LEAST = 200  # characters of JSON-LD's
_LONGER = 1.5  # times the length from which JSON-LD's own text is taken: below, pages and it agree within a line
_CAPTIONED = 0.2  # share of a dump from which a page is its pictures
_MARKUP = re.compile(r"<(?:p|br|div|a|strong|em|h\d|img|span|ul|li)\b", re.I)
_BREAK = re.compile(r"<(?:/p|/h\d|/li|/div|br\s*/?)>", re.I)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_SHORTEST_PARAGRAPH = 25
_BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote", "pre", "div", "td")
_DASH = re.compile(r"\n([-–—]{1,2})\n")  # of a dateline, which readability takes apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text without what stands around it, what found it, and whom lines beside it credit."""

    text: str
    method: str  # "trafilatura", "readability", "captions", "json-ld" or "page-data"
    credit: Credit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lost:
    """What an extractor may have lost of a text."""

    usual: Sequence[headings.Heading]
    odd: Sequence[headings.Heading]
    listed: Sequence[lists.List]

    def put_back(self, text: str) -> str:
        text = lists.put_back(self.listed, text)  # first: a heading may stand between two of their items
        for found in (self.usual, self.odd):
            text = headings.put_back(found, text)
        return text


def extract(survey: Survey, page: str, declared: str | None, around: Surroundings) -> Body:
    """Return the text of the article, "" when there is none, with what found it and whom it credits.

    ``survey`` is of ``page`` parsed, which is changed; ``declared`` is the text that JSON-LD declares. Raises nothing
    of its own; trafilatura and its readability may raise on odd pages.
    """
    tree = survey.tree
    teasers.drop_appended(tree, around.headline)
    _prepare(survey)
    captions, groups = _captions(tree), containers.find(tree)
    lost = _Lost(
        usual=headings.find(tree, headline=around.headline),
        odd=headings.find(tree, headings.ODD, around.headline),
        listed=lists.find(tree),
    )
    has_prose = any(len(dom.text(paragraph)) >= _LONG_LINE for paragraph in tree.iter("p"))
    text = _extracted(tree)
    if containers.is_cut(groups, text):
        joined = parsing.parse(page)
        teasers.drop_appended(joined, around.headline)
        containers.join(joined)
        text = _extracted(joined)
    text = lost.put_back(text)
    if not has_prose and len(captions) > _CAPTIONED * len(text) and _is_dump(text, around.headline):
        return _cleared(captions, "captions", around)
    body = _cleared(text, "trafilatura", around)
    if _is_gallery(body.text, captions):
        return _cleared(captions, "captions", around)
    if _prose(text)[0] < _PROSE:
        body = _clearer(body, _cleared(_readable(page), "readability", around))
    own = _plain(declared or "")
    if _is_whole(own, body.text):
        return _cleared(own, "json-ld", around)
    return body if body.text else _of_scripts(page, around) or body


def _of_scripts(page: str, around: Surroundings) -> Body | None:
    """The text that only the page's scripts would show; None when there is none or it is no prose."""
    own = _plain(page_data.find(parsing.parse(page), around.headline))
    return _cleared(own, "page-data", around) if _prose(own)[0] >= _PROSE else None


def _prepare(survey: Survey) -> None:
    """Bring a tree into the form in which extractors lose nothing of the text and take nothing else, in place."""
    tree = survey.tree
    inline.unwrap(tree)
    inline.join_initials(tree)
    boxes.open_asides(tree)
    visibility.drop_unseen(survey)
    visibility.reveal(survey)
    comments.drop(survey)
    boxes.drop(survey)
    cards.drop(tree)
    headings.make_paragraphs(tree)
    paragraphs.open_details(tree)


def _is_whole(own: str, text: str) -> bool:
    """Whether JSON-LD's text has much that the other lacks, or the same words in paragraphs that it lost."""
    is_longer = len(own) >= _LEAST and len(own) > _LONGER * len(" ".join(text.split()))
    return is_longer or ("\n" in own and "\n" not in text and dom.compact(own) == dom.compact(text))


def _extracted(tree: HtmlElement) -> str:
    """Trafilatura's text, by all that it does only where its main extractor alone seems to lack much."""
    paragraphs.wrap(tree)
    text = quick.text(tree)
    return _whole(tree) if _is_doubtful(text, tree) else text


def _is_doubtful(text: str, tree: HtmlElement) -> bool:
    """Whether a text has little prose, or is on one line, or lacks much of the prose in the tree."""
    if "\n" not in text or _prose(text)[1] < _SHORT:
        return True
    return _prose_in(tree) > _LACKS * len(text)


def _whole(tree: HtmlElement) -> str:
    with rescue.held():
        found = trafilatura.bare_extraction(tree, with_metadata=False, include_comments=False)
    return (found.text or "").strip() if isinstance(found, Document) else ""


def _prose_in(tree: HtmlElement) -> int:
    """The number of characters in paragraphs of prose, and in boxes that are used as such, wherever they stand."""
    boxes = (
        box
        for box in tree.iter("div")
        if all(map(paragraphs.is_inline, box)) and next(box.iterdescendants("a"), None) is None
    )
    blocks = (block for block in chain(tree.iter("p"), boxes) if len(dom.string(block)) >= _LONG_LINE)
    lengths = (len(dom.text(block)) for block in blocks)
    return sum(length for length in lengths if length >= _LONG_LINE)


def _cleared(text: str, method: str, around: Surroundings) -> Body:
    own, credit = boilerplate.clear(text, around)
    return Body(text=own, method=method, credit=credit)


def _clearer(first: Body, second: Body) -> Body:
    """The second text where the first is a list of short lines and the second is prose."""
    (share, prose), (second_share, second_prose) = _prose(first.text), _prose(second.text)
    is_better = second_share > share + _CLEARER and second_prose > _KEPT * prose and len(second.text) >= _SHORTEST
    return second if is_better else first


def _prose(text: str) -> tuple[float, int]:
    """The share, and the number, of characters in long lines and in lines that end as sentences do."""
    lines = [line.strip() for line in text.split("\n")]
    prose = sum(len(line) for line in lines if len(line) >= _LONG_LINE or _SENTENCE_END.search(line))
    return prose / (sum(map(len, lines)) or 1), prose


def _readable(page: str) -> str:
    """What readability takes for the article, one line a block; "" when it finds nothing."""
    summary = Readability(parsing.parse(page), min_text_length=_SHORTEST_PARAGRAPH).summary()
    if not summary.strip():
        return ""
    lines = map(_line, fromstring(summary).iter(*_BLOCKS))
    return _DASH.sub(r" \1 ", "\n".join(filter(None, lines)))


def _line(block: HtmlElement) -> str:
    """The text of a block, or what comes before the first of the blocks inside it."""
    if next(block.iterdescendants("p", "li", "div"), None) is None:
        return dom.text(block)
    inline = takewhile(paragraphs.is_inline, block)
    pieces = [block.text or "", *(f"{dom.text(child)}{child.tail or ''}" for child in inline)]
    return " ".join("".join(pieces).split())


def _is_dump(text: str, headline: str) -> bool:
    """Whether a text is the whole page on one line: the headline, folded, stands inside it."""
    return "\n" not in text and len(headline) > 10 and headline in fold(text) and len(text) > 3 * len(headline)


def _is_gallery(text: str, captions: str) -> bool:
    """Whether a text is captions, and what stands around them is no prose."""
    if not captions:
        return False
    shown = fold(captions)
    rest = [line for line in text.split("\n") if fold(line) not in shown]
    return bool(rest) and sum(map(len, rest)) < len(captions) and _prose("\n".join(rest))[1] == 0


def _captions(tree: HtmlElement) -> str:
    """The captions of a page's pictures, each once."""
    captions = map(dom.text, tree.iter("figcaption"))
    return "\n".join(dict.fromkeys(caption for caption in captions if len(caption) > _SHORTEST_PARAGRAPH))


def _plain(declared: str) -> str:
    """JSON-LD's text, which may be HTML, as lines."""
    text = html.unescape(declared)
    if _MARKUP.search(text):
        text = _TAG.sub(" ", _BREAK.sub("\n", text))
    return "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))
