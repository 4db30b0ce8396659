"""Of very many that match: which are ranked, and what follows them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from store import Archive, Article
from store.search import finder, places, ranking
from tests.store.search.searching import found


@pytest.fixture
def harvest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """Fifty articles with a common word, four with a rare one; so few may be ranked that the common ones are not."""
    monkeypatch.setattr(ranking, "_MOST_RANKED", 10)
    monkeypatch.setattr(places, "_LOOKED_AT", 1)
    with Archive(tmp_path / "harvest.db") as archive:
        for n in range(54):
            text = "Tambak garam Madura." if n % 13 == 7 else "Pasar beras, kabar pasar."
            archive.put(Article(url=str(n), text=text, site="kompas.com" if n % 2 else None))
        yield archive


def test_of_many_articles_with_some_of_the_words_those_with_the_rarer_one_come_first(harvest: Archive) -> None:
    some = harvest.search("pasar tambak -bulan", limit=4)
    assert sorted(hit.url for hit in some) == ["20", "33", "46", "7"]
    assert {hit.matched for hit in some} == {"some"}


@pytest.mark.parametrize("query", ["pasar tambak", "pasar tambak site:kompas.com", "pasar kabar tambak"])
def test_where_too_few_have_the_rarer_word_the_others_follow(harvest: Archive, query: str) -> None:
    assert len(found(harvest, query, limit=20)) == 20


@pytest.fixture
def market(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Thirty articles with a common word, five of them in the headline, of which six are looked at again."""
    monkeypatch.setattr(ranking, "_MOST_COUNTED", 10)
    monkeypatch.setattr(ranking, "_MOST_WALKED", 12)
    monkeypatch.setattr(places, "_LOOKED_AT", 6)
    for number in range(30):
        day = datetime(2026, 1, 1 + number, tzinfo=UTC)
        title = f"Cabai {number}" if number % 6 == 1 else f"Pasar {number}"
        text = f"Harga cabai {'cabai ' * (number % 4)} di pasar."
        archive.put(Article(url=str(number), title=title, text=text, language="id", published=day))
    archive._connection.execute("UPDATE articles SET published = '2026-01-02T12:00:00Z' WHERE url = '25'")
    return archive


def test_of_very_many_those_with_the_word_in_the_headline_come_first_then_the_latest(market: Archive) -> None:
    titled = {"1", "7", "13", "19", "25"}
    assert set(found(market, "cabai", limit=5)) == titled
    assert set(found(market, "cabai", limit=12)) - titled <= {str(number) for number in range(17, 30)}
    assert len(found(market, "cabai", limit=17)) == 17
    assert len(found(market, "cabai", limit=100)) == 30


def test_of_very_many_headlines_the_latest_come_first(market: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "_MOST_TITLED", 3)
    assert set(found(market, "cabai", limit=3)) == {"13", "19", "25"}
    assert len(set(found(market, "cabai", limit=12))) == 12


def test_a_longer_answer_begins_as_a_shorter_one(market: Archive) -> None:
    longest = found(market, "cabai", limit=16)
    for limit in (3, 5, 8, 12):
        assert found(market, "cabai", limit=limit) == longest[:limit]


def test_of_very_many_in_a_window_a_corrected_date_counts(market: Archive) -> None:
    window = {"since": date(2026, 1, 1), "until": date(2026, 1, 12)}
    assert set(found(market, "cabai", limit=13, **window)) == {*map(str, range(12)), "25"}
    assert set(found(market, "cabai -harga", limit=3)) == set()


# -- some of the words, where each is common


@pytest.fixture
def ports(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Sixty articles of which each has one of three words, and three early ones two of them."""
    monkeypatch.setattr(ranking, "_MOST_RANKED", 10)
    monkeypatch.setattr(places, "_LOOKED_AT", 5)
    archive.links = False
    for number in range(60):
        pair = {4: "kapal layar", 5: "layar nelayan", 9: "kapal nelayan"}.get(number)
        text = f"Kabar {pair or ('kapal', 'layar', 'nelayan')[number % 3]} hari ini."
        published = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
        archive.put(Article(url=str(number), text=text, published=published))
    return archive


def test_where_each_word_is_common_those_with_two_of_them_come_first(ports: Archive) -> None:
    first = found(ports, "kapal layar nelayan", limit=3)
    assert {"4", "5", "9"} & set(first)  # a pair without the rarest one may be too early
    assert len(found(ports, "kapal layar nelayan", limit=60)) == 60


def test_what_must_not_be_there_is_not_among_the_latest(ports: Archive) -> None:
    assert not set(found(ports, "kapal layar nelayan -kapal", limit=60)) & {str(number) for number in range(0, 60, 3)}


@pytest.mark.parametrize("query", ["kapal OR layar", "kapal OR layar OR (nelayan -layar)"])
def test_alternatives_of_common_words_are_all_found(
    ports: Archive, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = set(found(ports, query, limit=100))
    monkeypatch.setattr(ranking, "_MOST_COUNTED", 10)
    monkeypatch.setattr(ranking, "_MOST_BESIDE", 25)
    monkeypatch.setattr(ranking, "_MOST_WALKED", 12)
    assert set(found(ports, query, limit=100)) == whole
    assert len(found(ports, query, limit=7)) == 7


# -- a window of days


def test_where_most_in_the_range_are_of_other_days_those_inside_are_found(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_LOOKED_AT", 1)
    archive.links = False
    for number in range(40):  # the day before is in the range of ids, and ranked first
        day = datetime(2026, 3, 4, tzinfo=UTC) + timedelta(minutes=number)
        archive.put(Article(url=f"before{number}", text="Garam, garam dan garam.", published=day))
    for number in range(3):
        day = datetime(2026, 3, 5, number, tzinfo=UTC)
        archive.put(Article(url=f"inside{number}", text=f"Harga garam hari ini naik lagi {number}.", published=day))
    window = {"since": date(2026, 3, 5), "until": date(2026, 3, 5)}
    inside = {"inside0", "inside1", "inside2"}
    assert len(inside.intersection(found(archive, "garam", limit=2, **window))) == 2
    assert set(found(archive, "garam", limit=50, **window)) == inside


def test_many_are_counted_by_how_close_together_the_latest_are(ports: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    find = finder.Finder(ports._connection, "kabar", places.NO_QUERY, places.Window())
    assert find.about("kapal") == 21
    monkeypatch.setattr(finder, "_COUNTED", 5)
    again = finder.Finder(ports._connection, "kabar", places.NO_QUERY, places.Window())
    assert 15 <= again.about("kapal") <= 27
    assert (again.has("kapal", 21), again.has("kapal", 22)) == (True, False)
