"""Words in, words and exit codes out; everything behind the command line is real."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from store import Archive, Article
from tests import archives

Warta = Callable[..., Result]
EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"


@pytest.fixture
def filled(warta: Warta, path: Path) -> Warta:
    """An archive with the example articles."""
    archives.with_examples(path)
    return warta


def test_import_says_in_one_line_what_it_did(warta: Warta) -> None:
    result = warta("import", EXAMPLES)
    assert result.stdout == "7 added, 0 changed, 0 same, 0 failed (en 4, id 3)\n"
    assert result.stderr == ""


def test_importing_again_adds_nothing(filled: Warta) -> None:
    assert filled("import", EXAMPLES).stdout == "0 added, 0 changed, 7 same, 0 failed\n"


def test_search_shows_date_language_title_marked_snippet_and_address(filled: Warta) -> None:
    lines = filled("search", "pembangunan jembatan").stdout.splitlines()
    assert lines[0] == "2026-02-11  id  kabarlembah.example"
    assert lines[1] == "Jembatan Gantung Kali Rengas Dibuka Lagi Setelah Setahun Putus"
    assert "[jembatan]" in lines[2].lower()
    assert lines[3].endswith("/daerah/2026/02/11/jembatan-gantung-kali-rengas-dibuka-lagi")


def test_search_as_json_is_one_object_a_line(filled: Warta) -> None:
    hits = [json.loads(line) for line in filled("search", "the", "--json", "--limit", 2).stdout.splitlines()]
    assert len(hits) == 2
    facts = {"id", "url", "title", "published", "day", "language", "site", "snippet", "marks", "matched", "score"}
    facts |= {"is_translated", "copies"}
    assert set(hits[0]) == facts
    begin, end = hits[0]["marks"][0]
    assert hits[0]["snippet"][begin:end].lower() == "the"


def test_search_says_where_articles_without_all_the_words_begin(filled: Warta) -> None:
    assert filled("search", "jembatan tiadaadanya").stdout.startswith(
        "No article has all the words; these have most of them.\n\n"
    )
    blocks = filled("search", "jembatan OR perahu").stdout
    assert "all the words" not in blocks


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (["--language", "id"], ["Perpustakaan Perahu Singgahi Sebelas Pulau"]),
        (["--language", "EN"], []),
        (["--since", "2026-03-01"], ["Perpustakaan Perahu Singgahi Sebelas Pulau"]),
        (["--until", "2026-03-02"], []),
        (["--since", "2026-03", "--until", "2026-03"], ["Perpustakaan Perahu Singgahi Sebelas Pulau"]),
        (["--until", "2026-02"], []),
        (["--arrived-since", "yesterday"], ["Perpustakaan Perahu Singgahi Sebelas Pulau"]),
        (["--arrived-since", "2999"], []),
        (["--site", "nowhere.example"], []),
        (["--newest"], ["Perpustakaan Perahu Singgahi Sebelas Pulau"]),
        (["-perahu"], []),
        (["-harga"], ["Perpustakaan Perahu Singgahi Sebelas Pulau"]),
    ],
)
def test_search_options_narrow_the_hits(filled: Warta, options: list[str], titles: list[str]) -> None:
    result = filled("search", "perpustakaan", *options, "--json")
    assert [json.loads(line)["title"] for line in result.stdout.splitlines()] == titles


def test_a_search_without_hits_says_so(filled: Warta) -> None:
    assert filled("search", "zzzz").stdout == "nothing found\n"
    assert filled("search", "zzzz", "--json").stdout == ""


def test_a_word_that_no_article_has_is_compared_with_those_that_there_are(filled: Warta) -> None:
    found = filled("search", "perpustakan", "perahu")
    assert found.stderr.count("no article has perpustakan; perhaps perpustakaan is meant") == 1
    assert "perhaps" not in filled("search", "perpustakaan", "perahu").stderr
    assert "perhaps" not in filled("search", "perpustakan", "--json").stderr


def test_show_takes_an_id_an_address_or_a_path(filled: Warta, path: Path) -> None:
    with Archive(path, readonly=True) as archive:
        bridge = archive.search("jembatan gantung")[0]
    for key in (bridge.id, bridge.url, f"{bridge.url}?utm_source=mail#top", EXAMPLES / "jembatan-gantung.html"):
        shown_lines = filled("show", key).stdout
        assert "published: 2026-02-11T00:30:00Z (from json-ld)" in shown_lines, key
        assert "local time: 11 February 2026 07:30 +07:00 (WIB)" in shown_lines, key
    shown = json.loads(filled("show", bridge.id, "--json").stdout)
    assert (shown["authors"], shown["published"]) == (["Ratri Wulandari"], "2026-02-11T00:30:00Z")


def test_show_diff_shows_what_was_changed_after_publication(warta: Warta) -> None:
    for text in ("Harga garam naik.\nPetani senang.", "Harga garam turun.\nPetani senang."):
        line = json.dumps({"url": "https://a.example/1", "title": "Garam", "text": text})
        warta("import", "-", stdin=line.encode())
    shown = warta("show", "https://a.example/1", "--diff").stdout.splitlines()
    assert shown[-2:] == ["Harga garam [-naik-]{+turun+}.", "Petani senang."]
    [change] = [json.loads(each) for each in warta("changes", "--json", "--since", "1d").stdout.splitlines()]
    assert (change["removed"], change["added"], change["has_new_title"]) == (1, 1, False)
    assert "1 word out, 1 in" in warta("changes", "--site", "a.example").stdout
    assert warta("changes", "--site", "b.example").stdout == "nothing was changed\n"
    assert warta("search", "naik", "--versions").stdout.startswith("version 1 until ")
    assert warta("search", "turun", "--versions").stdout == "nothing found\n"
    assert "[naik]" in warta("search", "naik", "--versions").stdout
    nothing = warta("search", "naik", "-newest")
    assert nothing.stdout == "nothing found\n"
    assert nothing.stderr.count("add --versions") == nothing.stderr.count("the option is --newest") == 1
    assert warta("search", "--site", "a.example").stdout.count("https://a.example/1") == 1


def test_an_article_that_never_changed_has_no_diff(filled: Warta) -> None:
    shown = filled("show", EXAMPLES / "panen-garam.txt", "--diff")
    assert shown.stdout == "this article was never changed\n"


def test_sql_gives_a_table_json_or_csv(filled: Warta) -> None:
    query = "SELECT language, count(*) AS n FROM articles GROUP BY language ORDER BY language"
    assert filled("sql", query).stdout.splitlines()[2:] == ["en          4", "id          3"]
    assert filled("sql", query, "--json").stdout == '{"language": "en", "n": 4}\n{"language": "id", "n": 3}\n'
    assert filled("sql", query, "--csv").stdout == "language,n\nen,4\nid,3\n"


def test_status_counts_articles_runs_and_failures(filled: Warta, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    filled("import", tmp_path / "empty.txt")
    shown = filled("status").stdout
    assert shown.startswith("7 articles (en 4, id 3)\n")
    assert "import  +7 ~0 =0 failed 0  exit 0" in shown
    assert "read: it is empty" in shown
    assert json.loads(filled("status", "--json").stdout)["articles"] == 7


def test_a_failure_that_is_resolved_is_shown_no_more(warta: Warta, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.touch()
    warta("import", article)
    article.write_text("Petani garam memanen hasil pertama musim ini.")
    warta("import", article)
    assert "could not be stored" not in warta("status").stdout


def test_control_characters_of_a_page_do_not_reach_the_terminal(warta: Warta) -> None:
    line = json.dumps({"url": "https://a.example/1", "title": "\x1b[2J\x07Judul", "text": "Isi \x1b]0;x\x07 garam"})
    warta("import", "-", stdin=line.encode())
    for result in (
        warta("search", "garam"),
        warta("show", "https://a.example/1"),
        warta("sql", "SELECT title FROM articles"),
    ):
        assert "\x1b" not in result.stdout
        assert "\x07" not in result.stdout


@pytest.mark.parametrize("command", ["import", "search", "show", "sql", "status"])
def test_the_help_of_every_command_shows_an_example(warta: Warta, command: str) -> None:
    shown = warta(command, "--help").stdout
    assert f"Example:\n    warta {command}" in shown


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        (["import"], 2),
        (["import", "x", "--since", "last summer"], 2),
        (["import", "x", "--since", "2026-03", "--until", "2026-02"], 2),
        (["import", "x", "--allow-private", "home"], 2),
        (["import", "x", "--limit", "0"], 2),
        (["search", '""'], 2),
        (["search", "-only"], 2),
        (["search", "harga", "--lanugage", "id"], 2),
        (["search", "harga", "--language", "indonesian"], 2),
        (["search", "harga", "--since", "2026-03-01", "--until", "2026-02-01"], 2),
        (["sql", "SELECT 1", "--csv", "--json"], 2),
        (["sql", "SELEC 1"], 2),
        (["sql", "DELETE FROM articles"], 2),
        (["sql", ""], 2),
        (["show", "1"], 4),
        (["show", "https://a.example/none"], 4),
        (["frobnicate"], 2),
    ],
)
def test_what_cannot_be_done_ends_in_a_line_and_its_exit_code(filled: Warta, words: list[str], exit_code: int) -> None:
    result = filled(*words)
    assert result.exit_code == exit_code
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()


@pytest.mark.parametrize("words", [["search", "x"], ["show", "1"], ["sql", "SELECT 1"], ["status"]])
def test_reading_creates_no_database(warta: Warta, path: Path, words: list[str]) -> None:
    result = warta(*words)
    assert result.exit_code == 65
    assert "there is no such file" in result.stderr
    assert not path.exists()


def test_an_unexpected_error_is_one_line_too(filled: Warta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "get", lambda *_: 1 // 0)
    result = filled("show", EXAMPLES / "panen-garam.txt")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "unexpected ZeroDivisionError" in result.stderr


@pytest.mark.parametrize("form", ["--diff", "--json"])
def test_an_article_beside_its_counterpart_is_shown_in_one_form(warta: Warta, form: str) -> None:
    result = warta("show", "1", "--beside", form)
    assert result.exit_code == 2
    assert "cannot go together" in result.stderr


def test_an_archive_named_behind_the_command_is_told_where_it_stands(warta: Warta) -> None:
    result = warta("stories", "--db", "other.db")
    assert result.exit_code == 2
    assert "stands before the command: warta --db FILE COMMAND" in result.stderr


@pytest.mark.parametrize(
    ("sources", "reasons"),
    [
        (["hilang.html"], ["hilang.html: there is no such file"]),
        (["kosong", "hilang.html"], ["no articles in this folder", "hilang.html: there is no such file"]),
        (["muara.example"], ["give https://muara.example"]),
        ([""], ["it is empty"]),
        (["gopher://muara.example/"], ["cannot fetch gopher:// addresses"]),
    ],
)
def test_names_of_nothing_make_no_archive(
    warta: Warta, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sources: list[str], reasons: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kosong").mkdir()
    result = warta("import", *sources)
    lines = result.stderr.splitlines()
    assert len(lines) == len(reasons)
    assert all(reason in line for reason, line in zip(reasons, lines, strict=True))
    assert f"{len(sources)} failed" in result.stdout
    assert result.exit_code not in (0, 3)
    assert not path.exists()
    with Archive(path):
        pass
    assert warta("import", *sources).exit_code == result.exit_code


def test_what_is_no_date_and_what_is_only_in_short_is_told(warta: Warta, path: Path) -> None:
    lines = [
        {"url": f"https://a.example/{n}", "text": f"Kabar {n}.", "date": said}
        for n, said in enumerate(("31/02/2025", "kemarin", "2025-01-02"))
    ]
    told = warta("import", "-", "-v", stdin="\n".join(map(json.dumps, lines)).encode())
    assert told.stdout.count("3 added") == told.stdout.count("2 with what is no date") == 1
    assert "stored without a date: '31/02/2025' is none" in told.stderr
    with Archive(path) as archive:
        archive.put(Article(url="https://a.example/9", text="Singkat.", notes={"page": "it answers 404 Not Found"}))
    shown = warta("show", "https://a.example/9").stdout
    assert "in short: what its feed says; the page could not be had: it answers 404 Not Found" in shown
    assert "in short" not in warta("show", "https://a.example/1").stdout
    assert warta("stories", "--since", "2025-01-01").stdout.startswith("no articles of those since 2025-01-01 tell")
