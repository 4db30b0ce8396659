"""Who wins among the places in which a page says what it is."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from ingest.core import urls
from ingest.extract import metadata
from ingest.extract.metadata import Metadata, head, jsonld
from ingest.extract.survey import Survey

URL = "https://kabarteluk.test/laut/rumpon"
PHOTO = "https://kabarteluk.test/foto/1.jpg"


def ld(script: str) -> str:
    return f'<script type="application/ld+json">{script}</script>'


def extract(markup: str = "", url: str = URL, **article: Any) -> Metadata:
    script = json.dumps({"@type": "NewsArticle", "datePublished": "2026-04-04", **article}).replace("<", "\\u003c")
    survey = Survey(fromstring(f"<html><head>{ld(script)}{markup}</head><body><h1>Rumpon</h1></body></html>"))
    return metadata.extract(survey, jsonld.parse(survey.tree), head.parse(survey), url, whole=lambda: survey.tree)


def test_other_languages_are_named_by_code_and_address_and_the_page_itself_is_none() -> None:
    said = {"en-GB": "/en/rumpon?utm_source=x", "ID": URL, "x-default": "/", "eng": "/eng/rumpon", "nl": "mailto:a@b"}
    links = "".join(f'<link rel="alternate" hreflang="{code}" href="{url}">' for code, url in said.items())
    assert extract(links).alternates == (("en", "https://kabarteluk.test/en/rumpon"),)


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


@pytest.mark.parametrize(
    ("markup", "own"),
    [
        ("<link rel=canonical href=/>" + f"<link rel=canonical href={URL}>", URL),
        ("<link rel=canonical href=/>" + meta("og:url", URL), URL),
        ("<link rel=canonical href=https://kabarteluk.test/>", "https://kabarteluk.test/"),
        (f"<link rel=canonical href=https://web.archive.org/web/20260404093000/{URL}>", URL),
        (meta("og:url", f"http://web.archive.org/web/20260404im_/{URL}"), URL),
        ("<base href=https://muara.test/ikan/><link rel=canonical href=a>", "https://muara.test/ikan/a"),
        ("<link rel=canonical href='https://web.archive.org/web/2026/http://[a'>", None),
        ("<link rel=canonical href='http://[a'><link rel=canonical href=javascript:a>", None),
    ],
)
def test_a_page_calls_an_address_its_own_that_is_no_front_page(markup: str, own: str | None) -> None:
    assert extract(markup).url == own


@pytest.mark.parametrize(
    ("markup", "image"),
    [
        (meta("og:image", "data:image/gif;base64,R0") + meta("twitter:image", PHOTO), PHOTO),
        (meta("og:image", "data:,") + meta("og:image", PHOTO), PHOTO),
        (meta("og:image:secure_url", PHOTO), PHOTO),
        (meta("og:image:url", "/foto/1.jpg"), PHOTO),
        (meta("twitter:image:src", "//kabarteluk.test/foto/1.jpg"), PHOTO),
        ("<link rel=image_src href=/foto/1.jpg>", PHOTO),
        (meta("thumbnail", "1.jpg") + "<base href=/foto/>", PHOTO),
        (meta("og:image", "data:,"), None),
        (meta("og:image", "undefined") + meta("twitter:image", PHOTO), PHOTO),
        (meta("og:image", "{{ foto }}") + meta("og:image", "null") + meta("og:image", PHOTO), PHOTO),
    ],
)
def test_the_picture_is_the_first_with_a_web_address(markup: str, image: str | None) -> None:
    assert extract(markup).image == image
    assert extract(markup, image=["data:,", {"contentUrl": "/a.jpg"}]).image in ("https://kabarteluk.test/a.jpg", image)


def test_json_ld_names_the_picture_before_the_meta_elements() -> None:
    assert extract(meta("og:image", "/b.jpg"), image={"url": "/a.jpg"}).image == "https://kabarteluk.test/a.jpg"


@pytest.mark.parametrize(
    ("markup", "article", "section"),
    [
        ("", {"articleSection": ["News", "Laut &amp; Ikan"]}, "Laut & Ikan"),
        (meta("article:section", "Laut"), {"articleSection": "Article"}, "Laut"),
        (meta("content_category", "News") + meta("content_subcategory", "Laut"), {}, "Laut"),
        (meta("article:section", "Kabar Teluk") + meta("og:site_name", "Kabar Teluk"), {}, None),
        (meta("article:section", "news"), {}, None),
    ],
)
def test_the_section_is_the_first_that_tells_articles_apart(markup: str, article: Any, section: str | None) -> None:
    assert extract(markup, **article).section == section


def test_where_no_section_is_declared_the_trail_leads_to_it() -> None:
    names = ("Beranda", "Laut", "Nelayan", "Rumpon", "Kisah " * 9)
    crumbs = [{"@type": "ListItem", "item": {"name": name}} for name in names]
    trail = ld(json.dumps({"@type": "BreadcrumbList", "itemListElement": crumbs}))
    assert extract(trail).section == "Nelayan"
    assert extract(trail, articleSection="Laut").section == "Laut"


def test_tags_and_description_are_plain_text() -> None:
    found = extract(
        meta("keywords", "ikan; Riset &amp;amp; Laut"), description="<p>Ikan &amp; <b>laut</b></p>", keywords=["Rumpon"]
    )
    assert (found.tags, found.description) == (("ikan", "Riset & Laut"), "Ikan & laut")
    assert extract(description="Suhu <5 derajat").description == "Suhu <5 derajat"


def test_links_to_tags_are_tags_where_none_are_declared() -> None:
    linked = '</head><body><p><a rel="tag" href="/tag/laut">laut</a> <a rel="category tag" href="/x">Daerah</a></p>'
    linked += '<div class="related"><a rel="tag" href="/tag/sawah">sawah</a></div>'
    assert extract(linked).tags == ("laut",)
    assert extract(linked, keywords="ikan").tags == ("ikan",)


ADDRESSES = st.text("htps:/.[]?#@%a\\\ud800\x00 \n", max_size=14) | st.sampled_from(
    [URL, "//", "https://web.archive.org/web/2026/"]
)
LINKS = st.lists(
    st.tuples(st.sampled_from(["canonical", "image_src", "base", "og:url", "og:image"]), ADDRESSES), max_size=5
)


@settings(deadline=None)
@given(LINKS, ADDRESSES)
def test_no_link_makes_it_fail(links: list[tuple[str, str]], url: str) -> None:
    tree = fromstring("<html><head></head><body><h1>Rumpon</h1></body></html>")
    for relation, address in links:
        element = tree.find("head").makeelement("base" if relation == "base" else "meta" if ":" in relation else "link")
        shown = address.encode("utf-8", "replace").decode().replace("\x00", "")
        element.attrib.update({"rel": relation, "property": relation, "href": shown, "content": shown})
        tree.find("head").append(element)
    declared = jsonld.Declared(published="2026-04-04", url=url, image=url)
    survey = Survey(tree)
    found = metadata.extract(survey, declared, head.parse(survey), URL, whole=lambda: tree)
    assert all(address is None or urls.is_web(address) for address in (found.url, found.image))
