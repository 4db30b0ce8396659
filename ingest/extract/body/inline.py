"""Sentences keep their words: elements inside them that extractors clear away become plain ones.

Extractors drop times, labels, buttons and form fields wherever they stand, and spans whose class sounds like an
advertisement or a byline. Inside a sentence such an element holds a word of it.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from ingest.extract import dom

# What trafilatura clears away with the text in it, save what holds no words for readers (scripts, styles, frames).
_CLEARED = (
    "aside", "audio", "blink", "button", "canvas", "center", "dd", "dialog", "dt", "fieldset", "figure", "footer",
    "form", "label", "legend", "map", "marquee", "math", "menu", "menuitem", "meter", "nav",
    "noindex", "object", "option", "output", "picture", "progress",
    "select", "template", "textarea", "time", "video",
)  # fmt: skip
_LABELLED = ("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "small", "span", "strong", "u")
_PARENTS = frozenset({"p", "li", "dd", "dt", "td", "blockquote", "figcaption", *_LABELLED})
_LONGEST = 200  # characters of an element that is part of a sentence
_CONTINUES = re.compile(r"^\s*[.,;:!?)\]”’»%]?\s*[a-z]|^\s*[.,;:!?)\]”’»]")
_ENDS = re.compile(r"[.!?…:][\"”'’»)\]]*\s*$")
_WORD = re.compile(r"[^\W_]")
# What stands in a player or a drawing for browsers that cannot show it.
_INSTEAD = re.compile(
    r"\b(?:browsers?|peramban|perangkat|supports?|support(?:ed|ing)|mendukung|unterstützt|soporta)\b", re.I
)
_SHOWING = frozenset({"audio", "canvas", "object", "video"})
_UNSEEN = re.compile(r"hidden|display:\s*none|sr-only|screen-reader", re.I)


def unwrap(tree: HtmlElement) -> None:
    """Make plain elements of those that stand inside a sentence and would be cleared away, in place. Raises nothing."""
    for element in [*tree.iter(*_CLEARED)]:
        if _is_in_sentence(element) and not _has_source(element) and not _is_instead(element):
            _make_plain(element)
    for element in _labelled(tree):
        if _is_in_sentence(element) and not _is_unseen(element):
            element.attrib.pop("class", None)
            element.attrib.pop("id", None)


def join_initials(tree: HtmlElement) -> None:
    """Put a large first letter that stands in an element of its own back before its paragraph. Raises nothing."""
    for paragraph in [*tree.iter("p")]:
        letter, begun = paragraph.getprevious(), (paragraph.text or "").lstrip()
        if letter is None or not begun[:1].islower() or letter.tag not in ("div", "span", "p", "b", "strong", "font"):
            continue
        initial = dom.line(letter, 1)
        if initial and initial.isupper() and not (letter.tail or "").strip():
            letter.drop_tree()
            paragraph.text = initial + begun


def _labelled(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter(*_LABELLED):
        if element.attrib and ("class" in element.attrib or "id" in element.attrib):
            yield element


def _is_unseen(element: HtmlElement) -> bool:
    return any(name == "aria-hidden" or _UNSEEN.search(f"{name} {value}") for name, value in element.items())


def _is_in_sentence(element: HtmlElement) -> bool:
    """Whether words stand on the same line beside an element, and it is short."""
    parent, after, before = element.getparent(), element.tail or "", _before(element)
    has_before, has_after = bool(_WORD.search(before)), bool(_WORD.search(after))
    if parent is None or not (has_before or has_after) or not _WORD.search(dom.string(element)):
        return False
    if parent.tag in _PARENTS:
        is_inside = has_after if has_before else bool(_CONTINUES.match(after))
        is_inside = is_inside or (has_before and bool(_CONTINUES.match(after)))
    else:
        is_inside = has_before and has_after and not _ENDS.search(before) and bool(_CONTINUES.match(after))
    return is_inside and _is_plain(element) and dom.line(element, _LONGEST) is not None


def _is_plain(element: HtmlElement) -> bool:
    """Whether it holds words and no pictures, fields or blocks; of a formula everything is a word."""
    if element.tag == "math":
        return True
    inner = [*element.iterdescendants()]
    return all(child.tag in (*_LABELLED, "option") for child in inner) and sum(c.tag == "option" for c in inner) < 2


def _has_source(element: HtmlElement) -> bool:
    """Whether it is a formula of which trafilatura takes the source."""
    return element.tag == "math" and bool(element.get("alttext") or element.find(".//{*}annotation") is not None)


def _is_instead(element: HtmlElement) -> bool:
    return element.tag in _SHOWING and bool(_INSTEAD.search(dom.string(element)))


def _before(element: HtmlElement) -> str:
    """The text before an element, back to the start of the element before it."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is None:
        return (parent.text or "") if parent is not None else ""
    tail = previous.tail or ""
    if _WORD.search(tail) or not isinstance(previous.tag, str) or previous.tag not in ("p", *_LABELLED):
        return tail
    return (dom.line(previous, 20 * _LONGEST) or "") + tail


def _make_plain(element: HtmlElement) -> None:
    """A span of it; one that the parser took out of its paragraph goes back into that, with what follows."""
    previous = element.getprevious()
    parent = element.getparent()
    element.attrib.clear()
    for child in [*element.iterdescendants()]:
        child.drop_tag()
    element.tag = "span"
    if previous is not None and previous.tag == "p" and parent is not None and parent.tag != "p":
        while (following := previous.getnext()) is not None and _is_of_line(following, element):
            previous.append(following)


def _is_of_line(following: HtmlElement, element: HtmlElement) -> bool:
    return following is element or following.tag in _LABELLED
