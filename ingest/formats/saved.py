"""Pages that browsers and mirroring programs saved: the address that they noted, and MHTML files."""

import email
import email.policy
import html
import re
from email.message import EmailMessage

from ingest.core import urls

_HEAD_BYTES = 20_000
_NOTED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rb"<!--\s{0,9}saved from url=\(\d{1,6}\)\s{0,9}(\S{1,2000})\s{0,9}-->",  # browsers' "mark of the web"
        rb"<!--\s{0,20}Page saved with SingleFile(?:(?!-->)[^\x00]){0,200}?\burl:\s{1,9}(\S{1,2000})",
        rb"<!--\s{0,9}Mirrored from (\S{1,2000}) by HTTrack",
        rb"<html\b[^<>]{0,500}\bdata-scrapbook-source=[\"']([^\"'<>]{1,2000})",
        rb"<!--\s{0,9}(?:saved|archived|downloaded|captured) from:?\s{1,9}(https?://\S{1,2000})\s{0,9}-->",
        rb"<meta\b[^<>]{0,200}\bname=[\"']?(?:savepage-url|save-url|original-url|source-url)[\"']?\s[^<>]{0,200}?"
        rb"\bcontent=[\"']([^\"'<>]{1,2000})",
        rb"__wm\.wombat\(\s{0,9}[\"'](https?://[^\"']{1,2000})",  # the Wayback Machine
        rb"<base\b[^<>]{0,200}\bhref=[\"']?(https?://[^\"'<>\s]{1,2000}[^\"'<>\s/])[\"'\s>]",
    )
)
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:/]|$)")  # HTTrack leaves the scheme out
_MHTML = re.compile(rb"(?=[\w-]+:)(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?Content-Type:\s*multipart/related", re.I)


def address(body: bytes) -> str | None:
    """Return the web address that a saved page notes as its own, as it was; None when it notes none. Raises nothing."""
    head = body[:_HEAD_BYTES]
    for pattern in _NOTED:
        if found := pattern.search(head):
            url = html.unescape(found[1].decode("utf-8", "replace"))
            url = f"http://{url}" if _BARE.match(url) else url
            if urls.is_web(url) and not urls.is_root(url) and urls.joined("", url):
                return urls.joined("", url)
    return None


def is_mhtml(head: bytes) -> bool:
    """Return whether bytes begin as an MHTML file does (RFC 2557). Raises nothing."""
    return bool(_MHTML.match(head[:_HEAD_BYTES].lstrip()))


def from_mhtml(body: bytes) -> tuple[bytes, str | None] | None:
    """Return the page in an MHTML file, in UTF-8, and its address; None when there is none. Raises nothing."""
    message = email.message_from_bytes(body, policy=email.policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() in ("text/html", "application/xhtml+xml"):
            where = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "").strip()
            return _utf_8(part), where if urls.is_web(where) else None
    return None


def _utf_8(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    charset = part.get_content_charset() or ""
    raw = content if isinstance(content, bytes) else b""
    try:
        return raw.decode(charset).encode() if charset else raw
    except (LookupError, ValueError):
        return raw
