"""What it costs to extract pages to Parquet and to take the shards into an archive: processor time of all processes.

    python benchmarks/extracting.py SOURCE ...

The sources are files and folders that `warta extract` reads. Each step is a process from its start to its end; its
start-up is the same with a single page, and what a page costs is the rest by the number of pages. Trafilatura alone
reads the same pages in one process beside it: on a busy machine the ratio counts.
"""

import argparse
import ctypes
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from importing import alone

from ingest.core.dates import utc_now
from ingest.core.model import Page
from ingest.formats import files

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
WARTA = [sys.executable, "-c", "from ingest.cli import main; main()"]
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: processes whose parent has ended become ours, and are counted
_MILLION = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", metavar="SOURCE", nargs="+", type=Path)
    asked = parser.parse_args()
    ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        one = min(EXAMPLES.glob("*.html"), key=lambda path: path.stat().st_size)
        start, cost = (
            seconds("extract", *sources, "--out", folder / name)
            for name, sources in (("one", [one]), ("all", asked.sources))
        )
        told = json.loads((folder / "all" / "_manifest.json").read_bytes())
        articles, pages = told["articles"], told["articles"] + told["failed"]
        found = [
            each for source in asked.sources for each in files.pages(source, now=utc_now) if isinstance(each, Page)
        ]
        alone(found[:20])  # warm
        before = time.process_time()
        alone(found)
        row("trafilatura alone, a page", f"{1000 * (time.process_time() - before) / len(found):.1f} ms")
        each = 1000 * (cost - start) / pages
        print(f"{pages} pages, {articles} of them articles, in {told['shards']} shards")
        row("extract, start-up", f"{start:.2f} s")
        row("extract, a page", f"{each:.1f} ms", f"{each * _MILLION / 3.6e6:.1f} h a million")
        db = folder / "shards.db"
        start = seconds("--db", folder / "one.db", "import", folder / "one")
        each = 1000 * (seconds("--db", db, "import", folder / "all") - start) / articles
        row("shards into an archive, an article", f"{each:.1f} ms", f"{each * _MILLION / 3.6e6:.1f} h a million")
        both = folder / "pages.db"
        start = seconds("--db", folder / "two.db", "import", one)
        each = 1000 * (seconds("--db", both, "import", *asked.sources) - start) / pages
        row("pages into an archive, a page", f"{each:.1f} ms", f"{each * _MILLION / 3.6e6:.1f} h a million")
        shards = sum(path.stat().st_size for path in (folder / "all").glob("*.parquet"))
        for what, size in (("Parquet", shards), ("archive, shards", size_of(db)), ("archive, pages", size_of(both))):
            row(f"{what}, an article", f"{size / articles / 1000:.1f} kB", f"{size / articles / 1000:.1f} GB a million")


def row(*cells: str) -> None:
    print(f"{cells[0]:<36}" + "".join(f"{cell:>22}" for cell in cells[1:]))


def size_of(db: Path) -> int:
    return db.stat().st_size


def seconds(*words: object) -> float:
    """Processor time of a command and of all processes that it began; failures of items are no failure."""
    before = spent()
    done = subprocess.run([*WARTA, *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        sys.exit(re.sub(r"\n.*", "", done.stderr))
    while True:  # those it left behind
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return spent() - before


def spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
