"""Front pages, sections and lists of tags, told from articles by their shape."""

from lxml.html import HtmlElement

from ingest.core import shape, urls
from ingest.core.model import Page

from .metadata.head import Head

_MOSTLY = 0.6  # of the words of a page [of 228 captured pages 25 are above it, fronts and lists all of them]
_HALF, _NEARLY_ALL = 0.5, 0.88
_PARAGRAPH, _LITTLE_PROSE = 120, 2000  # characters


def is_section(page: Page, tree: HtmlElement, page_head: Head) -> bool:
    """Return whether a page is a front page, a section or a list of a tag, by its shape. Raises nothing.

    Of one that is listed without a title it is enough that it declares no article.
    Fronts declare an article as often as not, so that alone says nothing. Most words stand in links, and the page
    names the root of its host as its address, or says to be a website and has little prose; or nearly all do. [Of
    575 labelled articles none; those that name the root have at most a sixth of their words in links, all at
    most 84 %. Of 14 saved fronts 12.]
    """
    share = shape.link_share(tree)
    if share <= _HALF:
        return False
    named = (*page_head.canonicals, *page_head.all("og:url"))
    if share > _NEARLY_ALL or any(map(_is_front, (page.url, *map(str.strip, named)))):
        return True
    if shape.declares_article(tree):
        return False
    is_unnamed = page.entry is not None and page.entry.title is None and page.status is not None
    is_website = (page_head.first("og:type") or "").lower() == "website"
    return (is_unnamed and share > _MOSTLY) or (is_website and _prose(tree) < _LITTLE_PROSE)


def _prose(tree: HtmlElement) -> int:
    """Characters of paragraphs that are no links."""
    paragraphs = [(paragraph.text_content().strip(), paragraph) for paragraph in tree.iter("p")]
    return sum(
        len(text)
        for text, paragraph in paragraphs
        if len(text) >= _PARAGRAPH and next(paragraph.iterdescendants("a"), None) is None
    )


def _is_front(url: str) -> bool:
    return urls.is_web(url) and urls.is_front(url)
