"""When an article was published: what the page declares, and when it is silent, what it prints."""

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo

import htmldate
from lxml.html import HtmlElement

from ingest import dates

from .head import Head

_META = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished", "date_published",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date",
    "dcterms.date", "publishdate", "publish-date", "published_at", "pubdate", "pub_date", "ptime",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "content_publisheddate", "content_publishdate",
    "og:published_time", "date", "dtk:publishdate", "originalpublicationdate", "displaydate",
    "citation_publication_date", "bt:pubdate", "iso-8601-publish-date", "rbpubdate",
)  # fmt: skip
_UPDATED = re.compile(r"updat|modifi|revis|diperbarui|diubah|aktualisiert|terakhir|last", re.I)
_MOST_PRINTED = 4  # lines that are looked through; the next are of other articles

Moment = tuple[datetime | None, str | None]


def declared(json_ld: str | None, page_head: Head, language: str | None, zone: tzinfo) -> Moment:
    """The date that the page declares, and where; times without a zone are of ``zone``."""
    for source, values in (
        ("json-ld", (json_ld,)),
        ("meta", tuple(page_head.first(name) for name in _META)),
        ("time", page_head.times),
    ):
        moment = _first(values, language, zone)
        if moment is not None:
            return moment, source
    return None, None


def guessed(tree: HtmlElement, printed: Iterable[str], language: str | None, zone: tzinfo) -> Moment:
    """The date that is printed at the headline, or htmldate's reading of the page; always called a guess."""
    lines = [*printed][:_MOST_PRINTED]
    moment = _first((line for line in lines if not _UPDATED.search(line)), language, zone)
    if moment is None:
        # Not its extensive search: that takes years out of copyright lines and numbers of telephones.
        moment = dates.parse(htmldate.find_date(tree, original_date=True, extensive_search=False) or "")
    return moment, "guess" if moment else None


def _first(values: Iterable[str | None], language: str | None, zone: tzinfo) -> datetime | None:
    for value in filter(None, values):
        moment = dates.parse(value, language, zone) or dates.find(value, language, zone)
        if moment is not None:
            return moment
    return None
