"""What a page holds and does not show: some of it is no text, some is the rest of the article behind a button."""

import re
from collections.abc import Collection
from itertools import islice

from lxml.html import HtmlElement

from ingest.extract import dom, naming
from ingest.extract.survey import Survey

from . import boxes

_CONTROLS = ("button", "a", "label", "span", "summary", "div", "p")
_BOXES = ("div", "section", "span", "p", "article")
# Read more, in the words of buttons.
_MORE = re.compile(
    r"^\W*(?:(?:baca|lihat|tampilkan|buka|muat|klik)(?: untuk)? (?:selengkapnya|semua(?:nya)?|lebih (?:banyak|lanjut)"
    r"|lanjutan\w*|lengkap(?:nya)?|artikel lengkap|seluruh(?:nya)? ?\w*|baca|membaca)|selengkapnya"
    r"|(?:baca|lanjut(?:kan)?) (?:lagi|membaca|baca)"
    r"|(?:click to |tap to )?(?:read|show|see|view|load) (?:the )?(?:more|full|all|rest)(?: \w+){0,2}"
    r"|continue reading|keep reading|expand|read on)\W*$",
    re.I,
)
# The same, in the names of classes and ids.
_NAMED_MORE = re.compile(
    r"(?:^|[\s_-])(?:read-?more|more-?(?:text|content|body)|full-?(?:text|content|article)|truncated?"
    r"|selengkapnya|lanjutan|sisa)(?=[\s_-]|$)",
    re.I,
)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.I)
_UNSEEN_STYLE = re.compile(_HIDING_STYLE.pattern + r"|clip|absolute|height\s*:\s*[01](?!\d)", re.I)
_HIDING_CLASS = re.compile(
    r"(?:^|\s)(?:is-)?(?:hidden|hide|d-none|invisible|collapsed?)(?=\s|$)|(?:^|\s)hide-|-hide(?=\s|$)|expand", re.I
)
_HIDING_NAMES = naming.Kind(_HIDING_CLASS, "hid", "d-none", "invisible", "collapse", "expand")
_LEAST = 200  # characters: a shorter box is a note or a field of a form
_PROSE = 80
_MOST_CONTROLS = 500  # that are looked at for each box
_MOST_BOXES = 50  # hidden ones
_NEAR = 10  # elements before it that are looked at
_HIDING = ("style", "class", "id", "aria-hidden")
_REPLACED = ("template", "noembed", "noframes")


def drop_unseen(survey: Survey) -> None:
    """Take out templates, what old browsers show and what has the attribute ``hidden``; what holds an h1 stays.

    In place; raises nothing.
    """
    for element in (*survey.tree.iter(*_REPLACED), *survey.having("hidden")):
        if (
            element.getparent() is not None
            and element.tag not in ("html", "body")
            and next(element.iterdescendants("h1"), None) is None
        ):
            element.drop_tree()


def reveal(survey: Survey) -> None:
    """Show the paragraphs that go on with a text behind a read-more button, in place. Raises nothing.

    They are hidden by style or class, follow paragraphs that are seen, and a control beside them or their own name
    says that more is read there.
    """
    for element, style in survey.having("style").items():
        if "hidden" in style and not _UNSEEN_STYLE.search(style):  # overflow: the same to extractors
            element.attrib.pop("style", None)
    hidden = dict.fromkeys(_hidden(survey))
    for box in islice(hidden, _MOST_BOXES):
        if (
            not boxes.is_dialog(box)
            and _has_prose(box)
            and _follows_prose(box, hidden)
            and (_is_named(box) or _has_control(box))
        ):
            for element in box.iter("*"):
                for name in _HIDING:
                    element.attrib.pop(name, None)
    for element in hidden:
        _spell_out(element)


def _spell_out(element: HtmlElement) -> None:
    """Write a style that hides as extractors know it: in small letters, and no row that is collapsed."""
    style = element.get("style") or ""
    if _HIDING_STYLE.search(style):
        element.set("style", style.lower().replace("collapse", "hidden"))


def _hidden(survey: Survey) -> list[HtmlElement]:
    """The boxes that a style, a class or an attribute hides."""
    named = survey.named(_HIDING_NAMES, "class")
    boxes = {*named, *survey.having("style"), *survey.having("aria-hidden")}
    return survey.in_order({box for box in boxes if box.tag in _BOXES and (box in named or _is_hidden(box))})


def _is_hidden(box: HtmlElement) -> bool:
    return box.get("aria-hidden") == "true" or bool(_HIDING_STYLE.search(box.get("style") or ""))


def _has_prose(box: HtmlElement) -> bool:
    length, linked = len(dom.text(box)), sum(len(dom.text(link)) for link in box.iter("a"))
    least = _PROSE if box.tag == "p" else _LEAST
    return length >= least and linked < length / 3 and next(box.iterdescendants("form"), None) is None


def _follows_prose(box: HtmlElement, hidden: Collection[HtmlElement]) -> bool:
    """Whether a paragraph that is seen, or loose text, stands before it in the same container."""
    parent = box.getparent()
    if parent is None:
        return False
    before = [element for element in box.itersiblings(preceding=True) if element not in hidden]
    texts = [parent.text or "", *(element.tail or "" for element in before)]
    texts += [dom.text(element) for element in before[:_NEAR] if element.tag in _BOXES]
    return any(len(text.strip()) >= _PROSE for text in texts)


def _is_named(box: HtmlElement) -> bool:
    return bool(_NAMED_MORE.search(box.get("class", "")) or _NAMED_MORE.search(box.get("id", "")))


def _has_control(box: HtmlElement) -> bool:
    """Whether something that says "read more" stands in its container, or in the one around that."""
    parent = box.getparent()
    around = parent if parent is None or parent.getparent() is None else parent.getparent()
    return around is not None and any(
        _MORE.match(dom.line(control, 40) or "") for control in islice(around.iter(*_CONTROLS), _MOST_CONTROLS)
    )
