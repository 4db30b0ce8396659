"""A WARC that was exported is imported again: the same pages, with their times and headers."""

from pathlib import Path

from click.testing import CliRunner

from ingest.cli import main
from tests.subscribing import Desk, story

ARTICLES = "SELECT url, title, text, language FROM articles ORDER BY url"
PAGES = "SELECT url, fetched, status, sha256, substr(headers, 1, 15) FROM captures ORDER BY url"


def test_an_archive_out_of_the_web_archive_of_another_has_the_same_pages_and_articles(
    desk: Desk, tmp_path: Path
) -> None:
    desk.follow("/a.html", "/b.html", "/c.html")
    desk.change("UPDATE captures SET fetched = '2026-04-01T00:00:00Z'")
    desk.run("import", f"{desk.web.url}/a.html")
    target, again, other = tmp_path / "a.warc.gz", tmp_path / "b.warc", tmp_path / "other.db"
    assert desk.warta("export", "-o", target).stdout == f"4 records exported to {target}\n"
    for words in (["import", str(target)], ["export", "-o", str(again)]):
        result = CliRunner().invoke(main, ["--db", str(other), *words])
        assert result.exit_code == 0, result.output
    there = Desk(desk.warta, desk.web, other)
    assert there.rows(ARTICLES) == desk.rows(ARTICLES)
    assert there.rows(PAGES) == desk.rows(PAGES)
    assert again.read_bytes().count(b"WARC-Type: response") == 3


def test_files_that_were_saved_come_back_under_their_own_names(desk: Desk, tmp_path: Path) -> None:
    sources = tmp_path / "saved"
    sources.mkdir()
    (sources / "a.html").write_text(story("/a.html"))
    (sources / "b.txt").write_text("Perahu merapat di dermaga, dan nelayan menurunkan garam dari palka sejak subuh.")
    target, other = tmp_path / "a.warc", tmp_path / "other.db"
    desk.warta("import", sources)
    desk.warta("export", "-o", target)
    result = CliRunner().invoke(main, ["--db", str(other), "import", str(target)])
    assert result.stdout.startswith("2 added")
    assert Desk(desk.warta, desk.web, other).rows(ARTICLES) == desk.rows(ARTICLES)
    assert "2 same" in desk.warta("import", target).stdout
