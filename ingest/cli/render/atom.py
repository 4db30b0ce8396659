"""Hits as an Atom feed (RFC 4287)."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from store import Hit
from store.articles.moments import to_text

_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(name: str, hits: Sequence[Hit], *, now: datetime) -> bytes:
    """Return the document, in UTF-8; undated articles bear ``now``. Raises ValueError when that is naive."""
    root = Element("feed", xmlns=_ATOM)
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:32]
    _add(root, "id", f"urn:warta:search:{digest}")
    _add(root, "title", name)
    _add(root, "updated", to_text(now))
    SubElement(_child(root, "author"), "name").text = "warta"
    for hit in hits:
        entry = _child(root, "entry")
        _add(entry, "id", f"urn:warta:article:{hit.id}")
        _add(entry, "title", hit.title or hit.url)
        SubElement(entry, "link", href=_NOT_XML.sub("", hit.url))
        _add(entry, "updated", to_text(hit.published or now))
        _add(entry, "summary", hit.snippet)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _child(parent: Element, name: str) -> Element:
    return SubElement(parent, name)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _NOT_XML.sub("", text)
