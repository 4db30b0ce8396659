"""The reading room inside Datasette, and what makes an archive worth opening there.

Datasette finds it by the entry point of the package. Pages stand under /-/warta/; the tables that only warta needs
are hidden, articles begin with the newest, and columns say what they hold.
"""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Response

from store.db.schema import APPLICATION_ID

from .request import Request
from .room import Room

_ROOT = "/-/warta"
_INTERNAL = (
    "articles_fts",
    "entries",
    "visits",
    "pauses",
    "pending_dates",
    "story_gone",
    "story_keys",
    "story_terms",
    "tombstones",
)
_COLUMNS = {
    "published": "when it was first published, in UTC",
    "day": "the day of publication in the outlet's own calendar",
    "published_offset": "minutes east of UTC of the outlet's clocks",
    "language": "ISO 639-1",
    "languages": "shares of the text by language",
    "authors": "JSON array",
    "site": "the host, or the outlet that a plain text names",
    "text": "the article and nothing else",
    "duplicate_of": "the article that this one copies",
    "first_seen": "when it first arrived",
}
_ARTICLES = {"sort_desc": "id", "label_column": "title", "columns": _COLUMNS}
_TABLES: dict[str, dict[str, Any]] = {"articles": _ARTICLES, **{name: {"hidden": True} for name in _INTERNAL}}


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Return the pages of the reading room."""
    return [(rf"^{_ROOT}(?P<path>/.*)$", _page)]


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Return the link to the reading room, where there is an archive."""
    if _archive(datasette) is None:
        return []
    return [{"href": datasette.urls.path(f"{_ROOT}/"), "label": "Reading room"}]


@hookimpl(optionalhook=True)
def get_metadata(datasette: Any, key: str | None, database: str | None, table: str | None) -> dict[str, Any]:
    """Return what Datasette before version 1 shows of archives."""
    return {"databases": {name: {"tables": _TABLES} for name in _archives(datasette)}}


async def _page(request: Any, datasette: Any) -> Response:
    path = _archive(datasette)
    if path is None:
        return Response.text("There is no archive of warta here.", status=404)
    room = Room(path=path, root=datasette.urls.path(_ROOT))
    headers = {"accept-language": request.headers.get("accept-language", "")}
    query = {name: request.args.get(name) for name in request.args}
    asked = Request(path=request.url_vars["path"], query=query, headers=headers)
    got = await asyncio.to_thread(room.answer, asked)
    headers = {name: value for name, value in got.all_headers.items() if name != "Content-Type"}
    return Response(got.body, status=got.status, headers=headers, content_type=got.content_type)


def _archive(datasette: Any) -> Path | None:
    return next(iter(_archives(datasette).values()), None)


def _archives(datasette: Any) -> dict[str, Path]:
    """The databases that warta made, by name."""
    paths = {name: Path(database.path) for name, database in datasette.databases.items() if database.path}
    return {name: path for name, path in paths.items() if _is_archive(path)}


def _is_archive(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except sqlite3.Error:  # also of a file that is gone
        return False
