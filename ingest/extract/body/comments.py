"""What readers wrote below an article, and inside its container: it is not the article's text."""

import re

from lxml.html import HtmlElement

from ingest.extract import dom, naming

_BOXES = ("div", "section", "aside", "details", "ul", "ol", "li", "article", "footer")
_NAME = re.compile(
    r"(?:^|[\s_-])(?:(?:box|kolom|kotak|daftar|list|form|isi|area|wrap|user|reader|fb|facebook|post|article|recent)?[_-]?"
    r"(?:komen|komentar|tanggapan|comments?)(?:[_-]?(?:list|box|area|section|wrap(?:per)?|pembaca|body|item|text|thread"
    r"|container|content|netizen|fb|user|form))?|disqus(?:[_-]thread)?)(?=[\s_-]|$)|(?:^|\s)(?:fb-comments|disqus)",
    re.I,
)
_names_readers = naming.told_by(_NAME, "komen", "tanggapan", "comment", "disqus")
_HEADING = re.compile(
    r"^\W*(?:\d[\d.,]*\W+)?(?:semua |kolom |isi |daftar |beri |tulis |kirim |tinggalkan )?"
    r"(?:komentar|tanggapan|comments?|reader comments|responses|respons pembaca|diskusi)"
    r"(?: (?:pembaca|anda|pengunjung|pengguna|terbaru|terpopuler|facebook))?\W*(?:\d[\d.,]*)?\W*$",
    re.I,
)
_NAMED_BY = ("class", "id")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_MOST = 0.5  # of the characters in paragraphs: a container with more is the article, whatever its name


def drop(tree: HtmlElement) -> None:
    """Take out readers' comments, in place: containers by their name, and what follows a heading of them.

    What holds a main heading, or most of the text, stays. Raises nothing.
    """
    most = _MOST * _prose(tree)
    for box in [box for box in tree.iter(*_BOXES) if _is_of_readers(box)]:
        if box.getparent() is not None and not _is_article(box, most):
            box.drop_tree()
    for heading in [*tree.iter(*_HEADINGS)]:
        if _HEADING.match(dom.line(heading, 40) or "") and heading.getparent() is not None:
            _drop_after(heading, most)


def _is_of_readers(box: HtmlElement) -> bool:
    if any(map(_names_readers, filter(None, map(box.get, _NAMED_BY)))):
        return True
    return box.get("itemprop") == "comment" or "omment" in (box.get("itemtype") or "")


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
