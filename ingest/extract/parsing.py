"""HTML into a tree that every step can walk in time, whatever the page is like."""

import re
from collections.abc import Iterator
from typing import cast

from lxml.etree import Element, ElementDefaultClassLookup, ParserError, XPath, iterwalk
from lxml.html import HtmlElement, HTMLParser, fromstring
from trafilatura.utils import repair_faulty_html

# A tag of thousands of attributes: libxml2 compares each with all before it (100,000 took a minute).
_LONG = 20_000  # characters
_LONG_TAG = re.compile(rf"<([A-Za-z][\w:-]{{0,40}})\s[^<>]{{{_LONG},}}>")
_MOST_ATTRIBUTES = 500
# Steps of trafilatura take the square of an element's children (50,000 took a minute); long pages have some hundreds.
_MOST_CHILDREN = 3000
# Some take that of all together in containers that are many (200,000 paragraphs in 200 boxes took minutes).
_MOST_TAGS, _FEW_CHILDREN = 100_000, 100  # tags of a page; children of an element on one with more
_CROWDED = XPath(".//*[count(*) > $most]")
# libxml2 stops reading at 256 levels unless it is told not to, and trafilatura's own steps are recursive.
_DEEPEST = 200
_DEEP = XPath("/*" + "/*" * _DEEPEST)


def _parser(*, huge_tree: bool = False) -> HTMLParser:
    """A parser whose elements are all HtmlElement: lxml.html's looks a class up for each in Python, a tenth of all."""
    parser = HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=huge_tree)
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    return parser


_PARSER, _DEEP_PARSER = _parser(), _parser(huge_tree=True)
_BLOCKS = frozenset({
    "article", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p",
    "section", "table", "td", "tr", "ul",
})  # fmt: skip
_DRAWINGS = frozenset({"svg", "math", "picture", "video", "audio", "form", "iframe", "noscript", "script", "style"})
# What libxml2 does not take.
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_BEFORE_NO_CHARACTERS = b"\xef\xbf"  # U+FFFE and U+FFFF begin so, as few others do
_NO_CHARACTERS = re.compile(b"\xef\xbf[\xbe\xbf]")
_FIRST_LINES = 4096  # characters
_SCRIPT = b"<script"
_SCRIPT_END = re.compile(rb"</(script)(?=[\s/>])|</script", re.I)
_SCRIPT_TAG = re.compile(rb"""(?:[\s/](?:[^"'>]|"[^">]*"|'[^'>]*')*)?>""")  # behind its name; no ">" in a quoted value
_UNREAD_KINDS = ("script", "style", "svg", "link")
_UNREAD = frozenset({"script", "style", "template", "noscript"})
# Where html, head and body are left out, as HTML permits, libxml2 takes what it has no name for into the head.
_IN_HEAD = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title"})
_BEGINS_BARE = re.compile(r"\s*(?:<!--[^<>]{0,999}-->\s*)?<(?:article|h1|link|main|meta|section|title)\b", re.I)


def without_programs(body: bytes) -> bytes:
    """Return a page without what is in its scripts, but data: half of its bytes, which nothing would read.

    A script that has the end of a comment in it, or the beginning of another script, stays: either may be of no script.
    So does one of which it is not plain where its tag or the script itself ends. Raises nothing.
    """
    first, *pieces = body.split(_SCRIPT)
    return _SCRIPT.join((first, *map(_without_program, pieces)))


def _without_program(piece: bytes) -> bytes:
    """What follows the name of a script's tag, without the script."""
    begin = piece.find(b">") + 1
    tag, end = piece[:begin], _SCRIPT_END.search(piece, begin)
    if end is None or end[1] is None or b"json" in tag.lower() or not _SCRIPT_TAG.fullmatch(tag):
        return piece
    return tag + piece[end.start() :] if piece.find(b"-->", begin, end.start()) < 0 else piece


def parse(source: str) -> HtmlElement | None:
    """Return the tree of a page, None when it is none; of excessive ones without attributes, levels or elements.

    Their text stays: what stands deeper than 200 levels, or behind 3,000 other elements in one, is in fewer elements.
    Raises nothing of its own; lxml may raise on odd pages.
    """
    if _has_long_piece(source):
        source = _LONG_TAG.sub(_shortened, source)
    tree = _load(f"<!doctype html>{source}" if _BEGINS_BARE.match(source) else source)
    if tree is None:
        return None
    if _DEEP(tree):
        tree = fromstring(source.encode("utf-8", "replace"), parser=_DEEP_PARSER)
        for element in cast(list[HtmlElement], _DEEP(tree)):
            _flatten(element)
    tags = source.count("<")
    if tags > _MOST_CHILDREN:
        most = _MOST_CHILDREN if tags <= _MOST_TAGS else _FEW_CHILDREN
        for element in [*cast(list[HtmlElement], _CROWDED(tree, most=most)), tree]:
            _thin(element, most)
    _give_body(tree)
    return _in_a_page(tree) if tree.tag in _DRAWINGS else tree


def _has_long_piece(source: str) -> bool:
    """Whether there are so many characters without a "<" that a tag may be too long."""
    at = 0
    while len(source) - at > _LONG:
        at = source.rfind("<", at + 1, at + 1 + _LONG)
        if at < 0:
            return True
    return False


def drop_unread(tree: HtmlElement) -> None:
    """Take out what no step reads the text of, in place: programs, styles, drawings and links. Raises nothing.

    Half of the bytes of a page are in them, and each look at the tree and each copy of it would pass them again.
    Scripts of data stay.
    """
    for element in [*tree.iterdescendants(*_UNREAD_KINDS)]:
        if "json" not in (element.get("type") or "") and element.getparent() is not None:
            element.drop_tree()


def _load(source: str) -> HtmlElement | None:
    """The tree of what is HTML at all, as ``trafilatura.load_html`` tells it."""
    beginning = source[:50].lower()
    lines = source.find("\n", _FIRST_LINES) + 1 or len(source)  # what it repairs beside invalid characters is there
    written = (repair_faulty_html(source[:lines], beginning) + source[lines:]).encode("utf-8", "surrogatepass")
    written = written.translate(None, _CONTROLS)
    if _BEFORE_NO_CHARACTERS in written:
        written = _NO_CHARACTERS.sub(b"", written)
    try:
        tree = fromstring(written, parser=_PARSER)
    except (ParserError, ValueError):
        return None
    return tree if "html" in beginning or len(tree) > 1 else None


def _give_body(tree: HtmlElement) -> None:
    """Move what is of no head out of it, in place, where there is no body."""
    head = tree.find("head")
    if head is None or tree.find("body") is not None:
        return
    first = next((place for place, element in enumerate(head) if element.tag not in _IN_HEAD), None)
    if first is not None:
        body = Element("body")
        body.extend(head[first:])
        tree.append(body)


def _in_a_page(drawing: HtmlElement) -> HtmlElement:
    """A page around a tree that is nothing but a drawing or a formula: steps that take those out need a parent."""
    page = fromstring("<html><body></body></html>")
    page[0].append(drawing)
    return page


def _shortened(tag: re.Match[str]) -> str:
    return f"<{tag[1]}>" if tag[0].count("=") > _MOST_ATTRIBUTES else tag[0]


def _flatten(element: HtmlElement) -> None:
    """Make paragraphs of what is in an element, none inside another, in place."""
    if len(element):
        lines = [*_lines(element)]
        element.text = None
        del element[:]
        for line in lines:
            paragraph = Element("p")
            paragraph.text = line
            element.append(paragraph)


def _thin(element: HtmlElement, most: int) -> None:
    """Make text of the children of an element that are too many, in place."""
    if len(element) > most:
        rest = Element("div")
        rest.extend(element[most:])
        paragraph = Element("p")
        paragraph.text = " ".join(_lines(rest))
        element.append(paragraph)


def _lines(element: HtmlElement) -> Iterator[str]:
    """The lines in an element, as its blocks divide them; none of scripts."""
    pieces: list[str] = []
    unread = 0
    for event, inner in iterwalk(element, events=("start", "end")):
        is_unread = inner.tag in _UNREAD
        if inner.tag in _BLOCKS or inner is element:
            yield from _line(pieces)
            pieces = []
        unread += is_unread * (1 if event == "start" else -1)
        text = inner.text if event == "start" else inner.tail
        if text and not unread and not (event == "end" and inner is element):
            pieces.append(text)
    yield from _line(pieces)


def _line(pieces: list[str]) -> Iterator[str]:
    if line := " ".join("".join(pieces).split()):
        yield line
