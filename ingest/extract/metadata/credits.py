"""Credits in lines of their own: "Penulis: …", "Pewarta: … Editor: …", in tables or lines, "Autorin: …"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from . import names

_WRITER = (
    r"penulis|rep(?:orter)?|pewarta|wartawan|kontributor|koresponden|laporan|oleh|autor(?:in|en|innen)?|authors?"
    r"|(?:written|words|story|reporting) by|words|teks"
)
_EDITOR = r"editor|penyunting|red(?:aktur(?: pelaksana)?)?|uploader|disunting oleh|edited by"
_OTHER = (
    r"sumber|source|foto(?:grafer)?|photo(?:grapher)?s?|ilustrasi|kamera(?:man)?|penerjemah|translat(?:or|ed by)|video"
)
# "Penulis: A", "| Penulis | : A |", "Pewarta : A Editor: B"
_ROLE = re.compile(rf"(?:^|(?<=[\s|/;,(.]))({_WRITER}|{_EDITOR}|{_OTHER})\s*\|?\s*[:：]\s*", re.I)
_LEADING = " |(\t"
_LONGEST = 160  # characters
_CAPITALS = re.compile(r"[^\W\da-z_](?:[^\W\da-z_]|[.'’ -]){4,38}")  # DINI TEJA | JULI HANTORO
_LONGEST_SIGNATURE = 120
# Words in names of outlets, which stand before the names in such lines: DAILY STAR | EXPRESS | DINI TEJA
_OUTLET = re.compile(
    r"\b(?:daily|star|express|mail|times?|post|news|herald|guardian|sun|mirror|tribune|telegraph|independent|bbc|cnn|sky"
    r"|reuters|antara|marca|sports?|goal|world|today|media|press|tv|com|jazeera|breaking|baca|juga)\b",
    re.I,
)


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
    if all(re.fullmatch(_OTHER, role, re.I) for role in found[::2]):
        return None
    roles = list(zip(found[::2], found[1::2], strict=True))
    return Credit(writers=_named(roles, _WRITER), editors=_named(roles, _EDITOR))


def of(role: str, named: str) -> Credit | None:
    """Return the credit of what stands beside a role's name, "Penulis"; None when that is no role. Raises nothing."""
    is_writer, is_editor = (re.fullmatch(kind, role, re.I) for kind in (_WRITER, _EDITOR))
    people = names.people([_plain(named)]) if is_writer or is_editor else ()
    return Credit(writers=people if is_writer else (), editors=people if is_editor else ()) if people else None


def merged(found: Iterable[Credit]) -> Credit:
    """Return all the people that credits name, each once. Raises nothing."""
    every = [*found]
    return Credit(
        writers=tuple(dict.fromkeys(name for credit in every for name in credit.writers)),
        editors=tuple(dict.fromkeys(name for credit in every for name in credit.editors)),
    )


def _named(roles: list[tuple[str, str]], kind: str) -> tuple[str, ...]:
    return names.people(_plain(named) for role, named in roles if re.fullmatch(kind, role, re.I))


def _is_said(line: str) -> bool:
    """Whether a line is what somebody said in an interview: a question, or a sentence in small letters."""
    said = line.partition(":")[2].split()
    is_sentence = line.rstrip().endswith((".", "!", "”", '"'))
    return line.rstrip().endswith("?") or (is_sentence and sum(map(str.islower, said)) > len(said) / 2)


def in_capitals(line: str) -> tuple[str, ...]:
    """Return the people in a line that is names in capitals, as Tempo prints below its texts; outlets are left out.

    Raises nothing.
    """
    parts = [part.strip() for part in line.split("|")] if len(line) <= _LONGEST_SIGNATURE else []
    if line.upper() != line:
        return ()
    signed = [part for part in parts if _CAPITALS.fullmatch(part) and 2 <= len(part.split()) <= 4]
    return names.people(part.title() for part in signed if not _OUTLET.search(part))


def _plain(named: str) -> str:
    return named.replace("|", " ").strip()
