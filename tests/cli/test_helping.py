"""Help that fits its terminal, man pages, completion."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from ingest.cli import main
from ingest.cli.render import manual, wrap
from store import Archive, Article

Warta = Callable[..., Result]
NAMES = sorted(main.commands)


@pytest.fixture(params=[40, 80, 200])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(wrap, "width", lambda stream: request.param)
    return int(request.param)


@pytest.mark.parametrize("name", NAMES)
def test_help_fits_its_terminal_but_for_what_is_to_be_copied(warta: Warta, columns: int, name: str) -> None:
    text = warta(name, "-h").stdout
    assert text == warta("help", name).stdout
    before, _, after = text.partition("Example:")
    lines = [*before.splitlines(), *after.partition("Options:")[2].splitlines()]
    assert [line for line in lines if len(line) > columns and not line.split()[-1].endswith("]")] == []


def test_an_error_fits_its_terminal_and_goes_on_indented(warta: Warta, columns: int) -> None:
    shown = warta("sync", "--max-seconds", "soon").stderr.splitlines()
    assert max(map(len, shown)) <= columns
    assert "Error:" in "".join(shown)


def test_help_of_all_lists_the_commands_and_of_an_unknown_one_says_so(warta: Warta) -> None:
    assert warta("help").stdout == warta("--help").stdout
    assert warta("help", "setup", "man").stdout.startswith("Usage: main setup man")
    unknown = warta("help", "sunc")
    assert (unknown.exit_code, "no command 'sunc'" in unknown.stderr) == (2, True)


@pytest.mark.parametrize(("width", "lines"), [(None, 1), (200, 1), (40, 3)])
def test_a_line_breaks_between_words_and_an_address_stays_whole(width: int | None, lines: int) -> None:
    url = "https://muara.test/daerah/2026/03/harga-garam-naik-lagi"
    shown = wrap.wrapped(f"warta: fetching {url}: it answers 404; it is gone", width).split("\n")
    assert len(shown) == lines
    assert any(url in line for line in shown)
    assert all(line.startswith("  ") for line in shown[1:])


def test_colours_have_no_width_and_stay_where_they_are() -> None:
    red = "\x1b[31mgaram\x1b[0m"
    line = " ".join([red] * 6)
    shown = wrap.wrapped(line, 17)
    assert click.unstyle(shown).split("\n") == ["garam garam garam", "  garam garam", "  garam"]
    assert shown.count("garam\x1b[0m") == shown.count("\x1b[31m") == 6


def test_an_article_and_hits_break_between_words(warta: Warta, path: Path, columns: int) -> None:
    text = "Petani garam di pesisir utara memanen hasil pertama musim ini setelah hujan panjang. " * 3
    with Archive(path) as archive:
        archive.put(Article(url="https://muara.test/1", title="Garam " * 20, text=text, language="id"))
    for words in (["show", "https://muara.test/1"], ["search", "garam"]):
        lines = warta(*words).stdout.splitlines()
        assert max(map(len, lines)) <= columns, words
        assert "Petani" in " ".join(lines)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_put_where_the_shell_looks(
    warta: Warta, shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHELL", f"/usr/bin/{shell}")
    result = warta("setup", "completion")
    assert result.exit_code == 0, result.stderr
    [place] = [path for path in tmp_path.rglob("*warta*") if path.is_file()]
    assert place.read_text() == warta("setup", "completion", "--print").stdout.removesuffix("\n")
    assert "_WARTA_COMPLETE" in place.read_text()


def test_an_unknown_shell_has_to_be_named(warta: Warta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/bin/csh")
    result = warta("setup")
    assert (result.exit_code, "give --shell bash|zsh|fish" in result.stderr) == (2, True)


def test_words_are_completed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COMP_WORDS", "warta uns")
    monkeypatch.setenv("COMP_CWORD", "1")
    monkeypatch.setenv("_WARTA_COMPLETE", "bash_complete")
    with pytest.raises(SystemExit) as ended:
        main.main([], prog_name="warta", complete_var="_WARTA_COMPLETE")
    assert ended.value.code == 0
    assert capsys.readouterr().out == "plain,unsubscribe\n"


@pytest.mark.filterwarnings("ignore::DeprecationWarning:click_man")
def test_each_command_has_a_man_page_with_its_examples_line_by_line() -> None:
    pages = manual.pages(main)
    assert {f"warta-{name}.1" for name in NAMES} | {"warta.1", "warta-setup-man.1"} <= {*pages}
    page = pages["warta-import.1"]
    assert page.startswith('.TH "WARTA-IMPORT" "1" ')
    assert ".nf\nExample:\n  warta import https://www.example.id/ article.txt pages/\n" in page
    assert not any("\b" in page for page in pages.values())


@pytest.mark.filterwarnings("ignore::DeprecationWarning:click_man")
def test_man_pages_are_written_where_somebody_says(warta: Warta, tmp_path: Path) -> None:
    assert warta("setup", "man", "--dir", tmp_path / "man1").exit_code == 0
    assert (tmp_path / "man1" / "warta-sync.1").is_file()
    (tmp_path / "file").touch()
    refused = warta("setup", "man", "--dir", tmp_path / "file" / "man1")
    assert (refused.exit_code, refused.stderr.count("\n")) == (73, 1)
