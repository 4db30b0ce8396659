"""Cards: boxes that present another article, with its title as a link, a picture, a line or two about it.

They are told by their shape, and are taken out where they stand beside the text. Inside its container only such
are as no editor uses for the sections of an article.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from ingest.extract import dom

_HOST = re.compile(r"\s*(?:https?:)?//([^/?#:\s]+)", re.I)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BOXES = frozenset({"div", "li", "article", "section", "aside", "a", "td", "tr", "figure", "span"})
_CONTAINERS = ("div", "section", "article", "main", "td")
_CERTAIN = ("li", "article", "aside", "a")  # inside a text too
_LONGEST = 500  # characters of a card; what a section of an article has is longer
_TITLE = range(20, 201)  # characters of a link that may be a title
_MOST = 400  # titles that are looked at
_HIGHEST = 6  # elements that a card is above its title
_FEWEST = 3  # cards beside each other that are taken out whatever they hold
_WORDS = 40  # characters beside a title
_PROSE = 80  # characters of a paragraph
_LEAST = 300  # characters of prose that are left
_MOST_INSIDE = 1 / 3  # of the text of its container


def drop(tree: HtmlElement) -> None:
    """Take the cards out of a tree, in place; none where hardly any other text is. Raises nothing."""
    cards = _cards(tree)
    if not cards:
        return
    body, left = _body(tree, cards)
    if body is None or left < _LEAST:
        return
    inside = [card for card in cards if any(box is body for box in _upwards(card))]
    certain = [card for card in inside if card is not body and _is_certain(card)]
    if _length(certain) <= _MOST_INSIDE * _length([body]):
        _drop(certain)
    groups = _groups(card for card in cards if card not in inside)
    own = _own_site(tree) if groups else ""
    for group in groups:
        if _is_of_site(group, own):
            _drop(group)


def _own_site(tree: HtmlElement) -> str:
    """Where most links of the page lead."""
    hosts = Counter(map(_site, tree.iter("a")))
    hosts.pop("", None)
    (own, _), *_ = hosts.most_common(1) or [("", 0)]
    return own


def _is_of_site(group: list[HtmlElement], own: str) -> bool:
    """Whether cards lead to where the page's links lead; a calendar or a list of makers leads elsewhere."""
    links = [link for card in group for link in card.iter("a")]
    return 2 * sum(_site(link) in ("", own) for link in links) >= len(links)


def _site(link: HtmlElement) -> str:
    """The last two labels of a link's host; "" of a link without one."""
    found = _HOST.match(link.get("href", ""))
    return ".".join(found[1].lower().split(".")[-2:]) if found else ""


def _is_certain(card: HtmlElement) -> bool:
    """Whether a card has its heading in an element that holds no section of an article."""
    return any(map(_has_heading, card.iter(*_CERTAIN)))


def _has_heading(box: HtmlElement) -> bool:
    return len(box) > 0 and next(box.iter(*_HEADINGS), None) is not None


def _drop(cards: Iterable[HtmlElement]) -> None:
    for card in cards:
        if card.getparent() is not None:
            card.drop_tree()


def _cards(tree: HtmlElement) -> dict[HtmlElement, None]:
    """The outermost box around each title that holds no other title, and little text."""
    titles = dict.fromkeys(_titles(tree))
    count: defaultdict[HtmlElement, int] = defaultdict(int)
    for title in titles:
        for ancestor in title.iterancestors():
            count[ancestor] += 1
    found: dict[HtmlElement, None] = {}
    for title in titles:
        card = title
        for ancestor, _ in zip(title.iterancestors(), range(_HIGHEST), strict=False):
            if count[ancestor] > 1 or ancestor.tag not in _BOXES or not _is_card(ancestor):
                break
            card = ancestor
        if card is not title and _presents(card, title):
            found[card] = None
    return found


def _presents(card: HtmlElement, title: HtmlElement) -> bool:
    """Whether a box has more than a link: a heading, a picture, or words about it."""
    return (
        title.tag != "a"
        or next(card.iterdescendants("img"), None) is not None
        or _length([card]) > _length([title]) + _WORDS
    )


def _titles(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Headings that are links, and links in no paragraph that are as long as titles; of each address the first."""
    seen = set[str]()
    for number, element in enumerate(tree.iter("a", *_HEADINGS)):
        if number > 20 * _MOST or len(seen) >= _MOST:
            return
        if _may_be_title(element) and (target := _target(element)) and target not in seen:
            seen.add(target)
            yield element


def _may_be_title(element: HtmlElement) -> bool:
    """Whether an element is as long as a title; most links are shorter."""
    if not len(element) and len(element.text or "") < _TITLE.start:
        return False
    text = dom.line(element, _TITLE.stop)
    return text is not None and len(text) in _TITLE


def _target(element: HtmlElement) -> str:
    """Where a title leads; "" of what is none."""
    if element.tag == "a":
        link, parent = element, element.getparent()
        if parent is None or parent.tag not in _BOXES or _has_words_beside(element, parent) or _has_heading(element):
            return ""
    else:
        parent = element.getparent()
        inner = element.find(".//a")
        link = parent if parent is not None and parent.tag == "a" else inner
        if link is None or (link is inner and dom.text(link) != dom.text(element)):
            return ""
    href = link.get("href", "").strip()
    return "" if href.startswith(("#", "javascript:", "mailto:")) else href


def _has_words_beside(link: HtmlElement, parent: HtmlElement) -> bool:
    """Whether a link is part of a line of text."""
    previous = link.getprevious()
    before = parent.text if previous is None else previous.tail
    return bool((before or "").strip() or (link.tail or "").strip())


def _is_card(box: HtmlElement) -> bool:
    """Whether a box holds little text, and at most one paragraph of prose."""
    if dom.line(box, _LONGEST) is None or next(box.iterdescendants("h1"), None) is not None:
        return False
    return sum(len(dom.text(paragraph)) >= _PROSE for paragraph in box.iter("p")) <= 1


def _body(tree: HtmlElement, cards: dict[HtmlElement, None]) -> tuple[HtmlElement | None, int]:
    """The container that holds most of the prose outside cards, and how much prose there is."""
    prose: defaultdict[HtmlElement, int] = defaultdict(int)
    for element in tree.iter("p", *_CONTAINERS):
        container = element.getparent() if element.tag == "p" else element
        length = len(dom.text(element)) if element.tag == "p" else _loose(element)
        if container is not None and length >= _PROSE and not any(box in cards for box in _upwards(element)):
            prose[container] += length
    return max(prose, key=lambda container: prose[container], default=None), sum(prose.values())


def _loose(box: HtmlElement) -> int:
    """How many characters of a box are in no element inside it, or between line breaks."""
    return len((box.text or "").strip()) + sum(len((child.tail or "").strip()) for child in box)


def _upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _groups(cards: Iterable[HtmlElement]) -> list[list[HtmlElement]]:
    """Cards beside each other, and of one kind, where they are three or more."""
    groups: defaultdict[tuple[HtmlElement | None, str], list[HtmlElement]] = defaultdict(list)
    for card in cards:
        groups[card.getparent(), str(card.tag)].append(card)
    return [group for group in groups.values() if len(group) >= _FEWEST]


def _length(elements: Iterable[HtmlElement]) -> int:
    return sum(len(dom.string(element)) for element in elements)
