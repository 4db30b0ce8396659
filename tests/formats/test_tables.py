"""Tables and lists of addresses."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from ingest.core.errors import Unreadable
from ingest.core.model import Entry, Kind, Noted, Page
from ingest.formats import files, sniff
from store import Archive
from tests.subscribing import LOOPBACK, story
from tests.web import Web

Warta = Callable[..., Result]
TEXT = "Warga menanam bakau di pantai, lalu membersihkan muara bersama murid sekolah dan nelayan setempat."


def read(folder: Path, body: str | bytes, **names: str) -> list[object]:
    path = folder / "a.csv"
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return list(files.pages(path, now=lambda: datetime(2026, 1, 6, tzinfo=UTC), names=names))


def pages(found: list[object]) -> list[Page]:
    return [each for each in found if isinstance(each, Page)]


def fields(found: object) -> dict[str, object]:
    assert isinstance(found, Page)
    assert found.kind is Kind.RECORD
    return dict(json.loads(found.body))


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_rows_are_articles_whatever_stands_between_their_columns(tmp_path: Path, between: str, encoding: str) -> None:
    lines = [["Judul", "Tanggal Terbit", "Isi Berita", "Tautan"], ["Café buka", "2026-01-05", f'"{TEXT}\nLagi"', ""]]
    body = "\r\n".join(between.join(line) for line in lines).encode(encoding)
    (found,) = read(tmp_path, body)
    said = fields(found)
    assert (said["title"], said["published"]) == ("Café buka", "2026-01-05")
    assert str(said["text"]).split() == f"{TEXT} Lagi".split()


def test_a_map_names_columns_that_are_not_known(tmp_path: Path) -> None:
    (found,) = read(
        tmp_path,
        f"slug_title,url,prosa\nJudul,https://muara.test/1,{TEXT.replace(',', '')}",
        title="slug_title",
        text="prosa",
    )
    assert (fields(found)["title"], found.url) == ("Judul", "https://muara.test/1")  # type: ignore[attr-defined]


def test_columns_from_which_nothing_is_read_are_told_once(tmp_path: Path) -> None:
    body = f"title,text,nama kota,kode,kode\nSatu,{TEXT.replace(',', '')},Muara,1,2\n"
    notes = [each.text for each in read(tmp_path, body) if isinstance(each, Noted)]
    assert [note.partition(": ")[2].partition(";")[0] for note in notes] == ["nothing is read from 'nama kota', 'kode'"]
    (note,) = [each.text for each in read(tmp_path, body, site="nama kota") if isinstance(each, Noted)]
    assert "from 'kode';" in note


def test_a_row_without_a_text_is_to_be_fetched_and_one_without_either_is_named(tmp_path: Path) -> None:
    entry, trouble = read(tmp_path, "title,link\nSatu,https://muara.test/1?utm_source=x\nDua,\n")
    assert entry == Entry(url="https://muara.test/1", link="https://muara.test/1?utm_source=x", title="Satu")
    assert isinstance(trouble, Unreadable)
    assert trouble.target == f"{tmp_path / 'a.csv'}, line 3"


@pytest.mark.parametrize("body", ["title,text\n", "url\n"])
def test_a_table_without_rows_is_unreadable(tmp_path: Path, body: str) -> None:
    (found,) = read(tmp_path, body)
    assert isinstance(found, Unreadable)


def test_a_table_without_a_column_for_texts_or_addresses_is_told_once(tmp_path: Path) -> None:
    body = "kode,uraian,nilai\n" + "1,Kabar dari muara,3\n" * 50
    (found,) = read(tmp_path, body)
    assert isinstance(found, Unreadable)
    assert "they are 'kode', 'uraian', 'nilai'" in str(found)
    assert "--map" in str(found)
    assert len(pages(read(tmp_path, body, text="uraian"))) == 50
    (wide,) = read(tmp_path, ",".join(f"kolom{number}" for number in range(30)) + "\n1,2\n")
    assert "'kolom7' and 22 more)" in str(wide)


def test_a_list_of_addresses_has_comments_and_each_address_once(tmp_path: Path) -> None:
    found = read(tmp_path, "# daftar\nhttps://muara.test/a\n\nhttps://muara.test/a # lagi\nHTTPS://Muara.test/b\n")
    assert [entry.url for entry in found if isinstance(entry, Entry)] == [
        "https://muara.test/a",
        "https://muara.test/b",
    ]


@pytest.mark.parametrize(
    "text",
    ["Judul, isi, dan tanggal ditulis oleh penulis.\nLalu titik.", "Lihat https://muara.test/a sekarang.", "Satu\nDua"],
)
def test_a_text_is_no_table_and_no_list(text: str) -> None:
    assert sniff.kind(text.encode()) is Kind.TEXT


def test_a_list_and_a_table_are_fetched(warta: Warta, web: Web, tmp_path: Path, path: Path) -> None:
    for name in ("/a.html", "/b.html", "/c.html"):
        web.page(name, story(name))
    (tmp_path / "a.txt").write_text(f"{web.url}/a.html\n")
    (tmp_path / "b.csv").write_text(f"judul,link\nSatu,{web.url}/b.html\n")
    (tmp_path / "daftar").write_text(f"# sumber\n{web.url}/c.html # tiga\n")
    result = warta("import", tmp_path / "a.txt", tmp_path / "b.csv", "-i", tmp_path / "daftar", *LOOPBACK)
    assert result.stdout.startswith("3 added, 0 changed, 0 same, 0 failed")
    with Archive(path, readonly=True) as archive:
        assert archive.get(f"{web.url}/b.html") is not None
    assert warta("import", tmp_path / "b.csv", *LOOPBACK).stdout.startswith("0 added, 0 changed, 1 same")


@pytest.mark.parametrize("words", [(), ("a.html", "--map", "titel=x"), ("a.html", "--map", "title")])
def test_nothing_and_nonsense_are_wrong_usage(warta: Warta, words: tuple[str, ...]) -> None:
    assert warta("import", *words).exit_code == 2


def test_a_spreadsheet_is_told_the_way_to_csv(tmp_path: Path) -> None:
    (found,) = read(tmp_path, b"PK\x03\x04\x14\x00\x06\x00")
    assert isinstance(found, Unreadable)
    assert "as CSV" in str(found)


def test_a_map_may_say_what_all_rows_have(tmp_path: Path) -> None:
    body = f"title,text,site\nSatu,{TEXT.replace(',', '')},\nDua,{TEXT.replace(',', '')},lain.example\n"
    found = read(tmp_path, body, site="=muara.example")
    assert [fields(each)["site"] for each in found] == ["muara.example", "muara.example"]
    assert "site" not in fields(read(tmp_path, body.replace(",site", ",kode"), title="title")[1])


def test_english_names_are_known_in_any_capitals(tmp_path: Path) -> None:
    header = "Title,Text,Date,Author,Editor,Category,Keywords,Summary,Outlet,Nama Penulis"
    (found,) = read(tmp_path, f"{header}\nSatu,{TEXT.replace(',', '')},2026-01-05,Ani,Budi,Laut,a,b,Muara,\n")
    said = fields(found)
    names = ("title", "published", "authors", "editors", "section", "tags", "description", "site")
    assert [said[name] for name in names] == ["Satu", "2026-01-05", "Ani", "Budi", "Laut", "a", "b", "Muara"]


def test_a_row_without_an_address_is_the_same_article_whatever_a_map_says(tmp_path: Path) -> None:
    body = f"Judul,Isi,nama kota\nSatu,{TEXT.replace(',', '')},Muara\n"
    maps: list[dict[str, str]] = [{}, {"site": "=muara.example"}, {"section": "nama kota"}]
    assert len({pages(read(tmp_path, body, **names))[0].url for names in maps}) == 1
