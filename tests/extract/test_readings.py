"""What another text of the same article means: pages as two captures bring them."""

from datetime import UTC, datetime

import pytest

from ingest.core.model import Draft, Kind, Page
from ingest.extract import html
from ingest.extract.readings import Reading, Verdict, compare, whole

REEFS = "Nelayan di Teluk Lumut menebar dua ratus rumpon bambu pada Sabtu pagi untuk memulihkan terumbu yang rusak."
FISH = "Ketua rukun nelayan, Baharudin, mengatakan ikan kecil mulai kembali dua minggu setelah rumpon pertama dipasang."
OFFICE = "Dinas kelautan akan mencatat hasil tangkapan setiap pekan dan menempelkan angkanya di papan pelelangan kota."
BOATS = "Kapal pukat dilarang masuk ke teluk itu selama tiga bulan, kata Baharudin kepada wartawan pada Minggu malam."
ALL = (REEFS, FISH, OFFICE, BOATS)
TITLE = "Nelayan menebar rumpon"


def written(*paragraphs: str, title: str = TITLE, beside: tuple[str, ...] = ()) -> Page:
    """A page with an article, and paragraphs elsewhere in its bytes."""
    shown, hidden = ("".join(f"<p>{text}</p>" for text in texts) for texts in (paragraphs, beside))
    body = f"<title>{title}</title><article><h1>{title}</h1>{shown}</article><div class=comments hidden>{hidden}</div>"
    return Page(url="https://muara.example/1207", body=body.encode(), kind=Kind.PAGE, fetched=datetime.now(UTC))


def reading(page: Page, *text: str) -> Reading:
    """As it is read today, or the text that it was once read as."""
    found = html.draft(page)
    assert isinstance(found, Draft)
    return Reading(page=page, title=found.title, text="\n".join(text) or found.text)


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (written(REEFS, FISH, beside=(OFFICE, BOATS)), Verdict.READ_WORSE),
        (written(REEFS, FISH), Verdict.CHANGED),
        (written(REEFS, FISH, beside=(OFFICE,)), Verdict.CHANGED),
        (written(REEFS, FISH, OFFICE, BOATS.replace("tiga", "lima")), Verdict.CHANGED),
        (written(*ALL, REEFS.replace("bambu", "ban")), Verdict.CHANGED),
        (written(REEFS, beside=(FISH, OFFICE, BOATS, BOATS.replace("tiga", "lima"))), Verdict.READ_WORSE),
        (written(*ALL, title="Nelayan melepas rumpon"), Verdict.CHANGED),
    ],
    ids=["hidden", "removed", "one removed", "number", "added", "one hidden", "headline"],
)
def test_what_is_gone_from_the_text_but_not_from_the_page_was_not_removed(now: Page, verdict: Verdict) -> None:
    assert compare(reading(written(*ALL)), reading(now)) is verdict


def test_what_stood_in_the_page_before_was_not_added() -> None:
    before = written(REEFS, FISH, beside=(OFFICE, BOATS))
    assert compare(reading(before), reading(written(*ALL))) is Verdict.READ_BETTER


def test_a_text_that_is_read_otherwise_today_is_no_change() -> None:
    page = written(*ALL)
    assert compare(reading(page, REEFS, "Baca juga: Harga ikan naik", FISH), reading(page)) is Verdict.READ_BETTER


def test_texts_that_are_no_pages_are_what_they_say() -> None:
    text = Page(url="file:///x.txt", body=b"x", kind=Kind.TEXT, fetched=datetime.now(UTC))
    pair = (Reading(page=text, title=None, text=said) for said in ("Satu.", "Satu. Dua."))
    assert compare(*pair) is Verdict.CHANGED


FIVE = BOATS.replace("tiga", "lima")


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (written(REEFS, FIVE, beside=(FISH, OFFICE)), (REEFS, FISH, OFFICE, FIVE)),
        (written(REEFS, FISH.replace("dua", "enam"), beside=(OFFICE, BOATS)),
         (REEFS, FISH.replace("dua", "enam"), OFFICE, BOATS)),
        (written(REEFS, FIVE, beside=(OFFICE,)), (REEFS, OFFICE, FIVE)),
        (written(REEFS, FISH, FIVE), None),
        (written(REEFS, OFFICE, FIVE), None),
    ],
    ids=["hidden in the middle", "hidden at the end", "one removed, one hidden", "removed", "other removed"],
)  # fmt: skip
def test_of_a_changed_article_what_the_page_only_hides_stays(now: Page, text: tuple[str, ...] | None) -> None:
    before, after = reading(written(*ALL)), reading(now)
    assert compare(before, after) is Verdict.CHANGED
    assert whole(before, after) == (text and "\n".join(text))


def test_what_is_hidden_and_kept_is_compared_with_the_next_page() -> None:
    """The page was read as two paragraphs, of which the first changed; two more are kept of the version before."""
    page = written(REEFS, FIVE, beside=(FISH, OFFICE))
    kept = Reading(page=page, title=TITLE, text="\n".join((REEFS, FISH, OFFICE, FIVE)), has_hidden=True)
    again = reading(written(REEFS, FIVE, beside=(FISH, OFFICE, "Iklan baru di sini.")))
    assert compare(kept, again) is Verdict.READ_WORSE
    assert compare(kept, reading(written(REEFS, FISH, OFFICE, FIVE))) is Verdict.READ_BETTER
    assert compare(kept, reading(written(REEFS, FIVE))) is Verdict.CHANGED
