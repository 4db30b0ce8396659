import json

from store import Archive
from store.export import jsonl
from tests.store.export.harbour import FERRY, exported, fill
from tests.store.stories.telling import FERRY_EN, FERRY_ID, put


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
    assert {*json.loads(exported(archive, limit=1))} == columns - {"stems"} | {
        "warta", "revisions", "sightings", "counterparts", "alternates",
    }  # fmt: skip


def test_what_tells_the_same_in_the_other_language_is_named(archive: Archive) -> None:
    one = put(archive, FERRY_ID, "id").id
    other = put(archive, FERRY_EN, "en").id
    records = [json.loads(line) for line in exported(archive).splitlines()]
    assert {record["id"]: [each["id"] for each in record["counterparts"]] for record in records} == {
        one: [other], other: [one],
    }  # fmt: skip
    assert records[0]["counterparts"][0] | {"score": 1} == {
        "id": records[1]["id"], "url": records[1]["url"], "language": records[1]["language"], "kind": "story",
        "score": 1,
    }  # fmt: skip


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
