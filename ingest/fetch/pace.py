"""One request at a time to a host, and a pause between two."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0  # of a Crawl-delay that is honoured


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    pause_seconds: float = PAUSE_SECONDS


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

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's turn and hold it; the pause runs from the end of the request."""
        state = self._hosts[host]
        async with state.lock:
            if (ahead := state.free_at - self._clock()) > 0:
                await self._wait(ahead)
            try:
                yield
            finally:
                state.free_at = self._clock() + state.pause_seconds

    def slow_down(self, host: str, crawl_delay_seconds: float | None) -> None:
        """Honour a Crawl-delay; it never shortens the usual pause."""
        asked = min(crawl_delay_seconds or 0.0, LONGEST_PAUSE_SECONDS)
        self._hosts[host].pause_seconds = max(self._pause_seconds, asked)
