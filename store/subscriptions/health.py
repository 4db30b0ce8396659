"""How a source is, in one word."""

from datetime import datetime, timedelta

from .types import Source

GONE = "gone"  # of Source.trouble_code: the source answered that it is no more
ROBOTS_DENIED = "robots_denied"  # likewise: the site's robots.txt says no
_FAILING_AFTER, _FAILING_TIME = 3, timedelta(days=1)  # failures in a row, or none but failures


def health(source: Source, *, paused_until: datetime | None, now: datetime) -> str:
    """Return how a source is; ``paused_until`` is of its domain. The first word that fits counts.

    off, gone, paused, throttled, blocked, failing, degraded, new, ok.
    """
    if not source.enabled:
        return "gone" if source.trouble_code == GONE else "off"
    if source.paused:
        return "paused"
    if was_told_to_wait(source) or (paused_until and paused_until > now):
        return "throttled"
    if source.status in (401, 403, 451) or source.trouble_code == ROBOTS_DENIED:
        return "blocked"
    return _fitness(source, now)


def was_told_to_wait(source: Source) -> bool:
    """Return whether the last poll was answered with a pause to make."""
    return source.status == 429 or (source.status == 503 and not source.failures)  # else the 503 is a failure


def _fitness(source: Source, now: datetime) -> str:
    since = source.failing_since
    if source.failures >= _FAILING_AFTER or (since and now - since >= _FAILING_TIME):
        return "failing"
    if source.failures or source.trouble or source.distrusted:
        return "degraded"
    return "new" if source.status is None else "ok"
