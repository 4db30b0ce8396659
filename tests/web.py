"""A small web for tests: one server on a loopback address, answers by path, requests on record."""

import hashlib
import socket
import struct
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Answer:
    """What the server sends for a path; ``length`` lies about the size when given."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    silent: bool = False  # accept the request and never answer
    reset: bool = False  # break the connection in place of an answer
    is_tagged: bool = False  # an ETag that follows from the body, and 304 for who has it

    @property
    def tag(self) -> str | None:
        return f'"{hashlib.sha256(self.body).hexdigest()[:12]}"' if self.is_tagged else None


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):  # of a client that has seen enough
            super().handle_error(request, client_address)


class Web:
    """Serves ``pages``; as a proxy it serves them for every host name."""

    def __init__(self, host: str) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []  # path and headers, in order
        self.when_asked: Callable[[str], None] = lambda path: None  # before it answers
        self._later: dict[str, list[Answer]] = {}  # what comes after ``pages``
        self._closing = threading.Event()
        self._was_asked = threading.Event()
        self._server = _Server((host, 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://{host}:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def page(self, path: str, body: str | bytes = b"", **answer: object) -> str:
        """Put an answer at a path; gives its address."""
        content = body.encode() if isinstance(body, str) else body
        self.pages[path] = Answer(content, **answer)  # type: ignore[arg-type]
        return f"{self.url}{path}"

    def turns(self, path: str, *answers: Answer) -> str:
        """Put answers at a path that are given one after the other, the last one again and again."""
        self.pages[path], *self._later[path] = answers
        return f"{self.url}{path}"

    def wait_until_asked(self) -> None:
        """Return when the first request has come in."""
        assert self._was_asked.wait(60)

    @property
    def paths(self) -> list[str]:
        """The paths asked for, but robots.txt."""
        return [path for path, _ in self.asked if not path.endswith("/robots.txt")]

    def headers(self, path: str) -> list[dict[str, str]]:
        """The headers of the requests for a path."""
        return [headers for asked, headers in self.asked if asked == path]

    def _next(self, path: str) -> Answer:
        answer = self.pages.get(path, Answer(b"not here", status=404))
        if self._later.get(path):
            self.pages[path] = self._later[path].pop(0)
        return answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                web.asked.append((self.path, dict(self.headers)))
                web._was_asked.set()
                web.when_asked(self.path)
                answer = web._next(self.path)
                if answer.silent:
                    web._closing.wait()
                    return
                if answer.reset:
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.close_connection = True
                    return
                if answer.tag and self.headers.get("If-None-Match") == answer.tag:
                    answer = Answer(status=304)
                self.send_response(answer.status)
                if answer.tag:
                    self.send_header("ETag", answer.tag)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
                self.end_headers()
                self.wfile.write(answer.body)
                self.close_connection = answer.length is not None

            def log_message(self, *_: object) -> None:
                pass

        return Handler
