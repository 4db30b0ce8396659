"""What is not read of a folder, by kinds that a person knows."""

from collections import Counter
from pathlib import Path

_KINDS = {
    "images": "jpg jpeg jpe png gif webp svg ico bmp avif tif tiff heic jfif",
    "styles and scripts": "css js mjs map ts scss less wasm",
    "fonts": "woff woff2 ttf otf eot",
    "sound and film": "mp3 m4a ogg oga opus wav flac aac mp4 m4v mov avi mkv webm m3u8",
    "spreadsheets (save them as CSV)": "xlsx xls xlsm ods numbers",
    "documents": "pdf doc docx odt rtf ppt pptx odp epub pages djvu",
    "databases (import them by name)": "db sqlite sqlite3",
    "packed files": "zip tar tgz rar 7z gz zst bz2 xz br cab dmg iso",
    "programs": "exe dll so py sh php bat jar apk bin",
}
_BY_SUFFIX = {f".{suffix}": kind for kind, suffixes in _KINDS.items() for suffix in suffixes.split()}
HIDDEN, COMPANIONS, LINKS = "hidden", "folders of saved pages", "links to folders"
SPECIAL, OTHERS = "devices, pipes or sockets", "other files"
ABOUT = "descriptions of shards"
_ONE = {
    "images": "image", "styles and scripts": "style or script", "fonts": "font", "sound and film": "sound or film",
    "spreadsheets (save them as CSV)": "spreadsheet (save it as CSV)", "documents": "document",
    "databases (import them by name)": "database (import it by name)", "packed files": "packed file",
    "programs": "program", COMPANIONS: "folder of a saved page", LINKS: "link to a folder",
    SPECIAL: "device, pipe or socket", OTHERS: "other file", ABOUT: "description of shards",
}  # fmt: skip
_MOST = 6  # kinds in a line


def kind(name: str) -> str:
    """Return what a file is, by its name. Raises nothing."""
    return _BY_SUFFIX.get(Path(name).suffix.lower(), OTHERS)


def said(counts: Counter[str]) -> str:
    """Return the counts in words, the most first; "" when nothing was left out. Raises nothing."""
    ordered = sorted((item for item in counts.items() if item[0] != OTHERS), key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in ordered[_MOST:]) + counts[OTHERS]
    named = [*ordered[:_MOST], *([(OTHERS, rest)] if rest else [])]
    return ", ".join(f"{count:,} {_ONE.get(name, name) if count == 1 else name}" for name, count in named)
