"""The JSON in a page's JSON-LD scripts, which templates write in many broken ways."""

import html
import json
import re
from collections.abc import Iterable
from typing import Any

# What pages wrap the JSON in: HTML comments, CDATA sections, comments around those.
_OPENING = re.compile(r"(?:<!--|(?://|/\*)?\s{0,9}<!\[CDATA\[(?:\s{0,9}\*/)?)")
_CLOSING = ("/* ]]> */", "/*]]>*/", "// ]]>", "//]]>", "]]> */", "]]>*/", "]]>", "// -->", "//-->", "-->", ";")
_MOST_WRAPPERS = 9
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_BETWEEN = re.compile(r"[\s,;]*")  # objects that stand one after the other
_DECODER = json.JSONDecoder(strict=False)  # not strict: raw line breaks inside strings
_LARGEST = 1 << 20  # characters of one script
_MOST_REPAIRED = 1 << 16  # characters on one page: json_repair takes about a second for as many at worst
_SYNTAX = re.compile(r"""["']\s{0,9}:\s{0,9}["'{\[]""")  # in a string of which the end was missed
# What is read where nothing can be repaired, by the ways in which it stands in a script.
_STRING = r"""\s{0,20}:\s{0,20}(?:\[\s{0,20})?(["'])((?:(?!\1)[^\\\r\n]|\\.){1,500})\1"""
_FIELDS = {
    key: re.compile(rf"""["']?\b{key}["']?{_STRING}""")
    for key in ("headline", "datePublished", "dateModified", "articleSection", "url")
}
_PERSON = r"""\s{0,20}:\s{0,20}(?:\[\s{0,20})?\{(?:[^{}]{0,300}?[\s,"'])?name["']?"""
_AUTHOR = re.compile(rf"""["']?\bauthor["']?(?:{_PERSON})?{_STRING}""")
_IS_ARTICLE = re.compile(r"""@type["']?\s{0,20}:[^,}]{0,80}(?:Article|BlogPosting)""")


def values(scripts: Iterable[str]) -> list[Any]:
    """Return the JSON values in scripts, broken ones repaired; of one beyond repair what patterns find in it.

    Scripts of more than a mebibyte are passed over, and only 64 KiB of broken ones are repaired. Raises nothing.
    """
    found: list[Any] = []
    left = _MOST_REPAIRED
    for script in scripts:
        text = _unwrapped(script) if len(script) <= _LARGEST else ""
        decoded = _decoded(text)
        if not decoded and text:
            is_small = len(text) <= left
            left -= len(text) if is_small else 0
            decoded = (_repaired(text) if is_small else []) or _picked(text)
        found += decoded
    return found


def _unwrapped(script: str) -> str:
    text = script.strip().lstrip("\ufeff")
    for _ in range(_MOST_WRAPPERS):
        if opening := _OPENING.match(text):
            text = text[opening.end() :].lstrip()
        if closing := next((end for end in _CLOSING if text.endswith(end)), None):
            text = text.removesuffix(closing).rstrip()
    return html.unescape(text) if "&quot;" in text and '"' not in text else text


def _decoded(text: str) -> list[Any]:
    """The values one after the other in a text; [] when there is a mistake other than commas too many."""
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return _one_by_one(attempt)
        except (ValueError, RecursionError):
            continue
    return []


def _one_by_one(text: str) -> list[Any]:
    found = []
    place = 0
    while place < len(text):
        value, end = _DECODER.raw_decode(text, place)
        found.append(value)
        between = _BETWEEN.match(text, end)
        place = between.end() if between else end
    return found


def _repaired(text: str) -> list[Any]:
    import json_repair  # one page in two hundred needs it

    try:
        value = json_repair.loads(text, skip_json_loads=True)
    except Exception:  # it guesses at what other people wrote, and means to answer anything with something
        return []
    return [_sound(value)] if isinstance(value, dict | list) else []


def _sound(value: Any) -> Any:
    """A repaired value without the strings that run on into what comes after them."""
    if isinstance(value, dict):
        return {key: _sound(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_sound(inner) for inner in value]
    return None if isinstance(value, str) and _SYNTAX.search(value) else value


def _picked(text: str) -> list[Any]:
    """An article of what stands behind the usual names; [] when the text declares none."""
    if not _IS_ARTICLE.search(text):
        return []
    found = {key: match[2] for key, pattern in _FIELDS.items() if (match := pattern.search(text))}
    if author := _AUTHOR.search(text):
        found["author"] = author[2]
    return [{"@type": "NewsArticle"} | {key: _plain(value) for key, value in found.items()}]


def _plain(written: str) -> str:
    """A string of JSON without its escapes."""
    try:
        return str(json.loads(f'"{written}"', strict=False))
    except ValueError:
        return written.replace("\\", "")
