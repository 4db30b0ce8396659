"""One request at a time to a host, a pause between two, and the pauses that sites ask for."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from ingest.core import urls

PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0  # of a Crawl-delay that is honoured
PATIENCE_SECONDS = 30.0  # a longer pause is for the next run


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    pause_seconds: float = PAUSE_SECONDS


class TooLong(Exception):
    """A site wants a longer pause than a run waits for."""


class Pace:
    """Hands out turns; ``clock`` and ``wait`` are handed in so that tests need not sleep."""

    def __init__(
        self,
        *,
        pause_seconds: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._wait = wait
        self._pause_seconds = pause_seconds
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(pause_seconds=pause_seconds))
        self._paused: dict[str, float] = {}  # host name or domain → when it may be asked again

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's turn and hold it; the pause runs from the end of the request.

        TooLong when the host, or its domain, asked for a pause longer than PATIENCE_SECONDS.
        """
        state = self._hosts[host]
        async with state.lock:
            while (ahead := max(state.free_at, self._free_at(host)) - self._clock()) > 0:
                if ahead > PATIENCE_SECONDS and self.pause_seconds(host) > PATIENCE_SECONDS:
                    raise TooLong
                await self._wait(ahead)
            try:
                yield
            finally:
                state.free_at = self._clock() + state.pause_seconds

    async def wait(self, seconds: float) -> None:
        """Wait, for a reason of the caller's own."""
        await self._wait(seconds)

    def now(self) -> float:
        """Seconds of the clock that was handed in."""
        return self._clock()

    def slow_down(self, host: str, crawl_delay_seconds: float | None) -> None:
        """Honour a Crawl-delay; it never shortens the usual pause."""
        asked = min(crawl_delay_seconds or 0.0, LONGEST_PAUSE_SECONDS)
        self._hosts[host].pause_seconds = max(self._pause_seconds, asked)

    def pause(self, name: str, seconds: float) -> None:
        """Leave a host, or all hosts of a domain, alone for so long."""
        self._paused[name] = max(self._paused.get(name, 0.0), self._clock() + seconds)

    def pause_seconds(self, host: str) -> float:
        """How long a host is to be left alone yet; 0 when it is not."""
        return max(0.0, self._free_at(host) - self._clock())

    def owed(self) -> dict[str, float]:
        """The hosts, by name, whose pause is not over yet, with the seconds that are left of it."""
        now = self._clock()
        return {_name(host): state.free_at - now for host, state in self._hosts.items() if state.free_at > now}

    def _free_at(self, host: str) -> float:
        if not self._paused:
            return 0.0
        name = _name(host)
        return max(self._paused.get(name, 0.0), self._paused.get(urls.domain(name), 0.0))


def _name(host: str) -> str:
    """A host without its port, and an IPv6 address without its brackets: as pauses name it."""
    return urls.host(f"//{host}")
