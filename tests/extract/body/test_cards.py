"""Boxes that present other articles, beside a text and inside it."""

import pytest
from lxml.html import HtmlElement, fromstring

from ingest.extract import dom
from ingest.extract.body import cards

TEXT = "".join(
    f"<p>Peternak lebah di lereng {side} memanen madu hutan dua pekan lebih awal karena bunga kaliandra mekar serentak."
    " Mereka menyaringnya dengan kain dan menjualnya di balai desa.</p>"
    for side in ("utara", "selatan")
)
ABOUT = "Hujan yang turun sejak malam membuat pasar di kota kecil itu sepi sampai siang hari."


ELSEWHERE = f"<li><h3><a href='https://acara{{number}}.test/'>{{title}}</a></h3>{ABOUT}</li>"


def cleared(body: str) -> str:
    tree: HtmlElement = fromstring(f"<html><body><h1>Madu hutan</h1>{body}</body></html>")
    cards.drop(tree)
    return dom.text(tree)


def three(card: str) -> str:
    return "".join(card.format(number=number, title=f"Pasar sepi di kota nomor {number}") for number in range(3))


@pytest.mark.parametrize(
    "card",
    [
        "<li><h3><a href='/{number}'>{title}</a></h3><p>" + ABOUT + "</p></li>",
        "<div class='c'><a href='/{number}'><img src='a.jpg'></a><h2><a href='/{number}'>{title}</a></h2>"
        + ABOUT
        + "</div>",
        "<li><article><div><a href='/{number}'><h2>{title}</h2></a><span>Kota | 3 Mei 2018</span>"
        + ABOUT
        + "</div></article></li>",
        "<a href='/{number}'><img src='a.jpg'><h2>{title}</h2><div>" + ABOUT + "</div></a>",
        "<div><a href='/{number}'>{title}</a><p>" + ABOUT + "</p></div>",
        "<div><img src='a.jpg'><a href='https://kota.test/{number}'>{title}</a></div>",
    ],
)
@pytest.mark.parametrize("order", ["{text}{cards}", "{cards}{text}"])
def test_cards_beside_a_text_are_taken_out(card: str, order: str) -> None:
    body = order.format(text=f"<article>{TEXT}</article>", cards=f"<div class='feed'>{three(card)}</div>")
    left = cleared(body)
    assert "Pasar sepi" not in left
    assert ABOUT not in left
    assert left.count("madu hutan dua pekan") == 2


def test_a_text_that_is_not_in_paragraphs_counts_as_one() -> None:
    loose = TEXT.replace("<p>", "").replace("</p>", "<br><br>")
    card = "<li><h3><a href='/{number}'>{title}</a></h3><p>" + ABOUT + "</p></li>"
    assert "Pasar sepi" not in cleared(f"<div>{loose}</div><ul>{three(card)}</ul>")


@pytest.mark.parametrize(
    "box", ["<li>{}</li>", "<div><h4>Dari Kota</h4><article>{}</article></div>", "<aside>{}</aside>"]
)
def test_a_card_inside_a_text_is_taken_out(box: str) -> None:
    title = "<h2><a href='/1'>Pasar sepi di kota kecil</a></h2><p>" + ABOUT + "</p>"
    left = cleared(f"<div>{TEXT}{box.format(title)}</div>")
    assert "Pasar sepi" not in left
    assert "Dari Kota" not in left


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{TEXT}<div><h2><a href='/1'>Pasar sepi di kota kecil</a></h2><p>{ABOUT}</p></div></div>",  # a section
        f"<div>{TEXT}<ul><li><a href='/1'>Pasar sepi di kota kecil</a></li></ul></div>",  # sources
        f"<div>{TEXT}<ul><li>Pada Mei <a href='/1'>pasar sepi di kota kecil</a> dan sungai.</li></ul></div>",
        f"<div>{TEXT}</div><div><h3><a href='/1'>Pasar sepi di kota kecil</a></h3>{ABOUT}</div>",  # one alone
        three("<li><h3><a href='/{number}'>{title}</a></h3><p>" + ABOUT + "</p></li>"),  # nothing else
        f"<div>{TEXT}</div><div>{three(ELSEWHERE)}</div>"
        "<a href='https://madu.test/1'>a</a><a href='https://madu.test/2'>b</a>",  # they lead elsewhere
    ],
)
def test_what_may_be_of_the_text_stays(body: str) -> None:
    left = cleared(body)
    assert "asar sepi" in left
    assert left.endswith("b") or ABOUT in left or "kota kecil" in left
