"""What readers wrote below an article, and inside its container: it is not the article's text."""

import re
from collections.abc import Collection

from lxml.html import HtmlElement

from ingest.extract import dom, naming
from ingest.extract.survey import Survey

_BOXES = ("div", "section", "aside", "details", "ul", "ol", "li", "dl", "article", "footer")
_NAME = re.compile(
    r"(?:^|[\s_-])(?:(?:box|kolom|kotak|daftar|list|form|isi|area|wrap|user|reader|leser|fb|facebook|post|article|recent)?"
    r"[_-]?(?:komen|komentar|tanggapan|comments?|kommentare|comentarios|coment[áa]rios|commentaires|reacties|commenti)"
    r"(?:[_-]?(?:list|box|area|section|wrap(?:per)?|pembaca|body|item|text|thread|container|content|netizen|fb|user"
    r"|form))?|disqus(?:[_-]thread)?)(?=[\s_-]|$)|(?:^|\s)(?:fb-comments|disqus)",
    re.I,
)
_OF_READERS = naming.Kind(_NAME, "komen", "komment", "coment", "comment", "tanggapan", "reacties", "disqus")
_HEADING = re.compile(
    r"^\W*(?:ada |terdapat )?(?:\d[\d.,]*\W+)?(?:semua |kolom |isi |daftar |beri |tulis |kirim |tinggalkan )?"
    r"(?:komentar|tanggapan|ulasan pembaca|comments?|reader comments|responses|respons pembaca|diskusi|kommentare"
    r"|leserkommentare|comentarios|coment[áa]rios|commentaires|reacties)"
    r"(?: (?:pembaca|anda|pengunjung|pengguna|terbaru|terpopuler|facebook))?\W*(?:\d[\d.,]*)?\W*$"
    r"|^\W*(?:\d+|one|satu) (?:thoughts?|comments?|responses?|repl(?:y|ies)|komentar|tanggapan|balasan)"
    r" (?:on|to|pada|untuk) [“\"‘'«„]",
    re.I,
)
_OVER_COMMENTS = naming.Wording(
    _HEADING, "komentar", "tanggapan", "ulasan", "comment", "respons", "diskusi", "komment", "coment", "reacties",
    "thought", "repl", "balasan",
)  # fmt: skip
_LONGEST_HEADING = 200  # characters: WordPress repeats the headline, 2 thoughts on "..."
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LABELS = ("div", "p", "span", "strong", "b")  # at the top of a box they are its heading
_NAMED_BY = ("class", "id", "data-component", "data-testid", "data-module")
_MOST = 0.5  # of the characters in paragraphs: a container with more is the article, whatever its name


def drop(survey: Survey) -> None:
    """Take out readers' comments, in place: containers by their name, and what follows a heading of them.

    What holds a main heading, or most of the text, stays. Raises nothing.
    """
    most = _MOST * _prose(survey.tree)
    for box in survey.in_order(_of_readers(survey)):
        if box.tag in _BOXES and box.getparent() is not None and not _is_article(box, most):
            box.drop_tree()
    for heading in [*survey.tree.iter(*_HEADINGS)]:
        if _is_heading(heading) and heading.getparent() is not None:
            _drop_after(heading, most)
    for label in survey.in_order(survey.labelled(_OVER_COMMENTS)):
        if (box := _headed(label)) is not None and not _is_article(box, most):
            box.drop_tree()


def _of_readers(survey: Survey) -> Collection[HtmlElement]:
    """What is named, or declared, as readers' comments."""
    labelled = (box for box, label in survey.having("aria-label").items() if _says_comments(label))
    things = (box for box, name in survey.having("itemprop").items() if name == "comment")
    typed = (box for box, kind in survey.having("itemtype").items() if "omment" in kind)
    return {*survey.named(_OF_READERS, *_NAMED_BY), *labelled, *things, *typed}


def _is_heading(element: HtmlElement) -> bool:
    return _says_comments(dom.line(element, _LONGEST_HEADING))


def _says_comments(text: str | None) -> bool:
    """Whether a text heads comments; a long one never does, and digits without an end would take the pattern hours."""
    return text is not None and len(text) <= _LONGEST_HEADING and _HEADING.match(text) is not None


def _headed(label: HtmlElement) -> HtmlElement | None:
    """The box at whose top a label that says so stands, before anything else; None where there is none."""
    if len(label) or label.tag not in _LABELS:
        return None
    box = label.getparent()
    is_first = box is not None and label.getprevious() is None and not (box.text or "").strip()
    is_box = is_first and box.tag in _BOXES and label.getnext() is not None and box.getparent() is not None
    return box if is_box and not (label.tail or "").strip() else None


def _is_article(box: HtmlElement, most: float) -> bool:
    return next(box.iterdescendants("h1"), None) is not None or _prose(box) > most


def _drop_after(heading: HtmlElement, most: float) -> None:
    """Take out a heading and what follows it in its container, up to the next heading."""
    following = []
    for element in heading.itersiblings():
        if element.tag in ("h1", *_HEADINGS):
            break
        following.append(element)
    if sum(map(_prose, following)) <= most:
        for element in (heading, *following):
            element.drop_tree()


def _prose(element: HtmlElement) -> int:
    own = [element] if element.tag == "p" else [*element.iter("p")]
    return sum(len(dom.string(paragraph)) for paragraph in own)
