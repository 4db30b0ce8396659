"""When the article of an entry is asked for again, after what became of it this time."""

from datetime import datetime, timedelta

from ingest.core.errors import FetchError, IngestError, RobotsDenied
from store import FeedEntry, Outcome, Recheck, Validators

GONE = frozenset({404, 410})
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_CHECKS = (_HOUR, 6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY)  # newsrooms correct most in the first hours
_TRIES = 10  # five days


def stored(entry: FeedEntry, outcome: Outcome, validators: Validators | None, now: datetime) -> Recheck:
    """It was fetched whole and is in the archive.

    An address that sends the whole page again although nothing has changed is asked once more, after the longest
    wait; one without validators is left alone: looking after corrections must not cost a site more than a line
    in its log.
    """
    is_again = entry.stored is not None
    checks = entry.checks + 1 if is_again else 0
    if is_again and outcome is Outcome.SAME:
        checks = max(checks, len(_CHECKS) - 1)
    is_costly = not _can_compare(validators) or outcome is Outcome.DELETED
    due = None if is_costly else next_check(checks, now)
    return Recheck(source_id=entry.source_id, key=entry.key, due=due, checks=checks, is_stored=True)


def in_feed(entry: FeedEntry, refused: IngestError, now: datetime) -> Recheck:
    """What its feed carries is in the archive; its page is asked for again unless it is gone or forbidden."""
    is_gone = isinstance(refused, FetchError) and refused.status == 410
    due = None if is_gone or isinstance(refused, RobotsDenied) else next_check(entry.checks, now)
    return Recheck(source_id=entry.source_id, key=entry.key, due=due, checks=entry.checks, is_stored=True)


def known(entry: FeedEntry, validators: Validators | None, now: datetime) -> Recheck:
    """It is in the archive as it was; only who fetched it first looks after it."""
    checks = entry.checks + 1
    looks_after = entry.stored is not None and validators is not None
    due = next_check(checks, now) if looks_after else None
    return Recheck(source_id=entry.source_id, key=entry.key, due=due, checks=checks, is_stored=True)


def failed(entry: FeedEntry, error: IngestError, now: datetime) -> Recheck:
    """It could not be had; 410 is for good, and so is 404 for what is stored. A pause is no failure."""
    status, wait = (error.status, error.retry_after) if isinstance(error, FetchError) else (None, None)
    is_stored = entry.stored is not None
    if wait is not None:
        return Recheck(
            source_id=entry.source_id, key=entry.key, due=now + wait,
            tries=entry.tries, checks=entry.checks, is_stored=is_stored,
        )  # fmt: skip
    tries, checks = (0, entry.checks + 1) if is_stored else (entry.tries + 1, 0)
    is_over = status == 410 or (is_stored and status in GONE)
    again = next_check(checks, now) if is_stored else next_try(tries, now)
    return Recheck(
        source_id=entry.source_id, key=entry.key, due=None if is_over else again,
        tries=tries, checks=checks, is_stored=is_stored,
    )  # fmt: skip


def next_check(checks: int, now: datetime) -> datetime | None:
    """When to look after corrections of a stored article, after so many looks; None: no more."""
    return now + _CHECKS[checks] if checks < len(_CHECKS) else None


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to ask again for an article that could not be fetched ``tries`` times; None: no more.

    After an hour, doubling to a day.
    """
    if tries >= _TRIES:
        return None
    return now + min(_HOUR * (1 << max(tries - 1, 0)), _DAY) if tries else now


def _can_compare(validators: Validators | None) -> bool:
    return validators is not None and bool(validators.etag or validators.last_modified)
