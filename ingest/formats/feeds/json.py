"""JSON Feed 1.0 and 1.1 (jsonfeed.org) into the entries that it lists."""

import json
from typing import Any

from ingest.core import urls
from ingest.core.errors import NothingFound
from ingest.core.model import Entry, Listing

from . import fields

_ADVICE = "check the address in a browser"


def parse(text: str, url: str) -> Listing:
    """What the feed ``text``, found at ``url``, lists and says of itself; its entries as they come, also repeated ones.

    Raises NothingFound when it is broken JSON, or has no list of items.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NothingFound("reading the feed", url, f"its JSON is broken ({error})") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise NothingFound("reading the feed", url, "it has no list of items", _ADVICE)
    language = fields.text(feed.get("language"))
    return Listing(
        entries=tuple(_entry(item, url, language) for item in items if isinstance(item, dict)),
        title=fields.plain(feed.get("title")),
        site_url=urls.absolute(url, fields.text(feed.get("home_page_url"))),
    )


def _entry(item: dict[str, Any], base: str, language: str | None) -> Entry:
    """An entry; its ``url`` is "" when it has no address of its own."""
    key = _key(item.get("id"))
    recordings = [fields.text(each.get("url")) for each in _list(item.get("attachments")) if isinstance(each, dict)]
    link = fields.own_address(base, [_link(item), key if urls.is_web(key) else None, *recordings])
    url = urls.canonical(link)
    summary = fields.plain(item.get("summary"))
    published, offset = fields.dated(item.get("date_published"), language, base)
    return Entry(
        url=url,
        link=link if link != url else None,
        key=key,
        title=fields.plain(item.get("title")),
        published=published,
        published_offset=offset,
        modified=fields.dated(item.get("date_modified"), language, base)[0],
        summary=summary,
        authors=_authors(item),
        tags=fields.names(_list(item.get("tags"))),
        language=fields.text(item.get("language")) or language,
        content=fields.whole(_markup(item), fields.markup(item.get("summary"))),
    )


def _link(item: dict[str, Any]) -> str | None:
    return fields.text(item.get("url")) or fields.text(item.get("external_url"))


def _key(value: object) -> str:
    """An id as text: version 1.0 let it be a number."""
    return str(value) if isinstance(value, int | float) else fields.text(value) or ""


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    authors = _list(item.get("authors")) or [item.get("author")]  # version 1.0 knew one author
    return fields.people([author.get("name") for author in authors if isinstance(author, dict)])


def _markup(item: dict[str, Any]) -> str | None:
    words = fields.text(item.get("content_text"))
    return fields.text(item.get("content_html")) or (fields.paragraphs(words) if words else None)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
