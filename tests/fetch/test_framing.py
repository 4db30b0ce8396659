"""Lengths that are told wrongly, and what of the response is read all the same."""

import asyncio

import pytest

from ingest.core.errors import FetchError
from ingest.core.model import Page
from tests.fetch.fetching import HTML, fetch_raw

LENGTH = b"Content-Length: %d\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
IN_CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML)


def fetch(headers: bytes, rest: bytes, *, status: bytes = b"200 OK", in_pieces: bool = False) -> Page:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1]
        whole = b"HTTP/1.1 " + status + b"\r\nConnection: close\r\n" + headers + b"\r\n" + rest
        if path == b"/robots.txt":
            whole = b"HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        for start in range(0, len(whole), 7 if in_pieces else len(whole)):
            writer.write(whole[start : start + (7 if in_pieces else len(whole))])
            await writer.drain()
        writer.close()

    return fetch_raw(serve)


def read(headers: bytes, rest: bytes, *, status: bytes = b"200 OK", in_pieces: bool = False) -> bytes:
    return fetch(headers, rest, status=status, in_pieces=in_pieces).body


@pytest.mark.parametrize("in_pieces", [False, True])
@pytest.mark.parametrize(
    ("headers", "rest"),
    [
        (LENGTH % len(HTML), HTML),
        (LENGTH % len(HTML) * 2, HTML),
        (LENGTH % len(HTML), HTML + b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        (LENGTH % 7 + CHUNKED, IN_CHUNKS),
        (CHUNKED, IN_CHUNKS),
        (b"", HTML),
    ],
    ids=["right", "twice", "more-behind", "beside-chunks", "chunks", "none"],
)
def test_the_whole_page_is_read(headers: bytes, rest: bytes, in_pieces: bool) -> None:
    assert read(headers, rest, in_pieces=in_pieces) == HTML


def test_a_page_ends_where_its_length_says() -> None:
    assert read(LENGTH % (len(HTML) - 40), HTML) == HTML[:-40]


@pytest.mark.parametrize(
    ("headers", "wrong"),
    [
        (LENGTH % len(HTML), None),
        (LENGTH % len(HTML) * 2, "it announces its length twice"),
        (LENGTH % (len(HTML) - 40), "it is longer than it announces; what goes beyond was dropped"),
    ],
    ids=["right", "twice", "shorter"],
)
def test_what_was_wrong_is_said(headers: bytes, wrong: str | None) -> None:
    assert fetch(headers, HTML).wrong == wrong


def test_lines_of_a_head_may_end_in_a_bare_line_feed() -> None:
    page = fetch((LENGTH % len(HTML)).replace(b"\r\n", b"\n") + b"X-A: one\n", HTML)
    assert (page.body, page.wrong) == (HTML, None)
    assert "X-A: one\n" in (page.headers or "")


def test_what_comes_before_the_head_is_passed_over() -> None:
    hints = b"103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 200 OK"
    assert read(LENGTH % len(HTML), HTML, status=hints) == HTML


@pytest.mark.parametrize("headers", [b"Content-Length: -1\r\n", LENGTH % (len(HTML) + 40), LENGTH % 7 + LENGTH % 9])
def test_a_length_that_cannot_be_is_an_error(headers: bytes) -> None:
    with pytest.raises(FetchError):
        read(headers, HTML)
