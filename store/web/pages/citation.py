"""An article as it is cited: plain, BibTeX, CSL JSON."""

import re
from datetime import date

from store.articles.types import ArchivedArticle
from store.web import responses
from store.web.view import web_address

from .article import article
from .visit import Visit

_SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX = str.maketrans(_SPECIAL | {sign: f"\\{sign}" for sign in "&%$#_"})


def bibtex(visit: Visit, article_id: str) -> responses.Response:
    """Return the article for LaTeX. Raises NotThere, or a StoreError."""
    found = article(visit, article_id)
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in found.authors),
        "title": f"{{{_tex(found.title or '')}}}" if found.title else "",
        "journal": _tex(found.site or ""),
        "date": str(_day(found) or ""),
        "url": _address(found),
        "urldate": f"{found.last_seen:%Y-%m-%d}",
        "langid": {"id": "indonesian", "en": "english", "ms": "malay"}.get(found.language or "", ""),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    text = "\n".join([f"@article{{warta{found.id},", *lines, "}", ""])
    return responses.download(text.encode("utf-8", "replace"), f"warta-{found.id}.bib", "application/x-bibtex")


def csl(visit: Visit, article_id: str) -> responses.Response:
    """Return the article for reference managers. Raises NotThere, or a StoreError."""
    found = article(visit, article_id)
    day = _day(found)
    item = {
        "id": f"warta{found.id}",
        "type": "article-newspaper",
        "title": found.title,
        "author": [{"literal": name} for name in found.authors],
        "container-title": found.site,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "accessed": {"date-parts": [[found.last_seen.year, found.last_seen.month, found.last_seen.day]]},
        "URL": _address(found),
        "language": found.language,
    }
    kept = {name: value for name, value in item.items() if value}
    return responses.as_json([kept], content_type="application/vnd.citationstyles.csl+json")


def _day(found: ArchivedArticle) -> date | None:
    return found.day or (found.published and found.published.date())


def _address(found: ArchivedArticle) -> str:
    return re.sub(r"[{}\\\s]", "", web_address(found.url) or "")


def _tex(text: str) -> str:
    return " ".join(text.translate(_TEX).split())
