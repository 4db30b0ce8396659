"""Bare hosts that a person types for the address of a site."""

import re
from os.path import exists

_HOST = re.compile(r"(?:[\w-]+\.)+(?P<last>[a-z]{2,24})(?::\d{1,5})?(?:[/?#]\S*)?", re.I)
# The last label of a name that is a file's, and no domain's that anybody means.
_SUFFIXES = frozenset(
    {
        "arc", "atom", "bz", "csv", "db", "doc", "docx", "epub", "gz", "htm", "html", "json", "jsonl", "log", "md",
        "mht", "mhtml", "ndjson", "odt", "opml", "parquet", "pdf", "rdf", "rss", "rtf", "shtml", "sqlite", "tar",
        "text", "toml", "tsv", "txt", "warc", "webarchive", "xhtml", "xls", "xlsx", "xml", "xz", "zst",
    }
)  # fmt: skip


def is_bare(text: str) -> bool:
    """Whether a text is a host, perhaps with a path, without http:// before it, and no file. Raises nothing."""
    found = _HOST.fullmatch(text.strip())
    if found is None or found["last"].lower() in _SUFFIXES:
        return False
    try:
        return not exists(text)
    except ValueError:  # a NUL
        return False


def advice(text: str) -> str:
    """Return what to do about a bare host, the same in every command; "" about anything else. Raises nothing."""
    return f"if it is a site, give https://{text.strip()}" if is_bare(text) else ""
