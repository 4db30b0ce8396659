"""Small items handed to a process some at a time: to hand over a record alone costs half of what its work does."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from ingest.core.errors import OverLimit
from ingest.core.model import Kind, Page

from .workers import Workers

Given = TypeVar("Given")
Made = TypeVar("Made")
BATCH = 10  # items; half of what is under way for a worker, which has the other half meanwhile
_PATIENCE_SECONDS = 0.01  # that an item waits for others
_SMALL_BYTES = 64 << 10
_Work = tuple[Callable[[Any], Any], Any]
_Answer = tuple[Any, Exception | None]  # what was made of an item, or what was raised


@dataclass(slots=True)
class Together:
    """A Pool whose records go to their process several at a time; each item still meets a limit alone."""

    workers: Workers
    _waiting: "list[tuple[_Work, asyncio.Future[Any]]]" = field(default_factory=list)
    _timer: asyncio.TimerHandle | None = None
    _under_way: "set[asyncio.Task[None]]" = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many items are worked on at a time."""
        return self.workers.count

    async def do(self, work: Callable[[Given], Made], item: Given) -> Made:
        """Return ``work(item)``, or raise what it raised; OverLimit says which limit it met."""
        if not (isinstance(item, Page) and item.kind is Kind.RECORD and item.size_bytes <= _SMALL_BYTES):
            return await self.workers.do(work, item)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        self._waiting.append(((work, item), answer))
        if len(self._waiting) >= BATCH:
            self._send()
        elif self._timer is None:
            self._timer = loop.call_later(_PATIENCE_SECONDS, self._send)
        return cast(Made, await answer)

    def _send(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        batch, self._waiting = [each for each in self._waiting if not each[1].done()], []
        if batch:
            task = asyncio.ensure_future(self._answered(batch))
            self._under_way.add(task)  # the loop itself holds tasks only weakly
            task.add_done_callback(self._under_way.discard)

    async def _answered(self, batch: "Sequence[tuple[_Work, asyncio.Future[Any]]]") -> None:
        """Have a process work on a batch, and hand out what it came to."""
        try:
            answers = await self.workers.do(_all, [work for work, _ in batch])
        except OverLimit:  # one of them: which one, is told when each is tried alone
            answers = await asyncio.gather(*(self._alone(work) for (work, _) in batch))
        except Exception as error:
            answers = [(None, error)] * len(batch)
        for (_, waiting), (made, raised) in zip(batch, answers, strict=True):
            if waiting.done():  # nobody waits any more
                continue
            if raised is None:
                waiting.set_result(made)
            else:
                waiting.set_exception(raised)

    async def _alone(self, work: _Work) -> _Answer:
        try:
            return await self.workers.do(*work), None
        except Exception as error:  # raised where it is waited for
            return None, error


def _all(batch: Sequence[_Work]) -> list[_Answer]:
    """Runs in a worker; what wants more memory than there is ends the batch."""
    return [_one(work, item) for work, item in batch]


def _one(work: Callable[[Any], Any], item: Any) -> _Answer:
    try:
        return work(item), None
    except MemoryError:
        raise
    except Exception as error:
        return None, error
