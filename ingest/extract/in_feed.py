"""What a feed itself carries of an article, and when that is taken in place of what its page shows."""

import dataclasses
import html as entities
import re

from lxml.html import HtmlElement, document_fromstring

from ingest.core import charset, urls
from ingest.core.model import Draft, Page
from store import FROM_FEED, Capture, is_fuller

from . import html

_UTF_8 = "text/html; charset=utf-8"
_LOST = 0.6  # of the words; what is in a feed is hardly ever anything but the article
_LINES = "p|div|li|h[1-6]|blockquote|pre|tr|dt|dd|figcaption"
_EDGE = re.compile(rf"</?(?:{_LINES}|br|ul|ol|table)\b[^<>]*>", re.I)


def draft(page: Page) -> Draft | None:
    """Return the article that the feed of a page carries, without what only the feed says of it beside the text.

    None when it carries none. Raises what ``html.draft`` raises.
    """
    content = page.entry.content if page.entry else None
    text = _text(page, content) if content else page.entry.teaser if page.entry and page.is_teaser else None
    return Draft(text=text, method=FROM_FEED) if text else None


def fuller(found: Draft | None, page: Page) -> Draft | None:
    """Return what was found on a page, with the feed's text where that is clearly longer, or else there is none.

    Over a text on the page only a feed of the same site wins: others must not put words into its mouth.
    Raises what ``html.draft`` raises.
    """
    carried = draft(page) if found is None or _is_of_its_site(page) else None
    if found is None or carried is None:
        return found or carried
    if not is_fuller(carried.text, found.text):
        return found
    return dataclasses.replace(found, text=carried.text, method=FROM_FEED)


def foreign(page: Page) -> str | None:
    """Return the address of the feed of a page, when that is another site; else None. Raises nothing."""
    return page.feed_url if page.feed_url and not urls.same_site(page.feed_url, page.url) else None


def capture(page: Page) -> Capture:
    """Return what the text in a feed was read from, under the address of the feed. Raises nothing."""
    content = (page.entry.content or page.entry.teaser) if page.entry else None
    body = charset.whole(content or "").encode()
    return Capture(url=page.feed_url or page.url, fetched=page.fetched, content_type=_UTF_8, body=body)


def _is_of_its_site(page: Page) -> bool:
    return page.feed_url is not None and urls.same_site(page.feed_url, page.url)


def _text(page: Page, content: str) -> str | None:
    """The text of the HTML, as of a page; all its lines where too much of them would be lost."""
    title = entities.escape((page.entry.title if page.entry else None) or "")
    body = f"<html><body><article><h1>{title}</h1>{content}</article></body></html>"
    alone = dataclasses.replace(
        page, body=charset.whole(body).encode(), content_type=_UTF_8, entry=None, sightings=(), url="about:blank"
    )
    found = html.draft(alone)
    lines = _lines(content)
    is_lost = not isinstance(found, Draft) or len("".join(found.text.split())) < _LOST * len(
        "".join("".join(lines).split())
    )
    return "\n".join(lines) or None if is_lost or not isinstance(found, Draft) else found.text


def _lines(content: str) -> list[str]:
    """The lines that a reader sees."""
    tree: HtmlElement = document_fromstring("<div>" + _EDGE.sub("\n", content) + "</div>")
    for element in list(tree.iter("script", "style")):
        element.drop_tree()
    return [line for part in "".join(tree.itertext()).split("\n") if (line := " ".join(part.split()))]
