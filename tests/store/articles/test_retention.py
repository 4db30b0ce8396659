"""Which pages are kept as they were received."""

import pytest

from store import Archive, Failure, Retention
from tests.store.articles.arrivals import article, capture, column

BODIES = "SELECT sha256 FROM captures ORDER BY id"


@pytest.mark.parametrize(
    ("text", "retention"),
    [
        ("all", Retention(every=True)),
        (" Changed ", Retention()),
        ("none", Retention(days=0)),
        ("days 90", Retention(days=90)),
        ("DAYS  36500", Retention(days=36_500)),
    ],
)
def test_a_setting_means_what_it_says(text: str, retention: Retention) -> None:
    assert Retention.parse(text) == retention


@pytest.mark.parametrize("text", ["", "90", "days", "days -1", "days 36501", "days ٣", "days 1.5", "some"])
def test_what_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is none of all, changed, none, or days N"):
        Retention.parse(text)


def test_what_another_program_has_set_is_as_nothing() -> None:
    assert Retention.of({"captures": "perhaps"}) == Retention.of({}) == Retention()


@pytest.mark.parametrize(
    ("setting", "kept"), [(None, 2), ("changed", 2), ("days 5", 2), ("all", 3), ("none", 0)], ids=str
)
def test_pages_are_written_as_is_set(archive: Archive, setting: str | None, kept: int) -> None:
    archive.set("captures", setting)
    archive.put(article(), capture=capture(b"isi"))
    archive.put(article(), capture=capture(b"isi, iklan lain"))
    archive.put(article("Kapal kayu itu karam."), capture=capture(b"isi baru"))
    assert len(column(archive, BODIES)) == kept
    assert len(column(archive, "SELECT 1 FROM revisions")) == 1


@pytest.mark.parametrize(("setting", "kept"), [("changed", 1), ("all", 1), ("none", 0)])
def test_a_page_that_gave_no_article_is_kept_where_any_is(archive: Archive, setting: str, kept: int) -> None:
    archive.set("captures", setting)
    failure = Failure(locator="https://a.example/1", stage="extract", reason="no text", code="no_article")
    archive.fail([failure], run_id=archive.begin_run("import"), captures=[capture(b"kosong")])
    assert len(column(archive, BODIES)) == kept
    assert len(column(archive, "SELECT 1 FROM failures")) == 1
