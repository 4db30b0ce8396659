"""A page of HTML as a tree, for what is read of it before an article is looked for."""

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.core import charset, urls
from ingest.core.model import Page


def parse(page: Page) -> HtmlElement | None:
    """Return the tree of a page; None for one that is empty or no HTML. Raises nothing."""
    text = charset.decode(page.body, page.content_type)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return None


def base(page: Page, tree: HtmlElement) -> str:
    """Return the address that the links of a page are relative to: what it names, else its own. Raises nothing."""
    return urls.absolute(page.url, next(iter(tree.xpath("//base/@href")), None)) or page.url
