"""What is printed around the headline, for readers only: who wrote the article, and when."""

import re
from dataclasses import dataclass
from itertools import pairwise

from lxml.html import HtmlElement

from . import people

_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "meta", "link", "option", "iframe"})
_HEADINGS = frozenset({"h1", "h2", "h3"})
_BYLINE = re.compile(
    r"(?<![a-z])(?:author|byline|byl|penulis|reporter|pewarta|wartawan|redakteur|redakteurin|autor|writer|postedby"
    r"|posted-by|created-?by|credit-?name)(?!i[tz])|(?<=[a-z])(?:Author|Byline|Autor|Writer)(?!i[tz])"
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en)?|penulis|reporter|profiles?|people|staff|contributors?|byline|by)/[^/]+", re.I
)
# Where names and dates are of something else: other articles, readers, the site.
_WHOLE = frozenset({"html", "body", "main", "article"})
_ELSEWHERE_TAG = frozenset({"aside", "nav", "form", "figure", "figcaption", "blockquote"})
_ELSEWHERE = re.compile(
    r"comment(?!ary)|related|terkait|recommend|popular|teaser|(?<!elementor-)widget(?!-container)|sidebar|caption|newsletter"
    r"|(?<!entry-)(?<!article-)(?<!story-)(?<!post-)footer|carousel|trending|most-?read|latest|(?<![a-z])card|read-?more"
    r"|query",
    re.I,
)
_OWN_FOOTER = re.compile(r"entry|article|post|author|story|meta", re.I)
_JOINS = re.compile(r"(?:^|\W)(?:and|dan|und|&|,|;|by|oleh|:)\s*$", re.I)
_JOINED = re.compile(r"(?:and|dan|und|&)(?:\W|$)", re.I)
_NAME_ONLY = re.compile(r"(?:^|\s)(?:author|fn|author-?_?name|authorName)(?:\s|$)")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST = 200  # characters of a byline
_LONGEST_DATE = 80
_BEFORE, _AFTER = 1500, 4000  # characters from the headline within which what is printed belongs to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Names and dates near the headline, the nearest first."""

    people: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


def read(tree: HtmlElement, headline: str | None) -> Printed:
    """What stands around the headline of a page."""
    body = tree.find("body")
    if body is None:
        return Printed()
    place, bylines, dated = _survey(body, people.fold(headline or ""))
    if place is None:
        return Printed()
    return Printed(
        people=next(filter(None, (_named(element) for element in _nearest(bylines, place))), ()),
        dates=tuple(text for element in _nearest(dated, place) if (text := _date(element))),
    )


_Found = list[tuple[int, HtmlElement]]


def _survey(body: HtmlElement, headline: str) -> tuple[int | None, _Found, _Found]:
    """Where the headline is, in characters from the top, and all that looks like a byline or a date."""
    first, place, here = None, None, 0
    bylines: _Found = []
    dated: _Found = []
    for element in body.iter():
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN:
            continue
        if tag in _HEADINGS and place is None and _is_headline(element, headline):
            place = here
        elif tag == "h1" and first is None:
            first = here
        text = element.text
        if tag == "time" or (text and len(text) < _LONGEST and _DATED.search(text)):
            dated.append((here, element))
        if _is_byline(element):
            bylines.append((here, element))
        here += len(text or "") + len(element.tail or "")
    return first if place is None else place, bylines, dated


def _is_headline(element: HtmlElement, headline: str) -> bool:
    return bool(headline) and people.fold("".join(element.itertext())) == headline


def _is_byline(element: HtmlElement) -> bool:
    get = element.get
    if get("itemprop") == "author" or get("rel") == "author":
        return True
    named = f"{get('class') or ''} {get('id') or ''} {get('data-testid') or ''}"
    return bool(_BYLINE.search(named)) or (element.tag == "a" and bool(_PROFILE.search(get("href") or "")))


def _nearest(found: _Found, place: int) -> list[HtmlElement]:
    """Behind the headline in order, then before it, upwards; nothing that is far off or of something else."""
    behind = [element for here, element in found if 0 <= here - place <= _AFTER]
    before = [element for here, element in reversed(found) if 0 < place - here <= _BEFORE]
    return [element for element in (*behind, *before) if not _is_elsewhere(element)]


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(map(_is_other, (element, *element.iterancestors())))


def _is_other(element: HtmlElement) -> bool:
    """Whether a part of the page is not the article's; the classes of whole pages and articles say nothing."""
    if element.tag in _WHOLE:
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag == "footer":
        return not _OWN_FOOTER.search(named)
    return element.tag in _ELSEWHERE_TAG or bool(_ELSEWHERE.search(named))


def _named(element: HtmlElement) -> tuple[str, ...]:
    """The names in a byline: those of its links to profiles, else the first, and others that "and" joins to it."""
    links = [link for link in element.iter("a") if _is_profile(link)]
    if links:
        return people.names("".join(link.itertext()) for link in links)
    texts = [text for piece in element.itertext() if (text := " ".join(piece.split()))]
    if sum(map(len, texts)) > _LONGEST:
        return ()
    found: tuple[str, ...] = ()
    for before, text in pairwise(("", *texts)):
        if found and not _JOINS.search(before) and not _JOINED.match(text):
            break
        found += people.names([text])
    is_named = element.get("itemprop") == "author" or bool(_NAME_ONLY.search(element.get("class") or ""))
    return tuple(name for name in dict.fromkeys(found) if is_named or people.looks_personal(name))


def _is_profile(link: HtmlElement) -> bool:
    return link.get("rel") == "author" or bool(_PROFILE.search(link.get("href") or ""))


def _date(element: HtmlElement) -> str | None:
    value = element.get("datetime") or " ".join("".join(element.itertext()).split())
    return value if _DATED.search(value) and len(value) <= _LONGEST_DATE else None
