"""Counts that go on after a write are those that counting anew gives, whatever was written."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from store import Archive, Article
from store.browse import facets
from store.browse.counted import Counted
from store.browse.facets import Facets
from store.search.window import Window

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
SPAN = (date(2025, 1, 1), date(2027, 1, 1))
WINDOWS = (
    Window(), Window(language="id"), Window(site="koran1.test"), Window(section="Laut"), Window(author="Sari"),
    Window(since=date(2026, 2, 1), until=date(2026, 3, 15)),
)  # fmt: skip
Write = Callable[["Newsroom"], None]


class Newsroom:
    """Writes articles of a hundred days, most of them of the last ones, and changes them."""

    def __init__(self, archive: Archive, seed: int) -> None:
        self.archive = archive
        self.drawn = random.Random(seed)
        self.number = 0

    def write(self, day: float) -> None:
        self.number += 1
        published = BEGIN + timedelta(days=day) if self.drawn.random() < 0.9 else None
        self.put(f"https://koran{self.number % 3}.test/{self.number}", published)

    def put(self, url: str, published: datetime | None) -> None:
        drawn = self.drawn
        self.archive.put(Article(
            url=url, text=f"Kapal {drawn.choice(['besar', 'kecil'])} {drawn.random()}.", published=published,
            language=drawn.choice(["id", "en", None]), section=drawn.choice(["Laut", None]),
            authors=tuple(drawn.sample(["Sari", "Budi"], drawn.randrange(3))),
        ))  # fmt: skip

    def any(self) -> tuple[int, str]:
        rows = [*self.archive.query("SELECT id, url FROM articles ORDER BY id").rows]
        number, url = self.drawn.choice(rows)
        return int(str(number)), str(url)

    def change(self) -> None:
        number, url = self.any()
        found = self.archive.get(number)
        assert found
        self.put(url, found.published)

    def date_anew(self) -> None:
        moment = BEGIN + timedelta(days=self.drawn.randrange(100))
        self.archive._connection.execute(
            "UPDATE articles SET published = ?, day = ? WHERE id = ?",
            (f"{moment:%Y-%m-%dT%H:%M:%SZ}", f"{moment:%Y-%m-%d}", self.any()[0]),
        )

    def delete(self) -> None:
        self.archive.delete([self.any()[0]], why="permintaan")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.db") as archive:
        archive.links = False
        yield archive


def asked(archive: Archive) -> dict[object, Callable[[object], object]]:
    browse = archive.browse
    questions: dict[object, Callable[[object], object]] = {
        (text, window): lambda known, text=text, window=window: browse.facets(text, window, known)
        for text in ("", "kapal", "besar", "kapal site:koran2.test") for window in WINDOWS
    }  # fmt: skip
    questions |= {by: lambda known, by=by: browse.days(by, *SPAN, known) for by in ("language", "domain")}
    questions |= {word: lambda known, word=word: browse.days_of(word, known) for word in ("kapal", "kapal author:sari")}
    return questions


def shown(found: object) -> object:
    if isinstance(found, Facets):
        return (found.total, found.languages, found.sites, dict(found.months), found.sections, found.authors)
    assert isinstance(found, Counted)
    return found.counts


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_written_the_counts_are_those_of_counting_anew(
    archive: Archive, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "MOST_NAMED", 60)
    room = Newsroom(archive, seed)
    for _ in range(50):
        room.write(room.drawn.uniform(0, 100))
    known: dict[object, object] = {}
    writes: list[Write] = [
        lambda room: room.write(room.drawn.uniform(90, 110)), lambda room: room.write(room.drawn.uniform(0, 100)),
        Newsroom.change, Newsroom.date_anew, Newsroom.delete,
    ]  # fmt: skip
    for _ in range(12):
        for _ in range(room.drawn.randrange(1, 4)):
            room.drawn.choices(writes, weights=[6, 1, 1, 1, 1])[0](room)
        for key, ask in asked(archive).items():
            known[key] = ask(known.get(key))
            assert shown(known[key]) == shown(ask(None)), key


def test_after_a_write_only_the_latest_are_counted_again(archive: Archive) -> None:
    room = Newsroom(archive, 1)
    for day in range(0, 100, 2):
        room.put(f"https://koran.test/{day}", BEGIN + timedelta(days=day))
    first = archive.browse.facets("kapal", Window())
    room.put("https://koran.test/baru", BEGIN + timedelta(days=101))
    statements: list[str] = []
    archive._connection.set_trace_callback(statements.append)
    second = archive.browse.facets("kapal", Window(), first)
    archive._connection.set_trace_callback(None)
    assert (first.total, second.total) == (50, 51)
    counting = [each for each in statements if "GROUP BY" in each]
    assert len(counting) == 3
    assert all("f.rowid >= 0 " not in each for each in counting)
    assert second.counted.before == first.counted.before


def test_an_article_that_another_archive_had_earlier_arrived_earlier(archive: Archive) -> None:
    room = Newsroom(archive, 4)
    for day in range(0, 100, 10):
        room.put(f"https://koran.test/{day}", BEGIN + timedelta(days=day))
    window = Window.of(arrived_since=date(2026, 2, 1))
    first = archive.browse.facets("kapal", window)
    archive._connection.execute("UPDATE articles SET first_seen = '2026-01-09T00:00:00Z' WHERE url LIKE '%/10'")
    assert archive.browse.facets("kapal", window, first).total == first.total - 1 == 9


def test_a_hundred_days_later_more_is_remembered(archive: Archive) -> None:
    room = Newsroom(archive, 2)
    room.put("https://koran.test/1", BEGIN)
    first = archive.browse.days_of("kapal")
    room.put("https://koran.test/2", BEGIN + timedelta(days=100))
    second = archive.browse.days_of("kapal", first)
    assert first.before == Counter()
    assert second.before == {BEGIN.date(): 1}


def test_what_is_written_while_counting_is_counted_the_next_time(archive: Archive) -> None:
    room = Newsroom(archive, 3)
    for day in range(0, 100, 10):
        room.put(f"https://koran.test/{day}", BEGIN + timedelta(days=day))

    def interfered(*_: object) -> None:
        room.put("https://koran.test/baru", BEGIN + timedelta(days=99))

    from store.browse import counted, trends

    query = trends.queries.parse("kapal")
    calls = 0

    def count(first: int) -> Counter[date]:
        nonlocal calls
        calls += 1
        if calls == 2:
            interfered()
        return trends._by_ids(archive._connection, query, first)

    disturbed = counted.counted(archive._connection, None, count)
    again = archive.browse.days_of("kapal", disturbed)
    assert again.counts == archive.browse.days_of("kapal").counts
