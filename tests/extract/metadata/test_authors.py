"""Who wrote an article, where pages name several people in several places."""

import re
from typing import Any

import pytest
from lxml.html import fromstring
from trafilatura.xpaths import AUTHOR_XPATHS

from ingest.extract.metadata import authors, head
from ingest.extract.metadata.authors import Bylines, Shown
from ingest.extract.metadata.credits import Credit
from ingest.extract.metadata.jsonld import Declared
from ingest.extract.survey import Survey

SITTI, JANE, IDA, TOM, DANANG = ("Sitti Rahma",), ("Jane Arden",), ("Ida Ayu",), ("Tom Vale",), ("Danang Loka",)
LOGIN = ("rahma",)


def bylines(
    markup: str = "", *, shown: tuple[str, ...] = (), host: str = "www.kabarteluk.test", **declared: Any
) -> Bylines:
    survey = Survey(fromstring(f"<html><head>{markup}</head><body><p>Isi.</p></body></html>"))
    return authors.bylines(survey, Declared(**declared), head.parse(survey), Shown(shown), host)


def given(**fields: Any) -> Bylines:
    empty = {
        "declared": ((), (), ()),
        "shown": (),
        "printed": Credit(),
        "edited": (),
        "guessed": (),
        "organizations": (),
    }
    return Bylines(**empty | fields)


def meta(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{value}">'


@pytest.mark.parametrize(
    ("fields", "credit", "people"),
    [
        ({"declared": (SITTI, JANE, IDA), "shown": TOM, "guessed": DANANG}, Credit(writers=DANANG), SITTI),
        ({"declared": (LOGIN, JANE, IDA), "shown": TOM}, Credit(writers=DANANG), JANE),
        ({"declared": ((), LOGIN, IDA), "shown": TOM}, Credit(writers=DANANG), IDA),
        ({"declared": (LOGIN, (), ()), "shown": TOM, "guessed": JANE}, Credit(writers=DANANG, editors=IDA), DANANG),
        ({"declared": (LOGIN, (), ()), "shown": TOM, "guessed": JANE}, Credit(editors=IDA), TOM),
        ({"declared": (LOGIN, (), ()), "guessed": JANE}, Credit(editors=IDA), LOGIN),
        ({"guessed": JANE}, Credit(editors=IDA), JANE),
        ({}, Credit(editors=IDA), ()),
        ({"declared": (SITTI, (), ())}, Credit(writers=JANE), SITTI),
        ({"declared": (SITTI, (), ())}, Credit(writers=JANE, editors=SITTI), JANE),
        ({"declared": (SITTI, (), ())}, Credit(writers=JANE, editors=IDA), JANE),
        ({"declared": (SITTI, (), ()), "printed": Credit(writers=JANE), "edited": SITTI}, Credit(), JANE),
        ({"declared": (SITTI, JANE, ()), "edited": SITTI}, Credit(), JANE),
        ({"declared": (SITTI, SITTI, ()), "shown": (*SITTI, *TOM)}, Credit(editors=SITTI), TOM),
        ({"declared": (SITTI, (), ())}, Credit(writers=SITTI, editors=SITTI), SITTI),
        ({"declared": (SITTI, (), ()), "guessed": SITTI}, Credit(editors=SITTI), ()),
        ({"guessed": JANE, "organizations": TOM}, Credit(), JANE),
        ({"organizations": TOM}, Credit(), ()),
        ({"declared": (SITTI, (), ()), "shown": (*JANE, *SITTI)}, Credit(), (*JANE, *SITTI)),
        ({"declared": ((*SITTI, *JANE), (), ()), "shown": (*JANE, *SITTI)}, Credit(), (*SITTI, *JANE)),
        ({"declared": ((*SITTI, *IDA), (), ()), "shown": (*SITTI, *JANE)}, Credit(), (*SITTI, *IDA)),
        ({"declared": (SITTI, (), ()), "shown": (*SITTI, *LOGIN)}, Credit(), SITTI),
        ({"declared": ((*LOGIN, *SITTI), (), ())}, Credit(writers=JANE), (*LOGIN, *SITTI)),
    ],
)
def test_people_that_are_declared_come_before_those_credited_shown_or_guessed(
    fields: dict[str, Any], credit: Credit, people: tuple[str, ...]
) -> None:
    assert given(**fields).authors(credit) == people


@pytest.mark.parametrize(
    "name",
    [
        "article:author_name", "parsely-author", "sailthru.author", "author", "DC.creator", "dcterms.creator", "byl",
        "article:author", "article.author", "content_author", "dtk:author", "cXenseParse:author", "og:article:author",
    ],
)  # fmt: skip
def test_an_author_has_many_names_in_meta_elements(name: str) -> None:
    assert bylines(meta(name, "By Sitti Rahma")).declared == ((), SITTI, ())


def test_json_ld_meta_elements_and_citations_are_told_apart() -> None:
    metas = meta("author", "Jane Arden") + meta("author", "Ida Ayu")
    cited = meta("citation_author", "Vale, Tom") + meta("citation_author", "Danang Loka")
    found = bylines(metas + cited, authors=("Redaksi", "By Sitti Rahma (Muara)"), shown=LOGIN)
    assert found.declared == (SITTI, (*JANE, *IDA), (*TOM, *DANANG))
    assert (found.shown, found.guessed) == (LOGIN, ())


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        (meta("og:site_name", "Bay Courier"), {}),
        ("", {"publishers": ("Kabar", "BAY-COURIER")}),
        ("", {"host": "baycourier.test"}),
        ("", {"host": "www.baycourier.test"}),
    ],
)
def test_an_outlet_is_nobody_but_it_is_called_the_author(markup: str, said: dict[str, Any]) -> None:
    found = bylines(
        markup + meta("author", "Bay Courier") + meta("citation_author", "Bay Courier"),
        shown=("Bay Courier",),
        authors=("Bay Courier", "Sitti Rahma"),
        **said,
    )
    assert (found.declared, found.shown) == ((SITTI, (), ()), ())
    named = bylines(markup + meta("author", "Bay Courier"), **said)
    assert (named.authors(Credit()), named.organizations) == ((), ("Bay Courier",))
    assert bylines(markup, shown=("Bay Courier",), **said).organizations == ("Bay Courier",)


def test_the_own_host_is_nobody() -> None:
    found = bylines(meta("author", "kabarteluk.example"), host="kabarteluk.example")
    assert (found.authors(Credit()), found.organizations) == ((), ("kabarteluk.example",))


@pytest.mark.parametrize(
    ("markup", "said", "organizations"),
    [
        ("", {"organizations": ("Bay News Agency", "Redaksi")}, ("Bay News Agency",)),
        (meta("author", "lain.test"), {}, ("lain.test",)),
        ("", {"authors": ("lain.test",)}, ("lain.test",)),
        (meta("author", "98 Degrees East") + meta("og:site_name", "98 Degrees East"), {}, ("98 Degrees East",)),
        (meta("author", "98 Degrees East"), {}, ()),
        (meta("author", "https://lain.test/"), {}, ()),
        ("", {}, ()),
    ],
)
def test_an_organization_is_the_author_by_its_type_its_domain_or_the_pages_name(
    markup: str, said: dict[str, Any], organizations: tuple[str, ...]
) -> None:
    found = bylines(markup, **said)
    assert (found.organizations, found.authors(Credit())) == (organizations, ())


@pytest.mark.parametrize(
    ("line", "guessed"),
    [
        ("<span class='author'>Sitti Rahma</span>", SITTI),
        ("<span class='author'>rahma</span>", ("Rahma",)),
        ("<span class='author'>Kabar teluk hari ini</span>", ()),
        ("<span class='author'>Kabarteluk</span>", ()),
        ("<span>Sitti Rahma</span>", ()),
    ],
)
def test_a_name_is_guessed_where_no_other_is_to_be_had(line: str, guessed: tuple[str, ...]) -> None:
    body = f"</head><body><h1>Rumpon</h1>{line}"
    assert bylines(body).guessed == guessed
    assert bylines(body, authors=TOM).guessed == ()
    assert bylines(body, shown=TOM).guessed == ()


def test_editors_are_those_declared_and_printed_each_once() -> None:
    metas = meta("content_editor", "Ida Ayu") + meta("content_author", "Kontributor Muara, Sitti Rahma")
    found = bylines(metas, authors=IDA, editors=(*TOM, "Redaksi"))
    assert found.editors(Credit(editors=(*DANANG, *IDA))) == (*DANANG, *IDA, *TOM)
    assert found.authors(Credit()) == SITTI


def test_who_is_author_and_editor_in_one_object_is_the_author() -> None:
    assert bylines(authors=IDA, editors=IDA).authors(Credit()) == IDA


@pytest.mark.parametrize(
    "title", ["Rumpon Baru - Kabar Laut", "Kabar Laut | Rumpon Baru", "Rumpon Baru » Kota » Kabar Laut"]
)
def test_what_stands_beside_the_headline_in_the_title_is_an_outlet(title: str) -> None:
    markup = f"<title>{title}</title>{meta('author', 'Kabar Laut')}</head><body><h1>Rumpon Baru</h1>"
    found = bylines(markup, shown=SITTI)
    assert (found.authors(Credit()), found.organizations) == (SITTI, ("Kabar Laut",))


def test_institutions_and_desks_are_organizations() -> None:
    metas = meta("author", "Yayasan Ombak, Teluk Institute") + meta("og:site_name", "RKT")
    found = bylines(metas + meta("byl", "RKT MUARA"), shown=("RKT MUARA", *SITTI))
    assert found.authors(Credit()) == SITTI
    assert "RKT MUARA" in found.organizations


def test_an_institution_that_is_only_guessed_is_an_organization() -> None:
    found = bylines("</head><body><h1>Rumpon</h1><span class='author'>Yayasan Ombak</span>")
    assert (found.authors(Credit()), found.organizations) == ((), ("Yayasan Ombak",))


def test_trafilatura_is_asked_by_all_words_that_it_goes_by() -> None:
    paths = [re.sub(r"\[(.).\]", r"\1", path.path) for path in AUTHOR_XPATHS]  # [Aa]uthor
    words = {word for path in paths for named in re.findall(r"'([^']+)'", path) for word in named.split("|")}
    assert len(words) > 10
    assert {word for word in words if not authors.GUESSED_BY.search(word)} == {"me"}  # of an element <rel>


@pytest.mark.parametrize(("label", "people"), [("Written by", JANE), ("Ditulis oleh", JANE), ("Reading time", ())])
def test_the_value_beside_a_label_for_cards_may_be_the_author(label: str, people: tuple[str, ...]) -> None:
    pair = meta("twitter:label1", "Topic") + meta("twitter:data1", "Reefs")
    pair += meta("twitter:label2", label) + meta("twitter:data2", "Jane Arden")
    assert bylines(pair).authors(Credit()) == people
