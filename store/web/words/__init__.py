"""What the pages say: one file a language, the same keys in each."""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources

from babel import Locale

LANGUAGES = ("en", "id")  # the first where a browser asks for none of them
Words = Callable[..., str]


@cache
def table(language: str) -> dict[str, str | list[str]]:
    """Return the words of a language by key; a list is one and many of what is counted."""
    return tomllib.loads((resources.files(__name__) / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def in_language(language: str) -> Words:
    """Return a function from a key and what is filled in to words; ``count`` chooses between one and many.

    That function raises KeyError when there is no such key, or something to be filled in is not given.
    """
    words, plural_form = table(language), Locale(language).plural_form

    def say(key: str, count: int | None = None, **values: object) -> str:
        found = words[key]
        if isinstance(found, list):
            found = found[0 if count is not None and plural_form(count) == "one" else 1]
        return found.format(**values) if values else found

    return say


def chosen(asked: str, accepted: str) -> str:
    """Return the language of the pages: the one that was asked for, else the browser's, else the first.

    ``accepted`` is an Accept-Language header; what is no such header is passed over.
    """
    if asked in LANGUAGES:
        return asked
    ranked = []
    for number, item in enumerate(accepted[:1000].split(",")):
        name, _, weight = item.partition(";")
        code = name.strip().lower().split("-")[0]
        if code in (*LANGUAGES, "in"):  # "in": what Java called Indonesian
            ranked.append((-_weight(weight), number, "id" if code == "in" else code))
    return min(ranked)[2] if ranked and min(ranked)[0] < 0 else LANGUAGES[0]


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
