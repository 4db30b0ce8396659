"""How the subscriptions are: health, next poll, entries a day, gaps; and articles a day, drawn."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta

from ingest.sync import health as healths
from ingest.sync import schedule
from store import Archive, DayCount, Offline, Source
from store.articles.moments import to_text

from .terminal import line
from .text import counted

_RATE_DAYS = 7  # that "entries a day" is taken over
_GAP_DAYS = 30
_DAY_COLUMNS = 14  # a day and the spaces around its bar
_MOST_DAYS = 60
_NONE = "no articles"
_PACE = timedelta(seconds=61)  # the longest time between two requests to a host: no trouble
_WIDTH = 40  # of the longest bar
_WITH_NEXT, _WITH_ENTRIES = 60, 80  # columns from which on there is room for the next poll, and for entries a day
_SHORTEST = 6


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


def table(views: Sequence[View], columns: int | None = None) -> list[str]:
    """A line for each source, and under it what is wrong with it; cut so that it fits, tags and title first."""
    room = _Room(columns)
    lines = []
    for view in views:
        source = view.source
        title = f"  {line(source.title)}" if source.title else ""
        tags = f"  [{line(', '.join(source.tags))}]" if source.tags else ""
        head = room.head(view.health, _next(source), f"{view.entries_a_day:>6.1f}/day")
        lines.append(room.line(head, line(source.url), title, tags))
        lines += [f"{'':<9} {trouble}" for trouble in _troubles(view)]
    return [room.line(room.head("health", "next poll (UTC)", "entries"), "source"), *lines] if lines else []


@dataclass(frozen=True, slots=True)
class _Room:
    """How much of a line there is for what; None: as much as is needed."""

    columns: int | None

    def head(self, health: str, next_poll: str, entries: str) -> str:
        """The first columns; on a narrow terminal without the less important ones."""
        parts = [f"{health:<9} "]
        parts += [f"{next_poll:<16} "] if self.columns is None or self.columns >= _WITH_NEXT else []
        parts += [f"{entries:>10}  "] if self.columns is None or self.columns >= _WITH_ENTRIES else []
        return "".join(parts)

    def line(self, head: str, url: str, title: str = "", tags: str = "") -> str:
        """The whole line; what does not fit is cut: tags, then the title, then the address."""
        if self.columns is None:
            return f"{head}{url}{title}{tags}"
        left = self.columns - len(head)
        shown_url = _cut(url, left)
        left -= len(shown_url)
        shown_title = _cut(title, left)
        return f"{head}{shown_url}{shown_title}{_cut(tags, left - len(shown_title))}".rstrip()


def _cut(text: str, columns: int) -> str:
    """A text in so many columns; nothing where no word of it would be left."""
    if len(text) <= columns:
        return text
    return f"{text[: columns - 1]}…" if columns >= _SHORTEST else ""


def health(views: Sequence[View], columns: int | None = None) -> Iterator[str]:
    """How many sources are how, and those that need a look."""
    if not views:
        return
    counts = Counter(view.health for view in views)
    yield f"{counted(len(views), 'source')}: " + ", ".join(f"{count} {word}" for word, count in counts.most_common())
    yield from table([view for view in views if view.health not in ("ok", "new", "paused") or view.gaps], columns)


def offline(found: Offline | None) -> Iterator[str]:
    """Since when it is this machine that reaches nobody."""
    if found:
        yield f"offline since {to_text(found.since)}: {line(found.reason)}"


def days(counts: Sequence[DayCount], until: date | None = None, columns: int | None = None) -> Iterator[str]:
    """Articles a day as bars, a letter for each language; days without any too, from the first one on."""
    by_day: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for one in counts:
        by_day[one.day][one.language or "?"] += one.articles
    most = max((sum(languages.values()) for languages in by_day.values()), default=0)
    words = {
        day: ", ".join(f"{language} {count}" for language, count in languages.most_common())
        for day, languages in by_day.items()
    }
    width, most_languages = _WIDTH, max(map(len, by_day.values()), default=0)  # each is a letter at least
    if columns is not None:
        beside = _DAY_COLUMNS + max(map(len, (*words.values(), _NONE)))
        width = min(_WIDTH, columns - beside - most_languages)
    for day in _days(by_day, until):
        bar = "".join(
            language[0] * max(1, round(count * max(width, 1) / most)) for language, count in by_day[day].most_common()
        )
        if width >= _SHORTEST:
            yield f"{day}  {bar or '-':<{width}}  {words.get(day, _NONE)}"
        else:
            yield f"{day}  {words.get(day, '-')}"


def _days(by_day: Mapping[date, object], until: date | None) -> list[date]:
    """All days from the first to the last; one that lies far ahead, by a wrong date, is not led up to."""
    known = sorted(by_day)
    if not known:
        return []
    last = max([day for day in known if until is None or day <= until] + ([until] if until else []))
    between = [known[0] + timedelta(days=number) for number in range(min((last - known[0]).days + 1, _MOST_DAYS))]
    return sorted({*between, *known})


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
