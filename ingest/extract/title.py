"""The headline as it is printed, without the outlet's name."""

import re

from .head import Head
from .people import fold

_BETWEEN = re.compile(r"\s+[-|–—:»«·•~]\s+|\s*\|\s*")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$", re.I)
_EDGES = " -|–—:»«·•~"
_SHORTEST = 8  # letters of a heading that is a headline although it is only a part of the title


def choose(declared: str | None, page_head: Head, host: str) -> str | None:
    """An h1 that the declared titles agree with, the only h1 above the text, or what is declared.

    ``declared`` is what JSON-LD calls the headline, ``host`` the host name of the page's own address.
    """
    outlets = frozenset(map(fold, page_head.all("og:site_name", "application-name")))
    compact = fold(host).replace(" ", "")
    titles = [title for title in (declared, page_head.first("og:title", "twitter:title")) if title]
    wholes = [_without_outlet(title, outlets, compact) for title in titles or [page_head.title or ""]]
    headings = [heading for heading in page_head.headings if not _is_outlet(heading, outlets, compact)]
    parts = [fold(part) for whole in wholes for part in (whole, *_BETWEEN.split(whole))]
    for heading in headings:
        if any(_agree(fold(heading), part) for part in parts):
            return heading
    if page_head.is_headed and len(headings) == 1 and len(headings[0]) > _SHORTEST:
        return headings[0]
    return next(filter(None, wholes), None) or next(iter(page_head.headings), None)


def _agree(heading: str, title: str) -> bool:
    """Whether a heading is a title or most of it."""
    return bool(heading) and (heading == title or (heading in title and len(heading) > max(_SHORTEST, len(title) / 2)))


def _without_outlet(title: str, outlets: frozenset[str], host: str) -> str:
    """A title without the parts at its ends that only name the outlet."""
    for separator in reversed([*_BETWEEN.finditer(title)]):
        before, behind = title[: separator.start()], title[separator.end() :]
        if before.strip(_EDGES) and _is_outlet(behind, outlets, host):
            title = before
    first = _BETWEEN.search(title)
    if first and _is_outlet(title[: first.start()], outlets, host):
        title = title[first.end() :]
    return title.strip(_EDGES)


def _is_outlet(text: str, outlets: frozenset[str], host: str) -> bool:
    own = fold(text)
    if own in outlets or _DOMAIN.match(text.strip()) or any(site and (own in site or site in own) for site in outlets):
        return bool(own)
    words = own.split()
    return bool(host and words) and ("".join(words) in host or all(len(word) > 3 and word in host for word in words))
