"""What is set for an archive holds for all that is imported later."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from store import Archive

Warta = Callable[..., Result]
# No country, no Indonesian, no zone: only the archive can tell whose clock that is.
PAGE = """<html><head><title>Long night at the port</title>
<meta property="article:published_time" content="2026-01-05 02:30:00"></head>
<body><article><h1>Long night at the port</h1>{}</article></body></html>""".format(
    "<p>The crew of the ferry worked through the night to repair the engine before the first passengers came.</p>" * 9
)


def imported(warta: Warta, tmp_path: Path, path: Path) -> tuple[str, int | None, str]:
    record = {"url": "https://port.example/1", "html": PAGE}
    lines = tmp_path / "pages.jsonl"
    lines.write_text(json.dumps(record), encoding="utf-8")
    result = warta("import", lines)
    assert result.exit_code == 0, result.stderr
    with Archive(path, readonly=True) as archive:
        [row] = archive.query("SELECT published, published_offset, day FROM articles").rows
    return row


def test_the_zone_dates_what_nothing_else_tells(warta: Warta, tmp_path: Path, path: Path) -> None:
    assert warta("init", "--timezone", "Asia/Makassar").exit_code == 0
    assert imported(warta, tmp_path, path) == ("2026-01-04T18:30:00Z", 480, "2026-01-05")


def test_without_one_such_a_date_is_of_utc(warta: Warta, tmp_path: Path, path: Path) -> None:
    assert imported(warta, tmp_path, path) == ("2026-01-05T02:30:00Z", None, "2026-01-05")


@pytest.mark.parametrize(("codes", "told"), [("id,en", "en"), ("es,pt", "es"), ("nl,de", "nl")])
def test_the_languages_decide_where_a_text_could_be_in_several(warta: Warta, path: Path, codes: str, told: str) -> None:
    assert warta("init", "--languages", codes).exit_code == 0
    assert warta("import", "--as", "text", "-", stdin=b"Hotel central\n\nHotel central.\n").exit_code == 0
    with Archive(path, readonly=True) as archive:
        assert [*archive.query("SELECT language FROM articles").rows] == [(told,)]


def test_it_says_what_is_set_and_keeps_the_rest(warta: Warta, path: Path) -> None:
    assert warta("init").stdout == f"{path}: made, languages id, en, time zone not set\n"
    assert warta("init", "--languages", "EN, id,en").stdout == f"{path}: languages en, id, time zone not set\n"
    assert "time zone Asia/Makassar" in warta("init", "--timezone", "wita").stdout
    warta("init", "--timezone", "WIB")
    assert json.loads(warta("init", "--json").stdout) == {
        "path": str(path), "languages": ["en", "id"], "timezone": "Asia/Jakarta",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--languages", "id,xx"], "'xx' is none that can be told: "),
        (["--languages", "indonesian"], "'indonesian' is none"),
        (["--languages", "id,"], "'' is none"),
        (["--languages", "id,en,de,fr,nl,it"], "give 5 at most"),
        (["--timezone", "CEST"], "CEST: there is no such time zone; give one such as Asia/Jakarta"),
        (["--timezone", "../../etc/passwd"], "there is no such time zone"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_made(
    warta: Warta, path: Path, words: list[str], told: str
) -> None:
    result = warta("init", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert not path.exists()


def test_a_setting_that_another_program_broke_is_78(warta: Warta, path: Path) -> None:
    with Archive(path) as archive:
        archive.set("timezone", "Asia/Atlantis")
    result = warta("import", "-", stdin=b"Garam.")
    assert (result.exit_code, result.stdout) == (78, "")
    assert result.stderr == (
        "warta: reading the settings Asia/Atlantis: there is no such time zone;"
        " set one such as Asia/Jakarta: warta init --timezone Asia/Jakarta\n"
    )
