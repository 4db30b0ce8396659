"""A search as others read it: Atom, JSON Feed, and plain JSON."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from store.articles.moments import to_text
from store.search.hits import Hit
from store.web import responses
from store.web.view import web_address

from . import search
from .article import article
from .visit import Visit

_ENTRIES = 50


def atom(visit: Visit) -> responses.Response:
    """Return the newest hits as an Atom feed. Raises BadParameter, BadQuery, or a StoreError."""
    asked, hits = _newest(visit)
    updated = max((hit.published for hit in hits if hit.published), default=datetime.now(UTC))
    body = visit.view.filled("feed.xml", hits=hits, text=asked.text, updated=to_text(updated), to_text=to_text)
    return responses.Response(body=body, content_type="application/atom+xml; charset=utf-8")


def json_feed(visit: Visit) -> responses.Response:
    """Return the newest hits as a JSON Feed. Raises BadParameter, BadQuery, or a StoreError."""
    asked, hits = _newest(visit)
    items = [
        {
            "id": f"urn:warta:article:{hit.id}",
            "url": web_address(hit.url),
            "title": hit.title,
            "content_text": hit.snippet,
            "date_published": hit.published and to_text(hit.published),
            "language": hit.language,
        }
        for hit in hits
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"warta: {asked.text}" if asked.text else "warta",
        "items": [{name: value for name, value in item.items() if value is not None} for item in items],
    }
    return responses.as_json(feed, content_type="application/feed+json; charset=utf-8")


def _newest(visit: Visit) -> tuple[search.Asked, list[Hit]]:
    asked = replace(search.read(visit), is_newest=True)
    return asked, search.found(visit, asked, offset=0, limit=_ENTRIES)


def api_search(visit: Visit) -> responses.Response:
    """Return a page of hits with all counts. Raises BadParameter, BadQuery, or a StoreError."""
    asked = search.read(visit)
    number = visit.query.number("page", 1, lowest=1, highest=search.LAST_PAGE)
    hits = search.found(visit, asked, offset=(number - 1) * search.PAGE_SIZE, limit=search.PAGE_SIZE + 1)
    counts = search.count(visit, asked)
    facets: dict[str, Any] = {
        "languages": dict(counts.languages),
        "sites": dict(counts.sites),
        "months": dict(sorted(counts.months.items())),
        "sections": None if counts.sections is None else dict(counts.sections),
        "authors": None if counts.authors is None else dict(counts.authors),
    }
    return responses.as_json(
        {
            "query": asked.text,
            "total": counts.total,
            "page": number,
            "has_next": len(hits) > search.PAGE_SIZE and number < search.LAST_PAGE,
            "hits": [asdict(hit) for hit in hits[: search.PAGE_SIZE]],
            "facets": facets,
        }
    )


def api_article(visit: Visit, article_id: str) -> responses.Response:
    """Return all that is known of an article. Raises NotThere, or a StoreError."""
    found, browse = article(visit, article_id), visit.archive.browse
    return responses.as_json(
        {
            **asdict(found),
            "words": found.words,
            "revisions": [asdict(each) for each in visit.archive.revisions(found.id)],
            "sightings": [asdict(each.sighting) | {"seen": each.seen} for each in visit.archive.sightings(found.id)],
            "captures": [asdict(each) for each in browse.captures(found.id)],
            "counterparts": [asdict(each) for each in visit.archive.counterparts(found.id)],
            "copies": [asdict(each) for each in browse.copies(found.id)],
        }
    )
