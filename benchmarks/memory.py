"""How much memory an import needs at its peak, by the number of pages: it must not grow with them.

    python benchmarks/memory.py [--counts 500,1000,2000] [FOLDER ...]

The folders hold HTML pages (.html, .html.gz), without one the example articles; each is taken
as often as needed, with small changes that make it another article. Printed are the peaks
(VmHWM, Linux) of the process that reads and stores, of the one that workers are copied from,
and of the largest worker, and the most that all of them held at one time, pages that they
share counted once (Pss, looked at five times a second).
"""

import argparse
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from workers import EXAMPLES, WARTA, write_pages

_EVERY_SECONDS = 0.2
_ROLES = ("main", "template", "worker", "together")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path, default=[EXAMPLES])
    parser.add_argument("--counts", default="500,1000,2000")
    asked = parser.parse_args()
    print(f"{'pages':>7}{'archive':>12}" + "".join(f"{role:>12}" for role in _ROLES))
    for count in map(int, asked.counts.split(",")):
        with tempfile.TemporaryDirectory() as temporary:
            pages, database = Path(temporary, "pages"), Path(temporary, "news.db")
            write_pages(asked.folders, count, pages, is_numbered=True)
            peaks = measured([*WARTA, "--db", str(database), "import", "--jobs", "2", str(pages)])
            sizes = [database.stat().st_size, *(peaks[role] << 10 for role in _ROLES)]
        print(f"{count:7}" + "".join(f"{size >> 20:8} MiB" for size in sizes), flush=True)


def measured(command: list[str]) -> dict[str, int]:
    """The peaks of a command, in KiB, by role."""
    peaks: defaultdict[str, int] = defaultdict(int)
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while started.poll() is None:
        now = 0
        for role, process in family(started.pid):
            peaks[role] = max(peaks[role], kibibytes(process / "status", "VmHWM"))
            now += kibibytes(process / "smaps_rollup", "Pss")
        peaks["together"] = max(peaks["together"], now)
        time.sleep(_EVERY_SECONDS)
    if started.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} ended with {started.returncode}")
    return peaks


def family(pid: int) -> Iterator[tuple[str, Path]]:
    """A process, its children and theirs, with what each is."""
    yield "main", Path("/proc", str(pid))
    for child in children(pid):
        line = read(Path("/proc", str(child), "cmdline"))
        yield "template" if "forkserver" in line else "tracker", Path("/proc", str(child))
        for worker in children(child):
            yield "worker", Path("/proc", str(worker))


def children(pid: int) -> list[int]:
    """Of all its threads: pools start processes from threads of their own."""
    lists = Path("/proc", str(pid), "task").glob("*/children")
    return [int(child) for text in lists for child in read(text).split()]


def kibibytes(path: Path, name: str) -> int:
    """A figure of /proc; 0 when the process has just ended."""
    return next((int(line.split()[1]) for line in read(path).splitlines() if line.startswith(f"{name}:")), 0)


def read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


if __name__ == "__main__":
    main()
