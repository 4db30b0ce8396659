"""All that a page says but its text: who wins among JSON-LD, meta elements, headings and what stands near them."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from lxml.html import HtmlElement

from ingest.core import urls
from ingest.core.dates import Written
from ingest.extract import addresses, clocks, dom
from ingest.extract.survey import Survey

from . import authors, bylines, credits, dates, headline_area, roles, subjects, title
from .authors import Bylines, Shown
from .dates import Said
from .head import Head
from .headline_area import Area
from .jsonld import Declared

_SECTIONS = (
    "article:section", "articlesection", "section", "content_category", "content_subcategory", "parsely-section",
    "prism.section", "og:section", "category", "cxenseparse:category", "article:section2",
)  # fmt: skip
_TAGS = ("article:tag", "keywords", "news_keywords", "content_tags", "content_tag", "parsely-tags", "sailthru.tags")
_IMAGES = (
    "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "image", "thumbnailurl",
    "thumbnail",
)  # fmt: skip
_LONGEST_CRUMB = 40
_LOCALE = re.compile(r"[a-z]{2}(?:[-_]|$)", re.I)  # en, en-GB; not x-default
_MOST_TAG_LINKS = 30
_NO_ADDRESS = re.compile(r"^\s*(?:undefined|null|none|nan|false|\[object \w+\])\s*$|[{<][{%?]", re.I)
_TAG = re.compile(r"</?(?:a|b|br|div|em|font|h\d|i|p|q|small|span|strong|sub|sup|u)\b[^<>]{0,200}>", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of its article; None where it says nothing."""

    bylines: Bylines  # who wrote it depends on the credits beside its text as well
    url: str | None = None  # the address that the page calls its own, canonical
    title: str | None = None
    published: datetime | None = None  # UTC
    published_from: str | None = None  # "json-ld", "meta", "time", "feed" or "guess"
    published_offset: int | None = None  # minutes east of UTC, of the outlet's clock
    day: date | None = None  # of the outlet's calendar
    floating: tuple[str, ...] = ()  # times that name no zone and nothing told one: read as UTC
    modified: datetime | None = None  # UTC
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    image: str | None = None  # a web address
    language: str | None = None  # as declared
    locales: tuple[str, ...] = ()  # all that are declared, ``language`` first
    alternates: tuple[tuple[str, str], ...] = ()  # language and address of the page in others
    next_part: str | None = None  # where the article goes on, when this page has a part of it


def extract(
    survey: Survey,
    declared: Declared,
    page_head: Head,
    url: str,
    *,
    whole: Callable[[], HtmlElement | None],
    in_feed: Written | None = None,
) -> Metadata:
    """Return all that a parsed page says but its text; nothing is fetched, ``url`` only resolves links.

    ``whole`` makes another tree of the page, with its programs; ``in_feed`` is the date that its feed says.
    ``declared`` and ``page_head`` are parsed from the tree that is surveyed. Raises nothing of its own; htmldate and
    trafilatura, which guess where nothing is declared, may raise on odd pages.
    """
    locales = _locales(declared, page_head)
    language = next(iter(locales), None)
    base = urls.absolute(url, page_head.base) or url
    own_url = _own_url(declared, page_head, base)
    host = urls.host(own_url or url)
    headline = title.choose(_plain(declared.headline), page_head, host, declared.publishers)
    area = Area(survey)
    near = area.near(headline)
    printed = credits.merged((bylines.credit(near), roles.find(area)))
    shown = Shown(bylines.people(area, near), printed)
    said = Said(
        declared=declared,
        page_head=page_head,
        lines=headline_area.dated_lines(near),
        url=own_url or url,
        language=language,
        feed=in_feed,
    )
    published = dates.published(whole, said)
    dated, changed = published.dated, dates.modified(said, published)
    description = _plain(
        declared.description or page_head.first("og:description", "description", "twitter:description")
    )
    domain = urls.domain(host)  # "bola" of bola.kabar.test is a section
    outlets = (*page_head.all("og:site_name"), *declared.publishers, domain, domain.partition(".")[0])
    return Metadata(
        bylines=authors.bylines(survey, declared, page_head, shown, host),
        url=own_url,
        title=headline,
        published=dated.moment if dated else None,
        published_from=published.source,
        published_offset=dated.minutes if dated else None,
        day=dated.day if dated else None,
        floating=clocks.floating(published=dated, modified=changed),
        modified=changed.moment if changed else None,
        section=subjects.section(_sections(declared, page_head, headline), outlets),
        tags=subjects.tags(
            (declared.tags, *map(page_head.all, _TAGS), _tag_links(area)), (headline, description), outlets
        ),
        description=description,
        image=_image(declared, page_head, base),
        language=language,
        locales=locales,
        alternates=_alternates(page_head, base, own_url or url),
        next_part=addresses.next_part(urls.canonical(url), (urls.absolute(base, link) for link in page_head.nexts)),
    )


def _alternates(page_head: Head, base: str, own: str) -> tuple[tuple[str, str], ...]:
    """The page in other languages: ``en-GB`` is English, ``x-default`` no language."""
    found = (
        (said[:2].lower(), urls.absolute(base, href)) for said, href in page_head.alternates if _LOCALE.match(said)
    )
    return tuple(dict.fromkeys((language, url) for language, url in found if url and url != own))


def _locales(declared: Declared, page_head: Head) -> tuple[str, ...]:
    """All language tags that a page says it is in, that of the article itself first."""
    said = (declared.language, *map(page_head.first, ("og:locale", "content-language", "language")), page_head.language)
    return tuple(dict.fromkeys(filter(None, said)))


def _own_url(declared: Declared, page_head: Head, base: str) -> str | None:
    """The first address that the page calls its own and that is no front page, or else the first."""
    said = (*page_head.canonicals, page_head.first("og:url"), declared.url)
    found = (urls.absolute(base, urls.unarchived(urls.absolute(base, link) or "")) for link in said)
    own = [*filter(None, found)]
    return next((address for address in own if not urls.is_root(address)), next(iter(own), None))


def _sections(declared: Declared, page_head: Head, headline: str | None) -> Iterator[str]:
    """The sections that a page declares, and those that lead to it, the innermost first."""
    yield from filter(None, map(_plain, declared.sections))
    for name in _SECTIONS:
        yield from filter(None, map(_plain, page_head.all(name)[:1]))
    crumbs = (crumb for crumb in map(_plain, reversed(declared.crumbs)) if crumb and len(crumb) <= _LONGEST_CRUMB)
    yield from (crumb for crumb in crumbs if dom.fold(crumb) not in dom.fold(headline))


def _image(declared: Declared, page_head: Head, base: str) -> str | None:
    """The first picture that has a web address."""
    said = (declared.image, *(value for name in _IMAGES for value in page_head.all(name)), *page_head.pictures)
    own = (link for link in said if link and not _NO_ADDRESS.search(link))
    return next(filter(None, (urls.absolute(base, link) for link in own)), None)


def _tag_links(area: Area) -> tuple[str, ...]:
    """The tags that themes of WordPress and Blogger link to below a text."""
    related = area.survey.having("rel").items()
    links = (link for link, relation in related if link.tag == "a" and relation.split() == ["tag"])
    return tuple(filter(None, map(dom.text, area.own(islice(links, _MOST_TAG_LINKS)))))


def _plain(text: str | None) -> str | None:
    return " ".join(_TAG.sub(" ", html.unescape(text)).split()) or None if text else None
