"""Whatever the address says, the answer is a page that says what is wrong, and never a failure of ours."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import Archive
from store.web import Request, Room

from .conftest import HARVEST, SALT, TRAP

LARGEST = 250_000  # bytes: what was asked for stands in every link, and a sign can have twelve bytes there
NAMES = [
    "q", "page", "sort", "language", "site", "section", "author", "since", "until", "part", "version", "beside", "kind",
    "before", "words", "by", "step", "period", "ui",
]  # fmt: skip
VALUES = [
    "0", "1", "-1", "2", "99999999999999999999", "1e9", "٣", "٣٤", "²", "garam", '"', "'", "((((", "-", "title:",
    "site:x", "author:", "*", "garam*", "OR", "%", "\\", "\x00", "\ud800", "1748-01-01", "2099-12-31",
    "9999-12-31", "0001-01-01",
    "2026-02-30", "20260101", "2026-W01-1", "newest", "headlines", "large", "site", "month", "week", "year", "day",
    "id", "en",
    "garam,salt", ",", "a,b,c,d,e,f", "<script>", "javascript:alert(1)", "🧂" * 400, "x" * 20_000,
]  # fmt: skip
PATHS = [
    "/", "/stories", "/story/{id}", "/changes", "/trends", "/trends.csv", "/sources", "/feed.atom", "/feed.json",
    "/api/search", "/article/{id}",
    "/api/article/{id}", "/article/{id}/citation.bib", "/article/{id}/citation.json", "/capture/1", "/capture/0",
    "/article/0", "/article/999999999999999999", "/article/-1", "/article/", "//", "", "/static/room.css", "/static/x",
    "/api", "/\x00", "/%2e%2e/", "/article/٣",
]  # fmt: skip


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> tuple[Room, int]:
    path: Path = tmp_path_factory.mktemp("fuzz") / "news.db"
    with Archive(path) as archive:
        for article in (HARVEST, SALT, TRAP):
            placed = archive.put(article)
        old = datetime(1748, 1, 1, tzinfo=UTC)
        archive.put(type(SALT)(url="https://wire.example/old", text="", title="", published=old))
        archive.put(type(SALT)(url=HARVEST.url, title="Garam", text="Petani memanen garam."))
    return Room(path=path), placed.id


@given(
    path=st.sampled_from(PATHS),
    query=st.dictionaries(st.sampled_from(NAMES), st.one_of(st.sampled_from(VALUES), st.text(max_size=30)), max_size=6),
    accepted=st.text(max_size=20),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_no_address_makes_the_room_fail(
    room: tuple[Room, int], path: str, query: dict[str, str], accepted: str
) -> None:
    asked = Request(path=path.format(id=room[1]), query=query, headers={"accept-language": accepted})
    got = room[0].answer(asked)
    assert got.status in (200, 400, 404)
    assert len(got.body) < LARGEST


@pytest.mark.parametrize("path", PATHS)
def test_every_value_of_every_parameter(room: tuple[Room, int], path: str) -> None:
    for number, value in enumerate(VALUES):
        name = NAMES[number % len(NAMES)]
        for query in ({name: value}, {"q": value}, {NAMES[(number * 7 + len(path)) % len(NAMES)]: value}):
            got = room[0].answer(Request(path=path.format(id=room[1]), query=query))
            assert got.status in (200, 400, 404), query
            assert len(got.body) < LARGEST, query
