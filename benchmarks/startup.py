"""How long commands take to start, beside bare Python and Python with click.

    python benchmarks/startup.py [ROUNDS]

Every round runs each command once, in turn, so that a change in the machine's speed meets
all of them; printed are the median and its ratio to "python -c 'import click'".
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from store import Archive, Article

WARTA = [sys.executable, "-c", "from ingest.cli import main; main()"]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "news.db")
        with Archive(database) as archive:
            archive.put(Article(url="https://a.example/1", title="Garam", text="Harga garam naik.", language="id"))
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import click'": [sys.executable, "-c", "import click"],
            "warta --help": [*WARTA, "--help"],
            "warta search garam": [*WARTA, "--db", str(database), "search", "garam"],
            "import of all four base packages": [
                sys.executable, "-c", "import click, feedparser, trafilatura, sqlite_utils, langdetect",
            ],
        }  # fmt: skip
        report(measure(commands, rounds))


def measure(commands: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            seconds[name].append(time.perf_counter() - start)
    return seconds


def report(seconds: dict[str, list[float]]) -> None:
    base = statistics.median(seconds["python -c 'import click'"])
    for name, values in seconds.items():
        middle = statistics.median(values)
        print(f"{name:36} {middle * 1000:6.0f} ms  {middle / base:5.2f}x")


if __name__ == "__main__":
    main()
