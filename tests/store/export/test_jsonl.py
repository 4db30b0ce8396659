import json

from store import Archive
from store.export import jsonl
from tests.store.export.harbour import FERRY, exported, fill


def test_a_line_holds_the_article_its_versions_and_its_places(archive: Archive) -> None:
    fill(archive)
    [line] = exported(archive, query="feri").splitlines()
    record = json.loads(line)
    got = archive.get(FERRY)
    assert got is not None
    assert [*record][:3] == ["warta", "id", "url"]
    assert (record["warta"], record["id"], record["text"]) == (1, got.id, "Feri baru berlayar.")
    assert record["authors"] == ["Ana Tuan", "B; C"]
    assert record["languages"] == {"id": 1, "en": 0.0625}
    assert record["day"] == "2026-01-06"
    assert [old["text"] for old in record["revisions"]] == ["Feri baru berlayar.", "Feri baru batal berlayar."]
    assert [(each["kind"], each["locator"]) for each in record["sightings"]] == [
        ("feed", "https://dermaga.example/rss"), ("page", FERRY),
    ]  # fmt: skip


def test_every_column_but_the_stems_is_in_it(archive: Archive) -> None:
    fill(archive)
    columns = {row["name"] for row in archive._connection.execute("PRAGMA table_info(articles)")}
    assert {*json.loads(exported(archive, limit=1))} == columns - {"stems"} | {"warta", "revisions", "sightings"}


def test_what_a_terminal_would_obey_is_escaped(archive: Archive) -> None:
    fill(archive)
    [line] = exported(archive, query="feri").decode().splitlines()
    assert line.isprintable()
    assert json.loads(line)["tags"] == ["feri", "\x9b31m\u202e"]


def test_a_line_is_one_line_whatever_a_text_holds() -> None:
    text = "a\u2028b\u2029c\x85d\ne\rf"
    line = jsonl.line({"text": text})
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == text
