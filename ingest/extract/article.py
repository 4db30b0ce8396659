"""Who wins when they differ: a Page, its Entry, its Draft and its Language become one Article."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import overload

from ingest.core import charset, dates, urls
from ingest.core.model import Draft, Entry, Language, Page
from ingest.core.readers import Readers
from ingest.core.zones import JAKARTA
from store import FROM_FEED, Article

from . import addresses, in_feed, languages
from .metadata import names

_NOTHING_SAID = Entry(url="")
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Date:
    moment: datetime | None = None
    source: str | None = None
    offset: int | None = None
    day: date | None = None

    @property
    def calendar_day(self) -> date | None:
        """Of the outlet, as it was told; else by its clock, or by UTC where that is not known."""
        if self.moment is None:
            return None
        of_utc = self.moment.astimezone(UTC).date()
        if self.day and abs(self.day - of_utc) <= dates.AHEAD:
            return self.day
        try:
            return (self.moment.astimezone(UTC) + timedelta(minutes=self.offset or 0)).date()
        except OverflowError:
            return of_utc


def assemble(page: Page, draft: Draft, language: Language, readers: Readers | None = None) -> Article:
    """Return the article; what the page says of itself comes before what a feed said of it.

    Where nothing tells the outlet's clock, an Indonesian text has that of Jakarta, any other that of the readers.
    Dates more than a day after the fetch are not believed. Raises nothing.
    """
    entry, draft = page.entry or _NOTHING_SAID, _at_home(draft, language, readers or Readers())
    url = canonical_url(page, draft)
    published = _published(draft, entry, page.fetched)
    return Article(
        url=_storable(url),
        text=_storable(draft.text),
        title=_storable(draft.title or entry.title),
        authors=tuple(map(_storable, draft.authors or _in_feed(entry, draft, url) or draft.organizations)),
        editors=tuple(map(_storable, draft.editors)),
        published=published.moment,
        published_from=_storable(published.source) if published.moment else None,
        published_offset=published.offset,
        day=published.calendar_day,
        modified=_plausible(draft.modified or entry.modified, page.fetched),
        site=_storable(draft.site) or urls.site(url),
        section=_storable(draft.section or entry.section),
        tags=tuple(map(_storable, draft.tags or entry.tags)),
        description=_storable(draft.description or entry.summary),
        image=_storable(draft.image),
        language=language.code,
        language_confidence=language.confidence,
        languages=language.shares,
        method=_storable(draft.method),
        notes=_about_language(page, draft, language) | _about_source(page, draft),
    )


def _others(authors: tuple[str, ...], editors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in authors if name not in editors)


def canonical_url(page: Page, draft: Draft) -> str:
    """Return the canonical address: the page's own when it is on the same site, else where it was found.

    A saved page was found nowhere on the web, so there its own word is all there is. Raises nothing.
    """
    if page.entry and not page.entry.has_page:
        return page.entry.url
    own = draft.url and urls.canonical(urls.unarchived(draft.url))
    found = urls.canonical(urls.unarchived(page.url))
    if own is None or addresses.is_general(own, found):
        return found  # a template that names the front page, or a section, on every article
    if urls.is_part(found, own):
        return found  # it has other paragraphs than the first part
    if not urls.is_web(found) or urls.same_site(own, found):
        return own
    return found


def _in_feed(entry: Entry, draft: Draft, url: str) -> tuple[str, ...]:
    """The people whom a feed names, cleaned as those on pages are."""
    host = urls.host(url)
    people = names.without(names.people(entry.authors), filter(None, (draft.site, host, *host.split("."))))
    return _others(people, draft.editors)


def _about_source(page: Page, draft: Draft) -> dict[str, str]:
    """Whose the text is and why it is only a teaser, where it is a feed's; where it goes on; what could not be read."""
    about = {
        "text_from": in_feed.foreign(page) if draft.method == FROM_FEED else None,
        "page": page.refused.reason if page.refused and page.is_teaser else None,
        "next_part": draft.next_part,
        "response": page.wrong,
        "published": draft.unread_date,
    }
    return {name: _storable(value) for name, value in about.items() if value}


def _about_language(page: Page, draft: Draft, language: Language) -> dict[str, str]:
    """Why there is none; what was declared; and where that is another language than the text is in."""
    declared = languages.declared(page, draft)
    notes = {"language": language.reason} if language.reason else {}
    if declared:
        notes["language_hint"] = ", ".join(dict.fromkeys(code for _, code in declared))
    conflicts = [f"{who} says {code}" for who, code in declared if language.code not in (None, code)]
    if conflicts:
        notes["language_conflict"] = f"{' and '.join(conflicts)}, the text is {language.code}"
    return notes


def _published(draft: Draft, entry: Entry, fetched: datetime) -> _Date:
    """Declared on the page, then the feed's, then a guess; never one in the future."""
    on_page = _Date(draft.published, draft.published_from, draft.published_offset, draft.day)
    in_feed = _Date(entry.published, "feed", entry.published_offset)
    ordered = (in_feed, on_page) if draft.published_from == "guess" else (on_page, in_feed)
    return next((date for date in ordered if _plausible(date.moment, fetched)), _Date())


def _at_home(draft: Draft, language: Language, readers: Readers) -> Draft:
    """The draft with its dates in Jakarta's time or the readers', where the page does not tell the zone."""
    if draft.published is None or draft.published_offset is not None:
        return draft
    ahead = JAKARTA if language.code == "id" else readers.ahead(draft.published.replace(tzinfo=None))
    if ahead is None:
        return draft
    moments = {name: getattr(draft, name) - ahead for name in draft.floating}
    published = moments.get("published", draft.published)
    if "published" not in moments and published.time() == time.min:  # a day without a time
        return replace(draft, **moments)
    day = (published + ahead).date()
    return replace(draft, **moments, published_offset=round(ahead / _MINUTE), day=day)


def _plausible(moment: datetime | None, fetched: datetime) -> datetime | None:
    return moment if moment and dates.is_believed(moment, fetched) else None


@overload
def _storable(text: str) -> str: ...


@overload
def _storable(text: None) -> None: ...


def _storable(text: str | None) -> str | None:
    """Text without what SQLite cannot take or would stop at: lone surrogates, and NUL."""
    return None if text is None else charset.whole(text).replace("\x00", "")
