import json
from datetime import UTC, datetime

import pytest

from ingest.core.model import Draft, Kind, Page
from ingest.extract import record

DAY = datetime(2026, 1, 5, tzinfo=UTC)


def draft(**fields: object) -> Draft | None:
    body = json.dumps(fields).encode()
    return record.draft(Page(url="https://a.example/1", body=body, kind=Kind.RECORD, fetched=DAY))


WARTA = {"title": "Judul", "published": "2026-01-05", "authors": ["Ani", "Budi"], "site": "a.example"}
NEWS_PLEASE = {
    "title": "Judul",
    "date_publish": "2026-01-05 00:00:00",
    "authors": ["Ani", "Budi"],
    "source_domain": "a.example",
}
TRAFILATURA = {"title": "Judul", "date": "2026-01-05", "author": "Ani; Budi", "hostname": "a.example", "raw_text": "x"}


@pytest.mark.parametrize(
    "fields",
    [WARTA | {"text": "Isi berita."}, NEWS_PLEASE | {"maintext": "Isi berita."}, TRAFILATURA | {"text": "Isi berita."}],
    ids=["warta", "news-please", "trafilatura"],
)
def test_three_families_of_keys_say_the_same(fields: dict[str, object]) -> None:
    found = draft(**fields)
    assert found is not None
    assert (found.text, found.title, found.published, found.authors, found.site) == (
        "Isi berita.",
        "Judul",
        DAY,
        ("Ani", "Budi"),
        "a.example",
    )


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"published": "2026-01-05 03:00", "language": "id"}, ("04T20:00", 420, "05")),
        ({"published": "2026-01-05 03:00", "url": "https://teluk.co.id/1"}, ("04T20:00", 420, "05")),
        ({"published": "2026-01-05 03:00"}, ("05T03:00", None, "05")),
        ({"published": "2026-01-05 03:00 CET", "language": "id"}, ("05T02:00", 60, "05")),
        ({"published": "2026-01-05"}, ("05T00:00", None, "05")),
        ({"published": "2026-01-04T20:00:00Z", "published_offset": 540, "day": "2026-01-05"}, ("04T20:00", 540, "05")),
        ({"published": "2026-01-04T20:00:00Z", "published_offset": "x", "day": 7}, ("04T20:00", None, "04")),
        ({"published": "2026-01-04T20:00:00Z", "published_offset": 1e9}, ("04T20:00", None, "04")),
    ],
)
def test_a_time_without_a_zone_is_of_the_outlets(fields: dict[str, str], found: tuple[str, int | None, str]) -> None:
    body = json.dumps({"text": "Isi.", **fields}).encode()
    page = Page(url=fields.get("url", "https://a.example/1"), body=body, kind=Kind.RECORD, fetched=DAY)
    got = record.draft(page)
    assert got is not None
    assert got.published is not None
    assert got.day is not None
    assert (f"{got.published:%dT%H:%M}", got.published_offset, f"{got.day:%d}") == found
    assert got.floating == (("published",) if fields == {"published": "2026-01-05 03:00"} else ())


@pytest.mark.parametrize("fields", [{"editors": ["Sari", "Tono"]}, {"editor": "Sari; Tono"}])
def test_editors_are_no_authors(fields: dict[str, object]) -> None:
    found = draft(text="Isi.", **fields)
    assert found is not None
    assert (found.editors, found.authors) == (("Sari", "Tono"), ())


def test_a_record_without_text_is_no_article() -> None:
    assert draft(url="https://a.example/1", title="Judul") is None


@pytest.mark.parametrize("odd", [None, 5, True, [], {}, ["a", 3], ""])
def test_odd_values_in_any_field_do_no_harm(odd: object) -> None:
    names = ("title", "authors", "editors", "published", "modified", "site", "section", "tags", "image", "language")
    found = draft(text="Isi.", **dict.fromkeys(names, odd))
    assert found is not None
    assert found.text == "Isi."


def test_a_number_where_text_is_due_is_read_as_text() -> None:
    found = draft(text=1234, title=2026)
    assert found is not None
    assert (found.text, found.title) == ("1234", "2026")


@pytest.mark.parametrize("moment", [1767571200, "1767571200", 1767571200.0, 1767571200000])
def test_a_date_may_be_seconds_or_milliseconds_since_1970(moment: object) -> None:
    found = draft(text="Isi.", published=moment)
    assert found is not None
    assert found.published == DAY


SITTI, DANANG = {"@type": "Person", "name": "Sitti Rahma"}, {"givenName": "Danang", "familyName": "Loka"}


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (SITTI, ("Sitti Rahma",)), ([SITTI, DANANG, SITTI], ("Sitti Rahma", "Danang Loka")),
        ({"name": ["A", "B"]}, ("A", "B")), ({"@list": [SITTI]}, ("Sitti Rahma",)),
        (["A", SITTI, None, [DANANG], True], ("A", "Sitti Rahma", "Danang Loka")),
        ({"url": "/s"}, ()), ([], ()), ([{}], ()), (None, ()), ("A; B ;", ("A", "B")),
    ],
)  # fmt: skip
def test_people_tags_and_sections_may_be_things_with_names(value: object, names: tuple[str, ...]) -> None:
    found = draft(text="Isi.", author=value, editor=value, keywords=value, category=value)
    assert found is not None
    assert (found.authors, found.editors, found.section) == (names, names, next(iter(names), None))


@pytest.mark.parametrize(
    "value", ["/a.jpg", {"url": "/a.jpg"}, [{"contentUrl": "/a.jpg"}, "/b.jpg"], ["data:,", {"@id": "/a.jpg"}]]
)
def test_a_picture_may_be_a_thing_with_an_address(value: object) -> None:
    found = draft(text="Isi.", image=value)
    assert found is not None
    assert found.image == "/a.jpg"


def test_values_in_the_objects_of_schema_org_are_read_and_none_is_no_value() -> None:
    found = draft(
        text="Isi.", title="None", description="null", author=[{"@type": "Person", "name": "Sari"}, {"name": "Tom"}],
        image={"url": "https://a.example/x.jpg"}, site={"name": "Muara"},
    )  # fmt: skip
    assert found is not None
    assert (found.title, found.description, found.authors) == (None, None, ("Sari", "Tom"))
    assert (found.image, found.site) == ("https://a.example/x.jpg", "Muara")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Siti Aminah, Budi Santoso", ("Siti Aminah", "Budi Santoso")),
        ("Siti Aminah, Budi Santoso dan Rudi Hartono", ("Siti Aminah", "Budi Santoso", "Rudi Hartono")),
        ("Siti Aminah and Budi Santoso", ("Siti Aminah", "Budi Santoso")),
        ("Siti Aminah; Budi", ("Siti Aminah", "Budi")),
        ("Aminah, Siti", ("Aminah, Siti",)),
        ("Siti Aminah, S.Kom", ("Siti Aminah, S.Kom",)),
        ("Siti Aminah, Budi Santoso, M.Si", ("Siti Aminah, Budi Santoso, M.Si",)),
        ("Muara, Teluk and Partners", ("Muara, Teluk and Partners",)),
        (["Siti Aminah, Budi Santoso"], ("Siti Aminah", "Budi Santoso")),
        (["Aminah, Siti", "Budi"], ("Aminah, Siti", "Budi")),
    ],
)
def test_whole_names_in_one_text_are_people(said: object, found: tuple[str, ...]) -> None:
    got = draft(text="Isi.", authors=said)
    assert got is not None
    assert got.authors == found


@pytest.mark.parametrize(("said", "unread"), [("31/02/2025", "31/02/2025"), ("2025-02-28", None), (None, None)])
def test_a_date_that_is_none_is_kept_as_it_was_said(said: str | None, unread: str | None) -> None:
    got = draft(text="Isi.", published=said)
    assert got is not None
    assert got.unread_date == unread
