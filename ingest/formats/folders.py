"""The files that a person named, or that lie in a folder and may hold articles; what is left out is told by kinds."""

import gzip
import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISDIR

from ingest.core import charset
from ingest.core.errors import NO_FILE, Unreadable
from ingest.core.model import Noted

from . import left_out

# What a folder is searched for. Plain text only under its own names: folders hold notes too.
_SUFFIXES = frozenset(
    {
        ".html", ".htm", ".xhtml", ".mhtml", ".shtml", ".txt", ".text", ".json", ".jsonl", ".ndjson",
        ".xml", ".rss", ".atom", ".rdf", ".opml", ".warc", ".arc", ".csv", ".tsv", ".mht", ".parquet", ".webarchive",
    }
)  # fmt: skip

_PACKED_SUFFIXES = frozenset({".gz", ".zst", ".bz2", ".xz"})
_PARQUET = ".parquet"
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
# What browsers call the folder of what belongs to a page, in the languages of their users.
_COMPANION = re.compile(
    r"(?:_files|\.files|-files|_archivos|_fichiers|_dateien|-dateien|_bestanden|_arquivos|_file|_berkas|-berkas)$", re.I
)


def found(path: Path) -> Iterator[Path | Unreadable | Noted]:
    """The file at a path, or the files of a folder and its folders that may hold articles, in the order of their names.

    An Unreadable stands for what is not there, and for a folder without any. Raises nothing.
    """
    try:
        path = Path(os.path.abspath(path))
        is_folder = S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:  # not there, a loop of links; a NUL in the name
        code = NO_FILE if isinstance(error, FileNotFoundError) else None
        yield Unreadable("reading", path, why(error), code=code)
        return
    yield from _folder(path) if is_folder else (path,)


def size_bytes(path: Path) -> int:
    """The size of the files that ``found`` names, packed as they are; 0 of what is not there."""
    try:
        if not path.is_dir():
            return path.stat().st_size
        return sum(
            inside.stat().st_size for inside in _walk(path, Counter()) if isinstance(inside, Path) and inside.exists()
        )
    except (OSError, ValueError):  # a NUL in the name
        return 0


def suffix(name: str) -> str:
    """Return what the name of a file says that it is, packed or not: ".html", "". Raises nothing."""
    path = Path(name)
    return Path(path.stem if path.suffix.lower() in _PACKED_SUFFIXES else path.name).suffix.lower()


def name(path: Path) -> str:
    """Return the path as text that can be stored, also when the file system's name is no UTF-8. Raises nothing."""
    return charset.readable(str(path))


def why(error: Exception) -> str:
    """Return why a file cannot be read, in words. Raises nothing."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, EOFError):
        return "its gzip stream breaks off in the middle"
    if isinstance(error, zlib.error | gzip.BadGzipFile):
        return f"its gzip stream is broken ({error})"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _folder(folder: Path) -> Iterator[Path | Unreadable | Noted]:
    is_empty, without = True, Counter[str]()
    for inside in _walk(folder, without):
        is_empty = False
        yield inside
    said = left_out.said(without)
    if is_empty:
        advice = "it needs files such as .html, .txt, .jsonl, .csv, .xml, .warc (also .gz) or .parquet"
        beside = f", but {said}" if said else ""
        yield Unreadable("reading", folder, f"no articles in this folder{beside}", advice)
    elif said:
        yield Noted(f"{name(folder)}: left out: {said}")


def _walk(folder: Path, without: Counter[str]) -> Iterator[Path | Unreadable]:
    """The files to read; what is left out, such as pipes, which may never end, is counted in ``without``."""
    troubles: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=troubles.append):
        saved = {Path(name).stem for name in names if Path(name).suffix.lower() in _PAGE_SUFFIXES}
        aside = _aside(names)
        kinds = {name: aside(name) or _kind_of_folder(Path(here, name), saved) for name in folders}
        without.update(filter(None, kinds.values()))
        folders[:] = sorted(name for name, kind in kinds.items() if kind is None)
        for name in sorted(names):
            if (kind := aside(name) or _kind_of_file(Path(here, name))) is None:
                yield Path(here, name)
            else:
                without[kind] += 1
    for trouble in troubles:
        yield Unreadable("reading", trouble.filename, why(trouble))


def _aside(names: list[str]) -> Callable[[str], str | None]:
    """What is beside the data in a folder of Parquet, by its name: what came of the work, as readers of it agree."""
    if not any(suffix(name) == _PARQUET for name in names):
        return lambda name: None
    return lambda name: left_out.ABOUT if name.startswith("_") else None


def _kind_of_folder(path: Path, saved: set[str]) -> str | None:
    """What a folder is that is not gone into; None of one that is."""
    if path.name.startswith("."):
        return left_out.HIDDEN
    if _is_companion(path.name, saved):
        return left_out.COMPANIONS
    return left_out.LINKS if path.is_symlink() else None


def _kind_of_file(path: Path) -> str | None:
    """What a file is that is not read; None of one that is."""
    if path.name.startswith("."):
        return left_out.HIDDEN
    if suffix(path.name) not in _SUFFIXES:
        return left_out.kind(path.name)
    # A link that leads nowhere is told when it is read.
    return None if path.is_file() or not path.exists() else left_out.SPECIAL


def _is_companion(folder: str, saved: set[str]) -> bool:
    """Whether a folder holds the images and frames of a page that was saved beside it."""
    stem = _COMPANION.sub("", folder)
    return stem != folder and stem in saved
