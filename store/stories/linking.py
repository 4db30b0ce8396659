"""What comes in is compared with the days around it: counterparts, copies, stories.

Runs inside the transaction of the batch, and raises sqlite3.Error as it is.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from store.articles import own_words
from store.articles.keys import Weighed, weigh
from store.articles.prepared import Prepared
from store.articles.types import Outcome, Placed
from store.db import settings
from store.lexicon import Lexicon

from . import choosing, families, grouping, hreflang, matching, pairs, state
from .likeness import Likeness

PAIR = ("id", "en")
_TWO = 2
_NAMES = 1  # in common, that let an unsure match in the other language be of one story
_LEAST = min(choosing.LINK, families.CANDIDATE, grouping.SAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article that came in or has another text, with what it is about."""

    id: int
    language: str
    text: str
    content_hash: str
    keys: Weighed
    is_dated: bool
    is_new: bool  # it has no keys and no links yet


def link(connection: sqlite3.Connection, prepared: Sequence[Prepared], placed: Sequence[Placed], path: Path) -> None:
    """Link what came in or has another text into the archive at a path. Returns None, raises DamagedLexicon."""
    known = lexicon_of(connection, path)
    arrivals = [
        Arrival(
            id=where.id,
            language=str(item.language),
            text=str(item.article["text"]),
            content_hash=str(item.article["content_hash"]),
            keys=_keys(item, known),
            is_dated=item.article["published"] is not None,
            is_new=where.outcome is Outcome.ADDED,
        )
        for item, where in zip(prepared, placed, strict=True)
        if where.outcome in (Outcome.ADDED, Outcome.CHANGED) or (where.outcome is Outcome.SAME and item.replaces)
    ]
    if arrivals:
        if known and "lexicon" not in state.load(connection):
            state.write(connection, "lexicon", known.made)
        link_all(connection, arrivals, languages(connection), known)
    naming = [where.id for item, where in zip(prepared, placed, strict=True) if item.alternates and _is_here(where)]
    link_named(connection, naming, known)


def _is_here(where: Placed) -> bool:
    return where.outcome is not Outcome.DELETED


def link_named(connection: sqlite3.Connection, ids: Sequence[int], known: Lexicon | None) -> None:
    """Link articles with those whose pages and theirs name each other. Returns None."""
    hreflang.link(connection, ids, languages(connection), Likeness(connection, known))


def _keys(item: Prepared, known: Lexicon | None) -> Weighed:
    """Those that were worked out before, unless this archive has words of its own, of which nobody knew there."""
    if known is None or not known.has_own_words:
        return item.keys
    return weigh(item.article["title"], str(item.article["text"]), item.language, known)


def languages(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the two languages whose articles are counterparts of each other."""
    named = tuple(settings.load(connection).get("languages", "").split(","))
    return named if len(named) == _TWO else PAIR


def lexicon_of(connection: sqlite3.Connection, path: Path) -> Lexicon | None:
    """Return the lexicon of the archive at a path with its own words; None without one. Raises DamagedLexicon."""
    return own_words.lexicon_of(path, languages(connection))


def link_all(
    connection: sqlite3.Connection, arrivals: Sequence[Arrival], pair: tuple[str, ...], lexicon: Lexicon | None = None
) -> None:
    """Link articles, in order. Returns None."""
    wanted = {key for arrival in arrivals for key, _, _ in arrival.keys}
    known = matching.frequencies(connection, wanted | {matching.ARTICLES})
    batch = _Batch(connection, Likeness(connection, lexicon), pair)
    changes = Counter[int]()
    for arrival in arrivals:
        if not arrival.is_new:
            changes.subtract(_forget(connection, arrival.id))
        if not arrival.keys:  # it has no language; still it may be the very text of another
            families.join(connection, arrival.id, arrival.text, arrival.content_hash, [])
            continue
        keys = matching.chosen(arrival.keys, known, known[matching.ARTICLES])
        _link(batch, arrival, keys)
        counted = [matching.ARTICLES, *(key for key, _ in keys)]
        changes.update(counted)
        for key in counted:
            known[key] += 1
    matching.count(connection, changes)


def _link(batch: "_Batch", arrival: Arrival, keys: matching.Keys) -> None:
    connection, side = batch.connection, batch.side(arrival.language)
    alike = matching.find(connection, arrival.id, keys, _LEAST)
    matching.write(connection, arrival.id, side, keys)
    own = [match for match in alike if match.side == side]
    copied = families.join(connection, arrival.id, arrival.text, arrival.content_hash, own)
    if side == batch.third:
        return
    batch.pair_up(arrival, [match for match in own if match.id != copied], [m for m in alike if m.side == 1 - side])
    if arrival.is_dated:
        grouping.join(connection, arrival.id, [match for match in alike if match.side == side or _is_pair(match)])


@dataclass(frozen=True, slots=True)
class _Batch:
    """What articles of one batch are linked with."""

    connection: sqlite3.Connection
    likeness: Likeness
    pair: tuple[str, ...]

    @property
    def third(self) -> int:
        """The side of all other languages."""
        return len(self.pair)

    def side(self, language: str) -> int:
        return self.pair.index(language) if language in self.pair else self.third

    def pair_up(self, arrival: Arrival, own: Sequence[matching.Match], cross: Sequence[matching.Match]) -> None:
        same = {match.id: match.score for match in own}
        links = choosing.links_of(self.connection, [*same, *(match.id for match in cross)])
        least = choosing.LINK if arrival.is_dated else choosing.UNDATED
        chosen, gone = choosing.choose(cross, same, links, self.likeness.of_the_days_around, least=least)
        pairs.unlink(self.connection, gone)
        pairs.write(self.connection, arrival.id, chosen)


def _is_pair(match: matching.Match) -> bool:
    return match.score >= choosing.SURE or match.names >= _NAMES


def _forget(connection: sqlite3.Connection, article_id: int) -> list[int]:
    """Take out all that followed from the text before; return the keys that it had, and what counts articles."""
    pairs.forget(connection, article_id)
    families.leave(connection, article_id)
    grouping.leave(connection, article_id)
    keys = matching.forget(connection, article_id)
    return [*keys, matching.ARTICLES] if keys else []
