"""In which language an article says to be, and what its site lets one expect."""

import re

from ingest.core import urls
from ingest.core.model import Draft, Page

_CODE = re.compile(r"\s*([a-z]{2,3})(?![a-z])", re.I)  # of id-ID, en_US, "id, en"
_COUNTRY = re.compile(r"\s*[a-z]{2,3}[-_](?:[a-z]{4}[-_])?([a-z]{2})\b", re.I)  # of en-MY, zh-Hans-MY
# What is in use beside the two letters of ISO 639-1: withdrawn codes (Java wrote "in"), three letters.
_OTHER_CODES = {
    "in": "id", "ind": "id", "eng": "en", "jw": "jv", "jav": "jv", "sun": "su", "msa": "ms", "may": "ms", "zsm": "ms",
    "fil": "tl", "iw": "he", "nb": "no", "nn": "no",
}  # fmt: skip
# Most Malay headlines could be Indonesian: where the site is at home lets fewer words decide.
_MALAY = frozenset({"my", "bn"})


def declared(page: Page, draft: Draft) -> list[tuple[str, str]]:
    """Return who says so, and the code: the first part of a language tag (RFC 5646). Raises nothing."""
    return [(who, code) for who, tag in _said(page, draft) if (code := _code(tag))]


def hints(page: Page, draft: Draft) -> tuple[str, ...]:
    """Return the codes that page and feed declare, and Malay where only another tag of the page is of it.

    They are hints: many declare what is not so. Raises nothing.
    """
    codes = tuple(code for _, code in declared(page, draft))
    return (*codes, "ms") if "ms" not in codes and "ms" in map(_code, draft.locales) else codes


def is_malaysian(page: Page, draft: Draft, address: str) -> bool:
    """Whether an article's site is of Malaysia or Brunei: by its host, or by any tag of that country (en-MY).

    Raises nothing.
    """
    tags = (*draft.locales, *(tag for _, tag in _said(page, draft)))
    return urls.host(address).rpartition(".")[2] in _MALAY or any(map(_is_of_there, tags))


def _is_of_there(tag: str) -> bool:
    country = _COUNTRY.match(tag)
    return country is not None and country[1].lower() in _MALAY


def _said(page: Page, draft: Draft) -> list[tuple[str, str]]:
    said = {"the page": draft.language, "the feed": page.entry.language if page.entry else None}
    return [(who, tag) for who, tag in said.items() if tag]


def _code(tag: str) -> str | None:
    """Without regions and scripts; None of what is no tag."""
    found = _CODE.match(tag)
    return _OTHER_CODES.get(found[1].lower(), found[1].lower()) if found else None
