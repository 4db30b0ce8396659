"""How right text, title, authors and date are, beside warta's peers on the same labelled pages.

    python benchmarks/extraction.py CORPUS [--only NAME ...] [--python PYTHON] [--save FILE]
    python benchmarks/extraction.py CORPUS --tables FILE ...

CORPUS is a folder with manifest.jsonl.gz and the pages that it names; ../../eval/score.py beside it has the measures.
A tool that this interpreter cannot import is looked for in each PYTHON, an interpreter with an environment of its own
(the option may be given again): newspaper4k, news-please and fundus do not go together with warta's packages. What no
interpreter has is left out, with a line that says so. --save keeps what was found instead of showing tables, --tables
shows those of such files.

A tool gets the page and an address that tells nothing; its own fields are taken as they are. Connections are refused.
A page on which it fails, or takes longer than a minute, counts as one in which nothing was found. fundus has a parser
for each version of each publisher's pages, and is asked only for pages whose version the corpus names: those are its
own tests, so its figures there are no measurement but a check of the labels. Likewise traf are trafilatura's tests, n4k
those of newspaper4k, and all of ../shared/corpus/extract was in sight while warta's rules were made.
"""

import argparse
import gzip
import importlib.util
import json
import logging
import signal
import socket
import subprocess
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, NoReturn

from extractors import TOOLS, Found, Reader, Tool

LONGEST_SECONDS = 60
WARM = (
    "<html><head><title>Harga garam naik</title></head><body><article><h1>Harga garam naik</h1>"
    + "<p>Harga garam di pasar naik pekan ini, kata para petani di pesisir yang menunggu hujan reda.</p>" * 8
    + "</article></body></html>"
)
Gold = dict[str, Any]  # a line of the manifest


@dataclass(slots=True)
class Result:
    """What a tool found on each page, by its id, and what that cost."""

    version: str
    milliseconds: float = 0.0  # of processor time, all pages
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)  # the fields of Found
    failed: dict[str, str] = field(default_factory=dict)  # what it said instead


class TooLong(BaseException):
    """A page took a minute; no ``except Exception`` of a tool is to swallow it."""


def main() -> None:
    asked = arguments().parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    names = asked.only or list(TOOLS)
    measures, gold = measures_of(asked.corpus), manifest(asked.corpus)
    if asked.tables:
        report(measures, gold, loaded(asked.tables))
        return
    results = measured(asked.corpus, gold, names)
    for python in asked.python:
        results |= elsewhere(python, asked.corpus, [name for name in names if name not in results])
    for name in names:
        if name not in results:
            print(f"{name}: left out, none of the interpreters named has {TOOLS[name].package or 'its packages'}")
    if asked.save:
        asked.save.write_text(json.dumps({name: asdict(result) for name, result in results.items()}))
    elif results:
        report(measures, gold, {name: results[name] for name in names if name in results})


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    parser.add_argument("--only", metavar="NAME", nargs="+", choices=list(TOOLS), help=", ".join(TOOLS))
    parser.add_argument("--python", metavar="PYTHON", action="append", default=[])
    parser.add_argument("--save", metavar="FILE", type=Path)
    parser.add_argument("--tables", metavar="FILE", type=Path, nargs="+")
    return parser


def measures_of(corpus: Path) -> ModuleType:
    """The program that scores an installed warta on the same corpus."""
    path = corpus.resolve().parent.parent / "eval" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None or not path.exists():
        raise SystemExit(f"{path} is not there; the measures are taken from it")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def manifest(corpus: Path) -> list[Gold]:
    path = corpus / "manifest.jsonl.gz"
    if not path.exists():
        raise SystemExit(f"{path} is not there; CORPUS is a folder like ../shared/corpus/extract")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def loaded(files: Iterable[Path]) -> dict[str, Result]:
    """What --save kept; of a tool that is in two files the first counts."""
    results: dict[str, Result] = {}
    for path in files:
        try:
            kept = {name: Result(**fields) for name, fields in json.loads(path.read_text()).items()}
        except (OSError, ValueError, TypeError, AttributeError):
            raise SystemExit(f"{path} cannot be read as what --save kept") from None
        results = kept | results
    return {name: results[name] for name in TOOLS if name in results}


# -- the run


def elsewhere(python: str, corpus: Path, names: list[str]) -> dict[str, Result]:
    """What the tools of another interpreter find, by the same program."""
    if not names:
        return {}
    with tempfile.TemporaryDirectory() as temporary:
        kept = Path(temporary, "results.json")
        command = [python, __file__, str(corpus), "--save", str(kept), "--only", *names]
        try:
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        except OSError as error:
            raise SystemExit(f"{python} cannot be run: {error.strerror}") from None
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
        return loaded([kept])


def measured(corpus: Path, gold: list[Gold], names: list[str]) -> dict[str, Result]:
    """What those of the tools find that can be imported here, one after the other."""
    stay_offline()
    results = {}
    for name in names:
        tool = TOOLS[name]
        try:
            reader, release = tool.load(), version(tool.package) if tool.package else "this checkout"
        except (ImportError, PackageNotFoundError):
            continue
        results[name] = Result(release)
        _run(reader, _pages(corpus, gold, tool), results[name])
    return results


def _run(reader: Reader, pages: Iterator[tuple[str, str, str]], result: Result) -> None:
    _one(reader, WARM, "https://warm.score.test/fundus-id-MediaIndonesia-V1")
    for key, html, url in pages:
        start = time.process_time()
        found = _one(reader, html, url)
        result.milliseconds += (time.process_time() - start) * 1000
        if isinstance(found, str):
            result.failed[key] = found
        result.pages[key] = asdict(Found() if isinstance(found, str) else found)


def _one(reader: Reader, html: str, url: str) -> Found | str:
    """What is found on a page, or how the reader failed."""
    try:
        with alarm():
            return reader(html, url)
    except TooLong:
        return f"longer than {LONGEST_SECONDS} s"
    except Exception as error:  # of any kind: the code is other people's
        return " ".join(f"{type(error).__name__}: {error}".split())[:120]


def _pages(corpus: Path, gold: list[Gold], tool: Tool) -> Iterator[tuple[str, str, str]]:
    """Key, text and address of each page that a tool can read; the address is that of score.py."""
    for number, page in enumerate(gold):
        if not tool.datasets or page["dataset"] in tool.datasets:
            html = gzip.decompress((corpus / page["html"]).read_bytes()).decode("utf-8", "replace")
            yield page["id"], html, f"https://page-{number}.score.test/{page['id']}"


def stay_offline() -> None:
    """Refuse every connection: a tool that asks the network for something has to do without."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError("there is no network in a benchmark")

    socket.socket.connect = socket.getaddrinfo = refuse  # type: ignore[assignment, method-assign]


@contextmanager
def alarm() -> Iterator[None]:
    """Raise TooLong in what is still under way after a minute."""

    def ring(number: int, frame: FrameType | None) -> NoReturn:
        raise TooLong

    signal.signal(signal.SIGALRM, ring)
    signal.alarm(LONGEST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


# -- the tables

Scores = dict[str, float | None]  # of a page by measure; without what its labels do not have


def report(measures: ModuleType, gold: list[Gold], results: dict[str, Result]) -> None:
    """A table a measure, then what it cost."""
    scores = {
        name: {
            page["id"]: scored(measures, page, result.pages[page["id"]]) for page in gold if page["id"] in result.pages
        }
        for name, result in results.items()
    }
    shown = {"F1": "Body, F1", "P": "Body, precision", "R": "Body, recall"}
    for measure, heading in (shown | {"title": "Title", "author": "Authors, F1", "day": "Date"}).items():
        needed = "text" if measure in shown else "date" if measure == "day" else measure
        named = {name: scores[name] for name in results if needed in TOOLS[name].measures}
        print(f"\n## {heading}\n\n| set | pages | {' | '.join(named)} |\n| --- {'| ---: ' * (len(named) + 1)}|")
        for group, pages in groups(gold, needed).items():
            cells = (_cell(measure, [of.get(page) for page in pages]) for of in named.values())
            print(f"| {group} | {len(pages)} | {' | '.join(cells)} |")
    _cost(results)


def groups(gold: list[Gold], needed: str) -> dict[str, list[str]]:
    """The pages of each row that have such a label, by id; all, those in Indonesian, each set."""
    rows: dict[str, list[str]] = {"ALL": [], "lang=id": []}
    for page in sorted(gold, key=lambda page: str(page["dataset"])):
        rows.setdefault(page["dataset"], [])
        if page.get(needed):
            for row in ("ALL", page["dataset"], *(["lang=id"] if page.get("lang") == "id" else [])):
                rows[row].append(page["id"])
    return {row: pages for row, pages in rows.items() if pages}


def scored(measures: ModuleType, page: Gold, found: dict[str, Any]) -> Scores:
    """How right each field is, where the page has a label for it; as score.py counts."""
    scores: Scores = {}
    if page.get("text"):
        true, ours = measures.shingles(page["text"]), measures.shingles(found["text"])
        hit = sum((true & ours).values())
        scores["P"] = measures.ratio(hit, sum((ours - true).values())) if ours else None
        scores["R"] = measures.ratio(hit, sum((true - ours).values()))
    if page.get("title"):
        scores["title"] = float(measures.fold(page["title"]) == measures.fold(found["title"]))
    if page.get("author"):
        true, ours = measures.people(page["author"]), measures.people(found["authors"])
        scores["author"] = 2 * len(true & ours) / (len(true) + len(ours)) if true and ours else 0.0
    if page.get("date"):
        labelled = str(page["date"])[:10]
        scores["date"] = float(labelled == str(found["published"] or "")[:10])
        scores["day"] = float(labelled == day_of(found))
    return scores


def day_of(found: dict[str, Any]) -> str:
    """The day that a tool tells, in the outlet's calendar where it knows one; "" without any."""
    return str(found.get("day") or found["published"] or "")[:10]


def _cell(measure: str, pages: list[Scores | None]) -> str:
    """The mean over the pages of a row; nothing for a tool that does not read all of them."""
    known = [page for page in pages if page is not None]
    return "" if len(known) < len(pages) else f"{mean(measure, known):.3f}".removeprefix("0")


def mean(measure: str, pages: list[Scores]) -> float:
    """Of pages that have such a label; F1 is that of mean precision and mean recall."""
    if measure == "F1":
        precision, recall = mean("P", pages), mean("R", pages)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    values = [value for page in pages if (value := page[measure]) is not None]  # no precision where no text was found
    return sum(values) / len(values) if values else 0.0


def _cost(results: dict[str, Result]) -> None:
    print("\n## Processor time and failures\n\n| tool | version | pages | ms a page | failed |")
    print("| --- | --- | ---: | ---: | ---: |")
    for name, result in results.items():
        count = len(result.pages)
        print(f"| {name} | {result.version} | {count} | {result.milliseconds / count:.1f} | {len(result.failed)} |")
    for name, result in results.items():
        for said, count in Counter(result.failed.values()).most_common():
            print(f"\n{name}: {count} x {said}")


if __name__ == "__main__":
    main()
