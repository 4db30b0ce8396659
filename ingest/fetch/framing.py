"""Responses whose length is told wrongly, read as browsers read them.

aiohttp refuses a response that repeats its Content-Length, and one that goes on after it, and reads no headers whose
lines end in a bare line feed. Here the head is put right before its parser sees it, and what follows the length is
dropped together with the connection.
"""

import re
from typing import Any

from aiohttp.client_proto import ResponseHandler

_LONGEST_HEAD = 256 << 10  # then it goes on as it is: the parser has limits of its own
_MOST_BEFORE = 20  # heads before the one that counts
_TWICE = "it announces its length twice"
_LONGER = "it is longer than it announces; what goes beyond was dropped"
_LINE_END = re.compile(rb"\r?\n")
_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"(?im)^content-length[ \t]*:[ \t]*([0-9]{1,18})[ \t]*\r?\n")
_CHUNKED = re.compile(rb"(?im)^transfer-encoding[ \t]*:.*\bchunked\b")
_STATUS = re.compile(rb"HTTP/1\.[01] ([0-9]{3})")


class LenientHandler(ResponseHandler):
    """A connection that forgives wrong lengths of responses; ``wrong`` says what it forgave the last one, else None."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._head: bytearray | None = bytearray()  # None: it has passed
        self._before = 0  # heads that only announced another one
        self._left: int | None = None  # bytes of the body still to come; None: not told by a length
        self.wrong: str | None = None

    def set_response_params(self, **params: Any) -> None:
        """A new request: the next bytes are a head again."""
        self._head, self._left, self._before, self.wrong = bytearray(), None, 0, None
        super().set_response_params(**params)

    def data_received(self, data: bytes) -> None:
        """Pass on what a browser would read."""
        if not data:  # more of what came before is asked for
            super().data_received(data)
            return
        if self._head is None:
            data = self._within_length(data)
        else:
            self._head += data
            data = self._from_head(self._head)
        if data:
            super().data_received(data)

    def _from_head(self, received: bytearray) -> bytes:
        """What may be passed on of a beginning; nothing until the head is whole."""
        end = _END.search(received)
        if end is None and len(received) <= _LONGEST_HEAD:
            self._reschedule_timeout()
            return b""
        status = _STATUS.match(received)
        if end is None or status is None or self._before > _MOST_BEFORE:
            self._head = None
            return bytes(received)
        head, rest = _LINE_END.sub(b"\r\n", received[: end.end()]), bytes(received[end.end() :])
        if status[1].startswith(b"1"):  # "continue", "early hints": another head follows
            self._head, self._before = bytearray(rest), self._before + 1
            return head + (self._from_head(self._head) if rest else b"")
        self._head = None
        return self._repaired(head, status[1]) + self._within_length(rest)

    def _repaired(self, head: bytes, status: bytes) -> bytes:
        """A head with one length at most; the first one counts, and none where the body comes in chunks."""
        lengths = [int(length) for length in _LENGTH.findall(head)]
        if not lengths or len(set(lengths)) > 1:  # two that differ are an attack more often than a slip
            return head
        bare = _LENGTH.sub(b"", head)
        if _CHUNKED.search(bare):
            return bare
        if status not in (b"204", b"304"):
            self._left = lengths[0]
        if len(lengths) == 1:
            return head
        self.wrong = _TWICE
        first, end, rest = bare.partition(b"\n")
        return first + end + b"Content-Length: %d\r\n" % lengths[0] + rest

    def _within_length(self, data: bytes) -> bytes:
        if self._left is None:
            return data
        within, beyond = data[: self._left], data[self._left :]
        self._left -= len(within)
        if beyond:
            self.wrong = _LONGER
            self.force_close()
        return within
