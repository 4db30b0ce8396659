"""A gate for what is read from real pages: floors that only rise, over the labelled pages beside the checkout.

The measures are those of ../shared/eval/score.py. Each floor is a little below what was measured, so that another
version of a library may differ in a page or two; benchmarks/quality.md has the figures.
"""

import gzip
import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ingest import assemble, extract
from ingest.model import Kind, Language, Page
from store import Article

FLOORS = {
    "ALL": {"F1": 0.960, "title": 0.868, "author": 0.815, "date": 0.883},
    "lang=id": {"F1": 0.955, "title": 1.0, "author": 1.0, "date": 1.0},
    "aeb": {"F1": 0.973},
    "fundus": {"F1": 0.963, "title": 0.825, "author": 0.920, "date": 0.953},
    "idn": {"F1": 0.948, "title": 1.0, "date": 1.0},
    "n4k": {"F1": 0.962, "title": 0.90, "author": 0.70, "date": 1.0},
    "traf": {"title": 0.845, "author": 0.675, "date": 0.828},
    "wcxbdev": {"F1": 0.948, "title": 0.893, "author": 0.800, "date": 0.830},
}
UNKNOWN = Language(code=None, reason="not asked")


@pytest.fixture(scope="module")
def measured(shared: Path) -> dict[str, dict[str, float]]:
    """Each measure by set of pages; the harmonic mean of precision and recall over all pages is F1."""
    score = _score(shared / "eval" / "score.py")
    found: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number, page in enumerate(_rows(shared / "corpus" / "extract" / "manifest.jsonl.gz")):
        body = gzip.decompress((shared / "corpus" / "extract" / page["html"]).read_bytes())
        article = _article(body, f"https://page-{number}.score.test/{page['id']}")
        own = "lang=id" if page.get("lang") == "id" else page["dataset"]
        for measure, value in _measures(score, page, article):
            for name in {"ALL", own, page["dataset"]}:
                found[name][measure].append(value)
    return {name: _means(values) for name, values in found.items()}


@pytest.mark.parametrize(
    ("name", "measure"), [(name, measure) for name, floors in FLOORS.items() for measure in floors]
)
def test_no_measure_falls_below_its_floor(measured: dict[str, dict[str, float]], name: str, measure: str) -> None:
    assert measured[name][measure] >= FLOORS[name][measure]


def _article(body: bytes, url: str) -> Article | None:
    page = Page(url=url, body=body, kind=Kind.PAGE, fetched=datetime.now(UTC), content_type="text/html; charset=utf-8")
    draft = extract.draft(page)
    return assemble.article(page, draft, UNKNOWN) if draft else None


def _measures(score: ModuleType, page: dict[str, Any], article: Article | None) -> Iterator[tuple[str, float]]:
    text, title, authors, date = "", "", "", ""
    if article is not None:
        text, title, authors = article.text, article.title or "", json.dumps(article.authors)
        date = article.published.isoformat() if article.published else ""
    if page.get("text"):
        true, ours = score.shingles(page["text"]), score.shingles(text)
        hits = sum((true & ours).values())
        yield "precision", score.ratio(hits, sum((ours - true).values()))
        yield "recall", score.ratio(hits, sum((true - ours).values()))
    if page.get("title"):
        yield "title", score.fold(page["title"]) == score.fold(title)
    if page.get("author"):
        true, ours = score.people(page["author"]), score.people(authors)
        yield "author", 2 * len(true & ours) / (len(true) + len(ours)) if true and ours else 0.0
    if page.get("date"):
        yield "date", str(page["date"])[:10] == date[:10]


def _means(values: dict[str, list[float]]) -> dict[str, float]:
    means = {measure: sum(each) / len(each) for measure, each in values.items()}
    if "precision" in means:
        precision, recall = means.pop("precision"), means.pop("recall")
        means["F1"] = 2 * precision * recall / (precision + recall)
    return means


def _score(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
