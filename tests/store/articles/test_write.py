import itertools
import pickle
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Archive, Article, Deposit, Unstorable
from store.articles.prepared import prepare
from tests import archives
from tests.store.articles.arrivals import ADDED, ADDRESS, CHANGED, DAY, SAME, all_rows, article, column, deposit

# -- added, changed, same


def test_an_article_is_added_then_the_same_then_changed(archive: Archive) -> None:
    placed = [archive.put(article(text)) for text in ("Satu.", "Satu.", "Dua.", "Dua.")]
    assert [where.outcome for where in placed] == [ADDED, SAME, CHANGED, SAME]
    assert len({where.id for where in placed}) == 1


def test_everything_about_an_article_comes_back(archive: Archive) -> None:
    put = article(
        title="Kapal kayu",
        authors=("Rani", "Bayu"),
        editors=("Sari",),
        published=DAY,
        published_from="meta",
        published_offset=-90,
        day=date(2026, 1, 4),
        modified=DAY + timedelta(hours=1),
        site="berita.example",
        section="Laut",
        tags=("kapal", "kayu"),
        description="Tentang kapal.",
        image="https://berita.example/kapal.jpg",
        language="id",
        language_confidence=0.97,
        languages={"id": 0.9, "en": 0.1},
        method="text",
        notes={"modified": "doubted"},
    )
    archive.put(put)
    got = archive.get(ADDRESS)
    assert got is not None
    assert {name: getattr(got, name) for name in Article.__slots__} == {
        name: getattr(put, name) for name in Article.__slots__
    }


def test_the_same_twice_changes_no_row(archive: Archive) -> None:
    arrivals = [
        deposit("Kapal berlabuh.", b"<p>Kapal berlabuh.", 200, title="Kapal", language="id", published=DAY),
        Deposit(article=article("Undated.", url="https://berita.example/2", language="en")),
    ]
    archive.put_all(arrivals)
    before = all_rows(archive)
    assert [where.outcome for where in archive.put_all(arrivals)] == [SAME, SAME]
    assert all_rows(archive) == before


def test_stored_versions_of_one_page_can_be_read_twice_without_a_change(archive: Archive) -> None:
    arrivals = [deposit(text, text.encode(), None) for text in ("Satu.", "Dua.", "Tiga.")]
    archive.put_all(arrivals)
    before = all_rows(archive)
    assert [where.outcome for where in archive.put_all(arrivals)] == [SAME] * 3
    assert all_rows(archive) == before


def test_other_white_space_is_no_change(archive: Archive) -> None:
    archive.put(article("Kapal kayu."))
    before = all_rows(archive)
    assert archive.put(article(" Kapal\n\nkayu.")).outcome is SAME
    assert all_rows(archive) == before


def test_a_changed_text_makes_the_earlier_one_a_revision(archive: Archive) -> None:
    first = article("Kapal hilang.", title="Hilang")
    archive.put(first)
    archive._connection.execute(
        "UPDATE articles SET first_seen = :day, last_seen = :day", {"day": "2026-01-05T00:00:00Z"}
    )
    placed = archive.put(article("Kapal ditemukan.", title="Ditemukan"))
    [revision] = archive.revisions(placed.id)
    assert (revision.title, revision.text, revision.content_hash) == ("Hilang", "Kapal hilang.", first.content_hash)
    assert revision.seen == DAY
    now = archive.get(placed.id)
    assert now is not None
    assert (now.title, now.text, now.first_seen) == ("Ditemukan", "Kapal ditemukan.", DAY)
    assert now.last_seen > DAY


def test_a_changed_title_makes_a_revision(archive: Archive) -> None:
    archive.put(article(title="Hilang"))
    placed = archive.put(article(title="Ditemukan"))
    assert (placed.outcome, [old.title for old in archive.revisions(placed.id)]) == (CHANGED, ["Hilang"])


def test_revisions_come_oldest_first(archive: Archive) -> None:
    for text in ("Satu.", "Dua.", "Tiga."):
        placed = archive.put(article(text))
    assert [revision.text for revision in archive.revisions(placed.id)] == ["Satu.", "Dua."]


@settings(deadline=None)
@given(texts=st.lists(st.sampled_from(["Satu.", "Dua.", "Tiga."]), min_size=1, max_size=6), cut=st.integers(0, 6))
def test_in_one_piece_or_two_the_outcome_is_the_same(texts: list[str], cut: int) -> None:
    arrivals = [Deposit(article=article(text)) for text in texts]
    with archives.passing() as archive:
        placed = archive.put_all(arrivals[:cut]) + archive.put_all(arrivals[cut:])
        expected = [ADDED] + [SAME if a == b else CHANGED for a, b in itertools.pairwise(texts)]
        assert [where.outcome for where in placed] == expected
        assert [old.text for old in archive.revisions(placed[0].id)] == [
            a for a, b in itertools.pairwise(texts) if a != b
        ]


def test_answers_come_in_the_order_of_the_arrivals(archive: Archive) -> None:
    other = "https://berita.example/lain"
    placed = archive.put_all(
        [
            Deposit(article=article("Satu.")),
            Deposit(article=article("Lain.", url=other)),
            Deposit(article=article("Dua.")),
            Deposit(article=article("Dua.")),
            Deposit(article=article("Lain.", url=other)),
        ]
    )
    assert [where.outcome for where in placed] == [ADDED, ADDED, CHANGED, SAME, SAME]
    assert [where.id for where in placed] == [placed[n].id for n in (0, 1, 0, 0, 1)]
    assert column(archive, "SELECT text FROM articles ORDER BY url") == ["Dua.", "Lain."]


def test_nothing_put_is_nothing_written(archive: Archive) -> None:
    before = all_rows(archive)
    assert archive.put_all([]) == []
    assert all_rows(archive) == before


def test_a_naive_date_is_refused_and_nothing_is_stored(archive: Archive) -> None:
    naive = article(url="https://berita.example/2", published=datetime(2026, 1, 5))  # noqa: DTZ001
    with pytest.raises(ValueError, match="no time zone"):
        archive.put_all([Deposit(article=article()), Deposit(article=naive)])
    assert archive.summary().articles == 0


# -- stored files and live pages


def test_an_old_version_in_a_stored_file_does_not_replace_the_newer_text(archive: Archive) -> None:
    archive.put_all([deposit("Lama.", b"lama", 200), deposit("Baru.", b"baru", 200)])
    [placed] = archive.put_all([deposit("Lama.", b"lama dari berkas", None)])
    assert placed.outcome is SAME
    assert column(archive, "SELECT text FROM articles") == ["Baru."]
    assert ("file", "/berkas/kapal.html") in [
        (one.sighting.kind, one.sighting.locator) for one in archive.sightings(placed.id)
    ]


def test_a_newsroom_can_go_back_to_an_old_version(archive: Archive) -> None:
    archive.put_all([deposit("Lama.", b"lama", 200), deposit("Baru.", b"baru", 200)])
    [placed] = archive.put_all([deposit("Lama.", b"lama", 200)])
    assert placed.outcome is CHANGED
    assert column(archive, "SELECT text FROM articles") == ["Lama."]
    assert [revision.text for revision in archive.revisions(placed.id)] == ["Lama.", "Baru."]


def test_a_version_that_was_never_seen_is_taken_from_a_stored_file(archive: Archive) -> None:
    archive.put_all([deposit("Lama.", b"lama", 200)])
    [placed] = archive.put_all([deposit("Baru.", b"baru", None)])
    assert placed.outcome is CHANGED


# -- prepared elsewhere


def test_what_was_prepared_before_is_stored_as_if_it_were_put(archive: Archive) -> None:
    put = deposit("Kapal berlabuh.", b"<p>Kapal berlabuh.", 200, title="Kapal", language="id", published=DAY)
    prepared = pickle.loads(pickle.dumps(prepare(put, DAY)))
    assert (prepared.url, prepared.language, prepared.published) == (ADDRESS, "id", DAY)
    [placed] = archive.put_all([prepared])
    assert placed.outcome is ADDED
    assert archive.put_all([put])[0].outcome is SAME
    assert archive.get(ADDRESS).first_seen == DAY
    assert [hit.id for hit in archive.search("berlabuh")] == [placed.id]


@pytest.mark.parametrize(
    ("more", "why"), [({"language": "id"}, None), ({"notes": {"language": "no letters"}}, "no letters"), ({}, None)]
)
def test_what_is_prepared_knows_why_it_has_no_language(more: dict[str, object], why: str | None) -> None:
    assert prepare(Deposit(article=article(**more)), DAY).no_language_why == why


def test_a_lone_surrogate_is_refused_before_it_comes_near_the_database() -> None:
    with pytest.raises(Unstorable) as caught:
        prepare(Deposit(article=article("Kapal \ud83d")), DAY)
    assert caught.value.target == ADDRESS


# -- metadata


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("authors", ("Rani",)),
        ("editors", ("Bayu",)),
        ("published", DAY),
        ("day", date(2026, 1, 5)),
        ("published_offset", 0),
        ("modified", DAY),
        ("site", "berita.example"),
        ("section", "Laut"),
        ("tags", ("kapal",)),
        ("description", "Tentang kapal."),
        ("image", "https://berita.example/kapal.jpg"),
        ("language", "id"),
        ("language_confidence", 0.9),
        ("languages", {"id": 1.0}),
    ],
)
def test_what_was_unknown_is_filled_in_later(archive: Archive, name: str, value: object) -> None:
    archive.put(article())
    placed = archive.put(article(**{name: value}))
    filled = archive.get(placed.id)
    assert placed.outcome is SAME
    assert getattr(filled, name) == value
    assert archive.revisions(placed.id) == []


@pytest.mark.parametrize(
    ("name", "known", "other"),
    [
        ("authors", ("Rani",), ("Bayu",)),
        ("editors", ("Rani",), ("Bayu",)),
        ("published", DAY, DAY + timedelta(days=1)),
        ("site", "berita.example", "lain.example"),
        ("section", "", "Laut"),  # known to be empty
        ("description", "Tentang kapal.", "Iklan."),
        ("language", "id", "en"),
    ],
)
def test_what_is_known_stays_while_the_text_is_the_same(
    archive: Archive, name: str, known: object, other: object
) -> None:
    archive.put(article(**{name: known}))
    before = all_rows(archive)
    assert archive.put(article(**{name: other})).outcome is SAME
    assert all_rows(archive) == before


def test_a_date_and_where_it_is_from_belong_together(archive: Archive) -> None:
    archive.put(article(published=DAY))
    archive.put(article(published=DAY + timedelta(days=1), published_from="guess"))
    got = archive.get(ADDRESS)
    assert got is not None
    assert (got.published, got.published_from) == (DAY, None)


def test_a_day_and_an_offset_that_come_later_are_of_the_same_date(archive: Archive) -> None:
    late = {"day": date(2026, 1, 6), "published_offset": 420}
    archive.put(article(published=DAY))
    archive.put(article(published=DAY + timedelta(hours=1), **late))
    other = archive.get(ADDRESS)
    archive.put(article(published=DAY, **late))
    same = archive.get(ADDRESS)
    assert other is not None
    assert same is not None
    assert (other.day, other.published_offset) == (DAY.date(), None)
    assert (same.day, same.published_offset) == (date(2026, 1, 6), 420)


@pytest.mark.parametrize(
    ("published", "day", "offset"), [(None, date(2026, 1, 6), 420), (DAY + timedelta(days=1), date(2026, 1, 6), None)]
)
def test_a_new_text_brings_a_date_whole_or_leaves_the_one_that_is_known(
    archive: Archive, published: datetime | None, day: date | None, offset: int | None
) -> None:
    archive.put(article("Satu.", published=DAY, day=date(2026, 1, 6), published_offset=420))
    archive.put(article("Dua.", published=published))
    got = archive.get(ADDRESS)
    assert got is not None
    assert (got.published, got.day, got.published_offset) == (published or DAY, day, offset)


@pytest.mark.parametrize(
    ("told", "published", "day"),
    [
        ({}, None, None),
        ({"published": DAY - timedelta(minutes=1)}, DAY - timedelta(minutes=1), date(2026, 1, 4)),
        ({"published": DAY - timedelta(minutes=1), "published_offset": 420}, DAY - timedelta(minutes=1), DAY.date()),
        ({"day": DAY.date()}, DAY, DAY.date()),  # a day alone
        ({"published": datetime.max.replace(tzinfo=UTC, microsecond=0), "published_offset": 420},
         datetime.max.replace(tzinfo=UTC, microsecond=0), date.max),
    ],
)  # fmt: skip
def test_a_dated_article_has_a_day(
    archive: Archive, told: dict[str, object], published: datetime | None, day: date | None
) -> None:
    archive.put(article(**told))
    got = archive.get(ADDRESS)
    assert got is not None
    assert (got.published, got.day) == (published, day)


@pytest.mark.parametrize("told", [{"day": date(2026, 1, 7)}, {"day": date(2026, 1, 3)}, {"published_offset": 9999}])
def test_a_day_that_is_no_day_of_its_time_anywhere_is_refused(archive: Archive, told: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="more than a day away"):
        archive.put(article(published=DAY, **told))
    assert archive.get(ADDRESS) is None


def test_a_new_text_brings_its_metadata_and_keeps_what_it_does_not_know(archive: Archive) -> None:
    archive.put(article("Satu.", section="Laut", published=DAY, authors=("Rani",)))
    archive.put(article("Dua.", section="Pelabuhan"))
    got = archive.get(ADDRESS)
    assert got is not None
    assert (got.section, got.published, got.authors) == ("Pelabuhan", DAY, ("Rani",))


@pytest.mark.parametrize("text", ["Kapal kayu itu berlabuh.", "Kapal kayu itu pergi."])
def test_a_description_that_comes_later_is_found_in_any_form(archive: Archive, text: str) -> None:
    archive.put(article(language="id"))
    archive.put(article(text, language="id", description="Penembakan di dermaga."))
    assert archive.search("ditembak")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"language": "id"}, {"text": "Kapal kayu itu pergi.", "language": "id"}),  # changed
        ({}, {"language": "id"}),  # the language comes later
    ],
)
def test_a_description_that_is_kept_is_found_in_any_form(
    archive: Archive, first: dict[str, str], then: dict[str, str]
) -> None:
    archive.put(article(description="Penembakan di dermaga.", **first))
    archive.put(article(**then))
    assert archive.search("ditembak")


def test_a_changed_text_in_the_language_that_is_kept_is_found_in_any_form(archive: Archive) -> None:
    archive.put(article(language="id"))
    archive.put(article("Penembakan di dermaga."))
    got = archive.get(ADDRESS)
    assert got is not None
    assert bool(archive.search("ditembak")) is (got.language == "id")


def test_a_title_that_was_not_known_is_no_change_of_the_newsroom(archive: Archive) -> None:
    put = [archive.put(article("Satu.", title=title)) for title in (None, "Kapal kayu", None)]
    assert [where.outcome for where in put] == [ADDED, CHANGED, SAME]
    got = archive.get(ADDRESS)
    assert got is not None
    assert (got.title, archive.revisions(got.id)) == ("Kapal kayu", [])
    assert archive.put(article("Satu.", title="Kapal besi")).outcome == CHANGED
    assert [old.title for old in archive.revisions(got.id)] == ["Kapal kayu"]
