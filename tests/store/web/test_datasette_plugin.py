"""The reading room under a real Datasette, and what Datasette shows of an archive with the plugin."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from store.web import datasette_plugin

from .conftest import HOSTILE


@pytest.fixture
def _plugin() -> Any:
    """As the entry point of an installed warta registers it."""
    known = pm.is_registered(datasette_plugin)
    if not known:
        pm.register(datasette_plugin, "warta-room")
    yield
    if not known:
        pm.unregister(datasette_plugin)


def asked(files: list[Path], *addresses: str) -> list[Any]:
    async def ask() -> list[Any]:
        datasette = Datasette([str(file) for file in files])
        await datasette.invoke_startup()
        return [await datasette.client.get(address) for address in addresses]

    return asyncio.run(ask())


@pytest.mark.usefixtures("_plugin")
def test_the_same_pages_stand_under_datasette(path: Path, stored: dict[str, int]) -> None:
    front, found, article, missing, style = asked(
        [path], "/-/warta/", "/-/warta/?q=panen", f"/-/warta/article/{stored['trap']}", "/-/warta/article/7",
        "/-/warta/static/room.css",
    )  # fmt: skip
    assert "Garam dipanen" in front.text
    assert "<mark>memanen</mark>" in found.text
    assert f'href="/-/warta/article/{stored["harvest"]}?q=panen"' in found.text
    assert HOSTILE not in article.text
    assert article.headers["content-security-policy"].startswith("default-src 'none'")
    assert (missing.status_code, style.headers["content-type"]) == (404, "text/css; charset=utf-8")


@pytest.mark.usefixtures("_plugin")
def test_datasette_shows_what_is_worth_it(path: Path, stored: dict[str, int]) -> None:
    tables, articles = asked([path], "/news.json", "/news/articles.json?_shape=objects")
    shown = [table["name"] for table in tables.json()["tables"] if not table["hidden"]]
    assert "articles" in shown
    assert not {"entries", "visits", "pauses", "articles_fts"} & set(shown)
    assert [row["id"] for row in articles.json()["rows"]] == sorted(stored.values(), reverse=True)


@pytest.mark.usefixtures("_plugin")
def test_other_databases_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE entries (id INTEGER)")
    connection.close()
    front, page, tables = asked([other], "/", "/-/warta/", "/other.json")
    assert "Reading room" not in front.text
    assert page.status_code == 404
    assert [table["hidden"] for table in tables.json()["tables"]] == [False]
