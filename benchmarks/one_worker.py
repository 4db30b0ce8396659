"""What a page costs in one worker, from its bytes to its row, beside trafilatura with metadata on the same page.

    python benchmarks/one_worker.py CORPUS [--pages 240] [--rounds 3] [--profile]

CORPUS is a folder with manifest.jsonl.gz and the pages that it names. Everything is warm: each page is
read by warta (extraction, language, row with stems and compressed page) and by trafilatura's ``bare_extraction`` with
metadata in turn, all pages in each round, and of each page the best of the rounds counts; then all rows are put into an
archive on disk, twenty at a time, which is added to warta's. Processor time; trafilatura has a process of its own, as
warta changes how it looks names up. --profile shows instead where warta's
goes, by sampling, which costs nothing in between: the share of each function with all that it calls.
"""

import argparse
import gc
import gzip
import json
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from types import FrameType

import trafilatura

from ingest.core.errors import IngestError
from ingest.core.model import Kind, Page
from ingest.pipeline import steps
from store import Archive, Prepared

BATCH = 20
ROOT = Path(__file__).parents[1]


def main() -> None:
    from ingest.pipeline import warm  # here, so that trafilatura's process is without it

    assert warm.__all__  # loaded, as in a worker
    asked = arguments().parse_args()
    pages = pages_of(asked.corpus, asked.pages)
    for page in pages[::40]:  # dictionaries, regular expressions
        ours(page)
    gc.freeze()  # as workers do
    if asked.profile:
        profile(pages, asked.rounds)
        return
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as peer:
        for page in pages[::40]:
            peer.submit(theirs, page).result()
        peer.submit(gc.freeze).result()
        rounds = [one_round(pages, peer) for _ in range(asked.rounds)]
    show(rounds)


def show(rounds: list[tuple[list[float], list[float], list[Prepared]]]) -> None:
    stored = min(storing(rows) for _, _, rows in rounds)
    own, other = (sum(map(min, zip(*(times[which] for times in rounds), strict=True))) for which in (0, 1))
    first_own, first_other, rows = rounds[0]
    each = 1000 / len(first_own)
    print(f"{len(first_own)} pages, {len(rows)} articles; ms of processor time a page, best of {len(rounds)} rounds")
    print(f"warta, bytes to row      {own * each:6.1f}\nwarta, storing the row   {stored * each:6.1f}")
    print(
        f"trafilatura              {other * each:6.1f}\nwarta is {other / (own + stored):.2f}x of trafilatura,", end=" "
    )
    print(f"{sum(first_other) / (sum(first_own) + stored):.2f}x when it meets the pages for the first time")


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    parser.add_argument("--pages", type=int, default=240)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true")
    return parser


def pages_of(corpus: Path, most: int) -> list[Page]:
    """So many pages, evenly from the whole corpus."""
    with gzip.open(corpus / "manifest.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    step, now = max(len(records) // most, 1), datetime.now(UTC)
    return [
        Page(
            url=record.get("url") or f"https://page-{number}.bench.test/{record['id']}",
            body=body_of(corpus / record["html"]),
            kind=Kind.PAGE,
            fetched=now,
        )
        for number, record in enumerate(records)
        if number % step == 0
    ][:most]


def body_of(path: Path) -> bytes:
    body = path.read_bytes()
    return gzip.decompress(body) if path.suffix == ".gz" else body


def ours(page: Page) -> Prepared | None:
    try:
        return steps.article(page)
    except IngestError:
        return None


def theirs(page: Page) -> float:
    """The seconds that trafilatura takes for a page."""
    start = time.process_time()
    trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True)
    return time.process_time() - start


def one_round(pages: Sequence[Page], peer: Executor) -> tuple[list[float], list[float], list[Prepared]]:
    """Seconds of each page for warta and for trafilatura, in turn, and the rows."""
    own, other, rows = [], [], []
    for page in pages:
        start = time.process_time()
        row = ours(page)
        own.append(time.process_time() - start)
        other.append(peer.submit(theirs, page).result())
        rows += [row] if row else []
    return own, other, rows


def storing(rows: Sequence[Prepared]) -> float:
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder, "news.db")) as archive:
        start = time.process_time()
        for first in range(0, len(rows), BATCH):
            archive.put_all(rows[first : first + BATCH])
        return time.process_time() - start


def profile(pages: Sequence[Page], rounds: int) -> None:
    """Each millisecond of processor time: which functions of warta were under way."""
    counts: Counter[str] = Counter()
    samples = 0

    def sample(number: int, frame: FrameType | None) -> None:
        nonlocal samples
        samples += 1
        names = set()
        while frame:
            path = frame.f_code.co_filename
            if path.startswith(str(ROOT)):
                names.add(f"{Path(path).relative_to(ROOT)} {frame.f_code.co_name}")
            elif "site-packages/" in path:
                names.add(f"({path.rpartition('site-packages/')[2]} {frame.f_code.co_name})")
            frame = frame.f_back
        counts.update(names)

    signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    start = time.process_time()
    for _ in range(rounds):
        for page in pages:
            ours(page)
    signal.setitimer(signal.ITIMER_PROF, 0)
    each = (time.process_time() - start) * 1000 / rounds / len(pages)
    print(f"{each:.1f} ms of processor time a page, {samples} samples")
    for name, count in counts.most_common(150):
        print(f"{count / samples * each:7.2f} ms {count / samples:6.1%}  {name}")


if __name__ == "__main__":
    sys.exit(main())
