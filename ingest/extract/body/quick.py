"""Trafilatura's main extractor alone: a fifth of the time of all that it does, and on most pages the same text.

Left out are its comparison with two other extractors, its dump of all paragraphs where little is found, and its second
try with looser rules; a text that looks as if it needed those is read by the whole of it (see ``extractors``). And the
copy of each page that it keeps to look for more where less than a paragraph is found: that page is cleaned again.
"""

from copy import copy
from itertools import pairwise

from lxml.etree import _Element, strip_elements, strip_tags
from lxml.html import HtmlElement
from trafilatura.htmlprocessing import _handle_forms, convert_tags, prune_html, prune_unwanted_nodes, recover_math
from trafilatura.main_extractor import _elem_text, _extract, extract_content
from trafilatura.settings import MANUALLY_CLEANED, MANUALLY_STRIPPED, MIN_DUPLICATE_LENGTH, Extractor
from trafilatura.utils import SPACING_PROTECTED
from trafilatura.xml import delete_element, xmltotxt
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from . import density, expressions, rescue

expressions.remember()
rescue.quicken()
density.quicken()
_OPTIONS = Extractor(fast=True, comments=False)
_CLEANED = [tag for tag in MANUALLY_CLEANED if tag != "form"]
_NO_TABLE = ("presentation", "none")
_APART = [*RAW_TREE_PRUNE_XPATH, *REMOVE_COMMENTS_AND_LISTS_XPATH]


def text(tree: HtmlElement) -> str:
    """Return the text that is found in a tree, which stays as it is; "" without any.

    Raises nothing of its own; trafilatura may raise on odd pages what its own door lets through.
    """
    try:
        body, found, _ = _extract(_cleaned(tree), _OPTIONS)
        if len(found) < _OPTIONS.min_extracted_size:
            body, _ = extract_content(_cleaned(tree), _OPTIONS)
        else:
            _tidy(body)
        return xmltotxt(body, _OPTIONS.formatting).strip()
    except (TypeError, ValueError):  # to ``bare_extraction`` a page without text as well
        return ""


def _cleaned(tree: HtmlElement) -> HtmlElement:
    """A copy of a tree in trafilatura's own elements, without menus, comments and the like."""
    cleaned = copy(tree)
    held = [*cleaned.iter()]  # noqa: F841 -- as survey.Survey does
    _clear(cleaned)
    return convert_tags(prune_unwanted_nodes(cleaned, _APART), _OPTIONS)


def _clear(tree: HtmlElement) -> None:
    """What trafilatura's ``tree_cleaning`` does, in place; it looks for fifty tags of which few are on a page."""
    recover_math(tree)
    for element in tree.iter("figure", "table"):
        is_table = element.get("role") in _NO_TABLE if element.tag == "table" else element.find(".//table") is not None
        if is_table:
            element.tag = "div"
    strip_tags(tree, MANUALLY_STRIPPED)
    tags = {element.tag for element in tree.iter(_CLEANED)}
    for tag in filter(tags.__contains__, _CLEANED):
        for element in tree.iter(tag):
            delete_element(element)
    _handle_forms(tree)
    prune_html(tree)


def _tidy(body: _Element) -> None:
    """What trafilatura's ``extract_content`` does in the end with what was found, in place."""
    texts = [(_elem_text(block), block) for block in body]
    for (before, _), (now, block) in pairwise(texts):
        if now == before and len(now) > MIN_DUPLICATE_LENGTH:
            delete_element(block, keep_tail=False)
    strip_elements(body, "done")
    strip_tags(body, "div")
    for line in body.iter("lb"):
        if line.tail and line.tail.isspace() and next(line.iterancestors(*SPACING_PROTECTED), None) is None:
            line.tail = None
