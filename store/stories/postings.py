"""Which articles have a key: the rows of ``story_keys``, read and written for a batch together.

A row holds the articles of four days, in parts of some fifty: what is compared lies close together, and one that comes
in changes few bytes even where all have the same days. The functions run inside the caller's transaction and raise
sqlite3.Error as it is, and BadRow.
"""

import json
import sqlite3
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from store.db.errors import BadRow

WEIGHT_BITS = 8
PART = 48  # postings in a row, at most
_MOST = 80_000  # postings that are remembered from one batch to the next, of some 250 bytes
_SLOT_SECONDS = 4 * 86_400
_SLOT_SHIFT = 32
_WEIGHT = (1 << WEIGHT_BITS) - 1
_BYTES = [bytes((weight,)) for weight in range(1 << WEIGHT_BITS)]
_PART_BYTES = 8 * PART
_READ = (
    "SELECT k.key, k.postings FROM json_each(:places) p CROSS JOIN story_keys k ON k.key = p.value"
    " ORDER BY p.id, k.part"
)
_OF_A_SLOT = "FROM story_keys WHERE key >= :first AND key < :end"
Row = dict[int, int]  # by article the weight of the key


def slot_of(article_id: int) -> int:
    """Return the number of the days that an article is of."""
    return (max(article_id, 0) >> 20) // _SLOT_SECONDS


class _Slot:
    """The rows of four days, as far as they were read."""

    def __init__(self, number: int, *, is_whole: bool) -> None:
        self.rows: dict[int, Row] = {}  # by key
        self.is_whole = is_whole  # a key that is not here is nowhere
        self.postings = 0
        self.keys_of: dict[int, list[int]] = {}  # by article that was added
        self._above = number << _SLOT_SHIFT
        self._tails: dict[int, bytes] = {}  # the last parts of rows that were changed, by key; b"" of one that is full
        self._changed: set[int] = set()
        self._full: list[tuple[int, int, bytes]] = []
        self._rewritten: set[int] = set()  # keys of rows that may have fewer parts than before

    def add(self, article_id: int, keys: Sequence[tuple[int, int]]) -> None:
        """Put an article's keys, which were read, with their weights beside those of others. Returns None."""
        rows, tails, sign = self.rows, self._tails, _sign(article_id)
        for key, weight in keys:
            if row := rows.get(key):
                if article_id in row:  # another program wrote it
                    row[article_id] = weight
                    self._rewrite(key)
                    continue
                tail = tails[key] if key in tails else _packed([*row.items()][len(row) - len(row) % PART :])
                row[article_id] = weight
            else:
                tail, rows[key] = b"", {article_id: weight}
            tails[key] = tail + _BYTES[weight] + sign
            if len(tails[key]) == _PART_BYTES:
                self._full.append((self._above | key, (len(rows[key]) - 1) // PART, tails[key]))
                tails[key] = b""
        self.keys_of[article_id] = own = [key for key, _ in keys]
        self._changed.update(own)
        self.postings += len(own)

    def take(self, article_id: int, key: int) -> bool:
        """Take an article out of the row of a key; return whether it was there."""
        if key not in self.rows or self.rows[key].pop(article_id, None) is None:
            return False
        self._rewrite(key)
        self.keys_of.pop(article_id, None)
        return True

    def _rewrite(self, key: int) -> None:
        self._tails.pop(key, None)
        self._rewritten.add(key)

    def write(self, connection: sqlite3.Connection) -> bool:
        """Write what was changed; return whether there was something."""
        changed = [each for each in self._full if each[0] - self._above not in self._rewritten]
        for key in self._changed.difference(self._rewritten):
            if tail := self._tails[key]:
                changed.append((self._above | key, len(self.rows[key]) // PART, tail))
        for key in self._rewritten:
            postings = [*self.rows[key].items()]
            parts = [_packed(postings[start : start + PART]) for start in range(0, len(postings), PART)]
            changed += [(self._above | key, part, packed) for part, packed in enumerate(parts)]
            gone = (self._above | key, len(parts))
            connection.execute("DELETE FROM story_keys WHERE key = ? AND part >= ?", gone)
        connection.executemany(
            "INSERT OR REPLACE INTO story_keys (key, part, postings) VALUES (?, ?, ?)", sorted(changed)
        )
        for these in (self._full, self._changed, self._rewritten):
            these.clear()
        return bool(changed)


class Postings:
    """The rows that a batch needs; what it adds is seen at once, and is in the table after ``write``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._slots: dict[int, _Slot] = {}  # those of the last batch are the last

    def clear(self) -> None:
        """Forget what was read: another one has written, or it was not written after all. Returns None."""
        self._slots.clear()

    def read(self, number: int, keys: Iterable[int]) -> Mapping[int, Mapping[int, int]]:
        """Return the rows of a slot by key, among them those that are of ``keys``: by article its weight."""
        slot = self._slot(number)
        if slot.is_whole:
            return slot.rows
        wanted = {key for key in keys if key not in slot.rows}
        if wanted:
            slot.rows |= {key: {} for key in wanted}
            slot.postings += len(wanted)
            places = json.dumps(sorted(_placed(key, number) for key in wanted))
            for place, packed in self._connection.execute(_READ, {"places": places}):
                found = _unpacked(packed)
                slot.rows[_key(place)] |= found
                slot.postings += len(found)
        return slot.rows

    def _slot(self, number: int) -> _Slot:
        slot = self._slots.get(number)
        if slot is None:
            bounds = {"first": _placed(0, number), "end": _placed(0, number + 1)}
            is_there = self._connection.execute(f"SELECT 1 {_OF_A_SLOT} LIMIT 1", bounds).fetchone()
            slot = self._slots[number] = _Slot(number, is_whole=is_there is None)
        return slot

    def add(self, article_id: int, keys: Sequence[tuple[int, int]]) -> None:
        """Put an article's keys with their weights beside those of others; it has none. Returns None."""
        number = slot_of(article_id)
        self.read(number, (key for key, _ in keys))
        self._slots[number].add(article_id, keys)

    def take(self, article_id: int, keys: Sequence[int]) -> list[int]:
        """Take an article out of the rows of keys; return those that it had."""
        number = slot_of(article_id)
        self.read(number, keys)
        return [key for key in keys if self._slots[number].take(article_id, key)]

    def forget(self, ids: Iterable[int]) -> dict[int, list[int]]:
        """Take articles out of whatever rows; return the keys that each had."""
        by_slot = defaultdict[int, list[int]](list)
        for article_id in sorted({*ids}):
            by_slot[slot_of(article_id)].append(article_id)
        return {
            article_id: self.take(article_id, keys)
            for number, those in by_slot.items()
            for article_id, keys in self._having(number, those).items()
        }

    def _having(self, number: int, ids: Sequence[int]) -> dict[int, list[int]]:
        """The keys in a slot that articles have, and some that they do not have."""
        slot = self._slot(number)
        known = {article_id: slot.keys_of[article_id] for article_id in ids if article_id in slot.keys_of}
        others = {article_id: _sign(article_id) for article_id in ids if article_id not in known}
        if slot.is_whole or not others:
            return known
        bounds = {"first": _placed(0, number), "end": _placed(0, number + 1)}
        rows = self._connection.execute(f"SELECT key, postings {_OF_A_SLOT}", bounds)
        signs = others.values()
        found = sorted({_key(place) for place, packed in rows if any(sign in packed for sign in signs)})
        return known | dict.fromkeys(others, found)

    def write(self) -> None:
        """Write what was changed. Returns None."""
        for number, slot in sorted(self._slots.items()):
            if slot.write(self._connection):
                self._slots[number] = self._slots.pop(number)
        self._drop()

    def _drop(self) -> None:
        """Forget the days that were written to longest ago, where it is too much."""
        while sum(slot.postings for slot in self._slots.values()) > _MOST:
            del self._slots[next(iter(self._slots))]


def _placed(key: int, slot: int) -> int:
    return slot << _SLOT_SHIFT | key


def _key(place: int) -> int:
    return place & (1 << _SLOT_SHIFT) - 1


def _sign(article_id: int) -> bytes:
    """The bytes of a posting behind its weight."""
    return article_id.to_bytes(7, "little")


def _packed(postings: Sequence[tuple[int, int]]) -> bytes:
    return b"".join(_BYTES[weight] + _sign(article_id) for article_id, weight in postings)


def _unpacked(packed: bytes) -> Row:
    try:
        postings = array("q", packed)
    except (TypeError, ValueError) as error:
        raise BadRow(f"story_keys.postings: {error}; `warta relink --anew` makes them again") from error
    if sys.byteorder == "big":
        postings.byteswap()
    return {posting >> WEIGHT_BITS: posting & _WEIGHT for posting in postings}
