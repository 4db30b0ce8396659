"""What a page declares in its head: meta elements, links, title; and its h1 headings."""

from collections import defaultdict
from dataclasses import dataclass

from lxml.html import HtmlElement

from ingest.extract import dom

_LEAST_TEXT = 500  # characters in paragraphs; a notice about cookies has fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The declarations of a page; names in lower case, values in the order of the page."""

    meta: dict[str, tuple[str, ...]]
    canonical: str | None
    title: str | None
    headings: tuple[str, ...]  # the h1 elements
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


def parse(tree: HtmlElement) -> Head:
    """Return the declarations of a page, which is not changed. Raises nothing."""
    title = tree.find(".//title")
    return Head(
        meta=_meta(tree),
        canonical=next(
            (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()),
            None,
        ),
        title=None if title is None else dom.text(title) or None,
        headings=tuple(filter(None, map(dom.text, tree.iter("h1")))),
        subheadings=tuple(filter(None, map(dom.text, tree.iter("h2", "h3")))),
        is_headed=_is_headed(tree),
        times=tuple(
            value
            for element in tree.xpath('.//*[@itemprop="datePublished"] | .//time[@pubdate]')
            if (value := element.get("datetime") or element.get("content"))
        ),
        language=tree.get("lang") or tree.get("xml:lang"),
    )


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
