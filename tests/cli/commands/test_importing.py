"""What import says of its words."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli.program import main


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("url==https://muara.test/1", "no two articles have the same url; give url=NAME"),
        ("text==kata", "no two articles have the same text"),
        ("site==", "give FIELD=NAME, or FIELD==VALUE for all"),
        ("site=", "give FIELD=NAME"),
        ("situs=kolom", "with FIELD one of url, html, title"),
    ],
)
def test_a_map_that_can_mean_nothing_is_refused(path: Path, given: str, why: str) -> None:
    result = CliRunner().invoke(main, ["--db", str(path), "import", "nowhere.csv", "--map", given])
    assert result.exit_code == 2
    assert why in " ".join(result.output.split())
    assert not path.exists()
