"""What was changed after publication: newest first, and without what is no change of the article."""

from datetime import UTC, date, datetime, timedelta

import pytest

from store import Archive, Article

APPEAL = "Ikuti saluran Muara Pagi di telepon Anda setiap hari"
KINDS = (
    "Nelayan menunda melaut karena ombak tinggi.", "Harga kopi kembali menguat di lelang pagi.",
    "Sekolah dasar libur sampai pekan depan.", "Jembatan gantung selesai diperbaiki warga.",
    "Panitia mengumumkan juara lomba layar.",
)  # fmt: skip
NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)


def put(archive: Archive, number: int | str, text: str, **said: object) -> int:
    url = f"https://{said.pop('host', 'muara.test')}/{number}"
    return archive.put(Article(url=url, title=f"Berita {number}", text=text, language="id", **said)).id


@pytest.fixture
def quay(archive: Archive) -> Archive:
    """Five articles of an outlet that ends them with the same line."""
    for number, text in enumerate(KINDS):
        put(archive, number, f"{text} {KINDS[number - 1][::-1]}\n{APPEAL}")
    return archive


def test_a_change_tells_what_and_how_much(archive: Archive) -> None:
    first = put(archive, 1, "Harga garam naik.")
    put(archive, 1, "Harga garam turun tajam.")
    [change] = archive.changes()
    assert (change.id, change.version, change.domain) == (first, 1, "muara.test")
    assert (change.diff.removed, change.diff.added) == (1, 2)
    assert archive.diff(first) == [change]


def test_the_latest_change_comes_first_and_white_space_is_none(archive: Archive) -> None:
    for text in ("Satu.", "Satu dua.", "Satu\ndua.", "Satu dua tiga."):
        put(archive, 1, text)
    put(archive, 2, "Lain.")
    put(archive, 2, "Lain lagi.")
    found = archive.changes()
    assert [(each.url[-1], each.diff.added) for each in found] == [("2", 1), ("1", 1), ("1", 1)]
    assert [each.url[-1] for each in archive.changes(limit=1)] == ["2"]


def test_a_line_that_the_outlet_has_under_many_articles_is_no_change(quay: Archive) -> None:
    put(quay, 0, f"{KINDS[0]} {KINDS[-1][::-1]}")
    assert quay.changes() == []
    assert quay.diff(quay.get("https://muara.test/0").id)[0].diff.removed == 9  # of the article itself all is shown


def test_beside_such_a_line_the_rest_counts(quay: Archive) -> None:
    put(quay, 9, "Kabar baru dari pelabuhan besar, yang dikunjungi para pengusaha perahu dan utusan dinas.")
    put(
        quay,
        9,
        f"Kabar baru dari pelabuhan kecil, yang dikunjungi para pengusaha perahu dan utusan dinas.\n{APPEAL}",
    )
    [change] = quay.changes()
    assert (change.diff.removed, change.diff.added) == (1, 1)


@pytest.mark.parametrize("host", ["lain.test"])
def test_lines_of_other_outlets_and_rare_ones_count(quay: Archive, host: str) -> None:
    put(quay, 9, "Kabar lain dari pelabuhan.", host=host)
    put(quay, 9, f"Kabar lain dari pelabuhan.\n{APPEAL}", host=host)
    put(quay, 1, f"{KINDS[1]} {KINDS[0][::-1]}\n{APPEAL}\nDua kapal tiba terlambat")
    assert [each.diff.added for each in quay.changes()] == [4, 9]


def test_links_to_other_articles_are_no_change(archive: Archive) -> None:
    put(archive, 1, "Harga garam naik.\nBaca juga: Harga gula turun")
    put(archive, 1, "Harga garam naik.\nBaca juga: Panen raya di pesisir")
    assert archive.changes() == []


def test_filters_of_changes(archive: Archive) -> None:
    for number, host in enumerate(("muara.test", "lain.test")):
        put(archive, number, "Satu.", host=host)
        put(archive, number, "Satu dua.", host=host)
    archive._connection.execute(
        "UPDATE articles SET language = 'en', first_seen = '2020-01-01' WHERE domain = 'lain.test'"
    )
    archive._connection.execute("UPDATE revisions SET replaced = '2021-01-01T00:00:00Z' WHERE rowid = 1")
    assert [each.domain for each in archive.changes(site="lain.test")] == ["lain.test"]
    assert [each.domain for each in archive.changes(language="id")] == ["muara.test"]
    assert [each.domain for each in archive.changes(arrived_since=date(2021, 1, 1))] == ["muara.test"]
    assert [each.domain for each in archive.changes(since="2021-01-02")] == ["lain.test"]
    assert [each.domain for each in archive.changes(since=NOW - timedelta(days=365 * 20))] == [
        "lain.test",
        "muara.test",
    ]
    with pytest.raises(ValueError, match="since='tadi' is no time"):
        archive.changes(since="tadi")


def test_what_an_outlet_had_at_another_time_counts(quay: Archive) -> None:
    late = datetime(2020, 1, 1, tzinfo=UTC)
    put(quay, 9, "Kabar lain dari pelabuhan.", published=late)
    put(quay, 9, f"Kabar lain dari pelabuhan.\n{APPEAL}", published=late)
    assert [each.diff.added for each in quay.changes()] == [9]
