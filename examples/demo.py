"""Import the example articles into a new archive and search it in both languages.

Runs the installed ``warta`` as a person would; the feed is served on loopback meanwhile.
"""

import functools
import http.server
import os
import shlex
import subprocess
import sys
import threading
from pathlib import Path

HERE = Path(__file__).parent
DATABASE = Path(".demo/news.db")


def main() -> None:
    DATABASE.parent.mkdir(exist_ok=True)
    for old in DATABASE.parent.glob(f"{DATABASE.name}*"):
        old.unlink()
    with serve(HERE / "site") as site:
        address = f"http://127.0.0.1:{site.server_address[1]}/feed.xml"
        warta("import", os.path.relpath(HERE / "articles"), address, "--allow-private", "127.0.0.0/8")
        site.shutdown()
    warta("search", "garam dipanen", "--language", "id")
    warta("search", "train traders", "--language", "en")
    print(f"The archive is {DATABASE}; look into it with: sqlite3 {DATABASE}")


def warta(*words: str) -> None:
    command = ["warta", "--db", str(DATABASE), *words]
    print("$", shlex.join(command), flush=True)
    beside_python = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": f"{beside_python}{os.pathsep}{os.environ.get('PATH', '')}",
        "no_proxy": "127.0.0.1",
    }
    subprocess.run(command, check=True, env=environment)
    print(flush=True)


def serve(folder: Path) -> http.server.ThreadingHTTPServer:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    main()
