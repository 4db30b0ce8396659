"""From a request to a response: which page it is, and what is said when it cannot be shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from store.archive import Archive
from store.db.errors import (
    ArchiveBusy,
    ArchiveMissing,
    BadQuery,
    Interrupted,
    NewerArchive,
    NotAnArchive,
    OlderArchive,
    StoreError,
)

from . import view, words
from .pages import article, captures, changes, citation, feeds, search, searches, sources, stories, trends
from .pages.visit import NotThere, Visit
from .request import BadParameter, Parameters, Request, shown
from .responses import Response

MAX_SECONDS = 5.0  # that one page may read for
_BUSY_TIMEOUT_SECONDS = 2.0
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_PAGES: tuple[tuple[re.Pattern[str], Callable[..., Response]], ...] = tuple(
    (re.compile(pattern), page)
    for pattern, page in (
        (r"/", search.page),
        (r"/article/(?P<article_id>[0-9]{1,18})", article.page),
        (r"/article/(?P<article_id>[0-9]{1,18})/citation\.bib", citation.bibtex),
        (r"/article/(?P<article_id>[0-9]{1,18})/citation\.json", citation.csl),
        (r"/changes", changes.page),
        (r"/stories", stories.page),
        (r"/story/(?P<story_id>[0-9]{1,18})", stories.one),
        (r"/trends", trends.page),
        (r"/trends\.csv", trends.as_csv),
        (r"/sources", sources.page),
        (r"/searches", searches.page),
        (r"/feed\.atom", feeds.atom),
        (r"/feed\.json", feeds.json_feed),
        (r"/api/search", feeds.api_search),
        (r"/api/article/(?P<article_id>[0-9]{1,18})", feeds.api_article),
        (r"/capture/(?P<capture_id>[0-9]{1,18})", captures.download),
    )
)
_STATIC = re.compile(r"/static/(?P<name>room\.css|room\.js|icon\.svg)")
# What is wrong with the archive: the key of the words, and the status.
_TROUBLES: tuple[tuple[type[StoreError], str, int], ...] = (
    (Interrupted, "slow", 503),
    (ArchiveBusy, "busy", 503),
    (ArchiveMissing, "missing", 503),
    (NewerArchive, "newer", 503),
    (OlderArchive, "older", 503),
    (NotAnArchive, "foreign", 503),
    (StoreError, "damaged", 503),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The pages over the archive at ``path``; ``root`` stands before every address in them."""

    path: Path
    root: str = ""
    max_seconds: float = MAX_SECONDS

    def answer(self, request: Request) -> Response:
        """Return the response to a GET: a page, a file, or a page that says why there is none. Raises nothing."""
        if found := _STATIC.fullmatch(request.path):
            return _static(found["name"])
        seen = self._view(request)
        for pattern, page in _PAGES:
            if found := pattern.fullmatch(request.path):
                return self._page(page, seen, request, found.groupdict())
        return seen.trouble(404, seen.words("no_page"), seen.words("no_page_why"))

    def _view(self, request: Request) -> view.View:
        language = words.chosen(request.query.get("ui", ""), request.headers.get("accept-language", ""))
        return view.View(self.root, request.path, shown(request.query), language)

    def _page(
        self, page: Callable[..., Response], seen: view.View, request: Request, parts: dict[str, str]
    ) -> Response:
        """The page, or what is said in its place."""
        say = seen.words
        try:
            with Archive(self.path, readonly=True, busy_timeout_seconds=_BUSY_TIMEOUT_SECONDS) as archive:
                archive.end_reading_after(self.max_seconds)
                return page(Visit(archive, Parameters(request.query), seen), **parts)
        except NotThere as error:
            return seen.trouble(404, say(error.key), say("not_there"))
        except BadParameter as error:
            why = say(error.wanted, name=error.name, value=error.value, allowed=error.allowed)
            return seen.trouble(400, say("bad_address"), why)
        except BadQuery:
            return seen.trouble(400, say("no_word"), say("no_word_why"))
        except StoreError as error:
            key, status = next((key, status) for kind, key, status in _TROUBLES if isinstance(error, kind))
            why = say(f"{key}_why", file=self.path.name)
            return seen.trouble(status, say(f"{key}_heading"), why, {"Retry-After": "5"})


def _static(name: str) -> Response:
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}  # its address changes with it
    return Response(body=view.file(name), content_type=_TYPES[name.rpartition(".")[2]], headers=headers)
