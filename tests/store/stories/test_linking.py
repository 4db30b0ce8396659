"""Articles find their counterparts as they come in."""

from pathlib import Path
from struct import iter_unpack

import pytest

from store import Archive, ArchiveDamaged, Article, Deposit, StoreError, Unstorable
from store.stories.postings import PART
from tests.store.stories.telling import FERRY_EN, FERRY_ID, FERRY_ID_2, MORNING, RICE_EN, RICE_ID, pairs, put


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
    put(archive, RICE_EN, "en")
    assert first not in with_keys(archive)
    assert counted(archive)[0] == counted(archive)[1]


def test_the_view_has_both_sides(archive: Archive) -> None:
    put(archive, FERRY_ID, "id")
    put(archive, FERRY_EN, "en")
    rows = archive.query("SELECT title, counterpart_title FROM pairs WHERE language = 'id'").rows
    assert [tuple(row) for row in rows] == [(FERRY_ID[0], FERRY_EN[0])]


def test_an_article_that_is_deleted_for_good_leaves_nothing_at_once(archive: Archive) -> None:
    first = put(archive, FERRY_ID, "id").id
    other = put(archive, FERRY_EN, "en").id
    archive.delete([first], why="asked for")
    assert with_keys(archive) == {other}
    assert counted(archive)[0] == counted(archive)[1]


def test_the_keys_of_an_article_are_counted(archive: Archive) -> None:
    put(archive, FERRY_ID, "id")
    put(archive, RICE_EN, "en", url="https://bay.test/1")
    put(archive, FERRY_EN, "en", url="https://bay.test/1")
    of_keys, kept, articles = counted(archive)
    assert (of_keys, articles) == (kept, 2)


def test_one_that_comes_twice_in_a_batch_has_the_keys_of_its_last_text(archive: Archive, tmp_path: Path) -> None:
    with Archive(tmp_path / "other.db") as other:
        for into, batches in ((archive, [[FERRY_EN, RICE_EN]]), (other, [[FERRY_EN], [RICE_EN]])):
            for told in batches:
                into.put_all([Deposit(article=english("https://bay.test/1", *one)) for one in told])
        assert keys_of(archive) == keys_of(other)
        assert counted(archive) == counted(other)


def test_what_another_process_wrote_is_seen(archive: Archive) -> None:
    first = put(archive, FERRY_ID, "id").id
    with Archive(archive.path) as other:
        second = put(other, FERRY_ID_2, "id", site="bukit.test").id
        english = put(archive, FERRY_EN, "en").id
        put(other, RICE_ID, "id")
    assert {found.id for found in archive.counterparts(english)} == {first, second}
    assert counted(archive) == (*2 * [postings(archive)], 4)


def test_a_batch_that_is_not_written_after_all_leaves_nothing(archive: Archive) -> None:
    """Neither in the tables nor in what is remembered for the next one."""
    put(archive, FERRY_ID, "id")
    before = keys_of(archive)
    with pytest.raises(Unstorable):
        archive.put_all([
            Deposit(article=english("https://bay.test/1", *FERRY_EN)),
            Deposit(article=english("https://bay.test/2", "Half a character", "\ud800")),
        ])  # fmt: skip
    assert keys_of(archive) == before
    put(archive, RICE_EN, "en")
    assert counted(archive) == (*2 * [postings(archive)], 2)


@pytest.mark.parametrize("is_deleted_next", [False, True])
def test_a_batch_that_fails_as_it_is_committed_is_forgotten(archive: Archive, *, is_deleted_next: bool) -> None:
    put(archive, FERRY_ID, "id")
    archive._connection.execute("CREATE TEMP TABLE parent (id INTEGER PRIMARY KEY)")
    archive._connection.execute(
        "CREATE TEMP TABLE child (id INTEGER REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)"
    )
    archive._connection.execute(
        "CREATE TEMP TRIGGER refuse AFTER INSERT ON main.articles WHEN new.title LIKE 'Ferry%'"
        " BEGIN INSERT INTO child VALUES (7); END"
    )
    rice = put(archive, RICE_ID, "id").id
    with pytest.raises(StoreError):
        put(archive, FERRY_EN, "en")
    archive._connection.execute("DROP TRIGGER refuse")
    if is_deleted_next:
        archive.delete([rice], why="asked for")
    english = put(archive, FERRY_EN, "en").id
    assert len(archive.counterparts(english)) == 1
    assert counted(archive) == (*2 * [postings(archive)], 2 if is_deleted_next else 3)


def test_a_key_of_many_articles_has_rows_of_a_bounded_length(archive: Archive) -> None:
    for number in range(110):
        put(archive, (f"Feri {number}", FERRY_ID[1]), "id", site=f"{number}.test")
    lengths = [row[0] for row in archive._connection.execute("SELECT length(postings) / 8 FROM story_keys")]
    assert max(lengths) == PART
    assert sum(lengths) == counted(archive)[0]
    gone = [row[0] for row in archive._connection.execute("SELECT id FROM articles ORDER BY id LIMIT 70")]
    archive.delete(gone, why="asked for")
    assert with_keys(archive).isdisjoint(gone)
    assert len(with_keys(archive)) == 40


def test_keys_that_are_damaged_are_told(archive: Archive) -> None:
    put(archive, FERRY_ID, "id")
    archive._connection.execute("UPDATE story_keys SET postings = x'0102'")
    with Archive(archive.path) as other, pytest.raises(ArchiveDamaged, match="story_keys"):
        put(other, FERRY_EN, "en")


def english(url: str, title: str, text: str) -> Article:
    return Article(url=url, title=title, text=text, language="en", published=MORNING, published_from="json-ld")


def keys_of(archive: Archive) -> list[tuple[object, ...]]:
    return [tuple(row) for row in archive._connection.execute("SELECT key, part, postings FROM story_keys")]


def with_keys(archive: Archive) -> set[int]:
    return {posting >> 8 for _, _, packed in keys_of(archive) for (posting,) in iter_unpack("<q", packed)}


def postings(archive: Archive) -> int:
    return sum(len(packed) // 8 for _, _, packed in keys_of(archive))


def counted(archive: Archive) -> tuple[int, int, int]:
    """Articles by their keys, keys of articles, articles."""
    terms = dict(map(tuple, archive._connection.execute("SELECT key, articles FROM story_terms")))
    return sum(terms.values()) - terms[1 << 31], postings(archive), terms[1 << 31]


@pytest.mark.parametrize(("days", "is_found"), [(200, False), (3, True)])
def test_a_date_that_comes_later_than_the_article_counts(archive: Archive, days: float, is_found: bool) -> None:
    """Ids are of the arrival then, and tell nothing of days; the texts are changed when the dates come."""
    for told, language in ((FERRY_ID, "id"), (FERRY_EN, "en")):
        put(archive, told, language, days=None)
    one = put(archive, (FERRY_ID[0], f"{FERRY_ID[1]} Tidak ada yang terluka."), "id").id
    other = put(archive, (FERRY_EN[0], f"{FERRY_EN[1]} Nobody was hurt."), "en", days=days).id
    assert [found.id for found in archive.counterparts(other)] == ([one] if is_found else [])
    assert bool(archive.stories()) is is_found


def test_one_without_a_date_has_to_be_very_much_alike_whichever_comes_first(archive: Archive) -> None:
    without = put(archive, FERRY_ID_2, "id", days=None).id
    moment = archive.get(without).first_seen  # type: ignore[union-attr]
    put(archive, FERRY_EN, "en", days=(moment - MORNING).total_seconds() / 86_400)
    assert archive.counterparts(without) == []
