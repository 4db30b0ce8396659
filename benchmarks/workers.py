"""What a second worker process gains: the same pages imported with one and with two.

    python benchmarks/workers.py [--pages 200] [--rounds 3] [FOLDER ...]

The folders hold HTML pages (.html, .html.gz); without one the example articles are taken.
When they are fewer than asked for they are taken again, as other articles. Each import is
`warta import` as a process, timed from its start to its end; the start-up, which no worker
makes shorter, is the same process with a single page, and is subtracted in the second column.
What the machine itself can gain is shown by trafilatura alone, on all pages in one process
and on half of them in each of two that have nothing to do with each other.
"""

import argparse
import gzip
import multiprocessing
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from importing import alone

from ingest.core.dates import utc_now
from ingest.core.model import Page
from ingest.formats import files

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
WARTA = [sys.executable, "-c", "from ingest.cli import main; main()"]
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.I)


def main() -> None:
    asked = arguments().parse_args()
    steps = list(product((1, 2), ("alone", "start-up", "import")))
    seconds: dict[tuple[int, str], list[float]] = {step: [] for step in steps}
    with tempfile.TemporaryDirectory() as temporary:
        folders = {"start-up": Path(temporary, "one"), "import": Path(temporary, "all")}
        write_pages(asked.folders, 1, folders["start-up"])
        write_pages(asked.folders, asked.pages, folders["import"])
        pages = [page for page in files.pages(folders["import"], now=utc_now) if isinstance(page, Page)]
        alone(pages[:20])  # warm
        for turn, (workers, step) in product(range(asked.rounds), steps):
            if step == "alone":
                took = split(pages, workers)
            else:
                took = imported(folders[step], Path(temporary, f"{turn}-{workers}-{step}.db"), workers)
            seconds[workers, step].append(took)
    report({step: statistics.median(values) for step, values in seconds.items()}, asked.pages, asked.rounds)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path, default=[EXAMPLES])
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    return parser


def imported(folder: Path, database: Path, workers: int) -> float:
    """Seconds of a whole import; a page without an article (exit code 3) does not end it."""
    command = [*WARTA, "--db", str(database), "import", "--jobs", str(workers), str(folder)]
    start = time.perf_counter()
    ended = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if ended.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} ended with {ended.returncode}")
    return time.perf_counter() - start


def split(pages: list[Page], processes: int) -> float:
    """Seconds of trafilatura on all pages, shared by so many processes."""
    context = multiprocessing.get_context("fork")
    start = time.perf_counter()
    started = [context.Process(target=alone, args=(pages[first::processes],)) for first in range(processes)]
    for process in started:
        process.start()
    for process in started:
        process.join()
    return time.perf_counter() - start


def report(median: dict[tuple[int, str], float], pages: int, rounds: int) -> None:
    print(f"{pages} pages, median of {rounds} rounds")
    print("               trafilatura alone   whole import   its start-up   import without it")
    rows = []
    for count, name in ((1, "one process"), (2, "two processes")):
        whole, start = median[count, "import"], median[count, "start-up"]
        rows.append((median[count, "alone"], whole, start, whole - start))
        print(f"{name:16}{rows[-1][0]:14.2f} s{whole:13.2f} s{start:13.2f} s{whole - start:17.2f} s")
    bare, whole, _, net = (one / two for one, two in zip(*rows, strict=True))
    print(f"two beside one  {bare:15.2f}x{whole:13.2f}x{net:33.2f}x")


def write_pages(folders: Sequence[Path], count: int, into: Path, *, is_numbered: bool = False) -> None:
    """So many pages as files; taken again, or ``is_numbered``, a page is another article.

    It says another address of itself, and each of its paragraphs ends with its number.
    """
    into.mkdir()
    found = [path for folder in folders for path in sorted(folder.glob("*.html*"))]
    for number in range(count):
        path = found[number % len(found)]
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if is_numbered or number >= len(found):
            body = another(body, number)
        (into / f"{number:05}.html").write_bytes(body)


def another(body: bytes, number: int) -> bytes:
    """A page as another article."""
    address = b'<link rel="canonical" href="https://copies.example/%d">' % number
    body = _HEAD.sub(lambda head: head[0] + address, body, count=1)  # the first that a page names counts
    return body.replace(b"</p>", b" %d</p>" % number)


if __name__ == "__main__":
    main()
