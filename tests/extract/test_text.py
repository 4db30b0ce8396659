from datetime import UTC, datetime

import pytest

from ingest.core.model import Draft, Kind, Page
from ingest.extract import text


def draft(content: str | bytes) -> Draft | None:
    body = content.encode() if isinstance(content, str) else content
    return text.draft(Page(url="file:///a.txt", body=body, kind=Kind.TEXT, fetched=datetime(2026, 1, 5, tzinfo=UTC)))


SENTENCE = "Warga menanam bakau di sepanjang pantai untuk menahan abrasi."


@pytest.mark.parametrize(
    ("start", "site"),
    [
        ("Finnews.id – ", "Finnews.id"),
        ("JAKARTA, KOMPAS.com - ", "KOMPAS.com"),
        ("JAKARTA , KOMPAS.com - ", "KOMPAS.com"),
        ("TRIBUNNEWS . COM - ", "TRIBUNNEWS.COM"),
        ("Jakarta, CNBC Indonesia - ", "CNBC Indonesia"),
        ("Jakarta (ANTARA) - ", "ANTARA"),
        ("LONDON (Reuters) — ", "Reuters"),
        ("PORT MERROW, Oldland (AP) -- ", "AP"),
        ("Jakarta - ", None),
        ("JAKARTA, INDONESIA - ", None),
        ("Oslo, Norway - ", None),
    ],
)
def test_a_dateline_names_the_site_and_a_place_alone_does_not(start: str, site: str | None) -> None:
    found = draft(f"{start}{SENTENCE}\nPenanaman berlangsung dua hari.")
    assert found is not None
    assert (found.site, found.title) == (site, SENTENCE.rstrip("."))


def test_the_dateline_stays_in_the_text() -> None:
    found = draft(f"Finnews.id – {SENTENCE}")
    assert found is not None
    assert found.text == f"Finnews.id – {SENTENCE}"


def test_a_dash_inside_the_first_sentence_is_no_dateline() -> None:
    assert text.dateline("Warga desa itu, yang menanam bakau sejak 2010, kini - kata mereka - lega.") == (None, 0)


def test_a_short_first_line_that_is_no_sentence_is_the_title() -> None:
    found = draft(f"Bakau Tahan Abrasi\n\n{SENTENCE}\nSelesai.")
    assert found is not None
    assert (found.title, found.text) == ("Bakau Tahan Abrasi", f"{SENTENCE}\nSelesai.")


def test_a_single_line_is_text_and_title_at_once() -> None:
    found = draft("Bakau tahan abrasi")
    assert found is not None
    assert (found.title, found.text) == ("Bakau tahan abrasi", "Bakau tahan abrasi")


def test_the_title_is_the_first_sentence_only() -> None:
    found = draft(f"{SENTENCE} Penanaman berlangsung dua hari.")
    assert found is not None
    assert found.title == SENTENCE.rstrip(".")


def test_an_abbreviation_early_in_the_sentence_does_not_end_the_title() -> None:
    found = draft("Menurut Dr. Sari bakau menahan ombak. Ia meneliti sejak lama.")
    assert found is not None
    assert found.title == "Menurut Dr. Sari bakau menahan ombak"


def test_a_very_long_first_sentence_is_cut_at_a_word() -> None:
    found = draft("kata " * 200)
    assert found is not None
    assert found.title is not None
    assert found.title.endswith("kata…")
    assert len(found.title) <= 251


def test_no_date_is_made_up() -> None:
    found = draft("Jakarta - Gempa pada 5 Januari 2026 merusak 12 rumah. Telepon 0812-2016-02-03.")
    assert found is not None
    assert (found.published, found.published_from) == (None, None)


@pytest.mark.parametrize("blank", ["", "  \n\t\n", "\x00\x00"])
def test_blank_text_is_no_article(blank: str) -> None:
    assert draft(blank) is None


def test_legacy_encoding_is_read() -> None:
    found = draft("“Kita maju,” katanya di café itu.".encode("cp1252"))
    assert found is not None
    assert found.text == "“Kita maju,” katanya di café itu."
