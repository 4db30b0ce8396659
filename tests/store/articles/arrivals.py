"""Articles as they arrive in the tests of deposits, and what stands in the tables afterwards."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from store import Archive, Article, Capture, Deposit, Outcome, Sighting

ADDRESS = "https://berita.example/kapal"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = datetime(2026, 1, 5, tzinfo=UTC)
DATES = st.datetimes(timezones=st.just(UTC))
ADDED, CHANGED, SAME = Outcome.ADDED, Outcome.CHANGED, Outcome.SAME


def article(text: str = "Kapal kayu itu berlabuh.", url: str = ADDRESS, **more: object) -> Article:
    return Article(url=url, text=text, **more)


def capture(body: bytes, status: int | None = 200, url: str = ADDRESS) -> Capture:
    return Capture(url=url, fetched=DAY, body=body, status=status, content_type="text/html")


def deposit(text: str, body: bytes, status: int | None, **more: object) -> Deposit:
    seen = Sighting(kind="page" if status else "file", locator=ADDRESS if status else "/berkas/kapal.html")
    return Deposit(article=article(text, **more), capture=capture(body, status), sightings=(seen,))


def all_rows(archive: Archive) -> list[str]:
    """Every row of every table, the index's own among them."""
    return [*archive._connection.iterdump()]


def column(archive: Archive, sql: str) -> list[object]:
    return [row[0] for row in archive._connection.execute(sql)]
