"""What a person may have meant by words of a search that were taken as they stand."""

import difflib
import re
from collections.abc import Iterator, Sequence

_FIELDS = ("title", "site", "author")
_OF_A_FIELD = re.compile(r"-?([^\W\d_]+):[^/\s]")  # no address


def of_options(query: Sequence[str], options: Sequence[str]) -> Iterator[str]:
    """Yield a line for each word that leaves out the name of an option: ``-newest``."""
    for word in query:
        if f"-{word}" in options and word.startswith("-"):
            yield f"{word} leaves out articles with that word; the option is -{word}"


def of_nothing(query: Sequence[str], *, is_earlier: bool) -> Iterator[str]:
    """Yield what may help a query that found nothing; ``is_earlier``: earlier versions of articles have it."""
    if is_earlier:
        yield "earlier versions of articles have this: add --versions"
    for word in query:
        found = _OF_A_FIELD.match(word)
        if found and (name := found[1].lower()) not in _FIELDS:
            near = difflib.get_close_matches(name, _FIELDS, n=1)
            meant = f"; {near[0]}: is meant, it seems" if near else ""
            yield f"{found[1]}: is none of the fields title:, site: and author:, so it was looked for as words{meant}"
