"""What is altered at random, into each door, for some time; prints how many inputs there were and which of them fell.

    python -m tests.faults.campaign fuzz formats|arguments|queries|settings|archive|serve SECONDS [SEED]

An input falls when what comes of it is nobody's expectation: an exception that no door explains, an exit code 1. The
answers of servers have properties of their own, in tests/fetch: ``HYPOTHESIS_PROFILE=random``.
"""

import os
import random
import re
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from ingest.cli import configuration
from ingest.cli.options import World
from ingest.core.errors import IngestError
from ingest.core.model import Kind, Page
from ingest.formats import files
from ingest.pipeline import steps
from store import Archive, BadQuery, Unstorable, WartaError
from store.web import Request, Room
from store.web.request import NAMES
from tests.faults.programs import EXAMPLES
from tests.fetch.fetching import at_once
from tests.formats.warc.writing import packed, page, response
from tests.store.export.harbour import fill

HERE = Path(__file__).parents[1]
NOW = datetime(2026, 1, 5, tzinfo=UTC)
PIECES = (
    "", "\0", "\n", '"', "'", "<", ">", "&", "[", "]", "{", "}", "(", ")", "%", "*", "-", "--", ":", ";", "\\", "//",
    "=", "NEAR(", "OR", "id", "en", "garam", "9" * 20, "-1", "1e999", "0x1", "2026-02-31", "9999-12-31", "\u202e",
    "\udcff", "é", "市長", "ـ", "http://10.0.0.1/", "file:///", "javascript:x", "Asia/Jakarta", "true", "none",
    "days 1", "%00", "..", "SELECT", "FROM articles", "UNION", "WITH x AS (SELECT 1)", "zeroblob(9)", "PRAGMA x",
    "?", ":a", "]]>", "<!--",
)  # fmt: skip
Try = Callable[[random.Random], object]


def main(door: str, seconds: float, seed: int) -> int:
    """Return how many inputs fell."""
    chance, until, count, fallen = random.Random(seed), time.monotonic() + seconds, 0, set[str]()
    with tempfile.TemporaryDirectory() as folder:
        attempt = DOORS[door](Path(folder))
        while time.monotonic() < until:
            state = chance.getstate()
            try:
                attempt(chance)
            except Exception as error:
                last = traceback.extract_tb(error.__traceback__)[-1]
                place = f"{type(error).__name__} at {last.filename}:{last.lineno}"
                if place not in fallen:
                    chance.setstate(state)
                    print(f"{door}, input {count + 1} fell: {place}", *traceback.format_exception(error), sep="\n")
                fallen.add(place)
            count += 1
    print(f"fuzz {door}: {count} inputs in {seconds:g} s, {len(fallen)} kinds of falls", flush=True)
    return len(fallen)


def altered(body: bytes, chance: random.Random) -> bytes:
    """A body with some places changed: bytes, cuts, repetitions, pieces."""
    found = bytearray(body)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 40))):
        at = chance.randrange(len(found) + 1)
        end = at + chance.choice((0, 1, 2, 8, 100, 2000))
        how = chance.randrange(5)
        if how == 0:
            found[at:end] = chance.randbytes(chance.randrange(4))
        elif how == 1:
            found[at:at] = found[at:end] * chance.choice((1, 2, 50))
        elif how == 2:
            del found[at:end]
        elif how == 3:
            found[at:end] = chance.choice(PIECES).encode("utf-8", "surrogatepass")
        elif found:
            found[at % len(found)] ^= 1 << chance.randrange(8)
    return bytes(found[: 1 << 20])


def words(chance: random.Random, most: int = 6) -> str:
    return chance.choice(("", " ")).join(chance.choice(PIECES) for _ in range(chance.randrange(most)))


# -- the doors


def _formats(folder: Path) -> Try:
    """Files of every kind, read as an import reads them, each page by the step of its kind."""
    bodies = [*_material()]
    of_kind: dict[Kind, tuple[Callable[[Page], object], ...]] = {
        Kind.FEED: (steps.listing, steps.posts), Kind.SITEMAP: (steps.listing,), Kind.OPML: (steps.outlines,),
        Kind.SITE: (steps.links,), Kind.PAGE: (steps.article, steps.links, steps.leads_to),
    }  # fmt: skip

    def attempt(chance: random.Random) -> None:
        name, body = chance.choice(bodies)
        path = folder / f"a{Path(name).suffix if chance.random() < 0.9 else chance.choice(('.json', '.html', '.csv'))}"
        path.write_bytes(altered(body, chance))
        for each in files.pages(path, now=lambda: NOW):
            if isinstance(each, Page):
                for step in of_kind.get(each.kind, (steps.article,)):
                    with suppress(IngestError, Unstorable):
                        step(each)

    return attempt


def _material() -> Iterator[tuple[str, bytes]]:
    for place in ("feeds", "pages", "broken"):
        for path in sorted((HERE / place).iterdir()):
            yield path.name, path.read_bytes()
    for path in sorted(EXAMPLES.iterdir()):
        yield path.name, path.read_bytes()
    pages = [page(f"Bakau ke-{number}", f"Pohon {number}.") for number in range(3)]
    yield "a.warc", b"".join(response(f"https://muara.test/{n}.html", body) for n, body in enumerate(pages))
    yield "a.warc.gz", packed(response(f"https://muara.test/{n}.html", body) for n, body in enumerate(pages))
    yield "a.csv", b"url,title,text,date\nhttps://muara.test/1,Garam,Harga garam naik.,2026-01-05 10:00\n" * 3
    yield "a.jsonl", b'{"url": "https://muara.test/1", "title": "Garam", "text": "Naik.", "date": "2026-01-05"}\n' * 3
    yield "a.json", b'[{"judul": "Garam", "isi": "Naik.", "penulis": ["Dwi"], "tanggal": 1767600000}, {"a": {"b": []}}]'
    yield "a.txt", b"https://muara.test/1\nhttps://muara.test/2\n"
    yield (
        "a.xml",
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/1</loc></url></urlset>',
    )
    yield (
        "a.opml",
        b'<opml version="2.0"><body><outline text="a"><outline xmlUrl="https://a.example/f"/></outline></body></opml>',
    )
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder, "a.db")) as archive:
        fill(archive)
        for form in ("jsonl", "csv", "parquet", "warc"):
            made = Path(folder, f"made.{form}")
            _run(["--db", str(Path(folder, "a.db")), "export", "--format", form, "-o", str(made)])
            yield made.name, made.read_bytes()


def _run(given: list[str], **settings: str) -> None:
    """Run a command; raises what nobody expected."""
    from ingest.cli import main as program

    env = {name: None for name in os.environ if name.startswith("WARTA_")} | {"XDG_CONFIG_HOME": "/none"} | settings
    result = CliRunner().invoke(program, given, env=env, obj=World(pace=at_once))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    if result.exit_code == 1 or re.search(r"Traceback|: unexpected [A-Z]", result.output):
        raise AssertionError(f"{given!r} {settings!r} ends with {result.exit_code}: {result.output[-2000:]}")


def _arguments(folder: Path) -> Try:
    from ingest.cli.program import main as program

    path = _filled(folder)
    commands = {name: each for name, each in program.commands.items() if name not in ("serve", "sync")}

    def attempt(chance: random.Random) -> None:
        name = chance.choice([*commands])
        options = [word for option in commands[name].params for word in option.opts if word.startswith("--")]
        some = [chance.choice([*options, "--help", "1", "id", "garam"]) for _ in range(chance.randrange(5))]
        some += [words(chance, 4).replace("\0", "") for _ in range(chance.randrange(3))]
        chance.shuffle(some)
        if not {"--scheduler", "--out", "-o", "--output", "--log-file"} & {*some}:
            _run(["--db", str(path), name, *some])

    os.chdir(folder)  # what is written goes here
    return attempt


def _queries(folder: Path) -> Try:
    archive = Archive(_filled(folder), readonly=True)

    def attempt(chance: random.Random) -> None:
        for ask in (
            lambda text: archive.search(text, newest=chance.random() < 0.5, limit=3), archive.search_versions,
            lambda text: archive.query(text, max_seconds=1.0),
            lambda text: archive.query(f"SELECT {text} FROM articles WHERE {words(chance)}", max_seconds=1.0),
        ):  # fmt: skip
            with suppress(BadQuery):
                ask(words(chance, 9))

    return attempt


def _settings(folder: Path) -> Try:
    path = _filled(folder)
    good = b'contact = "a@b.example"\n\n[import]\njobs = 2\nkeep-captures = 30\n\n[search]\nlimit = 3'

    def attempt(chance: random.Random) -> None:
        (folder / "warta").mkdir(exist_ok=True)
        (folder / "warta" / configuration.FILE).write_bytes(altered(good, chance))
        given = chance.choice((["settings"], ["status"], ["import", str(EXAMPLES / "none.txt")]))
        _run(["--db", str(path), *given], XDG_CONFIG_HOME=str(folder), WARTA_TIMEZONE=words(chance).replace("\0", ""))
        _run(["--db", str(path), "settings", chance.choice(("captures", "timezone", "languages")), f"x{words(chance)}"])

    return attempt


def _archive(folder: Path) -> Try:
    whole = _filled(folder).read_bytes()
    path = folder / "broken.db"

    def attempt(chance: random.Random) -> None:
        found = bytearray(whole)
        for _ in range(chance.choice((1, 2, 20, 200))):
            at = chance.randrange(len(found)) if chance.random() < 0.7 else chance.randrange(200)
            found[at : at + 1] = chance.randbytes(1)
        path.write_bytes(found[: chance.choice((len(found), chance.randrange(len(found))))])
        for given in (["status"], ["search", "feri"], ["show", "1"], ["sources"], ["check"], ["changes"]):
            _run(["--db", str(path), *given])
        for each in files.pages(path, now=lambda: NOW):
            if isinstance(each, Page):
                with suppress(IngestError, Unstorable):
                    steps.article(each)
        with suppress(WartaError), Archive(path) as archive:
            fill(archive)
        for beside in folder.glob("broken.db-*"):
            beside.unlink()

    return attempt


def _serve(folder: Path) -> Try:
    path = _filled(folder)
    room = Room(path=path)
    with Archive(path, readonly=True) as archive:
        number = str(archive.search("feri")[0].id)
    places = (
        "/", "/article/N", "/article/N/citation.bib", "/article/N/citation.json", "/stories", "/story/N",
        "/changes", "/trends", "/trends.csv",
        "/sources", "/searches", "/feed.atom", "/feed.json", "/api/search", "/api/article/N", "/capture/1", "/x",
    )  # fmt: skip

    def attempt(chance: random.Random) -> None:
        place = chance.choice(places).replace("N", chance.choice((number, "1", "9" * 18, words(chance))))
        query = {chance.choice([*NAMES]): words(chance) or "garam" for _ in range(chance.randrange(6))}
        answer = room.answer(Request(path=place, query=query, headers={"accept-language": words(chance)}))
        if answer.status >= 500:
            raise AssertionError(f"{place} {query!r}: {answer.status}")

    return attempt


def _filled(folder: Path) -> Path:
    path = folder / "news.db"
    with Archive(path) as archive:
        fill(archive)
    return path


DOORS: dict[str, Callable[[Path], Try]] = {
    "formats": _formats, "arguments": _arguments, "queries": _queries, "settings": _settings, "archive": _archive,
    "serve": _serve,
}  # fmt: skip
