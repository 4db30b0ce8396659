"""The people that a page shows as its authors: bylines at the headline, credits there, or the only byline elsewhere."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, pairwise

from lxml.html import HtmlElement

from ingest.extract import dom, naming
from ingest.extract.survey import Survey

from . import credits, names
from .credits import Credit
from .headline_area import Area

_BYLINE = re.compile(
    r"(?<![a-z])(?:author|byline|byl|penulis|reporter|pewarta|wartawan|redakteur|autor|writer|posted-?by|created-?by"
    r"|credit-?(?:title-?)?name(?!-?[Ee]ditor))(?!i[tz])|(?<=[a-z])(?:Author|Byline|Autor|Writer)(?!i[tz])"
)
_BYLINES = naming.Kind(
    _BYLINE, "author", "byl", "penulis", "reporter", "pewarta", "wartawan", "redakteur", "autor", "writer", "posted",
    "created", "credit",
)  # fmt: skip
_NAMED_BY = ("class", "id", "data-testid")
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en)?|penulis|reporter|profiles?|people|staff|contributors?|byline|by)/[^/]+/?$", re.I
)
_NAME_ONLY = re.compile(r"(?:^|\s)(?:author|fn|author-?_?name|authorName)(?:\s|$)")
_JOINS = re.compile(r"(?:^|\W)(?:and|dan|und|&|by|oleh)\s*$|[,;:]\s*$", re.I)
_JOINED = re.compile(r"(?:and|dan|und|&)(?:\W|$)|[,;]", re.I)
_BY = re.compile(
    r"^\W*(?:(?:written |words |posted |submitted )?by|(?:ditulis |diposting )?oleh|von|par|por|door|av)(?:\W+|$)", re.I
)
_POSTED = re.compile(r"^\W*(?:posted|submitted|written|ditulis|diposting)\s+(?:by|oleh)\s", re.I)
_POSTS = naming.Wording(_POSTED, "posted", "submitted", "written", "ditulis", "diposting")
_REVIEWED = re.compile(r"\b(?:reviewed|edited|fact.?checked|disunting|ditinjau)\b[^.]{0,20}$", re.I)
# "Jane Arden | Senior Writer | April 4, 2026"
_WITH_POST = re.compile(rf"\W*([^|,·•–—]{{4,40}}?)\s*[|,·•–—]\s*(?:(?:{names.RANK})\s+)*(?:{names.POST})\b", re.I)
_BEFORE_POST = re.compile("[|,·•–—]")
_LINES = ("a", "div", "li", "p", "span", "strong")
_LONGEST = 200  # characters of a byline
_MOST_ITEMS = 20  # of a list of authors
_MOST_PIECES = 3  # of a longer one


def people(area: Area, near: Sequence[HtmlElement]) -> tuple[str, ...]:
    """Return the people that bylines name, each once; ``near`` are the elements near the headline.

    Without any of those there is nobody. Raises nothing.
    """
    return next(filter(None, _found(area, near)), ()) if near else ()


def credit(near: Iterable[HtmlElement]) -> Credit:
    """Return the people that lines near the headline credit with their roles: "Rep: … Red: …". Raises nothing."""
    return credits.merged(found for element in near if _names_role(element) for found in _credits(element))


def _found(area: Area, near: Sequence[HtmlElement]) -> Iterator[tuple[str, ...]]:
    survey = area.survey
    bylines = _bylines(survey)
    yield from map(_named, (element for element in near if element in bylines or _is_profile(element)))
    yield from map(_named_after_by, filter(_says_by, near))
    yield from map(_credited, filter(_names_role, near))
    yield from map(_named_before_post, near)
    profiles = filter(_is_profile, survey.tree.iter("a"))
    for found in ({*bylines, *profiles}, survey.labelled(_POSTS)):
        own = [*area.own(line for line in survey.in_order(found) if line.tag in _LINES)]
        distinct = {*filter(None, map(_named, own))}
        if len(distinct) == 1 and not any(map(_is_unclear, own)):  # of several, most are of other articles
            yield from distinct


def _bylines(survey: Survey) -> Collection[HtmlElement]:
    """What is named, or declared, as a byline."""
    things = (element for element, name in survey.having("itemprop").items() if name == "author")
    related = (element for element, relation in survey.having("rel").items() if relation == "author")
    return {*survey.named(_BYLINES, *_NAMED_BY), *things, *related}


def _is_profile(element: HtmlElement) -> bool:
    """Whether it is a link to what somebody wrote."""
    if element.get("rel") == "author":
        return True
    return element.tag == "a" and bool(_PROFILE.search(element.get("href") or ""))


def _named(element: HtmlElement) -> tuple[str, ...]:
    """The names in a byline: those of its links to profiles, else the first, and others that "and" joins to it."""
    links = [link for link in element.iter("a") if _is_profile(link) and not _REVIEWED.search(_text_before(link))]
    if links:
        return names.people(map(dom.text, links))
    if element.tag in ("ul", "ol") and (items := [*element.iter("li")]):
        return tuple(filter(names.looks_personal, names.people(map(dom.text, items[:_MOST_ITEMS]))))
    if element.get("itemprop") == "author" and (hidden := [*_in_meta(element)]):
        return names.people(hidden)
    texts = [*islice((text for piece in element.itertext() if (text := " ".join(piece.split()))), _LONGEST)]
    if sum(map(len, texts)) > _LONGEST:
        texts = texts[:_MOST_PIECES]  # who that is comes after
    found: tuple[str, ...] = ()
    for before, text in pairwise(("", *texts)):
        if found and not _JOINS.search(before) and not _JOINED.match(text):
            break
        found += names.people([text])
    is_name = element.get("itemprop") == "author" or bool(_NAME_ONLY.search(element.get("class") or ""))
    return tuple(name for name in dict.fromkeys(found) if is_name or names.looks_personal(name))


def _in_meta(element: HtmlElement) -> Iterator[str]:
    """The names that a thing in microdata has for machines only."""
    for meta in element.iter("meta"):
        if meta.get("itemprop") == "name" and (name := meta.get("content")):
            yield name


def _is_unclear(element: HtmlElement) -> bool:
    """Whether a byline names somebody in small letters, who may be the author as well."""
    line = dom.line(element, _LONGEST)
    return bool(line and " " in line and line.islower() and names.people([line]) and not _named(element))


def _text_before(link: HtmlElement) -> str:
    """The text right before a link."""
    previous, around = link.getprevious(), link.getparent()
    text = previous.tail if previous is not None else around.text if around is not None else ""
    return (text or "")[-_LONGEST:].rstrip()


def _named_before_post(element: HtmlElement) -> tuple[str, ...]:
    """The name in a line that goes on with what its owner is."""
    text = element.text
    found = _WITH_POST.match(text) if text and len(text) < _LONGEST and _BEFORE_POST.search(text) else None
    return tuple(name for name in names.people([found[1]]) if names.looks_personal(name)) if found else ()


def _says_by(element: HtmlElement) -> bool:
    return bool(element.text and len(element.text) < _LONGEST and _BY.match(element.text))


def _named_after_by(element: HtmlElement) -> tuple[str, ...]:
    """The names in a line that begins with "By", which may be an element of its own."""
    is_alone = not _BY.sub("", dom.text(element)).strip()
    lines = (element.getnext(), element.getparent()) if is_alone else (element,)
    for line in lines:
        if line is not None and (found := tuple(filter(names.looks_personal, _named(line)))):
            return found
    return ()


def _names_role(element: HtmlElement) -> bool:
    return any(text and len(text) < _LONGEST and credits.find(text) for text in (element.text, element.tail))


def _credited(element: HtmlElement) -> tuple[str, ...]:
    return next((found.writers for found in _credits(element) if found.writers), ())


def _credits(element: HtmlElement) -> Iterator[Credit]:
    """The credits in the element, and in the line after it."""
    lines = (dom.text(element), " ".join((element.tail or "").split()))
    yield from filter(None, map(credits.find, lines))
