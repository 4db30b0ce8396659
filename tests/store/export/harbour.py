"""An archive whose articles have all that can be handed out."""

from datetime import UTC, date, datetime
from io import BytesIO

from store import Archive, Article, Capture, ExportOptions, Sighting

DAY = datetime(2026, 1, 5, 22, 30, tzinfo=UTC)
FERRY, ISLAND, UNDATED = "https://dermaga.example/feri", "https://island.example/ferry", "https://dermaga.example/pos"
RSS = Sighting(kind="feed", locator="https://dermaga.example/rss")


def fill(archive: Archive) -> None:
    """Three articles, one of them changed twice, and back to its first text."""
    for text in ("Feri baru berlayar.", "Feri baru batal berlayar.", "Feri baru berlayar."):
        page = Capture(url=FERRY, fetched=DAY, status=200, body=text.encode())
        archive.put(ferry(text), capture=page, sightings=[RSS, Sighting(kind="page", locator=FERRY)])
    archive.put(Article(url=ISLAND, title="Ferry, at last", text="The ferry sails.\nTwice a day.", language="en",
                        site="island.example", published=DAY.replace(year=2025)))  # fmt: skip
    archive.put(Article(url=UNDATED, text="Pos jaga tutup.", language="id", title=""))


def ferry(text: str) -> Article:
    return Article(
        url=FERRY, text=text, title='=HYPERLINK("//x")', authors=("Ana Tuan", "B; C"), editors=("D",), published=DAY,
        published_from="meta", published_offset=540, day=date(2026, 1, 6), modified=DAY.replace(day=9),
        site="dermaga.example", section="Laut", tags=("feri", "\x9b31m\u202e"), description="-1+1", image="i.png",
        language="id", language_confidence=0.75, languages={"id": 1, "en": 0.0625}, method="record",
        notes={"gone": "it answers 404"},
    )  # fmt: skip


def exported(archive: Archive, form: str = "jsonl", *, for_spreadsheets: bool = False, **filters: object) -> bytes:
    output = BytesIO()
    archive.export(output, ExportOptions(format=form, for_spreadsheets=for_spreadsheets), **filters)
    return output.getvalue()
