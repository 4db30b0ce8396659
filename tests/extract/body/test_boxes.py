"""Dialogs, pictures with a line about them, and boxes that tell of the writer or ask for something."""

import pytest
from lxml.html import HtmlElement, fromstring

from ingest.extract import dom
from ingest.extract.body import boxes
from ingest.extract.survey import Survey

TEXT = "<p>" + "Penenun di kampung pesisir memintal benang kapas dan mencelupnya dengan kulit mengkudu. " * 9 + "</p>"
LINE = "Benang yang sudah kering digulung kembali."


def cleared(body: str) -> str:
    tree: HtmlElement = fromstring(f"<html><body><h1>Tenun</h1>{body}</body></html>")
    boxes.drop(Survey(tree))
    return dom.text(tree)


@pytest.mark.parametrize(
    "box",
    [
        "<section class='akunModal -hide'><p>{}</p></section>",
        "<div role='dialog'><p>{}</p></div>",
        "<div id='login-popup'>{}</div>",
        "<div class='video' id='77'><iframe src='/v'></iframe><span>Tenun TV</span> {}</div>",
        "<div class='read__photo photo'><img src='a.jpg'>{}</div>",
        "<div class='wp-caption'><img src='a.jpg'><p>{}</p></div>",
        "<div class='pic'><amp-img src='a.jpg'></amp-img><span>{}</span></div>",
    ],
)
def test_dialogs_and_captions_are_taken_out(box: str) -> None:
    assert LINE not in cleared(TEXT + box.format(LINE))


ABOUT = "Rahma menulis tentang tenun sejak lama dan tinggal di kampung nelayan itu."


@pytest.mark.parametrize(
    "box",
    [
        "<div class='about-author'><p>{}</p></div>",
        "<aside class='box penulis-profil'>{}</aside>",
        "<div itemprop='author'><span>Rahma</span><p>{}</p></div>",
        "<section class='paywall-prompt'><p>{}</p></section>",
        "<div class='mc4wp-form'><p>{}</p></div>",
        "<div class='kotak'><p>{}</p><form><input type='email'></form></div>",
    ],
)
def test_boxes_about_the_writer_and_those_that_ask_are_taken_out(box: str) -> None:
    assert cleared(TEXT + box.format(ABOUT)) == cleared(TEXT)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='subscribe-truncate'><p>{}</p></div>",  # the first paragraphs of an article that is sold
        "<div class='paywall'><p>{}</p></div>",
        "<div class='author-info'>Rahma</div><p>{}</p>",
        "<div class='kotak'><p>{}</p><form><input type='text'></form></div>",
    ],
)
def test_boxes_of_which_that_is_not_certain_stay(box: str) -> None:
    assert ABOUT in cleared(TEXT + box.format(ABOUT))


@pytest.mark.parametrize(
    "box",
    [
        "<div class='photo'>{}</div>",  # nothing is shown in it
        "<div class='photostory'><img src='a.jpg'>{}</div>",
        "<div class='photo'><img src='a.jpg'><p>{}</p><p>Lalu ditenun.</p></div>",
        "<div class='photo'><figure><img src='a.jpg'><figcaption>{}</figcaption></figure></div>",
        "<div class='modal'><h1>Tenun</h1><p>{}</p></div>",
        "<p class='photo'><img src='a.jpg'>{}</p>",
    ],
)
def test_other_boxes_stay(box: str) -> None:
    assert LINE in cleared(TEXT + box.format(LINE))


def test_a_box_with_the_text_in_it_stays_whatever_its_name() -> None:
    assert "mengkudu" in cleared(f"<div class='modal'>{TEXT}</div><p>{LINE}</p>")


def test_an_aside_with_the_headline_and_the_text_is_a_plain_box() -> None:
    tree = fromstring(f"<html><body><aside><h1>Tenun</h1>{TEXT}</aside><aside><p>{LINE}</p></aside></body></html>")
    boxes.open_asides(tree)
    assert [box.tag for box in tree.iter("div", "aside")] == ["div", "aside"]


def test_many_fields_in_many_boxes_are_looked_at_once() -> None:
    fields = "<div>" * 50 + "<input type='email'>" * 2_000 + "</div>" * 50
    assert LINE in cleared(f"{TEXT}<div>{fields}</div><p>{LINE}</p>")


def test_menus_are_taken_out_and_what_is_a_word_of_a_sentence_is_not() -> None:
    tree = fromstring(
        f"<html><body><nav><ul><li>Rumah</li></ul></nav>dan <nav><h1>Tenun</h1><ul><li>Isi</li></ul></nav>{TEXT}"
        "<p>Pilih <nav>kapas</nav> atau sutra.</p></body></html>"
    )
    boxes.drop_menus(tree)
    text = dom.text(tree)
    assert text.startswith("dan TenunIsiPenenun")
    assert text.endswith("Pilih kapas atau sutra.")


def test_an_article_in_a_nav_stays() -> None:
    tree = fromstring(
        f"<html><body><nav><h2>Tenun</h2>{TEXT}</nav><nav><ul><li>Rumah</li></ul><p>Ikuti</p></nav></body></html>"
    )
    boxes.drop_menus(tree)
    assert dom.text(tree) == f"Tenun{dom.text(fromstring(TEXT))}"


def test_a_menu_that_is_not_closed_stays_with_the_text_in_it() -> None:
    tree = fromstring(f"<html><body><nav><ul><li>Rumah</li></ul><div><h2>Tenun</h2>{TEXT}</div></body></html>")
    boxes.drop_menus(tree)
    assert "mengkudu" in dom.text(tree)
