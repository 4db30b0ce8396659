import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import language
from ingest.core import charset
from ingest.language import words
from tests.language.sentences import HEADLINES, SENTENCES, lines

INDONESIAN = "Gubernur mengatakan jalan yang rusak akan diperbaiki sebelum musim hujan tiba."


@pytest.mark.parametrize(("text", "code"), lines(SENTENCES))
def test_each_sentence_is_told(text: str, code: str) -> None:
    found = language.detect(text)
    assert found.code == code
    assert found.shares == {code: 1}


@pytest.mark.parametrize(("text", "code"), lines(HEADLINES))
def test_each_headline_is_told_whatever_names_are_in_it(text: str, code: str) -> None:
    assert language.detect(text).code == code


def test_headlines_in_capitals_are_read_like_any_other() -> None:
    right = [language.detect(text.upper()).code == code for text, code in lines(HEADLINES)]
    assert right.count(False) <= 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Die Regierung will die Straße noch vor dem Winter reparieren lassen.", "de"),
        ("Le gouvernement veut réparer la route avant l'hiver.", "fr"),
        ("知事は雨期の前に道路を修理すると述べた。", "ja"),
        ("省长说，这条路将在雨季之前修好。", "zh"),
        ("ผู้ว่าราชการจังหวัดกล่าวว่าถนนจะได้รับการซ่อมแซมก่อนฤดูฝน", "th"),
        ("وقال المحافظ إن الطريق سيتم إصلاحه قبل موسم الأمطار.", "ar"),
        ("Губернатор сказал, что дорогу починят до начала дождей.", "ru"),
    ],
)
def test_languages_outside_the_pair_are_told(text: str, code: str) -> None:
    assert language.detect(text).code == code


def test_names_in_latin_letters_do_not_hide_the_script_around_them() -> None:
    assert language.detect("歌手Rhoma Irama将在Jakarta举行音乐会，门票已经售完。").code == "zh"


@pytest.mark.parametrize("text", ["", "   ", "1234 5678", "12.500 – 3/4 %", "😀 🎉", "\x00", "\ud800", "\u202e"])
def test_a_text_without_letters_has_no_language_and_a_reason(text: str) -> None:
    found = language.detect(text)
    assert (found.code, found.confidence, found.shares) == (None, None, {})
    assert found.reason == "the text holds no letters"


@pytest.mark.parametrize("text", ["ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺᚾᛁ", "a" * 2_000, "https://a.example/berita/jalan-rusak"])
def test_letters_that_are_no_words_have_no_language_and_a_reason(text: str) -> None:
    found = language.detect(text)
    assert found.code is None
    assert found.reason


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 jalan rusak",
        "\u202ejalan\u202c rusak",
        "ber\u00adita",
        "x",
        "😀 a",
        "a" + "\u0301" * 50,
        "ﷺ" * 3_000,
        "İ" * 3_000,
    ],
)
def test_odd_text_gets_an_answer(text: str) -> None:
    found = language.detect(text)
    assert (found.code is None) == (found.reason is not None)


@pytest.mark.usefixtures("no_hang")
@pytest.mark.parametrize(
    ("piece", "code"),
    [
        ("a", None),
        ("1 ", None),
        ("jalan rusak ", "id"),
        ("路", "ko"),
        ("a\n", "hu"),
        ("\u202e", None),
        ("http://a.example/ ", "en"),
    ],
)
def test_ten_megabytes_are_sampled(piece: str, code: str | None) -> None:
    text = piece * (10_000_000 // len(piece))
    assert sum(characters for characters, _ in words.paragraphs(text)) <= 6_000
    assert language.detect(text).code == code


def test_the_end_of_a_long_text_counts_like_its_beginning() -> None:
    english = "The road would be repaired before the rains, the governor said.\n"
    one, other = (INDONESIAN + "\n") * 2_000, english * 2_000
    assert language.detect(one + other).shares == pytest.approx({"id": 0.54, "en": 0.46}, abs=0.1)
    assert language.detect(one + other * 9).code == language.detect(other * 9 + one).code == "en"


SHORT = "Pasar Baru Expo 2026"


def test_the_same_text_gets_the_same_answer_in_every_process_and_thread() -> None:
    here = language.detect(SHORT)
    program = f"from ingest import language; print(language.detect({SHORT!r}))"
    there = {subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout for _ in range(2)}
    assert there == {f"{here}\n"}
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(str, pool.map(language.detect, [SHORT] * 20))) == {str(here)}


@given(st.permutations(list(range(8))))
def test_the_order_of_paragraphs_does_not_matter(order: list[int]) -> None:
    sentences = [text for text, code in lines(SENTENCES) if code in ("id", "jv")][8:16]
    found, moved = (language.detect("\n".join(sentences[place] for place in places)) for places in (range(8), order))
    assert (moved.code, moved.confidence, moved.shares) == (found.code, found.confidence, found.shares)


def test_the_pair_decides_what_is_hard_to_tell() -> None:
    assert language.detect("Festival", ("id", "en")).code == "en"
    assert language.detect("Festival", ("de", "fr")).code == "fr"


def test_malay_in_the_pair_needs_no_words_of_its_own() -> None:
    either = "Jalan itu ditutup sejak pagi"
    assert language.detect(either).code == "id"
    assert language.detect(either, ("ms", "en")).code == "ms"


def test_little_evidence_is_little_confidence() -> None:
    amount, article = language.detect("Rp 10.000"), language.detect("\n".join([INDONESIAN] * 5))
    assert amount.confidence is not None
    assert article.confidence is not None
    assert amount.confidence < 0.4 < 0.99 < article.confidence


@given(st.text())
@settings(deadline=None)
def test_every_text_gets_a_language_or_a_reason(text: str) -> None:
    found = language.detect(text)
    assert (found.code is None) == (found.reason is not None)
    assert found.code is None or (found.confidence is not None and 0 < found.confidence < 1)


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_in_no_language(seed: int) -> None:
    data = Random(seed).randbytes(3000)
    found = language.detect(charset.decode(data, None))
    assert (found.code, found.reason) == (None, "it is no text but other bytes")
    assert language.detect("Nelayan menebar rumpon bambu di teluk itu \ufffd sejak pagi").code == "id"
