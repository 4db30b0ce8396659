"""What feeds and sitemaps write into their fields: as plain text, as names, as the whole of an article."""

import html
import re
from typing import Any

_BREAK = re.compile(r"</?(?:br|p|div|li|h\d|tr|td)\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--[^<>]*-->", re.I)
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_SHORTEST_WHOLE = 300  # visible characters; less is a teaser, also where the feed calls it content
_LONGEST_WHOLE = 1_000_000


def plain(value: object) -> str | None:
    """Text without markup; None when nothing is left."""
    return " ".join(html.unescape(_TAG.sub("", _BREAK.sub(" ", text(value) or ""))).split()) or None


def names(values: Any) -> tuple[str, ...]:
    """Names as plain text, each once."""
    return tuple(dict.fromkeys(name for value in values if (name := plain(value))))


def text(value: object) -> str | None:
    """A value that is text with something in it; else None."""
    return value if isinstance(value, str) and value.strip() else None


def whole(markup: str | None, summary: str | None) -> str | None:
    """HTML that holds an article rather than a teaser; None when it says no more than the summary."""
    visible = len(plain(_HIDDEN.sub(" ", markup or "")) or "")
    is_whole = visible >= _SHORTEST_WHOLE and visible > len(summary or "")
    return markup[:_LONGEST_WHOLE] if markup and is_whole else None


def paragraphs(words: str) -> str:
    """Plain text as HTML: blank lines divide paragraphs; where there are none, every line is one."""
    lines = "\n".join(line.strip() for line in words.splitlines()).strip("\n")
    parts = lines.split("\n\n") if "\n\n" in lines else lines.split("\n")
    return "".join(f"<p>{html.escape(part.strip(), quote=False)}</p>" for part in parts if part.strip())
