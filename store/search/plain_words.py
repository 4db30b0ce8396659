"""The words of a query that count in any form: which they are, and the query without some of them."""

import re
from collections.abc import Collection

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

    def kept(token: re.Match[str]) -> str:
        leaf = None if token["minus"] else named(token)
        return "" if isinstance(leaf, Leaf) and leaf.is_plain and leaf.words[0] in words else token[0]

    return TOKEN.sub(kept, whole(text))
