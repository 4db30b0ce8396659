"""An archive as newsrooms and attackers fill it, and a visitor of its reading room."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import Archive, Article, Capture, Sighting
from store.web import Request, Response, Room
from tests import archives

Visit = Callable[..., Response]
HOSTILE = '<script>alert("x")</script>'
HARVEST = Article(
    url="https://kabar.example/garam",
    title="Garam dipanen di Teluk Kelabu",
    text="Petani memanen garam sejak Senin.\nHarga garam naik dua kali lipat.",
    authors=("Sari Wening", "Tono Rimba"),
    published=datetime(2026, 1, 31, 18, 30, tzinfo=UTC),
    published_from="json-ld",
    published_offset=420,
    section="Ekonomi",
    tags=("garam", "panen"),
    site="kabar.example",
    language="id",
    languages={"id": 0.8, "en": 0.2},
)
SALT = Article(
    url="https://wire.example/salt",
    title="Salt is harvested on Grey Bay",
    text="Farmers have been harvesting salt since Monday.",
    published=datetime(2026, 2, 2, 8, 0, tzinfo=UTC),
    site="wire.example",
    language="en",
)
TRAP = Article(
    url="javascript:alert(1)//garam",
    title=HOSTILE,
    text=f"{HOSTILE} garam\nשלום עולם",
    authors=(HOSTILE,),
    description=HOSTILE,
    section=HOSTILE,
    tags=(HOSTILE,),
    site=HOSTILE,
    language=None,
    published_from=HOSTILE,
)


@pytest.fixture
def stored(path: Path) -> dict[str, int]:
    """Ids by name: a harvest that was changed once and has its page, its counterpart, and a trap."""
    page = Capture(
        url=HARVEST.url, fetched=datetime(2026, 2, 1, tzinfo=UTC), body=b"<p>garam</p>", status=200,
        content_type="text/html; charset=utf-8",
    )  # fmt: skip
    with Archive(archives.empty(path)) as archive:
        earlier = Article(url=HARVEST.url, title="Garam gagal panen", text="Petani gagal memanen garam sejak Senin.")
        archive.put(earlier)
        seen = [Sighting(kind="feed", locator="https://kabar.example/rss"), Sighting(kind="file", locator=HOSTILE)]
        placed = {
            "harvest": archive.put(HARVEST, capture=page, sightings=seen),
            "salt": archive.put(SALT),
            "trap": archive.put(TRAP),
        }
    return {name: one.id for name, one in placed.items()}


@pytest.fixture
def visit(path: Path) -> Visit:
    """Ask the room over the test's archive for a page."""

    def ask(address: str, *, headers: dict[str, str] | None = None, **query: str) -> Response:
        return Room(path=path).answer(Request(path=address, query=query, headers=headers or {}))

    return ask
