"""Words that no article has, and those of the archive that are written nearly so."""

from pathlib import Path

import pytest

from store import Archive, Article

TEXTS = (
    "Jembatan gantung di muara diperbaiki warga. Jembakan dan jembatan.",
    "Jembatan lama ditutup; pemerintah daerah membangun yang baru. The government said so.",
    "Pemerintah pusat membantu pembangunan jembatan. A government plan for São Tomé.",
    "Kejadian aneh di ladang garam.",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with Archive(path) as archive:
        for number, text in enumerate(TEXTS):
            archive.put(Article(url=f"https://muara.test/{number}", text=text, language="id"))
    return path


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("jembatn gantung", {"jembatn": "jembatan"}),
        ("Jembattan", {"jembattan": "jembatan"}),
        ("jebmatan pemerintha", {"jebmatan": "jembatan", "pemerintha": "pemerintah"}),
        ("goverment", {"goverment": "government"}),
        ("jembatan", {}),  # it is there
        ("membangun pembangunannya", {}),  # a form of it is
        ("ladaang", {"ladaang": "ladang"}),
        ("jmbatan", {}),  # the first letters are taken to be right
        ("bebatuan", {}),
        ("jem* -jembatn \"jembatn baru\" kode7", {}),
        ("jembatn jembatn ladaang goverment pemerintha", {  # of many words the first
            "jembatn": "jembatan", "ladaang": "ladang", "goverment": "government",
        }),
        ("gov", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_a_word_that_no_article_has_is_compared_with_those_that_some_have(
    path: Path, query: str, near: dict[str, str]
) -> None:
    before = path.read_bytes()
    with Archive(path, readonly=True) as archive:
        assert archive.nearly(query) == near
        assert archive.nearly(query) == near
    assert path.read_bytes() == before
    with Archive(path) as archive:
        assert archive.nearly(query) == near


def test_the_stem_of_an_english_word_is_no_word(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        for number in range(3):
            archive.put(Article(url=f"https://muara.test/{number}", text="Many cities and parties.", language="en"))
        assert archive.nearly("citieee") == {"citieee": "cities"}
        assert archive.nearly("parti") == {}
