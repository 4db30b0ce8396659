"""What a page holds and does not show."""

import pytest
from lxml.html import HtmlElement, fromstring

from ingest.extract import dom
from ingest.extract.body import visibility
from ingest.extract.survey import Survey

SEEN = "Perajin tembikar membuka tungku baru di tepi danau, dan warga datang melihatnya sejak pagi buta."
REST = "Tanah liat diambil dari lereng utara, lalu dijemur tiga hari sebelum dibentuk oleh para ibu. " * 3
BUTTON = "<button>Baca selengkapnya</button>"


def parsed(body: str) -> HtmlElement:
    return fromstring(f"<html><body><article><h1>Tungku</h1>{body}</article></body></html>")


@pytest.mark.parametrize(
    "box",
    [
        '<div style="display:none">{}</div>',
        '<div style="display: none;">{}</div>',
        '<div class="hidden" style="visibility:hidden">{}</div>',
        '<div class="sisa d-none">{}</div>',
        '<div aria-hidden="true"><div class="hide">{}</div></div>',
        '<section class="is-hidden" id="lanjutan">{}</section>',
    ],
)
@pytest.mark.parametrize("control", [BUTTON, "<a href='#'>Read more</a>", "<label>Tampilkan semua</label>"])
def test_the_rest_behind_a_button_is_shown(box: str, control: str) -> None:
    tree = parsed(f"<p>{SEEN}</p>{box.format(f'<p>{REST}</p>')}{control}")
    visibility.reveal(Survey(tree))
    assert not any(element.attrib for element in tree.iter("div", "section"))


def test_a_box_that_is_named_so_needs_no_button() -> None:
    tree = parsed(f'<p>{SEEN}</p><div class="readmore-text" style="display:none"><p>{REST}</p></div>')
    visibility.reveal(Survey(tree))
    assert not next(tree.iter("div")).attrib


def test_the_rest_of_a_paragraph_is_shown() -> None:
    tree = parsed(f'<p>{SEEN}<span id="dots">…</span><span id="more" style="display:none">{REST}</span></p>{BUTTON}')
    visibility.reveal(Survey(tree))
    assert [element.attrib.get("style") for element in tree.iter("span")] == [None, None]


@pytest.mark.parametrize(
    "body",
    [
        f'<p>{SEEN}</p><div style="display:none"><p>{REST}</p></div>',  # no button
        f'<div style="display:none"><p>{REST}</p></div>{BUTTON}',  # nothing before it
        f'<p>{SEEN}</p><div style="display:none"><p>Catatan.</p></div>{BUTTON}',
        f'<p>{SEEN}</p><div style="display:none"><a href="/a">{REST}</a></div>{BUTTON}',
        f'<p>{SEEN}</p><div style="display:none"><form>{REST}</form></div>{BUTTON}',
        f'<p>{SEEN}</p><div style="display:none"><p>{REST}</p></div><a href="/b">Baca juga: Tungku lama</a>',
    ],
)
def test_other_hidden_boxes_stay_hidden(body: str) -> None:
    tree = parsed(body)
    visibility.reveal(Survey(tree))
    assert next(tree.iter("div")).get("style") == "display:none"


@pytest.mark.parametrize(
    ("style", "stays"),
    [
        ("overflow:hidden", False),
        ("max-height: 300px; overflow: hidden", False),
        ("visibility:hidden", True),
        ("overflow:hidden;clip:rect(0,0,0,0)", True),
        ("overflow:hidden;height:1px", True),
        ("position:absolute;overflow:hidden", True),
    ],
)
def test_overflow_hides_nothing(style: str, *, stays: bool) -> None:
    tree = parsed(f'<div style="{style}"><p>{SEEN}</p></div>')
    visibility.reveal(Survey(tree))
    assert (next(tree.iter("div")).get("style") is not None) == stays


def test_templates_and_what_is_hidden_by_attribute_are_no_text() -> None:
    tree = parsed(f"<p>{SEEN}</p><template><p>{REST}</p></template><p hidden>{REST}</p><div hidden=''>{REST}</div>")
    visibility.drop_unseen(Survey(tree))
    assert dom.text(tree) == f"Tungku{SEEN}"


def test_styles_that_hide_are_spelled_as_extractors_know_them_and_old_browsers_text_goes() -> None:
    tree = parsed(
        f'<div style="DISPLAY:NONE">{SEEN}</div><p style="visibility:collapse">x</p><noembed>{REST}</noembed>'
    )
    visibility.drop_unseen(Survey(tree))
    visibility.reveal(Survey(tree))
    assert [element.get("style") for element in tree.iter("div", "p")] == ["display:none", "visibility:hidden"]
    assert REST.strip() not in dom.text(tree)


def test_a_page_that_is_hidden_until_its_script_runs_stays() -> None:
    tree = fromstring(f"<html><body hidden><main hidden><h1>Tungku</h1><p>{SEEN}</p></main></body></html>")
    visibility.drop_unseen(Survey(tree))
    assert SEEN in dom.text(tree)


@pytest.mark.parametrize(
    "name", ['class="akun-modal hide"', 'id="popup" hidden="" class="hide"', 'role="dialog" class="hide"']
)
def test_a_dialog_stays_hidden_whatever_it_offers(name: str) -> None:
    tree = parsed(f"<p>{SEEN}</p><section {name}><p>{REST}</p></section>{BUTTON}")
    visibility.reveal(Survey(tree))
    assert "hide" in next(tree.iter("section")).get("class", "")
