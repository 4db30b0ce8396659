"""JSON-LD: what a page declares about its article for search engines (schema.org)."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

_ARTICLE = re.compile(r"Article|BlogPosting|Report|LiveBlog", re.I)
_PAGE = re.compile(r"WebPage|ItemPage|Posting|Recipe", re.I)  # where no article object says it
_ORGANIZATION = re.compile(r"Organization", re.I)
# What pages wrap the JSON in: HTML comments, CDATA sections, comments around those.
_OPENING = re.compile(r"(?:<!--|(?://|/\*)?\s{0,9}<!\[CDATA\[(?:\s{0,9}\*/)?)")
_CLOSING = ("/* ]]> */", "/*]]>*/", "// ]]>", "//]]>", "]]> */", "]]>*/", "]]>", "// -->", "//-->", "-->", ";")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
_MOST_WRAPPERS = 9
_DEEPEST = 6  # levels of nesting that are looked through
_LARGEST = 1 << 20  # characters of one script


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The first value that any article object on the page has for each field, as written."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()  # that are called the author
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    image: str | None = None
    url: str | None = None
    language: str | None = None
    publishers: tuple[str, ...] = ()
    body: str | None = None  # the longest articleBody; the posts of a live blog one after the other


def parse(tree: HtmlElement) -> Declared:
    """Return what the article objects in all JSON-LD scripts of a page say together.

    A script that is broken, longer than a mebibyte or no JSON says nothing. Raises nothing.
    """
    objects = [item for script in _scripts(tree) for item in _objects(_decoded(script))]
    by_id = {item["@id"]: item for item in objects if isinstance(item.get("@id"), str)}
    articles, pages = (_of_type(kind, objects) for kind in (_ARTICLE, _PAGE))

    def first(key: str) -> Any:
        return next((item[key] for item in (*articles, *pages) if item.get(key)), None)

    people, organizations = _authors(first("author"), by_id)
    return Declared(
        headline=_text(first("headline")),
        authors=people,
        organizations=organizations,
        published=_text(first("datePublished")),
        modified=_text(first("dateModified")),
        section=next(iter(_texts(first("articleSection"))), None),
        tags=tuple(dict.fromkeys(_keywords(first("keywords")))),
        description=_text(first("description")),
        image=_image(first("image")),
        url=_text(first("url")) or _page_id(first("mainEntityOfPage")),
        language=_text(first("inLanguage")),
        publishers=tuple(name for item in articles for name in _texts(_named(item.get("publisher")))),
        body=max(filter(None, map(_body, articles)), key=len, default=None),
    )


def _of_type(kind: re.Pattern[str], objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in objects if kind.search(str(item.get("@type", "")))]


def _body(article: dict[str, Any]) -> str | None:
    """The whole text, with its line breaks; a live blog's posts as the page lists them."""
    body = article.get("articleBody")
    updates = article.get("liveBlogUpdate")
    posts = (
        [body, *(_body(post) for post in updates if isinstance(post, dict))] if isinstance(updates, list) else [body]
    )
    return "\n".join(post for post in posts if isinstance(post, str) and post.strip()) or None


def _named(value: Any) -> Any:
    return value.get("name") if isinstance(value, dict) else value


def _scripts(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iterfind(".//script[@type]"):
        if "ld+json" in script.get("type").lower() and script.text and len(script.text) <= _LARGEST:
            yield script.text


def _decoded(script: str) -> Any:
    """The value of a script; None when it is beyond the two usual mistakes."""
    text = _unwrapped(script)
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)  # not strict: raw line breaks inside strings
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(script: str) -> str:
    text = script.strip()
    for _ in range(_MOST_WRAPPERS):
        if opening := _OPENING.match(text):
            text = text[opening.end() :].lstrip()
        if closing := next((end for end in _CLOSING if text.endswith(end)), None):
            text = text.removesuffix(closing).rstrip()
    return text


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


def _authors(value: Any, by_id: dict[str, dict[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people, and the organizations, that are called the author."""
    found: dict[bool, list[str]] = {False: [], True: []}
    for item in value if isinstance(value, list) else [value]:
        author = item
        if isinstance(item, dict) and not item.get("name"):
            author = by_id.get(str(item.get("@id")), item)
        is_organization = isinstance(author, dict) and bool(_ORGANIZATION.search(str(author.get("@type", ""))))
        found[is_organization] += _texts(_named(author))
    people, organizations = (tuple(dict.fromkeys(found[kind])) for kind in (False, True))
    return people, organizations


def _keywords(value: Any) -> Iterator[str]:
    for text in _texts(value):
        yield from (part.strip() for part in text.split(",") if part.strip())


def _image(value: Any) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    return _text(first.get("url") if isinstance(first, dict) else first)


def _page_id(value: Any) -> str | None:
    return _text(value.get("@id") if isinstance(value, dict) else value)


def _texts(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if (text := _text(item)) is not None:
            yield text


def _text(value: Any) -> str | None:
    return " ".join(_NO_TEXT.sub("", value).split()) or None if isinstance(value, str) else None
