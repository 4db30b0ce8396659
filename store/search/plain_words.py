"""The words of a query that count in any form: which they are, and the query without some of them."""

import re
from collections.abc import Callable, Collection, Mapping

from .leaves import Leaf
from .query import TOKEN, Filter, named, tokens, whole


def plain_words(text: str) -> tuple[list[str], list[str]]:
    """Return the folded words of a query that count in any form: those that are wanted, and those that are not."""
    found: tuple[list[str], list[str]] = ([], [])
    for token in tokens(text):
        leaf = named(token)
        if isinstance(leaf, Leaf) and leaf.is_plain:
            found[bool(token["minus"])].append(leaf.words[0])
    return found


def refuses_more(text: str) -> bool:
    """Return whether a query refuses more than plain words: a phrase, a group, a prefix."""
    refused = [token for token in tokens(text) if token["minus"]]
    leaves = [None if token["open"] else named(token) for token in refused]
    return not all(isinstance(leaf, Filter) or (isinstance(leaf, Leaf) and leaf.is_plain) for leaf in leaves)


def leave_out(text: str, words: Collection[str]) -> str:
    """Return a query without those of its plain wanted words that are, folded, among ``words``."""
    return _written(text, lambda token, word: "" if word in words else token[0])


def put_in(text: str, others: Mapping[str, str]) -> str:
    """Return a query with others in the place of plain wanted words, which are the keys, folded."""
    return _written(text, lambda token, word: token[0].replace(token["word"], others.get(word, token["word"])))


def _written(text: str, write: Callable[[re.Match[str], str], str]) -> str:
    """A query in which each plain wanted word is written anew, by its token and folded."""

    def written(token: re.Match[str]) -> str:
        leaf = None if token["minus"] else named(token)
        return write(token, leaf.words[0]) if isinstance(leaf, Leaf) and leaf.is_plain else token[0]

    return TOKEN.sub(written, whole(text))
