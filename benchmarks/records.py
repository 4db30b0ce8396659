"""What articles cost that come as records (JSON lines), in processor time of every process.

    python benchmarks/records.py FILE.jsonl [--jobs 1] [--again] [--every 5000] [--no-links]

`warta import` as a process, and all that it starts: how many articles a second of processor time each stretch of the
file had, how much of that the process that stores had, and the most memory that it ever held (VmHWM). --again imports
the same file once more, of which everything is known: its start-up, which is that of a file with one record that is
known, is taken off. The machine's own speed is told beside it: milliseconds of a loop that is always the same.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from memory import family, kibibytes

WARTA = [sys.executable, "-c", "from ingest.cli import main; main()"]
_TICKS = os.sysconf("SC_CLK_TCK")
_LOOK_SECONDS = 0.5
_LOOP = 60_000


@dataclass(slots=True)
class Look:
    """How far an import was at one moment."""

    articles: int = 0
    storing: float = 0.0  # seconds of processor time of the process that stores
    reading: float = 0.0  # of all others
    peak_kibibytes: int = 0

    @property
    def seconds(self) -> float:
        return self.storing + self.reading


def main() -> None:
    asked = arguments().parse_args()
    options = ["--jobs", str(asked.jobs), *(() if asked.links else ("--no-links",))]
    with tempfile.TemporaryDirectory() as temporary:
        database = Path(temporary, "news.db")
        print("    from      to   articles a CPU second   of which the storing process   loop")
        last = begun = Look()
        for look in looks(database, asked.file, options):
            if begun.articles == 0 and look.articles:  # without the start
                begun = last = look
            elif look.articles - last.articles >= asked.every:
                report(last, look)
                last = look
        print(f"{look.articles} articles, {look.peak_kibibytes >> 10} MiB of memory in the process that stores")
        report(begun, look)
        if asked.again:
            again(database, asked.file, options)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE.jsonl", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--every", type=int, default=5000)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--no-links", dest="links", action="store_false")
    return parser


def report(one: Look, other: Look) -> None:
    seconds, articles = other.seconds - one.seconds, other.articles - one.articles
    if seconds > 0:
        share = (other.storing - one.storing) / seconds
        print(
            f"{one.articles:8}{other.articles:8}{articles / seconds:24.0f}{share:31.0%}{loop():7.1f} ms",
            flush=True,
        )


def looks(database: Path, file: Path, options: list[str]) -> Iterator[Look]:
    """How far an import is, twice a second, and in the end."""
    started = subprocess.Popen(
        [*WARTA, "--db", str(database), "import", *options, str(file)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    look = Look()
    while started.poll() is None:
        look = taken(database, started.pid, look)
        yield look
        time.sleep(_LOOK_SECONDS)
    if started.returncode:
        raise SystemExit(f"the import ended with {started.returncode}")
    yield look


def taken(database: Path, pid: int, before: Look) -> Look:
    """What is stored, and what the processes have had by then."""
    reading = storing = 0.0
    peak = before.peak_kibibytes
    for role, process in family(pid):
        if role == "main":
            storing, peak = worked(process), max(peak, kibibytes(process / "status", "VmHWM"))
        else:
            reading += worked(process)
    if storing + reading < before.seconds:  # it is ending
        return before
    return Look(max(stored(database), before.articles), storing, reading, peak)


def worked(process: Path) -> float:
    """Seconds of processor time of a process."""
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def stored(database: Path) -> int:
    """How many articles its run has counted."""
    try:
        with sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True) as connection:
            found = connection.execute("SELECT added + changed + same FROM runs ORDER BY id DESC LIMIT 1").fetchone()
        connection.close()
    except sqlite3.Error:  # it is not there yet
        return 0
    return int(found[0]) if found else 0


def again(database: Path, file: Path, options: list[str]) -> None:
    """The same once more."""
    with file.open("rb") as lines, tempfile.TemporaryDirectory() as folder:
        one = Path(folder, "one.jsonl")
        one.write_bytes(next(lines))
        count = 1 + sum(1 for _ in lines)
        spent = [used([*WARTA, "--db", str(database), "import", *options, str(at)]) for at in (one, file)]
    seconds = spent[1] - spent[0]
    print(
        f"again, {count} known: {count / seconds:.0f} records a CPU second;"
        f" start-up {spent[0]:.2f} s, loop {loop():.1f} ms"
    )


def used(command: list[str]) -> float:
    """Seconds of processor time of a process that starts no other that outlives it."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def loop() -> float:
    """Milliseconds of a loop that is always the same: how fast the machine is at the moment."""
    start, numbers = time.process_time(), {}
    for number in range(_LOOP):
        numbers[str(number)] = number
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main()
