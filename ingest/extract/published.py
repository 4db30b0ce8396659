"""When an article was published: what the page declares, and when it is silent, what it prints."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

import htmldate
from lxml.html import HtmlElement

from ingest import dates

from .head import Head
from .jsonld import Declared

_META = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished", "date_published",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date",
    "dcterms.date", "publishdate", "publish-date", "published_at", "pubdate", "pub_date", "ptime",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "content_publisheddate", "content_publishdate",
    "og:published_time", "date", "dtk:publishdate", "originalpublicationdate", "displaydate",
    "citation_publication_date", "bt:pubdate", "iso-8601-publish-date", "rbpubdate",
)  # fmt: skip
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_OLDER = timedelta(hours=36)  # a day without a time may be meant up to a day and a zone later
_UPDATED = re.compile(r"updat|modifi|revis|diperbarui|diubah|aktualisiert|terakhir|last", re.I)
# Names that only Indonesian (and Malay) has: such a date is meant in Jakarta's time.
_INDONESIAN = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|januari|februari|maret|mei|juni|juli|agustus|oktober"
    r"|desember)\b",
    re.I,
)
_INDONESIAN_ZONE = re.compile(r"\b(?:WIB|WITA|WIT)\b")
_MOST_PRINTED = 4  # lines that are looked through; the next are of other articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a page says of its date, and how it is to be read."""

    declared: Declared
    page_head: Head
    printed: tuple[str, ...]  # lines at the headline
    language: str | None  # decides on the order of day and month
    zone: tzinfo  # of times without one


def read(tree: HtmlElement, said: Said) -> tuple[datetime | None, str | None]:
    """When the article was published, and what says so.

    A date that is only printed, or that htmldate reads out of the page, is a "guess".
    """
    meta = tuple(said.page_head.first(name) for name in _META)
    printed = _first((line for line in said.printed[:_MOST_PRINTED] if not _UPDATED.search(line)), said)
    for source, values in (("json-ld", (said.declared.published,)), ("meta", meta), ("time", said.page_head.times)):
        moment = _first(values, said)
        if moment is None:
            continue
        if source != "json-ld":
            return _as_printed(moment, said), source
        if printed is None or not _is_rebuilt(moment, printed, _first((said.declared.modified,), said)):
            return moment, source
    # Not htmldate's extensive search: it takes years out of copyright lines and numbers of telephones.
    moment = printed or dates.parse(htmldate.find_date(tree, original_date=True, extensive_search=False) or "")
    return moment, "guess" if moment else None


def _is_rebuilt(moment: datetime, printed: datetime, modified: datetime | None) -> bool:
    """Whether JSON-LD tells when the page was built: it was changed before that, and an older date is printed."""
    return modified is not None and modified < moment and moment - printed > _OLDER


def _first(values: Iterable[str | None], said: Said) -> datetime | None:
    for value in filter(None, values):
        zone = dates.WESTERN_INDONESIA if _INDONESIAN.search(value) else said.zone
        moment = dates.parse(value, said.language, zone) or dates.find(value, said.language, zone)
        if moment is not None:
            return moment
    return None


def _as_printed(moment: datetime, said: Said) -> datetime:
    """A moment, set right where the same time is printed with an Indonesian zone: some programs call theirs Z."""
    for line in filter(_INDONESIAN_ZONE.search, said.printed):
        printed = dates.find(line, said.language)
        ahead = moment - printed if printed else timedelta()
        hours = round(ahead / _HOUR)
        if 7 <= hours <= 9 and abs(ahead - hours * _HOUR) < _MINUTE:
            return moment - hours * _HOUR
    return moment
