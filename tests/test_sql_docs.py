"""docs/sql.md: its schema is that of the database, and each of its queries answers what it says."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from store import Archive, Article, Deposit, Failure, Sighting
from tests import scripts

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^(\d+) .*?^```sql\n(.*?)^```", PAGE, re.M | re.S)
LAST = datetime(2026, 3, 31, 20, 30, tzinfo=UTC)
BILINGUAL = {"language": "en", "languages": {"en": 0.7, "id": 0.3}}
FEED = Sighting(kind="feed", locator="https://muara.example/rss")


def article(name: str, days: int, site: str, title: str, text: str, **more: object) -> Deposit:
    moment = LAST - timedelta(days=days)
    facts = {"language": "id", "published_offset": 420, "day": date(2026, 4, 1) - timedelta(days=days)} | more
    return Deposit(
        article=Article(
            url=f"https://{site}/{name}", site=site, title=title, text=text, published=moment, published_from="json-ld",
            authors=("Sari Laut",), tags=("garam",), **facts,
        ),
        sightings=(FEED,),
    )  # fmt: skip


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with two outlets that write, one that stopped, a copy, a correction and a failure."""
    path = tmp_path_factory.mktemp("sql") / "news.db"
    muara, bukit, senja = "muara.example", "bukit.example", "senja.example"
    with Archive(path) as archive:
        placed = archive.put_all(
            [
                article("1", 0, muara, "Panen garam melimpah", "Petani memanen garam."),
                article("2", 1, muara, "Harga garam naik", "Pemanenan selesai, harga garam naik."),
                article("3", 0, bukit, "Harga garam naik", "Pemanenan selesai, harga garam naik sekali."),
                article(
                    "4",
                    2,
                    bukit,
                    "Salt harvest",
                    "A good year for garam.",
                    language="en",
                    languages={"en": 0.7, "id": 0.3},
                ),
                article("5", 20, senja, "Kabar terakhir", "Kami pamit."),
            ]
        )
        archive.put_all([article("1", 0, muara, "Panen garam melimpah ruah", "Petani memanen banyak garam.")])
        failure = Failure(locator="https://muara.example/9", stage="fetch", reason="404", code="bad_status")
        archive.fail([failure], run_id=archive.begin_run("sync"))
        ids = [one.id for one in placed]
        archive._connection.execute("UPDATE articles SET duplicate_of = ? WHERE id = ?", (ids[1], ids[2]))
        archive._connection.execute("INSERT INTO counterparts VALUES (?, ?, 'story', 0.8, 3)", (ids[0], ids[3]))
    return path


# What tells that a query answers its question: a value that stands in its first row, or in any.
ANSWERS: dict[str, Callable[[list[tuple[object, ...]]], bool]] = {
    "1": lambda rows: rows[0][0] == "2026-04-01 03:30" and len(rows) == 4,
    "2": lambda rows: "[memanen]" in str(rows) and "Harga garam naik" in str(rows),
    "3": lambda rows: rows[0][0] == "2026-04-01" and sum(int(str(row[3])) for row in rows) == 5,
    "4": lambda rows: [row[0] for row in rows] == ["bukit.example", "muara.example"],
    "5": lambda rows: rows[0] == ("bukit.example", 2, 1, 50.0),
    "6": lambda rows: rows == [("bukit.example", "muara.example", 1)],
    "7": lambda rows: len(rows) == 1 and rows[0][2] == 1,
    "8": lambda rows: rows[0][1:3] == ("Panen garam melimpah", "Panen garam melimpah ruah"),
    "9": lambda rows: rows[0][:3] == ("muara.example", 2, 1),
    "10": lambda rows: rows[0] == ("garam", 3, 0.0) and "pamit" not in str(rows),
    "11": lambda rows: [row[0] for row in rows] == ["senja.example"],
    "12": lambda rows: ("muara.example", "03", 2) in rows,
    "13": lambda rows: len(rows) == 3,
    "14": lambda rows: rows[0][0] == "Sari Laut",
    "15": lambda rows: rows == [("garam", 4)],
    "16": lambda rows: ("bukit.example", "en", 1, 5.0, 5) in rows,
    "17": lambda rows: rows == [("Salt harvest", "en", 70.0), ("Salt harvest", "id", 30.0)],
    "18": lambda rows: rows == [("Panen garam melimpah ruah", "Salt harvest", "story", 0.8)],
    "19": lambda rows: rows[0][:3] == ("feed", FEED.locator, 5),
    "20": lambda rows: rows[0][:2] == ("bad_status", 1),
}


def test_there_are_twenty_queries() -> None:
    assert [number for number, _ in QUERIES] == [*ANSWERS]


@pytest.mark.parametrize(("number", "query"), QUERIES, ids=[number for number, _ in QUERIES])
def test_a_query_answers_its_question(example: Path, number: str, query: str) -> None:
    with Archive(example, readonly=True) as archive:
        rows = [*archive.query(query).rows]  # as `warta sql` runs it
    assert ANSWERS[number](rows), rows
    with closing(sqlite3.connect(example)) as connection:  # and as any other tool does
        assert connection.execute(query).fetchall() == rows


def test_the_schema_on_the_page_is_that_of_a_new_archive() -> None:
    assert scripts.load(ROOT / "docs" / "make_schema.py").page() == PAGE, "run python docs/make_schema.py"
