"""Names under which programs and people keep what an article has, in English and Indonesian, and warta's own."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_ALIASES = {
    "url": "link tautan alamat alamatberita linkberita urlberita articleurl storyurl permalink guid",
    "html": "rawhtml articlehtml pagehtml",
    "title": "judul judulberita headline newstitle articletitle",
    "text": "isi isiberita teks konten naskah articletext fulltext body bodytext newscontent content",
    "authors": "penulis wartawan jurnalis reporter creator writer",
    "editors": "penyunting redaktur",
    "published": "tanggal tanggalterbit tglterbit tgl waktu waktuterbit terbit publishdate publisheddate"
    " publicationdate dateposted pubdate datetime timestamp",
    "modified": "diperbarui tanggalperubahan updated lastmodified",
    "site": "media sumber situs portal medianame publisher",
    "section": "kategori rubrik kanal channel",
    "tags": "tag label katakunci metakeywords",
    "description": "ringkasan deskripsi abstrak lead metadescription",
    "image": "gambar urlgambar foto img imgurl topimage thumbnail",
    "language": "bahasa metalang",
}
FIELDS = tuple(_ALIASES)
_NAMES = {alias: name for name, aliases in _ALIASES.items() for alias in (name, *aliases.split())}
_OTHER = re.compile(r"[\W_]+")


@lru_cache(maxsize=1_000)  # the objects of a file have the same ones
def own(name: str) -> str | None:
    """Return warta's own name of a field; None when it is no name that is known. Raises nothing."""
    return _NAMES.get(_OTHER.sub("", name).lower())


def with_own(fields: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, Any]:
    """Return fields with warta's own names beside theirs, where those are free; ``chosen`` says own=theirs first.

    Raises nothing.
    """
    named = {mine: fields[theirs] for mine, theirs in chosen.items() if _says(fields.get(theirs))}
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
