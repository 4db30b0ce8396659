"""Trafilatura's search for boxes that are hardly more than links, without what it does again and again.

It reads all the text in every box, for which a look at the beginning mostly does, and all that once more in case what
it took out has made another box one of links; that can only be one around it, or the one before it.
"""

from lxml.etree import strip_tags
from lxml.html import HtmlElement
from trafilatura import main_extractor
from trafilatura.htmlprocessing import (
    collect_link_info,
    is_paragraph_listing,
    link_density_test_tables,
    prune_unwanted_nodes,
)
from trafilatura.settings import Extractor
from trafilatura.utils import LINK_FARM_RATIO, trim
from trafilatura.xml import delete_element
from trafilatura.xpaths import DISCARD_IMAGE_ELEMENTS, OVERALL_DISCARD_XPATH, TEASER_DISCARD_XPATH

from ingest.extract import dom

_pruned = main_extractor.prune_unwanted_sections
_BEGINNING = 1000  # characters
_LONG = 300  # the largest limit
_MANY = 5  # links
_ALL, _MOSTLY = 0.9, 0.8  # of the characters of a box, or of its links
_LONG_LINK = 100  # characters of one that may be all there is
_KINDS = ("div", "list", "p")
_FEWEST, _SHORT = 3, 100  # of what stands in a box, and its characters: a short one of links
_KEPT_IN = ("item", "td", "th")  # paragraphs, without which these would be empty


def quicken() -> None:
    """Have trafilatura search by this, in this process. Raises nothing."""
    main_extractor.prune_unwanted_sections = prune


def prune(tree: HtmlElement, potential_tags: set[str], options: Extractor, keep_teasers: bool = False) -> HtmlElement:
    """Take out of a tree what trafilatura's ``prune_unwanted_sections`` does, in place, and return it.

    In its modes for more, or less, text it is asked itself. Raises nothing.
    """
    if options.focus != "balanced" or "table" not in potential_tags or {"graphic", "ref"} & potential_tags:
        return _pruned(tree, potential_tags, options, keep_teasers)
    prune_unwanted_nodes(tree, OVERALL_DISCARD_XPATH, with_backup=True)
    prune_unwanted_nodes(tree, DISCARD_IMAGE_ELEMENTS)
    if not keep_teasers:
        prune_unwanted_nodes(tree, TEASER_DISCARD_XPATH)
    _delete_dense(tree)
    for table in [table for table in tree.iter("table") if link_density_test_tables(table)]:
        delete_element(table, keep_tail=False)
    strip_tags(tree, "span", "ref")
    return tree


def _delete_dense(tree: HtmlElement) -> None:
    changed = set[HtmlElement]()
    for is_again in (False, True):
        for kind in _KINDS:
            boxes = tree.iter(kind) if not is_again else (box for box in tree.iter(kind) if box in changed)
            for box in [box for box in boxes if _is_deleted(box)]:
                changed.update(box.iterancestors())
                if (before := box.getprevious()) is not None:
                    changed.add(before)
                delete_element(box)


def _is_deleted(box: HtmlElement) -> bool:
    is_all_links, has_links = is_dense(box)
    if not is_all_links and has_links and box.tag == "div" and len(box) >= _FEWEST:
        is_all_links = len(trim(box.text_content())) < _SHORT
    return is_all_links and not (box.tag == "p" and (around := box.getparent()) is not None and around.tag in _KEPT_IN)


def is_dense(box: HtmlElement) -> tuple[bool, bool]:
    """Return whether a box is hardly more than links, and whether it is short and has some. Raises nothing."""
    links = [*box.iterdescendants("ref")]
    if not links or (len(links) < _MANY and _is_long(box, links)):
        return False, False
    text = " ".join(dom.string(box).split())
    if len(links) == 1 and len(text) * _ALL < len(" ".join(dom.string(links[0]).split())) > _LONG_LINK:
        return True, False
    length, number, short, _ = collect_link_info(links)
    if len(text) < _limit(box):
        is_all = not number or length > _MOSTLY * len(text) or (number > 1 and short > _MOSTLY * number)
        return is_all, bool(number)
    is_farm = len(links) >= _MANY and _LONG_LINK * number > length > len(text) * LINK_FARM_RATIO
    return is_farm and not is_paragraph_listing(links), False


def _is_long(box: HtmlElement, links: list[HtmlElement]) -> bool:
    """Whether there is so much text that few links make no difference."""
    if len(links) == 1 and len(dom.string(links[0])) > _LONG_LINK:
        return False
    return len(" ".join(dom.string(box)[:_BEGINNING].split())) >= _LONG


def _limit(box: HtmlElement) -> int:
    """The characters from which a box is not measured against its links, unless those are many."""
    if box.getnext() is None:
        return 60 if box.tag == "p" else _LONG
    return 30 if box.tag == "p" else 100
