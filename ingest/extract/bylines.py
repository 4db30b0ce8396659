"""Who wrote an article: what is declared, else what is printed at the headline; an outlet only when nobody is named."""

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from . import people
from .head import Head
from .jsonld import Declared

_META = (
    "article:author_name", "parsely-author", "sailthru.author", "author", "dc.creator", "dcterms.creator", "byl",
    "article:author", "article.author", "content_author", "dtk:author", "cxenseparse:author", "og:article:author",
)  # fmt: skip


def declared(said: Declared, page_head: Head, host: str) -> tuple[str, ...]:
    """The people that the page declares as its authors; () when it names only itself, or somebody's login."""
    outlets = _outlets(said, page_head, host)
    for names in _declared(said, page_head):
        own = people.without(names, outlets)
        if any(map(people.looks_personal, own)):
            return own
    return ()


def printed(tree: HtmlElement, around: tuple[str, ...], said: Declared, page_head: Head, host: str) -> tuple[str, ...]:
    """The people in a byline, where nobody is declared; then logins, then outlets that are declared as authors."""
    outlets = _outlets(said, page_head, host)
    known = [*_declared(said, page_head)]
    for names in (around, *known):
        if own := people.without(names, outlets):
            return own
    guessed: str = extract_author(tree) or ""
    return people.without(_plausible(people.names(guessed.split(";"))), outlets) or next(
        filter(None, (around, *known)), ()
    )


def _declared(said: Declared, page_head: Head) -> tuple[tuple[str, ...], ...]:
    cited = (" ".join(reversed(name.split(", "))) for name in page_head.all("citation_author"))
    return people.names(said.authors), people.names(page_head.all(*_META)), people.names(cited)


def _outlets(said: Declared, page_head: Head, host: str) -> tuple[str, ...]:
    return (*page_head.all("og:site_name"), *said.publishers, host, *host.split("."))


def _plausible(names: tuple[str, ...]) -> tuple[str, ...]:
    """One word may be a login; more must look like a name."""
    return tuple(name for name in names if " " not in name or people.looks_personal(name))
