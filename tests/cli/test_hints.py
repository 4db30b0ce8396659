"""What a person may have meant."""

import pytest

from ingest.cli import hints


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            ["autor:rina"],
            "autor: is none of the fields title:, site: and author:, so it was looked for as words; author:",
        ),
        (["-judul:x"], "judul: is none of the fields"),
        (["title:x", "https://muara.test/a", "10:30", "a:"], None),
    ],
)
def test_what_is_no_field_is_told(query: list[str], said: str | None) -> None:
    found = [*hints.of_nothing(query, is_earlier=False)]
    assert found == [] if said is None else found[0].startswith(said)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('"beras mahal', ['a " is not closed; the phrase goes on to the end']),
        ("(beras OR gabah", ["not each ( has its ); the groups are closed at the end"]),
        ("“beras mahal", ['a " is not closed; the phrase goes on to the end']),
        ("“beras mahal”", []),
        ("beras |", ["there is nothing after |; it is left out"]),
        ("beras OR", ["there is nothing after OR; it is left out"]),
        ('(beras OR "gabah (kering") -iklan', []),
        ("", []),
    ],
)
def test_what_is_not_closed_is_told(query: str, said: list[str]) -> None:
    assert [*hints.of_what_is_open(query)] == said


def test_earlier_versions_are_told_of() -> None:
    assert [*hints.of_nothing(["x"], is_earlier=True)] == ["earlier versions of articles have this: add --versions"]


def test_an_option_with_one_dash_is_told() -> None:
    [said] = hints.of_options(["garam", "-newest", "-harga", "newest"], ["--newest", "--limit"])
    assert said == "-newest leaves out articles with that word; the option is --newest"


@pytest.mark.parametrize(
    ("site", "near"),
    [
        ("detik.com", None),
        ("kompas", "kompas.com"),
        ("Kompas.co", "kompas.com"),
        ("kompas.com", None),
        ("muara.test", None),
    ],
)
def test_an_outlet_that_is_not_there_is_compared_with_those_that_are(site: str, near: str | None) -> None:
    said = [*hints.of_nothing([], is_earlier=False, site=site, outlets=["tempo.co", "kompas.com", None])]
    assert said == ([] if near is None else [f"no article here is of {site}; perhaps {near} is meant"])
