"""What a second worker process gains: the same pages imported with one and with two.

    python benchmarks/workers.py [--pages 200] [--rounds 3] [FOLDER ...]

The folders hold HTML pages (.html, .html.gz); without one the example articles are taken.
When they are fewer than asked for they are taken again, as other articles. Each import is
`warta import` as a process, timed from its start to its end; the start-up, which no worker
makes shorter, is the same process with a single page and is subtracted in the second ratio.
"""

import argparse
import gzip
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
WARTA = [sys.executable, "-c", "from ingest.cli import main; main()"]
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.I)


def main() -> None:
    asked = arguments().parse_args()
    seconds: dict[tuple[int, int], list[float]] = {key: [] for key in product((1, 2), (1, asked.pages))}
    with tempfile.TemporaryDirectory() as temporary:
        for count in (1, asked.pages):
            write_pages(asked.folders, count, Path(temporary, str(count)))
        for turn, (workers, count) in product(range(asked.rounds), seconds):
            database = Path(temporary, f"{turn}-{workers}-{count}.db")
            seconds[workers, count].append(imported(Path(temporary, str(count)), database, workers))
    report({key: statistics.median(values) for key, values in seconds.items()}, asked.pages, asked.rounds)


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


def report(median: dict[tuple[int, int], float], pages: int, rounds: int) -> None:
    print(f"{pages} pages, median of {rounds} rounds")
    print("             whole process     start-up      without it")
    alone = {workers: median[workers, pages] - median[workers, 1] for workers in (1, 2)}
    for workers, name in ((1, "one worker"), (2, "two workers")):
        whole, start = median[workers, pages], median[workers, 1]
        print(f"{name:13}{whole:9.2f} s {start:12.2f} s {alone[workers] / (pages - 1) * 1000:10.1f} ms a page")
    print(f"two beside one{median[1, pages] / median[2, pages]:8.2f}x {alone[1] / alone[2]:29.2f}x")


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
