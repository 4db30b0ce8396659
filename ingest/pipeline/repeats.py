"""One text at many addresses of a site is no article: a wall, a notice, a text about cookies sent in place of each."""

from collections import OrderedDict
from contextlib import aclosing
from dataclasses import dataclass, field

from ingest.core.errors import NoArticle
from ingest.core.model import Failed, Stopped
from store import Archive

from .process import Outcome, Processed
from .steps import EXTRACTING
from .streams import Stream

_MOST_HELD = 20  # texts that wait for a second address: as many articles as a run that is killed may fetch again
_ADVICE = "open one of them in a browser; if it is an article after all, import the page as you save it there"
_Key = tuple[str, str]  # site and text


@dataclass(slots=True)
class _Text:
    """Where a text stands."""

    addresses: set[str] = field(default_factory=set)
    held: list[Processed] = field(default_factory=list)  # until it is known what they are


class _Texts:
    """The texts of a run that may be no articles."""

    def __init__(self, archive: Archive | None) -> None:
        self._archive = archive
        self._texts: OrderedDict[_Key, _Text] = OrderedDict()

    def add(self, found: Processed) -> list[Outcome]:
        """Return what is known now of the pages with this text, and of one that has waited long enough."""
        article, forms = found.prepared.article, {found.prepared.url, found.prepared.found, *found.prepared.aliases}
        stored = self._archive.addresses_of(found.prepared) if self._archive else set()
        if stored & forms:  # it is here already, as it is
            return [found]
        text = self._texts.setdefault((str(article["site"]), str(article["text"])), _Text())
        text.addresses |= stored if text.addresses & forms else {*stored, found.prepared.url}
        text.held.append(found)
        if len(text.addresses) > (found.most_addresses or 0):
            repeated = [_repeated(each, len(text.addresses)) for each in text.held]
            text.held.clear()
            return [*repeated]
        waiting = [each for each in self._texts.values() if each.held]
        return _released(waiting[0]) if len(waiting) > _MOST_HELD else []

    def rest(self) -> list[Outcome]:
        """Return the pages whose text stood nowhere else."""
        return [each for text in self._texts.values() for each in _released(text)]


async def told(outcomes: Stream[Outcome], archive: Archive | None) -> Stream[Outcome]:
    """Yield outcomes, pages that may be no articles once it is known whether their text stands elsewhere on the site.

    Such a page waits for others, to the end of the run at most; none is lost, and a run that is killed fetches it
    again. Without an archive only the pages of the stream are compared. Raises ArchiveBusy, ArchiveDamaged, or another
    StoreError.
    """
    texts = _Texts(archive)
    async with aclosing(outcomes):
        async for outcome in outcomes:
            if isinstance(outcome, Processed) and outcome.most_addresses is not None:
                found = texts.add(outcome)
            else:
                found = [*(texts.rest() if isinstance(outcome, Stopped) else ()), outcome]
            for each in found:
                yield each
    for each in texts.rest():
        yield each


def _released(text: _Text) -> list[Outcome]:
    held, text.held = text.held, []
    return [*held]


def _repeated(found: Processed, count: int) -> Failed:
    page = found.page
    reason = f"it is a text that {count} addresses of the site have alike"
    error = NoArticle(EXTRACTING, page.name, reason, _ADVICE, code="repeated")
    return Failed(error=error, page=page, feed_entry=page.feed_entry, validators=page.validators)
