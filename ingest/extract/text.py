"""Plain text as newsrooms and people save it: dateline, title, paragraphs, nothing declared."""

import re

from ingest.core import charset
from ingest.core.model import Draft, Page

from . import notices
from .notices import Evidence, Notice

# "Finnews.id – ", "JAKARTA, KOMPAS.com - ", "Jakarta, CNBC Indonesia - ", "JAKARTA (ANTARA) - ",
# "TRIBUNNEWS.COM -": one to three names of places or outlets before a dash at the very start.
_NAME = r"[A-Z0-9][\w.&'’/]*(?:\s+[A-Z0-9.][\w.&'’/]*){0,3}"
_DATELINE = re.compile(rf"^(?P<names>{_NAME}(?:\s*,\s*{_NAME}|\s*\(\s*{_NAME}\s*\))*)\s*(?:[-–—]{{1,2}}|:)\s+(?=\S)")
_DOMAIN = re.compile(r"^[\w-]+(?:\s?\.\s?[\w-]+)*\s?\.\s?[A-Za-z]{2,12}$")
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
_LONGEST_DATELINE = 60  # characters
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*(?=\s|$)")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"”’')\]]*$")
_LONGEST_HEADLINE = 160  # characters
_LONGEST_TITLE = 250
_FEWEST_WORDS = 40  # of an article that a server sends as plain text; "Access denied. Error 1020" has four


def draft(page: Page) -> Draft | Notice | None:
    """Return the article in a text; a notice that a site sent in its place; None when it is blank.

    None too when it is from the web and no longer than a notice. No date is made up. Raises nothing.
    """
    paragraphs = [line for line in map(_tidy, charset.decode(page.body, page.content_type).splitlines()) if line]
    if not paragraphs:
        return None
    headline, body = _headline(paragraphs)
    evidence = Evidence(titles=(headline,) if headline else (), text="\n".join(body), promise=notices.promise(page))
    if page.status is not None and (notice := notices.find(evidence)):  # not of a file: a person chose it
        return notice
    if page.status is not None and sum(len(paragraph.split()) for paragraph in paragraphs) < _FEWEST_WORDS:
        return None
    site, start = dateline(body[0])
    return Draft(
        text="\n".join(body),
        method="text",
        title=headline or _first_sentence(body[0][start:]),
        site=site,
        is_doubtful=page.status is not None and notices.is_doubtful(evidence),
        most_addresses=notices.most_addresses(evidence),
    )


def dateline(paragraph: str) -> tuple[str | None, int]:
    """Return the outlet that a dateline such as "JAKARTA, KOMPAS.com – " names, and the index where the text goes on.

    (None, 0) without a dateline; of one that names a place only the outlet is None. Raises nothing.
    """
    found = _DATELINE.match(paragraph)
    if not found or found.end() > _LONGEST_DATELINE:
        return None, 0
    return _outlet(found["names"]), found.end()


def _outlet(names: str) -> str | None:
    """The outlet among the names before a dash; a place alone is none."""
    first, *others = [name.strip(" ()") for name in re.split(r"[,(]", names)]
    domains = [re.sub(r"\s+", "", name) for name in (first, *others) if _DOMAIN.match(name)]
    if domains:
        return domains[-1]
    if names.endswith(")"):
        return others[-1]  # LONDON (Reuters)
    # "Jakarta, CNBC Indonesia" but not "JAKARTA, INDONESIA" or "Oslo, Norway"
    is_outlet = others and _ACRONYM.search(others[-1]) and not _ACRONYM.search(first)
    return others[-1] if is_outlet else None


def _headline(paragraphs: list[str]) -> tuple[str | None, list[str]]:
    """A first line that is short and no sentence is the headline; the rest is the text."""
    first, rest = paragraphs[0], paragraphs[1:]
    is_headline = len(first) <= _LONGEST_HEADLINE and not _ENDS_SENTENCE.search(first) and not dateline(first)[1]
    return (first, rest) if rest and is_headline else (None, paragraphs)


def _first_sentence(paragraph: str) -> str:
    """Up to the first full stop that ends a sentence, without it; cut at a word when very long."""
    end = next((found.end() for found in _SENTENCE_END.finditer(paragraph) if found.start() > 20), len(paragraph))
    sentence = paragraph[:end].strip()
    if len(sentence) > _LONGEST_TITLE:
        return sentence[: sentence.rfind(" ", 0, _LONGEST_TITLE)].rstrip(" ,;:–-") + "…"
    return sentence.rstrip(" .")


def _tidy(line: str) -> str:
    return " ".join(line.replace("\x00", "").split())
