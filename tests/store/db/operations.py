"""Every method of an archive, to be tried under a fault, and what stands in the file afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from store import (
    Archive,
    Article,
    Capture,
    Deposit,
    Failure,
    Limits,
    Reread,
    Revisit,
    Sighting,
    Tally,
    Tombstone,
    Translation,
    prepare,
)
from store.articles.prepared import first_id
from store.db import alive

DAY = datetime(2026, 1, 5, tzinfo=UTC)
ARTICLE = Article(url="https://berita.example/1", text="Kapal berlabuh.", language="id")
PAGE = Sighting(kind="page", locator=ARTICLE.url)
FEED = Sighting(kind="feed", locator="https://berita.example/rss")
ID = first_id(ARTICLE.url, int(DAY.timestamp()))
LAMA = Capture(url=ARTICLE.url, fetched=DAY, body=b"lama")
AGAIN = Revisit(url=LAMA.url, sha256=LAMA.sha256, fetched=DAY.replace(day=6), status=304)
OTHER_TEXT = prepare(Deposit(article=Article(url=ARTICLE.url, text="Kapal tiba.")), DAY)
BURIED = Tombstone(key="https://berita.example/2", kind="address", article_id=2, deleted=DAY, why="court order")
SHIP = Translation(language="id", other="en", words={"kapal": ("ship",)}, shares={}, rarity={}, refused=frozenset())

# The article of ``fill`` read otherwise, whichever of its texts is there.
OTHERWISE = [
    Reread(id=ID, content_hash=Article(url="x", text=text).content_hash, prepared=OTHER_TEXT)
    for text in (ARTICLE.text, "Kapal berangkat.")
]


def _without_its_run(archive: Archive) -> Archive:
    """The archive as another process finds it after this one was killed."""
    alive.let_go(archive.path, 1)
    return archive


WRITES: dict[str, Callable[[Archive], object]] = {
    "put": lambda archive: archive.put(ARTICLE),
    "fail": lambda archive: archive.fail(
        [Failure(locator="x", stage="fetch", reason="404", code="bad_status")], run_id=1
    ),
    "see": lambda archive: archive.see([(ARTICLE.url, FEED)]),
    "note": lambda archive: archive.note(PAGE.locator, "gone", "it answers 404"),
    "redate": lambda archive: archive.redate([(ID, OTHER_TEXT)]),
    "reread": lambda archive: archive.reread(OTHERWISE),
    "forget_captures": lambda archive: archive.forget_captures(DAY),
    "revisit": lambda archive: archive.revisit([AGAIN]),
    "resolve": lambda archive: archive.resolve(["https://berita.example"], run_id=2),
    "delete": lambda archive: archive.delete([ID], why="court order"),
    "bury": lambda archive: archive.bury([BURIED]),
    "prune": lambda archive: archive.prune(Limits(captures=DAY + timedelta(days=1)), most=5),
    "clear_failures": lambda archive: archive.clear_failures(),
    "relink": lambda archive: archive.relink(anew=True),
    "set": lambda archive: archive.set("languages", "jv,en"),
    "begin_run": lambda archive: archive.begin_run("import"),
    "mark_killed": lambda archive: _without_its_run(archive).mark_killed(),
    "end_run": lambda archive: archive.end_run(1, Tally(), 0),
}
READS: dict[str, Callable[[Archive], object]] = {
    "get": lambda archive: archive.get(ARTICLE.url),
    "knows": lambda archive: archive.knows(b'{"url": "x"}', [LAMA], [AGAIN]),
    "holds": lambda archive: archive.holds(Capture(url="x", fetched=DAY, body=b"x")),
    "holding": lambda archive: archive.holding([Capture(url="x", fetched=DAY, body=b"x")]),
    "earlier": lambda archive: archive.earlier(OTHER_TEXT),
    "pending_dates": lambda archive: archive.pending_dates(5),
    "seen_at": lambda archive: archive.seen_at(PAGE, DAY),
    "known_pages": lambda archive: archive.known_pages([ARTICLE.url]),
    "revisions": lambda archive: archive.revisions(1),
    "sightings": lambda archive: archive.sightings(1),
    "captures": lambda archive: archive.captures(1),
    "search": lambda archive: archive.search("kapal"),
    "search_across": lambda archive: archive.search("kapal", across=True, fold_copies=True),
    "translation": lambda archive: archive.translation("kapal"),
    "nearly": lambda archive: archive.nearly("kapla"),
    "also": lambda archive: archive.also(SHIP, []),
    "counterparts": lambda archive: archive.counterparts(1),
    "stories": lambda archive: archive.stories(),
    "to_relink": lambda archive: archive.to_relink(),
    "export": lambda archive: archive.export(BytesIO()),
    "query": lambda archive: list(archive.query("SELECT * FROM articles").rows),
    "settings": lambda archive: archive.settings(),
    "summary": lambda archive: archive.summary(),
    "runs": lambda archive: archive.runs(),
    "days": lambda archive: archive.days(DAY.date()),
    "captured": lambda archive: archive.captured(),
    "diff": lambda archive: archive.diff(ID),
    "changes": lambda archive: archive.changes(),
    "search_versions": lambda archive: archive.search_versions("kapal"),
    "addresses_of": lambda archive: archive.addresses_of(OTHER_TEXT),
    "differs": lambda archive: archive.differs(OTHERWISE[0]),
    "prunable": lambda archive: archive.prunable(Limits(captures=DAY)),
    "open_failures": lambda archive: archive.open_failures(),
    "fails_already": lambda archive: archive.fails_already("https://berita.example/", "bad_status"),
}
writes = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
reads = pytest.mark.parametrize("read", READS.values(), ids=READS)


def fill(archive: Archive, text: str = ARTICLE.text) -> None:
    """A run, an article with its page that an earlier version stored, and a failure: something for each method."""
    run_id = archive.begin_run("import")
    archive.set("languages", "id,en")
    archive.put(Article(url=ARTICLE.url, text=text, published=DAY), capture=LAMA, sightings=[PAGE])
    archive._connection.execute("INSERT INTO pending_dates VALUES (?)", (ID,))
    failure = Failure(locator="https://berita.example/2", stage="fetch", reason="404", code="bad_status")
    archive.fail([failure], run_id=run_id)


def all_rows(archive: Archive) -> list[str]:
    return [*archive._connection.iterdump()]


def check_whole(archive: Archive) -> None:
    """Raises when the file is damaged, or when the index and the texts say different things."""
    assert archive._connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert archive._connection.execute("PRAGMA foreign_key_check").fetchall() == []
    archive._connection.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
