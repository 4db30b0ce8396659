"""The door for browsers: a small server that only reads, and only for the names that it was told."""

import asyncio
import base64
import binascii
import errno
import hmac
import ipaddress
import logging
import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import web

from store.db.errors import WartaError

from .request import Request
from .responses import Response
from .room import Room

PORT = 8042
_THREADS = 4  # pages at once; others wait for their turn
_LONGEST_LINE = 128 << 10  # bytes of an address: each of 10,000 characters can be twelve
_GRACE_SECONDS = 1.0  # for what is under way when it ends
_HOST = re.compile(r"(?:\[(?P<inside>[0-9a-f:.]*:[0-9a-f:.]*)\]|(?P<name>[^\[\]:/@\s]+))(?::[0-9]{0,5})?")
_PLAIN = "text/plain; charset=utf-8"


class CannotListen(WartaError):
    """The address cannot be listened on: the port is in use, or the host is not this machine's."""

    exit_code = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Where the room is open, and for whom."""

    host: str = "127.0.0.1"
    port: int = PORT  # 0: any that is free
    names: frozenset[str] = field(default_factory=frozenset)  # hosts by which it is reached, beside its own
    password: str | None = None  # asked of everybody; None: of nobody

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host == "localhost" or bool(_address(self.host) and ipaddress.ip_address(self.host).is_loopback)


async def serve(room: Room, listen: Listen, *, ready: Callable[[str], None], complain: Callable[[str], None]) -> None:
    """Answer until cancelled, and then return; ``ready`` is told the address, ``complain`` of what should never happen.

    Raises CannotListen.
    """
    pages = ThreadPoolExecutor(_THREADS, thread_name_prefix="page")
    door = _Door(room, listen, pages, complain)
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests that are no HTTP are answered, not told
    server = web.Server(door.handle, max_line_size=_LONGEST_LINE, max_field_size=_LONGEST_LINE, access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=_GRACE_SECONDS)
    await runner.setup()
    try:
        await _start(web.TCPSite(runner, listen.host, listen.port), listen)
        ready(_shown(listen, runner.addresses[0][1]))
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
    finally:
        await runner.cleanup()
        pages.shutdown(wait=False, cancel_futures=True)


async def _start(site: web.TCPSite, listen: Listen) -> None:
    try:
        await site.start()
    except (OSError, UnicodeError) as error:
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            reason, advice = "the port is in use", "give another with --port, or end what listens there"
        else:
            number = getattr(error, "errno", None)
            reason = (os.strerror(number) if number and number > 0 else str(error)).lower()
            advice = "give an address of this machine with --host"
        raise CannotListen("listening on", f"{listen.host}:{listen.port}", reason, advice) from error


def _shown(listen: Listen, port: int) -> str:
    address = _address(listen.host)
    if address and ipaddress.ip_address(address).is_unspecified:
        return f"http://localhost:{port}/"
    return f"http://[{address}]:{port}/" if address and ":" in address else f"http://{listen.host}:{port}/"


@dataclass(frozen=True, slots=True)
class _Door:
    """From aiohttp's requests to those of the room, and back."""

    room: Room
    listen: Listen
    pages: ThreadPoolExecutor
    complain: Callable[[str], None]

    async def handle(self, asked: web.BaseRequest) -> web.StreamResponse:
        return _sent(self._refusal(asked) or await self._page(asked))

    async def _page(self, asked: web.BaseRequest) -> Response:
        headers = {"accept-language": asked.headers.get("Accept-Language", "")}
        request = Request(path=asked.path, query=dict(asked.query), headers=headers)
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pages, self.room.answer, request)
        except Exception as error:  # nobody expected it, and the next visitor is to be answered all the same
            self.complain(f"showing {asked.path}: unexpected {type(error).__name__}: {error}")
            return _plain(500, "This page cannot be shown: an unexpected error.")

    def _refusal(self, asked: web.BaseRequest) -> Response | None:
        """Why a request is not answered; None when it is."""
        if not is_served(asked.headers.get("Host", ""), self.listen):
            # Else any page on the web could have its own name lead here, and read the archive through a browser.
            return _plain(421, "This host name is not served here. Start warta serve with --name to have it served.")
        if asked.method not in ("GET", "HEAD"):
            return _plain(405, "The reading room only reads.", Allow="GET, HEAD")
        if self.listen.password is not None and not _knows(
            asked.headers.get("Authorization", ""), self.listen.password
        ):
            challenge = 'Basic realm="warta", charset="UTF-8"'
            return _plain(401, "The reading room asks for its password.", **{"WWW-Authenticate": challenge})
        return None


def is_served(host: str, listen: Listen) -> bool:
    """Return whether a request with this Host header is for us.

    On loopback these are the names of this machine; on all of its addresses any address in numbers too, which
    no other site can have lead here.
    """
    name = _without_port(host.strip().lower())
    if name is None:
        return False
    if name in listen.names or name == listen.host.lower() or name == "localhost":
        return True
    address = _address(name)
    if address is None:
        return False
    bound = _address(listen.host)
    return ipaddress.ip_address(address).is_loopback or bool(bound and ipaddress.ip_address(bound).is_unspecified)


def _without_port(host: str) -> str | None:
    """The name or address in a Host header as RFC 9110 has it; None of anything else, as ``[::1]evil.example``."""
    found = _HOST.fullmatch(host)
    return found and (found["inside"] or found["name"])


def _address(name: str) -> str | None:
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return None


def _knows(authorization: str, password: str) -> bool:
    """Whether a header of HTTP's basic scheme holds the password, with whatever name."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        given = base64.b64decode(encoded, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(given, password.encode())


def _plain(status: int, text: str, **headers: str) -> Response:
    return Response(body=f"{text}\n".encode(), status=status, content_type=_PLAIN, headers=headers)


def _sent(response: Response) -> web.Response:
    return web.Response(body=response.body, status=response.status, headers=response.all_headers)
