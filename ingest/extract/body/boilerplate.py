"""What stands around an article, not in it: the headline again, credits, rights, appeals, other articles.

Only what its own words give away is taken out. Place and shape alone tell captions, short
headings and lists from boilerplate no better than a coin (corpus/extract), so they stay.
"""

import re
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.dom import compact, fold
from ingest.extract.metadata import credits
from ingest.extract.metadata.credits import Credit

from . import related_links

_LEAST_OWN = 2 / 3  # of the text
_FIRST, _LAST = 8, 8  # lines at either end that are looked at
_PROSE = 80  # characters; a shorter line is prose when it ends as sentences do
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”'’»)\]]*$")

# Whole lines, wherever they are.
_ALIEN = re.compile(
    r"^\W*(?:(?:(?:skip )?advertisement|advertising|iklan|anzeige|werbung|publicidad|publicité|publicidade|pariwara"
    r"|sponsored(?: content)?|scroll (?:to (?:continue|resume)|untuk (?:melanjutkan|lanjut)).{0,40})\W*$"
    r"|(?:article|story|content|artikel|berita)s? (?:continues?|resumes?|berlanjut|dilanjutkan)"
    r" (?:below|after|setelah|di bawah)\b.{0,20}\W*$"
    r"|iklan\W+(?:scroll|gulir|geser)\b.{0,40}\W*$"
    r"|(?:gulir|geser)(?: ke (?:bawah|atas))? untuk (?:melanjutkan|lanjut)(?: (?:membaca|baca))?\W*$"
    r"|(?:(?:image|photo|picture)(?: credit)?|photos|foto|credit)\s*[:©|](?!.*https?:).{0,80}$"
    r"|(?:lanjut(?:kan)? (?:baca|membaca)|gulir|geser|continue reading)\b.{0,40}\b(?:iklan|advertisement)\W*$"
    r"|(?:dengar(?:kan)? (?:artikel|berita)(?: ini)?|listen to this (?:article|story)|(?:artikel|beitrag) anhören"
    r"|escuchar? (?:el|este) artículo)\W*(?:\d+(?:[.:]\d\d)? ?(?:menit|min\w*)?)?\W*$"
    r"|(?:simak|saksikan|tonton|lihat)(?: juga)? video\W+[\"“].{5,150}[\"”]\W*$"
    r"|(?:dibaca|dilihat) (?:sebanyak )?[\d.,]+ (?:kali|x)\W*$|\d[\d.,]* views\W*$"
    r"|(?:apa|bagaimana) (?:reaksi|tanggapan|emosi) (?:anda|kamu)\b.{0,40}\?$"
    r"|\((?:[a-z]{2,6}[/-]){1,3}[a-z]{2,6}\)$)",
    re.I,
)
# Where a newsroom's program puts a video or a picture into the text.
_EMBED = re.compile(r"\s?\[Gambas:[^\]]{0,60}\]")
# Lines before the first prose and after the last.
_RIGHTS = re.compile(
    r"\bcopyright\b|all rights reserved|\bhak cipta\b|^\W*©|dilarang (?:mengutip|menyalin|memperbanyak)|redaksi berhak"
    r"|\bkomentar\b.*\b(?:tanggung jawab|pedoman)\b|\btrust principles\b|\bpemasangan iklan\b",
    re.I,
)
# Those that a notice of rights has and a sentence about rights has not.
_NOTICE = re.compile(
    r"all rights reserved|^\W*(?:©|(?:copyright|hak cipta)\W*(?:©|\(c\)|(?:19|20)\d\d|:))"
    r"|dilarang (?:mengutip|menyalin|memperbanyak)|redaksi berhak|\btrust principles\b"
    r"|\bkomentar\b(?!.*\bbukan\b).*\b(?:tanggung jawab (?:pembaca|pengirim|komentator|masing)[\w-]*\W*$|pedoman\b)",
    re.I,
)
_LONGEST_RIGHTS = 250
_LABEL = re.compile(
    r"^\W*(?:share|bagikan|sebarkan|copy link|salin (?:tautan|link)|print|cetak|follow us|ikuti kami|(?:filed|posted)"
    r" (?:under|in)|tags?|topi[ck]s?|topik|shares?|(?:comments?|komentar)(?=\W*(?:\d|$)|\W+(?:anda|pembaca)\b)|headline"
    r"|infografis|loading|(?:source|sumber)\s*:)(?:\W|$)",
    re.I,
)
_LONGEST_LABEL = 100
_DATE_LINE = re.compile(
    r"^\W*(?:[^\W\d]+\W+){0,3}(?:\d{1,2}\W+(?:[^\W\d]+|\d{1,2})|[^\W\d]+\W+\d{1,2}\w{0,2})\W+(?:19|20)\d\d"
    r"(?:\W+(?:[^\W\d]+\W+)?\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?:\W*[a-z]{2,4})?)?\W*$",
    re.I,
)
_LONGEST_DATE = 70
# The last lines, as long as they follow one another: who helped, how to reach them, what to subscribe to.
_HELPERS = re.compile(
    r"^\W*(?:additional )?report(?:ing|s)? by\b|contributed (?:reporting|to th(?:is|e) (?:report|story|article))"
    r"|^\W*with (?:files|reports?|reporting) (?:from|by)\b|\b(?:editing|writing) by\b|^\W*first published\b"
    r"|\breported from\b.*\bcontributed\b"
    r"|^\W*(?:redaktur|reporter|editor|penulis|pewarta|penyunting|kontributor)(?:\s*(?:&|/|,|dan)\s*\w+)?\s*:[^.!?]{0,80}$",
    re.I,
)
_APPEAL = re.compile(
    r"\bsign(?:ing)? up (?:for|to)\b|\bsubscribe (?:now|today|to (?:our|the))\b|\bour (?:free )?(?:\w+ )?newsletters?\b"
    r"|\bget the latest\b.*\binbox\b|\bclick here (?:to|for)\b|\bdownload (?:the|our) .*\bapp\b|\bmay be reached at\b"
    r"|\breach the reporters?\b|\bhave a tip\b|\blog in or create\b|\bcreate an account\b"
    r"|\bjoin (?:our|the) .*(?:forum|community)|\bfollow (?:us|her|him|them) on (?:twitter|facebook|instagram|x\b)"
    r"|\b(?:ikuti|gabung|dapatkan)\b.*\b(?:whatsapp|telegram|google news|instagram|aplikasi|newsletter)\b"
    r"|\b(?:pertimbangkan|mohon|silakan) (?:untuk )?(?:menyumbang|berdonasi|mendukung kami|berlangganan)\b"
    r"|\b(?:consider|by) (?:donating|making a (?:donation|contribution)|becoming a (?:member|subscriber|supporter))\b"
    r"|\bdukung kami dengan\b|\bberlangganan untuk (?:terus |lanjut )?membaca\b"
    r"|whatsapp-kanal|\b(?:yuk|ayo),? (?:\w+ ){0,3}?(?:daftar|daftarkan|gabung|ikuti|berlangganan|unduh)\b",
    re.I,
)
_HASHTAGS = re.compile(r"^(?:#\w+\W*)+$|^#\w+(?:\W+\w+){1,2}$")
_MAIL = re.compile(r"^\W*(?:e-?mail:?\s*)?\S+@\S+\.\w+\W*$", re.I)
_ADDRESS = re.compile(r"^https?://\S+$")
_LONGEST_APPEAL = 300


class Folded(Container[str]):
    """The folded forms of texts, made when the first is looked for: that most texts of pages never are."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts

    def __contains__(self, text: object) -> bool:
        return text in self._forms

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(map(fold, self._texts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the page around a text says."""

    headline: str = ""  # folded
    headlines: Collection[str] = frozenset()  # the forms of the headline, compact
    links: Container[str] = frozenset()  # the texts of its links, folded
    others: Collection[str] = frozenset()  # texts that are of other articles, folded


def clear(text: str, around: Surroundings) -> tuple[str, Credit]:
    """Return the lines of a text that are of the article, and the people that lines beside it credit, each once.

    Raises nothing.
    """
    lines = _own([stripped for line in text.split("\n") if (stripped := _EMBED.sub("", line).strip())], around)
    lines = _once([line for line in related_links.without(lines, around.links) if not _ALIEN.match(line)])
    lines, first = _before(lines, around)
    lines, last = _after(lines, around)
    found = (*first, *last)
    writers = tuple(dict.fromkeys(name for credit in found for name in credit.writers))
    editors = tuple(dict.fromkeys(name for credit in found for name in credit.editors))
    if not writers and len(lines) > 1 and (writers := credits.in_capitals(lines[-1])):
        lines.pop()
    return "\n".join(lines), Credit(writers=writers, editors=editors)


def _own(lines: list[str], around: Surroundings) -> list[str]:
    """Without what is of other articles; all lines when the page is hardly more than a list of those."""
    if not around.others:
        return lines
    own = [line for line in lines if fold(line) not in around.others]
    return own if sum(map(len, own)) > _LEAST_OWN * sum(map(len, lines)) else lines


def _once(lines: list[str]) -> list[str]:
    """Each paragraph once: pages print some again for smaller screens. What leads on to others is said again."""
    first = {line: number for number, line in reversed([*enumerate(lines)])}
    return [line for number, line in enumerate(lines) if len(line) < _PROSE or first[line] == number or line[-1] == ":"]


def _before(lines: list[str], around: Surroundings) -> tuple[list[str], list[Credit]]:
    """The lines without boilerplate before the first prose, and the credits in that."""
    kept: list[str] = []
    found: list[Credit] = []
    for number, line in enumerate(lines[:_FIRST]):
        if compact(line) in around.headlines:
            continue
        credit = credits.parse(line)
        if credit is not None:
            found.append(credit)
        elif not _is_notice(line) and not _is_crumb(line, around):
            kept.append(line)
            if _is_prose(line):
                return kept + lines[number + 1 :], found
    return kept + lines[_FIRST:], found


def _after(lines: list[str], around: Surroundings) -> tuple[list[str], list[Credit]]:
    """The lines without boilerplate after the last prose, and the credits in that."""
    parsed = [(line, credits.parse(line)) for line in lines[-_LAST:]]
    kept = [line for line, credit in parsed if credit is None and not _is_notice(line)]
    while kept and _is_appendix(kept[-1], around):
        kept.pop()
    return lines[:-_LAST] + kept, [credit for _, credit in parsed if credit is not None]


def _is_notice(line: str) -> bool:
    """Whether a line is a notice of rights, a date or a label."""
    if (
        len(line) <= _LONGEST_RIGHTS
        and _RIGHTS.search(line)
        and (_NOTICE.search(line) or not _SENTENCE_END.search(line))
    ):
        return True
    if _SENTENCE_END.search(line):
        return False
    if len(line) <= _LONGEST_DATE and _DATE_LINE.match(line):
        return True
    return len(line) <= _LONGEST_LABEL and bool(_LABEL.match(line))


def _is_appendix(line: str, around: Surroundings) -> bool:
    if not _SENTENCE_END.search(line) and (fold(line) in around.links or related_links.leads_away(line)):
        return True
    if len(line) > _LONGEST_APPEAL:
        return False
    return bool(_HELPERS.search(line) or _APPEAL.search(line) or _MAIL.match(line) or _HASHTAGS.match(line))


def _is_crumb(line: str, around: Surroundings) -> bool:
    return bool(_ADDRESS.match(line)) or (line.lstrip().startswith("- ") and fold(line) in around.links)


def _is_prose(line: str) -> bool:
    return len(line) >= _PROSE or (len(line.split()) >= 6 and bool(_SENTENCE_END.search(line)))
