"""Links as a person meets them: left out, told of by check, worked out later."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from store import Archive, Article
from tests.store.stories.telling import FERRY_EN, FERRY_ID, MORNING

Warta = Callable[..., Result]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """News of an accident, in both languages."""
    records = [
        {"url": f"https://{name}.test/1", "title": title, "text": text, "published": MORNING.isoformat()}
        for name, (title, text) in {"muara": FERRY_ID, "strait": FERRY_EN}.items()
    ]
    file = tmp_path / "news.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records))
    return file


def test_an_import_without_links_says_how_to_get_them(warta: Warta, path: Path, news: Path) -> None:
    assert warta("import", news, "--no-links").exit_code == 0
    with Archive(path, readonly=True) as archive:
        assert archive.counterparts(archive.search("feri")[0].id) == []
    checked = warta("check")
    assert checked.exit_code == 0
    assert "`warta relink`" in checked.stderr
    assert warta("relink").exit_code == 0
    assert warta("check").stderr == ""
    with Archive(path, readonly=True) as archive:
        assert [found.language for found in archive.counterparts(archive.search("feri")[0].id)] == ["en"]


def test_an_import_links_by_itself(warta: Warta, path: Path, news: Path) -> None:
    assert warta("import", news).exit_code == 0
    assert warta("check").stderr == ""
    with Archive(path, readonly=True) as archive:
        assert len(archive.counterparts(archive.search("feri")[0].id)) == 1


PAGE = (
    '<html lang="{0}"><head><title>{1}</title><link rel="canonical" href="https://muara.test/{0}/1">'
    '<link rel="alternate" hreflang="en" href="/en/1"><link rel="alternate" hreflang="id-ID" href="/id/1">'
    "</head><body><article><h1>{1}</h1><p>{2}</p></article></body></html>"
)


def test_pages_that_name_each_other_are_linked_also_after_an_export(warta: Warta, path: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    told = (("id", *FERRY_ID), ("en", *FERRY_EN))
    records = [{"url": f"https://muara.test/{code}/1", "html": PAGE.format(code, *rest)} for code, *rest in told]
    pages.write_text("".join(json.dumps(record) + "\n" for record in records))
    assert warta("import", pages).exit_code == 0
    out = tmp_path / "out.jsonl"
    assert warta("export", "--output", out).exit_code == 0
    again = path.with_name("again.db")
    assert warta("--db", again, "import", out).exit_code == 0
    for db in (path, again):
        with Archive(db, readonly=True) as archive:
            found = archive.counterparts(archive.search("feri")[0].id)
            assert [(one.url, one.kind) for one in found] == [("https://muara.test/en/1", "hreflang")]
    assert warta("--db", again, "export").stdout == warta("export").stdout == out.read_text()


def test_an_archive_of_an_older_lexicon_is_told_of(warta: Warta, path: Path, news: Path) -> None:
    warta("import", news)
    with Archive(path) as archive:
        archive._connection.execute("UPDATE link_state SET value = '2019-01-01' WHERE name = 'lexicon'")
    checked = warta("check")
    assert (checked.exit_code, "lexicon of 2019-01-01" in checked.stderr) == (0, True)


def test_days_without_an_hour_and_articles_without_a_language_are_told_in_words(warta: Warta, path: Path) -> None:
    with Archive(path) as archive:
        for number, (told, language, day) in enumerate(((FERRY_ID, "id", 2), (FERRY_EN, "en", 3))):
            archive.put(Article(
                url=f"https://{number}.test/1", title=told[0], text=told[1], language=language, day=date(2026, 3, day),
                published_from="meta",
            ))  # fmt: skip
        archive._connection.execute("UPDATE articles SET language = NULL WHERE language = 'en'")
        first = archive.search("feri")[0].id
    stories = warta("stories").stdout
    assert "2 articles (id 1, unknown 1)" in stories
    assert "no language  " in stories
    assert f"first: https://0.test/1, 2026-03-02 (hour not known)  {first}" in stories
    shown = warta("show", str(first)).stdout
    assert "published: 2026-03-02 (from meta)\n" in shown
    assert "T00:00" not in shown.partition("seen in")[0]
    assert json.loads(warta("show", str(first), "--json").stdout)["published"] == "2026-03-02T00:00:00Z"
    assert "2026-03-03  no language\n" in warta("search", "ferry").stdout


def test_how_many_of_the_first_day_have_no_hour_is_told(warta: Warta, path: Path) -> None:
    with Archive(path) as archive:
        for number, (told, when) in enumerate((
            (FERRY_ID, {"day": MORNING.date()}), (FERRY_EN, {"published": MORNING, "published_offset": 0}),
        )):  # fmt: skip
            archive.put(Article(
                url=f"https://{number}.test/1", title=told[0], text=told[1], language=("id", "en")[number],
                published_from="meta", **when,
            ))  # fmt: skip
    assert "(1 of that day without an hour)" in warta("stories").stdout
