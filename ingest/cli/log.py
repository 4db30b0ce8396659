"""The lines of a run: on standard error as a person reads them, in a file with their time, as JSON on request."""

import json
import logging
import logging.handlers
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store.articles.moments import to_text

from .output import end
from .render import terminal

_HEAD_BYTES = 16  # of a file, which tell what it is
_NO_LOG = 74  # EX_IOERR of sysexits.h
BEGAN, ENDED = "began", "ended"  # events that a person at a terminal sees without being told
LOGGER = logging.getLogger("warta")


def opened(say: Callable[[str], None], level: int, file: Path | None, form: str, file_level: int) -> Callable[[], None]:
    """Have ``LOGGER`` say its lines, and write them to a file; return what ends that.

    Ends the process when the file cannot be opened.
    """
    handlers: list[logging.Handler] = [_Said(say)]
    handlers[0].setLevel(level)
    handlers[0].setFormatter(_Json() if form == "json" else _Words())
    if file is not None:
        if reason := _is_no_log(file):
            end(f"opening the log {file}: {reason}; give another file", _NO_LOG)
        try:
            handlers.append(_File(file))
        except OSError as error:
            end(f"opening the log {file}: {(error.strerror or str(error)).lower()}; give another file", _NO_LOG)
        handlers[1].setLevel(file_level)
        handlers[1].setFormatter(_Json() if form == "json" else _Dated())
    root = logging.getLogger()
    for handler in handlers:
        root.addHandler(handler)  # of the root, for what libraries warn of
    LOGGER.setLevel(logging.DEBUG)

    def close() -> None:
        for handler in handlers:
            root.removeHandler(handler)
            handler.close()

    return close


def _is_no_log(file: Path) -> str | None:
    """Why a file that is there is not to be written to; None when it may be."""
    try:
        if stat.S_ISFIFO(file.stat().st_mode):
            return "it is a pipe, which waits for a reader"
        if not file.is_file():
            return None  # a terminal, /dev/null
        from ingest.core.model import Kind
        from ingest.formats import sniff

        with file.open("rb") as stream:
            is_database = sniff.file_kind(stream.read(_HEAD_BYTES)) is Kind.ARCHIVE
    except OSError:  # opening it tells
        return None
    return "it is an SQLite database" if is_database else None


def write(level: int, event: str, text: str, facts: Mapping[str, Any] | None = None) -> None:
    """Log a line: its words, and for programs what kind of line it is, with the facts of it."""
    if LOGGER.isEnabledFor(level):
        LOGGER.log(level, "%s", text, extra={"event": event, "facts": dict(facts or {})})


class _Said(logging.Handler):
    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(self.formatter, _Json) or getattr(record, "event", "") not in (BEGAN, ENDED):
            self._say(self.format(record))


class _File(logging.handlers.WatchedFileHandler):
    """A file that may be moved away meanwhile, as logrotate does; what cannot be written to it is lost."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", errors="backslashreplace")
        self._is_broken = False

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except OSError as error:  # its folder is gone
            self._complain(error)

    def close(self) -> None:
        with suppress(OSError):  # what could not be written, once more
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:  # the name that logging calls
        self._complain(sys.exc_info()[1])

    def _complain(self, error: BaseException | None) -> None:
        if not self._is_broken:
            self._is_broken = True
            reason = getattr(error, "strerror", None) or str(error)
            LOGGER.warning("writing the log %s: %s; the run goes on", self.baseFilename, reason.lower())


class _Words(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        text = terminal.line(record.getMessage())
        return text if text.startswith("warta: ") else f"warta: {text}"


class _Dated(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        text = terminal.line(record.getMessage()).removeprefix("warta: ")
        return f"{_time(record)} {record.levelname.lower():<7} {text}"


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        facts = getattr(record, "facts", {})
        line = {"time": _time(record), "level": record.levelname.lower(), "event": getattr(record, "event", "log")}
        text = record.getMessage().removeprefix("warta: ")
        return json.dumps(line | {"message": text} | facts, default=str)  # ASCII: nothing that a terminal obeys


def _time(record: logging.LogRecord) -> str:
    return to_text(datetime.fromtimestamp(record.created, UTC))
