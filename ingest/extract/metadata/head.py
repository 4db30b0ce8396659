"""What a page declares in its head: meta elements, links, title; and its h1 headings."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import filterfalse, islice

from lxml.html import HtmlElement

from ingest.extract import dom
from ingest.extract.survey import Survey

_KICKER = re.compile(r"kicker|overline|dachzeile|topline|roofline|eyebrow|spitzmarke|pre-?title|sur-?title", re.I)
_MOST_HEADINGS, _MOST_LINES = 5, 5  # that are looked at for lines above the headline, and in each
_MOST_LINKS = 10  # of one relation
_MOST_ALTERNATES = 100  # languages and countries
_FRONT = ("/", "./", "/index.html", "/index.php")
_LEAST_TEXT = 500  # characters in paragraphs; a notice about cookies has fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The declarations of a page; names in lower case, values in the order of the page."""

    meta: dict[str, tuple[str, ...]]
    canonicals: tuple[str, ...]
    alternates: tuple[tuple[str, str], ...] = ()  # hreflang and address, as they are written
    pictures: tuple[str, ...]  # rel="image_src"
    nexts: tuple[str, ...] = ()  # rel="next", of links in the text too
    base: str | None  # what its links are relative to
    title: str | None
    headings: tuple[str, ...]  # the h1 elements but the outlet's name, linked to its front page
    kickers: tuple[str, ...]  # what their classes call a line above the headline, inside some of them
    subheadings: tuple[str, ...]  # h2 and h3
    is_headed: bool  # whether the first h1 stands above all longer paragraphs
    times: tuple[str, ...]  # <time pubdate> and itemprop="datePublished"
    language: str | None  # of the html element

    def first(self, *names: str) -> str | None:
        """Return the first value under the first of the names that is there; None without any. Raises nothing."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    def all(self, *names: str) -> tuple[str, ...]:
        """Return all values under the first of the names that is there, in their order. Raises nothing."""
        return next((self.meta[name] for name in names if name in self.meta), ())


def parse(survey: Survey) -> Head:
    """Return the declarations of a page, which is not changed. Raises nothing."""
    tree = survey.tree
    title = tree.find(".//title")
    return Head(
        meta=_meta(tree),
        canonicals=_links(survey, "canonical"),
        alternates=_alternates(survey),
        pictures=_links(survey, "image_src"),
        nexts=_links(survey, "next", "link", "a"),
        base=next((base.get("href") for base in tree.iter("base") if base.get("href")), None),
        title=None if title is None else dom.text(title) or None,
        headings=tuple(filter(None, map(_text, filterfalse(_is_logo, tree.iter("h1"))))),
        kickers=tuple(filter(None, map(_kicker, islice(tree.iter("h1"), _MOST_HEADINGS)))),
        subheadings=tuple(filter(None, map(dom.text, tree.iter("h2", "h3")))),
        is_headed=_is_headed(tree),
        times=_times(survey),
        language=tree.get("lang") or tree.get("xml:lang"),
    )


def _times(survey: Survey) -> tuple[str, ...]:
    published = {element for element, name in survey.having("itemprop").items() if name == "datePublished"}
    published.update(element for element in survey.having("pubdate") if element.tag == "time")
    values = (element.get("datetime") or element.get("content") for element in survey.in_order(published))
    return tuple(filter(None, values))


def _related(survey: Survey, relation: str, *tags: str) -> Iterator[HtmlElement]:
    for link, said in survey.having("rel").items():
        if link.tag in tags and relation in said.lower().split():
            yield link


def _links(survey: Survey, relation: str, *tags: str) -> tuple[str, ...]:
    links = _related(survey, relation, *(tags or ("link",)))
    return tuple(islice((href for link in links if (href := link.get("href"))), _MOST_LINKS))


def _alternates(survey: Survey) -> tuple[tuple[str, str], ...]:
    """The page in other languages; a link with a type is a feed or another format."""
    links = _related(survey, "alternate", "link")
    said = ((link.get("hreflang"), link.get("href")) for link in links if not link.get("type"))
    return tuple(islice(((language, href) for language, href in said if language and href), _MOST_ALTERNATES))


def _is_logo(heading: HtmlElement) -> bool:
    """Whether a heading is the outlet's name: all of it links to the front page."""
    link = heading.find(".//a")
    return link is not None and (link.get("href") or "").strip() in _FRONT and dom.text(link) == dom.text(heading)


def _text(heading: HtmlElement) -> str:
    """The text of a heading, with a space where a line begins that only its style sets apart."""
    text = dom.text(heading)
    for child in islice(heading, _MOST_LINES):
        ended, tail = dom.text(child)[-12:], " ".join((child.tail or "").split())[:12]
        if ended and ended[-1].islower() and tail[:1].isupper() and not (child.tail or "")[:1].isspace():
            text = text.replace(f"{ended}{tail}", f"{ended} {tail}", 1)
    return text


def _kicker(heading: HtmlElement) -> str:
    return next((dom.text(part) for part in heading.iter() if _KICKER.search(part.get("class") or "")), "")


def _is_headed(tree: HtmlElement) -> bool:
    """Whether the first h1 comes before the text: one inside it is a section's."""
    above = 0
    for element in tree.iter("h1", "p"):
        if element.tag == "h1":
            return above < _LEAST_TEXT
        above += len(dom.text(element))
    return False


def _meta(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found[name].append(content)
    return {name: tuple(values) for name, values in found.items()}
