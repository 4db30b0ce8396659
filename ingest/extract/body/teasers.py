"""The texts on a page that are known to be of other articles by where they stand."""

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from ingest.extract import dom

# What comes before the headline: menus, tickers, the top story of the day.
_ABOVE = frozenset({"p", "li", "h2", "h3", "h4", "h5", "td"})
_MOST_ABOVE = 300
# Items of a list with a heading that links to what they are about.
_MOST_ITEMS, _LONGEST_ITEM = 300, 1500  # characters
_LEAST_PROSE = 150  # characters of the paragraphs below a headline
_HEADINGS = ("h2", "h3", "h4", "h5")


def texts(tree: HtmlElement, headline: str | None) -> frozenset[str]:
    """Return the texts, folded, of what stands above the headline and of lists of articles. Raises nothing."""
    blocks = [*_above(tree, dom.fold(headline)), *_listed(tree)]
    return frozenset(folded for block in blocks if (folded := dom.fold(dom.text(block))))


def drop_appended(tree: HtmlElement, headline: str) -> None:
    """Take out the articles that a page shows beside its own or appends to it, in place; ``headline`` is folded.

    Nothing is taken out where that headline heads neither an article element nor paragraphs. Raises nothing.
    """
    headings = {
        article: {dom.fold(dom.text(heading)) for heading in article.iter("h1")} for article in tree.iter("article")
    }
    if any(headline in own for own in headings.values()) or (headings and _heads_prose(tree, headline)):
        for article, own in headings.items():
            if own and headline not in own and article.getparent() is not None:
                article.drop_tree()


def _heads_prose(tree: HtmlElement, headline: str) -> bool:
    """Whether the headline has paragraphs of prose beside it: a name above the page's menu has none."""
    headings = (heading for heading in tree.iter("h1") if headline and dom.fold(dom.text(heading)) == headline)
    return any(
        sum(len(dom.text(sibling)) for sibling in heading.itersiblings("p")) >= _LEAST_PROSE for heading in headings
    )


def _above(tree: HtmlElement, headline: str) -> Iterator[HtmlElement]:
    for heading in tree.iter("h1", "h2"):
        if headline and dom.fold(dom.text(heading)) == headline:
            yield from islice(filter(_is_block, dom.preceding(heading)), _MOST_ABOVE)
            return


def _is_block(element: HtmlElement) -> bool:
    return element.tag in _ABOVE or (element.tag == "div" and not len(element))


def _listed(tree: HtmlElement) -> Iterator[HtmlElement]:
    items = (item for item in tree.iterdescendants("li") if next(item.iter(*_HEADINGS), None) is not None)
    for item in islice((item for item in items if len(dom.string(item)) < _LONGEST_ITEM), _MOST_ITEMS):
        if any(map(_is_link, item.iter(*_HEADINGS))):
            yield item
            yield from item.iter("p", "span", "div", *_HEADINGS)


def _is_link(heading: HtmlElement) -> bool:
    """Whether a heading is a link and nothing else."""
    parent = heading.getparent()
    text = dom.text(heading)
    linked = "".join(map(dom.text, heading.iter("a")))
    return bool(text) and (linked == text or (parent is not None and parent.tag == "a"))
