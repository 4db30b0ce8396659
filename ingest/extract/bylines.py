"""Who wrote an article, by what is declared, printed, credited or only guessed."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from . import people
from .head import Head
from .jsonld import Declared
from .signed import Credit

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
    outlets: tuple[str, ...]  # names of the site itself

    def authors(self, credit: Credit) -> tuple[str, ...]:
        """The people who wrote it; an outlet only when it is declared or printed as the author and nobody else is."""
        personal = (own for names in self.declared if any(map(people.looks_personal, own := self._own(names))))
        ranked = (*personal, credit.writers, self._own(self.printed), *map(self._own, self.declared))
        outlet = (self.printed, *self.declared)
        return next(filter(None, (*ranked, credit.editors, self._own(self.guessed), *outlet)), ())

    def _own(self, names: Iterable[str]) -> tuple[str, ...]:
        return people.without(names, self.outlets)


def read(tree: HtmlElement, said: Declared, page_head: Head, printed: tuple[str, ...], host: str) -> Bylines:
    """The names on a page; ``printed`` are those at its headline, ``host`` is of its own address."""
    cited = (" ".join(reversed(name.split(", "))) for name in page_head.all("citation_author"))
    declared = (people.names(said.authors), people.names(page_head.all(*_META)), people.names(cited))
    return Bylines(
        declared=declared,
        printed=printed,
        guessed=() if printed or any(declared) else _guessed(tree),
        outlets=(*page_head.all("og:site_name"), *said.publishers, host, *host.split(".")),
    )


def _guessed(tree: HtmlElement) -> tuple[str, ...]:
    """What trafilatura takes for authors; one word may be a login, more must look like a name."""
    found = people.names((extract_author(tree) or "").split(";"))
    return tuple(name for name in found if " " not in name or people.looks_personal(name))
