"""Names under which programs and people keep what an article has, in English and Indonesian, and warta's own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

_ALIASES = {
    "url": "link tautan alamat alamatberita linkberita urlberita articleurl storyurl permalink guid",
    "html": "rawhtml articlehtml pagehtml",
    "title": "judul judulberita headline newstitle articletitle",
    "text": "isi isiberita teks konten naskah articletext fulltext body bodytext newscontent content",
    "authors": "penulis namapenulis wartawan namawartawan jurnalis reporter creator writer",
    "editors": "penyunting redaktur",
    "published": "tanggal tanggalterbit tglterbit tgl waktu waktuterbit terbit publishdate publisheddate"
    " publicationdate dateposted pubdate datetime timestamp",
    "modified": "diperbarui tanggalperubahan updated lastmodified",
    "site": "media namamedia sumber situs namasitus portal namaportal medianame publisher",
    "section": "kategori rubrik kanal channel",
    "tags": "tag label katakunci metakeywords",
    "description": "ringkasan deskripsi abstrak lead metadescription",
    "image": "gambar urlgambar foto img imgurl topimage thumbnail",
    "language": "bahasa metalang",
}
LONGEST = 40  # characters of a name
_MOST_SHOWN = 8
FIELDS = tuple(_ALIASES)
# For each field the keys under which a record may have it, warta's own first.
KEYS = {
    "text": ("text", "maintext", "articleBody", "body", "content", "raw_text"),
    "title": ("title", "headline"),
    "authors": ("authors", "author", "byline"),
    "editors": ("editors", "editor"),
    "published": ("published", "date_publish", "date", "datePublished", "published_at", "pubDate"),
    "modified": ("modified", "date_modify", "dateModified", "updated_at"),
    "site": ("site", "source_domain", "hostname", "source-hostname", "sitename", "outlet"),
    "section": ("section", "category", "categories"),
    "tags": ("tags", "keywords"),
    "description": ("description", "excerpt", "summary"),
    "image": ("image", "image_url"),
    "language": ("language", "lang", "inLanguage"),
}
_OF_RECORDS = frozenset(key for keys in KEYS.values() for key in keys) | {
    "source", "html", "published_offset", "day", "method",
}  # fmt: skip
_OTHER = re.compile(r"[\W_]+")


def _plain(name: str) -> str:
    return _OTHER.sub("", name).lower()


_NAMES = {alias: name for name, aliases in _ALIASES.items() for alias in (name, *aliases.split())}
_OTHERWISE = {_plain(key): name for name, keys in KEYS.items() for key in keys}  # Date, Date Publish


@lru_cache(maxsize=1_000)  # the objects of a file have the same ones
def own(name: str) -> str | None:
    """Return warta's own name of a field; None where none is known, or it is read as it is. Raises nothing."""
    plain = _plain(name)
    return _NAMES.get(plain) or (None if name in _OF_RECORDS else _OTHERWISE.get(plain))


def is_known(name: str) -> bool:
    """Return whether something is read from a field of this name. Raises nothing."""
    return name in _OF_RECORDS or own(name) is not None


def is_value(theirs: str) -> bool:
    """Return whether what a person says of a field is what all records have, not a name. Raises nothing."""
    return theirs.startswith("=")


def unread(names: Iterable[str], chosen: Mapping[str, str]) -> list[str]:
    """Return those of some names, each once, from which nothing is read and which ``chosen`` does not name.

    Raises nothing.
    """
    known = {*chosen.values()}
    return [name for name in dict.fromkeys(names) if name.strip() and name not in known and not is_known(name)]


def shown(names: Sequence[str]) -> str:
    """Return names as a line has them, the first of very many. Raises nothing."""
    first = ", ".join(f"{name.strip()[:LONGEST]!r}" for name in names[:_MOST_SHOWN])
    return first + (f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else "")


def with_own(fields: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, Any]:
    """Return fields with warta's own names beside theirs, where those are free; ``chosen`` says own=theirs first.

    A name that begins with = in ``chosen`` is none, but what all have. Raises nothing.
    """
    said = {mine: theirs[1:] if is_value(theirs) else fields.get(theirs) for mine, theirs in chosen.items()}
    named = {mine: value for mine, value in said.items() if _says(value)}
    for name, mine in _others(tuple(fields)):
        if _says(fields[name]) and not _says(fields.get(mine)):
            named.setdefault(mine, fields[name])
    return {**fields, **named}


@lru_cache(maxsize=100)  # the objects of a file have the same ones
def _others(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Those of some names that are not warta's own, with warta's."""
    return tuple((name, mine) for name in names if (mine := own(name)) and mine != name)


def _says(value: Any) -> bool:
    return value not in (None, "", [], {})
