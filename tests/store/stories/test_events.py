"""Who reported first, also where of some the day alone is known."""

from datetime import UTC, date, datetime

import pytest

from store import Archive, Article
from tests.store.stories.telling import FERRY_EN, FERRY_ID, FERRY_ID_2

TOLD = ((FERRY_ID, "id"), (FERRY_ID_2, "id"), (FERRY_EN, "en"))
DAY = date(2026, 3, 2)


def hour(day: int, hours: int, minutes: int = 0) -> datetime:
    return datetime(2026, 3, day, hours, minutes, tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "first", "has_hour"),
    [
        ((DAY, hour(2, 1), hour(2, 9)), 1, True),  # of the same day: who has an hour is first
        ((hour(3, 1), DAY, hour(3, 9)), 1, False),  # the day before
        ((DAY, DAY, hour(2, 23, 59)), 2, True),
        ((DAY, DAY, DAY), 0, False),
        ((hour(2, 0), hour(2, 1), hour(2, 2)), 0, True),  # midnight by a clock is an hour
    ],
)
def test_a_day_without_an_hour_is_first_only_before_later_days(
    archive: Archive, times: tuple[date | datetime, ...], first: int, *, has_hour: bool
) -> None:
    ids = [put(archive, number, each) for number, each in enumerate(times)]
    [story] = archive.stories()
    assert story.first is not None
    assert (story.first.id, story.first.has_hour) == (min(ids) if times == (DAY,) * 3 else ids[first], has_hour)


def test_the_day_is_that_of_the_outlet(archive: Archive) -> None:
    """Half past six in Jakarta is the evening before in UTC."""
    day_alone = put(archive, 0, date(2026, 3, 2))
    morning = put(archive, 1, hour(1, 23, 30), published_offset=420, day=date(2026, 3, 2))
    put(archive, 2, hour(2, 9))
    [story] = archive.stories()
    assert [member.id for member in story.articles[:1]] == [morning]
    assert story.articles[-1].id == day_alone


def test_a_date_that_cannot_be_relied_on_is_not_first(archive: Archive) -> None:
    put(archive, 0, hour(2, 1), published_from="guess")
    second = put(archive, 1, hour(2, 2))
    [story] = archive.stories()
    assert story.first is not None
    assert story.first.id == second


@pytest.mark.parametrize("by", ["warta", "another program"])
def test_what_one_article_tells_is_no_story(archive: Archive, by: str) -> None:
    ids = [put(archive, number, hour(2, number)) for number in range(3)]
    [story] = archive.stories()
    if by == "warta":
        archive.delete(ids[:2], why="a test")
        assert archive._connection.execute("SELECT count(story_id) FROM articles").fetchone()[0] == 0
    else:
        archive._connection.execute("DELETE FROM articles WHERE id IN (?, ?)", ids[:2])
    assert archive.stories() == []
    assert (archive.browse.story_of(ids[2]), archive.browse.story(story.id)) == (None, None)


def put(archive: Archive, number: int, when: date | datetime, **more: object) -> int:
    (title, text), language = TOLD[number]
    at = {"published": when, "published_offset": 0} if isinstance(when, datetime) else {"day": when}
    given = {"url": f"https://{number}.test/1", "site": f"{number}.test", "published_from": "json-ld"} | at | more
    return archive.put(Article(title=title, text=text, language=language, **given)).id  # type: ignore[arg-type]
