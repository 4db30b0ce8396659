"""What some bytes are, told from the bytes themselves: names and declared types lie."""

import json
import re

from ingest.core.model import Kind

_HEAD_BYTES = 4096
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
_OTHER_STARTS = {
    b"WARC/1": "a WARC file",
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP or office file",
    b"{\\rtf": "an RTF file",
    b"SQLite format 3": "an SQLite database",
}
_ROOT_NEAR = re.compile(rb"<(rss|rdf:RDF|feed|urlset|sitemapindex|opml)[\s>]")  # behind junk
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|h1|span|table|br|a)\b", re.I)
_JSON_LIST = re.compile(rb"\[\s*[\[{\]]")
_JSON_FEED = "https://jsonfeed.org/version/"
# Bytes that text of no encoding has: control characters but white space, escape and 0x1a.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")


def tell(body: bytes) -> Kind | str:
    """The kind of a body, or words for what it is when warta cannot read it."""
    head = body[:_HEAD_BYTES]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16 with its mark: look at the letters alone
        head = head.replace(b"\x00", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        return "empty"
    other = next((name for start, name in _OTHER_STARTS.items() if head.startswith(start)), None)
    if other:
        return other
    if head[:1] == b"{" or _JSON_LIST.match(head):
        return _json_kind(body, head)
    markup = _markup_kind(head)
    if markup:
        return markup
    return "a binary file" if len(_CONTROL.findall(head)) > len(head) // 200 else Kind.TEXT


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


def _json_kind(body: bytes, head: bytes) -> Kind:
    """A JSON Feed, one object over several lines, or else lines of objects."""
    try:
        whole = json.loads(body)
    except (ValueError, RecursionError):
        return Kind.JSONL
    if isinstance(whole, dict) and str(whole.get("version", "")).startswith(_JSON_FEED):
        return Kind.FEED
    return Kind.RECORD if head[:1] == b"{" else Kind.JSONL
