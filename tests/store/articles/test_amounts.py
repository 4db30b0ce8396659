"""How much was changed is kept beside each version, and is what comparing the texts anew gives."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from store import Archive, ArchiveDamaged, Article, Deposit, History, Revision, prepare

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
APPEAL = "Kirim kabar dari kampung Anda ke meja redaksi kami"
KEPT = "SELECT revision_id, change, words_out, words_in FROM revisions ORDER BY 1"


def put(archive: Archive, number: int | str, text: str, title: str = "Kabar pelabuhan") -> int:
    url = f"https://dermaga.test/{number}"
    return archive.put(Article(url=url, title=title, text=text, language="id")).id


def kept(archive: Archive) -> list[tuple[object, ...]]:
    return [tuple(row)[1:] for row in archive._connection.execute(KEPT)]


def worked_out_anew(archive: Archive) -> list[tuple[object, ...]]:
    archive._connection.execute("UPDATE revisions SET change = NULL, words_out = NULL, words_in = NULL")
    put(archive, "lain", "Sesuatu yang lain.")  # any write
    return kept(archive)


def changed(archive: Archive, wanted: str = "all", **which: object) -> list[tuple[str, int, int]]:
    chosen: dict[str, object] = {"before": 1 << 62, "site": None, "limit": 20} | which
    page = archive.browse.changes(wanted=wanted, **chosen)  # type: ignore[arg-type]
    return [(each.url.rsplit("/", 1)[1], each.removed, each.added) for each in page.found]


def test_a_new_version_is_written_with_what_was_changed(archive: Archive) -> None:
    for text, title in (
        ("Kapal datang.", "Pagi"), ("Kapal besar datang.", "Pagi"), ("Kapal besar datang!", "Pagi"),
        ("Kapal besar datang!\nBaca juga: Kapal lain", "Pagi"), ("Kapal pergi!", "Siang"),
    ):  # fmt: skip
        put(archive, 1, text, title)
    assert kept(archive) == [("text", 0, 1), ("text", 0, 0), ("none", 0, 0), ("headline", 2, 1)]


def test_a_line_that_comes_to_articles_one_by_one_is_a_change_of_none(archive: Archive) -> None:
    texts = [
        "Udang mahal karena tambak di hilir terendam selama dua pekan.",
        "Jalan menuju puskesmas rusak lagi sesudah truk pasir lewat.",
        "Sawah kering, petani berharap pada pompa pinjaman kecamatan.",
        "Pasar ramai sejak subuh, pembeli antre sampai ke jembatan.",
        "Hujan deras menunda pertandingan bola voli antarsekolah.",
    ]
    for number, text in enumerate(texts):
        put(archive, number, text)
    for number, text in enumerate(texts[:3]):
        put(archive, number, f"{text}\n{APPEAL}")
    assert changed(archive) == [("2", 0, 9), ("1", 0, 9), ("0", 0, 9)]  # a line of three may be anything
    put(archive, 3, f"{texts[3]}\n{APPEAL}")
    put(archive, 4, f"{texts[4].replace('deras', 'rintik')}\n{APPEAL}")
    assert changed(archive) == [("4", 1, 1)]
    assert [kind for kind, *_ in kept(archive)] == ["none"] * 4 + ["text"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET text = 'Empat lima enam.'",
        "UPDATE articles SET title = 'Lain'",
        "UPDATE revisions SET text = 'Nol.' WHERE revision_id = 1",
        "UPDATE revisions SET title = 'Nol' WHERE revision_id = 2",
        "DELETE FROM revisions WHERE revision_id = 2",
        "INSERT INTO revisions (article_id, seen, text, content_hash)"
        " SELECT id, first_seen, 'Nol dua', 'a' FROM articles",
    ],
)
def test_what_is_kept_is_never_of_other_texts(archive: Archive, statement: str) -> None:
    for text in ("Satu.", "Satu dua.", "Satu dua tiga."):
        put(archive, 1, text)
    archive._connection.execute(statement)
    of_page = changed(archive)
    put(archive, 2, "Sesuatu.")
    written = kept(archive)
    assert changed(archive) == of_page
    assert all(kind for kind, *_ in written)
    assert worked_out_anew(archive) == written


@pytest.mark.parametrize("seed", range(4))
def test_whatever_arrives_in_whatever_order(archive: Archive, seed: int) -> None:
    drawn = random.Random(seed)
    words = ["satu", "dua", "tiga", "empat", "lima", "enam"]

    def text() -> str:
        return " ".join(drawn.choices(words, k=3))

    for hour in range(30):
        at = NOW + timedelta(hours=drawn.randrange(30))
        article = Article(url=f"https://dermaga.test/{drawn.randrange(3)}", title=drawn.choice(words), text=text())
        history = History(first_seen=at, last_seen=at + timedelta(hours=1), revisions=(
            Revision(seen=at, title=drawn.choice(words), text=text(), content_hash=f"{hour}"),))  # fmt: skip
        deposit = Deposit(article=article, history=history if drawn.random() < 0.3 else None)
        archive.put_all([prepare(deposit, at)])
    written = kept(archive)
    assert len(written) > 20
    assert worked_out_anew(archive) == written


def test_large_ones_and_headlines_are_found_page_by_page_known_or_not(archive: Archive) -> None:
    for number in range(12):
        text = f"Perahu ke-{number} tiba di teluk"
        put(archive, number, text)
        more = "lagi" if number % 3 else "pada malam hari yang gelap"
        put(archive, number, f"{text} {more}", "Kabar pelabuhan" if number % 4 else "Kabar teluk")
    large, headlines = [9, 8, 6, 4, 3, 0], [8, 4, 0]
    for _ in range(2):
        assert [int(each[0]) for each in changed(archive, "large")] == large
        assert [int(each[0]) for each in changed(archive, "headlines")] == headlines
        found, before = [], 1 << 62
        while before is not None:
            page = archive.browse.changes(before=before, wanted="large", site="dermaga.test", limit=2)
            found += [int(each.url.rsplit("/", 1)[1]) for each in page.found]
            before = page.before
        assert found == large
        archive._connection.execute("UPDATE revisions SET change = NULL WHERE revision_id % 2")
    assert changed(archive, site="lain.test") == []


def test_of_many_that_are_not_known_a_page_works_out_some(archive: Archive) -> None:
    for number in range(70):
        put(archive, 1, f"Perahu ke-{number} tiba di teluk.")
    archive._connection.execute("UPDATE revisions SET change = NULL")
    page = archive.browse.changes(before=1 << 62, wanted="headlines", site=None, limit=20)
    assert (page.found, page.before) == ([], 10)
    assert archive.browse.changes(before=10, wanted="headlines", site=None, limit=20).before is None
    assert len(archive.changes(limit=100)) == 69


@pytest.mark.parametrize("damage", ["change = 'lots'", "words_out = NULL", "words_in = 'many'"])
def test_an_amount_that_is_damaged_is_told(archive: Archive, damage: str) -> None:
    put(archive, 1, "Perahu tiba.")
    put(archive, 1, "Perahu berangkat.")
    archive._connection.execute(f"UPDATE revisions SET {damage}")
    with pytest.raises(ArchiveDamaged, match="a row is damaged"):
        archive.browse.changes(before=1 << 62, wanted="all", site=None, limit=20)


def test_what_is_told_again_writes_nothing(archive: Archive) -> None:
    put(archive, 1, "Satu.")
    put(archive, 1, "Satu dua.")
    before = archive._connection.total_changes
    put(archive, 1, "Satu dua.")
    assert archive._connection.total_changes == before
