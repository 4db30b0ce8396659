"""What the tests of subscribe and sync share: a site that publishes, a desk that follows it, and time that passes."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from click.testing import Result

from tests.web import Web

Warta = Callable[..., Result]
LOOPBACK = ("--allow-private", "127.0.0.0/8")
FEED = "/feed.xml"
OTHER = "/lain.xml"
DATE = "Fri, 06 Mar 2026 13:15:00 GMT"
# As the command, without the pause between two requests, and with time for workers to begin on a busy machine
# before what a signal found under way is given up.
PROGRAM = """
from ingest.cli import main
from ingest.cli.options import World
from ingest.fetch.pace import Pace
from ingest.pipeline.streams import order
order.GRACE_SECONDS = 60.0
main(obj=World(pace=lambda: Pace(pause_seconds=0.0)))
"""
# What our own clock writes, and decides by. Dates that sources give stay as they are.
_CLOCKED = {
    "sources": ("next_due", "changed", "first_read", "failing_since", "gone_since", "moved_since", "asked_whole"),
    "entries": ("arrived", "listed", "due", "stored"),
    "articles": ("first_seen", "last_seen"),
    "visits": ("fetched",),
    "fetches": ("fetched",),
    "pauses": ("until",),
    "gaps": ("since", "seen", "filled"),
}


@dataclass(frozen=True)
class Item:
    """An entry of a feed; its page is made up from its path and title."""

    path: str
    title: str = ""
    guid: str = ""
    date: str = DATE
    content: str = ""

    def xml(self) -> str:
        guid = f'<guid isPermaLink="false">{escape(self.guid)}</guid>' if self.guid else ""
        date = f"<pubDate>{self.date}</pubDate>" if self.date else ""
        content = f"<content:encoded>{escape(self.content)}</content:encoded>" if self.content else ""
        link = f"<link>{escape(self.path)}</link>"
        return f"<item><title>{escape(self.title or title(self.path))}</title>{link}{guid}{date}{content}</item>"


def title(path: str) -> str:
    return "Kabar " + path.strip("/").removesuffix(".html").replace("/", " ").replace("-", " ")


def rss(*items: Item | str, name: str = "Kabar Muara") -> str:
    listed = "".join((Item(item) if isinstance(item, str) else item).xml() for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{name}</title><link>/</link>{listed}</channel></rss>"
    )


def story(path: str, *, more: str = "") -> str:
    """An article about nothing but its own address; ``more`` is its last paragraph."""
    about = title(path)
    last = more or "Kepala pelabuhan berkata bahwa kabar berikutnya dibacakan besok di tempat yang sama."
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{about}</title></head>'
        f"<body><h1>{about}</h1>"
        f"<p>{about} dibacakan di dermaga pada pagi hari, sebelum perahu nelayan berangkat ke laut lepas.</p>"
        f"<p>Warga mendengarkan {about} sambil menunggu harga ikan dan garam dari pasar di seberang muara.</p>"
        f"<p>{last}</p></body></html>"
    )


@dataclass
class Desk:
    """Who follows a site; what was asked of it is that of the last command."""

    warta: Warta
    web: Web
    path: Path

    def publish(self, *items: Item | str, at: str = FEED, **answer: Any) -> str:
        """Put a feed at a path, and a page for each entry that has none yet; gives the feed's address."""
        for item in items:
            path = item if isinstance(item, str) else item.path
            if path.startswith("/") and path not in self.web.pages:
                self.web.page(path, story(path), is_tagged=True)
        return self.web.page(at, rss(*items), **({"is_tagged": True} | answer))

    def run(self, *words: object) -> Result:
        self.web.asked.clear()
        return self.warta(*words, *LOOPBACK)

    def subscribe(self, *words: object) -> Result:
        return self.run("subscribe", *words)

    def sync(self, *words: object) -> Result:
        return self.run("sync", *words)

    def follow(self, *items: Item | str, **answer: Any) -> str:
        """Publish, subscribe and sync, all of it well; gives the feed's address."""
        address = self.publish(*items, **answer)
        assert self.subscribe(address).exit_code == 0
        result = self.sync()
        assert (result.exit_code, result.output) == (0, "")
        return address

    def wait(self, **span: float) -> None:
        """Let time pass: everything that was noted is that much longer ago."""
        seconds = f"-{int(timedelta(**span).total_seconds())} seconds"
        for table, columns in _CLOCKED.items():
            moved = ", ".join(f"{name} = strftime('%Y-%m-%dT%H:%M:%SZ', {name}, '{seconds}')" for name in columns)
            self.change(f"UPDATE {table} SET {moved}")

    def hurry(self) -> None:
        """Let the next poll of every source be due."""
        self.change("UPDATE sources SET next_due = NULL")

    def rest(self) -> None:
        """Let no poll of any source be due."""
        week = "next_due = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+7 days'), interval_seconds = 7 * 86400"
        self.change(f"UPDATE sources SET {week}")

    def change(self, sql: str, *values: object) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(sql, values)

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Rows as tuples; of one column its values."""
        with closing(sqlite3.connect(self.path)) as connection:
            found = connection.execute(sql, values).fetchall()
        return [row[0] if len(row) == 1 else row for row in found]

    def one(self, sql: str, *values: object) -> Any:
        (found,) = self.rows(sql, *values)
        return found

    @property
    def articles(self) -> list[str]:
        """The paths of the stored articles."""
        return sorted(url.removeprefix(self.web.url) for url in self.rows("SELECT url FROM articles"))

    @property
    def failures(self) -> list[tuple[str, str]]:
        """Path and reason of what fails at present."""
        found = self.rows("SELECT locator, reason FROM failures WHERE resolved IS NULL ORDER BY locator")
        return [(locator.removeprefix(self.web.url), reason) for locator, reason in found]

    def process(self, *words: object, **popen: Any) -> "subprocess.Popen[str]":
        """A sync as a process of its own."""
        command = [sys.executable, "-c", PROGRAM, "--db", str(self.path), "sync", *map(str, words), *LOOPBACK]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **popen)

    def headers(self, path: str) -> dict[str, str]:
        """The headers of the last request for a path."""
        return [headers for asked, headers in self.web.asked if asked == path][-1]


def front(*links: str) -> str:
    """A front page that declares feeds."""
    declared = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    return (
        f"<!doctype html><html><head><title>Muara</title>{declared}</head><body><a href='/a.html'>a</a></body></html>"
    )


def well(desk: Desk) -> str:
    """A second source that has nothing to say, so that not all of them fail."""
    return desk.follow("/baik.html", at=OTHER)


def only_in_full(request: pytest.FixtureRequest) -> None:
    """Skip the long form of a test, unless it is asked for."""
    if "full" not in request.config.getoption("markexpr"):
        pytest.skip("the long form of a loop: pytest -m full")
