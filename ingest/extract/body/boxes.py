"""Boxes in and around a text that are told by their name: dialogs, pictures with a line about them, who wrote it,
and what asks to pay or subscribe.
"""

import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from lxml.html import HtmlElement

from ingest.extract import dom, naming
from ingest.extract.survey import Survey

_BOXES = ("div", "section", "aside")
_ITEMS = ("ul", "ol", "div", "p")
_DIALOG = re.compile(r"(?:modal|pop-?up|dialog|lightbox|snackbar|toast)(?=[\s_-]|$)", re.I)
_PICTURE = re.compile(
    r"(?:^|[\s_-])(?:photos?|foto|videos?|pic(?:ture)?s?|images?|img|gambar|media|thumb(?:nail)?|wp-caption|caption)(?=[\s_-]|$)",
    re.I,
)
# Who wrote it, and what readers are asked for: about-author, penulis-profil, paywall-prompt, newsletter.
_ASKS = re.compile(
    r"(?:^|[\s_-])(?:(?:about|tentang|profil|bio)[_-]?(?:the[_-]?)?(?:author|penulis|writer)"
    r"|(?:author|penulis|writer|reporter)[_-]?(?:bio\w*|box|profile?|info|desc\w*)"
    r"|(?:paywall|newsletter|subscri(?:be|ption)|langganan|don(?:ate|ation|asi)|membership)"
    r"[_-](?:box|form|prompt|banner|cta|widget|notice|message|sign-?up))(?=\s|$)"
    r"|(?:^|\s)(?:newsletter|mc4wp-form)(?=\s|$)",
    re.I,
)
_DIALOGS = naming.Kind(_DIALOG, "modal", "pop", "dialog", "lightbox", "snackbar", "toast")
_PICTURES = naming.Kind(
    _PICTURE, "photo", "foto", "video", "pic", "image", "img", "gambar", "media", "thumb", "caption"
)
_ASKING = naming.Kind(
    _ASKS, "author", "penulis", "writer", "reporter", "paywall", "newsletter", "subscri", "langganan", "don",
    "membership", "mc4wp",
)  # fmt: skip
_DIALOG_ROLES = ("dialog", "alertdialog")
_NAMED_BY = ("class", "id")
_MOST_IN_MENU = 300  # characters of prose: one menu in fifty has so many
_SENTENCE = 60  # characters: a name alone does no harm
_LONGEST_FORM = 400  # characters around a field for an address of mail
_SHOWN = ("img", "iframe", "video", "picture", "amp-img", "amp-video", "amp-youtube", "object", "embed")
_LONGEST_CAPTION = 300  # characters
_MOST = 0.2  # of the prose of a page: a box with more of it is the text, whatever its name


def open_asides(tree: HtmlElement) -> None:
    """Make a plain box of an aside that holds the headline and most of the text, in place. Raises nothing."""
    for aside in [*tree.iter("aside")]:
        if next(aside.iterdescendants("h1"), None) is not None and 2 * _prose(aside) > _prose(tree):
            aside.tag = "div"


def drop_menus(tree: HtmlElement) -> None:
    """Take out menus, a fifth of all elements, in place: trafilatura's first step would. Raises nothing.

    What holds an h1 or some prose stays, as an article is at times in a nav, or in one that is not closed; and what is
    a word of a sentence.
    """
    for menu in [*tree.iter("nav")]:
        is_menu = next(menu.iterdescendants(*_ITEMS), None) is not None and _prose(menu) < _MOST_IN_MENU
        if is_menu and menu.getparent() is not None and next(menu.iterdescendants("h1"), None) is None:
            menu.drop_tree()


def drop(survey: Survey) -> None:
    """Take out dialogs, the boxes of pictures and videos with their captions, and those that ask or tell of writers.

    Figures stay as they are. In place; raises nothing.
    """
    most: float | None = None
    for box in (*_beside(survey), *dict.fromkeys(_forms(survey.tree))):
        most = _MOST * _prose(survey.tree) if most is None else most
        if box.getparent() is not None and next(box.iterdescendants("h1"), None) is None and _prose(box) <= most:
            box.drop_tree()


def is_dialog(box: HtmlElement) -> bool:
    """Return whether a box is a dialog, by its role or name. Raises nothing."""
    return _DIALOGS.tells(naming.of(box)) or box.get("role") in _DIALOG_ROLES


def _beside(survey: Survey) -> list[HtmlElement]:
    dialogs = {box for box, role in survey.having("role").items() if role in _DIALOG_ROLES}
    dialogs.update(survey.named(_DIALOGS, *_NAMED_BY))
    pictures, asking = survey.named(_PICTURES, *_NAMED_BY), {*survey.named(_ASKING, *_NAMED_BY)}
    asking.update(box for box, name in survey.having("itemprop").items() if name == "author")
    return [
        box
        for box in survey.in_order({box for box in (*dialogs, *pictures, *asking) if box.tag in _BOXES})
        if (
            box in dialogs
            or (box in pictures and _is_picture(box))
            or (box in asking and len(dom.text(box)) >= _SENTENCE)
        )
    ]


def _forms(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The highest boxes with little text around fields for an address of mail: what they say is of the field."""
    is_short = cache(lambda box: dom.line(box, _LONGEST_FORM) is not None)  # many fields may be in the same boxes
    for field in tree.iter("input"):
        if field.get("type") == "email":
            yield from deque(takewhile(is_short, field.iterancestors(*_BOXES)), maxlen=1)


def _is_picture(box: HtmlElement) -> bool:
    """Whether a box shows something and has a line about it."""
    if next(box.iter(*_SHOWN), None) is None or next(box.iter("figcaption", "ul", "ol", "h2", "h3"), None) is not None:
        return False
    return dom.line(box, _LONGEST_CAPTION) is not None and sum(1 for _ in box.iter("p")) < 2


def _prose(element: HtmlElement) -> int:
    """How many characters are in paragraphs and behind line breaks."""
    paragraphs = sum(len(dom.string(paragraph)) for paragraph in element.iter("p"))
    return paragraphs + sum(len(line.tail or "") for line in element.iter("br"))
