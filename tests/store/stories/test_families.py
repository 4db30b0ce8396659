"""Copies of one text: the earliest stands for all."""

from datetime import UTC, datetime, timedelta

import pytest

from store import Archive, Article, Deposit, prepare
from tests.store.stories.telling import FERRY_EN, FERRY_ID, FERRY_ID_2, RICE_ID, column, put

MORE = " Warga sekitar menonton dari pantai. Cuaca diperkirakan membaik pada Selasa."


@pytest.mark.parametrize("order", [(0, 0.2, 0.4), (0.4, 0.2, 0), (0.2, 0.4, 0)])
def test_the_earliest_stands_for_all_in_whatever_order_they_come(archive: Archive, order: tuple[float, ...]) -> None:
    title, text = FERRY_ID
    ids = {
        days: put(archive, (title, text + MORE * bool(days)), "id", site=f"a{number}.test", days=days).id
        for number, days in enumerate(order)
    }
    assert column(archive, "duplicate_of") == {ids[0]: None, ids[0.2]: ids[0], ids[0.4]: ids[0]}


MORNING, NOON = datetime(2026, 3, 2, 1, tzinfo=UTC), datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize(
    ("published", "first"),
    [
        ((MORNING, DAY), 0),  # a day without an hour is not before an hour of it
        ((MORNING, DAY - timedelta(days=1)), 1),
        ((MORNING, NOON), 0),
        ((MORNING, None), 0),
    ],
)
def test_a_day_without_an_hour_is_no_midnight(
    archive: Archive, published: tuple[datetime | None, ...], first: int, *, is_turned: bool
) -> None:
    order = [1, 0] if is_turned else [0, 1]
    ids = {}
    for number in order:
        when = published[number]
        offset = 420 if when in (MORNING, NOON) else None
        article = Article(
            url=f"https://{number}.test/1", title=FERRY_ID[0], text=FERRY_ID[1], language="id", published=when,
            published_offset=offset,
        )  # fmt: skip
        ids[number] = archive.put(article).id
    assert column(archive, "duplicate_of") == {ids[first]: None, ids[1 - first]: ids[first]}


def test_of_two_days_without_an_hour_the_one_that_came_first_is_first(archive: Archive) -> None:
    found = []
    for number in range(6):
        article = Article(url=f"https://{number}.test/1", title=FERRY_ID[0], text=FERRY_ID[1], published=DAY)
        came = prepare(Deposit(article=article), MORNING + timedelta(seconds=number))
        found += [placed.id for placed in archive.put_all([came])]
    assert set(column(archive, "duplicate_of").values()) == {None, found[0]}


def test_the_same_event_in_other_words_is_no_copy(archive: Archive) -> None:
    for told, language in ((FERRY_ID, "id"), (FERRY_ID_2, "id"), (FERRY_EN, "en"), (RICE_ID, "id")):
        put(archive, told, language, site=f"{len(told[0])}.test")
    assert set(column(archive, "duplicate_of").values()) == {None}


def test_the_very_same_text_is_a_copy_after_years_and_without_a_language(archive: Archive) -> None:
    first = put(archive, FERRY_ID, None).id
    second = put(archive, FERRY_ID, None, site="bukit.test", days=900).id
    assert column(archive, "duplicate_of") == {first: None, second: first}


def test_a_family_goes_on_without_the_one_that_has_another_text(archive: Archive) -> None:
    first = put(archive, FERRY_ID, "id", url="https://a.test/1").id
    second = put(archive, FERRY_ID, "id", url="https://b.test/1", days=0.1).id
    third = put(archive, FERRY_ID, "id", url="https://c.test/1", days=0.2).id
    put(archive, RICE_ID, "id", url="https://a.test/1")
    assert column(archive, "duplicate_of") == {first: None, second: None, third: second}


def test_a_copy_that_is_deleted_first_leaves_the_others(archive: Archive) -> None:
    put(archive, FERRY_ID, "id", url="https://a.test/1")
    second = put(archive, FERRY_ID, "id", url="https://b.test/1", days=0.1).id
    archive._connection.execute("DELETE FROM articles WHERE id = ?", (second,))
    assert len(column(archive, "duplicate_of")) == 1


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_one_text_at_the_addresses_of_an_article_is_one_family(archive: Archive, order: tuple[int, ...]) -> None:
    """Where a site names no canonical address."""
    urls = [f"https://muara.test/{path}" for path in ("berita/asli", "berita/asli/", "amp/berita/asli")]
    text = (
        "Nelayan menebar dua ratus rumpon bambu pada Sabtu pagi untuk memulihkan terumbu yang rusak, kata ketua rukun"
        " nelayan kepada wartawan di dermaga kota."
    )
    for number in order:
        archive.put(Article(url=urls[number], title="Rumpon", text=text, language="id"))
    [hit] = archive.search("rumpon", fold_copies=True)
    assert hit.copies == 2
    families = {archive.get(url).duplicate_of or archive.get(url).id for url in urls}
    assert len(families) == 1
