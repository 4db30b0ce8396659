"""The one door to the network: an address becomes a Page, or a FetchError.

Every request, redirects included, passes the address policy, robots.txt and the
pace of its host; its time and its size are bounded whatever the other side does.
"""

import asyncio
import socket
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp

from ingest import address, charset, compression
from ingest.errors import (
    AddressRefused,
    BadBody,
    BadStatus,
    BodyError,
    FetchError,
    RobotsDenied,
    TimedOut,
    Unreachable,
)
from ingest.model import Kind, Page
from store import Sighting

from . import robots
from .guard import ALLOW_ADVICE, NOT_PUBLIC, Policy, not_public
from .pace import Pace

HOMEPAGE = "https://warta.example"
_NAME = "warta"  # what robots.txt files call us
FEED_LIMIT_BYTES = 10 << 20
HEADER_LIMIT_BYTES = 64 << 10
REDIRECTS = 5
_AT_ONCE = 64  # requests; the total deadline of one begins when it has its slot
_REDIRECT = {301, 302, 303, 307, 308}
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """How long a request may take, in seconds."""

    connect: float = 10.0
    read: float = 10.0  # between two pieces of the answer
    total: float = 30.0


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]  # names in any case
    body: bytes  # unpacked


class _Refused(OSError):
    """Raised inside the connector, so it has to look like a failing socket."""


class Client:
    """Fetches pages; made inside a running event loop, closed with ``close``.

    ``contact`` is what a site sees in the User-Agent: an address where it can complain.
    """

    def __init__(
        self,
        *,
        policy: Policy | None = None,
        pace: Pace | None = None,
        deadlines: Deadlines | None = None,
        contact: str = HOMEPAGE,
    ) -> None:
        self._policy = policy or Policy()
        self._pace = pace or Pace()
        self._deadlines = deadlines or Deadlines()
        self._user_agent = f"{_NAME}/{version('warta')} (+{contact})"
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._robots: dict[str, asyncio.Task[robots.Rules | FetchError]] = {}
        # A proxy is on the user's own network, so connections to it are not checked;
        # the literal addresses asked of it are.
        self._direct = self._session(self._guarded_socket)
        self._proxied = self._session(None)

    async def close(self) -> None:
        """Close all connections."""
        await self._direct.close()
        await self._proxied.close()

    async def fetch(self, url: str, *, limit_bytes: int = FEED_LIMIT_BYTES) -> Page:
        """The page at ``url``, redirects followed; raises a FetchError."""
        at, answer = url, None
        for _ in range(REDIRECTS + 1):
            await self._check_robots(at)
            answer = await self._ask(at, limit_bytes)
            if answer.status not in _REDIRECT:
                break
            at = _target(at, answer)
        else:
            raise BadStatus("fetching", url, f"more than {REDIRECTS} redirects", "check the address", status=310)
        if answer.status != HTTPStatus.OK:
            raise BadStatus("fetching", url, _phrase(answer.status), _advice(answer.status), status=answer.status)
        # Bytes of a header that are no UTF-8 come as halves of characters.
        asked = Sighting(kind="page", locator=address.canonical(url))
        landed = Sighting(kind="page", locator=address.canonical(at))
        return Page(
            url=charset.readable(at),
            body=answer.body,
            kind=Kind.PAGE,
            fetched=datetime.now(UTC),
            status=answer.status,
            content_type=charset.readable(answer.headers.get("Content-Type", "")) or None,
            sightings=(asked,) if asked == landed else (asked, landed),
        )

    async def _check_robots(self, url: str) -> None:
        self._policy.check(url)
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = asyncio.ensure_future(self._rules(origin))
        rules = await asyncio.shield(self._robots[origin])  # others of this host wait for it too
        if isinstance(rules, FetchError):
            raise type(rules)("fetching", url, rules.reason, rules.advice)
        if not rules.allows(url):
            why = rules.denied_why or "its robots.txt asks programs not to fetch it"
            advice = "try again later" if rules.denied_why else "save the page in a browser and import the file"
            raise RobotsDenied("fetching", url, why, advice)
        self._pace.slow_down(parts.netloc, rules.crawl_delay_seconds)

    async def _rules(self, origin: str) -> robots.Rules | FetchError:
        """What robots.txt of a host says, or why the host gives no answer at all."""
        at = f"{origin}/robots.txt"
        try:
            for _ in range(REDIRECTS + 1):
                self._policy.check(at)
                answer = await self._ask(at, robots.LIMIT_BYTES, only_beginning=True)
                if answer.status not in _REDIRECT:
                    return robots.rules(answer.status, answer.body, _NAME)
                at = _target(at, answer)
        except BadStatus as error:
            return robots.rules(error.status, b"", _NAME)
        except FetchError as error:
            return error
        return robots.rules(HTTPStatus.NOT_FOUND, b"", _NAME)  # RFC 9309, 2.3.1.2

    async def _ask(self, url: str, limit_bytes: int, *, only_beginning: bool = False) -> _Answer:
        """One request, no redirect followed; what is over the limit is refused, or cut off."""
        parts = urlsplit(url)
        async with self._pace.turn(parts.netloc), self._slots:
            try:
                async with asyncio.timeout(self._deadlines.total):
                    return await self._get(url, limit_bytes, only_beginning=only_beginning)
            except TimeoutError as error:
                raise TimedOut(
                    "fetching", url, f"no complete answer in time ({_limits(self._deadlines)})", "try again later"
                ) from error
            except BodyError as error:
                raise BadBody("fetching", url, str(error)) from error
            except aiohttp.ClientPayloadError as error:
                raise BadBody("fetching", url, "the answer broke off in the middle", "try again later") from error
            except aiohttp.ClientConnectorError as error:
                raise _unreachable(url, error) from error
            except aiohttp.ClientError as error:
                raise FetchError("fetching", url, f"the answer is not proper HTTP ({error})") from error
            except (OSError, ValueError) as error:
                raise Unreachable("fetching", url, str(error) or type(error).__name__) from error

    async def _get(self, url: str, limit_bytes: int, *, only_beginning: bool) -> _Answer:
        proxy = _proxy(url)
        session = self._proxied if proxy else self._direct
        async with session.get(url, allow_redirects=False, proxy=proxy) as response:
            if response.status in _REDIRECT:
                return _Answer(response.status, response.headers, b"")
            body = bytearray()
            async for piece in response.content.iter_chunked(1 << 16):
                body += piece
                if len(body) > limit_bytes and only_beginning and "Content-Encoding" not in response.headers:
                    return _Answer(response.status, response.headers, bytes(body[:limit_bytes]))
                if len(body) > limit_bytes:
                    raise BodyError(f"it is larger than the {limit_bytes / (1 << 20):g} MiB allowed")
            unpacked = compression.unpack(bytes(body), response.headers.get("Content-Encoding", ""), limit_bytes)
            return _Answer(response.status, response.headers, unpacked)

    def _session(self, socket_factory: Any) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=_AT_ONCE, limit_per_host=1, socket_factory=socket_factory),
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
        )  # fmt: skip

    def _guarded_socket(self, info: Any) -> socket.socket:
        """A socket for an address that the name was resolved to; literals come here unresolved."""
        family, kind, protocol, _, destination = info
        if not self._policy.permits(destination[0]):
            raise _Refused(not_public(destination[0]))
        return socket.socket(family=family, type=kind, proto=protocol)


def _target(url: str, answer: _Answer) -> str:
    location = answer.headers.get("Location", "")
    try:
        target = str(urljoin(url, location))
    except ValueError:
        target = ""
    if not location or not target:
        raise BadStatus("fetching", url, f"{_phrase(answer.status)} that names no address", status=answer.status)
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme == "http":
        raise BadStatus("fetching", url, f"it leads from https to http ({target})", status=answer.status)
    return target


def _proxy(url: str) -> str | None:
    """The proxy that the standard variables (http_proxy, no_proxy, …) name for this address."""
    parts = urlsplit(url)
    if urllib.request.proxy_bypass(parts.netloc):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy


def _unreachable(url: str, error: aiohttp.ClientConnectorError) -> FetchError:
    if NOT_PUBLIC in str(error.os_error):  # of one address, or of several put together
        return AddressRefused("fetching", url, str(error.os_error), ALLOW_ADVICE)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Unreachable("fetching", url, "there is no host of this name", "check the spelling, or the connection")
    if isinstance(error, aiohttp.ClientSSLError):
        return Unreachable("fetching", url, f"its certificate cannot be trusted ({error.os_error})")
    return Unreachable(
        "fetching", url, f"no connection ({error.os_error.strerror or error.os_error})", "try again later"
    )


def _phrase(status: int) -> str:
    try:
        return f"it answers {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"it answers {status}"


def _advice(status: int) -> str:
    return "check the address in a browser" if status < 500 and status != 429 else "try again later"


def _limits(deadlines: Deadlines) -> str:
    return f"{deadlines.connect:g} s to connect, {deadlines.read:g} s without data, {deadlines.total:g} s in all"
