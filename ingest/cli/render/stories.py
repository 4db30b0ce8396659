"""Counterparts and stories as lines of text."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

import click

from store import ArchivedArticle, Counterpart, Story
from store.articles.moments import to_text
from store.stories.events import Member

from .terminal import line, plain
from .text import NO_LANGUAGE, published

_GAP = " | "
_NAMED = 6  # outlets of a story


def counterparts(found: Iterable[Counterpart]) -> Iterator[str]:
    """A line for each, to stand among the facts of an article."""
    for each in found:
        day = each.day or "no date"
        sure = "named by both pages" if each.kind == "hreflang" else f"{each.score:.0%} alike"
        about = "  ".join(filter(None, (each.language or NO_LANGUAGE, str(day), each.site)))
        yield f"{'also told':>10}: {line(each.title or '(no title)')} ({about}, {sure}): {each.id}"


def beside(one: ArchivedArticle, other: ArchivedArticle, width: int) -> Iterator[str]:
    """Two articles in columns, paragraph beside paragraph."""
    half = max(20, (width - len(_GAP)) // 2)
    for left, right in zip_longest(_paragraphs(one), _paragraphs(other), fillvalue=""):
        for here, there in zip_longest(textwrap.wrap(left, half), textwrap.wrap(right, half), fillvalue=""):
            yield f"{here:<{half}}{_GAP}{there}".rstrip()
        yield f"{'':<{half}}{_GAP}".rstrip()


def _paragraphs(article: ArchivedArticle) -> list[str]:
    about = "  ".join(filter(None, (article.language or NO_LANGUAGE, article.site, published(article))))
    return [line(article.title or "(no title)"), line(about), *filter(str.strip, plain(article.text).split("\n"))]


def stories(found: Sequence[Story]) -> Iterator[str]:
    """Each story as a few lines."""
    for story in found:
        yield "\n".join(_story(story))


def _story(story: Story) -> Iterator[str]:
    copies = sum(member.duplicate_of is not None for member in story.articles)
    about = f"{len(story.articles)} articles ({_counts(story.languages)})"
    yield click.style(f"{about}, {copies} of them copies" if copies else about, dim=True)
    for language, headline in story.headlines.items():
        yield f"{language or NO_LANGUAGE:>4}  {click.style(line(headline), bold=True)}"
    yield f"      {_counts(dict(list(story.outlets.items())[:_NAMED]))}{' …' if len(story.outlets) > _NAMED else ''}"
    if first := story.first:
        yield f"      first: {line(first.site or first.url)}, {_when(story, first)}  {first.id}"
    else:
        yield "      first: not known, no date of these articles can be relied on"


def _when(story: Story, first: Member) -> str:
    if first.published is None:
        return "no date"
    if not first.has_hour:
        return f"{first.day} (hour not known)"
    others = sum(not member.has_hour and member.day == first.day for member in story.articles)
    return to_text(first.published) + (f" ({others} of that day without an hour)" if others else "")


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{line(name) or 'unknown'} {count}" for name, count in counts.items())
