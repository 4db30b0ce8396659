"""Daily series look alike and are other stories."""

from store import Archive
from tests.store.stories.alike import articles
from tests.store.stories.telling import column, put


def test_no_daily_series_is_linked_to_another(archive: Archive) -> None:
    given = articles()
    assert len(given) >= 100
    names = {
        put(archive, told, language, site=f"{name.strip('_')}-{day}.test", days=day / 2).id: (name, day)
        for name, day, told, language in given
    }
    rows = archive._connection.execute("SELECT article_id, counterpart_id, score FROM counterparts").fetchall()
    assert [(names[row[0]], names[row[1]], row[2]) for row in rows] == []
    assert all(len(story.languages) == 1 for story in archive.stories(limit=1000))


def test_the_same_sentences_with_other_numbers_are_no_copy(archive: Archive) -> None:
    for name, day, told, language in articles():
        if name in ("_gold_id", "_gold_en", "_weather_id", "_weather_en", "_stocks_id"):
            put(archive, told, language, site=f"{name.strip('_')}-{day}.test", days=day / 2)
    assert set(column(archive, "duplicate_of").values()) == {None}
