"""What is set for an archive stays in it."""

from pathlib import Path

import pytest

from store import Archive, Unstorable


def test_what_is_set_is_there_when_the_archive_is_opened_again(path: Path) -> None:
    with Archive(path) as archive:
        assert archive.settings() == {}
        archive.set("timezone", "Asia/Makassar")
        archive.set("captures", "all")
        archive.set("captures", "changed")
    with Archive(path, readonly=True) as archive:
        assert archive.settings() == {"captures": "changed", "timezone": "Asia/Makassar"}


def test_what_is_set_to_none_is_not_set(archive: Archive) -> None:
    archive.set("captures", "all")
    for _ in range(2):
        archive.set("captures", None)
        assert archive.settings() == {}


def test_a_lone_surrogate_is_refused_and_what_was_set_stays(archive: Archive) -> None:
    archive.set("timezone", "Asia/Jayapura")
    with pytest.raises(Unstorable):
        archive.set("timezone", "\ud800")
    assert archive.settings() == {"timezone": "Asia/Jayapura"}
