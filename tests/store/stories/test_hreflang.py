"""Pages that name each other as the same in another language."""

import pytest

from store import Alternate, Archive, Article, Deposit, Sighting
from tests.store.stories.telling import FERRY_EN, FERRY_ID, MORNING, RICE_EN

LONG = " Pemerintah daerah mengatakan bantuan beras, selimut dan tenda dikirim ke desa pada hari yang sama." * 5
SPORT = " The striker scored twice in the second half and the goalkeeper saved a penalty before the final whistle." * 5
ID, EN = "https://muara.test/id/1", "https://muara.test/en/1"


def put(
    archive: Archive,
    url: str,
    told: tuple[str, str],
    language: str | None,
    *named: tuple[str, str],
    at: str | None = None,
    day: int | None = None,
) -> int:
    article = Article(
        url=url,
        title=told[0],
        text=told[1],
        language=language,
        published=None if day is None else MORNING.replace(day=day),
    )
    sightings = (Sighting(kind="page", locator=at),) if at else ()
    alternates = tuple(Alternate(language=code, url=address) for code, address in named)
    return archive.put_all([Deposit(article=article, sightings=sightings, alternates=alternates)])[0].id


def kinds(archive: Archive, article_id: int) -> list[tuple[int, str, float]]:
    return [(each.id, each.kind, each.score) for each in archive.counterparts(article_id)]


def named(archive: Archive) -> set[tuple[int, int]]:
    rows = archive._connection.execute("SELECT article_id, counterpart_id FROM counterparts WHERE kind = 'hreflang'")
    return {(row[0], row[1]) for row in rows}


@pytest.mark.parametrize("days", [(None, None), (2, 20), (20, 2)])
def test_two_that_name_each_other_are_counterparts_at_any_time(
    archive: Archive, days: tuple[int | None, int | None]
) -> None:
    one = put(archive, ID, FERRY_ID, "id", ("en", EN), day=days[0])
    other = put(archive, EN, FERRY_EN, "en", ("id", ID), day=days[1])
    assert kinds(archive, one) == [(other, "hreflang", 1.0)]
    assert kinds(archive, other) == [(one, "hreflang", 1.0)]


def test_of_two_that_also_say_the_same_it_is_told_once(archive: Archive) -> None:
    one = put(archive, ID, FERRY_ID, "id", ("en", EN), day=2)
    other = put(archive, EN, FERRY_EN, "en", ("id", ID), day=2)
    assert kinds(archive, one) == [(other, "hreflang", 1.0)]


def test_an_address_at_which_a_page_was_found_counts_too(archive: Archive) -> None:
    one = put(archive, ID, FERRY_ID, "id", ("en", "https://muara.test/en/1?amp"))
    other = put(archive, EN, FERRY_EN, "en", ("id", ID), at="https://muara.test/en/1?amp")
    assert kinds(archive, one) == [(other, "hreflang", 1.0)]


@pytest.mark.parametrize(
    ("named_by_one", "named_by_other"),
    [
        ((("en", EN),), ()),
        ((), (("id", ID),)),
        ((("en", EN),), (("id", "https://muara.test/id/2"),)),
        ((("nl", EN),), (("id", ID),)),
        ((("en", EN),), (("ms", ID),)),
    ],
)
def test_one_word_is_not_enough(
    archive: Archive, named_by_one: tuple[tuple[str, str], ...], named_by_other: tuple[tuple[str, str], ...]
) -> None:
    put(archive, ID, FERRY_ID, "id", *named_by_one)
    put(archive, EN, FERRY_EN, "en", *named_by_other)
    assert named(archive) == set()


@pytest.mark.parametrize(
    ("told", "language"),
    [((FERRY_ID[0], FERRY_ID[1] + LONG), "id"), (("A draw", RICE_EN[1] + SPORT), "en"), (FERRY_EN, None)],
)
def test_texts_that_contradict_are_no_counterparts(
    archive: Archive, told: tuple[str, str], language: str | None
) -> None:
    put(archive, ID, (FERRY_ID[0], FERRY_ID[1] + LONG), "id", ("en", EN))
    put(archive, EN, told, language, ("id", ID))
    assert named(archive) == set()


def test_what_a_page_names_now_counts(archive: Archive) -> None:
    one = put(archive, ID, FERRY_ID, "id", ("en", EN))
    put(archive, EN, FERRY_EN, "en", ("id", ID))
    put(archive, ID, FERRY_ID, "id", ("en", "https://muara.test/en/2"))
    assert named(archive) == set()
    put(archive, ID, FERRY_ID, "id")  # as a feed has it, which names nothing
    put(archive, ID, FERRY_ID, "id", ("en", EN))
    assert len(named(archive)) == 2
    assert [kind for _, kind, _ in kinds(archive, one)] == ["hreflang"]


def test_it_is_kept_by_a_relink_and_found_by_it(archive: Archive) -> None:
    archive.links = False
    one = put(archive, ID, FERRY_ID, "id", ("en", EN), day=2)
    put(archive, EN, FERRY_EN, "en", ("id", ID), day=20)
    assert kinds(archive, one) == []
    for anew in (False, True):
        progress = archive.relink(anew=anew)
        while progress.until is not None:
            progress = archive.relink()
        assert [kind for _, kind, _ in kinds(archive, one)] == ["hreflang"]


def test_another_language_than_those_of_the_archive_is_believed(archive: Archive) -> None:
    dutch = ("Veerboot aan de grond", "De veerboot liep vast. " * 40)
    one = put(archive, ID, FERRY_ID, "id", ("nl", "https://muara.test/nl/1"))
    other = put(archive, "https://muara.test/nl/1", dutch, "nl", ("id", ID))
    assert kinds(archive, one) == [(other, "hreflang", 1.0)]
