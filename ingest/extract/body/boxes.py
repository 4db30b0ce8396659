"""Boxes in and around a text that are told by their name: dialogs, and pictures with a line about them."""

import re

from lxml.html import HtmlElement

from ingest.extract import dom, naming

_BOXES = ("div", "section", "aside")
_DIALOG = re.compile(r"(?:^|[\s_-])\w*(?:modal|pop-?up|dialog|lightbox|snackbar|toast)(?=[\s_-]|$)", re.I)
_PICTURE = re.compile(
    r"(?:^|[\s_-])(?:photos?|foto|videos?|pic(?:ture)?s?|images?|img|gambar|media|thumb(?:nail)?|wp-caption|caption)(?=[\s_-]|$)",
    re.I,
)
_names_dialog = naming.told_by(_DIALOG, "modal", "pop", "dialog", "lightbox", "snackbar", "toast")
_names_picture = naming.told_by(
    _PICTURE, "photo", "foto", "video", "pic", "image", "img", "gambar", "media", "thumb", "caption"
)
_SHOWN = ("img", "iframe", "video", "picture", "amp-img", "amp-video", "amp-youtube", "object", "embed")
_LONGEST_CAPTION = 300  # characters
_MOST = 0.2  # of the prose of a page: a box with more of it is the text, whatever its name


def open_asides(tree: HtmlElement) -> None:
    """Make a plain box of an aside that holds the headline and most of the text, in place. Raises nothing."""
    for aside in [*tree.iter("aside")]:
        if next(aside.iterdescendants("h1"), None) is not None and 2 * _prose(aside) > _prose(tree):
            aside.tag = "div"


def drop(tree: HtmlElement) -> None:
    """Take out dialogs and the boxes of pictures and videos with their captions, in place; figures stay as they are.

    Raises nothing.
    """
    most: float | None = None
    for box in [*tree.iterdescendants(*_BOXES)]:
        if not is_dialog(box) and not (_names_picture(_name(box)) and _is_picture(box)):
            continue
        most = _MOST * _prose(tree) if most is None else most
        if box.getparent() is not None and next(box.iterdescendants("h1"), None) is None and _prose(box) <= most:
            box.drop_tree()


def is_dialog(box: HtmlElement) -> bool:
    """Return whether a box is a dialog, by its role or name. Raises nothing."""
    return _names_dialog(_name(box)) or box.get("role") in ("dialog", "alertdialog")


def _name(box: HtmlElement) -> str:
    return f"{box.get('class', '')} {box.get('id', '')}"


def _is_picture(box: HtmlElement) -> bool:
    """Whether a box shows something and has a line about it."""
    if next(box.iter(*_SHOWN), None) is None or next(box.iter("figcaption", "ul", "ol", "h2", "h3"), None) is not None:
        return False
    return dom.line(box, _LONGEST_CAPTION) is not None and sum(1 for _ in box.iter("p")) < 2


def _prose(element: HtmlElement) -> int:
    """How many characters are in paragraphs and behind line breaks."""
    paragraphs = sum(len(dom.string(paragraph)) for paragraph in element.iter("p"))
    return paragraphs + sum(len(line.tail or "") for line in element.iter("br"))
