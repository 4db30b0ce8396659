"""When the same request is worth another try in the same run, and after how long."""

import random
from datetime import timedelta

from ingest.core.errors import FetchError, TimedOut, Unreachable

from .pace import PATIENCE_SECONDS

TRIES = 3
MOST_FAILURES = 5  # in a row; then the host is left alone for the run
_BASE_SECONDS = 1.0
_PASSING = frozenset({500, 502, 503, 504})  # 500 too: a database that was busy for a moment says so
_DEFAULT_PAUSE = timedelta(minutes=5)  # for a 429 that does not say how long


def wait_seconds(error: FetchError, tries: int) -> float | None:
    """How long to wait before the next try after so many; None when there is none.

    A site that names a pause gets it: then nothing is added here, the pause is the wait.
    The rest waits 1, then 2 seconds, give or take a quarter, so that not all come back at once.
    """
    if tries >= TRIES:
        return None
    if error.retry_after is not None:
        return 0.0 if error.retry_after.total_seconds() <= PATIENCE_SECONDS else None
    if error.is_passing or is_trouble(error.status):
        return _BASE_SECONDS * tries * random.uniform(0.75, 1.25)
    return None


def pause(status: int, retry_after: timedelta | None) -> timedelta | None:
    """How long an answer asks its host to be left alone: 429 always does, 503 when it says so."""
    if status == 429:
        return retry_after if retry_after is not None else _DEFAULT_PAUSE
    return retry_after if status == 503 else None


def is_trouble(status: int | None) -> bool:
    """Whether a server that answers so may well answer better a moment later."""
    return status in _PASSING


def is_of_host(error: FetchError) -> bool:
    """Whether a failure says that the host is in trouble, not the one page, and is not counted already."""
    return (isinstance(error, Unreachable | TimedOut) and error.is_passing) or is_trouble(error.status)
