"""Pages that browsers and mirroring programs saved: the address that they noted, MHTML files, Safari's web archives."""

import re
from typing import TYPE_CHECKING

from ingest.core import charset, urls

if TYPE_CHECKING:
    from email.message import EmailMessage

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
_BINARY_LIST, _MAIN = b"bplist00", b"WebMainResource"
_XML_LIST = re.compile(rb"<plist\b", re.I)
_LIST_HEAD_BYTES = 1000
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:/]|$)")  # HTTrack leaves the scheme out
_MHTML = re.compile(rb"(?=[\w-]+:)(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?Content-Type:\s*multipart/related", re.I)


def address(body: bytes) -> str | None:
    """Return the web address that a saved page notes as its own, as it was; None when it notes none. Raises nothing."""
    head = body[:_HEAD_BYTES]
    for pattern in _NOTED:
        if found := pattern.search(head):
            from html import unescape

            url = unescape(found[1].decode("utf-8", "replace"))
            url = f"http://{url}" if _BARE.match(url) else url
            if urls.is_web(url) and not urls.is_root(url) and urls.joined("", url):
                return urls.joined("", url)
    return None


def unpacked(body: bytes) -> tuple[bytes, str | None] | None:
    """Return the page in a file that holds one with all that belongs to it, and its address; None of other files.

    Raises nothing.
    """
    if is_webarchive(body):
        return from_webarchive(body)
    return from_mhtml(body) if is_mhtml(body) else None


def is_webarchive(body: bytes) -> bool:
    """Return whether bytes are a web archive of Safari: a property list, binary or XML, with a page. Raises nothing."""
    if body.startswith(_BINARY_LIST):
        return _MAIN in body
    return _XML_LIST.search(body[:_LIST_HEAD_BYTES]) is not None and _MAIN in body


def from_webarchive(body: bytes) -> tuple[bytes, str | None] | None:
    """Return the page in a web archive, in UTF-8 where it says how it is written, and its address.

    None when it is broken, or holds no HTML. Raises nothing.
    """
    import plistlib
    from xml.parsers.expat import ExpatError

    broken = plistlib.InvalidFileException, LookupError, TypeError, AttributeError, OverflowError, RecursionError
    try:
        main = plistlib.loads(body)["WebMainResource"]
        content, kind = main["WebResourceData"], str(main.get("WebResourceMIMEType", "text/html"))
    except (*broken, ValueError, ExpatError):
        return None
    if not isinstance(content, bytes) or "html" not in kind.lower():
        return None
    where = str(main.get("WebResourceURL", ""))
    return _decoded(content, str(main.get("WebResourceTextEncodingName", ""))), where if urls.is_web(where) else None


def is_mhtml(head: bytes) -> bool:
    """Return whether bytes begin as an MHTML file does (RFC 2557). Raises nothing."""
    return bool(_MHTML.match(head[:_HEAD_BYTES].lstrip()))


def from_mhtml(body: bytes) -> tuple[bytes, str | None] | None:
    """Return the page in an MHTML file, in UTF-8, and its address; None when there is none. Raises nothing."""
    from email import message_from_bytes
    from email.message import EmailMessage
    from email.policy import default

    message = message_from_bytes(body, policy=default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() in ("text/html", "application/xhtml+xml"):
            where = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "").strip()
            return _utf_8(part), where if urls.is_web(where) else None
    return None


def _utf_8(part: "EmailMessage") -> bytes:
    content = part.get_payload(decode=True)
    return _decoded(content if isinstance(content, bytes) else b"", part.get_content_charset() or "")


def _decoded(raw: bytes, label: str) -> bytes:
    """Bytes in UTF-8, where it is known how they are written."""
    name = charset.known(label) if label else None
    try:
        return raw.decode(name).encode() if name else raw
    except ValueError:
        return raw
