"""Articles find their counterparts as they come in."""

import json

import pytest

from store import Archive
from tests.store.stories.telling import FERRY_EN, FERRY_ID, FERRY_ID_2, RICE_EN, RICE_ID, pairs, put


@pytest.mark.parametrize("order", [("id", "en"), ("en", "id")])
def test_a_translation_is_a_counterpart_whichever_comes_first(archive: Archive, order: tuple[str, str]) -> None:
    ids = {language: put(archive, FERRY_ID if language == "id" else FERRY_EN, language).id for language in order}
    put(archive, RICE_ID, "id")
    assert [one.id for one in archive.counterparts(ids["id"])] == [ids["en"]]
    assert [one.id for one in archive.counterparts(ids["en"])] == [ids["id"]]


def test_each_finds_its_own(archive: Archive) -> None:
    ferry, rice = put(archive, FERRY_ID, "id").id, put(archive, RICE_ID, "id").id
    ferry_en, rice_en = put(archive, FERRY_EN, "en").id, put(archive, RICE_EN, "en").id
    assert pairs(archive) == {(ferry, ferry_en), (ferry_en, ferry), (rice, rice_en), (rice_en, rice)}


def test_a_counterpart_says_what_it_is(archive: Archive) -> None:
    first = put(archive, FERRY_ID, "id").id
    other = put(archive, FERRY_EN, "en", site="bay.test").id
    found = archive.counterparts(first)[0]
    assert (found.id, found.title, found.language, found.site, found.kind) == (
        other, FERRY_EN[0], "en", "bay.test", "story",
    )  # fmt: skip
    assert 0.28 <= found.score <= 1


def test_the_same_told_by_another_outlet_is_one_too(archive: Archive) -> None:
    one, other = put(archive, FERRY_ID, "id").id, put(archive, FERRY_ID_2, "id", site="bukit.test").id
    english = put(archive, FERRY_EN, "en").id
    assert {found.id for found in archive.counterparts(english)} == {one, other}


@pytest.mark.parametrize(("days", "is_found"), [(2.9, True), (-2.9, True), (3.1, False), (-3.1, False), (8, False)])
def test_days_apart(archive: Archive, days: float, is_found: bool) -> None:
    first = put(archive, FERRY_ID, "id").id
    put(archive, FERRY_EN, "en", days=days)
    assert bool(archive.counterparts(first)) is is_found


@pytest.mark.parametrize("language", [None, "ms", "nl"])
def test_what_is_in_neither_language_has_none(archive: Archive, language: str | None) -> None:
    first = put(archive, FERRY_ID, "id").id
    put(archive, FERRY_EN, language)
    assert archive.counterparts(first) == []


def test_the_languages_are_those_of_the_archive(archive: Archive) -> None:
    """A pair without a lexicon has names and numbers in common."""
    archive.set("languages", "nl,en")
    dutch = put(archive, ("Veerboot Sinar Teluk aan de grond",
        "De veerboot Sinar Teluk met 214 passagiers liep vast bij Ranawangko, zegt Yopie Rondonuwu over golven van 3,5"
        " meter. Sinar Teluk, Ranawangko, Rondonuwu: de motor viel uit."), "nl").id  # fmt: skip
    english = put(archive, FERRY_EN, "en").id
    put(archive, FERRY_ID, "id")
    assert pairs(archive) <= {(dutch, english), (english, dutch)}


def test_a_text_of_three_words_and_one_of_a_million_link_nothing(archive: Archive) -> None:
    put(archive, ("Feri kandas", "Feri kandas lagi."), "id")
    put(archive, ("Ferry aground", "Ferry aground again."), "en")
    put(archive, ("Kata", "kata " * 1_000_000), "id")
    assert pairs(archive) == set()


def test_without_a_date_only_nearly_the_same_keys_are_enough(archive: Archive) -> None:
    first = put(archive, FERRY_ID, "id", days=None).id
    put(archive, FERRY_ID_2, "id", site="bukit.test", days=None)
    put(archive, FERRY_EN, "en", days=None)
    assert all(one.score >= 0.6 for one in archive.counterparts(first))


def test_another_text_has_other_counterparts(archive: Archive) -> None:
    first = put(archive, FERRY_ID, "id").id
    other = put(archive, FERRY_EN, "en", url="https://bay.test/1").id
    rice = put(archive, RICE_ID, "id").id
    put(archive, RICE_EN, "en", url="https://bay.test/1")
    assert pairs(archive) == {(rice, other), (other, rice)}
    assert archive.counterparts(first) == []


def test_the_same_again_changes_nothing(archive: Archive) -> None:
    for told, language in ((FERRY_ID, "id"), (FERRY_EN, "en"), (FERRY_ID_2, "id")):
        put(archive, told, language)
    before = [*archive._connection.iterdump()]
    for told, language in ((FERRY_ID, "id"), (FERRY_EN, "en"), (FERRY_ID_2, "id")):
        put(archive, told, language)
    assert [*archive._connection.iterdump()] == before


def test_at_most_five_the_best(archive: Archive) -> None:
    english = put(archive, FERRY_EN, "en").id
    for number in range(7):
        title, text = FERRY_ID
        put(archive, (f"{title} {number}", f"{text} Berita ke-{number}." + " Cuaca cerah." * number), "id")
    found = archive.counterparts(english)
    assert len(found) == 5
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len(pairs(archive)) == 10


def test_an_article_that_is_deleted_leaves_nothing(archive: Archive) -> None:
    first = put(archive, FERRY_ID, "id").id
    put(archive, FERRY_EN, "en")
    archive._connection.execute("DELETE FROM articles WHERE id = ?", (first,))
    assert pairs(archive) == set()
    assert not archive._connection.execute("SELECT 1 FROM story_keys WHERE article_id = ?", (first,)).fetchall()


def test_the_view_has_both_sides(archive: Archive) -> None:
    put(archive, FERRY_ID, "id")
    put(archive, FERRY_EN, "en")
    rows = archive.query("SELECT title, counterpart_title FROM pairs WHERE language = 'id'").rows
    assert [tuple(row) for row in rows] == [(FERRY_ID[0], FERRY_EN[0])]


def test_the_keys_of_an_article_are_counted(archive: Archive) -> None:
    first = put(archive, FERRY_ID, "id").id
    put(archive, RICE_EN, "en", url="https://bay.test/1")
    put(archive, FERRY_EN, "en", url="https://bay.test/1")
    counted = archive._connection.execute(
        "SELECT (SELECT sum(articles) FROM story_terms WHERE key < 1 << 31), (SELECT count(*) FROM story_keys),"
        " (SELECT articles FROM story_terms WHERE key = 1 << 31)"
    ).fetchone()
    assert (counted[0], counted[2]) == (counted[1], 2)
    assert json.dumps(first)
