"""How long commands take, from their start to their end, beside bare Python and Python with click.

    python benchmarks/startup.py [ROUNDS]

Every round runs each command once, in turn, so that a change in the machine's speed meets
all of them; printed are the medians: of the time by the clock, with its ratio to "python -c 'import click'",
and of the processor time of the command with all processes that it began (Linux alone tells it).
"""

import ctypes
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store import Archive, Article, PollResult, Source

WARTA = [sys.executable, "-c", "from ingest.cli import main; main()"]
BASE = "python -c 'import click'"
_PAGES = ("jembatan-gantung.html", "night-market.html")
_SET_CHILD_SUBREAPER = 36  # of prctl(2): whose parent has ended becomes a child of this process, which can wait for it


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took."""

    seconds: float
    of_processors: float


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1)
    with tempfile.TemporaryDirectory() as folder:
        report(measure(commands(Path(folder)), Path(folder, "new.db"), rounds))


def commands(folder: Path) -> dict[str, list[str]]:
    """The command lines by what they are called."""
    database, pages = folder / "news.db", folder / "pages"
    fill(database, pages)
    of_archive, imported = [*WARTA, "--db", str(database)], ["import", str(pages), "--jobs", "1"]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        BASE: [sys.executable, "-c", "import click"],
        "warta --help": [*WARTA, "--help"],
        "warta search garam": [*of_archive, "search", "garam"],
        "warta show URL": [*of_archive, "show", "https://a.example/1"],
        "warta status": [*of_archive, "status"],
        "warta sources": [*of_archive, "sources"],
        "warta sql": [*of_archive, "sql", "SELECT title FROM articles"],
        "warta sync, nothing is due": [*of_archive, "sync"],
        "import of all four base packages": [
            sys.executable, "-c", "import click, feedparser, trafilatura, sqlite_utils, langdetect",
        ],
        "warta import, two pages": [*WARTA, "--db", str(folder / "new.db"), *imported],
        "warta import, all is known": [*WARTA, "--db", str(folder / "new.db"), *imported],
    }  # fmt: skip


def fill(database: Path, pages: Path) -> None:
    """Make an archive with an article and a source, and two pages."""
    with Archive(database) as archive:
        archive.put(Article(url="https://a.example/1", title="Garam", text="Harga garam naik.", language="id"))
        ((source, _),) = archive.subscriptions.add([Source(url="https://a.example/feed")])
        now = datetime.now(UTC)
        polled = PollResult(source=replace(source, next_due=now + timedelta(hours=1), interval_seconds=3600))
        archive.subscriptions.record([polled], now, run_id=None)
    pages.mkdir()
    for name in _PAGES:
        body = Path(__file__).parents[1].joinpath("examples", "articles", name).read_bytes()
        pages.joinpath(name).write_bytes(body)


def measure(commands: dict[str, list[str]], new: Path, rounds: int) -> dict[str, list[Took]]:
    """What each command took, in each round; the archive ``new`` is made anew in each."""
    found: dict[str, list[Took]] = {name: [] for name in commands}
    for _ in range(rounds):
        for file in new.parent.glob(f"{new.name}*"):
            file.unlink()
        for name, command in commands.items():
            found[name].append(run(command))
    return found


def run(command: list[str]) -> Took:
    """Run a command, and wait also for what goes on after its end."""
    before, start = processor_seconds(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return Took(seconds, processor_seconds() - before)


def processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def report(found: dict[str, list[Took]]) -> None:
    base = statistics.median(each.seconds for each in found[BASE])
    for name, took in found.items():
        middle = statistics.median(each.seconds for each in took)
        of_processors = statistics.median(each.of_processors for each in took)
        print(f"{name:34} {middle * 1000:6.0f} ms  {middle / base:6.2f}x  {of_processors * 1000:6.0f} ms of processors")


if __name__ == "__main__":
    main()
