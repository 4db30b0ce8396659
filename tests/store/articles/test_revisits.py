"""That an answer came again is noted, the answer is not kept twice."""

from datetime import timedelta

from store import Archive, Capture, Revisit
from tests.store.articles.arrivals import ADDRESS, DAY, all_rows, article, capture

AGAIN = "SELECT c.url, r.fetched, r.status FROM revisits r JOIN captures c ON c.id = r.capture_id"


def again(archive: Archive) -> list[tuple[object, ...]]:
    return [tuple(row) for row in archive._connection.execute(AGAIN)]


def later(first: Capture, days: int) -> Capture:
    return Capture(url=first.url, fetched=DAY + timedelta(days=days), body=first.body, status=first.status)


def test_the_same_answer_later_is_noted_once(archive: Archive) -> None:
    page = capture(b"isi")
    archive.put(article(), capture=page)
    assert again(archive) == []
    for _ in range(2):
        archive.put(article(), capture=later(page, 1))
    assert again(archive) == [(ADDRESS, "2026-01-06T00:00:00Z", 200)]


def test_another_answer_or_a_file_is_no_revisit(archive: Archive) -> None:
    archive.put(article(), capture=capture(b"isi"))
    archive.put(article(), capture=capture(b"iklan lain"))
    archive.put(article(url="file:///a"), capture=capture(b"isi", None))
    archive.put(article(url="file:///a"), capture=later(capture(b"isi", None), 1))
    assert again(archive) == []


def test_what_is_not_here_is_passed_over(archive: Archive) -> None:
    archive.put(article(), capture=capture(b"isi"))
    before = all_rows(archive)
    archive.revisit([Revisit(url=ADDRESS, sha256="0" * 64, fetched=DAY + timedelta(days=1), status=304)])
    assert all_rows(archive) == before


def test_headers_come_back_as_they_were(archive: Archive) -> None:
    page = Capture(url=ADDRESS, fetched=DAY, status=200, headers="HTTP/1.1 200 OK\nX: y\n", body=b"isi")
    placed = archive.put(article(), capture=page)
    assert archive.captures(placed.id) == [page]
