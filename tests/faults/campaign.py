"""Faults in large numbers, each round on an import of sixty pages; prints what came of them.

    python -m tests.faults.campaign kills|signals|cuts|full COUNT [SEED]

After each round the database has to be sound, and one more import has to bring what is missing. Ends with 1 when
anything was lost, or a traceback was printed.
"""

import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

PAGES = 60
_KIB = 1024
_PLAN: dict[str, float] = {}  # "seconds": how long an undisturbed import takes on this machine now
_PROGRAM = "from ingest.cli import main; main()"
_SIGNALS = {signal.SIGHUP: 129, signal.SIGINT: 130, signal.SIGTERM: 143}


def main() -> None:
    kind, count = sys.argv[1], int(sys.argv[2])
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    rounds: dict[str, Callable[[Path, random.Random], str]] = {
        "kills": _killed, "signals": _signalled, "cuts": _cut, "full": _full,
    }  # fmt: skip
    came = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        _write_pages(Path(folder, "pages"))
        began, whole = time.monotonic(), Path(folder, "whole")
        whole.mkdir()
        _verdict(whole, "")
        _PLAN["seconds"] = time.monotonic() - began
        for number in range(count):
            desk = Path(folder, f"round-{number}")
            desk.mkdir()
            came[rounds[kind](desk, chance)] += 1
            counts = ", ".join(f"{times} {what}" for what, times in came.most_common())
            print(f"{kind}, round {number + 1} of {count}: {counts}", flush=True)
    sys.exit(any("LOST" in what or "TRACEBACK" in what for what in came))


def _killed(desk: Path, chance: random.Random) -> str:
    with _import(desk) as process:
        time.sleep(chance.uniform(0, _PLAN["seconds"]))
        process.kill()
    return _verdict(desk, "killed" if process.returncode else "over before")


def _signalled(desk: Path, chance: random.Random) -> str:
    number = chance.choice([*_SIGNALS])
    with _import(desk) as process:
        time.sleep(chance.uniform(0.1, _PLAN["seconds"]))
        process.send_signal(number)
        printed = process.communicate()[1]
    how = {0: "over before", _SIGNALS[number]: "stopped"}.get(process.returncode, f"LOST? exit {process.returncode}")
    return "TRACEBACK" if "Traceback" in printed else _verdict(desk, how)


def _cut(desk: Path, chance: random.Random) -> str:
    """The write-ahead log of a killed run ends anywhere."""
    with _import(desk) as process:
        time.sleep(chance.uniform(_PLAN["seconds"] / 3, _PLAN["seconds"]))
        process.kill()
    log = desk / "news.db-wal"
    if not log.exists() or not log.stat().st_size:
        return _verdict(desk, "without a log")
    with log.open("r+b") as file:
        file.truncate(chance.randrange(log.stat().st_size))
    return _verdict(desk, "cut")


def _full(desk: Path, chance: random.Random) -> str:
    """No file may grow beyond a size: a write that fails at any point, as on a disk that is full."""
    size = chance.randrange(8, 1500) * _KIB
    with _import(desk, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))) as process:
        printed = process.communicate()[1]
    if "Traceback" in printed:
        return "TRACEBACK"
    return _verdict(desk, f"exit {process.returncode}")


def _import(desk: Path, before: Callable[[], object] | None = None) -> "subprocess.Popen[str]":
    words = [sys.executable, "-c", _PROGRAM, "--db", str(desk / "news.db"), "import", str(desk.parent / "pages")]
    return subprocess.Popen(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=before)


def _verdict(desk: Path, how: str) -> str:
    """How it ended, and whether everything is there after one more import."""
    with _import(desk) as process:
        printed = process.communicate()[1]
    if process.returncode or "Traceback" in printed:
        print(printed, file=sys.stderr)
        return f"{how}, LOST: then exit {process.returncode}"
    with closing(sqlite3.connect(desk / "news.db")) as connection:
        [(sound,)] = connection.execute("PRAGMA integrity_check").fetchall()
        [(stored,)] = connection.execute("SELECT count(*) FROM articles").fetchall()
        connection.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
    return how if (sound, stored) == ("ok", PAGES) else f"{how}, LOST: {stored} stored, {sound}"


def _write_pages(folder: Path) -> None:
    folder.mkdir()
    for number in range(PAGES):
        lines = "".join(
            f"<p>Kalimat {line} dari kabar nomor {number} dibacakan di dermaga, sebelum perahu {number} berangkat.</p>"
            for line in range(12)
        )
        title = f"Kabar nomor {number} dari muara"
        page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{lines}</body></html>"
        (folder / f"{number}.html").write_text(page)


if __name__ == "__main__":
    main()
