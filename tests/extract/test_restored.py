"""What warta's own export wrote is taken as it is; what only says so is refused."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.model import Kind, Page
from ingest.extract import restored
from store import Capture

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


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", " javascript:x", "http://[", "x", ""]
)
def test_what_is_no_place_of_an_article_is_a_name_and_no_address(address: str) -> None:
    one, two = (restored.deposit(page(LEAST | {"url": address, "title": title})) for title in "ab")
    assert one is not None
    assert two is not None
    assert one.article.url.startswith("urn:sha256:")
    assert one.article.url == two.article.url


@pytest.mark.parametrize("address", ["https://dermaga.example/1", "file:///srv/a.html", "urn:sha256:00", "urn:isbn:1"])
def test_the_address_of_an_article_is_kept_as_it_is(address: str) -> None:
    deposit = restored.deposit(page(LEAST | {"url": address}))
    assert deposit is not None
    assert deposit.article.url == address


def test_addresses_that_run_something_are_left_out() -> None:
    alternates = [{"language": "en", "url": url} for url in ("javascript:alert(1)", "https://dermaga.example/en")]
    for image in ("javascript:alert(1)", "java\nscript:alert(1)", "data:image/png,x"):
        deposit = restored.deposit(page(LEAST | {"image": image, "alternates": alternates}))
        assert deposit is not None
        assert deposit.article.image is None
        assert [each.url for each in deposit.alternates] == ["https://dermaga.example/en"]
    for image in ("https://dermaga.example/a.jpg", "/a.jpg", "a.jpg"):
        deposit = restored.deposit(page(LEAST | {"image": image}))
        assert deposit is not None
        assert deposit.article.image == image


@pytest.mark.parametrize(
    "never", ["9999-12-31T23:59:59Z", "2026-02-03T00:00:00Z", "1970-01-01T00:00:00Z", "0001-01-01"]
)
def test_dates_that_no_article_can_have_are_not_believed(never: str) -> None:
    said = {"published": never, "published_from": "meta", "published_offset": 420, "day": never[:10], "modified": never}
    deposit = restored.deposit(page(LEAST | said))
    assert deposit is not None
    article = deposit.article
    assert (article.published, article.published_from, article.published_offset) == (None, None, None)
    assert (article.day, article.modified) == (None, None)


def test_a_day_is_that_of_its_date() -> None:
    for said, day in (("2026-01-06", 6), ("2026-01-05", 5), ("9999-12-31", 6), ("0001-01-01", 6)):
        times = {"published": "2026-01-05T20:00:00Z", "published_offset": 420, "day": said}
        deposit = restored.deposit(page(LEAST | times))
        assert deposit is not None
        assert deposit.article.day == date(2026, 1, day)


def test_what_was_seen_by_a_clock_that_was_ahead_was_seen_at_the_latest_now() -> None:
    ahead = "9999-12-31T23:59:59Z"
    said = {
        "first_seen": ahead, "last_seen": ahead, "revisions": [{"seen": ahead, "replaced": ahead, "text": "x"}],
        "sightings": [{"kind": "page", "locator": "x", "seen": ahead}],
    }  # fmt: skip
    capture = Capture(url="https://dermaga.example/1", fetched=datetime.fromisoformat(ahead), status=200, body=b"x")
    now = page(LEAST).fetched
    deposit = restored.deposit(replace(page(LEAST | said), captures=(capture,)))
    assert deposit is not None
    history = deposit.history
    assert history is not None
    assert {history.first_seen, history.last_seen} == {now}
    assert {history.revisions[0].seen, history.revisions[0].replaced, history.sightings[0].seen} == {now}
    assert history.captures[0].fetched == now


def test_a_time_beyond_all_calendars_is_refused() -> None:
    with pytest.raises(ValueError, match="'first_seen' is beyond all calendars"):
        restored.deposit(page(LEAST | {"first_seen": "0001-01-01T00:00:00+14:00"}))


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
