"""Words that a person adds to the lexicon of an archive."""

from pathlib import Path

import pytest

from store import Archive, DamagedLexicon
from store.articles import own_words
from tests.store.stories.telling import pairs, put

# What the lexicon of the package does not have, in a village that both name.
WEAVING_ID = (
    "Lontaran ikat Wolonoma naik daun",
    "Perajin di Wolonoma membuat lontaran, mandek dan pirihan dengan benang kemilan. Kelompok Marselina Due menjual"
    " lontaran dan mandek di pasar.",
)
WEAVING_EN = (
    "Wolonoma wrapcloths are in demand",
    "Craftswomen in Wolonoma make wrapcloths, headbinds and shoulderdrapes from kemilan yarn. The group of Marselina"
    " Due sells wrapcloths and headbinds at the market.",
)
WORDS = (("lontaran", "wrapcloths"), ("mandek", "headbinds"), ("pirihan", "shoulderdrapes"))


def add(path: Path, *words: tuple[str, str]) -> None:
    own_words.add(own_words.beside(path), words)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("padi rice", "no tab"),
        ("padi\trice field", "'rice field' is not one word"),
        ("\trice", "'' is not one word"),
        ("padi\t7", "'7' is not one word"),
        ("padi\trice\tpaddy", "'rice\\tpaddy' is not one word"),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "words.tsv"
    file.write_text(f"# mine\n\nsawah\tpaddy\n{line}\n")
    with pytest.raises(DamagedLexicon) as error:
        own_words.read(file)
    assert "words.tsv, line 4" in str(error.value)
    assert said in str(error.value)
    assert error.value.exit_code == 78


@pytest.mark.parametrize("body", [b"\xff\xfepadi\trice\n", b"pad\xe9\trice\n"])
def test_a_file_in_another_encoding_is_refused(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "words.tsv"
    file.write_bytes(body)
    with pytest.raises(DamagedLexicon, match="UTF-8"):
        own_words.read(file)


def test_words_are_read_folded_and_once_and_lines_written_by_hand_stay(tmp_path: Path) -> None:
    file = tmp_path / "words.tsv"
    file.write_bytes("\ufeff# mine\r\nSawah\tPaddy \r\nsawah\tpaddy\r\ncafé\tcoffee".encode())
    assert own_words.read(file) == [("sawah", "paddy"), ("cafe", "coffee")]
    own_words.add(file, [("padi", "rice")])
    assert file.read_text() == "# mine\nSawah\tPaddy \nsawah\tpaddy\ncafé\tcoffee\npadi\trice\n"
    own_words.remove(file, [("sawah", "paddy")])
    assert file.read_text() == "# mine\ncafé\tcoffee\npadi\trice\n"


def test_they_are_searched_across_in_both_directions(archive: Archive) -> None:
    one, other = put(archive, WEAVING_ID, "id").id, put(archive, WEAVING_EN, "en", days=9).id
    assert [hit.id for hit in archive.search("lontaran mandek", across=True)] == [one]
    add(archive.path, *WORDS)
    assert {hit.id for hit in archive.search("lontaran mandek", across=True)} == {one, other}
    assert {hit.id for hit in archive.search("wrapcloths headbinds", across=True)} == {one, other}


def test_they_link(archive: Archive) -> None:
    put(archive, WEAVING_ID, "id")
    put(archive, WEAVING_EN, "en")
    before = {row[0] for row in archive._connection.execute("SELECT max(score) FROM counterparts")}
    add(archive.path, *WORDS)
    assert "own words" in str(archive.to_relink())
    while archive.relink().until is not None:
        pass
    after = {row[0] for row in archive._connection.execute("SELECT max(score) FROM counterparts")}
    assert len(pairs(archive)) == 2
    assert max(after) > max(score or 0 for score in before)
    assert archive.to_relink() is None


def test_what_comes_in_is_linked_by_them(path: Path) -> None:
    add(path, *WORDS)
    with Archive(path) as archive:
        put(archive, WEAVING_ID, "id")
        put(archive, WEAVING_EN, "en")
        assert len(pairs(archive)) == 2


def test_an_archive_with_a_damaged_line_beside_it_is_not_written(path: Path) -> None:
    Archive(path).close()
    own_words.beside(path).write_text("sawah paddy\n")
    with pytest.raises(DamagedLexicon, match="line 1"):
        Archive(path)
    with Archive(path, readonly=True) as archive:
        assert archive.search("sawah") == []
