"""All articles are counted by the indexes as they are counted one by one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from store import Archive, Article
from store.browse import facets
from store.browse.facets import Facets
from store.search.window import Window


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Articles with and without a host, a language, a date, a day of the outlet."""
    path: Path = tmp_path_factory.mktemp("whole") / "news.db"
    with Archive(path) as archive:
        for n in range(48):
            published = datetime(2026, 1 + n % 3, 1, 1, tzinfo=UTC) if n % 7 else None
            archive.put(
                Article(
                    url=f"https://www.koran{n % 2}.co.id/{n}" if n % 5 else f"catatan-{n}",
                    site=f"Harian {n % 4}" if n % 5 == 0 and n % 3 else None,
                    text=f"Kabar ke {n}.",
                    language=("id", "en", None)[n % 3],
                    published=published,
                    day=date(2026, 1 + n % 3, 2) if published and n % 11 else None,
                )
            )
        archive._connection.execute("UPDATE articles SET day = NULL WHERE id % 3 = 1")  # as one that waits
        yield archive


@pytest.mark.parametrize("language", [None, "id", "en", "fr"])
def test_the_counts_are_those_of_the_articles_one_by_one(archive: Archive, language: str | None) -> None:
    counted = archive.browse.facets("", Window(language=language))
    one_by_one = facets.count(archive._connection, "kabar", Window(language=language))  # which all of them have
    assert flat(counted) == flat(one_by_one)
    assert counted.total == (48 if language is None else 16 if language != "fr" else 0)


def flat(found: Facets) -> tuple[object, ...]:
    named = [found.languages, found.sites, found.months.items(), found.sections or [], found.authors or []]
    return (found.total, *(sorted(counts) for counts in named))
