"""Whatever bytes a server puts into its headers, one address fails at most, and all that is kept can be stored."""

import asyncio

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.core.errors import FetchError
from ingest.core.model import Fetched
from ingest.fetch.client import Client
from ingest.fetch.responses import Deadlines
from ingest.fetch.sending import Memory
from store import Archive, Validators
from tests.fetch.fetching import HTML, LOOPBACK, at_once

NAMES = (
    "Location", "ETag", "Last-Modified", "Content-Type", "Link", "Retry-After", "Refresh", "Set-Cookie",
    "Cache-Control",
    "Content-Encoding", "Content-Range", "Content-Location", "Date", "Age",
)  # fmt: skip
PIECES = st.sampled_from(
    [
        b"/", b"//", b"\\", b"http:", b"https://", b"127.0.0.1", b"[::1", b"@", b":99999", b"%zz",
        b"\xff", b"\xc3\xa4", b"\x01",
        b"\x7f", b'"', b";", b"=", b" ", b"\t", b"gzip", b"url=", b"0", b"99999999999999999999", b"Fri, 31 Feb 2026",
        b"#", b"?",
    ]
)  # fmt: skip
VALUES = (
    st.lists(PIECES | st.binary(max_size=4), max_size=6)
    .map(b"".join)
    .map(lambda value: value.replace(b"\r", b"").replace(b"\n", b""))
)
HEADERS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5)
STATUSES = st.sampled_from([200, 200, 203, 206, 301, 302, 304, 307, 429, 503])


def outcome(status: int, headers: list[tuple[str, bytes]]) -> tuple[Fetched | FetchError, Fetched | FetchError]:
    """What becomes of an address with these headers, and of another one of the same site after it."""
    kept: dict[str, Validators] = {}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1]
        is_odd = path == b"/a"
        lines = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in headers) if is_odd else b""
        code = status if is_odd else 404 if path == b"/robots.txt" else 200
        length = b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(HTML)
        writer.write(b"HTTP/1.1 %d X\r\n" % code + lines + length + HTML)
        await writer.drain()
        writer.close()

    async def ask(it: Client, url: str) -> Fetched | FetchError:
        try:
            found = await it.fetch(url)
        except FetchError as error:
            return error
        if found.validators:
            kept[found.validators.url] = found.validators
        return found

    async def run() -> tuple[Fetched | FetchError, Fetched | FetchError]:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        it = Client(policy=LOOPBACK, pace=at_once(), deadlines=Deadlines(total=5.0), memory=Memory(validators=kept.get))
        try:
            await ask(it, f"{base}/a")
            return await ask(it, f"{base}/a"), await ask(it, f"{base}/b")
        finally:
            await it.close()
            server.close()

    return asyncio.run(run())


@settings(max_examples=40)
@given(STATUSES, HEADERS)
@example(302, [("Location", b"/kapal-\xf8re")])
@example(200, [("ETag", b'"a\x01b"'), ("Last-Modified", b"Jum\xe9at")])
@example(302, [("Location", b"http://nama:sandi@127.0.0.1/")])
@example(
    200, [("Content-Type", b"text/html; charset=\xe9"), ("Content-Encoding", b"caf\xe9"), ("Refresh", b"0;url=\xff")]
)
def test_no_header_costs_more_than_its_own_address(status: int, headers: list[tuple[str, bytes]]) -> None:
    odd, good = outcome(status, headers)
    if status != 429 and not any(name == "Retry-After" for name, _ in headers):
        assert isinstance(good, Fetched), good
    if isinstance(odd, FetchError):
        assert odd.exit_code == 4
        assert len(odd.reason) <= 200
        assert str(odd).encode()
    elif odd.page:
        assert odd.validators
        with Archive(":memory:") as archive:
            archive.subscriptions.note_validators([odd.validators])
        for text in (odd.page.url, odd.page.content_type, odd.page.refresh, odd.moved_to):
            (text or "").encode()  # raises where it could not be stored
