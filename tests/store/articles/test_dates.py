"""What captures tell of articles that an earlier version stored, into their rows: only what is better known then."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from store import Archive, Article, Deposit, prepare

WIB = 420
PUBLISHED = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)  # by the clock of the outlet
URL = "https://muara.test/1"
TOLD = Article(
    url=URL, text="Kabar.", published=PUBLISHED, published_from="meta", published_offset=WIB, day=DAY,
    editors=("Sri Lestari",),
)  # fmt: skip


def waiting(archive: Archive, **known: Any) -> int:
    """An article as an earlier version stored it, and its id."""
    placed = archive.put(Article(url=URL, text="Kabar.", **known))
    archive._connection.execute("INSERT INTO pending_dates VALUES (?)", (placed.id,))
    archive._connection.execute("UPDATE articles SET day = :day", {"day": known.get("day")})
    return placed.id


def redated(archive: Archive, article_id: int, told: Article | None) -> tuple[object, ...]:
    read = None if told is None else prepare(Deposit(article=told), PUBLISHED)
    archive.redate([(article_id, read)])
    got = archive.get(article_id)
    assert archive.pending_dates(9) == []
    assert (got.text, archive.revisions(article_id)) == ("Kabar.", [])
    return got.published, got.published_from, got.published_offset, got.day


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({}, (PUBLISHED, "meta", WIB, DAY), id="no date"),
        pytest.param(
            {"published": PUBLISHED, "published_from": "meta"}, (PUBLISHED, "meta", WIB, DAY), id="the same date"
        ),
        pytest.param(
            {"published": PUBLISHED + timedelta(hours=7), "published_from": "meta"}, (PUBLISHED, "meta", WIB, DAY),
            id="a date that is now read otherwise",
        ),
        pytest.param(
            {"published": PUBLISHED, "published_from": "feed"}, (PUBLISHED, "feed", WIB, DAY),
            id="the same, told by the feed",
        ),
        pytest.param(
            {"published": PUBLISHED + timedelta(hours=2), "published_from": "feed"},
            (PUBLISHED + timedelta(hours=2), "feed", WIB, DAY), id="told by the feed, near it",
        ),
        pytest.param(
            {"published": PUBLISHED + timedelta(days=40), "published_from": "feed"},
            (PUBLISHED + timedelta(days=40), "feed", None, date(2026, 4, 10)), id="told by the feed, far from it",
        ),
    ],
)  # fmt: skip
def test_a_date_is_set_right_by_the_same_evidence_alone(
    archive: Archive, known: dict[str, Any], expected: tuple[object, ...]
) -> None:
    assert redated(archive, waiting(archive, **known), TOLD) == expected


def test_an_article_of_which_nothing_is_told_waits_no_longer(archive: Archive) -> None:
    undated, dated = replace(TOLD, published=None, published_from=None, published_offset=None, day=None), PUBLISHED
    assert redated(archive, waiting(archive, published=dated), undated) == (dated, None, None, dated.date())


def test_an_article_whose_page_cannot_be_read_has_the_day_of_utc(archive: Archive) -> None:
    assert redated(archive, waiting(archive, published=PUBLISHED), None) == (PUBLISHED, None, None, PUBLISHED.date())


def test_an_article_without_any_date_stays_without(archive: Archive) -> None:
    assert redated(archive, waiting(archive), None) == (None, None, None, None)


@pytest.mark.parametrize(("known", "expected"), [((), ("Sri Lestari",)), (("Adi Putra",), ("Adi Putra",))])
def test_editors_are_filled_in_where_none_are_known(
    archive: Archive, known: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    article_id = waiting(archive, editors=known)
    redated(archive, article_id, TOLD)
    assert archive.get(article_id).editors == expected


def test_an_article_that_was_read_since_keeps_its_date(archive: Archive) -> None:
    known = {"published": PUBLISHED + timedelta(hours=3), "published_from": "meta", "day": date(2026, 3, 1)}
    article_id = waiting(archive, **known)
    assert redated(archive, article_id, TOLD) == (PUBLISHED + timedelta(hours=3), "meta", None, date(2026, 3, 1))


def test_nothing_changes_of_an_article_that_does_not_wait(archive: Archive) -> None:
    article_id = waiting(archive, published=PUBLISHED, published_from="meta")
    redated(archive, article_id, TOLD)
    before = [*archive._connection.iterdump()]
    later = replace(TOLD, published=PUBLISHED - timedelta(days=1), day=date(2026, 2, 28), editors=("Adi Putra",))
    redated(archive, article_id, later)
    redated(archive, article_id, None)
    assert [*archive._connection.iterdump()] == before


def test_the_newest_are_asked_for_first(archive: Archive) -> None:
    for number, day in enumerate((3, 9, 6)):
        placed = archive.put(Article(url=str(number), text="Kabar.", published=datetime(2026, 3, day, tzinfo=UTC)))
        archive._connection.execute("INSERT INTO pending_dates VALUES (?)", (placed.id,))
    days = [archive.get(each).published.day for each in archive.pending_dates(2)]
    assert days == [9, 6]
