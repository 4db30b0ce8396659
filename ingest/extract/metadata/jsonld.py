"""JSON-LD: what a page declares about its article for search engines (schema.org)."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from lxml.html import HtmlElement

from . import json_scripts

_ARTICLE = re.compile(r"Article|BlogPosting|Report|LiveBlog", re.I)
_PAGE = re.compile(r"WebPage|ItemPage|Posting|Recipe", re.I)  # where no article object says it
_TRAIL = re.compile(r"BreadcrumbList", re.I)
_ORGANIZATION = re.compile(r"Organization", re.I)
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
_DEEPEST = 6  # levels of nesting that are looked through
_WRAPPERS = ("@list", "@set", "@value")  # JSON-LD 1.1, 9: what a value may be wrapped in
_IN_PAGE = "data:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The first value that any article object on the page has for each field, as written."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()  # that are called the author
    editors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    description: str | None = None
    image: str | None = None
    url: str | None = None
    language: str | None = None
    publishers: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()  # the sections that lead to it, as on a trail
    body: str | None = None  # the longest articleBody; the posts of a live blog one after the other


def parse(tree: HtmlElement) -> Declared:
    """Return what the article objects in all JSON-LD scripts of a page say together.

    Of a script that is broken it is what can be read; one longer than a mebibyte says nothing. Raises nothing.
    """
    objects = [item for value in json_scripts.values(_scripts(tree)) for item in _objects(value)]
    by_id = {item["@id"]: item for item in objects if isinstance(item.get("@id"), str)}
    articles, pages = (_of_type(kind, objects) for kind in (_ARTICLE, _PAGE))

    def first(read: Callable[[Any], Any], *keys: str) -> Any:
        found = (read(item[key]) for key in keys for item in (*articles, *pages) if key in item)
        return next(filter(None, found), None)

    people, organizations = first(partial(_authors, by_id=by_id), "author", "creator") or ((), ())
    editors, _ = first(partial(_authors, by_id=by_id), "editor") or ((), ())
    return Declared(
        headline=first(_text, "headline"),
        authors=people,
        organizations=organizations,
        editors=editors,
        published=first(_text, "datePublished", "dateCreated"),
        modified=first(_text, "dateModified"),
        sections=first(texts, "articleSection") or (),
        tags=first(texts, "keywords") or (),
        description=first(_text, "description"),
        image=first(partial(picture, by_id=by_id), "image", "thumbnailUrl"),
        url=first(_address, "url", "mainEntityOfPage"),
        language=first(_language, "inLanguage"),
        publishers=tuple(name for item in articles for name in texts(item.get("publisher"))),
        crumbs=next(filter(None, map(_crumbs, _of_type(_TRAIL, objects))), ()),
        body=max(filter(None, map(_body, articles)), key=len, default=None),
    )


def texts(value: Any, depth: int = 0) -> tuple[str, ...]:
    """Return the texts in a value, and the names of the things in it, each once. Raises nothing."""
    found: list[str] = []
    for item in _items(value):
        if isinstance(item, dict):
            found += _names(item, depth) if depth < _DEEPEST else ()
        elif _is_plain(item):
            found += filter(None, [" ".join(_NO_TEXT.sub("", str(item)).split())])
        elif isinstance(item, list) and depth < _DEEPEST:
            found += texts(item, depth + 1)
    return tuple(dict.fromkeys(found))


def picture(value: Any, by_id: Mapping[str, dict[str, Any]]) -> str | None:
    """Return the first address of a picture in a value that is not in the page itself; None without. Raises nothing."""
    for item in _items(value):
        known = by_id.get(str(item.get("@id")), {}) | item if isinstance(item, dict) else {"url": item}
        for key in ("url", "contentUrl", "thumbnailUrl", "@id"):
            address = _address(known.get(key))
            if address is not None and not address.startswith((_IN_PAGE, "#")):
                return address
    return None


def _of_type(kind: re.Pattern[str], objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in objects if kind.search(str(item.get("@type") or _presumed(item)))]


def _presumed(item: dict[str, Any]) -> str:
    """The type of an object that does not say it: who has a headline and a date is an article."""
    return "Article" if "headline" in item and "datePublished" in item else ""


def _body(article: dict[str, Any]) -> str | None:
    """The whole text, with its line breaks; a live blog's posts as the page lists them."""
    body = article.get("articleBody")
    updates = article.get("liveBlogUpdate")
    posts = (
        [body, *(_body(post) for post in updates if isinstance(post, dict))] if isinstance(updates, list) else [body]
    )
    return "\n".join(post for post in posts if isinstance(post, str) and post.strip()) or None


def _scripts(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iterfind(".//script[@type]"):
        if "ld+json" in script.get("type").lower() and script.text:
            yield script.text


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if isinstance(value.get(key), dict | list):
                yield from _objects(value[key], depth + 1)


def _crumbs(trail: dict[str, Any]) -> tuple[str, ...]:
    items = [item for item in _items(trail.get("itemListElement")) if isinstance(item, dict)]
    return tuple(name for item in items if (name := _text(item.get("name")) or _text(item.get("item"))))


def _authors(value: Any, by_id: dict[str, dict[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The people, and the organizations, that are called the author; None without any."""
    found: dict[bool, list[str]] = {False: [], True: []}
    for item in _items(value):
        author = item
        if isinstance(item, dict) and not texts(item):
            author = by_id.get(str(item.get("@id")), item)
        is_organization = isinstance(author, dict) and bool(_ORGANIZATION.search(str(author.get("@type", ""))))
        found[is_organization] += texts(author)
    people, organizations = (tuple(dict.fromkeys(found[kind])) for kind in (False, True))
    return (people, organizations) if people or organizations else None


def _address(value: Any) -> str | None:
    first = next(iter(_items(value)), None)
    return _text(first.get("@id") or first.get("url")) if isinstance(first, dict) else _text(first)


def _language(value: Any) -> str | None:
    """The code of a language, which schema.org keeps beside its name."""
    first = next(iter(_items(value)), None)
    return _text(first.get("alternateName") or first.get("name")) if isinstance(first, dict) else _text(first)


def _items(value: Any) -> list[Any]:
    """The values in a value, which may be a list of them, and wrapped."""
    for _ in range(_DEEPEST):
        wrapped = next((value[key] for key in _WRAPPERS if key in value), None) if isinstance(value, dict) else None
        if wrapped is None:
            break
        value = wrapped
    return value if isinstance(value, list) else [value]


def _is_plain(value: Any) -> bool:
    """Whether a value is a text, or a number that says something."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str | int) and not isinstance(value, bool)


def _names(thing: dict[str, Any], depth: int) -> tuple[str, ...]:
    """The names of a thing; of a person without one the given name and that of the family, or another name."""
    if names := texts(thing.get("name"), depth + 1):
        return names
    parts = [*texts(thing.get("givenName"), depth + 1)[:1], *texts(thing.get("familyName"), depth + 1)[:1]]
    if parts:
        return (" ".join(parts),)
    return texts(thing.get("@value"), depth + 1) or texts(thing.get("alternateName"), depth + 1)


def _text(value: Any) -> str | None:
    return next(iter(texts(value)), None)
