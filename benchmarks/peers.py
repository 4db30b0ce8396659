"""Pages a second of processor time: warta's worker beside other extractors, and whole commands beside each other.

    python benchmarks/peers.py CORPUS --python PYTHON [--pages 120]

CORPUS is a folder with manifest.jsonl.gz and the pages that it names, PYTHON an interpreter in whose environment the
peers are installed (newspaper4k, news-please, goose3, trafilatura). Each tool reads the same pages twice in a process
of its own, warta from bytes to the row; the second time counts. Then ``warta import`` and ``trafilatura --parallel``
read them as files in a folder; of commands, all their processes count, and starting them. How good the texts are:
``extraction.py``.
"""

import argparse
import importlib.metadata
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
PEERS = ("trafilatura", "newspaper4k", "news-please", "goose3")


def main() -> None:
    asked = arguments().parse_args()
    if asked.tool:
        print(json.dumps(reading(asked.tool, asked.corpus)))
        return
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder, "pages")
        count = save(asked.corpus, asked.pages, pages)
        print(f"{count} pages; ms of processor time a page")
        own = one(sys.executable, "warta", pages)
        for tool in PEERS:
            show(tool, one(asked.python, tool, pages), own)
        print("whole commands")
        archive, texts = Path(folder, "news.db"), Path(folder, "texts")
        own = command(["warta", "--db", str(archive), "import", str(pages)]) / count
        command_line = str(Path(asked.python).parent / "trafilatura")
        options = ["--input-dir", str(pages), "--output-dir", str(texts), "--parallel", str(os.cpu_count() or 1)]
        show("warta import", own, own)
        show("trafilatura --parallel", command([command_line, *options]) / count, own)
        options += ["--with-metadata", "--json"]
        show("  --with-metadata --json", command([command_line, *options]) / count, own)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--tool", help=argparse.SUPPRESS)  # in its own process
    return parser


def show(name: str, seconds: float, own: float) -> None:
    print(f"{name:25} {seconds * 1000:7.1f}   warta is {seconds / own:.2f}x of it")


def save(corpus: Path, most: int, folder: Path) -> int:
    """Put so many pages, as bytes, into a folder."""
    from one_worker import pages_of

    folder.mkdir()
    pages = pages_of(corpus, most)
    for number, page in enumerate(pages):
        (folder / f"{number:04}.html").write_bytes(page.body)
    return len(pages)


def one(python: str, tool: str, pages: Path) -> float:
    """Seconds of a page in a tool's own process."""
    done = subprocess.run([python, __file__, str(pages), "--tool", tool], stdout=subprocess.PIPE, check=True)
    return float(json.loads(done.stdout.splitlines()[-1]))


def reading(tool: str, folder: Path) -> float:
    read = worker() if tool == "warta" else peer(tool)
    pages = [(f"https://page-{path.stem}.bench.test/a", path.read_bytes()) for path in sorted(folder.iterdir())]
    for _ in range(2):
        start = time.process_time()
        for url, body in pages:
            read(url, body)
        seconds = time.process_time() - start
    return seconds / len(pages)


def worker() -> Callable[[str, bytes], object]:
    from one_worker import ours

    from ingest.core.model import Kind, Page
    from ingest.pipeline import warm

    assert warm.__all__
    now = datetime.now(UTC)
    print("warta", importlib.metadata.version("warta"), file=sys.stderr)
    return lambda url, body: ours(Page(url=url, body=body, kind=Kind.PAGE, fetched=now))


def peer(tool: str) -> Callable[[str, bytes], object]:
    import extractors

    print(tool, importlib.metadata.version(extractors.TOOLS[tool].package), file=sys.stderr)
    read = extractors.TOOLS[tool].load()

    def safely(url: str, body: bytes) -> None:
        try:
            read(body.decode("utf-8", "replace"), url)
        except Exception as error:  # of whatever kind a peer raises
            print(f"{tool}: {url}: {error!r}"[:150], file=sys.stderr)

    return safely


def command(words: list[str]) -> float:
    """Seconds of processor time of a command with all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
