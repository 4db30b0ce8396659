"""Text of bytes, whatever they are declared to be; and text without lone surrogates, as it can be stored."""

import codecs
import re

_META = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s{0,9}=["'\s]{0,9}([\w.:-]{2,40})""", re.I
)
_HTTP = re.compile(r"""charset\s{0,9}=["'\s]{0,9}([\w.:-]{2,40})""", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Labels that in practice mean a larger set (WHATWG Encoding, section 4.2).
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-9": "cp1254", "tis-620": "cp874",
}  # fmt: skip
# Registered as charsets too, and some of them take quadratic time.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape"}
)


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a body, without its byte order mark; bytes that mean nothing become U+FFFD. Raises nothing.

    The first of these that fits: what a byte order mark says, UTF-16 of ASCII markup without one, valid UTF-8, the
    charset that ``content_type`` or the body declares, UTF-8 with a few bad bytes, windows-1252.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if is_bare_utf_16(body):
        return body.decode("utf-16-le" if body[1:2] == b"\x00" else "utf-16-be", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for label in _declared(body, content_type):
        text = _try(body, label)
        if text is not None:
            return text
    tolerant = body.decode("utf-8", "replace")
    return tolerant if _is_fair(tolerant) and _is_utf8_mostly(tolerant) else body.decode("cp1252", "replace")


def is_bare_utf_16(body: bytes) -> bool:
    """Whether bytes are UTF-16 without its mark: markup or JSON of which every other byte is NUL. Raises nothing."""
    head = body[:40]
    even, odd = head[::2], head[1::2]
    is_told = len(head) >= 8 and (head[:1] in (b"<", b"{", b"[") or head[1:2] in (b"<", b"{", b"["))
    return is_told and ((not any(odd) and all(even)) or (not any(even) and all(odd)))


def readable(text: str) -> str:
    """The text as it can be stored and shown: each lone surrogate is spelled out (``\\ud83d``). Raises nothing."""
    return text.encode("utf-8", "backslashreplace").decode()


def whole(text: str) -> str:
    """The text as it can be stored: ``?`` for each lone surrogate, which a careless cut left. Raises nothing."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _declared(body: bytes, content_type: str | None) -> list[str]:
    in_header = _HTTP.search(content_type or "")
    in_page = _META.search(body[:4096])
    return [
        *([in_header[1]] if in_header else []),
        *([in_page[1].decode("ascii", "ignore")] if in_page else []),
    ]


def known(label: str) -> str | None:
    """The name of the codec for a charset that a page may declare; None without one. Raises nothing."""
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    is_charset = getattr(found, "_is_text_encoding", True) and found.name not in _NO_CHARSETS
    return _MEANT.get(found.name, found.name) if is_charset else None


def _try(body: bytes, label: str) -> str | None:
    name = known(label)
    if name is None:
        return None
    try:
        text = body.decode(name, "replace")
    except UnicodeError:
        return None
    return text if _is_fair(text) else None


def _is_fair(text: str) -> bool:
    """Whether only a few bytes were unreadable: one broken quotation is no reason to guess anew."""
    return text.count("\ufffd") < max(3, len(text) // 2000)


def _is_utf8_mostly(text: str) -> bool:
    """Whether more characters beyond ASCII were read than were not."""
    unread = text.count("\ufffd")
    return sum(1 for character in text if character > "\x7f") - unread >= unread
