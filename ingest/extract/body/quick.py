"""Trafilatura's main extractor alone: a third of the time of all that it does, and on most pages the same text.

Left out are its comparison with two other extractors, its dump of all paragraphs where little is found, and its second
try with looser rules; a text that looks as if it needed those is read by the whole of it (see ``extractors``).
"""

from copy import copy

from lxml.html import HtmlElement
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Extractor
from trafilatura.xml import xmltotxt
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from . import expressions

expressions.remember()
_OPTIONS = Extractor(fast=True, comments=False)
_APART = [*RAW_TREE_PRUNE_XPATH, *REMOVE_COMMENTS_AND_LISTS_XPATH]


def text(tree: HtmlElement) -> str:
    """Return the text that is found in a tree, which stays as it is; "" without any.

    Raises nothing of its own; trafilatura may raise on odd pages what its own door lets through.
    """
    try:
        cleaned = copy(tree)
        held = [*cleaned.iter()]  # noqa: F841 -- as survey.Survey does
        cleaned = prune_unwanted_nodes(tree_cleaning(cleaned, _OPTIONS), _APART)
        body, _ = extract_content(convert_tags(cleaned, _OPTIONS), _OPTIONS)
        return xmltotxt(body, _OPTIONS.formatting).strip()
    except (TypeError, ValueError):  # to ``bare_extraction`` a page without text as well
        return ""
