"""Pages that only lead on to another one: where to.

A refresh within ten seconds (meta element or header) on a page without article text is a redirect by other
means; one on an article reloads it, or leads readers away who have read it, and is left alone.
"""

import re

from lxml.html import HtmlElement

from ingest.core import urls
from ingest.core.model import Page

from . import sniff
from . import tree as trees

LONGEST_SECONDS = 10
_FEW_WORDS = 50  # fewer stand in no article; the shortest ones of newsrooms have sixty
_HARDLY_WORDS = 20  # of a page that reloads itself: live reports begin with few
_SOME_WORDS = 120  # so many may excuse the waiting where the page also links to where it leads
# WHATWG HTML, "shared declarative refresh steps": a time, and after it an address with or without url= and quotes.
_REFRESH = re.compile(
    r"\s*(\d{0,9})(?:\.[\d.]*)?(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:'([^']*)|\"([^\"]*)|(.*))", re.I | re.S
)
_MOVE = re.compile(
    r"(?:(?:window|document|self|top)\.)*location(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*(['\"])([^'\"\s<>]+)\1",
    re.I,
)
_WHOLE_MOVE = re.compile(r"[\s;]*" + _MOVE.pattern + r"[\s;)]*", re.I)
_UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "svg",
)


def target(page: Page) -> str | None:
    """The address that a page leads on to by itself; None for one that holds an article, or leads nowhere.

    A script is believed when it is all that there is: one statement, on a page without a word. Raises nothing.
    """
    tree = trees.parse(page) if page.refresh or sniff.may_lead_on(page.body) else None
    if tree is None:
        return None
    base = trees.base(page, tree)
    return _by_refresh(page, tree, base) or _by_script(tree, base)


def waits_for_script(page: Page) -> bool:
    """Whether a page without article text leads on by a script, which is not run. Raises nothing."""
    tree = trees.parse(page) if sniff.may_move_by_script(page.body) else None
    if tree is None or not any(_MOVE.search(script.text or "") for script in tree.iter("script")):
        return False
    loose, linked = _words(tree)
    return loose + linked < _FEW_WORDS


def _by_refresh(page: Page, tree: HtmlElement, base: str) -> str | None:
    said = [meta.get("content") or "" for meta in tree.iter("meta") if _is_refresh(meta)] or [page.refresh or ""]
    found = _REFRESH.match(said[0])
    if found is None or int(found[1] or 0) > LONGEST_SECONDS or not said[0].strip()[:1].isdigit():
        return None
    link = (found[2] or found[3] or found[4] or "").strip().replace("&amp;", "&")
    url = urls.asked(link, base) if link else None
    return url if url and _is_waiting(tree, page.url, base, url) else None


def _by_script(tree: HtmlElement, base: str) -> str | None:
    scripts = [script.text for script in tree.iter("script") if (script.text or "").strip()]
    found = _WHOLE_MOVE.fullmatch(scripts[0] or "") if len(scripts) == 1 else None
    return urls.asked(found[2], base) if found and _words(tree) == (0, 0) else None


def _is_refresh(meta: HtmlElement) -> bool:
    return (meta.get("http-equiv") or "").strip().lower() == "refresh"


def _is_waiting(tree: HtmlElement, own: str, base: str, url: str) -> bool:
    """Whether a page holds no article: hardly any text, or some where it also links to ``url``."""
    words, _ = _words(tree)
    if urls.canonical(url) == urls.canonical(own):
        return words < _HARDLY_WORDS
    if words >= _FEW_WORDS:
        links = (urls.asked(href, base) for href in tree.xpath("//a/@href"))
        return words < _SOME_WORDS and url in links
    return True


def _words(tree: HtmlElement) -> tuple[int, int]:
    """How many words a reader sees outside of links and in them, without what stands around an article."""
    loose = linked = 0
    waiting: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while waiting:
        element, in_link = waiting.pop()
        is_seen = isinstance(element.tag, str) and element.tag not in _UNSEEN
        in_link = in_link or element.tag == "a"
        if is_seen:
            count = len((element.text or "").split())
            loose, linked = (loose, linked + count) if in_link else (loose + count, linked)
            for child in element:
                waiting.append((child, in_link))
                count = len((child.tail or "").split())
                loose, linked = (loose, linked + count) if in_link else (loose + count, linked)
    return loose, linked
