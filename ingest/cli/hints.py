"""What a person may have meant by words of a search that were taken as they stand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

_PHRASE = re.compile(r'"[^"]*"?')
_ALIKE = 0.75  # of two outlets; half of all end alike
_FIELDS = ("title", "site", "author")
_OF_A_FIELD = re.compile(r"-?([^\W\d_]+):[^/\s]")  # no address


def of_options(query: Sequence[str], options: Sequence[str]) -> Iterator[str]:
    """Yield a line for each word that leaves out the name of an option: ``-newest``."""
    for word in query:
        if f"-{word}" in options and word.startswith("-"):
            yield f"{word} leaves out articles with that word; the option is -{word}"


def of_what_is_open(query: str) -> Iterator[str]:
    """Yield a line for what a query opens and does not close, or joins to nothing."""
    from store.search.query import whole  # which has one kind of quotation mark

    query = whole(query)
    if query.count('"') % 2:
        yield 'a " is not closed; the phrase goes on to the end'
    outside = _PHRASE.sub("", query)
    if outside.count("(") != outside.count(")"):
        yield "not each ( has its ); the groups are closed at the end"
    if (last := query.split()[-1:]) in (["OR"], ["|"]):
        yield f"there is nothing after {last[0]}; it is left out"


def of_spelling(nearly: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each word that no article has, with the word that is meant, it seems."""
    for word, near in nearly.items():
        yield f"no article has {word}; perhaps {near} is meant"


def of_nothing(
    query: Sequence[str], *, is_earlier: bool, site: str | None = None, outlets: Iterable[str | None] = ()
) -> Iterator[str]:
    """Yield what may help a query that found nothing; ``is_earlier``: earlier versions of articles have it.

    ``site`` is the outlet that was asked for, ``outlets`` are those that there are.
    """
    if site and (near := _near(site.lower(), [outlet for outlet in outlets if outlet])):
        yield f"no article here is of {site}; perhaps {near} is meant"
    if is_earlier:
        yield "earlier versions of articles have this: add --versions"
    for word in query:
        found = _OF_A_FIELD.match(word)
        if found and (name := found[1].lower()) not in _FIELDS:
            close = _like(name, _FIELDS)
            meant = f"; {close}: is meant, it seems" if close else ""
            yield f"{found[1]}: is none of the fields title:, site: and author:, so it was looked for as words{meant}"


def _near(site: str, outlets: Sequence[str]) -> str | None:
    """The outlet that was meant, it seems; None where the one that was asked for is there, or none is like it."""
    if site in outlets:
        return None
    begins = [outlet for outlet in outlets if outlet.partition(".")[0] == site.partition(".")[0]]
    return begins[0] if begins else _like(site, outlets, _ALIKE)


def _like(name: str, known: Sequence[str], least: float = 0.6) -> str | None:
    from difflib import get_close_matches  # of those who search, few ask for it

    return next(iter(get_close_matches(name, known, n=1, cutoff=least)), None)
