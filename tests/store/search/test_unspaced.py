"""Words of scripts without spaces are found wherever they stand in a run of letters."""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from store import Archive, Article, Deposit
from tests.store.search.searching import found

DAY = datetime(2026, 4, 2, 3, tzinfo=UTC)
NEWS = [
    Article(url="ja", title="港町の市長選挙、投票始まる", text="青空市の市長選挙は2026年4月に行われる。投票率は低い。",
            language="ja", published=DAY, site="asagumo.test"),
    Article(url="zh", title="海边小镇的盐价下跌", text="盐农表示，今年第12次下调价格。新型iPhone手机发布。",
            language="zh", published=DAY.replace(day=3), site="haibian.test"),
    Article(url="ko", title="소금 가격이 내렸다", text="어민들은 시장이 조용하다고 말했다.",
            language="ko", published=DAY.replace(day=4), site="badak.test"),
    Article(url="th", title="ราคาเกลือลดลงอีกครั้ง", text="ชาวนาเกลือกินข้าวที่ตลาดริมทะเล",
            language="th", published=DAY.replace(day=5), site="talae.test"),
    Article(url="id", title="Wali kota berpidato", text="Ia mengutip 市長選挙 dalam pidato soal garam.",
            language="id", published=DAY.replace(day=6), site="muara.test"),
]  # fmt: skip


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("search") / "quay.db") as archive:
        archive.put_all([Deposit(article=article) for article in NEWS])
        yield archive


@pytest.mark.parametrize(
    ("query", "urls"),
    [
        ("市長", {"ja", "id"}),
        ("長選", {"ja", "id"}),
        ("選挙は", {"ja"}),
        ("青空市長", set()),
        ("2026年", {"ja"}),
        ("率", {"ja"}),
        ("い", {"ja"}),  # the last letter before a sign
        ("盐价", {"zh"}),
        ("第12次", {"zh"}),
        ("iphone", {"zh"}),
        ("手机", {"zh"}),
        ("新型iPhone", {"zh"}),
        ("시장", {"ko"}),
        ("가격", {"ko"}),
        ("เกลือ", {"th"}),
        ("กิน", {"th"}),
        ("กัน", set()),  # other vowel signs
        ("ข้าว", {"th"}),
        ("市長 garam", {"id"}),
        ("市長 -garam", {"ja"}),
        ("garam -市長", set()),
        ("市長 OR 盐价", {"ja", "id", "zh"}),
        ("(市長 | เกลือ) -pidato", {"ja", "th"}),
        ("title:市長", {"ja"}),
        ("title:投票率", set()),
        ("-title:市長 市長", {"id"}),
        ('"市長選挙"', {"ja", "id"}),
        ('"mengutip 市長"', {"id"}),
        ("市長*", {"ja", "id"}),
        ("市長 site:muara.test", {"id"}),
        ("町の市長選挙、投票", {"ja"}),
        ("東京", set()),
    ],
)
def test_words_inside_runs_are_found(quay: Archive, query: str, urls: set[str]) -> None:
    for form in ("NFC", "NFD"):
        hits = quay.search(unicodedata.normalize(form, query))
        assert {hit.url for hit in hits if hit.matched == "all"} == urls


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("市長選", ["市長選"]),
        ("投票", ["投票"]),
        ("2026年", ["2026年"]),
        ("투표", []),
        ("iphone", ["iPhone"]),
        ("価格 发布 手机", ["手机", "发布"]),
        ("시장", ["시장"]),
        ("ตลาด เกลือ", ["เกลือ", "ตลาด"]),
        ("長選 市長", ["市長"]),
    ],
)
def test_what_was_asked_for_is_marked_and_no_more(quay: Archive, query: str, marked: list[str]) -> None:
    shown = [hit.snippet[begin:end] for hit in quay.search(query, limit=1) for begin, end in hit.marks]
    assert shown == marked


def test_filters_windows_and_newest_first_hold(quay: Archive) -> None:
    assert found(quay, "市長", newest=True) == ["id", "ja"]
    assert found(quay, "市長", language="ja") == ["ja"]
    assert found(quay, "市長", since=date(2026, 4, 3)) == ["id"]
    assert found(quay, "市長", until=date(2026, 4, 3), newest=True) == ["ja"]
    assert found(quay, "市長", site="muara.test") == ["id"]
    assert found(quay, "市長", limit=1, newest=True) == ["id"]


def test_a_headline_counts_more_than_a_text(quay: Archive) -> None:
    assert found(quay, "市長選挙") == ["ja", "id"]


def test_the_index_follows_changes_corrected_dates_and_deletions(archive: Archive) -> None:
    archive.put_all([Deposit(article=article) for article in NEWS])
    archive.put(Article(url="ja", title="港町の知事選挙", text="知事が決まった。", language="ja", published=DAY))
    assert found(archive, "市長") == ["id"]
    assert found(archive, "事選") == ["ja"]
    [hit] = archive.search_versions("投票率")
    assert (hit.url, [hit.snippet[begin:end] for begin, end in hit.marks]) == ("ja", ["投票率"])
    archive._connection.execute("UPDATE articles SET published = '2020-01-01T00:00:00Z', day = NULL WHERE url = 'ja'")
    assert found(archive, "知事", newest=True) == ["ja"]
    assert found(archive, "知事", since=date(2026, 1, 1)) == []
    assert found(archive, "知事", until=date(2020, 1, 1)) == ["ja"]
    archive.delete([archive.get("ja").id], why="permintaan")
    assert found(archive, "知事") == []
    assert archive.search_versions("投票率") == []


def test_forms_of_a_word_are_found_in_earlier_versions(archive: Archive) -> None:
    archive.put(Article(url="a", title="Penembakan di dermaga", text="Polisi datang.", language="id"))
    archive.put(Article(url="a", title="Keributan di dermaga", text="Polisi datang.", language="id"))
    [hit] = archive.search_versions("ditembak")
    assert hit.title == "Penembakan di dermaga"
