"""Readers' comments in the container of an article."""

import pytest
from lxml.html import HtmlElement, fromstring

from ingest.extract import dom
from ingest.extract.body import comments
from ingest.extract.survey import Survey

TEXT = "<p>" + "Pengrajin rotan memamerkan kursi lipat di balai kota dan menjual dua puluh buah. " * 4 + "</p>"
SAID = "<p>Kursinya bagus, tetapi mahal sekali untuk kami di kampung sebelah.</p>"


def cleared(body: str) -> str:
    tree: HtmlElement = fromstring(f"<html><body><article><h1>Kursi</h1>{body}</article></body></html>")
    comments.drop(Survey(tree))
    return dom.text(tree)


@pytest.mark.parametrize(
    "attribute",
    [
        'class="komentar"', 'id="kolom-komentar"', 'class="box-komen"', 'class="tanggapan-pembaca"',
        'id="komentar_pembaca"',
        'class="comments-area"', 'id="comments"', 'class="list komen-list"', 'id="disqus_thread"',
        'class="fb-comments"',
        'itemprop="comment"', 'itemtype="https://schema.org/Comment"', 'class="user-comments"',
        'class="leserkommentare"', 'id="comentarios"', 'class="commentaires-liste commentaires"',
        'data-component="comments-list"', 'data-testid="komentar"', 'aria-label="Komentar pembaca"',
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["div", "section", "ul", "dl", "details"])
def test_a_container_of_comments_is_taken_out(attribute: str, tag: str) -> None:
    assert "mahal" not in cleared(f"{TEXT}<{tag} {attribute}>{SAID}</{tag}>")


@pytest.mark.parametrize(
    "heading",
    [
        "2 Komentar", "Komentar", "Komentar (12)", "Tanggapan pembaca", "Comments", "3 comments", "Kolom Komentar:",
        "Ada 4 komentar", "Kommentare (3)", "2 Comentarios", "Ulasan pembaca", "3 thoughts on “Kursi rotan dijual”",
        "Satu tanggapan untuk “Kursi”",
    ],
)  # fmt: skip
def test_what_follows_a_heading_of_comments_is_taken_out(heading: str) -> None:
    rest = f"<h3>{heading}</h3><ul><li>{SAID}</li></ul><p>Masuk dulu.</p><h3>Lain</h3><p>Tetap.</p>"
    assert cleared(f"{TEXT}{rest}").endswith("LainTetap.")
    assert "mahal" not in cleared(f"{TEXT}{rest}")


@pytest.mark.parametrize("label", ["<div>Komentar</div>", "<p>3 Komentar</p>", "<strong>Comments</strong>"])
def test_a_box_that_begins_with_such_a_label_is_taken_out(label: str) -> None:
    assert cleared(f'{TEXT}<div class="b">{label}{SAID}</div>') == cleared(TEXT)
    assert "mahal" in cleared(f'{TEXT}<div class="b">Kata <b>Komentar</b>{SAID}</div>')
    assert "mahal" in cleared(f"{label}{TEXT}{SAID}")  # it holds most of the text


@pytest.mark.parametrize(
    "body",
    [
        f"{TEXT}<h2>Komentar Netizen</h2>{SAID}",
        f"{TEXT}<h2>Komentar menteri soal kursi</h2>{SAID}",
        f"{TEXT}<h2>One response to rising prices</h2>{SAID}",
        f'<div class="komentar">{TEXT}</div>{SAID}',  # most of the text
        f"<h2>Komentar</h2>{TEXT}{SAID}",
        f'<div class="komentar"><h1>Kursi</h1>{SAID}</div>{TEXT}',
        f'<div class="komentator">{SAID}</div>{TEXT}',
        f'<div class="commentary">{SAID}</div>{TEXT}',
        f'<p class="komentar">{SAID}</p>{TEXT}',
    ],
)
def test_an_article_about_comments_stays(body: str) -> None:
    assert "mahal" in cleared(body)
    assert "Pengrajin" in cleared(body)


@pytest.mark.parametrize("text", ["1" + ".," * 50_000, "komentar" + " ." * 50_000 + "x"])
def test_a_long_label_heads_no_comments(text: str) -> None:
    assert "mahal sekali" in cleared(f'{TEXT}<div aria-label="{text}">{SAID}</div><div><span>{text}</span>{SAID}</div>')
