"""Articles about one event are a story."""

from datetime import date

from store import Archive
from tests.store.stories.telling import FERRY_EN, FERRY_ID, FERRY_ID_2, MORNING, RICE_EN, RICE_ID, column, put


def told(archive: Archive) -> None:
    put(archive, FERRY_ID, "id", site="muara.test")
    put(archive, FERRY_EN, "en", site="bay.test", days=0.2)
    put(archive, FERRY_ID_2, "id", site="bukit.test", days=-0.2, published_from="guess")
    put(archive, RICE_ID, "id", site="muara.test", days=1)
    put(archive, RICE_EN, "en", site="bay.test", days=1.2)
    put(archive, ("Kucing", "Seekor kucing tidur di atap rumah tetangga sepanjang hari itu."), "id")


def test_the_largest_first_with_all_that_is_told_of_it(archive: Archive) -> None:
    told(archive)
    ferry, rice = archive.stories()
    assert [member.site for member in ferry.articles] == ["bukit.test", "muara.test", "bay.test"]
    assert ferry.headlines == {"id": FERRY_ID_2[0], "en": FERRY_EN[0]}
    assert (ferry.languages, rice.languages) == ({"id": 2, "en": 1}, {"id": 1, "en": 1})
    assert ferry.outlets == {"bukit.test": 1, "muara.test": 1, "bay.test": 1}
    assert ferry.first is not None
    assert (ferry.first.site, ferry.first.published) == ("muara.test", MORNING)  # the earlier date is a guess


def test_since_and_language_count_only_those(archive: Archive) -> None:
    told(archive)
    assert [story.languages for story in archive.stories(since=date(2026, 3, 3))] == [{"id": 1, "en": 1}]
    assert [len(story.articles) for story in archive.stories(language="en")] == [2, 3]  # one each, the later first
    assert archive.stories(language="nl") == []
    assert len(archive.stories(limit=1)) == 1


def test_a_story_keeps_its_number_when_others_join(archive: Archive) -> None:
    put(archive, FERRY_ID, "id")
    put(archive, FERRY_EN, "en")
    before = {story.id for story in archive.stories()}
    put(archive, FERRY_ID_2, "id", site="bukit.test")
    put(archive, RICE_ID, "id")
    put(archive, RICE_EN, "en")
    assert before <= {story.id for story in archive.stories()}


def test_an_article_with_another_text_leaves_and_a_story_of_one_is_none(archive: Archive) -> None:
    first = put(archive, FERRY_ID, "id").id
    put(archive, FERRY_EN, "en", url="https://bay.test/1")
    put(archive, RICE_EN, "en", url="https://bay.test/1")
    assert column(archive, "story_id")[first] is None
    assert archive.stories() == []
    assert archive._connection.execute("SELECT count(*) FROM stories").fetchone()[0] == 0
