"""One search for both languages."""

from datetime import date

import pytest

from store import Archive
from store.search import ranking, translated
from tests.store.stories.telling import FERRY_EN, FERRY_ID, RICE_EN, RICE_ID, put


@pytest.fixture
def news(archive: Archive) -> Archive:
    for told, language in ((FERRY_ID, "id"), (FERRY_EN, "en"), (RICE_ID, "id"), (RICE_EN, "en")):
        put(archive, told, language)
    put(archive, FERRY_EN, "en", site="copy.test", days=0.5)
    return archive


def titles(archive: Archive, text: str, **more: object) -> list[str | None]:
    return [hit.title for hit in archive.search(text, across=True, fold_copies=True, **more)]


def test_words_of_one_language_find_both(news: Archive) -> None:
    assert titles(news, "panen kekeringan") == [RICE_ID[0], RICE_EN[0]]
    assert titles(news, "drought harvest") == [RICE_EN[0], RICE_ID[0]]
    assert set(titles(news, "panen kekeringan", newest=True)) == {RICE_ID[0], RICE_EN[0]}


def test_what_was_found_without_is_found_with_it_in_the_same_order(news: Archive) -> None:
    for text in ("panen", "feri kandas", "ferry", "Sinar Teluk", "penumpang OR beras", '"kapal feri"', "harg*"):
        own = [hit.id for hit in news.search(text)]
        both = [hit.id for hit in news.search(text, across=True)]
        assert [article_id for article_id in both if article_id in own] == own


def test_translated_hits_say_so_and_mark_what_was_looked_for(news: Archive) -> None:
    hit = next(hit for hit in news.search("kekeringan", across=True) if hit.is_translated)
    assert hit.language == "en"
    assert {hit.snippet[begin:end] for begin, end in hit.marks} == {"drought"}


def test_the_terms_are_told_as_they_stand_in_the_texts(news: Archive) -> None:
    found = news.translation("panen padi")
    assert found is not None
    assert (found.language, found.other) == ("id", "en")
    assert "harvest" in news.also(found, news.search("panen padi", across=True))


def test_what_stands_in_no_hit_is_told_as_a_whole_word_and_not_as_its_stem(news: Archive) -> None:
    """What is looked for is ``agricultur``."""
    found = news.translation("pertanian")
    assert found is not None
    assert "agricultur" in {each for stems in found.words.values() for each in stems}
    also = news.also(found, [])
    assert "agriculture" in also
    assert "agricultur" not in also


@pytest.mark.parametrize("text", ["Rondonuwu", '"panen padi"', "panen*", "12345", "Ranawangko Tolare"])
def test_names_phrases_and_prefixes_are_not_translated(news: Archive, text: str) -> None:
    found = news.translation(text)
    assert found is None or not found.words
    assert titles(news, text) == [hit.title for hit in news.search(text, fold_copies=True)]


def test_a_translation_can_be_refused(news: Archive) -> None:
    assert RICE_EN[0] in titles(news, "kekeringan")
    assert RICE_EN[0] not in titles(news, "kekeringan -drought")
    found = news.translation("kekeringan -drought")
    assert found is None or "drought" not in found.words.get("kekeringan", ())


def test_what_must_not_occur_must_not_occur_in_either_language(news: Archive) -> None:
    assert titles(news, "panen -beras") == []
    assert titles(news, "harvest -rice") == []


def test_filters_and_windows_hold(news: Archive) -> None:
    assert titles(news, "panen", language="en") == [RICE_EN[0]]
    assert titles(news, "panen", language="id") == [RICE_ID[0]]
    assert titles(news, "panen", since=date(2026, 3, 3)) == []
    assert titles(news, "panen", site="bukit.test") == []


def test_or_and_groups_are_translated_word_by_word(news: Archive) -> None:
    assert set(titles(news, "(kekeringan OR ombak) -kucing")) == {FERRY_ID[0], FERRY_EN[0], RICE_ID[0], RICE_EN[0]}


def test_a_pair_without_a_lexicon_is_searched_as_typed(news: Archive) -> None:
    news.set("languages", "nl,en")
    assert news.translation("panen") is None
    assert titles(news, "panen") == [RICE_ID[0]]


def test_one_of_a_family_is_shown_with_the_number_of_the_others(news: Archive) -> None:
    assert [hit.copies for hit in news.search("ferry", fold_copies=True)] == [1]
    assert [hit.copies for hit in news.search("ferry")] == [0, 0]
    assert len(news.search("ferry", fold_copies=True, limit=1)) == 1


def test_a_counterpart_of_a_hit_stands_beside_it_though_it_has_other_words(news: Archive) -> None:
    """The English text has no word that the query is translated by."""
    found = titles(news, "evakuasi pelabuhan dirawat")
    assert found[:2] == [FERRY_ID[0], FERRY_EN[0]]


def test_three_words_find_what_has_most_of_them(news: Archive) -> None:
    put(news, ("Drought in the hills", "A drought dries the wells of the hills."), "en", site="hill.test", days=40)
    found = titles(news, "panen padi kekeringan")
    assert found.index(RICE_EN[0]) < 2
    assert "Drought in the hills" not in found[: found.index(RICE_EN[0])]


def test_of_alternatives_one_is_enough(news: Archive) -> None:
    assert {RICE_EN[0], FERRY_EN[0]} <= set(titles(news, "kekeringan OR kapal"))


def test_few_of_many_are_found_by_a_filter_though_the_rarer_words_are_elsewhere(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "_MOST_RANKED", 1)
    monkeypatch.setattr(translated, "_LOOKED_AT", 1)
    for number in range(3):
        put(archive, (f"Drought {number}", f"A drought and a flood came in week {number}."), "en", site="often.test")
    for number in range(6):
        put(
            archive,
            (f"Market {number}", f"Rice, price, harvest and farmers in week {number}."),
            "en",
            site="often.test",
        )
    here = put(archive, ("Market", "The rice price fell after the harvest, farmers said."), "en", site="lone.test")
    found = archive.search("kekeringan banjir panen beras harga petani site:lone.test", across=True)
    assert [hit.id for hit in found] == [here.id]
