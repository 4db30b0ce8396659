"""What a poll means for its source: one function for each kind of response, from Source to Source.

| response | function |
| --- | --- |
| 304, or 200 with the body known already | unchanged |
| 200 with another body | read |
| any of them by way of permanent redirects, or none | redirected, after unchanged or read |
| 404 or 410 where permanent redirects were seen before | replaced |
| 410 | gone |
| 429 or 503 with Retry-After | paused |
| any other failure, HTML instead of a feed among them | failed |
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from ingest.core.errors import ASKED_TO_WAIT, Postponed
from store import Source

_DAY = timedelta(days=1)
_FIRST_RETRY = timedelta(minutes=15)
_LONGEST_RETRY, _LAST_RETRY = _DAY, timedelta(days=7)
_DAILY_RETRIES = 14  # before the days between two retries double: two weeks outlast most repairs
_FAILURES_UNTIL_DAILY = 8
_JITTER = 0.1
_LONGEST_PAUSE = timedelta(days=7)  # of a Retry-After that is honoured

_ADOPTING_POLLS = 3
_ADOPTING_TIME = timedelta(days=7)
_CONFIRMED_GONE = _DAY
_LATE = timedelta(minutes=10)  # so that a poll on the next day is surely a day later
_GONE = "it answered 410 Gone"
GONE_CODE, REPAIRED_CODE = "gone", "repaired"  # of Source.trouble_code, beside the codes of errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Success:
    """What the server said to a poll that succeeded."""

    fetched: datetime
    status: int  # 304, or 200
    etag: str | None = None
    last_modified: str | None = None
    unconditional: bool = False  # it was asked without validators


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a body says of its source."""

    body_hash: str
    listed: int  # entries
    repaired: str | None = None  # what was broken in it and had to be repaired
    title: str | None = None
    site_url: str | None = None


def due(source: Source, now: datetime) -> bool:
    """Whether a source is to be polled now."""
    return source.is_polled and not is_waiting(source, now)


def is_waiting(source: Source, now: datetime) -> bool:
    """Whether the time that was planned for the next poll is still to come; one under a wrong clock does not count."""
    return source.next_due is not None and source.next_due > now and not is_misplanned(source, now)


def is_misplanned(source: Source, now: datetime) -> bool:
    """Whether the next poll is planned further ahead than it can have been by now: a clock was wrong."""
    return source.next_due is not None and source.next_due > now + _furthest(source) + _LATE


def _furthest(source: Source) -> timedelta:
    """How far ahead the next poll of a source is planned at most, by what became of the last one."""
    if source.status in (429, 503) or source.trouble_code in (ASKED_TO_WAIT, Postponed.code):
        return _LONGEST_PAUSE
    if source.gone_since is not None:
        return _CONFIRMED_GONE + _LATE
    return backoff(source.failures, source.url) if source.failures else timedelta(seconds=source.interval_seconds)


def is_barred(source: Source, now: datetime) -> bool:
    """Whether a source waits because it asked for that, by Retry-After or by 410: then nobody hurries it."""
    is_throttled = source.status in (429, 503) and not source.failures
    return is_waiting(source, now) and (is_throttled or source.gone_since is not None)


def unchanged(source: Source, response: Success, interval: timedelta) -> Source:
    """After a 304, or a 200 whose body was known already.

    A 304 need not repeat validators (RFC 9110, 15.4.5); a 200 replaces both even with nothing,
    for an old one that stays may match forever.
    """
    is_repaired = source.trouble_code == REPAIRED_CODE  # the body is the same, and so is what is broken in it
    etag, last_modified = (source.etag, source.last_modified) if response.status == 304 else (None, None)
    return replace(
        source,
        status=response.status,
        etag=response.etag or etag,
        last_modified=response.last_modified or last_modified,
        asked_whole=response.fetched if response.unconditional else source.asked_whole,
        next_due=response.fetched + interval,
        interval_seconds=int(interval.total_seconds()),
        failures=0,
        failing_since=None,
        gone_since=None,
        trouble=source.trouble if is_repaired else None,
        trouble_code=REPAIRED_CODE if is_repaired else None,
    )


def read(source: Source, response: Success, body: Body, interval: timedelta) -> Source:
    """After a 200 whose body was not known; a title and site that the source has are kept."""
    return replace(
        unchanged(source, response, interval),
        body_hash=body.body_hash,
        changed=response.fetched,
        first_read=source.first_read or response.fetched,
        listed=body.listed,
        trouble=body.repaired,
        trouble_code=REPAIRED_CODE if body.repaired else None,
        title=source.title or body.title,
        site_url=source.site_url or body.site_url,
    )


def unconditional(source: Source, *, now: datetime, usual_gap: timedelta) -> bool:
    """Whether to ask without validators: "not modified" for long beyond ``usual_gap``, or it lied before."""
    if source.distrusted:
        return True
    if source.etag is None and source.last_modified is None:
        return False  # nothing that could be left out
    seen = [moment for moment in (source.changed, source.asked_whole) if moment and moment <= now]
    return not seen or now - max(seen) > max(_DAY, 5 * usual_gap)


def caught_lying(source: Source) -> Source:
    """After a body had changed although the server said "not modified": validators are not sent any more."""
    return replace(source, distrusted=True)


def redirected(source: Source, *, now: datetime, moved_to: str | None, overlaps: bool) -> Source:
    """After a poll that permanent redirects led to ``moved_to``; None when there were none.

    The new address is adopted after three polls over a week that listed known entries
    (``overlaps``), because a misconfigured server redirects everything for some days.
    """
    if moved_to is None or moved_to == source.url:
        return replace(source, moved_to=None, moved_since=None, moved_polls=0)
    if source.url.startswith("http://") and moved_to == "https" + source.url[4:]:
        return _adopted(source, moved_to)
    before = source.moved_polls if moved_to == source.moved_to else 0
    since = source.moved_since if before and source.moved_since else now
    if overlaps and before + 1 >= _ADOPTING_POLLS and now - since >= _ADOPTING_TIME:
        return _adopted(source, moved_to)
    return replace(source, moved_to=moved_to, moved_since=since, moved_polls=before + overlaps)


def replaced(source: Source, *, now: datetime) -> Source | None:
    """After a 404 or 410: the new address, due at once, where permanent redirects led to one before."""
    if source.moved_to is None:
        return None
    adopted = _adopted(source, source.moved_to)
    return replace(
        adopted, next_due=now, failures=0, failing_since=None, gone_since=None, trouble=None, trouble_code=None
    )


def _adopted(source: Source, url: str) -> Source:
    return replace(
        source, url=url, moved_to=None, moved_since=None, moved_polls=0, etag=None, last_modified=None
    )  # validators belong to the old address


def gone(source: Source, *, now: datetime) -> Source:
    """After a 410: asked once more a day later, then switched off."""
    since = min(source.gone_since or now, now)
    if now - since >= _CONFIRMED_GONE:
        why = f"{_GONE} on {since:%Y-%m-%d} and again on {now:%Y-%m-%d}"
        return replace(
            source, status=410, gone_since=since, enabled=False, disabled_why=why, trouble=why, trouble_code=GONE_CODE
        )
    trouble = f"{_GONE} on {since:%Y-%m-%d}; if it does so again a day later, it is switched off"
    next_due = since + _CONFIRMED_GONE + _LATE
    return replace(source, status=410, gone_since=since, next_due=next_due, trouble=trouble, trouble_code=GONE_CODE)


def failed(source: Source, *, now: datetime, status: int | None, reason: str, code: str) -> Source:
    """After any other failure: asked again ever later, and never switched off."""
    failures = source.failures + 1
    return replace(
        source,
        status=status,
        trouble=reason,
        trouble_code=code,
        failures=failures,
        failing_since=source.failing_since or now,
        next_due=now + backoff(failures, source.url),
    )


def backoff(failures: int, url: str) -> timedelta:
    """How long to leave a source alone after so many failures in a row.

    15 minutes, doubling to a day; after two weeks of that doubling again to 7 days. Up to 10 %
    more or less, told by the address, so that sources that failed together do not come back together.
    """
    weekly = max(0, failures - _FAILURES_UNTIL_DAILY - _DAILY_RETRIES + 1)
    if weekly:
        wait = _doubled(_LONGEST_RETRY, weekly, _LAST_RETRY)
    else:
        wait = _doubled(_FIRST_RETRY, failures - 1, _LONGEST_RETRY)
    share = int.from_bytes(sha256(f"{failures} {url}".encode()).digest()[:4]) / 2**32
    return wait * (1 - _JITTER + 2 * _JITTER * share)


def _doubled(first: timedelta, times: int, longest: timedelta) -> timedelta:
    return min(first * (1 << min(max(times, 0), 20)), longest)


def paused(source: Source, *, until: datetime, status: int | None, reason: str, code: str) -> Source:
    """After a 429 or 503 that says until when (see retry_after): not a failure; without it, it is one."""
    return replace(source, status=status, trouble=reason, trouble_code=code, next_due=until)
