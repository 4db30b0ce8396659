"""What comes in is compared with the days around it: counterparts, copies, stories.

Runs inside the transaction of the batch, and raises sqlite3.Error as it is.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from store.articles import own_words
from store.articles.keys import Weighed, weigh
from store.articles.prepared import Prepared
from store.articles.types import Outcome, Placed
from store.db import settings
from store.lexicon import Lexicon

from . import choosing, families, grouping, hreflang, matching, pairs, state
from .index import Index
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
    published: str | None  # as in the database
    known: Literal["no", "other", "perhaps"]  # whether it has keys and links: of another text, perhaps of this one


def link(index: Index, prepared: Sequence[Prepared], placed: Sequence[Placed], path: Path) -> None:
    """Link what came in or has another text into the archive at a path. Returns None, raises DamagedLexicon."""
    connection = index.connection
    known = lexicon_of(connection, path)
    arrivals = [
        Arrival(
            id=where.id,
            language=str(item.language),
            text=str(item.article["text"]),
            content_hash=str(item.article["content_hash"]),
            keys=_keys(item, known),
            published=item.article["published"],
            known="no" if where.outcome is Outcome.ADDED else "other",
        )
        for item, where in zip(prepared, placed, strict=True)
        if where.outcome in (Outcome.ADDED, Outcome.CHANGED) or (where.outcome is Outcome.SAME and item.replaces)
    ]
    if arrivals:
        if known and "lexicon" not in state.load(connection):
            state.write(connection, "lexicon", known.made)
        link_all(index, arrivals, languages(connection), known)
    naming = [where.id for item, where in zip(prepared, placed, strict=True) if item.alternates and _is_here(where)]
    link_named(index, naming, known)


def _is_here(where: Placed) -> bool:
    return where.outcome is not Outcome.DELETED


def link_named(index: Index, ids: Sequence[int], known: Lexicon | None) -> None:
    """Link articles with those whose pages and theirs name each other. Returns None."""
    if ids:
        index.begin()
        hreflang.link(index.connection, ids, languages(index.connection), Likeness(index, known))
        index.write()


def _keys(item: Prepared, known: Lexicon | None) -> Weighed:
    """Those that were worked out before, unless this archive has words of its own, of which nobody knew there."""
    if item.keys is not None and (known is None or not known.has_own_words):
        return item.keys
    return weigh(item.article["title"], str(item.article["text"]), item.language, known)


def languages(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the two languages whose articles are counterparts of each other."""
    named = tuple(settings.load(connection).get("languages", "").split(","))
    return named if len(named) == _TWO else PAIR


def lexicon_of(connection: sqlite3.Connection, path: Path) -> Lexicon | None:
    """Return the lexicon of the archive at a path with its own words; None without one. Raises DamagedLexicon."""
    return own_words.lexicon_of(path, languages(connection))


def link_all(index: Index, arrivals: Sequence[Arrival], pair: tuple[str, ...], lexicon: Lexicon | None = None) -> None:
    """Link articles, in order. Returns None."""
    index.begin()
    forget_deleted(index)
    index.forget([arrival.id for arrival in arrivals if arrival.known == "other"])
    counts = index.terms.read({key for arrival in arrivals for key, _, _ in arrival.keys})
    batch, met = _Batch(index, Likeness(index, lexicon), pair), set[int]()
    exact = families.exact(index.connection, [(arrival.id, arrival.content_hash) for arrival in arrivals])
    for arrival, same in zip(arrivals, exact, strict=True):
        if arrival.id in met:  # it came twice
            index.forget([arrival.id])
        met.add(arrival.id)
        if _is_known(index, arrival):
            forget_links(index.connection, arrival.id)
        if arrival.keys:
            batch.link(arrival, same, matching.chosen(arrival.keys, counts))
        else:  # it has no language; still it may be the very text of another
            families.join(index.connection, arrival.id, arrival.text, same, [])
    index.write()


def _is_known(index: Index, arrival: Arrival) -> bool:
    if arrival.known == "perhaps":
        return index.take(arrival.id, [key for key, *_ in arrival.keys])
    return arrival.known == "other"


@dataclass(frozen=True, slots=True)
class _Batch:
    """What articles of one batch are linked with."""

    index: Index
    likeness: Likeness
    pair: tuple[str, ...]

    @property
    def third(self) -> int:
        """The side of all other languages."""
        return len(self.pair)

    def side(self, language: str | None) -> int:
        return self.pair.index(language) if language in self.pair else self.third

    def link(self, arrival: Arrival, same: int | None, keys: matching.Keys) -> None:
        connection, side = self.index.connection, self.side(arrival.language)
        alike = matching.find(self.index, arrival.id, keys, _LEAST, self.side)
        self.index.add(arrival.id, keys)
        own = [match for match in alike if match.side == side]
        copied = families.join(connection, arrival.id, arrival.text, same, own)
        near = [match for match in alike if matching.are_near(match.published, arrival.published)]
        if side == self.third or not near:
            return
        cross = [match for match in near if match.side == 1 - side and (match.published or _is_sure(match))]
        self._pair_up(arrival, [match for match in near if match.side == side and match.id != copied], cross)
        if arrival.published:
            dated = [match for match in near if match.published]
            grouping.join(connection, arrival.id, [match for match in dated if match.side == side or _is_pair(match)])

    def _pair_up(self, arrival: Arrival, own: Sequence[matching.Match], cross: Sequence[matching.Match]) -> None:
        same = {match.id: match.score for match in own}
        connection = self.index.connection
        links = choosing.links_of(connection, [*same, *(match.id for match in cross)])
        least = choosing.LINK if arrival.published else choosing.UNDATED
        chosen, gone = choosing.choose(cross, same, links, self.likeness.of_the_days_around, least=least)
        if gone:
            pairs.unlink(connection, gone)
        if chosen:
            pairs.write(connection, arrival.id, chosen)


def _is_sure(match: matching.Match) -> bool:
    """Whether it is alike enough without a date."""
    return match.score >= choosing.UNDATED


def _is_pair(match: matching.Match) -> bool:
    return match.score >= choosing.SURE or match.names >= _NAMES


def forget(index: Index, ids: Sequence[int]) -> None:
    """Take out the keys and links of articles. Returns None."""
    index.begin()
    index.forget(ids)
    for article_id in ids:
        forget_links(index.connection, article_id)
    index.write()


def forget_deleted(index: Index) -> None:
    """Take out the keys of articles that are not here any more. Returns None."""
    ids = [row[0] for row in index.connection.execute("SELECT article_id FROM story_gone")]
    if ids:
        index.forget(ids)
        index.connection.execute("DELETE FROM story_gone")


def forget_links(connection: sqlite3.Connection, article_id: int) -> None:
    """Take out all that followed from the text of an article but its keys. Returns None."""
    pairs.forget(connection, article_id)
    families.leave(connection, article_id)
    grouping.leave(connection, article_id)
