"""What a person does in a real browser: Debian's chromium, with axe for those who cannot see the page."""

import asyncio
import importlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from store import Archive, Article
from store.web import Room
from store.web.server import Listen, serve

from .conftest import HARVEST, HOSTILE, SALT, TRAP

CHROMIUM = shutil.which("chromium")
if os.environ.get("WARTA_BROWSER") != "must":  # as .ci/run says where there is a browser
    if CHROMIUM is None:
        pytest.skip("needs chromium, which is not installed", allow_module_level=True)
    pytest.importorskip("playwright.sync_api", reason="needs playwright")
    pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
playwright = importlib.import_module("playwright.sync_api")
axe = importlib.import_module("axe_playwright_python.sync_playwright")
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A room that is open, over an archive with a pair, a change, a trap and a year of articles."""
    path: Path = tmp_path_factory.mktemp("browser") / "news.db"
    with Archive(path) as archive:
        archive.put(Article(url=HARVEST.url, title="Garam gagal panen", text="Petani gagal memanen garam sejak Senin."))
        ids = [archive.put(article).id for article in (HARVEST, SALT, TRAP)]
        for number in range(40):
            moment = datetime(2025, 1 + number % 12, 3, tzinfo=UTC)
            text = f"Perahu nomor {number} membawa garam."
            url = f"https://kabar.example/{number}"
            archive.put(Article(url=url, title=text, text=text, published=moment, language="id"))
        with archive._file.writing("pairing") as connection:
            for one, other in ((ids[0], ids[1]), (ids[1], ids[0])):
                connection.execute("INSERT OR REPLACE INTO counterparts VALUES (?, ?, 'story', 0.9, 3)", (one, other))
    ready, found = threading.Event(), []
    loop = asyncio.new_event_loop()

    def run() -> None:
        def is_ready(where: str) -> None:
            found.append(where)
            ready.set()

        loop.run_until_complete(serve(Room(path=path), Listen(port=0), ready=is_ready, complain=print))

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(20)
    yield found[0].rstrip("/")
    loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
    thread.join(20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Open]:
    """Open a page; nothing may be asked of another host, and nothing may go wrong in the page's scripts."""
    opened: list[Any] = []
    wrong: list[str] = []

    def visiting(where: str, **settings: Any) -> Any:
        context = chromium.new_context(**settings)
        opened.append(context)
        page = context.new_page()
        page.on("request", lambda request: None if request.url.startswith(address) else wrong.append(request.url))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(address + where)
        return page

    yield visiting
    for context in opened:
        context.close()
    assert wrong == []


def test_a_stranger_finds_the_earlier_headline(visit: Open) -> None:
    page = visit("/")
    page.fill("#q", "panen")
    page.press("#q", "Enter")
    page.click("text=changed 1 time")
    assert page.inner_text("del") == "gagal panen"


def test_a_stranger_finds_the_counterpart(visit: Open) -> None:
    page = visit("/?q=panen")
    page.click("text=also in English")
    page.click("text=read side by side")
    assert "Farmers have been harvesting" in page.inner_text("article")
    assert page.get_attribute(".pair .row:nth-of-type(4)", "lang") == "en"


def test_the_keyboard_alone_is_enough(visit: Open) -> None:
    page = visit("/")
    page.keyboard.press("/")
    page.keyboard.type("perahu")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=perahu**")
    for key in "jjk":
        page.keyboard.press(key)
    first = page.get_attribute(".hits h2 a >> nth=0", "href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")


def test_it_works_without_scripts(visit: Open) -> None:
    page = visit("/", java_script_enabled=False)
    page.fill("#q", "perahu")
    page.press("#q", "Enter")
    page.click("text=Next page")
    assert "page=2" in page.url
    assert page.locator(".hits h2").count() == 20


def test_a_telephone_shows_all_of_it_in_its_width(visit: Open) -> None:
    for where in ("/?q=garam", "/stories", "/changes", "/trends", "/sources", "/searches"):
        page = visit(where, viewport={"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, where


def test_a_month_of_the_timeline_can_be_clicked(visit: Open) -> None:
    page = visit("/?q=perahu")
    page.click("svg.chart a >> nth=2", force=True)
    page.wait_for_url("**since=2025-03-01&until=2025-03-31**")
    assert page.locator(".hits h2").count() == 4


def test_the_other_language_stays_chosen(visit: Open) -> None:
    page = visit("/?q=perahu")
    page.click("text=Bahasa Indonesia")
    page.click(".hits h2 a >> nth=0")
    assert page.get_attribute("html", "lang") == "id"
    assert "Keterangan" in page.inner_text("aside")


def test_what_is_hostile_is_only_read(visit: Open) -> None:
    page = visit("/?language=&q=script")
    page.click(".hits h2 a >> nth=0")
    assert HOSTILE in page.inner_text("h1")
    assert page.locator("a[href^='javascript']").count() == 0


@pytest.mark.parametrize(
    ("where", "scheme"),
    [
        ("/?q=garam", "light"), ("/?q=panen&ui=id", "dark"), ("/stories", "light"), ("/changes", "light"),
        ("/trends", "dark"), ("/sources", "light"), ("/searches", "light"),
    ],
)  # fmt: skip
def test_nobody_is_left_out(visit: Open, where: str, scheme: str) -> None:
    page = visit(where, color_scheme=scheme)
    found = axe.Axe().run(page)
    assert [problem["id"] for problem in found.response["violations"]] == []


def test_nobody_is_left_out_of_an_article(visit: Open) -> None:
    page = visit("/?q=panen")
    page.click("text=changed 1 time")
    assert axe.Axe().run(page).violations_count == 0
    page.click("text=read side by side")
    assert axe.Axe().run(page).violations_count == 0
