"""What is set for an archive, shown and changed."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

Warta = Callable[..., Result]


def test_what_is_set_is_shown_and_can_be_taken_back(warta: Warta) -> None:
    assert warta("settings", "captures", "Days  90").output == ""
    assert warta("settings").output == "captures  days 90\n"
    assert json.loads(warta("settings", "captures", "--json").output) == {"captures": "days 90"}
    assert warta("settings", "captures", "--unset").output == ""
    assert warta("settings").output.startswith("nothing is set")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["captures", "some"], "'some' is none of all, changed, none, or days N such as days 90"),
        (["capture", "all"], "capture cannot be set; there is captures"),
        (["captures", "all", "--unset"], "give a VALUE or --unset, not both"),
    ],
)
def test_what_cannot_be_set_says_why(warta: Warta, words: list[str], reason: str) -> None:
    warta("settings", "captures", "all")
    result = warta("settings", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in " ".join(result.stderr.split())
    assert warta("settings").output == "captures  all\n"
