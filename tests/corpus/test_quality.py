"""A gate for what is read from real pages: floors that only rise, over the labelled pages beside the checkout.

Each floor is a little below what was measured, so that another version of a library may differ in a page or two;
benchmarks/quality.md has the figures and the program that makes them.
"""

import gzip
from pathlib import Path

import pytest

from tests import scripts

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FLOORS = {
    "ALL": {"F1": 0.963, "title": 0.885, "author": 0.838, "date": 0.883, "day": 0.912},
    "lang=id": {"F1": 0.955, "title": 1.0, "author": 1.0, "date": 1.0, "day": 1.0},
    "aeb": {"F1": 0.973},
    "fundus": {"F1": 0.966, "title": 0.825, "author": 0.928, "date": 0.953, "day": 0.988},
    "idn": {"F1": 0.948, "title": 1.0, "date": 1.0},
    "n4k": {"F1": 0.962, "title": 0.90, "author": 0.70, "date": 1.0},
    "traf": {"title": 0.865, "author": 0.705, "date": 0.828, "day": 0.914},
    "wcxbdev": {"F1": 0.948, "title": 0.893, "author": 0.825, "date": 0.830, "day": 0.826},
}
Measured = dict[tuple[str, str], float]  # by set of pages and measure


@pytest.fixture(scope="module")
def measured(shared: Path) -> Measured:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        program = scripts.load(BENCHMARKS / "extraction.py")
        read = scripts.load(BENCHMARKS / "extractors.py").warta()
    corpus = shared / "corpus" / "extract"
    measures, gold = program.measures_of(corpus), program.manifest(corpus)
    scores = {}
    for number, page in enumerate(gold):
        html = gzip.decompress((corpus / page["html"]).read_bytes()).decode("utf-8", "replace")
        found = read(html, f"https://page-{number}.score.test/{page['id']}")
        scores[page["id"]] = program.scored(measures, page, program.asdict(found))
    return {
        (name, measure): program.mean(measure, [scores[page] for page in pages])
        for measure, needed in {
            "F1": "text",
            "title": "title",
            "author": "author",
            "date": "date",
            "day": "date",
        }.items()
        for name, pages in program.groups(gold, needed).items()
    }


@pytest.mark.parametrize(
    ("name", "measure"), [(name, measure) for name, floors in FLOORS.items() for measure in floors]
)
def test_no_measure_falls_below_its_floor(measured: Measured, name: str, measure: str) -> None:
    assert measured[name, measure] >= FLOORS[name][measure]
