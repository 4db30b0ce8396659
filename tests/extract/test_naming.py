"""What the names of boxes tell: a pattern behind its words tells what it tells alone."""

import re

import pytest

from ingest.extract import naming
from ingest.extract.body import boxes, comments, visibility
from ingest.extract.metadata import authors, bylines, headline_area

_STARTS = ("", "post-", "x_", "main ", "elementor-", "entry-", "is-")
_ENDS = ("", "s", "-list", " big", "-container", "it", "ary")


def _alternatives(pattern: re.Pattern[str]) -> set[str]:
    """Words that are written in a pattern, with what is optional and without it."""
    plain = re.sub(r"\(\?[:<!=]+", "(", pattern.pattern)
    short, long = re.sub(r"\[[^\]]*\]\?|.\?", "", plain), re.sub(r"\[[^\]]*\]\?|\?", "", plain)
    return {word for form in (short, long) for word in re.split(r"[|()\[\]\\^$]+", form) if word}


@pytest.mark.parametrize(
    ("told", "pattern"),
    [
        (boxes._names_dialog, boxes._DIALOG),
        (boxes._names_picture, boxes._PICTURE),
        (boxes._names_asking, boxes._ASKS),
        (comments._names_readers, comments._NAME),
        (visibility._names_hiding, visibility._HIDING_CLASS),
        (headline_area._names_other, headline_area._OTHER),
        (bylines._names_byline, bylines._BYLINE),
        (authors._names_anybody, authors.GUESSED_BY),
    ],
)
def test_words_before_a_pattern_hide_none_of_its_names(told, pattern):
    names = [f"{start}{word}{end}" for word in _alternatives(pattern) for start in _STARTS for end in _ENDS]
    names += [name.title() for name in names]
    found = {name for name in names if pattern.search(name)}
    assert found
    assert {name for name in names if told(name)} == found


def test_a_name_with_a_word_is_told_by_the_pattern():
    told = naming.told_by(re.compile(r"(?:^|-)kotak(?=-|$)", re.I), "kotak")
    assert [told(name) for name in ("isi-Kotak", "kotakan", "kolom", "")] == [True, False, False, False]
