"""One request over the network: the one place where sockets are opened.

Returns a Response or raises a FetchError. Where it may connect, how long it may take and how
much it may receive is bounded whatever the other side does.
"""

import asyncio
import errno
import os
import re
import socket
import time
import urllib.request
from contextvars import ContextVar
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from multidict import CIMultiDict, CIMultiDictProxy

from ingest.core import compression, urls
from ingest.core.errors import NO_HOST, NO_ROUTE, AddressRefused, BadBody, BodyError, FetchError, TimedOut, Unreachable

from .framing import LenientHandler
from .policy import ALLOW_ADVICE, Policy, not_public
from .responses import AT_ONCE, REDIRECT, Deadlines, Request, Response

HEADER_LIMIT_BYTES = 64 << 10  # all of them together
_OURS = frozenset({errno.ENETUNREACH, errno.ENETDOWN, socket.EAI_AGAIN})  # not the other side
_LIST = re.compile(r"\b(?:rss|atom|rdf|feed|xml)\b(?<!xhtml\+xml)", re.I)
_MOST_HEADERS = 1000
_ADDRESSES = frozenset({"location", "content-location", "link", "refresh"})
_LOST = re.compile("[\ud800-\udfff]")
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"

# The addresses tried for the request that is being sent, and whether the policy permits each: of several
# that fail the connector puts the errors into one text.
_tried: ContextVar[dict[str, bool]] = ContextVar("tried")


# Whether a response has begun that is not asked for again in this run when it breaks off: robots.txt, and what
# lists articles, which the next run asks for anyway.
_is_for_later: ContextVar[bool] = ContextVar("is_for_later")


class _Refused(OSError):
    """Raised inside the connector, so it has to look like a failing socket."""


class Transport:
    """Sends requests; made inside a running event loop, closed with ``close``."""

    def __init__(self, *, policy: Policy, deadlines: Deadlines, user_agent: str) -> None:
        self._policy = policy
        self._deadlines = deadlines
        self._user_agent = user_agent
        # A proxy is on the user's own network, so connections to it are not checked;
        # the literal addresses asked of it are.
        self._direct = self._session(self._guarded_socket)
        self._proxied = self._session(None)

    async def close(self) -> None:
        """Close all connections, also when told to stop meanwhile."""
        try:
            await self._direct.close()
        finally:
            await self._proxied.close()

    async def send(self, request: Request) -> Response:
        """Return the response to one request, no redirect followed; raises a FetchError."""
        url, began = request.url, time.monotonic()
        _tried.set({})
        _is_for_later.set(False)
        try:
            async with asyncio.timeout(request.seconds):
                return await self._send(request, began)
        except TimeoutError as error:
            is_passing = not _is_for_later.get()
            raise TimedOut("fetching", url, self._lateness(), "try again later", is_passing=is_passing) from error
        except BodyError as error:
            is_passing = error.is_passing and not _is_for_later.get()
            raise BadBody("fetching", url, str(error), is_passing=is_passing) from error
        except aiohttp.ClientPayloadError as error:
            reason, is_passing = "the answer broke off in the middle", not _is_for_later.get()
            raise BadBody("fetching", url, reason, "try again later", is_passing=is_passing) from error
        except aiohttp.ClientConnectorError as error:
            raise _unreachable(url, error) from error
        except (aiohttp.ClientOSError, aiohttp.ClientConnectionResetError) as error:  # also a broken pipe
            raise Unreachable("fetching", url, f"the connection broke ({error.strerror or error})") from error
        except aiohttp.ServerDisconnectedError as error:
            raise Unreachable("fetching", url, "the server hung up without an answer") from error
        except aiohttp.ClientError as error:
            raise FetchError("fetching", url, f"the answer is not proper HTTP ({_said(error)})") from error
        except (OSError, ValueError) as error:
            raise Unreachable("fetching", url, str(error) or type(error).__name__) from error

    async def _send(self, request: Request, began: float) -> Response:
        proxy = _proxy(request.url)
        session = self._proxied if proxy else self._direct
        async with session.get(request.url, headers=request.headers, allow_redirects=False, proxy=proxy) as response:
            if sum(len(name) + len(value) for name, value in response.raw_headers) > HEADER_LIMIT_BYTES:
                raise BodyError(f"its headers are larger than the {HEADER_LIMIT_BYTES >> 10} KiB allowed")
            _is_for_later.set(
                request.only_beginning or _LIST.search(response.headers.get("Content-Type", "")) is not None
            )
            body = b"" if response.status in REDIRECT else await _body(response, request)
            return Response(
                status=response.status,
                headers=_storable(response.headers),
                body=body,
                cookies=_cookies(response.headers.getall("Set-Cookie", [])),
                seconds=time.monotonic() - began,
                head=_head(response),
                wrong=_wrong(response),
            )

    def _session(self, socket_factory: Any) -> aiohttp.ClientSession:
        session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=AT_ONCE, limit_per_host=1, socket_factory=socket_factory),
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=self._deadlines.connect, sock_read=self._deadlines.read
            ),
            headers={
                "User-Agent": self._user_agent, "Accept": _ACCEPT, "Accept-Encoding": compression.ACCEPTED,
                "Accept-Language": "id,en;q=0.8,*;q=0.5",
            },
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            max_line_size=HEADER_LIMIT_BYTES,
            max_field_size=HEADER_LIMIT_BYTES,
            max_headers=_MOST_HEADERS,
        )  # fmt: skip
        connector = session.connector
        assert connector is not None
        connector._factory = partial(LenientHandler, loop=asyncio.get_running_loop())  # type: ignore[assignment]
        # Where a kept connection breaks it would ask again by itself, without the pause that the host is due.
        session._retry_connection = False
        return session

    def _guarded_socket(self, info: Any) -> socket.socket:
        """A socket for an address that the name was resolved to; literals come here unresolved."""
        family, kind, protocol, _, destination = info
        _tried.get()[destination[0]] = is_permitted = self._policy.permits(destination[0])
        if not is_permitted:
            raise _Refused(not_public(destination[0]))
        return socket.socket(family=family, type=kind, proto=protocol)

    def _lateness(self) -> str:
        limits = self._deadlines
        return (
            f"no complete answer in time ({limits.connect:g} s to connect, {limits.read:g} s without data,"
            f" {limits.total:g} s in all)"
        )


async def _body(response: aiohttp.ClientResponse, request: Request) -> bytes:
    body, limit = bytearray(), request.limit_bytes
    coding = response.headers.get("Content-Encoding", "")
    async for piece in response.content.iter_chunked(1 << 16):
        body += piece
        if len(body) > limit and request.only_beginning:
            break
        if len(body) > limit:
            raise BodyError(f"it is larger than the {limit / (1 << 20):g} MiB allowed")
    return compression.unpack(bytes(body), coding, limit, only_beginning=request.only_beginning)


def _head(response: aiohttp.ClientResponse) -> str:
    """Status line and header lines as they came; a byte that is no UTF-8 is read as Latin-1, as HTTP has it."""
    number = response.version
    version = f"{number.major}.{number.minor}" if number else "1.1"
    status = f"HTTP/{version} {response.status} {response.reason or ''}".rstrip()
    lines = (b": ".join(pair) for pair in response.raw_headers)
    return "".join(f"{' '.join(line.split())}\n" for line in (_LOST.sub("\ufffd", status), *map(_decoded, lines)))


def _wrong(response: aiohttp.ClientResponse) -> str | None:
    """What its connection forgave it, once the body is read."""
    connection = response._protocol  # its public name is gone as soon as the body is read
    return connection.wrong if isinstance(connection, LenientHandler) else None


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _storable(headers: "CIMultiDictProxy[str]") -> "CIMultiDict[str]":
    """Headers without bytes that are no UTF-8 (they come as lone surrogates): in addresses %XX, else U+FFFD."""
    return CIMultiDict(
        (name, urls.escaped(value) if name.lower() in _ADDRESSES else _LOST.sub("\ufffd", value))
        for name, value in headers.items()
    )


def _cookies(lines: list[str]) -> dict[str, str]:
    """Name and value of the cookies that an answer sets (RFC 6265, 5.2).

    http.cookies drops those with an attribute that it does not know (Partitioned, Priority)
    or with JSON in them, which consent walls use.
    """
    pairs = (line.partition(";")[0].partition("=") for line in lines if line.isprintable())
    return {name.strip(): value.strip() for name, is_pair, value in pairs if is_pair and name.strip()}


def _proxy(url: str) -> str | None:
    """The proxy that the standard variables (http_proxy, no_proxy, …) name for this address."""
    parts = urlsplit(url)
    if urllib.request.proxy_bypass(parts.netloc):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy


def _said(error: aiohttp.ClientError) -> str:
    """What a library says of a response, without the response: its messages quote whole pages."""
    message = getattr(error, "message", None) or str(error)
    return str(message).partition("\n")[0].partition(" when reading: ")[0].rstrip(":") or type(error).__name__


def _unreachable(url: str, error: aiohttp.ClientConnectorError) -> FetchError:
    tried = _tried.get()
    if tried and not any(tried.values()):
        return AddressRefused("fetching", url, not_public(", ".join(tried)), ALLOW_ADVICE)
    if error.os_error.errno in _OURS or isinstance(error, aiohttp.ClientProxyConnectionError):
        reason = f"this machine has no connection to it ({_of_system(error.os_error)})"
        return Unreachable(
            "fetching", url, reason, "check the connection, and the proxy if there is one", code=NO_ROUTE
        )
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        advice = "check the spelling, or the connection"
        return Unreachable("fetching", url, "there is no host of this name", advice, code=NO_HOST)
    if "WRONG_VERSION_NUMBER" in str(error):
        advice = "give the address with http://"
        return Unreachable("fetching", url, "it does not speak https there", advice, is_passing=False)
    if isinstance(error, aiohttp.ClientSSLError):
        return Unreachable("fetching", url, f"its certificate cannot be trusted ({error.os_error})", is_passing=False)
    return Unreachable("fetching", url, f"no connection ({_of_system(error.os_error)})", "try again later")


def _of_system(error: OSError) -> str:
    """What the system says; Python's own words name the call that failed."""
    return os.strerror(error.errno).lower() if error.errno and error.errno > 0 else str(error.strerror or error)
