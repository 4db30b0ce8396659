"""A person's own words, from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from store.articles import own_words

Warta = Callable[..., Result]


def test_words_are_added_listed_and_removed(warta: Warta, path: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.tsv"
    more.write_text("sawah\tpaddy\nrusunawa\tflats\nrusunawa\tapartments\n")
    assert warta("lexicon", "list").output == ""
    assert warta("lexicon", "add", "Rusunawa", "flats").output.startswith("1 word added")
    assert warta("lexicon", "add", more).output.startswith("2 words added")
    assert warta("lexicon", "list").output == "rusunawa\tflats\nsawah\tpaddy\nrusunawa\tapartments\n"
    assert warta("lexicon", "remove", "rusunawa", "flats").exit_code == 0
    listed = warta("lexicon", "list", "--json").output.splitlines()
    assert [json.loads(line)["translation"] for line in listed] == ["paddy", "apartments"]
    warta("lexicon", "remove", "rusunawa")
    assert own_words.read(own_words.beside(path)) == [("sawah", "paddy")]


def test_what_cannot_be_added_is_said(warta: Warta, path: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_text("sawah\tpaddy\nrusunawa flats\n")
    for words, exit_code, said in (
        (("add", bad), 78, "bad.tsv, line 2: there is no tab"),
        (("add", tmp_path / "none.tsv"), 78, "no such file"),
        (("add", "kereta cepat", "train"), 78, "'kereta cepat' is not one word"),
        (("add", "a", "b", "c"), 2, "WORD and its TRANSLATION"),
        (("remove", "sawah"), 2, "was not added"),
    ):
        result = warta("lexicon", *words)
        assert (result.exit_code, said in result.output) == (exit_code, True), result.output
    assert not own_words.beside(path).exists()


def test_a_damaged_line_stops_what_writes_and_is_named(warta: Warta, path: Path, tmp_path: Path) -> None:
    own_words.beside(path).write_text("sawah\n")
    page = tmp_path / "page.txt"
    page.write_text("Panen padi di Sigi turun.\n\nPetani memperkirakan panen padi musim ini turun.")
    result = warta("import", page)
    assert result.exit_code == 78
    assert "lexicon.tsv, line 1: there is no tab in it; write a word" in result.output
