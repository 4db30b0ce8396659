"""What the names of boxes tell: a pattern behind its words tells what it tells alone."""

import re

import pytest

from ingest.extract import naming
from ingest.extract.body import boxes, comments, visibility
from ingest.extract.metadata import authors, bylines, headline_area, roles

_STARTS = ("", "post-", "x_", "main ", "elementor-", "entry-", "is-")
_ENDS = ("", "s", "-list", " big", "-container", "it", "ary")


def _alternatives(pattern: re.Pattern[str]) -> set[str]:
    """Words that are written in a pattern, with what is optional and without it."""
    plain = re.sub(r"\(\?[:<!=]+", "(", pattern.pattern)
    short, long = re.sub(r"\[[^\]]*\]\?|.\?", "", plain), re.sub(r"\[[^\]]*\]\?|\?", "", plain)
    return {word for form in (short, long) for word in re.split(r"[|()\[\]\\^$]+", form) if word}


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        (boxes._DIALOGS, boxes._DIALOG),
        (boxes._PICTURES, boxes._PICTURE),
        (boxes._ASKING, boxes._ASKS),
        (comments._OF_READERS, comments._NAME),
        (visibility._HIDING_NAMES, visibility._HIDING_CLASS),
        (headline_area._OTHERS, headline_area._OTHER),
        (bylines._BYLINES, bylines._BYLINE),
        (authors._ANYBODY, authors.GUESSED_BY),
    ],
)
def test_words_before_a_pattern_hide_none_of_its_names(kind, pattern):
    names = [f"{start}{word}{end}" for word in _alternatives(pattern) for start in _STARTS for end in _ENDS]
    names += [name.title() for name in names]
    found = {name for name in names if pattern.search(name)}
    assert found
    assert {name for name in names if kind.tells(name)} == found
    assert {name for name in names if naming.kinds(name) & kind.bit} == found


def test_a_name_with_a_word_is_told_by_the_pattern():
    kind = naming.Kind(re.compile(r"(?:^|-)kotak(?=-|$)", re.I), "kotak")
    assert [kind.tells(name) for name in ("isi-Kotak", "kotakan", "kolom", "")] == [True, False, False, False]


@pytest.mark.parametrize("unit", ["x_", " ", "-", "modal"])
@pytest.mark.parametrize("end", ["modalz", "xpenulisx"])
def test_a_very_long_name_is_looked_at_once(unit: str, end: str) -> None:
    """It took the square of its length: minutes."""
    name = unit * 50_000 + end
    assert not naming.kinds(name) & boxes._DIALOGS.bit
    assert not roles._ROLES.tells(name)


def test_names_are_asked_for_nothing_but_kinds_of_names():
    assert naming.kinds("1" * 50_000 + " komentar x") == comments._OF_READERS.bit
