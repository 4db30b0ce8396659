"""Pages of which something is still read wrong, and why, as a table; by their ids, for the texts are other people's.

    python benchmarks/wrong.py CORPUS      (../shared/corpus/extract)

The reasons are told from the page: whether what the label says stands on it at all, and as what.
"""

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import trafilatura
from extraction import Gold, day_of, manifest, measures_of, scored
from extractors import warta

from ingest.core import dates
from ingest.extract import dom
from ingest.extract.metadata import head, jsonld

LEAST = 0.9  # F1 of a text
MONTHS = ("jan", "feb", "m[aä]r", "apr", "ma[iy]", "jun", "jul", "aug", "sep", "o[ck]t", "nov", "de[cz]")


def main() -> None:
    corpus = Path(sys.argv[1])
    measures, read = measures_of(corpus), warta()
    wrong: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for number, page in enumerate(manifest(corpus)):
        html = gzip.decompress((corpus / page["html"]).read_bytes()).decode("utf-8", "replace")
        found = read(html, f"https://page-{number}.score.test/{page['id']}")
        fields = {
            "text": found.text,
            "title": found.title,
            "authors": found.authors,
            "published": found.published,
            "day": found.day,
        }
        for measure, reason in reasons(measures, page, fields, html):
            wrong[measure, reason].append(page["id"])
    print("| what | why | pages | which |\n| --- | --- | ---: | --- |")
    for (measure, reason), pages in sorted(wrong.items(), key=lambda row: (row[0][0], -len(row[1]))):
        print(f"| {measure} | {reason} | {len(pages)} | {', '.join(pages)} |")


def reasons(measures: ModuleType, page: Gold, found: dict[str, Any], html: str) -> Iterator[tuple[str, str]]:
    """What is wrong and why."""
    scores = scored(measures, page, found)
    if "P" in scores:
        precision, recall = scores["P"] or 0.0, scores["R"] or 0.0
        if 2 * precision * recall < LEAST * (precision + recall):
            yield "text", "less than the article" if recall < precision else "more than the article"
    if scores.get("title") == 0:
        yield "title", _of_title(page["title"], found["title"], html)
    if scores.get("author", 1) != 1:
        yield "author", _of_author(measures.people(page["author"]), measures.people(found["authors"]), html)
    if scores.get("day") == 0:
        yield "date", _of_date(page["date"][:10], day_of(found), html)


def _of_title(label: str, ours: str | None, html: str) -> str:
    tree = trafilatura.load_html(html)
    said = head.parse(tree)
    own, printed = dom.fold(label), {*map(dom.fold, said.headings)}
    declared = dom.fold(" ".join(filter(None, (said.title, said.first("og:title"), jsonld.parse(tree).headline))))
    if dom.fold(ours) in printed and own not in printed and own in declared:
        return "the label is what is declared, ours the heading that is printed"
    if own not in dom.fold("".join(tree.itertext())) and own not in declared:
        return "the label is not on the page"
    if dom.fold(ours) in own or own in dom.fold(ours):
        return "with or without a kicker, a subtitle or the outlet"
    return "another heading"


def _of_author(label: set[str], ours: set[str], html: str) -> str:
    text = dom.fold(html)
    if label & ours:
        return "some of the names, or more"
    if not any(dom.fold(name) in text for name in label):
        return "the label is not on the page"
    if ours:
        return "other names"
    return "only in a line that nothing marks as a byline"


def _of_date(label: str, ours: str | None, html: str) -> str:
    day = datetime.fromisoformat(label).replace(tzinfo=UTC)
    tree = trafilatura.load_html(html)
    said, declared = head.parse(tree), jsonld.parse(tree)
    values = (declared.published, said.first("article:published_time"))
    if ours and any(value and value.startswith(label) and not ours.startswith(label) for value in values):
        return "the day in UTC is another than in the zone of the page"
    changed = dates.parse(declared.modified or said.first("article:modified_time", "og:updated_time", "updated") or "")
    if changed and abs(changed - day) < timedelta(hours=36):
        return "the label is when it was changed"
    if not re.search(_written(day), html, re.I):
        return "the label is not on the page" + ("" if ours is None else ", another date is")
    return "not found" if ours is None else "another date"


def _written(day: datetime) -> str:
    """How a date may be written."""
    month, space = MONTHS[day.month - 1], r"(?:\s|&nbsp;)+"
    return "|".join((
        rf"{day.year}[-/]?0?{day.month}[-/]?0?{day.day}(?!\d)",
        rf"(?<!\d)0?{day.day}[./-]0?{day.month}[./-](?:{day.year}|{day:%y})(?!\d)",
        rf"(?<!\d)0?{day.month}/0?{day.day}/{day.year}",
        rf"{month}\w*\.?{space}{day.day}(?:st|nd|rd|th)?,?{space}{day.year}",
        rf"(?<!\d)0?{day.day}\.?{space}{month}\w*\.?,?{space}{day.year}",
    ))  # fmt: skip


if __name__ == "__main__":
    main()
