"""The export command, and the way back in."""

import csv
import gzip
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.cli import main
from store import Archive, Article
from tests import archives
from tests.store.export.harbour import DAY, FERRY, ISLAND, UNDATED, ferry, fill

Warta = Callable[..., Result]


@pytest.fixture
def filled(warta: Warta, path: Path) -> Warta:
    with Archive(archives.empty(path)) as archive:
        fill(archive)
    return warta


def beside(db: Path, *words: object) -> Result:
    """Run a command on another archive."""
    return CliRunner().invoke(main, ["--db", str(db), *map(str, words)])


def tables(db: Path) -> list[tuple[object, ...]]:
    """Every row of what an export holds, with every column."""
    with Archive(db, readonly=True) as archive:
        return [
            tuple(row)
            for table in ("articles", "revisions", "sightings")
            for row in archive._connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")
        ]


# -- out, and in again


def test_what_was_exported_and_imported_is_the_same_row_by_row(filled: Warta, path: Path, tmp_path: Path) -> None:
    dump, other, again = tmp_path / "a.jsonl", tmp_path / "other.db", tmp_path / "b.jsonl"
    assert filled("export", "-o", dump).output == f"3 articles exported to {dump}\n"
    assert beside(other, "import", dump).stdout == "3 added, 0 changed, 0 same, 0 failed (id 2, en 1)\n"
    assert tables(other) == tables(path)
    assert beside(other, "export", "-o", again).exit_code == 0
    assert again.read_bytes() == dump.read_bytes()


@pytest.mark.parametrize("into", ["other.db", "news.db"])
def test_importing_an_export_again_changes_nothing(filled: Warta, tmp_path: Path, into: str) -> None:
    dump, db = tmp_path / "a.jsonl", tmp_path / into
    filled("export", "-o", dump)
    beside(db, "import", dump)
    before = tables(db)
    assert beside(db, "import", dump).stdout == "0 added, 0 changed, 3 same, 0 failed\n"
    assert tables(db) == before


def test_what_is_searched_for_is_found_in_the_other_archive(filled: Warta, tmp_path: Path) -> None:
    filled("export", "-o", tmp_path / "a.jsonl")
    beside(tmp_path / "other.db", "import", tmp_path / "a.jsonl")
    hits = beside(tmp_path / "other.db", "search", "pelayaran", "--json").stdout.splitlines()
    assert [json.loads(hit)["url"] for hit in hits] == [FERRY]


def test_an_export_into_an_archive_that_knows_a_later_text_adds_the_earlier_as_a_version(
    filled: Warta, path: Path, tmp_path: Path
) -> None:
    filled("export", "-o", tmp_path / "a.jsonl")
    with Archive(path) as archive:
        archive._connection.execute("UPDATE articles SET last_seen = '2026-01-01T00:00:00Z' WHERE url = ?", (ISLAND,))
    filled("export", "-o", tmp_path / "old.jsonl")
    with Archive(tmp_path / "other.db") as archive:
        archive.put(Article(url=ISLAND, text="The ferry sinks.", language="en", published=DAY))
    assert beside(tmp_path / "other.db", "import", tmp_path / "old.jsonl").stdout.startswith(
        "2 added, 0 changed, 1 same"
    )
    with Archive(tmp_path / "other.db") as archive:
        got = archive.get(ISLAND)
        assert got is not None
        assert got.text == "The ferry sinks."
        assert got.first_seen < got.last_seen
        assert [old.text for old in archive.revisions(got.id)] == ["The ferry sails.\nTwice a day."]


def test_an_export_that_knows_a_later_text_changes_the_article(filled: Warta, path: Path, tmp_path: Path) -> None:
    with Archive(tmp_path / "other.db") as archive:
        archive.put(replace(ferry("Feri lama."), title="Feri"))
        archive._connection.execute("UPDATE articles SET last_seen = '2026-01-01T00:00:00Z'")
    filled("export", "-o", tmp_path / "a.jsonl")
    for counts in ("2 added, 1 changed", "0 added, 0 changed"):
        assert beside(tmp_path / "other.db", "import", tmp_path / "a.jsonl").stdout.startswith(counts)
    with Archive(tmp_path / "other.db") as archive:
        got = archive.get(FERRY)
        assert got is not None
        assert got.text == "Feri baru berlayar."
        texts = [old.text for old in archive.revisions(got.id)]
        assert sorted(texts) == ["Feri baru batal berlayar.", "Feri baru berlayar.", "Feri lama."]


def test_a_line_that_says_it_is_ours_and_is_not_is_a_failure_and_the_others_are_stored(
    warta: Warta, tmp_path: Path, path: Path
) -> None:
    with Archive(tmp_path / "other.db") as archive:
        fill(archive)
    good = beside(tmp_path / "other.db", "export", "--limit", 1).stdout
    (tmp_path / "a.jsonl").write_text('{"warta": 1, "url": "https://a.example/1", "text": "x"}\n' + good)
    result = warta("import", tmp_path / "a.jsonl")
    assert result.exit_code == 3
    assert "it lacks 'first_seen', which warta's own exports have; export it again" in result.stderr
    with Archive(path) as archive:
        assert archive.get(UNDATED) is not None


def test_a_table_can_be_read_by_what_reads_tables(filled: Warta) -> None:
    result = filled("export", "--format", "csv")
    rows = [*csv.DictReader(StringIO(result.stdout))]
    assert [row["url"] for row in rows] == [ISLAND, FERRY, UNDATED]


# -- the command


@pytest.mark.parametrize(
    ("name", "begins"), [("a.jsonl", "{"), ("a.csv", '"id"'), ("a.CSV", '"id"'), ("a", "{"), ("a.ndjson", "{")]
)
def test_the_format_is_told_from_the_name(filled: Warta, tmp_path: Path, name: str, begins: str) -> None:
    filled("export", "-o", tmp_path / name)
    assert (tmp_path / name).read_text().startswith(begins)


def test_an_end_that_names_no_format_is_refused(filled: Warta, tmp_path: Path) -> None:
    result = filled("export", "-o", tmp_path / "a.xlsx")
    assert (result.exit_code, [*tmp_path.glob("a.*")]) == (2, [])
    assert "nothing is written as .xlsx" in result.stderr


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz"])
def test_a_name_that_ends_in_gz_packs_it_and_the_same_articles_are_the_same_bytes(
    filled: Warta, tmp_path: Path, name: str
) -> None:
    plain = name.removesuffix(".gz")
    for each in (name, plain, f"again.{name}"):
        assert filled("export", "-o", tmp_path / each).exit_code == 0
    assert gzip.decompress((tmp_path / name).read_bytes()) == (tmp_path / plain).read_bytes()
    assert (tmp_path / name).read_bytes() == (tmp_path / f"again.{name}").read_bytes()


def test_a_packed_export_is_imported_like_any_other(filled: Warta, path: Path, tmp_path: Path) -> None:
    filled("export", "-o", tmp_path / "a.jsonl.gz")
    beside(tmp_path / "other.db", "import", tmp_path / "a.jsonl.gz")
    assert tables(tmp_path / "other.db") == tables(path)


def test_a_warc_counts_its_records(filled: Warta, tmp_path: Path) -> None:
    target = tmp_path / "a.warc.gz"
    assert filled("export", "feri", "-o", target).output == f"2 records exported to {target}\n"


@pytest.mark.parametrize("words", [["--format", "parquet", "--partition", "language"], ["--format", "parquet"]])
def test_a_folder_of_tables(filled: Warta, tmp_path: Path, words: list[str]) -> None:
    target = tmp_path / "shards"
    if len(words) == 2:
        target.mkdir()
    assert filled("export", *words, "-o", target).output == f"3 articles exported to {target}\n"
    assert len([*target.rglob("*.parquet")]) == 3


def test_to_standard_output_nothing_else_is_said(filled: Warta) -> None:
    result = filled("export", "feri", "--language", "ID", "--site", "www.Dermaga.example", "--since", "2026-01-01")
    assert [json.loads(line)["url"] for line in result.stdout.splitlines()] == [FERRY]
    assert result.stderr == ""


def test_words_to_be_left_out_stand_in_quotes(filled: Warta) -> None:
    assert json.loads(filled("export", "feri -batal").stdout)["url"] == FERRY
    assert filled("export", "feri -baru").stdout == ""


def test_an_export_of_nothing_is_an_empty_file(filled: Warta, tmp_path: Path) -> None:
    result = filled("export", "tiadaadanya", "-o", tmp_path / "a.jsonl")
    assert (result.exit_code, result.output) == (0, f"0 articles exported to {tmp_path / 'a.jsonl'}\n")
    assert (tmp_path / "a.jsonl").read_bytes() == b""


def test_cells_that_are_cut_are_said(warta: Warta, path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        archive.put(Article(url="https://a.example/1", text="kata " * 8000))
    result = warta("export", "-o", tmp_path / "a.csv")
    assert result.exit_code == 0
    assert result.stderr == "warta: 1 cell is longer than the 32,767 characters that a spreadsheet keeps of one\n"


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (["--spreadsheet"], 2, "--spreadsheet goes with --format csv"),
        (["--partition", "site", "-o", "x.csv"], 2, "--partition goes with --format parquet"),
        (["--format", "parquet", "--partition", "site"], 2, "and a folder after -o"),
        (["--format", "xlsx"], 2, "xlsx"),
        (["--limit", "0"], 2, "0 is not in the range"),
        (["-feri"], 2, "No such option"),
        (["--", "-feri"], 2, "it names no word"),
        (["-o", "/dev/full"], 74, "exporting to /dev/full: no space left on device"),
        (["-o", "/no/such/folder/a.csv"], 74, "no such file or directory"),
    ],
)
def test_what_cannot_be_done_says_why(filled: Warta, words: list[str], code: int, reason: str) -> None:
    result = filled("export", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert reason in result.stderr


def test_without_an_archive_there_is_no_file(warta: Warta, tmp_path: Path) -> None:
    assert warta("export", "-o", tmp_path / "a.csv").exit_code == 65
    assert not (tmp_path / "a.csv").exists()


def test_a_disk_that_fills_up_leaves_the_export_before(filled: Warta, path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        for number in range(20):
            archive.put(Article(url=f"https://a.example/{number}", text="kata " * 2000))
    target = tmp_path / "out" / "a.jsonl"
    target.parent.mkdir()
    target.write_text("lama")
    done = subprocess.run(
        [sys.executable, "-c", "from ingest.cli.start import main; main()", "--db", path, "export", "-o", target],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (74, "")
    assert done.stderr == (
        f"warta: exporting to {target}: file too large; give it a place with room that is yours to write\n"
    )
    assert [(file.name, file.read_text()) for file in target.parent.iterdir()] == [("a.jsonl", "lama")]


def test_a_dash_is_standard_output(filled: Warta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert filled("export", "-o", "-").stdout == filled("export").stdout
    assert not Path("-").exists()
