"""The lines that make sync run again and again: what cron and systemd make of them."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from ingest.cli.render import cron

ODD = [
    "news.db",
    "my news.db",
    "100%.db",
    "50% off.db",
    "a$HOME.db",
    "${x}%n.db",
    "it's.db",
    'a "b".db',
    "a\\b.db",
    "ä é.db",
]
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(
    lambda name: "/" not in name and name not in (".", "..") and "\\%" not in name  # cron takes that for an escaped %
)
MINUTES = st.integers(5, 59)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of this one, which prints the words that it is given."""
    path = tmp_path / "a b%d $x" / "warta"
    path.parent.mkdir()
    path.write_text('#!/bin/sh\nprintf \'%s\\n\' "$0" "$@"\n')
    path.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(path)])
    return path


def lines(db: Path | str = "/berkas/news.db", minutes: int = 15, contact: str | None = None) -> list[str]:
    return [*cron.both(Path(db), minutes, ["--contact", contact] if contact else [])]


def crontab(given: list[str]) -> tuple[list[str], str]:
    """The time fields of the line, and the command as cron hands it to the shell (crontab(5))."""
    assert given[2] == ""
    *fields, command = given[1].split(" ", 5)
    assert not re.search(r"(?<!\\)%", command), "cron cuts the command off at a bare %"
    return fields, command.replace("\\%", "%")


def units(given: list[str]) -> tuple[str, str]:
    """The service and the timer, without the lines that say where they belong."""
    text = "\n".join(line for line in given[given.index("") :] if not line.startswith("#"))
    service, _, timer = text.partition("[Unit]")[2].partition("[Unit]")
    return f"[Unit]{service}", f"[Unit]{timer}"


def values(unit: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in unit.splitlines() if "=" in line)


def words_of(exec_start: str) -> list[str]:
    """The words that systemd makes of a command line (systemd.service(5), COMMAND LINES)."""
    program, *words = shlex.split(exec_start)
    assert "%" not in exec_start.replace("%%", ""), "a bare % begins a specifier"
    assert not any("$" in word.replace("$$", "") for word in words), "a bare $ begins a variable"
    return [program.replace("%%", "%"), *(word.replace("%%", "%").replace("$$", "$") for word in words)]


def words(db: Path | str, *more: str, seconds: int = 810) -> list[str]:
    return ["--db", os.path.abspath(db), "sync", "--max-seconds", str(seconds), *more]


# -- the crontab


@pytest.mark.parametrize("name", ODD)
def test_the_crontab_runs_the_program_with_the_path_as_it_is(program: Path, tmp_path: Path, name: str) -> None:
    _, command = crontab(lines(tmp_path / name, contact="me@you.example 100% $x"))
    said = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True, cwd="/", env={})
    assert said.stdout.splitlines() == [str(program), *words(tmp_path / name, "--contact", "me@you.example 100% $x")]


@given(NAMES, MINUTES)
def test_any_path_is_one_word_of_the_crontab(name: str, minutes: int) -> None:
    fields, command = crontab(lines(f"/{name}", minutes))
    assert len(fields) == 5
    assert shlex.split(command)[1:] == words(f"/{name}", seconds=minutes * 54)


@given(NAMES, MINUTES)
def test_both_begin_at_the_same_minutes_and_never_before_the_last_run_is_over(name: str, minutes: int) -> None:
    given = lines(f"/{name}", minutes)
    (minute, *others), _ = crontab(given)
    found = re.fullmatch(r"(\d+)-59/(\d+)", minute)
    assert found
    assert others == ["*"] * 4
    first, step = map(int, found.groups())
    assert step == minutes
    assert 0 <= first < minutes
    _, timer = units(given)
    assert values(timer)["OnCalendar"] == "*:" + ",".join(str(each) for each in range(first, 60, step))
    assert int(words_of(values(units(given)[0])["ExecStart"])[-1]) < minutes * 60


def test_the_minute_follows_from_the_path() -> None:
    minutes = [crontab(lines(f"/berkas/{number}.db", 30))[0][0] for number in range(200)]
    assert minutes == [crontab(lines(f"/berkas/{number}.db", 30))[0][0] for number in range(200)]
    assert len(set(minutes)) > 20


# -- absolute


@pytest.mark.parametrize("given", ["news.db", "./news.db", "berkas/../news.db", "~/news.db"])
def test_paths_are_absolute(tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.chdir(tmp_path)
    expected = [str(program), *words(tmp_path / ("~/news.db" if given.startswith("~") else "news.db"))]
    assert shlex.split(crontab(lines(given))[1]) == expected
    assert words_of(values(units(lines(given))[0])["ExecStart"]) == expected


def test_the_program_is_absolute_too(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(program.parent)
    monkeypatch.setattr(sys, "argv", ["./warta"])
    assert shlex.split(crontab(lines())[1])[0] == str(program)


def test_the_program_is_found_on_the_path_too(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    for called in ("warta", "/no/longer/here"):
        monkeypatch.setattr(sys, "argv", [called])
        assert shlex.split(crontab(lines())[1])[0] == str(program)


def test_the_command_itself_prints_lines_with_its_own_path(path: Path) -> None:
    script = Path(sys.executable).with_name("warta")
    if not script.exists():
        pytest.skip("needs the installed command")
    said = subprocess.run(
        [script, "--db", path.name, "cron"], capture_output=True, text=True, check=True, cwd=path.parent
    )
    assert shlex.split(crontab(said.stdout.splitlines())[1]) == [str(script), *words(path)]


# -- the contact


@pytest.mark.parametrize(
    ("contact", "more"), [(None, []), ("", []), ("me@you.example", ["--contact", "me@you.example"])]
)
def test_a_contact_is_passed_on(program: Path, contact: str | None, more: list[str]) -> None:
    given = lines(contact=contact)
    assert shlex.split(crontab(given)[1])[1:] == words("/berkas/news.db", *more)
    assert words_of(values(units(given)[0])["ExecStart"])[1:] == words("/berkas/news.db", *more)


@pytest.mark.parametrize(
    ("options", "exit_code", "minutes"),
    [
        ([], 0, 15),
        (["--every", 5], 0, 5),
        (["--every", 59], 0, 59),
        (["--every", 4], 2, None),
        (["--every", "30m"], 0, 30),
        (["--every", 61], 2, None),
        (["--every", "25h"], 2, None),
        (["--every", "often"], 2, None),
    ],
)
def test_the_command_takes_minutes_that_an_hour_has(
    warta: Callable[..., Result], options: list[object], exit_code: int, minutes: int | None
) -> None:
    result = warta("cron", "--contact", "https://you.example/about", *options)
    assert result.exit_code == exit_code
    if minutes:
        fields, command = crontab(result.stdout.splitlines())
        assert fields[0].endswith(f"-59/{minutes}")
        assert shlex.split(command)[-2:] == ["--contact", "https://you.example/about"]


@pytest.mark.parametrize(("hours", "times"), [(1, 24), (2, 12), (5, None), (6, 4), (24, 1)])
@given(name=NAMES)
def test_hours_are_said_alike_to_both(hours: int, times: int | None, name: str) -> None:
    given = lines(f"/{name}", hours * 60)
    (minute, hour, *others), _ = crontab(given)
    first, _, step = hour.partition("-23/")
    assert others == ["*"] * 3
    assert step == ("" if hours == 24 else str(hours))
    planned = [*range(int(first), 24, hours)]
    assert values(units(given)[1])["OnCalendar"] == f"{','.join(map(str, planned))}:{int(minute):02}"
    assert times is None or len(planned) == times
    assert int(first) < hours


def test_an_odd_proxy_reaches_the_program_under_cron_and_systemd(program: Path) -> None:
    odd = "http://me:100%$x '\"@proxy.test:3128"
    environment = {"HTTPS_PROXY": odd, "no_proxy": "localhost", "http_proxy": "", "PATH": "/bin"}
    variables = cron.proxies(environment)
    assert variables == {"HTTPS_PROXY": odd, "no_proxy": "localhost"}
    program.write_text('#!/bin/sh\nprintf \'%s\\n\' "$HTTPS_PROXY" "$no_proxy"\n')
    made = [*cron.both(Path("/berkas/news.db"), 60, variables=variables)]
    said = subprocess.run(["/bin/sh", "-c", crontab(made)[1]], capture_output=True, text=True, check=True, env={})
    assert said.stdout.splitlines() == [odd, "localhost"]
    settings = [line.removeprefix("Environment=") for line in made if line.startswith("Environment=")]
    assert [shlex.split(each)[0].replace("%%", "%") for each in settings] == [
        f"HTTPS_PROXY={odd}",
        "no_proxy=localhost",
    ]


# -- systemd


@pytest.mark.parametrize("name", ODD)
def test_systemd_gets_the_path_as_it_is(program: Path, tmp_path: Path, name: str) -> None:
    service, _ = units(lines(tmp_path / name, contact="100% $x"))
    assert words_of(values(service)["ExecStart"]) == [str(program), *words(tmp_path / name, "--contact", "100% $x")]


@given(NAMES)
def test_any_path_is_one_word_to_systemd(name: str) -> None:
    assert words_of(values(units(lines(f"/{name}"))[0])["ExecStart"])[1:] == words(f"/{name}")


def test_a_run_in_which_only_some_failed_is_no_failure_to_systemd() -> None:
    assert values(units(lines())[0])["SuccessExitStatus"] == "3"


@pytest.fixture
def verify(tmp_path: Path) -> Callable[[str, str], str]:
    """What systemd says against a service and its timer."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze on PATH")

    def complaints(service: str, timer: str) -> str:
        paths = [tmp_path / "warta.service", tmp_path / "warta.timer"]
        for path, text in zip(paths, (service, timer), strict=True):
            path.write_text(text, encoding="utf-8")
        said = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True, timeout=60)
        return said.stderr if said.returncode else ""

    if said := complaints("[Service]\nExecStart=/bin/true\n", "[Timer]\nOnCalendar=*:7\n"):
        pytest.skip(f"systemd-analyze does not work here: {said}")
    return complaints


@pytest.mark.parametrize("minutes", [5, 15, 45, 59, 120, 1440])
@pytest.mark.parametrize("name", ["news.db", "50% off $HOME it's.db"])
def test_systemd_has_nothing_against_the_units(
    program: Path, tmp_path: Path, verify: Callable[[str, str], str], name: str, minutes: int
) -> None:
    assert verify(*units(lines(tmp_path / name, minutes, contact="100%"))) == ""
