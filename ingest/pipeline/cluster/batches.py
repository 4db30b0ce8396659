"""Items that wait for others, to be handed over some at a time, and what became of each."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of an item."""

    made: Any = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item with its work, and who waits for what is made of it."""

    work: Callable[[Any], Any]
    item: Any
    result: "asyncio.Future[Any]"

    def answer(self, answer: Answer) -> None:
        """Tell what became of it, if anybody still waits. Returns None."""
        if self.result.done():
            return
        if answer.error is None:
            self.result.set_result(answer.made)
        else:
            self.result.set_exception(answer.error)


def fail(batch: Iterable[Waiting], error: Exception) -> None:
    """Tell of each of a batch that it failed. Returns None."""
    for each in batch:
        each.answer(Answer(error=error))


@dataclass(slots=True)
class Batches:
    """Gathers items until there are enough, or one has waited long enough, and hands them to ``send``."""

    most: int
    patience_seconds: float
    send: Callable[[list[Waiting]], None]
    _waiting: list[Waiting] = field(default_factory=list)
    _timer: asyncio.TimerHandle | None = None

    async def result(self, work: Callable[[Any], Any], item: Any) -> Any:
        """Return what is made of an item, or raise what is answered."""
        loop = asyncio.get_running_loop()
        self._waiting.append(one := Waiting(work, item, loop.create_future()))
        if len(self._waiting) >= self.most:
            self._send()
        elif self._timer is None:
            self._timer = loop.call_later(self.patience_seconds, self._send)
        return await one.result

    def _send(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        batch, self._waiting = [each for each in self._waiting if not each.result.done()], []
        if batch:
            self.send(batch)
