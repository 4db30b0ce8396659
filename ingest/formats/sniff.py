"""The kind of some bytes, told from the bytes themselves: names and declared types lie."""

import json
import re

from ingest.core import charset
from ingest.core.model import Kind

from . import parquet, saved, tables

_HEAD_BYTES = 4096
_LINE_BYTES = 64 << 10  # of a first line of JSON; only up to so many are parsed, as whole bodies cost 35 ms a MiB
_TAIL_BYTES = 256  # of a longer one, in which the brace that closes it is looked for
_SPACE = b" \t\r\n\x0b\x0c\x1e"  # the last stands before records in a sequence of JSON (RFC 7464)
_UTF_8_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PROLOGUE = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>", re.I | re.S)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([a-z][\w.-]*)", re.I)
_ROOTS = {
    b"html": Kind.PAGE,  # before what stands in it: licences stand in pages as RDF
    b"rss": Kind.FEED,
    b"feed": Kind.FEED,
    b"rdf": Kind.FEED,
    b"channel": Kind.FEED,
    b"urlset": Kind.SITEMAP,
    b"sitemapindex": Kind.SITEMAP,
    b"opml": Kind.OPML,
}
_STARTS: dict[bytes, Kind | str] = {
    b"WARC/1.": Kind.WARC,
    b"WARC/0.": Kind.WARC,
    b"filedesc://": Kind.WARC,
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP or office file",
    b"{\\rtf": "an RTF file",
    b"SQLite format 3": Kind.ARCHIVE,
    parquet.MAGIC: Kind.PARQUET,
}
_ROOT_NEAR = re.compile(rb"<(rss|rdf:RDF|feed|urlset|sitemapindex|opml)[\s>]")  # after junk
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|h1|span|table|br|a)\b", re.I)
_JSON_LIST = re.compile(rb"\[\s*[\[{\]]")
_JSON_VALUES = re.compile(rb"\[\s*(?:\"(?:[^\"\\\n]|\\.)*\"|-?\d[\d.eE+-]*|true|false|null|NaN)\s*(?:,|\]?\s*$)")
_SCRIPT = re.compile(rb"(?:(?:var|let|const)\s+[\w$.]+|[\w$.]+)\s*(?:=\s*|\(\s*)[{\[][\"'\s{\]}]|\)\]\}'")  # and JSONP
_JSON_FEED_HOST = b"jsonfeed.org"
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https:\\?/\\?/jsonfeed\.org\\?/version\\?/')  # PHP escapes slashes
_REFRESH = re.compile(rb"<meta\b[^>]{0,500}?\bhttp-equiv\s{0,9}=\s{0,9}[\"']?\s{0,9}refresh", re.I)
_MOVE = re.compile(rb"\blocation\b\s{0,9}(?:\.|=)", re.I)
_SMALL_BYTES = 32 << 10  # pages that lead on by a script alone are small
_VISIBLE = re.compile(rb"\S")
# Bytes that text of no encoding has: control characters but white space, escape and 0x1a.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")


def kind(body: bytes, declared: str | None = None) -> Kind | str:
    """The kind of a body, or words for what it is ("a PDF file") when warta cannot import it.

    ``declared`` is its content type: what is called JSON is no plain text.

    Looks at the beginning only, and of JSON also for the version of a JSON Feed: some milliseconds,
    however large the body is. Raises nothing.
    """
    head = body[:_HEAD_BYTES]
    if head[:2] in _UTF_16_MARKS:  # look at the letters alone
        head = head.replace(b"\x00", b"")[2:]
    elif charset.is_bare_utf_16(head):
        head = head.replace(b"\x00", b"")
    head = head.removeprefix(_UTF_8_MARK).lstrip(_SPACE)
    if not head:
        return "empty"
    other = next((name for start, name in _STARTS.items() if head.startswith(start)), None)
    if other:
        return other
    if json_kind := _json_kind(head, body):
        return json_kind
    if saved.is_mhtml(head) or saved.is_webarchive(body):
        return Kind.PAGE
    markup = _markup_kind(head)
    if markup:
        return markup
    if len(_CONTROL.findall(head)) > len(head) // 200:
        return "a binary file"
    return _text_kind(head, declared or "")


def _json_kind(head: bytes, body: bytes) -> Kind | None:
    """What begins as JSON does; None for what does not."""
    if _may_be_posts(head):
        return Kind.FEED
    if head[:1] == b"{":
        return _object_kind(body)
    return Kind.JSONL if _JSON_LIST.match(head) or _JSON_VALUES.match(head) else None


def _may_be_posts(head: bytes) -> bool:
    """Whether it begins as WordPress hands out posts."""
    if b"rendered" not in head:
        return False
    from .feeds import wordpress  # with all that reads feeds

    return wordpress.begins(head.decode("utf-8", "replace"))


def _text_kind(head: bytes, declared: str) -> Kind | str:
    """What bytes are that look like text."""
    if _SCRIPT.match(head):
        return "JavaScript"
    text = head.decode("utf-8", "replace")
    if tables.delimiter(text.split("\n", 1)[0]):
        return Kind.TABLE
    if tables.is_list(text if len(head) < _HEAD_BYTES else text.rpartition("\n")[0]):
        return Kind.ADDRESSES
    return "broken JSON" if "json" in declared.lower() else Kind.TEXT


def file_kind(head: bytes) -> Kind | None:
    """The kind of what is no stream, but a file that is read here and there, from its first bytes; None for others.

    Raises nothing.
    """
    if head.startswith(b"SQLite format 3\x00"):
        return Kind.ARCHIVE
    return Kind.PARQUET if head.startswith(parquet.MAGIC) else None


def may_lead_on(body: bytes) -> bool:
    """Whether a page may lead on to another by itself, so that it is worth a look; quick. Raises nothing."""
    return _REFRESH.search(body) is not None or may_move_by_script(body)


def may_move_by_script(body: bytes) -> bool:
    """Whether a small page has a script that may lead elsewhere; quick. Raises nothing."""
    return len(body) <= _SMALL_BYTES and _MOVE.search(body) is not None


def _markup_kind(head: bytes) -> Kind | str | None:
    """What XML or HTML is; None for what is neither."""
    root = _root(head)
    if root in _ROOTS:
        return _ROOTS[root]
    if near := _ROOT_NEAR.search(head):
        return _ROOTS[near[1].rpartition(b":")[2].lower()]
    if _TAG.search(head):
        return Kind.PAGE
    return "XML of another kind" if head.startswith(b"<?xml") else None


def _root(head: bytes) -> bytes:
    """The name of the first element in lower case, without its prefix; empty when there is none."""
    at = 0
    while found := _PROLOGUE.match(head, at):
        at = found.end()
    root = _ROOT.match(head, at)
    return root[1].lower() if root else b""


def _object_kind(body: bytes) -> Kind:
    """What begins with a JSON object: a JSON Feed, another object alone, or lines of objects.

    An object is alone when it begins in the first line and ends in the last.
    """
    is_utf_16 = body[:2] in _UTF_16_MARKS or charset.is_bare_utf_16(body[:_HEAD_BYTES])
    text = charset.decode(body).encode("utf-8", "replace") if is_utf_16 else body
    text = text.removeprefix(_UTF_8_MARK).lstrip(_SPACE)
    line_end = text.find(b"\n")
    has_more_lines = line_end >= 0 and _VISIBLE.search(text, line_end) is not None
    closes = _closes(text if line_end < 0 else text[:line_end])
    if closes is None or closes is has_more_lines:
        return Kind.JSONL
    return Kind.FEED if _JSON_FEED_HOST in text and _JSON_FEED.search(text) else Kind.RECORD


def _closes(line: bytes) -> bool | None:
    """Whether a line ends the object that it begins; None when what it begins is no JSON."""
    if len(line) > _LINE_BYTES:
        return line[-_TAIL_BYTES:].rstrip().endswith(b"}")
    try:
        text = line.decode().rstrip()
        json.loads(text)
    except json.JSONDecodeError as error:
        return False if error.pos >= len(text) else None
    except (ValueError, RecursionError):  # bytes that are no UTF-8, numbers of thousands of digits
        return None
    return True
