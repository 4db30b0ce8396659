"""Names of people, out of bylines, credits and metadata: the words around them off, outlets left out."""

import html
import re
from collections.abc import Collection, Iterable, Iterator

from ingest.core import urls
from ingest.extract import dom

_LONGEST = 60  # characters of a name
_LONGEST_BYLINE = 500  # of many people; a longer text is none
_MOST_WORDS = 7
# Words of which a name consists wholly when it is nobody's: posts, desks, days, what blog programs put in.
_NOBODY = frozenset({
    "a", "about", "admin", "administrator", "adminredaksi", "agenturen", "all", "archive", "articles", "anonim",
    "anonymous", "at", "author", "authors", "autor", "berita", "bio", "biography", "by", "cyber", "contributor",
    "correspondent", "de", "desk", "dewan", "editor", "editorial", "editors", "email", "facebook", "follow", "from",
    "google", "guest", "in", "instagram", "is", "kontributor", "koresponden", "liputan", "login", "media", "member",
    "menit", "min", "minute", "minutes", "more", "nachrichten", "name", "names", "nan", "news", "newsroom", "none",
    "null", "of", "on", "online", "penerjemah", "penulis", "pewarta", "photo", "post", "posts", "print", "profile",
    "publisher", "red", "redaction", "redaksi", "redaktion", "redaktur", "reporter", "share", "site", "staf",
    "staff", "story", "stand", "super", "team", "terjemahan", "text", "the", "tim", "to", "translation",
    "translator", "twitter", "undefined", "unknown", "user", "username", "video", "view", "wartawan", "web",
    "whatsapp", "wordpress", "wordpressadmin", "wp", "writer", "january", "february", "march", "april", "may",
    "june", "july", "august", "september", "october", "november", "december", "januari", "februari", "maret", "mei",
    "juni", "juli", "agustus", "oktober", "desember", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "agu", "sep",
    "sept", "oct", "okt", "nov", "dec", "des", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "updated", "published", "posted",
    "am", "pm", "wib", "wita", "wit",
})  # fmt: skip
_ROLE = (
    r"(?:post |posted |submitted |written |reported |words |story |text |published )?(?:author|by)"
    r"|(?:ditulis |laporan |dilaporkan |dipos(?:kan|ting) )?oleh|laporan(?: wartawan)?"
    r"|penulis|reporter|pewarta|wartawan|kontributor|koresponden|editor|penyunting|redaktur|authors"
    r"|autor(?:in|en)?|von|par|por|texte?|quelle"
)
_PLACE = re.compile(
    r"^\W*(?:kontributor|koresponden|wartawan)\s[^,:]{2,30}[,:]\s*", re.I
)  # Kontributor Lhokseumawe, Masriadi
_BEFORE = re.compile(rf"^\W*(?:(?:and|dan|und|&)\s+)?(?:(?:{_ROLE})\b\s*[:：]?\s*)+", re.I)
RANK = r"senior|staff|chief|contributing|associate|deputy|managing|content|marketing|social|media"
POST = (
    r"writer|editor|reporter|correspondent|contributor|journalist|author|director|founder|jurnalis|chefredakteur(?:in)?"
    r"|redakteur(?:in)?|coordinator|manager|officer|sponsored"
)
_AFTER = re.compile(
    rf"(?:\s+|\s*[-–—|•·]\s*)(?:(?:{RANK})\s+)*(?:{POST})\b.*$"
    r"|\s+(?:posted|published|follow|suivre|e-?mail|on behalf of)\b.*$|\s+[-–—|•·]\s.*$"
    r"|\s+\S*@\w.*$|\s*[(\[].*$|\s+for\s+\S+\.\S+$",
    re.I,
)
# "Jane Arden for the Bay Courier", "Sitti Rahma di Muara"; in capitals, so that no particle of a name is cut.
_AT = re.compile(r"(?<=\w)\s+(?:for|in|at|of|from|di|dari|untuk)\s+(?:the\s+)?[A-Z].*$")
_ON = re.compile(r"\s+(?:at|on|am|pada)\s+(?:[^\W\d]+\.?,?\s+)?\d.*$", re.I)  # "Jane at December 16"
_MONTH = r"(?:jan|feb|mar|apr|m[ae]i|may|jun|jul|aug|agu|sep|o[ck]t|nov|de[cs])[a-z]{0,6}\.?"
_DAY = re.compile(rf"\s+(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH}\s+\d{{4}})\b.*$", re.I)  # "Jane Arden May 2"
_INSTITUTION = re.compile(
    r"\b(?:gmbh|e\.\s?v|inc|ltd|llc|institut[eo]?|universit\w+|\w*stiftung|foundation|yayasan|\w*anstalt|minist(?:ry|erium)"
    r"|kementerian|kantor berita|tabloid|majalah|harian|koran|magazine|newspaper)(?![\w'’])",
    re.I,
)
_DEGREES = frozenset({
    "ba", "bsc", "cpa", "dds", "dvm", "jr", "llm", "ma", "mba", "md", "mph", "msc", "np", "phd", "psyd", "rd", "rdn",
    "rn", "sr", "skom", "spd", "ssos", "sh", "mh", "msi", "mm",
})  # fmt: skip
# What follows on a name after a comma: "dosen Universitas Muara", "Projektleiterin".
_IS_WHAT = re.compile(
    rf"(?:(?:{RANK})\s+)*(?:{POST}|\w*leiter(?:in)?|dosen|peneliti|direktur|ketua|pengamat|guru|mahasiswa|professor|president"
    r"|chair|ceo|analyst|special to|for|untuk)\b|(?:[a-z]+ ){1,2}(?:editor|correspondent|reporter|columnist|writer)\W*$"
    r"|(?:the )?associated press|(?:reuters|afp|dpa|xinhua|bloomberg|bernama|kyodo|antara)\W*$",
    re.I,
)
_IS_EDITOR = re.compile(r"\((?:editor|penyunting|redaktur)\)", re.I)
_ONLY_POST = re.compile(rf"(?:(?:{RANK})\s+)+(?:{POST})", re.I)
_REVIEWER = re.compile(
    r"\b(?:medically\s+)?(?:reviewed|edited|updated|fact.?checked)\b.*$"
    r"|\s(?:photos?|photograph(?:s|y)|pictures|video|illustrations?|foto|ilustrasi)\s+(?:by|oleh)\b.*$",
    re.I,
)
_APART = re.compile(r"\s*[;,|/]\s*(?:(?:and|dan|und)\s+)?")
_AND = re.compile(r"\s+(?:and|und|dan|serta|&|og)\s+")
# Between two whole names only: Spanish names may have a y in them.
_AND_NAMES = re.compile(r"(?<=[^\W_]) (?:y|et|with|bersama) (?=[A-Z][\w'’-]* [A-Z])")
_DATED = re.compile(r"^[^·•|–—]{4,25}\b20\d\d\s+[·•|–—]\s+")
_EDGES = " .-–—•·|()[]'\""
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.I)
_ADDRESS = re.compile(rf"\s*(?:https?:|www\.|@)|\S+@\S|{_HOST.pattern}$", re.I)
_NO_NAME = re.compile(
    rf":|\d{{2}}|^\d|^{_MONTH} \d|"
    r"\w{3}\.(?:com|net|org|de|id|at|ch|co\.\w\w)\b|\s(?:by|on|in|at)\s|\bcyber media\b|redaksi",
    re.I,
)
_ARTICLES = ("al-", "el-", "d'", "d’")  # al-Rashid
_PARTICLES = frozenset({"binti", "ibnu", "della", "delle", "degli", "dalla"})  # longer than three letters
_MARKUP = re.compile(r"</?[a-z][^<>]{0,300}>", re.I)  # in JSON-LD: <a href="/p/jane">Jane Arden</a>
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def people(values: Iterable[str]) -> tuple[str, ...]:
    """Return the people that bylines name, each once, in their order.

    A byline of more than 500 characters names nobody. Raises nothing.
    """
    bylines = (value for value in values if len(value) <= _LONGEST_BYLINE and not urls.is_web(value.strip()))
    found = (name for byline in bylines for name in _parts(byline))
    return tuple(dict.fromkeys(filter(_is_person, found)))


def organizations(values: Iterable[str]) -> tuple[str, ...]:
    """Return the outlets that are called an author, each once: domains, and all names but those that are nobody's.

    Raises nothing.
    """
    named = (" ".join(html.unescape(value).split()) for value in values)
    return tuple({dom.fold(name): name for name in named if _is_short(name) and not urls.is_web(name)}.values())


def is_domain(name: str) -> bool:
    """Return whether a name is written as that of a host, ORF.at. Raises nothing."""
    return bool(_HOST.fullmatch(name.strip()))


def is_institution(name: str) -> bool:
    """Return whether a name has a word that only those of institutions, firms and papers have. Raises nothing."""
    return bool(_INSTITUTION.search(name))


def without(names: Iterable[str], outlets: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are not those of outlets, however they are spaced, nor of their desks. Raises nothing."""
    nobody = {dom.compact(outlet) for outlet in outlets}
    return tuple(name for name in names if dom.compact(name) not in nobody and not _is_desk(name, nobody))


def _is_desk(name: str, outlets: Collection[str]) -> bool:
    """Whether a name begins with an outlet's in capitals: MDR THÜRINGEN."""
    first, _, rest = name.partition(" ")
    return len(first) > 2 and first.isupper() and bool(rest) and first.casefold() in outlets


def looks_personal(name: str) -> bool:
    """Return whether a name is written as people's are: two words with capitals at least, none without but particles.

    In scripts without capitals it has up to four characters, or two to four words. Raises nothing.
    """
    parts = name.split()
    if not _LATIN.search(name):  # scripts without capitals
        return len(name) <= 4 or 2 <= len(parts) <= 4
    small = [part for part in parts if part[0].islower() and not part.startswith(_ARTICLES)]
    return len(parts) - len(small) >= 2 and all(len(part) <= 3 or part in _PARTICLES for part in small)


def _parts(value: str) -> Iterator[str]:
    plain = " ".join(_MARKUP.sub(" ", html.unescape(value)).split())
    whole = _PLACE.sub("", _DATED.sub("", plain))
    parts = _APART.split(_REVIEWER.sub("", _BEFORE.sub("", whole)))
    if is_institution(parts[0]):
        return  # with where it is: "Bay Press Ltd, Muara"
    for number, part in enumerate(parts):
        if number and _IS_WHAT.match(part):
            return
        if not is_institution(part) and dom.compact(part) not in _DEGREES and not _IS_EDITOR.search(part):
            yield from map(_alone, _people_in(part))


def _people_in(part: str) -> Iterator[str]:
    for name in _AND.split(part):
        joined = _AND_NAMES.search(name)
        yield from (
            (name[: joined.start()], name[joined.end() :]) if joined and " " in name[: joined.start()] else (name,)
        )


def _alone(part: str) -> str:
    """A name without what stands around it."""
    name = _DAY.sub("", _ON.sub("", _BEFORE.sub("", part)))
    short = _AFTER.sub("", name).strip(_EDGES)
    if " " in (bare := _AT.sub("", short)):
        short = bare
    return short if " " in short else name.strip(_EDGES)  # "Community Editor" is all there is of a name


def _is_person(name: str) -> bool:
    return _is_short(name) and not any(found(name) for found in (_ADDRESS.match, _NO_NAME.search, _ONLY_POST.fullmatch))


def _is_short(name: str) -> bool:
    """Whether it is as long as a name, and somebody's."""
    parts = dom.fold(name).split()
    return 2 <= len(name) < _LONGEST and 0 < len(parts) <= _MOST_WORDS and not _NOBODY.issuperset(parts)
