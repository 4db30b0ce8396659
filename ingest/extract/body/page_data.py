"""The text of an article in the data that a page brings for its own scripts, as Next.js, Nuxt and Arc write it.

It is asked for where the page shows no text without its scripts. Such data hold other articles and notices too, so a
text is believed where its object has the page's headline, or where it is the only one.
"""

from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from ingest.extract import dom
from ingest.extract.metadata import json_scripts

_KIND = "application/json"
_BODIES = frozenset({
    "articlebody", "article_body", "body", "content", "contents", "content_elements", "fulltext", "full_text", "html",
    "isi", "konten", "paragraphs", "story", "text",
})  # fmt: skip
_INNER = ("content", "text", "html", "value", "body", "children", "blocks")  # of a text in pieces
_HEADLINES = ("headline", "headlines", "title", "judul", "name", "basic")
_LEAST = 200  # characters of a text
_MOST_OBJECTS = 20_000
_DEEPEST = 8  # levels of pieces


def find(tree: HtmlElement, headline: str) -> str:
    """Return the text as its newsroom wrote it, which may be HTML; "" when none is believed.

    ``headline`` is folded. Raises nothing.
    """
    scripts = (script.text for script in tree.iter("script") if script.get("type") == _KIND and script.text)
    found = list[str]()
    for item in _objects(json_scripts.values(scripts)):
        text = max(_bodies(item), key=len, default="")
        if len(text) < _LEAST:
            continue
        if headline and headline in _titles(item):
            return text
        if len(found) < 2 and not any(text in outer for outer in found):  # more than one tell no more
            found.append(text)
    return found[0] if len(found) == 1 else ""


def _objects(values: list[Any]) -> Iterator[dict[str, Any]]:
    """The objects in values, outer ones first."""
    waiting, passed = [*reversed(values)], 0
    while waiting and passed < _MOST_OBJECTS:
        value, passed = waiting.pop(), passed + 1
        if isinstance(value, dict):
            yield value
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [item for item in reversed([*inner]) if isinstance(item, dict | list)]


def _bodies(item: dict[str, Any]) -> Iterator[str]:
    for key, value in item.items():
        if key.casefold() in _BODIES:
            yield "\n".join(_pieces(value))


def _pieces(value: Any, depth: int = 0) -> Iterator[str]:
    """The strings of a text, which may be a list of paragraphs and of objects that hold them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for piece in value:
            yield from _pieces(piece, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key in _INNER:
            if key in value:
                yield from _pieces(value[key], depth + 1)
                return


def _titles(item: dict[str, Any]) -> Iterator[str]:
    for key in _HEADLINES:
        value = item.get(key)
        for title in value.values() if isinstance(value, dict) else (value,):
            if isinstance(title, str):
                yield dom.fold(title)
