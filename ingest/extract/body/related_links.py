"""Links to other articles inside a text: "Baca juga: …", "Related: …", and lists of them at its end."""

import re
from collections.abc import Container, Iterator

from ingest.extract.dom import fold

# A label with a title after it; the first kinds are labels with or without a colon.
_LABEL = re.compile(
    r"^\W*(?:(?:baca|simak|lihat|tonton|dengarkan|cek)\s+(?:juga|pula|selengkapnya|selanjutnya|lainnya|berita lain)\b"
    r"|(?:cek|simak|saksikan|tonton|lihat) (?:juga )?video\b.{0,40}\b(?:ini|berikut|pilihan)\W*$"
    r"|(?:les også|læs også|läs också|lees ook|lesen sie auch|(?:à )?lire aussi|le[ae] también|leia também"
    r"|leggi anche)\b"
    r"|(?:baca|simak|tonton|pilihan editor|(?:artikel|berita|video) (?:terkait|berkaitan|lainnya|rekomendasi)|also read"
    r"|read also|read more|read next|see also|see more|watch also|recommended"
    r"|related(?: (?:story|stories|articles?|posts?|news|reading|coverage))?)\s*[:|])",
    re.I,
)
_INSIDE = re.compile(
    r"\s?[\[(]\s?(?:baca|simak|lihat|tonton|read|see)(?: (?:juga|pula|also|more))?\s?:\s?"
    r"(?-i:[A-Z0-9“\"'‘])[^()\[\]]{5,200}[\])]",
    re.I,  # a title begins with a capital; "(baca: suap)" is an idiom
)
_LONGEST = 200  # characters; a title is shorter, a paragraph that begins so is longer
# After such a heading only other articles follow, to the end of the text.
_OTHERS = re.compile(
    r"^\W*(?:(?:berita|artikel|kabar|video|foto|galeri) (?:terkait|lainnya|terpopuler|terbaru|rekomendasi|pilihan)"
    r"|terpopuler|simak .{0,30}lainnya|jangan (?:lewatkan|ketinggalan)|lihat juga|pilihan editor|don[’']t miss"
    r"|related(?: .{1,20})?|more (?:from|on|in|must-reads) .{2,40}"
    r"|more (?:photos|pictures|images|videos|galleries|stories|articles|news|headlines)"
    r"|most (?:read|popular)(?: .{1,30})?|you (?:may|might) also (?:like|be interested in)|recommended(?: for you)?"
    r"|read next|further reading|keep reading|ähnliche artikel|trending(?: now)?|popular)\W*$",
    re.I,
)
_DATED_TITLE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4},? \d{1,2}[.:]\d\d WI(?:B|TA|T)\W+\w+ \w+")
_BULLET = "•"
# Of these the text may go on after the box that they stand over, or they are sections of it.
_BOX = re.compile(r"^\W*(?:popular|trending|related .|more (?:on|in) .)", re.I)
_PROSE = 80  # characters
_FEWEST_SHOUTED = 3  # words: shorter ones are names and headings
_LONGEST_HEADING = 70
_MOST_OTHERS = 0.3  # of the text: a longer rest is the article's own


def without(lines: list[str], links: Container[str]) -> list[str]:
    """Return the lines without links to other articles; ``links`` are the folded texts of the page's links.

    A link in brackets is cut out of its line, and a list of other articles off the end. Raises nothing.
    """
    return _without_others([*_unlabelled(lines, links)], links)


def leads_away(heading: str) -> bool:
    """Return whether only other articles follow a heading, which has 70 characters at most. Raises nothing."""
    return len(heading) <= _LONGEST_HEADING and bool(_OTHERS.match(heading))


def _is_dated_title(line: str) -> bool:
    """Whether a line has a date with its hour before a title, as lists of other articles print them."""
    return len(line) <= _LONGEST and line[-1:] not in ".!?" and bool(_DATED_TITLE.search(line))


def _unlabelled(lines: list[str], links: Container[str]) -> Iterator[str]:
    is_list = False  # whether a bare label was just met: the links after it are what it names
    for line in lines:
        label = _LABEL.match(line)
        if label and len(line) <= _LONGEST and not _is_sentence(line, label, links):
            is_list = not fold(line[label.end() :])
        elif not _is_other(line, links) and not (is_list and fold(line) in links):
            is_list = False
            yield _INSIDE.sub("", line)


def _is_sentence(line: str, label: re.Match[str], links: Container[str]) -> bool:
    """Whether a line only begins with the words of a label: without a colon, it ends as sentences do and is no link."""
    after = line[label.end() :]
    return (
        label[0][-1] not in ":|"
        and after.lstrip()[:1] not in (":", "|", "-", "–", "—")
        and line.rstrip()[-1:] in (".", "!")
        and fold(line) not in links
        and fold(after) not in links
    )


def _is_other(line: str, links: Container[str]) -> bool:
    """Whether a line is a link after a bullet or in capitals: the headline of another article between paragraphs."""
    is_marked = line.startswith(_BULLET) or (line.isupper() and len(line.split()) > _FEWEST_SHOUTED)
    return is_marked and fold(line) in links


def _is_own(line: str, links: Container[str]) -> bool:
    """Whether a line is prose and no link."""
    return len(line) >= _PROSE and line.rstrip()[-1:] in '.!?”"' and fold(line) not in links


def _without_others(lines: list[str], links: Container[str]) -> list[str]:
    kept, number = len(lines), len(lines)
    whole, rest = sum(map(len, lines)), 0
    while (number := number - 1) > 0:
        rest += len(lines[number])
        if rest > _MOST_OTHERS * whole:
            break
        is_box = _BOX.match(lines[number]) and any(_is_own(line, links) for line in lines[number + 1 : kept])
        if (leads_away(lines[number]) or _is_dated_title(lines[number])) and not is_box:
            kept, whole, rest = number, whole - rest, 0
    return lines[:kept]
