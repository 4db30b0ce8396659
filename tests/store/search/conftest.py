"""A small archive that the tests of searching share."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from store import Archive, Article, Deposit

KIOSK = [
    Article(
        url="tembak",
        title="Penembakan di pasar malam",
        text="Seorang penjaga terluka. Polisi menutup jalan.",
        language="id",
        site="kompas.com",
        authors=("Rina Suryani", "Tomo"),
        published=datetime(2026, 1, 4, 23, 59, 59, tzinfo=UTC),
    ),
    Article(
        url="panen",
        title="Panen garam melimpah",
        text="Petambak menjual garam; harga turun tajam. Tidak ada penembakan burung di tambak.",
        description="Musim kering membawa untung.",
        language="id",
        site="nasional.kompas.com",
        published=datetime(2026, 1, 5, tzinfo=UTC),
    ),
    Article(
        url="harbour",
        title="Old stories of the harbour",
        text="Fishermen connected their boats. A café sold salt.",
        language="en",
        site="tide.example",
        published=datetime(2026, 1, 5, 23, 59, 59, tzinfo=UTC),
    ),
    Article(
        url="salt",
        title="Salt prices fall",
        text="The price of salt fell sharply. Traders told a story about rain.",
        language="en",
        site="notkompas.com",
        published=datetime(2026, 1, 6, tzinfo=UTC),
    ),
    Article(url="undated", text="Garam dan salt tanpa tanggal.", site="Kompas"),
]


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("search") / "kiosk.db") as archive:
        archive.put_all([Deposit(article=article) for article in KIOSK])
        yield archive
