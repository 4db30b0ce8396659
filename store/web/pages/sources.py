"""How the sources are: in the words of ``warta sources``."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from store.subscriptions.health import health
from store.subscriptions.types import Pause, Source
from store.web.responses import Response

from .visit import Visit

_DAYS = 14  # that are drawn
_GAP_DAYS = 30
_PACE = timedelta(seconds=61)  # the longest time between two requests to a host: no trouble
_MOST = 200  # sources, and failures, on the page
_RUNS = 10


@dataclass(frozen=True, slots=True)
class View:
    """A subscription as a visitor sees it."""

    source: Source
    health: str
    is_due: bool
    days: list[tuple[date, int]]  # new entries of each, the oldest first
    waiting: int
    gaps: int


def page(visit: Visit) -> Response:
    """Return the page of the sources. Raises a StoreError."""
    archive, now = visit.archive, datetime.now(UTC)
    views = _views(visit, now)
    failures = archive.open_failures()
    return visit.view.page(
        "sources.html",
        views=views[:_MOST],
        count=len(views),
        words=Counter(view.health for view in views).most_common(),
        failures=failures[: _MOST // 4],
        failure_count=len(failures),
        runs=archive.runs(_RUNS),
        offline=archive.subscriptions.offline(),
    )


def _views(visit: Visit, now: datetime) -> list[View]:
    """All subscriptions, those that need a look first."""
    subscriptions = visit.archive.subscriptions
    days = [now.date() - timedelta(days=back) for back in range(_DAYS - 1, -1, -1)]
    fresh, waiting = visit.archive.browse.fresh(days[0]), subscriptions.waiting()
    pauses = subscriptions.pauses(now + _PACE)
    gaps = Counter(gap.source_id for gap in subscriptions.gaps(now - timedelta(days=_GAP_DAYS)))
    views = [
        View(
            source,
            health(source, paused_until=_paused_until(source, pauses), now=now),
            source.is_polled and (source.next_due is None or source.next_due <= now),
            [(day, fresh.get(source.id, {}).get(day, 0)) for day in days],
            waiting.get(source.id, 0),
            gaps[source.id],
        )
        for source in subscriptions.every()
    ]
    return sorted(views, key=lambda view: (view.health in ("ok", "new"), view.source.url))


def _paused_until(source: Source, pauses: Sequence[Pause]) -> datetime | None:
    host = urlsplit(source.url).hostname or ""
    until = [pause.until for pause in pauses if f".{host}".endswith(f".{pause.domain}")]
    return max(until, default=None)
