"""The texts on a page that are known to be of other articles by where they stand."""

from collections.abc import Iterator
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from ingest.extract import dom

# What comes before the headline: menus, tickers, the top story of the day.
_ABOVE = XPath(
    "preceding::*[self::p or self::li or self::h2 or self::h3 or self::h4 or self::h5 or self::td or self::div[not(*)]]"
    "[position() <= 300]"
)
# Items of a list with a heading that links to what they are about.
_ITEMS = XPath("(.//li[string-length() < 1500][.//h2 or .//h3 or .//h4 or .//h5])[position() <= 300]")
_HEADINGS = ("h2", "h3", "h4", "h5")


def texts(tree: HtmlElement, headline: str | None) -> frozenset[str]:
    """Return the texts, folded, of what stands above the headline and of lists of articles. Raises nothing."""
    blocks = [*_above(tree, dom.fold(headline)), *_listed(tree)]
    return frozenset(folded for block in blocks if (folded := dom.fold(dom.text(block))))


def drop_appended(tree: HtmlElement, headline: str) -> None:
    """Take out the articles that a page without end appends to its own, in place; ``headline`` is folded.

    Nothing is taken out where no article element has that headline. Raises nothing.
    """
    headings = {
        article: {dom.fold(dom.text(heading)) for heading in article.iter("h1")} for article in tree.iter("article")
    }
    if any(headline in own for own in headings.values()):
        for article, own in headings.items():
            if own and headline not in own and article.getparent() is not None:
                article.drop_tree()


def _above(tree: HtmlElement, headline: str) -> Iterator[HtmlElement]:
    for heading in tree.iter("h1", "h2"):
        if headline and dom.fold(dom.text(heading)) == headline:
            yield from cast(list[HtmlElement], _ABOVE(heading))
            return


def _listed(tree: HtmlElement) -> Iterator[HtmlElement]:
    for item in cast(list[HtmlElement], _ITEMS(tree)):
        if any(map(_is_link, item.iter(*_HEADINGS))):
            yield item
            yield from item.iter("p", "span", "div", *_HEADINGS)


def _is_link(heading: HtmlElement) -> bool:
    """Whether a heading is a link and nothing else."""
    parent = heading.getparent()
    text = dom.text(heading)
    linked = "".join(map(dom.text, heading.iter("a")))
    return bool(text) and (linked == text or (parent is not None and parent.tag == "a"))
