"""Who wrote an article, by what is declared, shown at the headline, credited or only guessed."""

from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from ingest.extract import dom

from . import names
from .credits import Credit
from .head import Head
from .jsonld import Declared

_META = (
    "article:author_name", "parsely-author", "sailthru.author", "author", "dc.creator", "dcterms.creator", "byl",
    "article:author", "article.author", "content_author", "dtk:author", "cxenseparse:author", "og:article:author",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Bylines:
    """The names on a page, by where they stand."""

    declared: tuple[tuple[str, ...], ...]  # JSON-LD, meta elements, citations
    shown: tuple[str, ...]  # at the headline
    guessed: tuple[str, ...]  # trafilatura's; looked for when there are no others
    organizations: tuple[str, ...]  # that are declared or shown as the author

    def authors(self, credit: Credit) -> tuple[str, ...]:
        """Return the people who wrote it; () when nobody is named. ``credit`` is what stands beside its text.

        Raises nothing.
        """
        personal = (people for people in self.declared if any(map(names.looks_personal, people)))
        personal = (self.shown if self._shows_more(people) else people for people in personal)
        ranked = (*personal, credit.writers, self.shown, *self.declared, credit.editors, self.guessed)
        return next(filter(None, ranked), ())

    def _shows_more(self, people: tuple[str, ...]) -> bool:
        """Whether these people and others beside them are shown."""
        return {*self.shown} > {*people} and all(map(names.looks_personal, self.shown))


def bylines(tree: HtmlElement, said: Declared, page_head: Head, shown: tuple[str, ...], host: str) -> Bylines:
    """Return the names on a page without those of its outlets.

    ``shown`` are the people at its headline, ``host`` is the host name of its own address. Raises nothing of its own;
    trafilatura, which guesses where no name is declared or shown, may raise on odd pages.
    """
    meta = page_head.all(*_META)
    cited = (" ".join(reversed(name.split(", "))) for name in page_head.all("citation_author"))
    declared = (names.people(said.authors), names.people(meta), names.people(cited))
    outlets = (*page_head.all("og:site_name"), *said.publishers, host, *host.split("."))
    site = {*map(dom.compact, outlets)}
    called = (name for name in (*said.authors, *meta) if names.is_domain(name) or dom.compact(name) in site)
    named = (shown, *declared, names.organizations((*said.organizations, *called)))
    return Bylines(
        declared=tuple(names.without(people, outlets) for people in declared),
        shown=names.without(shown, outlets),
        guessed=() if shown or any(declared) else names.without(_guessed(tree), outlets),
        organizations=next(filter(None, named), ()),
    )


def _guessed(tree: HtmlElement) -> tuple[str, ...]:
    """What trafilatura takes for authors; one word may be a login, more must look like a name."""
    found = names.people((extract_author(tree) or "").split(";"))
    return tuple(name for name in found if " " not in name or names.looks_personal(name))
