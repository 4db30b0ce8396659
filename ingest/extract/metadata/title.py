"""The headline as readers see it, without the outlet's name."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.core import urls
from ingest.extract.dom import fold

from .head import Head

_BETWEEN = re.compile(r"\s+(?:[-|–—―»«›‹>·•~⋆★*/→]|::?|--|//)\s+|\s*[|｜]\s*")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]\s+")
_BRACKETED_LAST = re.compile(r"\s+[(\[]([^()\[\]]{2,40})[)\]]$")
_COLON = re.compile(r":\s+")
_TRAIL = re.compile(r"\s+(?:[»«›‹]|::)\s+|\s*\|\s*")
_LEAST_WORDS, _MOST_OF_SECTION = 4, 3  # of a headline, and of a section's name beside it
_DATED = re.compile(r"^\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\s*[-–—|:]\s+")
_LONGEST_KICKER = 60
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$", re.I)
_MORE = re.compile(r"\d|[(\[|]")  # in a date, a count, a source that stands in the heading
_JOINTS = " -–—:|/"  # between a kicker and the headline
_EDGES = " -|–—―:»«›‹·•~⋆★"
_LONGEST = 1000  # characters of a title; a longer text is none
_MARKUP = re.compile(r"</?(?:b|br|em|font|i|mark|p|q|small|span|strong|sub|sup|u)\b[^<>]{0,200}>", re.I)
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_LEAST_OF_WHOLE = 1 / 3  # of a headline, in a title that was cut
_OTHER_NAMES = ("dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline", "title")
_SHORTEST = 8  # letters of a heading that is a headline although it is only a part of the title


@dataclass(frozen=True, slots=True)
class _Site:
    """The names of the outlet, in the forms in which they are compared."""

    names: frozenset[str]
    host: str
    domain: str  # without those of its sections


def choose(declared: str | None, page_head: Head, host: str, publishers: Iterable[str] = ()) -> str | None:
    """Return an h1 that the titles agree with, the only h1 above the text, or what is declared; None without any.

    ``declared`` is what JSON-LD calls the headline, ``host`` the host name of the page's own address, ``publishers``
    whom JSON-LD names as such. A title of more than 1000 characters is none. Raises nothing.
    """
    names = frozenset(map(fold, (*page_head.all("og:site_name", "application-name"), *publishers)))
    chosen = _choose(
        declared, page_head, _Site(names, *(fold(of).replace(" ", "") for of in (host, urls.domain(host))))
    )
    return (_DATED.sub("", chosen) or chosen) if chosen else None


def _choose(declared: str | None, page_head: Head, site: _Site) -> str | None:
    said = [declared, page_head.first("og:title", "twitter:title"), page_head.title]
    said = said if any(said) else [page_head.first(*_OTHER_NAMES)]
    titles = [_unmarked(html.unescape(title)) for title in said if title and len(title) <= _LONGEST]
    own = [heading for heading in page_head.headings if _DOMAIN.fullmatch(heading)]  # the site's, not the article's
    wholes = [_without_outlet(_without_start(title, own), site) for title in titles]
    parts = [_BETWEEN.split(whole) for whole in wholes]
    aside = {fold(part) for split in parts for part in split[1:] if part != max(split, key=len)}
    headings = [
        _without_kicker(heading, page_head.kickers, titles)
        for heading in page_head.headings
        if fold(heading) not in aside and not _is_outlet(heading, site.names, site.host)
    ]
    likely = {fold(part) for whole in wholes for part in _starts(whole)}
    likely |= {fold(max(split, key=len)) for split in parts}
    for heading in headings:
        if any(_agree(fold(heading), part) for part in likely) or any(_goes_on(heading, whole) for whole in wholes):
            return heading if page_head.kickers else _with_kicker(heading, wholes)
    for heading in page_head.subheadings:
        if len(heading) > _SHORTEST and fold(heading) in likely:
            return heading
    first = next(filter(None, wholes), None)
    if declared is None and page_head.is_headed and len(headings) == 1 and _stands_alone(headings[0], first):
        return headings[0]
    if first is not None and first not in titles:
        return _without_section(first)  # beside the outlet's name
    return first or next(iter((*page_head.headings, *page_head.subheadings)), None)


def _unmarked(title: str) -> str:
    return " ".join(_MARKUP.sub(" ", title).split()) if "<" in title else title


def _without_start(title: str, own: list[str]) -> str:
    """A title without the domain that is a heading of the site, where it begins with that."""
    start = next((heading for heading in own if title.startswith(f"{heading} ")), "")
    return title.removeprefix(start).strip()


def _without_kicker(heading: str, kickers: Iterable[str], titles: Iterable[str]) -> str:
    """A heading without the line above the headline that stands in it, unless a title has that as well."""
    for kicker in kickers:
        if heading.startswith(kicker) and not any(fold(heading) in fold(title) for title in titles):
            return heading.removeprefix(kicker).lstrip(_JOINTS) or heading
    return heading


def _with_kicker(heading: str, titles: list[str]) -> str:
    """A heading as JSON-LD and both titles of the page have it, where they put something and a colon before it."""
    for title in titles:
        kicker, colon, rest = title.partition(": ")
        whole = fold(f"{kicker} {heading}")
        is_shared = len(titles) > 2 and all(f"{fold(other)} ".startswith(f"{whole} ") for other in titles)
        if colon and is_shared and fold(rest).startswith(fold(heading)) and len(kicker) <= _LONGEST_KICKER:
            return f"{kicker}: {heading}"
    return heading


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
    if _CUT.search(title):  # maybe inside a word
        return whole.startswith(start) and len(start) > max(_SHORTEST, _LEAST_OF_WHOLE * len(whole))
    is_start = whole.startswith(f"{start} ") and len(start) > max(_SHORTEST, len(whole) / 2)
    return is_start and not _MORE.search(heading, len(title))


def _without_outlet(title: str, site: _Site) -> str:
    """A title without the parts at its ends that only name the outlet, and the section beside that."""
    for separator in reversed([*_BETWEEN.finditer(title)]):
        before, after = title[: separator.start()], title[separator.end() :]
        is_named = _is_outlet(after, site.names, site.host) or fold(_BETWEEN.split(after)[0]) in site.names
        if before.strip(_EDGES) and is_named:
            title = before
    for found in filter(None, (_BRACKETED.match(title), _BRACKETED_LAST.search(title))):
        if _is_outlet(found[1], site.names, site.domain):
            title = title.replace(found[0], "", 1)
    first = _BETWEEN.search(title) or _COLON.search(title)
    if first and _is_outlet(title[: first.start()], site.names, site.domain):
        title = title[first.end() :]
    return title.strip(_EDGES)


def _without_section(title: str) -> str:
    """A title without the section that stands between it and the outlet, as in a trail: Kota » headline."""
    parts = _TRAIL.split(title)
    longest = max(parts, key=len)
    others = [part for part in parts if part != longest]
    is_trail = len(longest.split()) >= _LEAST_WORDS and all(len(part.split()) <= _MOST_OF_SECTION for part in others)
    return longest if others and is_trail else title


def _is_outlet(text: str, outlets: frozenset[str], host: str) -> bool:
    own = fold(text)
    if own in outlets or _DOMAIN.match(text.strip()) or any(_names(own, site) for site in outlets if site):
        return bool(own)
    words = own.split()
    return bool(host and words) and ("".join(words) in host or all(len(word) > 3 and word in host for word in words))


def _names(text: str, site: str) -> bool:
    """Whether a text is words of an outlet's name, or hardly more than that name."""
    return f" {text} " in f" {site} " or (f" {site} " in f" {text} " and len(text) <= 2 * len(site))
