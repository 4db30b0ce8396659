import itertools
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Archive, Article, Capture, Deposit, Failure, Outcome, Sighting
from store.deposits import first_id, prepare

ADDRESS = "https://berita.example/kapal"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = datetime(2026, 1, 5, tzinfo=UTC)
DATES = st.datetimes(timezones=st.just(UTC))
ADDED, CHANGED, SAME = Outcome.ADDED, Outcome.CHANGED, Outcome.SAME


def article(text: str = "Kapal kayu itu berlabuh.", url: str = ADDRESS, **more: object) -> Article:
    return Article(url=url, text=text, **more)


def capture(body: bytes, status: int | None = 200, url: str = ADDRESS) -> Capture:
    return Capture(url=url, fetched=DAY, body=body, status=status, content_type="text/html")


def deposit(text: str, body: bytes, status: int | None, **more: object) -> Deposit:
    seen = Sighting(kind="page" if status else "file", locator=ADDRESS if status else "/berkas/kapal.html")
    return Deposit(article=article(text, **more), capture=capture(body, status), sightings=(seen,))


def all_rows(archive: Archive) -> list[str]:
    """Every row of every table, the index's own among them."""
    return [*archive._connection.iterdump()]


def column(archive: Archive, sql: str) -> list[object]:
    return [row[0] for row in archive._connection.execute(sql)]


# -- added, changed, same


def test_an_article_is_added_then_the_same_then_changed(archive: Archive) -> None:
    placed = [archive.put(article(text)) for text in ("Satu.", "Satu.", "Dua.", "Dua.")]
    assert [where.outcome for where in placed] == [ADDED, SAME, CHANGED, SAME]
    assert len({where.id for where in placed}) == 1


def test_everything_about_an_article_comes_back(archive: Archive) -> None:
    put = article(
        title="Kapal kayu",
        authors=("Rani", "Bayu"),
        published=DAY,
        published_from="meta",
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
    with Archive(":memory:") as archive:
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


# -- metadata


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("authors", ("Rani",)),
        ("published", DAY),
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


# -- ids


def id_of(published: datetime | None, url: str = ADDRESS, now: datetime = NOW) -> int:
    return first_id(url, prepare(Deposit(article=article(url=url, published=published)), now).second)


@settings(deadline=None)
@given(st.none() | DATES, st.text(st.characters(codec="utf-8")), st.just(NOW) | DATES)
def test_ids_are_whole_numbers_that_json_can_hold(published: datetime | None, url: str, now: datetime) -> None:
    assert 0 <= id_of(published, url, now) < 2**53


@settings(deadline=None)
@given(DATES.map(lambda moment: min(moment, NOW)), DATES.map(lambda moment: min(moment, NOW)))
def test_ids_are_in_the_order_of_the_dates(one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    assert id_of(earlier) <= id_of(later)


@pytest.mark.parametrize(
    ("published", "second"),
    [
        (DAY, int(DAY.timestamp())),
        (NOW, int(NOW.timestamp())),
        (None, int(NOW.timestamp())),
        (NOW + timedelta(seconds=1), int(NOW.timestamp())),
        (datetime(9999, 1, 1, tzinfo=UTC), int(NOW.timestamp())),
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1945, 8, 17, tzinfo=UTC), 0),
        (datetime(1, 1, 1, tzinfo=UTC), 0),
    ],
)
def test_an_id_begins_with_the_second_of_the_date(published: datetime | None, second: int) -> None:
    assert id_of(published) >> 20 == second


def test_the_address_decides_the_rest_of_the_id() -> None:
    assert id_of(DAY) == id_of(DAY)
    assert id_of(DAY) != id_of(DAY, "https://berita.example/lain")


def colliding(count: int) -> list[str]:
    """Addresses with the same id when they have the same date, found by trying."""
    by_id: dict[int, list[str]] = defaultdict(list)
    for number in range(60_000):
        url = f"https://berita.example/{number}"
        by_id[first_id(url, 0)].append(url)
    return next(urls for urls in by_id.values() if len(urls) == count)


@pytest.mark.parametrize("at_once", [True, False])
def test_addresses_that_fall_on_one_id_get_the_next_free_ones(archive: Archive, *, at_once: bool) -> None:
    urls = colliding(3)
    arrivals = [Deposit(article=article(f"Teks {url}", url=url, published=DAY)) for url in urls]
    placed = archive.put_all(arrivals) if at_once else [archive.put_all([arrival])[0] for arrival in arrivals]
    first = first_id(urls[0], int(DAY.timestamp()))
    assert [where.id for where in placed] == [first, first + 1, first + 2]
    assert [archive.get(where.id).url for where in placed] == urls
    again = archive.put_all(arrivals[::-1])
    assert [(where.id, where.outcome) for where in again] == [(where.id, SAME) for where in placed[::-1]]


# -- stored files and live pages


def test_an_old_version_in_a_stored_file_does_not_replace_the_newer_text(archive: Archive) -> None:
    archive.put_all([deposit("Lama.", b"lama", 200), deposit("Baru.", b"baru", 200)])
    [placed] = archive.put_all([deposit("Lama.", b"lama dari berkas", None)])
    assert placed.outcome is SAME
    assert column(archive, "SELECT text FROM articles") == ["Baru."]
    assert ("file", "/berkas/kapal.html") in [(seen.kind, seen.locator) for seen, _ in archive.sightings(placed.id)]


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


# -- captures


@pytest.mark.parametrize("body", [b"", b"<p>Kapal</p>", bytes(range(256)) * 40, b"\0" * 300_000, b"\x28\xb5\x2f\xfd"])
def test_a_capture_comes_back_byte_for_byte(archive: Archive, body: bytes) -> None:
    put = capture(body)
    placed = archive.put(article(), capture=put)
    assert archive.captures(placed.id) == [put]


def test_captures_are_kept_as_zstd(archive: Archive) -> None:
    body = b"<p>Kapal kayu itu berlabuh.</p>" * 500
    archive.put(article(), capture=capture(body))
    [kept] = column(archive, "SELECT body FROM captures")
    assert kept.startswith(b"\x28\xb5\x2f\xfd")
    assert len(kept) < len(body) / 20


def test_every_new_text_keeps_its_bytes(archive: Archive) -> None:
    archive.put_all([deposit("Satu.", b"satu", 200), deposit("Dua.", b"dua", 200)])
    assert [kept.body for kept in archive.captures(archive.get(ADDRESS).id)] == [b"satu", b"dua"]


def test_the_bytes_of_a_changed_advert_are_not_kept(archive: Archive) -> None:
    archive.put_all([deposit("Satu.", b"satu + iklan", 200), deposit("Satu.", b"satu + iklan lain", 200)])
    assert [kept.body for kept in archive.captures(archive.get(ADDRESS).id)] == [b"satu + iklan"]


def test_the_same_bytes_are_kept_once(archive: Archive) -> None:
    arrivals = [deposit(text, b"satu", 200) for text in ("Satu.", "Dua.", "Satu.")]
    archive.put_all(arrivals)
    assert column(archive, "SELECT count(*) FROM captures") == [1]


def test_bytes_that_first_failed_belong_to_the_article_that_is_read_from_them_later(archive: Archive) -> None:
    run = archive.begin_run("import")
    received = capture(b"<p>Kapal")
    archive.fail([Failure(locator=ADDRESS, stage="extract", reason="no text")], run_id=run, captures=[received])
    assert column(archive, "SELECT article_id FROM captures") == [None]
    placed = archive.put(article(), capture=received)
    assert column(archive, "SELECT article_id FROM captures") == [placed.id]
    assert archive.captures(placed.id) == [received]


def test_a_later_failure_does_not_take_the_bytes_away(archive: Archive) -> None:
    received = capture(b"<p>Kapal")
    placed = archive.put(article(), capture=received)
    run = archive.begin_run("reextract")
    archive.fail([Failure(locator=ADDRESS, stage="extract", reason="no text")], run_id=run, captures=[received])
    assert archive.captures(placed.id) == [received]


# -- failures


@pytest.mark.parametrize(
    "arrival",
    [
        Deposit(article=article()),
        Deposit(article=article(url="https://m.berita.example/1"), capture=capture(b"x")),
        Deposit(article=article(url="https://m.berita.example/1"), sightings=(Sighting(kind="page", locator=ADDRESS),)),
    ],
    ids=["its address", "the address of its bytes", "where it was seen"],
)
def test_failures_are_resolved_when_the_article_arrives(archive: Archive, arrival: Deposit) -> None:
    run = archive.begin_run("sync")
    archive.fail(
        [
            Failure(locator=ADDRESS, stage="fetch", reason="timed out"),
            Failure(locator=ADDRESS, stage="extract", reason="no text"),
            Failure(locator="https://berita.example/lain", stage="fetch", reason="404"),
        ],
        run_id=run,
    )
    archive.put_all([arrival])
    assert archive.summary().failures == [("fetch", "404", 1)]
    assert column(archive, "SELECT locator FROM failures WHERE resolved IS NULL") == ["https://berita.example/lain"]


# -- sightings


def test_sightings_are_unique(archive: Archive) -> None:
    feed, page = Sighting(kind="feed", locator="https://berita.example/rss"), Sighting(kind="page", locator=ADDRESS)
    placed = archive.put(article(), sightings=[feed, page, feed])
    archive.put(article(), sightings=[page])
    assert {seen for seen, _ in archive.sightings(placed.id)} == {feed, page}
    assert column(archive, "SELECT count(*) FROM sightings") == [2]


@pytest.mark.parametrize("address", [ADDRESS, "https://m.berita.example/kapal"])
def test_an_article_can_be_seen_at_another_place_too(archive: Archive, address: str) -> None:
    placed = archive.put(article(), sightings=[Sighting(kind="page", locator="https://m.berita.example/kapal")])
    archive._connection.execute("UPDATE articles SET last_seen = '2026-01-05T00:00:00Z'")
    feed = Sighting(kind="feed", locator="https://berita.example/rss")
    archive.see([(address, feed)])
    assert feed in [seen for seen, _ in archive.sightings(placed.id)]
    assert archive.get(placed.id).last_seen > DAY


def test_a_clock_that_goes_backwards_does_not_make_an_article_older(archive: Archive) -> None:
    archive.put(article())
    archive._connection.execute("UPDATE articles SET last_seen = '2999-01-01T00:00:00Z'")
    archive.see([(ADDRESS, Sighting(kind="feed", locator="https://berita.example/rss"))])
    assert archive.get(ADDRESS).last_seen == datetime(2999, 1, 1, tzinfo=UTC)


def test_seeing_the_same_again_changes_nothing(archive: Archive) -> None:
    seen = [(ADDRESS, Sighting(kind="feed", locator="https://berita.example/rss"))]
    archive.put(article())
    archive.see(seen)
    before = all_rows(archive)
    archive.see(seen)
    assert all_rows(archive) == before


def test_what_is_not_in_the_archive_is_not_seen(archive: Archive) -> None:
    archive.see([(ADDRESS, Sighting(kind="feed", locator="https://berita.example/rss"))])
    assert column(archive, "SELECT count(*) FROM sightings") == [0]
