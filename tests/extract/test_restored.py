"""What warta's own export wrote is taken as it is; what only says so is refused."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.model import Kind, Page
from ingest.extract import restored

SEEN = "2026-01-05T00:00:00Z"
LEAST = {"warta": 1, "url": "https://dermaga.example/1", "text": "Feri.", "first_seen": SEEN, "last_seen": SEEN}


def page(fields: object, kind: Kind = Kind.RECORD) -> Page:
    body = json.dumps(fields).encode()
    return Page(url="https://dermaga.example/1", body=body, kind=kind, fetched=datetime(2026, 2, 1, tzinfo=UTC))


def test_a_record_without_the_mark_is_none_of_ours() -> None:
    assert restored.deposit(page({"url": "a", "text": 'b "warta"'})) is None
    assert restored.deposit(page(LEAST, Kind.PAGE)) is None


def test_what_is_not_there_is_not_known() -> None:
    deposit = restored.deposit(page(LEAST))
    assert deposit is not None
    assert deposit.history is not None
    assert (deposit.article.title, deposit.article.authors, deposit.article.published) == (None, (), None)
    assert (deposit.history.id, deposit.history.revisions, deposit.history.sightings) == (None, (), ())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"warta": 2}, "version 2, this warta knows 1: upgrade"),
        ({"warta": "x"}, "version 'x'"),
        ({"warta": None}, "version None"),
        ({"text": None}, "lacks 'text'"),
        ({"first_seen": None}, "lacks 'first_seen'"),
        ({"title": 5}, "'title' is no str"),
        ({"published": "yesterday"}, "yesterday"),
        ({"authors": "A"}, "'authors' is no list"),
        ({"language_confidence": 7}, "'language_confidence' is no number from 0 to 1"),
        ({"languages": {"id": "x"}}, "'languages' is no number"),
        ({"published_offset": 10**30}, "'published_offset' is more than 840 minutes"),
        ({"published_offset": True}, "'published_offset' is no int"),
        ({"revisions": ["x"]}, "'revisions' holds what is no object"),
        ({"revisions": [{"text": "x"}]}, "lacks 'seen'"),
        ({"sightings": [{"kind": "page", "seen": SEEN}]}, "lacks 'locator'"),
    ],
)
def test_what_no_export_writes_is_refused_with_its_name(change: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        restored.deposit(page(LEAST | change))


@pytest.mark.parametrize("number", [0, -1, 1 << 53, None])
def test_an_id_that_cannot_be_one_is_passed_over(number: int | None) -> None:
    deposit = restored.deposit(page(LEAST | {"id": number}))
    assert deposit is not None
    assert deposit.history is not None
    assert deposit.history.id is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = ["id", "url", "text", "title", "authors", "published", "day", "languages", "notes", "revisions", "first_seen"]


@given(st.dictionaries(st.sampled_from([*NAMES, "sightings", "language_confidence", "published_offset"]), VALUES))
def test_whatever_stands_in_a_record_it_is_taken_or_refused(change: dict[str, object]) -> None:
    try:
        deposit = restored.deposit(page(LEAST | change))
    except ValueError:
        return
    assert deposit is not None
    assert isinstance(deposit.article.text, str)
