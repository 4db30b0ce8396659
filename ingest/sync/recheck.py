"""When the article of an entry is asked for again, after what became of it this time."""

from datetime import datetime

from ingest.core.errors import FetchError, IngestError
from store import FeedEntry, Outcome, Recheck, Validators

from . import schedule

GONE = frozenset({404, 410})


def stored(listed: FeedEntry, outcome: Outcome, validators: Validators | None, now: datetime) -> Recheck:
    """It was fetched whole and is in the archive.

    An address that sends the whole page again although nothing has changed is left alone
    from then on, and so is one without validators: looking after corrections must not
    cost a site more than a line in its log.
    """
    is_again = listed.stored is not None
    is_costly = not _has_validators(validators) or (is_again and outcome is Outcome.SAME)
    checks = listed.checks + 1 if is_again else 0
    due = None if is_costly else schedule.next_check(checks, 0, now, stored=True)
    return Recheck(source_id=listed.source_id, key=listed.key, due=due, checks=checks, is_stored=True)


def seen(listed: FeedEntry, validators: Validators | None, now: datetime) -> Recheck:
    """It is in the archive as it was; only who fetched it first looks after it."""
    checks = listed.checks + 1
    looks_after = listed.stored is not None and validators is not None
    due = schedule.next_check(checks, 0, now, stored=True) if looks_after else None
    return Recheck(source_id=listed.source_id, key=listed.key, due=due, checks=checks, is_stored=True)


def missed(listed: FeedEntry, error: IngestError, now: datetime) -> Recheck:
    """It could not be had; 410 is for good, and so is 404 for what is stored. A pause is no failure."""
    status, wait = (error.status, error.retry_after) if isinstance(error, FetchError) else (None, None)
    if wait is not None:
        return Recheck(
            source_id=listed.source_id, key=listed.key, due=now + wait,
            tries=listed.tries, checks=listed.checks, is_stored=listed.stored is not None,
        )  # fmt: skip
    is_stored = listed.stored is not None
    tries, checks = (0, listed.checks + 1) if is_stored else (listed.tries + 1, 0)
    is_over = status == 410 or (is_stored and status in GONE)
    due = None if is_over else schedule.next_check(checks, tries, now, stored=is_stored)
    return Recheck(source_id=listed.source_id, key=listed.key, due=due, tries=tries, checks=checks, is_stored=is_stored)


def _has_validators(validators: Validators | None) -> bool:
    return validators is not None and bool(validators.etag or validators.last_modified)
