import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Archive, Article, ExportOptions
from store.export import csv as written
from tests.store.export.harbour import FERRY, exported, fill


def rows_of(content: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""))]


def test_a_row_holds_the_article_as_it_is(archive: Archive) -> None:
    fill(archive)
    [row] = rows_of(exported(archive, "csv", query="feri"))
    got = archive.get(FERRY)
    assert got is not None
    assert next(iter(row)) == "id"
    assert [*row][-1] == "text"
    assert "stems" not in row
    assert (row["id"], row["url"], row["text"]) == (str(got.id), FERRY, got.text)
    assert (row["title"], row["authors"]) == ('=HYPERLINK("//x")', "Ana Tuan; B; C")
    assert (row["languages"], row["duplicate_of"], row["words"]) == ('{"id": 1, "en": 0.0625}', "", "3")
    assert row["published"] == "2026-01-05T22:30:00Z"


def test_ids_stand_in_quotes_as_text_and_numbers_do_not(archive: Archive) -> None:
    placed = archive.put(Article(url=FERRY, text="Feri."))
    content = exported(archive, "csv").decode()
    assert f'"{placed.id}",' in content
    assert ",1," in content  # of words


def test_an_archive_without_articles_gives_the_header(archive: Archive) -> None:
    assert exported(archive, "csv").startswith(b'"id","url","title"')
    assert rows_of(exported(archive, "csv")) == []


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_for_a_spreadsheet_no_cell_is_a_formula(archive: Archive, begins: str) -> None:
    placed = archive.put(Article(url="urn:x", title=f"{begins}cmd|' /C calc'!A0", authors=(f"{begins}1",), text="a=b"))
    content = exported(archive, "csv", for_spreadsheets=True)
    assert content.startswith(b"\xef\xbb\xbf")
    [row] = rows_of(content)
    assert (row["title"], row["authors"]) == (f"'{begins}cmd|' /C calc'!A0", f"'{begins}1")
    assert (row["id"], row["text"]) == (f"'{placed.id}", "a=b")


@pytest.mark.parametrize(("characters", "notes"), [(32_767, 0), (32_768, 1)])
def test_cells_that_a_spreadsheet_cuts_are_counted(archive: Archive, characters: int, notes: int) -> None:
    archive.put(Article(url="urn:x", text="a" * characters))
    made = archive.export(BytesIO(), ExportOptions(format="csv"))
    said = "1 cell is longer than the 32,767 characters that a spreadsheet keeps of one"
    assert [*made.notes] == [said] * notes


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=1, max_size=4))
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    output = BytesIO()
    written.write([{"title": text, "text": text} for text in texts], ["title", "text"], output)
    assert [(row["title"], row["text"]) for row in rows_of(output.getvalue())] == [(text, text) for text in texts]
