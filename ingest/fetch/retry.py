"""When the same request is worth another try in the same run, and after how long."""

import random
from collections import Counter
from datetime import timedelta

from ingest.core import urls
from ingest.core.errors import NO_HOST, NO_ROUTE, FetchError, Postponed, TimedOut, Unreachable

from .pace import PATIENCE_SECONDS

TRIES = 3
_FEW_HOSTS = 2  # of one nothing can be told
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
    """How long a response asks its host to be left alone: 429 always does, 503 when it says so."""
    if status == 429:
        return retry_after if retry_after is not None else _DEFAULT_PAUSE
    return retry_after if status == 503 else None


class Hosts:
    """The hosts that fail in a row, which are left alone for the rest of a run."""

    def __init__(self) -> None:
        self._failures: Counter[str] = Counter()
        self._missed: set[str] = set()  # to which there was no connection
        self._is_any_reached = False

    @property
    def is_offline(self) -> bool:
        """Whether it seems to be this machine: of several hosts none was reached. Then nobody waits to try again."""
        return not self._is_any_reached and len(self._missed) >= _FEW_HOSTS

    def missed(self, error: FetchError) -> None:
        """Note a try that failed."""
        if isinstance(error, Unreachable) and error.code in (NO_HOST, NO_ROUTE):
            self._missed.add(urls.host(error.target))

    def count(self, error: FetchError) -> None:
        """Note that a host does not respond as it should."""
        if is_of_host(error):
            self._failures[urls.host(error.target)] += 1

    def answered(self, url: str, status: int) -> None:
        """Note that a host responds; only a response that is no trouble ends the row."""
        self._is_any_reached = True
        if not is_trouble(status):
            self._failures[urls.host(url)] = 0

    def check(self, url: str) -> None:
        """Raise Postponed for an address of a host that failed too often."""
        if self._failures[urls.host(url)] >= MOST_FAILURES:
            reason = f"the host failed {MOST_FAILURES} times in a row and is left alone for this run"
            raise Postponed("fetching", url, reason, "it is tried again at the next run")


def is_trouble(status: int | None) -> bool:
    """Whether a server that responds so may well respond better a moment later."""
    return status in _PASSING


def is_of_host(error: FetchError) -> bool:
    """Whether a failure says that the host is in trouble, not the one page, and is not counted already."""
    return (isinstance(error, Unreachable | TimedOut) and error.is_passing) or is_trouble(error.status)
