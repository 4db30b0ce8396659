"""What only an earlier version says is found, with the filters of a search."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from store import Archive, Article, BadQuery

DAY = datetime(2026, 4, 2, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("search") / "ledger.db") as archive:
        for url, host, language, day, texts in (
            ("a", "muara.test", "id", 1, ["Garam langka di pasar.", "Garam cukup di pasar.", "Garam murah."]),
            ("b", "lain.test", "en", 5, ["Garam is scarce.", "Salt is scarce."]),
            ("c", "muara.test", "id", 9, ["Garam tidak pernah berubah."]),
        ):
            for number, text in enumerate(texts):
                archive.put(
                    Article(url=f"https://{host}/{url}", title=f"Judul {number}", text=text, language=language,
                            authors=("Rina",) if url == "a" else (), published=DAY.replace(day=day))
                )  # fmt: skip
        yield archive


def found(archive: Archive, query: str, **filters: object) -> list[tuple[str, int]]:
    return [(hit.url[-1], hit.version) for hit in archive.search_versions(query, **filters)]


@pytest.mark.parametrize(
    ("query", "filters", "wanted"),
    [
        ("garam", {}, [("b", 1), ("a", 2), ("a", 1)]),
        ("garam", {"limit": 1}, [("b", 1)]),
        ("langka", {}, [("a", 1)]),
        ("murah", {}, []),  # only the article as it is now says so
        ("title:judul", {"site": "muara.test"}, [("a", 2), ("a", 1)]),
        ("garam", {"language": "en"}, [("b", 1)]),
        ("garam", {"since": "2026-04-02"}, [("b", 1)]),
        ("garam", {"until": date(2026, 4, 2)}, [("a", 2), ("a", 1)]),
        ("garam", {"arrived_since": date(2999, 1, 1)}, []),
        ("garam site:lain.test", {}, [("b", 1)]),
        ("garam author:rina -langka", {}, [("a", 2)]),
        ("garam -site:lain.test cukup", {}, [("a", 2)]),
    ],
)
def test_versions_are_found_with_filters(
    ledger: Archive, query: str, filters: dict[str, object], wanted: list[tuple[str, int]]
) -> None:
    assert found(ledger, query, **filters) == wanted


def test_a_hit_says_which_version_it_is_and_what_came_of_it(ledger: Archive) -> None:
    [hit] = ledger.search_versions("langka")
    assert (hit.version, hit.title, hit.title_now) == (1, "Judul 0", "Judul 2")
    assert [hit.snippet[begin:end] for begin, end in hit.marks] == ["langka"]
    assert hit.replaced is not None
    assert hit.seen <= hit.replaced


def test_what_cannot_be_looked_for_is_refused(ledger: Archive) -> None:
    with pytest.raises(BadQuery):
        ledger.search_versions("-garam")
    with pytest.raises(ValueError, match="no time"):
        ledger.search_versions("garam", since="tadi")
