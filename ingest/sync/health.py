"""How a source is, and whether it is we who are offline."""

from datetime import datetime, timedelta

from ingest.core.errors import RobotsDenied
from store import Source

from .schedule import GONE_CODE

_FAILING_AFTER, _FAILING_TIME = 3, timedelta(days=1)  # failures in a row, or none but failures
_FEWEST_POLLED = 4  # of fewer sources, several may well fail at once


def is_offline(polled: int, unreachable: int) -> bool:
    """Whether it is we who have no connection: more than half of at least four sources could not be reached."""
    return polled >= _FEWEST_POLLED and 2 * unreachable > polled


def health(source: Source, *, paused_until: datetime | None, now: datetime) -> str:
    """How a source is, in one word; ``paused_until`` is of its domain. The first word that fits counts.

    off, gone, throttled, blocked, failing, degraded, new, ok.
    """
    if not source.enabled:
        return "gone" if source.trouble_code == GONE_CODE else "off"
    if was_told_to_wait(source) or (paused_until and paused_until > now):
        return "throttled"
    if source.status in (401, 403, 451) or source.trouble_code == RobotsDenied.code:
        return "blocked"
    return _fitness(source, now)


def was_told_to_wait(source: Source) -> bool:
    """Whether the last poll was answered with a pause to make."""
    return source.status == 429 or (source.status == 503 and not source.failures)  # else the 503 is a failure


def _fitness(source: Source, now: datetime) -> str:
    since = source.failing_since
    if source.failures >= _FAILING_AFTER or (since and now - since >= _FAILING_TIME):
        return "failing"
    if source.failures or source.trouble or source.distrusted:
        return "degraded"
    return "new" if source.status is None else "ok"
