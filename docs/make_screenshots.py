"""Draw docs/reading-room/*.png from an archive, with Debian's chromium: python docs/make_screenshots.py ARCHIVE"""

import asyncio
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from store.web import Room
from store.web.server import Listen, serve

PAGES = {
    "search": ("/?q=garam", {}),
    "article": ("/?q=garam", {}),
    "stories": ("/stories?period=year", {}),
    "changes": ("/changes", {}),
    "trends": ("/trends", {}),
    "sources": ("/sources", {}),
    "searches": ("/searches", {}),
    "phone-in-indonesian": ("/?q=garam&ui=id", {"viewport": {"width": 390, "height": 760}}),
    "dark": ("/?q=garam", {"color_scheme": "dark"}),
}
FOLDER = Path(__file__).with_name("reading-room")


def main(archive: Path) -> None:
    """Write one picture a page."""
    ready, addresses = threading.Event(), []
    loop = asyncio.new_event_loop()

    def is_ready(address: str) -> None:
        addresses.append(address.rstrip("/"))
        ready.set()

    work = serve(Room(path=archive), Listen(port=0), ready=is_ready, complain=print)
    thread = threading.Thread(target=loop.run_until_complete, args=(work,), daemon=True)
    thread.start()
    ready.wait(20)
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (path, settings) in PAGES.items():
            page = browser.new_context(**{"viewport": {"width": 1000, "height": 640}, **settings}).new_page()
            page.goto(addresses[0] + path)
            if name == "article":
                page.click(".hits h2 a >> nth=0")
                page.wait_for_load_state()
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()
    loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
    thread.join(20)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
