"""The address under which an article is kept, where pages name one of their own that others name too.

Templates give all pages of a site the same canonical address. What a page calls its own is believed while no other
article claims it: then the first keeps it, or the one that is found there, and each other is kept where it was found,
whichever came first. The functions here run inside the
caller's transaction and raise sqlite3.Error as it is.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from store import outlets

from .prepared import Prepared

_WORD = re.compile(r"\w+")
_SHINGLE = 3  # words
_LONGEST = 20_000  # characters of a text that are compared
_SAME_TITLED, _SAME = 0.5, 0.8  # share of the shorter text that stands in the other, when both are one article


def claimed(item: Prepared) -> set[str]:
    """Return the addresses under one of which a deposit may be kept."""
    return {item.url, item.found or item.url, *item.aliases}


def addressed(connection: sqlite3.Connection, items: Sequence[Prepared]) -> list[Prepared]:
    """Return deposits under the addresses where their articles are or will be; other articles may give way to them.

    Raises sqlite3.Error.
    """
    found, here = [], _here(connection, items)
    for item in items:
        if here.isdisjoint(claimed(item)):  # most are new, and only they are asked for together
            found.append(item)
            continue
        changes = connection.total_changes
        found.append(_addressed(connection, item))
        if connection.total_changes != changes:  # another has given way
            here = _here(connection, items)
    return found


def _here(connection: sqlite3.Connection, items: Sequence[Prepared]) -> set[str]:
    """Of the addresses that deposits claim those where there is an article.

    At other forms of an address only the same text counts, and to ask for that costs a tenth of asking for all forms.
    """
    texts = _those_of(connection, "content_hash", (item.article["content_hash"] for item in items))
    urls = {address for item in items for address in (item.url, item.found or item.url)}
    urls.update(*(item.aliases for item in items if item.article["content_hash"] in texts))
    return _those_of(connection, "url", urls)


def _those_of(connection: sqlite3.Connection, column: str, values: Iterable[str]) -> set[str]:
    """The values that articles have in a column that is indexed."""
    rows = connection.execute(
        f"SELECT value FROM json_each(:values) WHERE EXISTS (SELECT 1 FROM articles WHERE {column} = value)",
        {"values": json.dumps([*values])},
    )
    return {str(row[0]) for row in rows}


def _addressed(connection: sqlite3.Connection, item: Prepared) -> Prepared:
    if item.found is None:  # from a program, which says what is what
        return item
    there = _article(connection, item.url)
    if there is None:
        return _under(item, _elsewhere(connection, item))
    if _was_found(connection, there["id"], item.found) or _is_same(there, item.article):
        return item
    if item.found == item.url:
        _give_way(connection, there["id"], item.url)
    return _under(item, item.found)


def _under(item: Prepared, url: str | None) -> Prepared:
    if url is None or url == item.url:
        return item
    moved = {"url": url, "domain": outlets.of(url, item.article["site"])}
    return replace(item, url=url, article=item.article | moved)


def _elsewhere(connection: sqlite3.Connection, item: Prepared) -> str | None:
    """Where the same article is: at the address where it is found, or with the same text at another form of it."""
    found = connection.execute(
        "SELECT url FROM articles WHERE url = :found"
        " OR (url IN (SELECT value FROM json_each(:aliases)) AND content_hash = :hash) ORDER BY url <> :found LIMIT 1",
        {"found": item.found, "aliases": json.dumps(item.aliases), "hash": item.article["content_hash"]},
    ).fetchone()
    return None if found is None else str(found["url"])


def _give_way(connection: sqlite3.Connection, article_id: int, url: str) -> None:
    """Keep an article where it was found, when that was never at the address where another is found now."""
    places = [row["locator"] for row in _places(connection, article_id)]
    if url in places:
        return
    free = next((place for place in places if _article(connection, place) is None), None)
    if free is not None:
        connection.execute(
            "UPDATE articles SET url = :free, domain = :domain WHERE id = :id",
            {"free": free, "domain": outlets.of(free, None), "id": article_id},
        )


def _was_found(connection: sqlite3.Connection, article_id: int, address: str) -> bool:
    return any(row["locator"] == address for row in _places(connection, article_id))


def _places(connection: sqlite3.Connection, article_id: int) -> list[sqlite3.Row]:
    """The addresses of pages, the last first: that is where redirects led."""
    return connection.execute(
        "SELECT locator FROM sightings WHERE article_id = :id AND kind IN ('page', 'jsonl') AND locator LIKE 'http%'"
        " ORDER BY rowid DESC",
        {"id": article_id},
    ).fetchall()


def _article(connection: sqlite3.Connection, url: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT id, title, text, content_hash FROM articles WHERE url = :url", {"url": url}
    ).fetchone()
    return row


def _is_same(one: sqlite3.Row, other: Mapping[str, Any]) -> bool:
    """Whether two texts are readings or versions of one article."""
    if one["content_hash"] == other["content_hash"]:
        return True
    least = _SAME_TITLED if one["title"] and one["title"] == other["title"] else _SAME
    return _overlap(_shingles(one["text"]), _shingles(other["text"])) >= least


def _overlap(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text[:_LONGEST].lower())
    return {tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))}
