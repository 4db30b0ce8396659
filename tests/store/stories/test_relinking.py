"""An archive that has no links gets them, and may be stopped in between."""

from store import Archive, Article, Deposit, prepare
from store.articles import own_words
from tests.store.stories.telling import FERRY_EN, FERRY_ID, FERRY_ID_2, MORNING, RICE_EN, RICE_ID, column, pairs, put

TOLD = ((FERRY_ID, "id"), (FERRY_EN, "en"), (FERRY_ID_2, "id"), (RICE_ID, "id"), (RICE_EN, "en"))


def state(archive: Archive) -> tuple[object, ...]:
    keys = archive._connection.execute("SELECT count(*), sum(length(postings)) FROM story_keys").fetchone()
    return (
        pairs(archive),
        column(archive, "duplicate_of"),
        tuple(keys),
        [len(story.articles) for story in archive.stories()],
    )


def fill(archive: Archive, *, links: bool) -> None:
    archive.links = links
    for number, (told, language) in enumerate(TOLD):
        put(archive, told, language, site=f"{number}.test", days=number / 10)


def test_what_was_put_without_links_has_none_and_says_so(archive: Archive) -> None:
    fill(archive, links=False)
    assert state(archive) == (set(), dict.fromkeys(column(archive, "id")), (0, None), [])
    assert archive.to_relink() is not None


def test_after_relinking_it_is_known_with_which_words(archive: Archive) -> None:
    fill(archive, links=False)
    while archive.relink(2).until is not None:
        pass
    own_words.add(own_words.beside(archive.path), [("lontaran", "wrapcloths")])
    assert "lexicon" in str(archive.to_relink())


def test_relinking_by_ones_gives_what_linking_gave(archive: Archive) -> None:
    fill(archive, links=True)
    before = state(archive)
    assert before[0]
    assert archive.to_relink() is None
    progress = archive.relink(1, anew=True)
    assert progress.linked == 1
    put(archive, FERRY_ID, "id", site="0.test")  # the same once more
    while progress.until is not None:
        assert archive.to_relink() is not None
        progress = archive.relink(1)
    assert state(archive) == before
    assert archive.to_relink() is None


def test_what_comes_in_between_is_linked_once(archive: Archive) -> None:
    fill(archive, links=False)
    archive.links = True
    archive.relink(2)
    put(archive, FERRY_EN, "en", site="late.test", days=0.9)
    while archive.relink(2).until is not None:
        pass
    counted = archive._connection.execute(
        "SELECT (SELECT sum(articles) FROM story_terms WHERE key < 1 << 31),"
        " (SELECT sum(length(postings)) / 8 FROM story_keys)"
    ).fetchone()
    assert counted[0] == counted[1]


def test_links_of_an_older_lexicon_are_told(archive: Archive) -> None:
    fill(archive, links=True)
    archive._connection.execute("UPDATE link_state SET value = '2019-01-01' WHERE name = 'lexicon'")
    assert "2019-01-01" in str(archive.to_relink())


def test_what_was_linked_stays_when_more_comes_without_links(archive: Archive) -> None:
    for number, (told, language) in enumerate(TOLD[:2]):
        put(archive, told, language, site=f"{number}.test", days=number / 10)
    linked = pairs(archive)
    archive.links = False
    put(archive, RICE_ID, "id", site="3.test", days=1)
    put(archive, RICE_EN, "en", site="4.test", days=1.1)
    put(archive, FERRY_ID, "id", site="0.test")  # the same once more
    assert pairs(archive) == linked != set()
    assert archive.relink(100).linked == 2
    assert archive.relink(100).until is None
    assert len(pairs(archive)) == 4
    assert linked < pairs(archive)


def test_what_was_prepared_for_no_links_is_linked_where_links_are_wanted(archive: Archive) -> None:
    for number, ((title, text), language) in enumerate(TOLD[:2]):
        article = Article(url=f"https://{number}.test/1", title=title, text=text, language=language, published=MORNING)
        ready = prepare(Deposit(article=article), MORNING, links=False)
        assert ready.keys is None
        archive.put_all([ready])
    assert len(pairs(archive)) == 2


def test_another_text_without_links_loses_those_of_the_text_before(archive: Archive) -> None:
    fill(archive, links=True)
    first = min(pairs(archive))[0]
    [url] = archive._connection.execute("SELECT url FROM articles WHERE id = ?", (first,)).fetchone()
    archive.links = False
    put(archive, ("Harga cabai naik", "Pedagang di pasar Tomohon menaikkan harga cabai rawit."), "id", url=url)
    assert all(first not in pair for pair in pairs(archive))
    while archive.relink(2).until is not None:
        pass
    assert all(first not in pair for pair in pairs(archive))
    counted = archive._connection.execute(
        "SELECT (SELECT sum(articles) FROM story_terms WHERE key < 1 << 31),"
        " (SELECT sum(length(postings)) / 8 FROM story_keys)"
    ).fetchone()
    assert counted[0] == counted[1]


def test_a_newer_lexicon_links_all_anew_also_in_the_middle(archive: Archive) -> None:
    fill(archive, links=True)
    archive.relink(2, anew=True)
    archive._connection.execute("UPDATE link_state SET value = '2019-01-01' WHERE name = 'lexicon'")
    assert archive.relink(100).linked == len(TOLD)
    assert archive.relink(100).until is None
    assert archive.to_relink() is None
