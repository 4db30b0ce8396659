"""What holds, where it is said, and what files of settings may say."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from store import Archive

Warta = Callable[..., Result]
BESIDE = "warta.toml"


def shown(warta: Warta, *words: str) -> dict[str, tuple[object, str]]:
    found = [json.loads(line) for line in warta("settings", *words, "--json").stdout.splitlines()]
    return {each["name"]: (each["value"], each["from"]) for each in found}


def test_what_is_set_in_the_archive_is_shown_and_can_be_taken_back(warta: Warta) -> None:
    assert warta("settings", "captures", "Days  90").output == ""
    assert warta("settings", "captures").output == "captures  days 90  archive\n"
    assert shown(warta, "captures") == {"captures": ("days 90", "archive")}
    assert warta("settings", "captures", "--unset").output == ""
    assert warta("settings", "captures").output == "captures  changed  default\n"


def test_languages_and_time_zone_are_set_as_init_sets_them(warta: Warta) -> None:
    assert warta("settings", "languages", "SW, en").output == ""
    assert warta("settings", "timezone", "Africa/Nairobi").output == ""
    assert "languages sw, en, time zone Africa/Nairobi" in warta("init").stdout
    assert warta("settings", "timezone", "Africa/Nowhere").exit_code == 2


def test_without_an_archive_the_defaults_are_shown(warta: Warta, path: Path) -> None:
    assert shown(warta)["languages"] == ("id,en", "default, there is no archive yet")
    assert not path.exists()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own file of settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "config" / "warta").mkdir(parents=True)
    return tmp_path / "config" / "warta" / "warta.toml"


def test_the_environment_goes_before_the_file_beside_the_archive_and_that_before_ones_own(
    warta: Warta, path: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text('jobs = 2\ncontact = "https://redaksi.test/"\nkeep_captures = 9\n')
    beside = path.parent / BESIDE
    beside.write_text('# of this archive\ncontact = "arsip@redaksi.test"\n\n[cron]\nevery = "2h"\n[sync]\nall = true\n')
    monkeypatch.setenv("WARTA_KEEP_CAPTURES", "7")
    found = shown(warta)
    assert found["jobs"] == (2, f"{own}, line 1")
    assert found["contact"] == ("arsip@redaksi.test", f"{beside}, line 2")
    assert found["keep-captures"] == ("7", "environment, WARTA_KEEP_CAPTURES")
    assert found["cron.every"] == ("2h", f"{beside}, line 5")
    assert found["progress"] == (None, "default")
    assert found["db"] == (str(path), "command line")
    lines = warta("cron").stdout
    assert "-23/2 * * * " in lines
    assert "--contact arsip@redaksi.test" in lines
    assert "/30 * * * * " in warta("cron", "--every", 30, "--contact", "x").stdout
    assert "--contact x" in warta("cron", "--contact", "x").stdout
    networks = ("--allow-private", "10.0.0.0/8", "--allow-private", "192.168.1.0/24")
    assert " ".join(networks) in warta("cron", *networks).stdout
    assert warta("cron", "--allow-private", "rumah").exit_code == 2


def test_ones_own_file_names_the_archive(own: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from ingest.cli import main

    own.write_text('db = "kabar.db"\n')
    made = CliRunner().invoke(main, ["init"])
    assert (made.exit_code, (own.parent / "kabar.db").is_file()) == (0, True)
    assert f"{own}, line 1" in CliRunner().invoke(main, ["settings", "db"]).stdout
    own.write_text("db = 3\n")
    assert CliRunner().invoke(main, ["status"]).exit_code == 78


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("jbs = 1", "line 1: jbs: there is no such setting; is jobs meant?"),
        ("\njobs = 'many'", "line 2: jobs: it is a text, and has to be a whole number"),
        ("jobs = true", "line 1: jobs: it is true or false, and has to be a whole number"),
        ("jobs = 2.5", "line 1: jobs: it is a number with a point, and has to be a whole number"),
        ("jobs = 0", "line 1: jobs: 0 is not in the range"),
        ("contact = 3", "line 1: contact: it is a number, and has to be a text in quotes"),
        ("contact = 2026-01-05", "line 1: contact: it is a date, and has to be a text in quotes"),
        ("allow-private = ['0.0.0.0/0']", "line 1: allow-private: it can be set in your own file alone"),
        ("log-file = '~/.bashrc'", "line 1: log-file: it can be set in your own file alone"),
        ("[export]\noutput = '~/.profile'", "line 2: output: it can be set in your own file alone"),
        ("[serve]\nhost = '0.0.0.0'", "line 2: host: it can be set in your own file alone"),
        ("a = " + "[" * 5000 + "]" * 5000, "its lists are too deep"),
        ("#" * (1 << 20) + "\n", "it is larger than 1 MiB"),
        ("progress = 'bra'", "line 1: progress: 'bra' is not one of"),
        ("languages = 'id'", "line 1: languages: it is kept in the archive: `warta settings languages VALUE`"),
        ("max-seconds = 5", "line 1: max-seconds: it belongs in the table of its command"),
        ("db = 'x.db'", "line 1: db: it can be set in your own file alone"),
        ("[import]\nscheduler = 'tcp://x.test'", "line 2: scheduler: it can be set in your own file alone"),
        ("jobs = 1\n[snc]\nall = true", "line 2: [snc]: there is no such command; is sync meant?"),
        ("[sync]\nmax-secs = 5", "line 2: max-secs: `warta sync` has no such option; is max-seconds meant?"),
        ("[sync]\nall = 'yes'", "line 2: all: it is a text, and has to be true or false"),
        ("[sync]\nmax-seconds = 'x'", "line 2: max-seconds: it is a text, and has to be a number"),
        ("[cron]\nevery = 90", "line 2: every: give 5 to 59 minutes, or hours that divide"),
        ("jobs = \n", "Invalid value (at line 1, column 8); correct it"),
        ("\ud800", "correct it, or move it away"),
    ],
)
def test_what_a_file_cannot_mean_is_said_with_its_line(warta: Warta, path: Path, written: str, reason: str) -> None:
    beside = path.parent / BESIDE
    beside.write_bytes(written.encode("utf-8", "surrogatepass"))
    result = warta("sync")
    assert (result.exit_code, result.stdout) == (78, "")
    assert result.stderr.startswith(f"warta: reading the settings {beside}")
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1
    assert not path.exists()
    assert warta("help", "sync").exit_code == 0


def test_a_password_is_not_shown(warta: Warta, own: Path) -> None:
    own.write_text("[serve]\npassword = 'rahasia-sekali'\n")
    assert shown(warta)["serve.password"][0] == "(set)"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["captures", "some"], "'some' is none of all, changed, none, or days N such as days 90"),
        (["capture", "all"], "capture cannot be set; there is captures, languages, timezone in the archive"),
        (["captures", "all", "--unset"], "give a VALUE or --unset, not both"),
    ],
)
def test_what_cannot_be_set_says_why(warta: Warta, words: list[str], reason: str) -> None:
    warta("settings", "captures", "all")
    result = warta("settings", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in " ".join(result.stderr.split())
    assert warta("settings", "captures").output == "captures  all  archive\n"


def test_an_option_that_takes_something_away_means_in_a_file_what_it_means_on_the_command_line(
    warta: Warta, path: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Panen padi di Sigi turun.\n\nPetani memperkirakan panen padi musim ini turun lagi.")
    beside = path.parent / BESIDE
    for said in ("true", "false"):
        beside.write_text(f"[import]\nno-links = {said}\n")
        path.unlink(missing_ok=True)
        assert warta("import", page).exit_code == 0
        with Archive(path) as archive:
            assert (archive.to_relink() is not None) == (said == "true")


def test_a_file_that_is_ones_own_may_lie_beside_the_archive(
    warta: Warta, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text('db = "news.db"\n')
    monkeypatch.chdir(own.parent)
    assert warta("--db", "news.db", "settings", "db").exit_code == 0
