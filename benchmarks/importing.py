"""What an import costs beside bare trafilatura on the same pages, and what importing again costs.

    python benchmarks/importing.py [FOLDER] [ROUNDS]

The folder holds HTML pages (.html, .html.gz); without one the example articles are taken.
Each round times, in turn: trafilatura with metadata alone, in this process; everything that
an import does with a page (metadata, text, language, storing) with one worker process and
with two, their start included; the same import again.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from ingest import import_
from ingest.core import charset
from ingest.core.dates import utc_now
from ingest.core.model import Page
from ingest.formats import files


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "examples" / "articles"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    pages = [page for page in files.pages(folder, now=utc_now) if isinstance(page, Page)]
    alone(pages)  # warm: profiles, dictionaries, regular expressions
    names = ("trafilatura alone", "import, one worker", "import, two workers", "import again")
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as temporary:
            one, two = Path(temporary, "one.db"), Path(temporary, "two.db")
            seconds["trafilatura alone"].append(timed(alone, pages))
            seconds["import, one worker"].append(timed(imported, folder, one, 1))
            seconds["import, two workers"].append(timed(imported, folder, two, 2))
            seconds["import again"].append(timed(imported, folder, two, 2))
    base = statistics.median(seconds["trafilatura alone"])
    print(f"{len(pages)} pages of {folder}, median of {rounds} rounds")
    for name, values in seconds.items():
        middle = statistics.median(values)
        print(f"{name:20} {middle / len(pages) * 1000:7.2f} ms a page  {middle / base:5.2f}x")


def alone(pages: list[Page]) -> None:
    for page in pages:
        trafilatura.bare_extraction(charset.decode(page.body), with_metadata=True, include_comments=False)


def imported(folder: Path, database: Path, jobs: int) -> None:
    import_(database, [str(folder)], jobs=jobs)


def timed(work: Callable[..., None], *arguments: object) -> float:
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
