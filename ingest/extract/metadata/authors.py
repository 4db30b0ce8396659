"""Who wrote an article, by what is declared, printed, credited or only guessed."""

from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from ingest.extract import dom

from . import names as people
from .credits import Credit
from .head import Head
from .jsonld import Declared

_META = (
    "article:author_name", "parsely-author", "sailthru.author", "author", "dc.creator", "dcterms.creator", "byl",
    "article:author", "article.author", "content_author", "dtk:author", "cxenseparse:author", "og:article:author",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Bylines:
    """The names that a page gives, by where it gives them."""

    declared: tuple[tuple[str, ...], ...]  # JSON-LD, meta elements, citations
    printed: tuple[str, ...]  # at the headline
    guessed: tuple[str, ...]  # trafilatura's; looked for when there are no others
    organizations: tuple[str, ...]  # that are declared or printed as the author

    def authors(self, credit: Credit) -> tuple[str, ...]:
        """The people who wrote it."""
        personal = (names for names in self.declared if any(map(people.looks_personal, names)))
        personal = (self.printed if self._are_more(names) else names for names in personal)
        ranked = (*personal, credit.writers, self.printed, *self.declared, credit.editors, self.guessed)
        return next(filter(None, ranked), ())

    def _are_more(self, names: tuple[str, ...]) -> bool:
        """Whether the page prints these names and others beside them."""
        return {*self.printed} > {*names} and all(map(people.looks_personal, self.printed))


def read(tree: HtmlElement, said: Declared, page_head: Head, printed: tuple[str, ...], host: str) -> Bylines:
    """The names on a page; ``printed`` are those at its headline, ``host`` is of its own address."""
    meta = page_head.all(*_META)
    cited = (" ".join(reversed(name.split(", "))) for name in page_head.all("citation_author"))
    declared = (people.names(said.authors), people.names(meta), people.names(cited))
    outlets = (*page_head.all("og:site_name"), *said.publishers, host, *host.split("."))
    site = {*map(dom.compact, outlets)}
    called = (name for name in (*said.authors, *meta) if people.is_domain(name) or dom.compact(name) in site)
    named = (printed, *declared, people.organizations((*said.organizations, *called)))
    return Bylines(
        declared=tuple(people.without(names, outlets) for names in declared),
        printed=people.without(printed, outlets),
        guessed=() if printed or any(declared) else people.without(_guessed(tree), outlets),
        organizations=next(filter(None, named), ()),
    )


def _guessed(tree: HtmlElement) -> tuple[str, ...]:
    """What trafilatura takes for authors; one word may be a login, more must look like a name."""
    found = people.names((extract_author(tree) or "").split(";"))
    return tuple(name for name in found if " " not in name or people.looks_personal(name))
