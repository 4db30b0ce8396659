"""What a feed costs in which nothing has changed (the server answers 304), in CPU time.

    python benchmarks/unchanged.py [--feeds 500] [--rounds 3] [--python PYTHON]

`warta sync --all` beside lemon24/reader's update_feeds() and beside a bare loop of requests
and feedparser. Those two run in PYTHON, an interpreter that has them (`pip install reader sgmllib3k`
into an environment of its own brings all three); without it they are left out.

Every feed has a host of its own, an address of 127.1.0.0/16 on which one server listens (Linux):
so each costs a connection, as on the web, and nobody waits for a pause between two requests to
a host. With one proxy for invented names requests would keep a single connection for all of them.
A feed lists 30 entries; the same in all, so that their articles are in warta's archive soon. Each
client reads all feeds once, then the updates are measured: user and system time of the process
and of all that it started. The same update over one feed is its start-up, and is subtracted.
"""

import argparse
import asyncio
import contextlib
import ctypes
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import product
from pathlib import Path

from aiohttp.web import Application, AppRunner, Request, Response, get

WARTA = [sys.executable, "-c", "from ingest.cli import main; main()"]
SYNC = ["sync", "--all", "--allow-private", "127.0.0.0/8"]
ENTRIES = 30
_PR_SET_CHILD_SUBREAPER = 36
_ETAG = '"1"'
_SENTENCES = "Harga garam di pasar naik {} rupiah pekan ini. Hujan turun lebih lama, kata para petani di pesisir."
READER = """
import sys
from reader import make_reader
with make_reader(sys.argv[1]) as reader:
    for url in sys.stdin.read().split():
        reader.add_feed(url, exist_ok=True)
    reader.update_feeds(scheduled=False)
"""
LOOP = """
import json, pathlib, sys
import feedparser, requests
state = pathlib.Path(sys.argv[1])
etags = json.loads(state.read_text()) if state.exists() else dict.fromkeys(sys.stdin.read().split())
with requests.Session() as session:
    for url, etag in etags.items():
        answer = session.get(url, headers={"If-None-Match": etag} if etag else {}, timeout=10)
        if answer.status_code != 304:
            feedparser.parse(answer.content)
            etags[url] = answer.headers["ETag"]
state.write_text(json.dumps(etags))
"""


@dataclass(frozen=True, slots=True)
class Client:
    """One that reads feeds; ``begin`` subscribes and reads them once, ``update`` is what is measured."""

    name: str
    begin: Callable[[Path, list[str]], None]
    update: Callable[[Path], list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--python", help="an interpreter that has reader, requests and feedparser")
    asked = parser.parse_args()
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)  # orphans come to us, and their time with them
    with web(asked.feeds) as served, tempfile.TemporaryDirectory() as temporary:
        seconds = measured(list(clients(asked.python)), served, Path(temporary), asked.rounds)
    report(seconds, asked.feeds)
    print(f"medians of {asked.rounds} rounds, Python {sys.version.split()[0]}")


def measured(found: list[Client], served: "Served", folder: Path, rounds: int) -> dict[tuple[str, int], list[float]]:
    """CPU seconds of every update, by client and number of feeds; the clients take turns."""
    seconds: dict[tuple[str, int], list[float]] = {}
    counts = (1, len(served.feeds))
    for client, count in product(found, counts):
        client.begin(folder / f"{client.name}-{count}", served.feeds[:count])
        seconds[client.name, count] = []
    for _, client, count in product(range(rounds), found, counts):
        served.answers.clear()
        seconds[client.name, count].append(cpu_seconds(client.update(folder / f"{client.name}-{count}")))
        if served.answers != [304] * count:
            raise SystemExit(f"{client.name}: {len(served.answers)} answers, not {count} times 304")
    return seconds


def report(seconds: dict[tuple[str, int], list[float]], feeds: int) -> None:
    print(f"{feeds} feeds         start-up   an unchanged feed")
    costs: dict[str, float] = {}
    for name in dict.fromkeys(name for name, _ in seconds):
        start, whole = (statistics.median(seconds[name, count]) for count in (1, feeds))
        costs[name] = (whole - start) / (feeds - 1)
        ratio = costs["warta"] / costs[name]
        print(f"{name:16} {start:5.2f} s {costs[name] * 1000:10.2f} ms   warta is {ratio:.2f}x of it")


def cpu_seconds(command: list[str]) -> float:
    """User and system time of a command and of all that it started, whoever was to wait for them."""
    before = _of_children()
    run(command)
    return _of_children() - before


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(command: list[str], given: str = "") -> None:
    """Run a command until it and all that it started have ended."""
    done = subprocess.run(command, input=given, text=True, capture_output=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
    with contextlib.suppress(ChildProcessError):  # nobody is left
        while True:
            os.waitpid(-1, 0)


# -- the clients


def clients(python: str | None) -> Iterator[Client]:
    yield Client("warta", _subscribe, lambda place: [*WARTA, "--db", f"{place}.db", *SYNC])
    for name, program, packages in (("reader", READER, "reader"), ("requests loop", LOOP, "requests, feedparser")):
        if python and not subprocess.run([python, "-c", f"import {packages}"], stderr=subprocess.DEVNULL).returncode:
            yield _script(name, python, program)
        else:
            print(f"{name}: left out, --python names no interpreter that has {packages}")


def _subscribe(place: Path, feeds: list[str]) -> None:
    """The feeds are not asked when they come as a list; the first sync reads them and gets their articles."""
    outlines = "".join(f'<outline type="rss" xmlUrl="{url}"/>' for url in feeds)
    listed = Path(f"{place}.opml")
    listed.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
    run([*WARTA, "--db", f"{place}.db", "subscribe", str(listed)])
    run([*WARTA, "--db", f"{place}.db", *SYNC])


def _script(name: str, python: str, program: str) -> Client:
    def command(place: Path) -> list[str]:
        return [python, "-c", program, str(place)]

    return Client(name, lambda place, feeds: run(command(place), "\n".join(feeds)), command)


# -- the server


@dataclass(frozen=True, slots=True)
class Served:
    """Where the feeds are, and what was answered to those who asked for one."""

    feeds: list[str]
    answers: list[int]


@contextlib.contextmanager
def web(count: int) -> Iterator[Served]:
    """So many hosts with a feed each, and one with the articles."""
    articles, *hosts = (f"127.1.{number >> 8}.{number & 255}" for number in range(1, count + 2))
    with socket.socket() as probe:
        probe.bind((articles, 0))
        port = probe.getsockname()[1]
    served = Served([f"http://{host}:{port}/feed.xml" for host in hosts], [])
    loop = asyncio.new_event_loop()

    async def listen() -> None:
        runner = AppRunner(_application(_feed(f"http://{articles}:{port}"), served.answers), access_log=None)
        await runner.setup()
        await loop.create_server(runner.server, [articles, *hosts], port)

    loop.run_until_complete(listen())
    threading.Thread(target=loop.run_forever, daemon=True).start()
    yield served


def _application(feed: str, answers: list[int]) -> Application:
    """A feed with an ETag, articles without one, and nothing else, robots.txt included."""

    async def give_feed(request: Request) -> Response:
        is_known = request.headers.get("If-None-Match") == _ETAG
        answers.append(304 if is_known else 200)
        if is_known:
            return Response(status=304, headers={"ETag": _ETAG})
        return Response(text=feed, content_type="application/rss+xml", headers={"ETag": _ETAG})

    async def give_article(request: Request) -> Response:
        number = request.match_info["number"]
        paragraphs = f"<p>{_SENTENCES.format(number)}</p>" * 4
        return Response(
            text=f"<title>Kabar {number}</title><h1>Kabar {number}</h1>{paragraphs}", content_type="text/html"
        )

    application = Application()
    application.add_routes([get("/feed.xml", give_feed), get("/kabar/{number}", give_article)])
    return application


def _feed(origin: str) -> str:
    """An RSS feed, an entry an hour."""
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>Kabar {number}</title><link>{origin}/kabar/{number}</link><guid>{origin}/kabar/{number}</guid>"
        f"<pubDate>{format_datetime(now - timedelta(hours=number))}</pubDate><description>{_SENTENCES.format(number)}"
        "</description></item>"
        for number in range(1, ENTRIES + 1)
    )
    return f'<rss version="2.0"><channel><title>Kabar</title><link>{origin}</link>{items}</channel></rss>'


if __name__ == "__main__":
    main()
