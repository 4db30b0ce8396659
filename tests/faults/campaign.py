"""Faults in large numbers, each round on an import of thirty pages; prints what came of them.

    python -m tests.faults.campaign kills|signals|cuts|full COUNT [SEED]
    python -m tests.faults.campaign fuzz DOOR SECONDS [SEED]    (see fuzz.py)

After each round the database has to be sound, and one more import has to bring what is missing. Ends with 1 when
anything was lost, or a traceback was printed.
"""

import random
import resource
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from shutil import copy, rmtree

from . import forks, fuzz
from .programs import started

PAGES = 30  # two transactions
_KIB = 1024
_PLAN: dict[str, float] = {}  # "seconds": how long an undisturbed import takes on this machine now
_SIGNALS = {signal.SIGHUP: 129, signal.SIGINT: 130, signal.SIGTERM: 143}
Round = Callable[[Path, random.Random], str]


def main() -> None:
    if sys.argv[1] == "fuzz":
        sys.exit(fuzz.main(sys.argv[2], float(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1) > 0)
    kind, count = sys.argv[1], int(sys.argv[2])
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    came = Counter[str]()
    forks.prepare()
    with tempfile.TemporaryDirectory() as folder:
        _write_pages(Path(folder, "pages"))
        _take_time(Path(folder, "whole"))  # with the start of the fork server, which counts no more
        for number in range(count):
            if number % 50 == 0:
                _take_time(Path(folder, "whole"))
            came[_round(ROUNDS[kind], Path(folder, f"round-{number}"), chance)] += 1
            counts = ", ".join(f"{times} {what}" for what, times in came.most_common())
            print(f"{kind}, round {number + 1} of {count}: {counts}", flush=True)
    sys.exit(any("LOST" in what or "TRACEBACK" in what for what in came))


def _round(do: Round, desk: Path, chance: random.Random) -> str:
    desk.mkdir()
    came = do(desk, chance)
    if "LOST" not in came and "TRACEBACK" not in came:
        rmtree(desk)
    return came


def _take_time(desk: Path) -> None:
    """What an undisturbed import stores, and how long it takes now."""
    rmtree(desk, ignore_errors=True)
    desk.mkdir()
    began = time.monotonic()
    assert _import(desk).end()[0] == 0
    _PLAN["seconds"] = time.monotonic() - began


def _killed(desk: Path, chance: random.Random) -> str:
    run = _import(desk)
    time.sleep(chance.uniform(0, _PLAN["seconds"]))
    run.stop(signal.SIGKILL)
    return _verdict(desk, "killed" if run.end()[0] else "over before")


def _signalled(desk: Path, chance: random.Random) -> str:
    """A signal to a program that has only been begun, which loads its modules for a good part of the time."""
    number = chance.choice([*_SIGNALS])
    with started(desk / "news.db", "import", desk.parent / "pages") as process:
        time.sleep(chance.uniform(0.1, 2 + _PLAN["seconds"]))
        process.send_signal(number)
        printed = process.communicate()[1]
    how = {0: "over before", _SIGNALS[number]: "stopped", -number: "before Python heard it"}.get(
        process.returncode, f"LOST? exit {process.returncode}"
    )
    return _verdict(desk, how, printed)


def _cut(desk: Path, chance: random.Random) -> str:
    """The write-ahead log of a killed run ends anywhere."""
    run = _import(desk)
    time.sleep(chance.uniform(0, _PLAN["seconds"]))
    run.stop(signal.SIGKILL)
    run.end()
    log = desk / "news.db-wal"
    if not log.exists() or not log.stat().st_size:
        return _verdict(desk, "without a log")
    with log.open("r+b") as file:
        file.truncate(chance.randrange(log.stat().st_size))
    return _verdict(desk, "cut")


def _full(desk: Path, chance: random.Random) -> str:
    """No file may grow beyond a size: a write that fails at any point, as on a disk that is full."""
    size = chance.randrange(8, 4000) * _KIB  # the tables alone make a log of 1.2 MiB
    code, printed = _import(desk, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))).end()
    return _verdict(desk, f"exit {code}", printed)


ROUNDS: dict[str, Round] = {"kills": _killed, "signals": _signalled, "cuts": _cut, "full": _full}


def _import(desk: Path, before: Callable[[], object] = lambda: None) -> forks.Run:
    return forks.begin(desk, "import", desk.parent / "pages", "--jobs", 1, before=before)


def _verdict(desk: Path, how: str, printed: str = "") -> str:
    """How it ended, and whether everything is there after one more import."""
    if "Traceback" in printed or "unexpected" in printed:
        print(printed, file=sys.stderr)
        return "TRACEBACK"
    before = _stored(desk)
    code, printed = _import(desk).end()
    if code or "Traceback" in printed:
        print(printed, file=sys.stderr)
        return f"{how}, LOST: then exit {code}"
    after = _stored(desk)
    if after != _stored(desk.parent / "whole") or not before <= after:
        return f"{how}, LOST: {len(before)} stored, then {len(after)}"
    with closing(sqlite3.connect(desk / "news.db")) as connection:
        [(sound,)] = connection.execute("PRAGMA integrity_check").fetchall()
        connection.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
    return how if sound == "ok" else f"{how}, LOST: {sound}"


def _stored(desk: Path) -> set[tuple[object, ...]]:
    """What is stored, told from a copy: who opens a database mends it; nothing when there are no tables yet."""
    with tempfile.TemporaryDirectory() as folder:
        for file in desk.glob("news.db*"):
            copy(file, folder)
        with closing(sqlite3.connect(Path(folder, "news.db"))) as connection, suppress(sqlite3.OperationalError):
            return {*connection.execute("SELECT url, title, text FROM articles")}
    return set()


def _write_pages(folder: Path) -> None:
    folder.mkdir()
    for number in range(PAGES):
        title = f"Kabar nomor {number} dari muara"
        lines = [
            f"Kalimat {line} dari kabar nomor {number} dibacakan di dermaga, sebelum perahu {number} berangkat."
            for line in range(6)
        ]
        text = "\n\n".join([title, *lines])
        page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{'<p>'.join(lines)}</body></html>"
        file, body = (f"{number}.html", page) if number % 3 == 0 else (f"{number}.txt", text)
        (folder / file).write_text(body)


if __name__ == "__main__":
    main()
