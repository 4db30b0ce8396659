"""Changes and earlier versions as lines."""

from collections.abc import Iterable, Iterator, Sequence

import click

from store import Change, Span, VersionHit
from store.articles.moments import to_text

from .terminal import line, plain
from .text import counted, excerpt


def changes(found: Iterable[Change], *, in_colour: bool) -> Iterator[str]:
    """What was changed, three lines each: when and how much, the headline, the address."""
    for each in found:
        when = to_text(each.replaced or each.seen)
        what = f"{counted(each.diff.removed, 'word')} out, {each.diff.added} in"
        headline = "headline changed, " if each.diff.has_new_title else ""
        yield click.style(line(f"{when}  {headline}{what}"), dim=True)
        yield "".join(_spans(each.diff.title, in_colour=in_colour)) or "(no title)"
        yield f"  {each.id}  {line(each.url)}"


def difference(found: Sequence[Change], *, in_colour: bool) -> Iterator[str]:
    """Each change whole: removed words in [-brackets-], added ones in {+braces+}, or in colour."""
    for each in found:
        yield click.style(
            f"version {each.version} to {each.version + 1}, {to_text(each.replaced or each.seen)}", dim=True
        )
        for spans in (each.diff.title, each.diff.text):
            yield "".join(_spans(spans, in_colour=in_colour))


def hits(found: Iterable[VersionHit], *, in_colour: bool) -> Iterator[str]:
    """Earlier versions that match."""
    for each in found:
        until = f" until {to_text(each.replaced)}" if each.replaced else ""
        yield click.style(line(f"version {each.version}{until}  {each.site or ''}"), dim=True)
        yield click.style(line(each.title or "(no title)"), bold=True)
        yield f"  {excerpt(each, in_colour=in_colour)}"
        if each.title_now != each.title:
            yield f"  now: {line(each.title_now or '(no title)')}"
        yield f"  {each.id}  {line(each.url)}"


def _spans(spans: Iterable[Span], *, in_colour: bool) -> Iterator[str]:
    for span in spans:
        text = plain(span.text)
        if span.kind == "kept":
            yield text
        elif in_colour:
            yield click.style(
                text, fg="red" if span.kind == "removed" else "green", strikethrough=span.kind == "removed"
            )
        else:
            word = text.strip()
            before, _, after = text.partition(word) if word else (text, "", "")
            marked = f"[-{word}-]" if span.kind == "removed" else f"{{+{word}+}}"
            yield f"{before}{marked if word else ''}{after}"
