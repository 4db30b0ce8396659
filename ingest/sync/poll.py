"""One poll of one subscription: what its response means, as a PollResult to be written down.

A poll goes: is_due → begin → (fetch) → to_parse → unchanged, or (parse) → read; or failed. What
each kind of response does to the source is in ``schedule``. The steps in brackets are the
pipeline's: nothing here waits, fetches or writes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ingest.core import charset
from ingest.core.errors import (
    NO_ROUTE,
    OVER_LIMIT,
    FetchError,
    IngestError,
    NothingFound,
    Postponed,
    TimedOut,
    Unreachable,
)
from ingest.core.model import Fetched, Kind, Listing, Page, PollFailed
from store import OFFLINE_MARK, Arrivals, Poll, PollResult, Source, Validators

from . import entries, health, schedule
from .interval import SHORTEST, Habit, next_interval

_LONG_BROKEN = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A poll that is under way."""

    source: Source  # as it was before
    came: Sequence[datetime]  # when its entries of the last weeks came
    now: datetime
    unconditional: bool  # it is asked without validators

    def answered(self, now: datetime) -> "Attempt":
        """The same attempt when its response has come."""
        return replace(self, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What follows from the polls of a run that failed."""

    results: tuple[PollResult, ...]  # to be written down
    told: tuple[tuple[IngestError, bool], ...]  # the failures to count, each with whether it is news
    offline: IngestError | None = None  # when it was the connection that failed, and not the sources
    is_news: bool = True  # whether that began with this run
    unreachable: int = 0  # sources that were not reached then


def is_due(source: Source, now: datetime, *, force: bool) -> bool:
    """Whether to poll; ``force`` shortens no pause that was asked for, nor the wait after a 410."""
    if force and source.is_polled:
        return not schedule.is_barred(source, now)
    return schedule.due(source, now)


def is_news_likely(source: Source) -> bool:
    """Whether a poll will likely bring what has to be read: the last one did, or there was none."""
    if source.changed is None or source.next_due is None:
        return source.changed is None
    return source.changed + timedelta(seconds=source.interval_seconds) >= source.next_due


def follows_entries(source: Source, now: datetime) -> bool:
    """Whether the entries that wait are fetched although the source itself is not due."""
    return source.is_polled and not schedule.is_barred(source, now)


def begin(source: Source, came: Sequence[datetime], now: datetime) -> Attempt:
    """Decide how to ask: without validators where a "not modified" cannot be believed."""
    usual_gap = (now - min(came)) / len(came) if came else timedelta()
    # Broken and "not modified" for a day: it may be the server.
    is_stuck = source.failing_since is not None and now - source.failing_since > _LONG_BROKEN
    unconditional = is_stuck or schedule.unconditional(source, now=now, usual_gap=usual_gap)
    return Attempt(source=source, came=came, now=now, unconditional=unconditional)


def to_parse(source: Source, fetched: Fetched) -> Page | None:
    """The page that a response brings to be parsed; None when nothing has changed.

    Raises NothingFound when it was not modified since a response that could not be read.
    """
    page = fetched.page or fetched.remembered  # of an index the parts may have changed all the same
    is_same = fetched.validators is not None and fetched.validators.sha256 == source.body_hash
    if page is None and not is_same:
        reason = source.trouble or "it could not be read"
        raise NothingFound("polling", source.url, reason, "it was not modified since; it is tried again")
    return None if is_same and source.kind == Kind.FEED else page


def unchanged(attempt: Attempt, fetched: Fetched) -> PollResult:
    """After a 304, or a body that is known."""
    source, now = attempt.source, attempt.now
    interval = _interval(source, _habit(attempt, attempt.came, fetched.max_age_seconds), now)
    after = schedule.unchanged(source, _success(attempt, fetched), interval)
    after = schedule.redirected(after, now=now, moved_to=fetched.moved_to, overlaps=True)
    validators = (fetched.validators,) if fetched.validators else ()
    return PollResult(source=after, poll=_poll(attempt, fetched), validators=validators)


def read(
    attempt: Attempt, fetched: Fetched, listing: Listing, arrivals: Arrivals, parts: Iterable[Validators] = ()
) -> PollResult:
    """After a new body: its entries have to be written down before any of them is fetched.

    ``arrivals`` are what it lists beside what was listed before; ``parts`` belong to the parts of an index.
    """
    source, now, validators = attempt.source, attempt.now, fetched.validators
    listed = tuple(entries.to_feed_entries(source, listing, now))
    fresh = [entry.arrived for entry in listed if entry.key in arrivals.fresh]
    habit = _habit(attempt, [*attempt.came, *fresh], fetched.max_age_seconds, listing.interval_seconds)
    habit = replace(habit, window=len(listed), fresh=len(fresh), overlaps=_overlaps(arrivals))
    body = schedule.Body(
        body_hash=(validators and validators.sha256) or "", listed=len(listed), repaired=listing.repaired,
        title=listing.title, site_url=listing.site_url,
    )  # fmt: skip
    after = schedule.read(source, _success(attempt, fetched), body, _interval(source, habit, now))
    if attempt.unconditional and _has_lied(source, validators):
        after = schedule.caught_lying(after)
    after = schedule.redirected(after, now=now, moved_to=fetched.moved_to, overlaps=arrivals.known > 0)
    dates = [entry.published for entry in listing.entries if entry.published]
    reason = ", ".join(filter(None, (listing.repaired, listing.left_out))) or None
    return PollResult(
        source=replace(after, newest=max(dates, default=source.newest)),
        poll=replace(_poll(attempt, fetched), listed=len(listed), fresh=len(fresh), reason=reason),
        listed=listed,
        validators=(*parts, *([validators] if validators else [])),
    )


def has_gap(arrivals: Arrivals) -> bool:
    """Whether nothing of the reading before is listed any more: what came between was lost."""
    return bool(arrivals.fresh) and not _overlaps(arrivals)


def postponed(source: Source, error: Postponed, now: datetime) -> PollResult | None:
    """After another address of the site asked for a pause; None when nothing is to be written down."""
    if error.retry_after is None:
        return None
    until = now + error.retry_after
    return PollResult(source=replace(source, next_due=until, trouble=error.reason, trouble_code=error.code))


def failed(source: Source, error: IngestError, now: datetime, validators: Validators | None = None) -> PollResult:
    """After a poll that gave nothing usable; ``validators`` of a response in which no feed was found."""
    status = error.status if isinstance(error, FetchError) else None
    reason = charset.readable(error.reason)
    after = _after_failure(source, error, status, reason, now)
    if error.code == OVER_LIMIT:  # the next try may be quicker
        validators = None
    if validators is not None:
        after = replace(after, status=validators.status)
    poll = Poll(source_id=source.id, url=source.url, fetched=now, status=after.status, reason=reason)
    return PollResult(source=after, poll=poll, validators=(validators,) if validators else ())


def conclude(polled: int, failures: Sequence[PollFailed], now: datetime, *, was_offline: bool = False) -> Conclusion:
    """What follows from failed polls of ``polled``; nothing for the sources when it is we who are offline."""
    unreachable = sum(isinstance(each.error, Unreachable | TimedOut) for each in failures)
    is_ours = polled == len(failures) and all(each.error.code == NO_ROUTE for each in failures)
    if health.is_offline(polled, unreachable) or (failures and is_ours):
        return Conclusion(
            results=tuple(_only_in_ledger(each, now) for each in failures),
            told=(),
            offline=_offline(polled, unreachable),
            is_news=not was_offline,
            unreachable=unreachable,
        )
    results = [failed(each.source, each.error, now, each.validators) for each in failures]
    told = [
        (each.error, _is_news(each.source, result.source))
        for each, result in zip(failures, results, strict=True)
        if result.source.url == each.source.url  # else it goes on at the address where it moved to
    ]
    return Conclusion(results=tuple(results), told=tuple(told))


def _after_failure(source: Source, error: IngestError, status: int | None, reason: str, now: datetime) -> Source:
    adopted = schedule.replaced(source, now=now) if status in (404, 410) else None
    if adopted:
        return adopted
    if status == 410:
        return schedule.gone(source, now=now)
    wait = error.retry_after if isinstance(error, FetchError) else None
    if wait is not None and status is not None:
        return schedule.paused(source, until=now + wait, status=status, reason=reason, code=error.code)
    return schedule.failed(source, now=now, status=status, reason=reason, code=error.code)


def _is_news(before: Source, after: Source) -> bool:
    """Whether a failure began with this poll, or ends the subscription."""
    is_known = before.failures > 0 or health.was_told_to_wait(before)
    return not is_known or not after.enabled


def _only_in_ledger(failure: PollFailed, now: datetime) -> PollResult:
    source = failure.source
    poll = Poll(source_id=source.id, url=source.url, fetched=now, reason=f"{OFFLINE_MARK}{failure.error.reason}")
    return PollResult(source=source, poll=poll)


def _offline(polled: int, unreachable: int) -> Unreachable:
    reason = f"{unreachable} of {polled} sources could not be reached, so it is this machine that is offline"
    return Unreachable("polling", "the subscriptions", reason, "nothing was counted against them; check the connection")


def _overlaps(arrivals: Arrivals) -> bool:
    return arrivals.known > 0 or arrivals.is_first


def _interval(source: Source, habit: Habit, now: datetime) -> timedelta:
    """Until the next poll: as often as a person said of this source, else as its entries come."""
    if source.every_minutes:
        return max(timedelta(minutes=source.every_minutes), SHORTEST)
    return next_interval(habit, now)


def _habit(attempt: Attempt, came: Sequence[datetime], *floors_seconds: int) -> Habit:
    """How a source behaved until now; a poll that showed nothing new changes nothing in it."""
    source = attempt.source
    return Habit(
        arrivals=came,
        window=source.listed,
        fresh=0,
        overlaps=True,
        first_read=source.first_read or attempt.now,
        floor=timedelta(seconds=max(floors_seconds)),
        previous=timedelta(seconds=source.interval_seconds),
    )


def _success(attempt: Attempt, fetched: Fetched) -> schedule.Success:
    """The response as the schedule knows it."""
    validators = fetched.validators
    return schedule.Success(
        fetched=attempt.now,
        status=fetched.status,
        etag=validators.etag if validators else None,
        last_modified=validators.last_modified if validators else None,
        unconditional=attempt.unconditional,
    )


def _poll(attempt: Attempt, fetched: Fetched) -> Poll:
    source = attempt.source
    return Poll(
        source_id=source.id, url=source.url, fetched=attempt.now, status=fetched.status,
        size_bytes=fetched.size_bytes, seconds=fetched.seconds,
    )  # fmt: skip


def _has_lied(source: Source, validators: Validators | None) -> bool:
    """Whether a changed body comes with the very validators that were answered with "not modified"."""
    if validators is None or source.distrusted or validators.sha256 == source.body_hash or source.body_hash is None:
        return False
    return (validators.etag, validators.last_modified) == (source.etag, source.last_modified)
