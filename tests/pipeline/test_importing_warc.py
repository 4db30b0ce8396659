"""Web archives on the road: what is stored, told and skipped."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from store import Archive
from tests.formats.warc.writing import http, packed, page, record, response

Warta = Callable[..., Result]
URL = "https://muara.test/{}.html"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An archive of two pages, a redirect to one of them, and a record that it had not changed a day later."""
    path = tmp_path / "CC-NEWS-20260105083000-00001.warc.gz"
    again = record("revisit", URL.format(1), http(b""), date="2026-01-06T08:30:00Z")
    moved = record("response", "https://muara.test/p/2", http(b"", f"Location: {URL.format(2)}", status="302 Found"))
    records = [response(URL.format(number), page(f"Bakau ke-{number}")) for number in (1, 2)]
    path.write_bytes(packed([record("warcinfo", "", b"x"), records[0], moved, records[1], again]))
    return path


def counts(result: Result) -> str:
    return result.stdout.partition(" (")[0].strip()


def test_pages_are_stored_as_they_were_received_then(warta: Warta, file: Path, path: Path) -> None:
    result = warta("import", file)
    assert (result.exit_code, counts(result)) == (0, "2 added, 0 changed, 0 same, 0 failed")
    with Archive(path, readonly=True) as archive:
        found = archive.get(URL.format(1))
        assert found is not None
        assert (found.title, found.first_seen) == ("Bakau ke-1", datetime(2026, 1, 5, 8, 30, tzinfo=UTC))
        (capture,) = archive.captures(found.id)
        assert (capture.status, capture.body) == (200, page("Bakau ke-1"))
        kinds = [seen.sighting.kind for seen in archive.sightings(found.id)]
        assert sorted(kinds) == ["page", "warc", "warc"]  # the second: it had not changed a day later


def test_an_address_that_a_redirect_in_the_file_leads_from_finds_the_article(
    warta: Warta, file: Path, path: Path
) -> None:
    warta("import", file)
    with Archive(path, readonly=True) as archive:
        found = archive.get("https://muara.test/p/2")
        assert found is not None
        assert found.url == URL.format(2)


def test_a_second_run_reads_no_page_that_is_stored(
    warta: Warta, file: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warta("import", file)
    monkeypatch.setattr("ingest.pipeline.process._read", None)
    result = warta("import", file, "--keep-captures", "0")
    assert (result.exit_code, counts(result)) == (0, "0 added, 0 changed, 2 same, 0 failed")


def test_another_file_of_the_same_name_is_read(warta: Warta, file: Path, path: Path) -> None:
    warta("import", file)
    new = response(URL.format(1), page("Bakau ke-1", "Air surut pada sore hari."), date="2026-01-09T08:30:00Z")
    file.write_bytes(packed([record("warcinfo", "", b"x"), new]))
    assert counts(warta("import", file)) == "0 added, 1 changed, 0 same, 0 failed"


def test_a_loss_is_told_and_the_rest_is_stored(warta: Warta, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-60])
    result = warta("import", file)
    assert (result.exit_code, counts(result)) == (3, "2 added, 0 changed, 0 same, 1 failed")
    assert "it breaks off in the middle" in result.stderr


def test_folders_and_standard_input_hold_archives_too(warta: Warta, file: Path) -> None:
    assert counts(warta("import", file.parent)) == "2 added, 0 changed, 0 same, 0 failed"
    assert counts(warta("import", "-", stdin=file.read_bytes())) == "0 added, 0 changed, 2 same, 0 failed"


def test_a_page_without_an_article_is_named_with_its_file_and_address(warta: Warta, file: Path) -> None:
    file.write_bytes(packed([response(URL.format(9), b"<html><body><p>Beranda</p></body></html>")]))
    result = warta("import", file)
    assert result.exit_code == 4
    assert f"{file}, offset 0 ({URL.format(9)})" in result.stderr
