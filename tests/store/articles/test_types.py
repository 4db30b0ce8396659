import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Article
from store.articles.moments import to_text

ADDRESS = "https://berita.example/1"
WORDS = st.lists(st.text(st.characters(categories=("L", "N", "M")), min_size=1), min_size=1)
SPACE = st.sampled_from([" ", "  ", "\n", "\r\n\t", "\u00a0", "\u2003 "])


def content_hash(text: str, title: str | None = None) -> str:
    return Article(url=ADDRESS, text=text, title=title).content_hash


@given(WORDS, SPACE, SPACE)
def test_white_space_does_not_count(words: list[str], one: str, other: str) -> None:
    assert content_hash(one.join(words)) == content_hash(other + other.join(words) + other)


@given(WORDS)
def test_unicode_composition_does_not_count(words: list[str]) -> None:
    text = " ".join(words)
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert content_hash(text) == content_hash(composed) == content_hash(decomposed)


@given(WORDS, WORDS)
def test_words_count(some: list[str], others: list[str]) -> None:
    same = unicodedata.normalize("NFC", " ".join(some)) == unicodedata.normalize("NFC", " ".join(others))
    assert (content_hash(" ".join(some)) == content_hash(" ".join(others))) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nelayan pulang sore.", "Nelayan pulang pagi."),
        ("Nelayan pulang sore.", "Nelayan pulang sore"),
        ("nelayan pulang", "Nelayan pulang"),
        ("anak anak", "anakanak"),
        ("resume", "résumé"),
    ],
)
def test_a_changed_letter_changes_the_hash(one: str, other: str) -> None:
    assert content_hash(one) != content_hash(other)


def test_the_title_counts() -> None:
    assert content_hash("Teks.", title="Satu") != content_hash("Teks.", title="Dua")


def test_no_title_and_an_empty_one_are_the_same_content() -> None:
    assert content_hash("Teks.", title=None) == content_hash("Teks.", title="")


def test_the_hash_is_32_hex_digits() -> None:
    assert len(bytes.fromhex(content_hash("Teks."))) == 16


def test_metadata_does_not_change_the_hash() -> None:
    plain = Article(url=ADDRESS, text="Teks.")
    rich = Article(url="https://berita.example/2", text="Teks.", authors=("Rani",), section="Laut", language="id")
    assert plain.content_hash == rich.content_hash


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 1, 5, tzinfo=UTC), "2026-01-05T00:00:00Z"),
        (datetime(2026, 1, 5, 6, 30, tzinfo=timezone(timedelta(hours=7))), "2026-01-04T23:30:00Z"),
        (datetime(2026, 1, 5, 23, 59, 59, 999_999, tzinfo=UTC), "2026-01-05T23:59:59Z"),
        (datetime(1945, 8, 17, 3, tzinfo=UTC), "1945-08-17T03:00:00Z"),
        (datetime(999, 12, 31, tzinfo=UTC), "0999-12-31T00:00:00Z"),
        (datetime(7, 1, 2, tzinfo=UTC), "0007-01-02T00:00:00Z"),
        (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), "9999-12-31T23:59:59Z"),
    ],
)
def test_times_are_written_in_utc_with_four_digits_of_year(moment: datetime, text: str) -> None:
    assert to_text(moment) == text


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_written_times_sort_as_the_times_do(one: datetime, other: datetime) -> None:
    one, other = one.replace(microsecond=0), other.replace(microsecond=0)
    assert (to_text(one) < to_text(other)) is (one < other)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_written_time_can_be_read_again(moment: datetime) -> None:
    assert datetime.fromisoformat(to_text(moment)) == moment.replace(microsecond=0)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        to_text(datetime(2026, 1, 5))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n ", 0),
        ("— … !", 0),
        ("Perahu itu berlayar.", 3),
        ("anak-anak", 2),
        ("Harga Rp 10.000", 4),
        ("naïve résumé", 2),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, count: int) -> None:
    assert Article(url=ADDRESS, text=text).words == count


def test_unicode_composition_does_not_change_the_count() -> None:
    assert Article(url=ADDRESS, text=unicodedata.normalize("NFD", "Un résumé naïf")).words == 3
