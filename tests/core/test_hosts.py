"""Bare hosts told from names of files."""

from pathlib import Path

import pytest

from ingest.core import hosts


@pytest.mark.parametrize(
    "text",
    [
        "muara.test",
        "www.muara.co.id",
        "muara.test/kabar",
        "muara.test:8080/?p=1",
        " muara.news ",
        "Muara.COM",
        "kabar.tv",
    ],
)
def test_a_host_without_a_scheme_is_one(text: str) -> None:
    assert hosts.advice(text) == f"if it is a site, give https://{text.strip()}"


@pytest.mark.parametrize(
    "text",
    ["", "-", "kabar.html", "kabar.jsonl", "./muara.test", "/srv/muara.test", "muara", "http://muara.test", "1234",
     "2026.01", "muara.test kabar", "a\0b.test", "kabar.warc.gz"],
)  # fmt: skip
def test_a_path_or_an_address_is_none(text: str) -> None:
    assert not hosts.is_bare(text)


def test_a_file_that_is_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("muara.test").touch()
    assert hosts.advice("muara.test") == ""
