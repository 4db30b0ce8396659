"""Walls and notices: pages that stand where an article was, sent with status 200 as if they were it.

Bot challenges, consent and log-in pages, "page not found", maintenance, the door of a hotel's Wi-Fi. None is stored:
what it is and what to do is said instead. Short articles about such things are articles: a notice speaks to its
reader, about itself, in hardly more than such sentences, under a title of which neither feed nor link knew a word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.core import urls
from ingest.core.model import Page
from ingest.extract import dom

from . import phrases

_LONGEST = 3000  # characters; consent pages with their partners are the longest
_SHORT = 600
_VERY_SHORT = 100
_SHARE, _LEAST_SHARE = 0.75, 0.5  # of the characters of a notice are in sentences of notices
_FEWEST_WORDS, _HARDLY = 4, 40  # an article has more words, or more letters where nothing stands between words
_PROMISE = 3  # words of a feed's title, or a link, that say what is meant
_BY_CHANCE = 0.34  # of the words that were promised are in any text: the site's name, "baru"
_LONGEST_SENTENCE = 300  # characters of it that are looked at
_SENTENCE = re.compile(r"\n|(?<=[.!?…])\s+")
_QUOTED = re.compile(r"[\"“”«»„][^\"“”«»„\n]{0,300}[\"“”«»„]|‘[^‘’\n]{0,300}’|(?<!\w)'[^'\n]{0,300}'(?!\w)")
_SITE_NAME = re.compile(r"\s+[-–—|·•»/]+\s+|\s*[|»]\s*")  # what stands between a title and it
_LONGEST_SITE_NAME = 5  # words
_PARTS = re.compile(r"\s*[.!?…:]+\s+|\s+[-–—>]+\s+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_EVERYWHERE = frozenset({
    "yang", "dan", "dari", "untuk", "dengan", "pada", "dalam", "ini", "itu", "the", "and", "for", "with", "from", "not",
    "page", "article", "story", "news", "berita", "artikel", "read", "baca", "detail", "index", "html", "htm", "php",
    "aspx", "www", "com", "amp",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands where an article was."""

    code: str  # of the failure: "challenge", "login", "missing", …
    reason: str  # what it is, after "it is"
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a page that may be a notice."""

    titles: tuple[str, ...]  # all that it gives itself, the chosen one first
    text: str
    promise: str = ""  # what the feed or the link said of the article
    is_declared: bool = False  # whether the page says that it is an article of a certain date


_SAVE = "open it in a browser and import the page as you save it there"
_LOG_IN = "log in to the network with a browser, then import the address again, or save the page again"
_LATER = "it is asked for again at the next run"
_NOTICES = {
    notice.code: notice
    for notice in (
        Notice("missing", "a notice that there is no such page", "the article may be gone, or its address wrong"),
        Notice("challenge", "a check whether a person is asking", _SAVE),
        Notice("denied", "a notice that access is denied", f"try later or from another network, or {_SAVE}"),
        Notice("login", "a page that asks for a log-in", f"if you have an account, {_SAVE}"),
        Notice("paywall", "a request to subscribe, without the article", f"if you subscribe, {_SAVE}"),
        Notice("consent", "a request for consent to cookies", _SAVE),
        Notice("down", "a notice that the site is out of service", _LATER),
        Notice("javascript", "a notice that it needs JavaScript or another browser", _SAVE),
        Notice("redirect", "a notice that leads elsewhere", "give the address that it leads to"),
        Notice(
            "portal",
            "the log-in page of a network",
            _LOG_IN,
        ),
        Notice("other_page", "a short page that has no word of the title in the feed or link", _SAVE),
        Notice("hardly_text", "a word or two, not an article", _LATER),
    )
}


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says as notices do."""

    kinds: list[str]  # with most to read first
    share: float  # of the text, with what stands beside it
    speaks: bool  # to whoever reads it, or of the page itself


OTHER_PAGE = _NOTICES["other_page"]


def find(page: Evidence) -> Notice | None:
    """Return what a page is when it is no article but a wall or a notice; None when nothing says so. Raises nothing."""
    if len(page.text) > _LONGEST:
        return None
    titled = next(filter(None, map(_kind_of_title, page.titles)), None)
    is_other = _is_other(page)
    said = _said(page.text)
    if _is_notice(page, titled, is_other, said):
        return _NOTICES[_kind(titled, said)]
    is_hardly_text = len(page.text) < _HARDLY and 0 < len(dom.fold(page.text).split()) < _FEWEST_WORDS
    return _NOTICES["hardly_text"] if is_hardly_text and is_other is not False and not page.is_declared else None


def is_doubtful(page: Evidence) -> bool:
    """Whether a page may be anything: short, of no date, without one word of what was promised. Raises nothing."""
    is_bare = not page.is_declared and len(page.text) < _SHORT
    return is_bare and _is_other(page) is True and not _promised(page.promise) & _words(page.text)


def most_addresses(page: Evidence) -> int | None:
    """Return at how many addresses of a site a text may stand that is an article; None when nothing speaks against it.

    A page of no date, in which hardly a word of what was promised occurs, is the only one of its text; where
    little was promised, as by ``?id=7``, it may stand once more, for printing. Raises nothing.
    """
    if page.is_declared or len(page.text) > _LONGEST:
        return None
    promised = _promised(page.promise)
    kept = promised & _words(" ".join((*page.titles, page.text)))
    if len(kept) > _BY_CHANCE * len(promised):
        return None
    return 1 if len(promised) >= _PROMISE else 2


def promise(page: Page) -> str:
    """Return what was said of a page where it is listed: its title in the feed, and the words of its address."""
    asked = next((sighting.locator for sighting in page.sightings if sighting.kind == "page"), page.url)
    title, url = (page.entry.title, page.entry.url) if page.entry else (None, asked)
    path = url.partition("://")[2].partition("/")[2] if urls.is_web(url) else ""
    return f"{title or ''} {dom.fold(path)}"


def _is_notice(page: Evidence, titled: str | None, is_other: bool | None, said: _Said) -> bool:
    """By the text alone when it says hardly anything else; else by title and text, where both go together."""
    if said.kinds and said.share >= _SHARE and (titled or is_other or said.speaks or len(page.text) < _VERY_SHORT):
        return True
    if page.is_declared or is_other is False:
        return False
    if titled:
        return bool(said.kinds) or said.share >= _LEAST_SHARE or len(page.text) < _VERY_SHORT
    return bool(said.kinds and is_other and said.share >= _LEAST_SHARE and len(page.text) < _SHORT)


def _is_other(page: Evidence) -> bool | None:
    """Whether the page's titles have no word of what was promised; None when little was."""
    promised = _promised(page.promise)
    if promised & _words(" ".join(page.titles)):
        return False
    return True if len(promised) >= _PROMISE else None


def _promised(promise: str) -> set[str]:
    return _words(promise) - _EVERYWHERE


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _kind_of_title(title: str) -> str | None:
    """The kind of notice that a whole title is, beside the name of a site."""
    first, *others = _SITE_NAME.split(title.strip())
    for candidate in (title, first, *others) if len(" ".join(others).split()) <= _LONGEST_SITE_NAME else (title,):
        kinds = [_kind_of_part(part) for part in _PARTS.split(candidate) if dom.fold(part)]
        if kinds and None not in kinds:
            return "portal" if "portal" in kinds else kinds[-1]
    return None


def _kind_of_part(part: str) -> str | None:
    folded = dom.fold(part)[:_LONGEST_SENTENCE]
    return next((kind for kind, pattern in phrases.TITLES.items() if pattern.fullmatch(folded)), None)


def _kind(titled: str | None, said: _Said) -> str:
    """A check and a refusal look the same from their titles."""
    if titled and "denied" not in said.kinds[:1]:
        return titled
    return said.kinds[0]


def _said(text: str) -> _Said:
    by_kind: dict[str, int] = {}
    beside = whole = 0
    speaks = False
    for sentence in _sentences(text):
        whole += len(sentence)
        if kind := _kind_of_sentence(sentence):
            by_kind[kind] = by_kind.get(kind, 0) + len(sentence)
            speaks = speaks or phrases.TO_THE_READER.search(sentence) is not None
        elif phrases.BESIDE.match(sentence) or phrases.LEAD.fullmatch(sentence):
            beside += len(sentence)
    kinds = sorted(by_kind, key=lambda kind: -by_kind[kind])
    return _Said(kinds, (sum(by_kind.values()) + beside) / max(whole, 1), speaks)


def _sentences(text: str) -> Iterator[str]:
    """What is said in them, without what is quoted: who quotes a notice writes about it."""
    for sentence in _SENTENCE.split(text):
        bare = dom.fold(_QUOTED.sub(" … ", sentence))
        if bare:
            yield bare


def _kind_of_sentence(sentence: str) -> str | None:
    start = found.end() if (found := phrases.LEAD.match(sentence)) else 0
    said = sentence[start : start + _LONGEST_SENTENCE]
    return next((kind for kind, pattern in phrases.SENTENCES.items() if pattern.match(said)), None)
