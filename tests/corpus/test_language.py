"""How often the language of real texts is told right: floors that only rise.

The figures themselves are in benchmarks/quality.md.
"""

import gzip
import json
from collections import defaultdict
from pathlib import Path

import pytest

from ingest import language

Texts = dict[tuple[str, str, str], list[str]]
UNKNOWN = {"ace", "ban", "bjn", "mad", "min"}  # languages of Indonesia that nothing here is known of
FLOORS = {
    ("ntrex", "id", "headline"): 0.98, ("ntrex", "id", "lead"): 1, ("ntrex", "id", "article"): 1,
    ("indon-news", "id", "lead"): 1, ("indon-news", "id", "article"): 1, ("lingua", "id", "sentence"): 0.99,
    ("bernama", "en", "headline"): 0.99, ("ntrex", "en", "headline"): 1, ("ntrex", "en", "lead"): 1,
    ("ntrex", "en", "article"): 1, ("lingua", "en", "sentence"): 1,
    ("ntrex", "ms", "lead"): 0.97, ("ntrex", "ms", "article"): 1, ("ntrex", "ms", "sentence"): 0.84,
    ("bernama", "ms", "headline"): 0.68,
    ("nusax", "jv", "social"): 0.98, ("nusax", "su", "social"): 0.97, ("nusax", "id", "social"): 0.99,
    ("ntrex", "nl", "headline"): 0.91, ("ntrex", "tl", "headline"): 0.93, ("ntrex", "de", "lead"): 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def langid() -> Texts:
    from tests.conftest import SHARED

    if not SHARED.is_dir():
        pytest.skip("needs the corpora of ../shared, which are not part of the repository")
    texts: Texts = defaultdict(list)
    for path in sorted((SHARED / "corpus" / "langid").glob("*.jsonl.gz")):
        for row in _rows(path):
            texts[row["source"], row["lang"], row["kind"]].append(row["text"])
    return texts


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def hit_rate(texts: list[str], code: str) -> float:
    return sum(language.detect(text).code == code for text in texts) / len(texts)


@pytest.mark.parametrize(
    ("group", "floor"), FLOORS.items(), ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_the_language_of_texts_is_told(langid: Texts, group: tuple[str, str, str], floor: float) -> None:
    assert hit_rate(langid[group], group[1]) >= floor


def test_indonesian_headlines_are_told_also_in_capitals(shared: Path) -> None:
    headlines = [row["headline"] for row in _rows(shared / "corpus" / "search" / "docs.jsonl.gz")]
    assert hit_rate(headlines, "id") >= 0.99
    assert hit_rate([headline.upper() for headline in headlines], "id") >= 0.985


def test_the_confidence_is_the_hit_rate(langid: Texts) -> None:
    """Of every fourth text, in each tenth that has enough of them for the error to stay below the tolerance."""
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for (_, code, _), texts in langid.items():
        for text in texts[::4] if code not in UNKNOWN else ():
            found = language.detect(text)
            tenths[int((found.confidence or 0) * 10)].append((found.confidence or 0, found.code == code))
    for answers in tenths.values():
        if len(answers) >= 300:
            mean, right = (sum(values) / len(answers) for values in zip(*answers, strict=True))
            assert mean == pytest.approx(right, abs=0.05)
    mean, right = (sum(values) / len(tenths[9]) for values in zip(*tenths[9], strict=True))
    assert mean == pytest.approx(right, abs=0.005)


def test_news_in_one_language_is_seldom_called_bilingual(shared: Path) -> None:
    articles = [row["text"] for row in _rows(shared / "corpus" / "real" / "text-id" / "indosum.jsonl.gz")][:1000]
    found = [language.detect(article) for article in articles]
    assert {answer.code for answer in found} == {"id"}
    assert sum(len(answer.shares) > 1 for answer in found) <= 10  # song texts, posts quoted in English
