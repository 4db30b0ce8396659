"""What a page says its article is about, its section and its tags, without what it says of all its articles."""

import html
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice

from ingest.core import urls
from ingest.extract import dom

from . import names

_BETWEEN, _BAR = re.compile(r"[,;、，؛،\n]"), re.compile(r"\|")
_PREFIX = re.compile(r"^(?:#+|(?:tags?|topics?|keywords?|sections?)\s?:\s?)", re.I)
_QUOTES = re.compile(r"[\[\]\"]|(?<![^\[,\s])'|'(?=\s*[,\]])")
_LONGEST, _MOST_WORDS = 80, 8  # characters and words of a tag; more is a sentence
_MOST = 500  # of a page
_MANY = 15  # tags; fewer are believed whatever they are
_BEGINNING = 5  # letters
_LEAST_RUN = 6  # words of the description, one after the other, that are no tags
_DENSE = 2 / 3  # share of the words between the first and the last of them
_COMMAS = 2  # of a section that is a list of several
# Words of which a section consists wholly when it says nothing.
_ANY = frozenset({
    "all", "article", "articles", "artikel", "beranda", "berita", "blog", "blogs", "category", "default", "detail",
    "frontpage", "general", "halaman", "headline", "headlines", "home", "homepage", "indeks", "index", "latest",
    "main", "nachrichten", "news", "newsarticle", "none", "noticias", "null", "nyheter", "page", "post", "posts",
    "semua", "site", "stories", "start", "startseite", "story", "terbaru", "terkini", "the", "top", "umum",
    "uncategorized", "undefined", "utama", "web", "website",
})  # fmt: skip


def section(candidates: Iterable[str], outlets: Collection[str]) -> str | None:
    """Return the first of the sections that tells this article from others; None when none does.

    ``outlets`` are the names of the site, which says nothing as a section. Raises nothing.
    """
    site = {*map(dom.compact, outlets)}
    for candidate in candidates:
        parts = candidate.split(",") if candidate.count(",") >= _COMMAS else [candidate]
        for part in map(str.strip, parts):
            words = dom.fold(part).split()
            if words and not _ANY.issuperset(words) and not _is_site(part, site) and not part.isnumeric():
                return part
    return None


def tags(declared: Iterable[Iterable[str]], said: Iterable[str | None], outlets: Collection[str]) -> tuple[str, ...]:
    """Return the tags of the first source that has any, each once.

    No tags are the title and the description (``said``), whole or word by word, the names of the site, sentences and
    addresses. Raises nothing.
    """
    texts = [*map(dom.fold, filter(None, said))]
    site = {*map(dom.compact, outlets)}
    for values in declared:
        spelled: dict[str, str] = {}
        own_values = (text for value in values if dom.fold(text := html.unescape(value)) not in texts)
        for part in islice(chain.from_iterable(map(_parts, own_values)), _MOST):
            spelled.setdefault(dom.fold(part), part)
        own = [tag for folded, tag in spelled.items() if folded not in texts and _is_tag(tag, site)]
        for text in texts:
            own = _without_words(own, text.split())
        if own:
            return tuple(own)
    return ()


def of_article(found: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the tags without those of the whole site: of many that mostly are not in the text, those that are.

    Words are compared by their beginnings, for languages that inflect them. Raises nothing.
    """
    if len(found) < _MANY:
        return found
    words, letters = _beginnings(text), dom.compact(text)
    own = tuple(
        tag for tag in found if _beginnings(tag) in words or (not tag.isascii() and dom.compact(tag) in letters)
    )
    return own if len(own) < len(found) / 2 else found


def _parts(text: str) -> Iterator[str]:
    if text[:2] in ('["', "['") and text.endswith("]"):  # an array that a program wrote as a text
        text = _QUOTES.sub("", text)
    for part in (_BETWEEN if _BETWEEN.search(text) else _BAR).split(text):
        if dom.fold(tag := _PREFIX.sub("", part.strip()).strip()):
            yield tag


def _beginnings(text: str) -> str:
    return f" {' '.join(word[:_BEGINNING] for word in dom.fold(text).split())} "


def _is_tag(tag: str, site: Collection[str]) -> bool:
    is_short = len(tag) <= _LONGEST and len(tag.split()) <= _MOST_WORDS
    return is_short and not urls.is_web(tag) and not _is_site(tag, site)


def _is_site(name: str, site: Collection[str]) -> bool:
    return names.is_domain(name) or dom.compact(name) in site


def _without_words(found: list[str], words: list[str]) -> list[str]:
    """The tags without the longest run of them that is a text word by word."""
    places = {word: place for place, word in reversed([*enumerate(words)])}
    run: list[int] = []
    longest: list[int] = []
    for place in (places.get(dom.fold(tag), -1) for tag in found):
        if place < 0 or (run and place <= run[-1]):
            run = []
        if place >= 0:
            run.append(place)
        longest = max(longest, run, key=len)
    if len(longest) < _LEAST_RUN or len(longest) < _DENSE * len({*words[longest[0] : longest[-1] + 1]}):
        return found
    spelled = {words[place] for place in longest}
    return [tag for tag in found if dom.fold(tag) not in spelled]
