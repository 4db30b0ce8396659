"""Credits in lines of their own: "Penulis: …", "Pewarta: … Editor: …", in tables or lines, "Autorin: …"."""

import re
from dataclasses import dataclass

from . import names

_WRITER = (
    r"penulis|rep(?:orter)?|pewarta|wartawan|kontributor|koresponden|laporan|oleh|autor(?:in|en|innen)?|authors?"
    r"|(?:written|words|story|reporting) by"
)
_EDITOR = r"editor|penyunting|red(?:aktur(?: pelaksana)?)?|uploader"
# "Penulis: A", "| Penulis | : A |", "Pewarta : A Editor: B"
_ROLE = re.compile(rf"(?:^|(?<=[\s|/;,(.]))({_WRITER}|{_EDITOR})\s*\|?\s*[:：]\s*", re.I)
_PLACE = re.compile(r"^(?:kontributor|koresponden)\s[^,]{2,30},\s*", re.I)  # Kontributor Lhokseumawe, Masriadi
_LEADING = " |(\t"
_LONGEST = 160  # characters
_IN_CAPITALS = re.compile(r"[A-Z][A-Z.' -]{4,38}(?:\s?\|\s?[A-Z][A-Z.' -]{4,38})?$")  # DINI TEJA | JULI HANTORO


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """The people that a line credits."""

    writers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()


def parse(line: str) -> Credit | None:
    """Return what a line of credits says; None when it is another line. Raises nothing."""
    written = line.strip(_LEADING)
    return find(written) if _ROLE.match(written) else None


def find(line: str) -> Credit | None:
    """Return the credits that stand somewhere in a line; None when there are none.

    A line of more than 160 characters, and what somebody says in an interview, has none. Raises nothing.
    """
    if len(line) > _LONGEST or not _ROLE.search(line) or _is_said(line):
        return None
    _, *found = _ROLE.split(line)
    roles = list(zip(found[::2], found[1::2], strict=True))
    return Credit(
        writers=names.people(_plain(named) for role, named in roles if not re.fullmatch(_EDITOR, role, re.I)),
        editors=names.people(_plain(named) for role, named in roles if re.fullmatch(_EDITOR, role, re.I)),
    )


def _is_said(line: str) -> bool:
    """Whether a line is what somebody said in an interview: a question, or a sentence in small letters."""
    said = line.partition(":")[2].split()
    is_sentence = line.rstrip().endswith((".", "!", "”", '"'))
    return line.rstrip().endswith("?") or (is_sentence and sum(map(str.islower, said)) > len(said) / 2)


def in_capitals(line: str) -> tuple[str, ...]:
    """Return the people in a line that is names in capitals, as Tempo prints below its texts. Raises nothing."""
    return (
        names.people([line.title()])
        if _IN_CAPITALS.match(line) and all(2 <= len(name.split()) <= 4 for name in line.split("|"))
        else ()
    )


def _plain(named: str) -> str:
    return _PLACE.sub("", named.replace("|", " ").strip())
