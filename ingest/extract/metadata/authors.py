"""Who wrote an article, by what is declared, shown at the headline, credited or only guessed."""

import re
from collections.abc import Collection, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement
from trafilatura.htmlprocessing import prune_unwanted_nodes
from trafilatura.json_metadata import normalize_authors
from trafilatura.utils import trim
from trafilatura.xpaths import AUTHOR_DISCARD_XPATHS, AUTHOR_XPATHS

from ingest.extract import naming
from ingest.extract.body.expressions import Remembered
from ingest.extract.survey import Survey

from . import credits, names, title
from .credits import Credit
from .head import Head
from .jsonld import Declared

_META = (
    "content_author", "article:author_name", "parsely-author", "sailthru.author", "author", "dc.creator",
    "dcterms.creator", "byl", "article:author", "article.author", "dtk:author", "cxenseparse:author",
    "og:article:author",
)  # fmt: skip
GUESSED_BY = re.compile(
    "author|byl|BBL|username|channel-name|zuozhe|bianji|xiaobian|submitted-by|posted-by|journalist-name|screenname|writer",
    re.I,
)  # the words in trafilatura.xpaths.AUTHOR_XPATHS
_BY_LABEL = re.compile(
    r"\s*(?:written by|author|by|ditulis oleh|penulis|oleh|(?:verfasst|geschrieben) von|escrito por|écrit par)\s*:?$",
    re.I,
)
_ANYBODY = naming.Kind(
    GUESSED_BY, "author", "byl", "bbl", "username", "channel-name", "zuozhe", "bianji", "xiaobian", "submitted-by",
    "posted-by", "journalist-name", "screenname", "writer",
)  # fmt: skip
_NAMED_BY = ("class", "id", "itemprop", "rel", "data-testid", "data-component")
_GUESSED = range(3, 120)  # characters
_MOST = 100  # values of one name
_EDITORS = ("content_editor", "editor", "article:editor", "dtk:editor")


@dataclass(frozen=True, slots=True)
class Shown:
    """The people whom a page shows outside its text."""

    people: tuple[str, ...] = ()  # at the headline
    credit: Credit = field(default_factory=Credit)  # with their roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Bylines:
    """The names on a page, by where they stand."""

    declared: tuple[tuple[str, ...], ...]  # JSON-LD, meta elements, citations
    shown: tuple[str, ...]  # at the headline
    printed: Credit  # with their roles
    edited: tuple[str, ...]  # declared as editors
    guessed: tuple[str, ...]  # trafilatura's; looked for when there are no others
    organizations: tuple[str, ...]  # that are declared or shown as the author

    def authors(self, credit: Credit) -> tuple[str, ...]:
        """Return the people who wrote it; () when nobody is named. ``credit`` is what stands beside its text.

        Who is printed beside "Penulis" comes first where an editor is printed too: some programs declare that one as
        the author. Raises nothing.
        """
        writers, editors = self._printed(credit).writers, self.editors(credit)
        others = {*editors} - {*writers}
        shown, guessed, *declared = (self._but(others, people) for people in (self.shown, self.guessed, *self.declared))
        personal = (people for people in declared if any(map(names.looks_personal, people)))
        personal = (shown if self._shows_more(people) else people for people in personal)
        printed = writers if editors else ()
        return next(filter(None, (printed, *personal, writers, shown, *declared, guessed)), ())

    def editors(self, credit: Credit) -> tuple[str, ...]:
        """Return the people who edited it, declared or printed as such. Raises nothing."""
        return tuple(dict.fromkeys((*self._printed(credit).editors, *self.edited)))

    def _printed(self, credit: Credit) -> Credit:
        return credits.merged((self.printed, credit))

    def _but(self, others: Collection[str], people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in people if name not in others)

    def _shows_more(self, people: tuple[str, ...]) -> bool:
        """Whether these people and others beside them are shown."""
        return {*self.shown} > {*people} and all(map(names.looks_personal, self.shown))


def bylines(survey: Survey, said: Declared, page_head: Head, shown: Shown, host: str) -> Bylines:
    """Return the names on a page without those of its outlets.

    ``shown`` are the people at its headline, ``host`` is the host name of its own address. Raises nothing of its own;
    trafilatura, which guesses where no name is declared or shown, may raise on odd pages.
    """
    cited = (" ".join(reversed(name.split(", "))) for name in page_head.all("citation_author"))
    outlets = (*page_head.all("og:site_name"), *said.publishers, host, *host.split("."), *title.outlets(page_head))
    metas = [*(page_head.all(name)[:_MOST] for name in _META), page_head.all(_labelled(page_head))[:_MOST]]
    meta = next(filter(None, (names.without(names.people(values), outlets) for values in metas)), ())
    declared = (names.without(names.people(said.authors), outlets), meta, names.without(names.people(cited), outlets))
    editors = (name for name in said.editors if name not in said.authors)
    edited = names.people((*editors, *(value for name in _EDITORS for value in page_head.all(name))))
    guess = [] if shown.people or any(declared) else _guess(survey).split(";")
    called = (*shown.people, *said.authors, *chain.from_iterable(metas), *filter(names.is_institution, guess))
    return Bylines(
        declared=declared,
        shown=names.without(shown.people, outlets),
        printed=shown.credit,
        edited=names.without(edited, outlets),
        guessed=names.without(_likely(guess), outlets),
        organizations=names.organizations((*said.organizations, *filter(partial(_is_outlet, outlets=outlets), called))),
    )


def _labelled(page_head: Head) -> str:
    """The name of the value beside a label that says that it is the author: WordPress's Yoast writes such pairs."""
    for number in ("1", "2"):
        if _BY_LABEL.match(page_head.first(f"twitter:label{number}") or ""):
            return f"twitter:data{number}"
    return ""


def _guess(survey: Survey) -> str:
    """Whom trafilatura takes for the author; it would copy the whole page to leave out what is of others."""
    likely = survey.in_order(survey.named(_ANYBODY, *_NAMED_BY))
    if not likely and next(survey.tree.iter("author"), None) is None:
        return ""
    apart: set[HtmlElement] | None = None
    for element in chain.from_iterable(_chosen(expression, survey.tree, likely) for expression in AUTHOR_XPATHS):
        if apart is None:
            apart = {*chain.from_iterable(_found(expression, survey.tree) for expression in AUTHOR_DISCARD_XPATHS)}
        if apart.isdisjoint((element, *element.iterancestors())):
            line = trim(" ".join(_without(apart, element).itertext()))
            if len(line) in _GUESSED:
                return normalize_authors(None, line) or ""
    return ""


def _chosen(expression: XPath, tree: HtmlElement, likely: Collection[HtmlElement]) -> Iterable[HtmlElement]:
    """What an expression finds in a tree; of those that ask for names only ``likely`` elements can be that."""
    return expression.among(likely) if isinstance(expression, Remembered) else _found(expression, tree)


def _found(expression: XPath, tree: HtmlElement) -> list[HtmlElement]:
    return cast(list[HtmlElement], expression(tree))


def _without(apart: Collection[HtmlElement], element: HtmlElement) -> HtmlElement:
    """An element without those inside it, in a copy where there are any."""
    if not any(inner in apart for inner in element.iterdescendants("*")):
        return element
    return prune_unwanted_nodes(deepcopy(element), AUTHOR_DISCARD_XPATHS)


def _is_outlet(name: str, outlets: Collection[str]) -> bool:
    return names.is_domain(name) or names.is_institution(name) or not names.without((name,), outlets)


def _likely(guess: Iterable[str]) -> tuple[str, ...]:
    """Of what trafilatura takes for authors one word may be a login, more must look like a name."""
    return tuple(name for name in names.people(guess) if " " not in name or names.looks_personal(name))
