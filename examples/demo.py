"""Import example articles, search them in both languages, see a correction, export, and open the reading room.

Runs the installed ``warta`` as a person would; the site is served on loopback meanwhile.
"""

import contextlib
import functools
import http.server
import os
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
DATABASE = Path(".demo/news.db")
EXPORTED = Path(".demo/news.jsonl")
PRIVATE = ("--allow-private", "127.0.0.0/8")


def main() -> None:
    DATABASE.parent.mkdir(exist_ok=True)
    EXPORTED.unlink(missing_ok=True)
    for old in DATABASE.parent.glob(f"{DATABASE.name}*"):
        old.unlink()
    with served() as (site, address):
        warta("import", os.path.relpath(HERE / "articles"), f"{address}/feed.xml", *PRIVATE)
        warta("search", "garam dipanen", "--language", "id")
        warta("search", "train traders", "--language", "en")
        say("The same story in both languages, and one search for both:")
        warta("show", "https://www.kabarlembah.example/daerah/2026/02/11/jembatan-gantung-kali-rengas-dibuka-lagi")
        warta("search", "jembatan gantung", "--across")
        say("The newsroom corrects an article; warta meets it again:")
        site.is_corrected = True
        warta("import", f"{address}/night-train.html", *PRIVATE)
        warta("show", f"{address}/night-train.html", "--diff")
    warta("export", "--output", str(EXPORTED))
    read_in_the_browser()
    say(f"The archive is {DATABASE}; look into it with: sqlite3 {DATABASE}")


def read_in_the_browser() -> None:
    """Open the reading room: until Ctrl-C where a person is looking, else only until it says where it is."""
    with started("serve", "--port", "0") as room:
        assert room.stdout is not None
        print(room.stdout.readline(), end="", flush=True)
        if sys.stdin.isatty() and sys.stdout.isatty():
            with contextlib.suppress(KeyboardInterrupt):
                room.wait()


def warta(*words: str) -> None:
    subprocess.run(shown(words), check=True, env=environment())
    print(flush=True)


@contextlib.contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(shown(words), env=environment(), stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
        print(flush=True)


def shown(words: tuple[str, ...]) -> list[str]:
    command = ["warta", "--db", str(DATABASE), *words]
    say(f"$ {shlex.join(command)}")
    return command


def say(text: str) -> None:
    print(text, flush=True)


def environment() -> dict[str, str]:
    beside_python = str(Path(sys.executable).parent)
    path = f"{beside_python}{os.pathsep}{os.environ.get('PATH', '')}"
    return os.environ | {"PATH": path, "no_proxy": "127.0.0.1"}


class Site(http.server.ThreadingHTTPServer):
    """Serves the example site; once ``is_corrected``, the pages in ``site-corrected`` in place of the earlier ones."""

    is_corrected = False


class Pages(http.server.SimpleHTTPRequestHandler):
    def send_head(self):
        del self.headers["If-Modified-Since"]  # by their times on the disk both versions may be of one second
        return super().send_head()

    def translate_path(self, path: str) -> str:
        asked = Path(super().translate_path(path))
        corrected = HERE / "site-corrected" / asked.name
        assert isinstance(self.server, Site)
        return str(corrected if self.server.is_corrected and corrected.is_file() else asked)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served() -> Iterator[tuple[Site, str]]:
    with Site(("127.0.0.1", 0), functools.partial(Pages, directory=str(HERE / "site"))) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield site, f"http://127.0.0.1:{site.server_address[1]}"
        site.shutdown()


if __name__ == "__main__":
    main()
