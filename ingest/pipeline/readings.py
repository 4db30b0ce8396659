"""Before an article is changed: did the newsroom change it, or is its page only read otherwise?"""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, replace

from ingest.core.errors import IngestError, NoArticle, OverLimit
from ingest.core.model import Kind, Known, Page
from store import FROM_FEED, Earlier, Prepared

from .pool import Pool
from .process import Outcome, Processed
from .streams import Stream
from .writer import Writer

_COMPARING = "comparing with what was stored before"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two readings of one article."""

    before: Earlier
    now: Processed


async def checked(outcomes: Stream[Outcome], writer: Writer, workers: Pool) -> Stream[Outcome]:
    """Yield outcomes as they are to be written: without a change where only the reading of a page differs.

    Each is to be written before the next is asked for. Both pages are read again in a worker, only when an article
    of another text is stored already; one that a cancellation comes upon is left for the next run.
    """
    async with aclosing(outcomes):
        async for outcome in outcomes:
            before = writer.earlier(outcome) if isinstance(outcome, Processed) else None
            if before is None or not isinstance(outcome, Processed) or _is_settled(before, outcome):
                yield outcome
                continue
            try:
                verdict, prepared = await workers.do(_verdict, _Pair(before=before, now=outcome))
            except asyncio.CancelledError:
                _cancel_again()
                continue
            except (OverLimit, IngestError):  # better a change too many than one that is lost
                verdict, prepared = None, outcome.prepared
            yield _written_as(replace(outcome, prepared=prepared), before, verdict)


def _is_settled(before: Earlier, now: Processed) -> bool:
    """Whether there is no page to be read again: it is what a feed carried, or another archive knew."""
    return FROM_FEED in (before.method, now.prepared.article["method"]) or now.prepared.history is not None


def _written_as(now: Processed, before: Earlier, verdict: str | None) -> Outcome:
    if verdict == "read better":
        return replace(now, prepared=replace(now.prepared, replaces=before.content_hash))
    if verdict == "read worse":
        key = now.prepared.url if before.id is None else before.id
        page = now.page
        return Known(key=key, sightings=page.sightings, feed_entry=page.feed_entry, validators=page.validators)
    return now


def _cancel_again() -> None:
    """Leave a cancellation to the stream, which ends in its own time."""
    this = asyncio.current_task()
    assert this is not None  # a generator runs in one
    this.uncancel()
    this.cancel()


def _verdict(pair: _Pair) -> tuple[str, Prepared]:
    """What the two readings are to each other, and what is to be written; raises NoArticle when a page broke a parser.

    Runs in a worker.
    """
    from ingest.extract.readings import Reading, Verdict, compare, whole
    from store import with_hidden

    before, prepared = pair.before, pair.now.prepared
    page = Page.of(before.capture, Kind.PAGE)
    earlier = Reading(page=page, title=before.title, text=before.text, has_hidden=before.has_hidden)
    now = Reading(page=pair.now.page, title=prepared.article["title"], text=prepared.article["text"])
    try:
        verdict = compare(earlier, now)
        text = whole(earlier, now) if verdict is Verdict.CHANGED else None
    except Exception as error:
        raise NoArticle(_COMPARING, page.url, f"it broke a parser ({type(error).__name__}: {error})") from error
    return verdict.value, prepared if text is None else with_hidden(prepared, text)
