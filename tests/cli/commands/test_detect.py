import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest import language
from ingest.cli.program import main

CLEAR = "Polisi menutup jalan itu karena banjir setinggi satu meter, kata gubernur."
ENGLISH = "The road was closed because of floods, the governor said on Monday."
SURE, SURE_OF_ENGLISH = (language.detect(text).confidence for text in (CLEAR, ENGLISH))


def run(*words: object, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main.commands["detect"], list(map(str, words)), input=stdin)


def test_standard_input_is_one_text() -> None:
    assert run(stdin=CLEAR.encode()).stdout == f"id  {SURE}\n"


def test_json_says_all_that_is_known() -> None:
    assert json.loads(run("--json", stdin=CLEAR.encode()).stdout) == {
        "file": None,
        "language": "id",
        "confidence": SURE,
        "languages": {"id": 1},
        "reason": None,
    }


def test_each_file_is_a_text_of_its_own(tmp_path: Path) -> None:
    one, other = tmp_path / "satu.txt", tmp_path / "dua.txt"
    one.write_text(CLEAR, "utf-8")
    other.write_text(ENGLISH, "latin-1")
    assert run(one, other).stdout == f"id  {SURE}  {one}\nen  {SURE_OF_ENGLISH}  {other}\n"


def test_a_bilingual_text_shows_its_shares() -> None:
    assert run(stdin=f"{CLEAR}\n{CLEAR}\n{ENGLISH}".encode()).stdout == f"id  {SURE}  (id 69%, en 31%)\n"


@pytest.mark.parametrize("stdin", [b"", b"12.500\n", b"\xff\xfe", b"\x00"])
def test_without_a_language_the_reason_is_shown(stdin: bytes) -> None:
    assert run(stdin=stdin).stdout == "??  the text holds no letters\n"


def test_a_hint_decides_a_doubtful_text() -> None:
    text = b"Jalan itu ditutup sejak pagi"
    assert run(stdin=text).stdout.startswith("id ")
    assert run("--hint", "MS", stdin=text).stdout.startswith("ms ")


def test_a_missing_file_is_said_in_one_line(tmp_path: Path) -> None:
    result = run(tmp_path / "tiada.txt")
    assert result.exit_code == 65
    assert result.stderr == f"warta: detect: reading {tmp_path / 'tiada.txt'}: No such file or directory\n"
