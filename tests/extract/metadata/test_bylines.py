"""Bylines as newsrooms print them: at the headline, in lines, elsewhere on the page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from ingest.extract.metadata import bylines
from ingest.extract.metadata.credits import Credit
from ingest.extract.metadata.headline_area import Area
from ingest.extract.survey import Survey

HEADLINE = "Rumpon Baru untuk Teluk"
HEADING = f"<h1>{HEADLINE}</h1>"
PROSE = f"<p>{'Nelayan menurunkan rumpon. ' * 20}</p>"
SITTI, JANE, BOTH = ("Sitti Rahma",), ("Jane Arden",), ("Sitti Rahma", "Jane Arden")
OTHERS = '<b class="author">Ida Ayu</b>' + '<b class="author">Tom Vale</b>'  # so that only what is near counts
MUCH = "menulis di Muara " * 12


def people(body: str) -> tuple[str, ...]:
    area = Area(Survey(fromstring(f"<html><body>{body}</body></html>")))
    return bylines.people(area, area.near(HEADLINE))


def near(line: str) -> tuple[str, ...]:
    """The names in a line after the headline, while bylines of others stand far from it."""
    return people(f"{HEADING}<div>{line}</div>{PROSE * 12}{OTHERS}")


def test_people_are_named_near_the_headline_and_not_elsewhere() -> None:
    line = "<p>Oleh Sitti Rahma</p>"
    assert people(f"{HEADING}{line}{PROSE}") == SITTI
    assert people(f"{HEADING}<nav>{line}</nav>{PROSE * 12}") == ()
    assert people(f"{line}<span class=author>Sitti Rahma</span>") == ()


@pytest.mark.parametrize(
    "named",
    [
        "author", "byline", "my-byl", "penulis", "post-reporter", "pewarta", "wartawan", "redakteur", "autor", "writer",
        "posted-by", "postedby", "created-by", "createdby", "credit-name", "articleAuthor", "theByline", "derAutor",
        "aWriter", "x_author", "authors",
    ],
)  # fmt: skip
def test_a_byline_is_named_so_in_its_class_or_id(named: str) -> None:
    assert near(f'<b class="{named}">Sitti Rahma</b>') == SITTI
    assert near(f'<b id="x {named}">Sitti Rahma</b>') == SITTI
    assert near(f'<b data-testid="{named}">Sitti Rahma</b>') == SITTI


@pytest.mark.parametrize("named", ["authority", "authoritative", "subauthor", "writerit", "co-editor", "Author", ""])
def test_other_names_say_nothing(named: str) -> None:
    assert near(f'<b class="{named}">Sitti Rahma</b>') == ()


@pytest.mark.parametrize(
    "path",
    [
        "/author/sitti", "/authors/7/", "/autor/sitti", "/autoren/sitti", "/penulis/sitti", "/reporter/sitti",
        "/profile/sitti", "/profiles/sitti", "/people/sitti", "/staff/sitti", "/contributor/sitti",
        "/contributors/sitti", "/byline/sitti", "/by/sitti", "https://a.test/x/AUTHOR/sitti",
    ],
)  # fmt: skip
def test_a_link_to_what_somebody_wrote_is_a_byline(path: str) -> None:
    assert near(f'<a href="{path}">Sitti Rahma</a>') == SITTI


@pytest.mark.parametrize(
    "line",
    [
        '<a href="/authors/">Sitti Rahma</a>', '<a href="/author/sitti/rumpon">Sitti Rahma</a>', "<a>Sitti Rahma</a>",
        '<b href="/author/sitti">Sitti Rahma</b>', '<b class="byline">kabarteluk</b>', '<b class="byline"></b>',
        '<a rel="nofollow" href="/x">Sitti Rahma</a>', "<p>Sitti Rahma</p>", "<p>By the bay</p>",
        "<p>Bystander Rahma</p>", "<p>Olehnya Sitti Rahma</p>", f"<p>By Sitti Rahma ({'n' * 184}</p>",
        f"<p>{'n' * 182} Rep: Sitti Rahma</p>", "<p>Sitti Rahma pulang.</p>", "<p>Rep Sitti Rahma</p>",
        f"<p>Rep: Sitti Rahma <b>{'n' * 200}</b></p>",
    ],
)  # fmt: skip
def test_other_lines_name_nobody(line: str) -> None:
    assert near(line) == ()


@pytest.mark.parametrize(
    "line",
    [
        '<b itemprop="author">Sitti Rahma</b>', '<a rel="author" href="/x">Sitti Rahma</a>', "<p>By Sitti Rahma</p>",
        "<p>- by Sitti Rahma</p>", f"<p>By Sitti Rahma ({'n' * 183}</p>", "<p>Oleh: Sitti Rahma</p>",
        "<p>Ditulis oleh Sitti Rahma</p>", "<p>Von Sitti Rahma</p>", "<p>Par Sitti Rahma</p>", "<p>Por Sitti Rahma</p>",
        "<p>Written by <i>Sitti Rahma</i></p>", "<p>Words by Sitti Rahma</p>", "<p>Posted by Sitti Rahma</p>",
        "<p><i>By</i> Sitti Rahma</p>", "<p><i> Oleh : </i><i>Sitti Rahma</i></p>", "<p>Penulis: Sitti Rahma</p>",
        "<p>Rep: Sitti Rahma Red: Danang Loka</p>", "<p>Sitti Rahma | Senior Writer | April 4, 2026</p>",
        "<p>Sitti Rahma, Jurnalis</p>", "<i>Oleh</i> <b>Sitti Rahma</b>", "<p>Sitti Rahma – Staff Reporter</p>",
        "<p>Penulis: <i>Sitti Rahma</i> | Editor: <i>Danang Loka</i></p>",
        "<p>Muara, <i>4 April</i> Pewarta : Sitti Rahma</p>", "<p>Muara - Reporter: Sitti Rahma</p>",
    ],
)  # fmt: skip
def test_a_line_may_say_who_wrote_it(line: str) -> None:
    assert near(line) == SITTI


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('<p class="byline">By Sitti Rahma and Jane Arden</p>', BOTH),
        ("<p>By Sitti Rahma and Jane Arden</p>", BOTH),
        ("<p>Penulis: Sitti Rahma, Jane Arden; Editor: Danang Loka</p>", BOTH),
        ('<p class="byline"><b>Sitti Rahma</b> dan <b>Jane Arden</b></p>', BOTH),
        ('<p class="byline"><b>Sitti Rahma</b> AND <b>Jane Arden</b></p>', BOTH),
        ('<p class="byline"><b>Sitti Rahma</b> und <b>Jane Arden</b></p>', BOTH),
        ('<p class="byline"><b>By</b> <b>Sitti Rahma</b> &amp; <i>Jane Arden</i></p>', BOTH),
        ('<p class="byline"><b>Sitti Rahma</b> dan <b>Sitti Rahma</b></p>', SITTI),
        ('<p class="byline"><b>Sitti Rahma</b> <b>Jane Arden</b></p>', SITTI),
        ('<p class="byline"><b>Sitti Rahma</b> <b>Danu Loka</b></p>', SITTI),
        ('<p class="byline"><a href="/author/1">Sitti Rahma</a> x <a href="/author/2">Jane Arden</a></p>', BOTH),
        ('<p class="byline"><a rel="author">Sitti Rahma</a>, <a href="/x">Danang Loka</a></p>', SITTI),
        ('<p class="byline">kabarteluk dan <b>Sitti Rahma</b></p>', SITTI),
        ('<p class="byline">kabarteluk <b>Sitti Rahma</b></p>', ()),
        (f'<p class="byline"><b>Oleh</b> <b>Sitti Rahma</b> <i>dan</i> <i>Jane Arden</i> <i>{MUCH}</i></p>', SITTI),
        (f'<p class="byline"><b>Sitti Rahma</b> <i>dan</i> <i>Jane Arden</i> <i>{MUCH}</i></p>', BOTH),
        (f'<p class="byline"><i>{"n" * 185}</i> <b>x</b> <b>dan</b> <b>Sitti Rahma</b> </p>', SITTI),
        (f'<p class="byline"><i>{"n" * 186}</i> <b>x</b> <b>dan</b> <b>Sitti Rahma</b> </p>', ()),
    ],
)
def test_a_byline_names_the_first_and_those_that_a_word_joins_to_it(line: str, names: tuple[str, ...]) -> None:
    assert near(line) == names


@pytest.mark.parametrize(
    ("mark", "names"),
    [
        ('itemprop="author"', ("rahma",)),
        ('class="author"', ("rahma",)),
        ('class="x author y"', ("rahma",)),
        ('class="author-name"', ("rahma",)),
        ('class="author_name"', ("rahma",)),
        ('class="authorname"', ("rahma",)),
        ('class="authorName"', ("rahma",)),
        ('rel="author" class="fn"', ("rahma",)),
        ('class="author-box"', ()),
        ('class="the-author"', ()),
        ('class="byline"', ()),
    ],
)
def test_one_word_is_a_name_where_only_a_name_stands(mark: str, names: tuple[str, ...]) -> None:
    assert near(f"<b {mark}>rahma</b>") == names


def test_a_line_with_by_names_no_outlets_and_logins() -> None:
    assert near('<p class="author"><i>By</i> admin</p>') == ()
    assert near('<p><i itemprop="x">By rahma</i></p>') == ()
    assert near('<p class="x fn">By rahma</p>') == ()


def test_a_byline_comes_before_a_line_with_by_and_that_before_a_role() -> None:
    byline, by, role = '<b class="byline">Sitti Rahma</b>', "<b>By Jane Arden</b>", "<b>Penulis: Danang Loka</b>"
    assert near(f"{role}{by}{byline}") == SITTI
    assert near(f"{role}{by}") == JANE
    assert near(f"{by}<b>By Sitti Rahma</b>") == JANE
    assert near(f'<b class="byline">Kabar</b>{byline}') == SITTI


@pytest.mark.parametrize("tag", ["a", "div", "li", "p", "span", "strong"])
def test_the_only_byline_far_from_the_headline_counts_and_of_several_none(tag: str) -> None:
    byline = f'<{tag} class="byline">Sitti Rahma</{tag}>'
    far = HEADING + PROSE * 12
    assert people(f"{far}{byline}{byline}<p class=byline>kabarteluk</p>") == SITTI
    assert people(f"{far}{byline}<p class=byline>Jane Arden</p>") == ()
    assert people(f"{far}<nav>{byline}</nav>") == ()
    assert people(f"{far}<{tag}>By Sitti Rahma</{tag}>") == ()
    assert people(f"{far}<em class=byline>Sitti Rahma</em>") == ()


PIECES = (
    HEADING, "<p>", "</p>", '<div class="author">', "</div>", "By ", "Sitti Rahma", "dan ", "<br>", "<!-- c -->",
    "<a rel='author'>", "</a>", "Penulis: ", "<nav>", "</nav>", "<?x?>", "<b class=fn>", "</b>", "oleh",
)  # fmt: skip
NOISE = st.text("a <>/&=:,\"'", max_size=6)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | NOISE, max_size=15).map("".join))
def test_no_page_makes_it_fail(body: str) -> None:
    names = people(body)
    assert len({*names}) == len(names)
    assert all(name == name.strip() != "" for name in names)


def test_roles_near_the_headline_are_credits() -> None:
    tree = fromstring(
        "<html><body><h1>Rumpon</h1><p>Rep: Sitti Rahma Red: Danang Loka</p><p>Editor: Ida Ayu</p></body></html>"
    )
    found = bylines.credit(Area(Survey(tree)).near("Rumpon"))
    assert found == Credit(writers=("Sitti Rahma",), editors=("Danang Loka", "Ida Ayu"))


def test_who_reviewed_an_article_did_not_write_it() -> None:
    assert (
        near("<p>By <a href='/author/s'>Sitti Rahma</a>. Reviewed by <a href='/author/d'>Danang Loka</a></p>") == SITTI
    )


@pytest.mark.parametrize(
    ("below", "people"),
    [
        ("<p>Posted by Sitti Rahma at April 4</p>", SITTI), ("<p>Ditulis oleh Sitti Rahma</p>", SITTI),
        ("<p>Posted by Sitti Rahma</p><p>Posted by Danang Loka</p>", ()),
        ("<p class='author'>danang loka</p><p class='author'>Sitti Rahma</p>", ()),
    ],
)  # fmt: skip
def test_a_byline_far_below_counts_where_it_is_the_only_one(below: str, people: tuple[str, ...]) -> None:
    page = f"<html><body><h1>Rumpon</h1><p>{'Ombak. ' * 1000}</p><p>Isi.</p>{below}</body></html>"
    area = Area(Survey(fromstring(page)))
    assert bylines.people(area, area.near("Rumpon")) == people


def test_a_list_of_authors_names_each_of_its_items() -> None:
    assert near('<ul class="authors"><li>Sitti Rahma</li><li>Jane Arden</li></ul>') == BOTH


def test_the_name_above_that_of_an_editor_is_the_authors() -> None:
    named = '<div class="credit-title-name"><h6>Sitti Rahma,</h6></div>'
    assert near(f'<div class="credit">{named}<div class="credit-title-nameEditor">Jane Arden</div></div>') == SITTI


def test_a_name_in_microdata_may_be_for_machines_only() -> None:
    assert near('<b itemprop="author"><meta itemprop="name" content="Sitti Rahma"></b>') == SITTI
