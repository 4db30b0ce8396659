"""Texts that newsrooms cut into several containers."""

import pytest
from lxml.html import HtmlElement, fromstring

from ingest.extract.body import containers

FIRST, SECOND, THIRD = (f"{word} {'perahu kayu ' * 15}" for word in ("Satu", "Dua", "Tiga"))


def box(*paragraphs: str, of: str = "isi", tag: str = "div", before: str = "") -> str:
    return f'<{tag} class="{of}">{before}{"".join(f"<p>{text}</p>" for text in paragraphs)}</{tag}>'


def page(body: str) -> HtmlElement:
    return fromstring(f"<html><body>{body}</body></html>")


def groups(body: str) -> list[list[str]]:
    """The first word of the longest paragraph of each container."""
    return [[folded.split()[0] for folded in group] for group in containers.find(page(body))]


@pytest.mark.parametrize("article", ["article", "main"])
@pytest.mark.parametrize("tag", ["div", "section"])
def test_containers_of_one_class_in_an_article_are_a_group(article: str, tag: str) -> None:
    boxes = box(FIRST, "Pendek", tag=tag) + "<aside>Iklan</aside>" + box("Pendek", SECOND, tag=tag)
    assert groups(f"<{article}><h1>Rumpon</h1>{boxes}</{article}>") == [["satu", "dua"]]


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{box(FIRST)}</article>",
        f"<div>{box(FIRST)}{box(SECOND)}</div>",
        f"<article>{box(FIRST)}{box(SECOND, of='lain')}</article>",
        f"<article>{box(FIRST, of='')}{box(SECOND, of='')}</article>",
        f"<article>{box(FIRST)}{box('Pendek')}</article>",
        f"<article>{box(FIRST, tag='td')}{box(SECOND, tag='li')}</article>",
        f"<article><div class='isi'>{FIRST}</div><div class='isi'>{SECOND}</div></article>",
        f"<article><div class='isi'><ul><li>{FIRST}</ul></div><div class='isi'><ul><li>{SECOND}</ul></div></article>",
        f"<article><h1>Rumpon</h1>{box(FIRST)}<h1>Harga</h1>{box(SECOND)}</article>",
        f"<main><article>{box(FIRST)}</article>{box(SECOND)}</main>",
        f"<article><div class='isi'><p>{FIRST}</p>{box(SECOND)}</div></article>",
        f"<article><div class='isi'><p>{FIRST}</p><div>{box(SECOND)}</div></div></article>",
    ],
)
def test_other_containers_are_none(body: str) -> None:
    assert groups(body) == []


def test_each_class_and_each_article_has_a_group_of_its_own() -> None:
    first = f"<article>{box(FIRST)}{box(THIRD, of='lain')}{box(SECOND)}{box(FIRST, of='lain')}</article>"
    second = f"<article>{box(SECOND)}{box(FIRST)}</article>"
    assert groups(first + second) == [["satu", "dua"], ["tiga", "satu"], ["dua", "satu"]]


def test_containers_beside_a_nested_one_are_a_group_without_it() -> None:
    outer = f"<div class='isi'><p>{FIRST}</p>{box(SECOND)}</div>"
    assert groups(f"<article>{outer}{box(THIRD)}</article>") == [["satu", "tiga"]]


def test_only_paragraphs_tell_what_a_container_holds() -> None:
    assert groups(f"<article>{box(FIRST, before=f'<ul><li>{THIRD * 2}</ul>')}{box(SECOND)}</article>") == [
        ["satu", "dua"]
    ]


def test_paragraphs_of_150_characters_make_a_container() -> None:
    assert groups(f"<article>{box('n' * 150)}{box('m' * 75, 'm' * 75)}</article>") == [["n" * 150, "m" * 75]]
    assert groups(f"<article>{box('n' * 150)}{box('m' * 75, 'm' * 74)}</article>") == []


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        (FIRST, True),
        (f"{FIRST}\n{SECOND}", True),
        (f"{FIRST}\n{SECOND}\n{THIRD}", False),
        (f"{FIRST.upper()}\n{SECOND}\n{THIRD}", False),
        (f"{SECOND}\n{THIRD}", False),
        ("", False),
    ],
)
def test_a_text_is_cut_when_it_has_the_first_container_but_not_all(text: str, is_cut: bool) -> None:
    found = containers.find(page(f"<article>{box(FIRST)}{box(SECOND)}{box(THIRD)}</article>"))
    assert containers.is_cut(found, text) is is_cut
    assert containers.is_cut([("lain", "lagi"), *found], text) is is_cut


def test_without_groups_nothing_is_cut() -> None:
    assert not containers.is_cut([], FIRST)


def test_what_is_joined_stands_in_the_first_container_in_its_order() -> None:
    second = f'<div class="isi"><p>{SECOND}</p>di belakang <ul><li>Butir </ul></div>'
    tree = page(f"<article>{box(FIRST)}<p>Iklan</p>{second}<p>Lain</p>{box(THIRD)}</article>")
    whole = sorted(tree.text_content())
    containers.join(tree)
    first, *others = tree.find_class("isi")
    assert first.text_content() == f"{FIRST}{SECOND}di belakang Butir {THIRD}"
    assert [len(other) for other in others] == [0, 0]
    assert sorted(tree.text_content()) == whole
    assert containers.find(tree) == ()


def test_a_page_without_groups_is_not_changed() -> None:
    tree = page(f"<article>{box(FIRST)}{box(SECOND, of='lain')}</article>")
    before = tree.text_content()
    containers.join(tree)
    assert tree.text_content() == before
