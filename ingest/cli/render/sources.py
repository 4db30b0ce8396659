"""How the subscriptions are: health, next poll, entries a day, gaps; and articles a day, drawn."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta

from ingest.sync import health as healths
from ingest.sync import schedule
from store import Archive, DayCount, Offline, Source
from store.articles.types import to_text

from .terminal import line
from .text import counted

_RATE_DAYS = 7  # that "entries a day" is taken over
_GAP_DAYS = 30
_PACE = timedelta(seconds=61)  # the longest time between two requests to a host: no trouble
_WIDTH = 40  # of the longest bar


@dataclass(frozen=True, slots=True)
class View:
    """A subscription as a person sees it."""

    source: Source
    health: str  # see sync.health
    entries_a_day: float
    waiting: int  # entries that are listed and not stored yet
    gaps: int  # in the last 30 days
    gap_found: int  # entries that sitemaps gave back


def sources(archive: Archive) -> list[View]:
    """All subscriptions, by address."""
    now, subscriptions = datetime.now(UTC), archive.subscriptions
    rates = subscriptions.arrived(now - timedelta(days=_RATE_DAYS))
    waiting = subscriptions.waiting()
    pauses = {pause.domain: pause.until for pause in subscriptions.pauses(now + _PACE)}
    gaps, found = Counter[int](), Counter[int]()
    for gap in subscriptions.gaps(now - timedelta(days=_GAP_DAYS)):
        gaps[gap.source_id] += 1
        found[gap.source_id] += gap.found
    return [
        View(
            source=source,
            health=healths.health(source, paused_until=_paused_until(source, pauses), now=now),
            entries_a_day=round(rates.get(source.id, 0) / _RATE_DAYS, 1),
            waiting=waiting.get(source.id, 0),
            gaps=gaps[source.id],
            gap_found=found[source.id],
        )
        for source in subscriptions.every()
    ]


def columns(source: Source) -> dict[str, object]:
    """The row of a source for programs; but ``trouble_code``, which was never part of this output."""
    return {name: value for name, value in asdict(source).items() if name != "trouble_code"}


def facts(view: View) -> dict[str, object]:
    """What is known of a source beside its row, for programs."""
    return {
        "health": view.health,
        "entries_a_day": view.entries_a_day,
        "waiting": view.waiting,
        "gaps": view.gaps,
        "gap_found": view.gap_found,
    }


def table(views: Sequence[View]) -> list[str]:
    """A line for each source, and under it what is wrong with it."""
    lines = []
    for view in views:
        source = view.source
        title = f"  {line(source.title)}" if source.title else ""
        tags = f"  [{line(', '.join(source.tags))}]" if source.tags else ""
        lines.append(
            f"{view.health:<9} {_next(source):<16} {view.entries_a_day:>6.1f}/day  {line(source.url)}{title}{tags}"
        )
        lines += [f"{'':<9} {trouble}" for trouble in _troubles(view)]
    return [f"{'health':<9} {'next poll (UTC)':<16} {'entries':>10}  source", *lines] if lines else []


def health(views: Sequence[View]) -> Iterator[str]:
    """How many sources are how, and those that need a look."""
    if not views:
        return
    counts = Counter(view.health for view in views)
    yield f"{counted(len(views), 'source')}: " + ", ".join(f"{count} {word}" for word, count in counts.most_common())
    yield from table([view for view in views if view.health not in ("ok", "new", "paused") or view.gaps])


def offline(found: Offline | None) -> Iterator[str]:
    """Since when it is this machine that reaches nobody."""
    if found:
        yield f"offline since {to_text(found.since)}: {line(found.reason)}"


def days(counts: Sequence[DayCount]) -> Iterator[str]:
    """Articles a day as bars, a letter for each language."""
    by_day: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for one in counts:
        by_day[one.day][one.language or "?"] += one.articles
    most = max((sum(languages.values()) for languages in by_day.values()), default=0)
    for day in sorted(by_day):
        languages = by_day[day]
        bar = "".join(language[0] * max(1, round(count * _WIDTH / most)) for language, count in languages.most_common())
        words = ", ".join(f"{language} {count}" for language, count in languages.most_common())
        yield f"{day}  {bar:<{_WIDTH}}  {words}"


def _next(source: Source) -> str:
    if not source.is_polled:
        return "never"
    if source.next_due is None or schedule.due(source, datetime.now(UTC)):
        return "now"
    return f"{source.next_due:%Y-%m-%d %H:%M}"


def _troubles(view: View) -> Iterator[str]:
    source = view.source
    if not source.enabled:
        yield f"switched off: {line(source.disabled_why)}" if source.disabled_why else "switched off"
    elif source.paused:
        yield f"paused since {to_text(source.paused)}; `warta sources --resume {line(source.url)}` polls it again"
    elif source.trouble:
        since = f" since {to_text(source.failing_since)}" if source.failing_since else ""
        yield line(f"{source.trouble}{since}")
    if source.every_minutes:
        yield f"polled every {counted(source.every_minutes, 'minute')}, as was said"
    if source.distrusted:
        yield 'said "not modified" when it was; asked for whole now'
    if source.moved_to:
        yield line(f"redirects for good to {source.moved_to}")
    if view.gaps:
        found = f", {view.gap_found} found in the sitemap" if view.gap_found else ""
        times = counted(view.gaps, "time")
        yield f"lost entries between polls {times} in {_GAP_DAYS} days{found}; poll it more often"
    if view.waiting:
        yield f"{counted(view.waiting, 'article')} still to be fetched"


def _paused_until(source: Source, pauses: dict[str, datetime]) -> datetime | None:
    from ingest.core.urls import domain, host

    if not pauses:
        return None
    name = host(source.url)
    return pauses.get(name) or pauses.get(domain(name))
