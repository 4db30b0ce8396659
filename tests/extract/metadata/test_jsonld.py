"""What pages declare of their articles in JSON-LD, however they write it down."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from ingest.extract.metadata import jsonld
from ingest.extract.metadata.jsonld import Declared

HEADLINE = "Rumpon Baru untuk Teluk"
ARTICLE = {"@type": "NewsArticle", "headline": HEADLINE}
WRITTEN = json.dumps(ARTICLE)


def parse(*scripts: str, kind: str = "application/ld+json") -> Declared:
    elements = "".join(f'<script type="{kind}">{script}</script>' for script in scripts)
    return jsonld.parse(fromstring(f"<html><head>{elements}</head><body><p>Isi.</p></body></html>"))


def article(**fields: Any) -> Declared:
    return parse(json.dumps({"@type": "NewsArticle", **fields}))


@pytest.mark.parametrize(
    ("kind", "headline"),
    [("Application/LD+JSON", HEADLINE), ("application/ld+json; charset=utf-8", HEADLINE), ("application/json", None)],
)
def test_only_scripts_of_its_type_are_read(kind: str, headline: str | None) -> None:
    assert parse(WRITTEN, kind=kind).headline == headline


@pytest.mark.parametrize(
    "kind",
    [
        "Article", "newsarticle", "ReportageNewsArticle", "BlogPosting", "Report", "LiveBlogPosting", "LiveBlog",
        ["Thing", "NewsArticle"],
    ],
)  # fmt: skip
def test_an_article_has_many_types_and_comes_before_a_web_page(kind: Any) -> None:
    page, object_ = {"@type": "webpage", "headline": "Kabar"}, {"@type": kind, "headline": HEADLINE}
    assert parse(json.dumps([page, object_])).headline == HEADLINE


@pytest.mark.parametrize("kind", ["WebPage", "webpage", "ItemPage", "SocialMediaPosting", "Recipe", ["WebPage"]])
def test_a_web_page_and_the_like_are_articles_where_there_is_no_other(kind: Any) -> None:
    assert parse(json.dumps({"@type": kind, "headline": HEADLINE})).headline == HEADLINE


def test_the_first_article_that_says_it_counts_and_a_web_page_only_where_none_does() -> None:
    page = {"@type": "WebPage", "headline": "Kabar", "datePublished": "2026-04-04", "description": "Isi"}
    first, second = {"headline": HEADLINE, "description": ""}, {"headline": "Lain", "dateModified": "2026-04-05"}
    found = parse(json.dumps(page), *(json.dumps({"@type": "NewsArticle"} | fields) for fields in (first, second)))
    assert (found.headline, found.published, found.modified) == (HEADLINE, "2026-04-04", "2026-04-05")
    assert found.description == "Isi"


PERSON, OUTLET = {"@type": "Person", "name": "Sitti Rahma"}, {"@type": "NewsMediaOrganization", "name": "Kabar Teluk"}
BOTH = (("Sitti Rahma",), ("Kabar Teluk",))


@pytest.mark.parametrize(
    ("author", "people", "organizations"),
    [
        ("Sitti Rahma", ("Sitti Rahma",), ()), (PERSON, ("Sitti Rahma",), ()),
        ([PERSON, "Danang  Loka", PERSON, None, True], ("Sitti Rahma", "Danang Loka"), ()),
        ({"name": ["Sitti Rahma", "Danang Loka"]}, ("Sitti Rahma", "Danang Loka"), ()),
        ({"@type": ["Person", "Thing"], "name": "Sitti Rahma"}, ("Sitti Rahma",), ()), (OUTLET, (), ("Kabar Teluk",)),
        ({"@type": ["organization"], "name": "Kabar Teluk"}, (), ("Kabar Teluk",)),
        ([OUTLET, PERSON, OUTLET], ("Sitti Rahma",), ("Kabar Teluk",)), ({"@id": "#sitti"}, ("Ida Ayu",), ()),
        ([{"@id": "#sitti"}, {"@id": "#teluk"}, {"@id": "#nobody"}], ("Ida Ayu",), ("Kabar Teluk",)),
        ({"@id": "#sitti", "name": "Sitti Rahma"}, ("Sitti Rahma",), ()), ({"@id": ["#sitti"]}, (), ()),
        ({"@type": "Person"}, (), ()), (" ", (), ()), (False, (), ()), ({"name": {"@value": "x"}}, ("x",), ()),
        ({"givenName": "Sitti", "familyName": "Rahma"}, ("Sitti Rahma",), ()), ({"givenName": "Sitti"}, ("Sitti",), ()),
        ({"name": " ", "familyName": ["Rahma"]}, ("Rahma",), ()), ({"@list": [PERSON, OUTLET]}, *BOTH),
        ({"@set": {"@list": [PERSON, OUTLET]}}, *BOTH), ([[PERSON], OUTLET], *BOTH),
        ({"name": {"name": {"name": "Sitti Rahma"}}}, ("Sitti Rahma",), ()), ({"@value": "Sitti Rahma"}, *BOTH[:1], ()),
        ({"@type": "Person", "alternateName": "Sitti Rahma"}, ("Sitti Rahma",), ()),
    ],
)  # fmt: skip
def test_authors_are_people_and_organizations_by_name_or_by_id(
    author: Any, people: tuple[str, ...], organizations: tuple[str, ...]
) -> None:
    graph = [
        {"@type": "NewsArticle", "author": author},
        {"@type": "Person", "@id": "#sitti", "name": "Ida Ayu"},
        OUTLET | {"@id": "#teluk"},
        {"@id": ["#sitti"], "name": "Nobody"},
    ]
    found = parse(json.dumps({"@graph": graph}))
    assert (found.authors, found.organizations) == (people, organizations)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"articleSection": ["Daerah", "Laut"]}, {"sections": ("Daerah", "Laut")}),
        ({"articleSection": "Daerah"}, {"sections": ("Daerah",)}),
        ({"articleSection": {"name": "Daerah"}}, {"sections": ("Daerah",)}),
        ({"keywords": "rumpon, laut"}, {"tags": ("rumpon, laut",)}),
        ({"keywords": ["rumpon", "laut, ikan", 7, "rumpon"]}, {"tags": ("rumpon", "laut, ikan", "7")}),
        ({"keywords": [{"@type": "DefinedTerm", "name": "rumpon"}, {"name": "laut"}]}, {"tags": ("rumpon", "laut")}),
        ({"image": "/a.jpg"}, {"image": "/a.jpg"}), ({"image": [{"url": "/a.jpg"}, "/b.jpg"]}, {"image": "/a.jpg"}),
        ({"image": {"url": "/a.jpg"}}, {"image": "/a.jpg"}), ({"image": {"contentUrl": "/a.jpg"}}, {"image": "/a.jpg"}),
        ({"image": {"@id": "https://kabarteluk.test/a.jpg"}}, {"image": "https://kabarteluk.test/a.jpg"}),
        ({"image": {"@list": ["data:image/gif;base64,R0lG", "/a.jpg"]}}, {"image": "/a.jpg"}),
        ({"image": {"url": {"@value": "/a.jpg"}}}, {"image": "/a.jpg"}), ({"image": {"@id": "#photo"}}, {}),
        ({"image": {"url": {"@id": "/a.jpg"}}}, {"image": "/a.jpg"}), ({"dateCreated": "2026"}, {"published": "2026"}),
        ({"dateCreated": "2025", "datePublished": "2026"}, {"published": "2026"}),
        ({"image": [], "thumbnailUrl": "/a.jpg"}, {"image": "/a.jpg"}), ({"image": ["data:,"]}, {}),
        ({"url": "/a", "mainEntityOfPage": "/b"}, {"url": "/a"}), ({"url": ["/a"]}, {"url": "/a"}),
        ({"url": {"@id": "/a"}}, {"url": "/a"}), ({"mainEntityOfPage": True}, {}), ({"mainEntityOfPage": []}, {}),
        ({"mainEntityOfPage": {"@id": "/b"}}, {"url": "/b"}), ({"mainEntityOfPage": "/b"}, {"url": "/b"}),
        ({"mainEntityOfPage": {"@type": "WebPage", "url": "/b"}}, {"url": "/b"}),
        ({"inLanguage": "id-ID"}, {"language": "id-ID"}), ({"inLanguage": ["id"]}, {"language": "id"}),
        ({"inLanguage": {"name": "Indonesian", "alternateName": "id"}}, {"language": "id"}),
        ({"publisher": {"name": "Kabar Teluk"}}, {"publishers": ("Kabar Teluk",)}),
        ({"publisher": "Kabar Teluk"}, {"publishers": ("Kabar Teluk",)}),
        ({"headline": "  Rumpon \n Baru "}, {"headline": "Rumpon Baru"}),
        ({"headline": {"@value": "x", "@language": "id"}}, {"headline": "x"}),
        ({"headline": ["x", "y"]}, {"headline": "x"}),
        ({"datePublished": 1777514220}, {"published": "1777514220"}),
        ({"datePublished": [20.5]}, {"published": "20.5"}),
        ({"dateModified": {"@type": "DateTime", "@value": "2026-04-04"}}, {"modified": "2026-04-04"}),
        ({"datePublished": 1e999, "headline": {"@type": "x"}, "image": [], "articleSection": [None, {}]}, {}),
        ({"creator": PERSON, "editor": [{"name": "Ida Ayu"}]}, {"authors": ("Sitti Rahma",), "editors": ("Ida Ayu",)}),
        ({"author": {"name": ""}, "creator": PERSON}, {"authors": ("Sitti Rahma",)}),
    ],
)  # fmt: skip
def test_each_field_may_be_written_in_several_ways(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    assert article(**fields) == Declared(**expected)


def test_the_longest_text_is_the_body_with_its_lines() -> None:
    bodies = ["Pendek.", " Satu.\nDua. ", 7]
    found = parse(*(json.dumps({"@type": "NewsArticle", "articleBody": body}) for body in bodies))
    assert found.body == " Satu.\nDua. "
    assert article(articleBody=" ").body is None


def test_a_live_blog_is_its_posts_one_after_the_other() -> None:
    posts = [{"articleBody": "Satu."}, "Dua.", {"articleBody": 7}, {"liveBlogUpdate": [{"articleBody": "Tiga."}]}]
    assert article(articleBody="Awal.", liveBlogUpdate=posts).body == "Awal.\nSatu.\nTiga."
    assert article(articleBody="Awal.", liveBlogUpdate="Dua.").body == "Awal."


KEYS = (
    "@type", "@id", "@graph", "mainEntity", "mainEntityOfPage", "hasPart", "author", "name", "headline", "keywords",
    "datePublished", "image", "url", "publisher", "articleSection", "articleBody", "liveBlogUpdate",
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
LEAVES |= st.sampled_from(["NewsArticle", "WebPage", "Organization", "#a"])
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)


@settings(deadline=None)
@given(st.lists(VALUES, max_size=3))
def test_no_json_makes_it_fail(values: list[Any]) -> None:
    scripts = [json.dumps({"@type": "NewsArticle", "mainEntity": value, "author": value}) for value in values]
    found = parse(*(script.replace("<", "\\u003c") for script in scripts))
    texts = (found.headline, found.published, found.image, found.url, *found.sections, *found.authors, *found.tags)
    assert all(text is None or text == " ".join(text.split()) != "" for text in texts)


def test_a_picture_may_stand_elsewhere_under_its_id() -> None:
    graph = [{"@type": "NewsArticle", "image": {"@id": "#photo"}}, {"@id": "#photo", "contentUrl": "/a.jpg"}]
    assert parse(json.dumps({"@graph": graph})).image == "/a.jpg"


def test_an_object_without_a_type_is_an_article_by_its_headline_and_date() -> None:
    said = {"headline": HEADLINE, "datePublished": "2026-04-04"}
    assert parse(json.dumps(said)).headline == HEADLINE
    assert parse(json.dumps(said | {"@type": "Person"})) == Declared()


def test_what_one_article_leaves_empty_another_may_say() -> None:
    first, second = ARTICLE | {"author": {"name": ""}, "image": [{}]}, {"author": PERSON, "image": "/a.jpg"}
    found = parse(json.dumps([first, {"@type": "Article"} | second]))
    assert (found.authors, found.image) == (("Sitti Rahma",), "/a.jpg")
