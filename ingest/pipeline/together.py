"""Small items handed to a process some at a time: to hand over a record alone costs half of what its work does."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from ingest.core.errors import OverLimit
from ingest.core.model import Kind, Page

from .batches import Answer, Batches, Waiting
from .workers import Workers

Given = TypeVar("Given")
Made = TypeVar("Made")
BATCH = 10  # items; half of what is under way for a worker, which has the other half meanwhile
_PATIENCE_SECONDS = 0.01  # that an item waits for others
_SMALL_BYTES = 64 << 10
_Work = tuple[Callable[[Any], Any], Any]


class Together:
    """A Pool whose records go to their process several at a time; each item still meets a limit alone."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._batches = Batches(BATCH, _PATIENCE_SECONDS, self._begin)
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def count(self) -> int:
        """How many items are worked on at a time."""
        return self._workers.count

    async def do(self, work: Callable[[Given], Made], item: Given) -> Made:
        """Return ``work(item)``, or raise what it raised; OverLimit says which limit it met."""
        if not (isinstance(item, Page) and item.kind is Kind.RECORD and item.size_bytes <= _SMALL_BYTES):
            return await self._workers.do(work, item)
        return cast(Made, await self._batches.result(work, item))

    def _begin(self, batch: list[Waiting]) -> None:
        task = asyncio.ensure_future(self._answer(batch))
        self._under_way.add(task)  # the loop itself holds tasks only weakly
        task.add_done_callback(self._under_way.discard)

    async def _answer(self, batch: Sequence[Waiting]) -> None:
        """Have a process work on a batch, and hand out what it came to."""
        try:
            answers = await self._workers.do(_all, [(each.work, each.item) for each in batch])
        except Exception as error:
            if isinstance(error, OverLimit) and len(batch) > 1:  # one of them: which one, is told when each is alone
                answers = await asyncio.gather(*map(self._alone, batch))
            else:
                answers = [Answer(error=error)] * len(batch)
        for each, answer in zip(batch, answers, strict=True):
            each.answer(answer)

    async def _alone(self, one: Waiting) -> Answer:
        try:
            return Answer(made=await self._workers.do(one.work, one.item))
        except Exception as error:  # raised where it is waited for
            return Answer(error=error)


def _all(batch: Sequence[_Work]) -> list[Answer]:
    """Runs in a worker; what wants more memory than there is ends the batch."""
    return [_one(work, item) for work, item in batch]


def _one(work: Callable[[Any], Any], item: Any) -> Answer:
    try:
        return Answer(made=work(item))
    except MemoryError:
        raise
    except Exception as error:
        return Answer(error=error)
