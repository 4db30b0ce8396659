"""The headline as readers see it, without the outlet's name."""

import re
from collections.abc import Iterator

from ingest.extract.dom import fold

from .head import Head

_BETWEEN = re.compile(r"\s+[-|–—:»«·•~]\s+|\s*\|\s*")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$", re.I)
_MORE = re.compile(r"\d|[(\[|]")  # in a date, a count, a source that stands in the heading
_EDGES = " -|–—:»«·•~"
_LONGEST = 1000  # characters of a title; a longer text is none
_SHORTEST = 8  # letters of a heading that is a headline although it is only a part of the title


def choose(declared: str | None, page_head: Head, host: str) -> str | None:
    """Return an h1 that the titles agree with, the only h1 above the text, or what is declared; None without any.

    ``declared`` is what JSON-LD calls the headline, ``host`` the host name of the page's own address. A title of more
    than 1000 characters is none. Raises nothing.
    """
    outlets = frozenset(map(fold, page_head.all("og:site_name", "application-name")))
    compact = fold(host).replace(" ", "")
    said = (declared, page_head.first("og:title", "twitter:title"), page_head.title)
    titles = [title for title in said if title and len(title) <= _LONGEST]
    wholes = [_without_outlet(title, outlets, compact) for title in titles]
    parts = [_BETWEEN.split(whole) for whole in wholes]
    aside = {fold(part) for split in parts for part in split[1:] if part != max(split, key=len)}
    headings = [
        heading
        for heading in page_head.headings
        if fold(heading) not in aside and not _is_outlet(heading, outlets, compact)
    ]
    likely = {fold(part) for whole in wholes for part in _starts(whole)}
    likely |= {fold(max(split, key=len)) for split in parts}
    for heading in headings:
        if any(_agree(fold(heading), part) for part in likely) or any(_goes_on(heading, whole) for whole in wholes):
            return heading
    for heading in page_head.subheadings:
        if len(heading) > _SHORTEST and fold(heading) in likely:
            return heading
    first = next(filter(None, wholes), None)
    if declared is None and page_head.is_headed and len(headings) == 1 and _stands_alone(headings[0], first):
        return headings[0]
    return first or next(iter(page_head.headings), None)


def outlets(page_head: Head) -> tuple[str, ...]:
    """Return what stands after or before the headline in the title of the page; () without any. Raises nothing."""
    title = (page_head.title or "")[:_LONGEST]
    headings = {*map(fold, (*page_head.headings, *page_head.subheadings))}
    for separator in _BETWEEN.finditer(title):
        before, after = title[: separator.start()], title[separator.end() :]
        for headline, rest in ((before, after), (after, before)):
            if len(fold(headline)) > _SHORTEST and fold(headline) in headings:
                return (rest, *_BETWEEN.split(rest))
    return ()


def _starts(title: str) -> Iterator[str]:
    """A title, and what of it stands before each separator."""
    yield title
    yield from (title[: separator.start()] for separator in _BETWEEN.finditer(title))


def _stands_alone(heading: str, title: str | None) -> bool:
    """Whether a heading is a headline of its own, not the title with something before or after it."""
    return len(heading) > _SHORTEST and " " in heading and fold(title or "-") not in fold(heading)


def _agree(heading: str, title: str) -> bool:
    """Whether a heading is a title or most of it."""
    return bool(heading) and (heading == title or (heading in title and len(heading) > max(_SHORTEST, len(title) / 2)))


def _goes_on(heading: str, title: str) -> bool:
    """Whether a heading is a title and more of it: titles are shortened for search engines."""
    start, whole = fold(title), fold(heading)
    is_start = whole.startswith(f"{start} ") and len(start) > max(_SHORTEST, len(whole) / 2)
    return is_start and not _MORE.search(heading, len(title))


def _without_outlet(title: str, outlets: frozenset[str], host: str) -> str:
    """A title without the parts at its ends that only name the outlet."""
    for separator in reversed([*_BETWEEN.finditer(title)]):
        before, after = title[: separator.start()], title[separator.end() :]
        if before.strip(_EDGES) and _is_outlet(after, outlets, host):
            title = before
    first = _BETWEEN.search(title)
    if first and _is_outlet(title[: first.start()], outlets, host):
        title = title[first.end() :]
    return title.strip(_EDGES)


def _is_outlet(text: str, outlets: frozenset[str], host: str) -> bool:
    own = fold(text)
    if own in outlets or _DOMAIN.match(text.strip()) or any(_names(own, site) for site in outlets if site):
        return bool(own)
    words = own.split()
    return bool(host and words) and ("".join(words) in host or all(len(word) > 3 and word in host for word in words))


def _names(text: str, site: str) -> bool:
    """Whether a text is words of an outlet's name, or hardly more than that name."""
    return f" {text} " in f" {site} " or (f" {site} " in f" {text} " and len(text) <= 2 * len(site))
