"""What a person sees: hits, articles, tables and counts as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import click

from store.articles.moments import is_day_alone, to_text

from .terminal import line, plain

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.core.report import Report
    from ingest.pipeline.extracting import ExtractReport
    from ingest.pipeline.subscribing import SubscribeReport
    from store import ArchivedArticle, DatedSighting, Hit, OpenFailure, Revision, Run, Summary, Translation, VersionHit

NO_LANGUAGE = "no language"
_DAY = len("2026-01-05")
_NAMED = 10  # failures, and outlets, that `warta status` names


def hits(found: Sequence[Hit], *, in_colour: bool) -> Iterator[str]:
    """Search hits, each as three or four lines; those without all the words after a line that says so."""
    for number, one in enumerate(found):
        if one.matched == "some" and (number == 0 or found[number - 1].matched == "all"):
            yield (
                "Only these have all the words; the next have most of them."
                if number
                else ("No article has all the words; these have most of them.")
            )
        yield "\n".join(_hit(one, in_colour=in_colour))


def translated(found: Translation | None, also: Sequence[str]) -> str:
    """What is looked for in the other language, in a line."""
    if found is None:
        return "only as typed: in which language it is cannot be told"
    if not found.words:
        return "only as typed: names and phrases are not translated"
    return f"also: {', '.join(map(line, also))}"


def _hit(found: Hit, *, in_colour: bool) -> Iterator[str]:
    day = found.day.isoformat() if found.day else "no date"
    copies = found.copies and f"+{found.copies} {'copy' if found.copies == 1 else 'copies'}"
    about = "  ".join(filter(None, (day, found.language or NO_LANGUAGE, found.site, copies or None)))
    yield click.style(line(about), dim=True)
    yield click.style(line(found.title or "(no title)"), bold=True)
    yield f"  {excerpt(found, in_colour=in_colour)}"
    yield click.style(f"  {found.id}  {line(found.url)}", dim=True)


def excerpt(found: Hit | VersionHit, *, in_colour: bool) -> str:
    """Return the snippet with what was asked for in colour, or in [brackets]. Raises nothing."""
    pieces, at = [], 0
    for begin, end in found.marks:
        word = line(found.snippet[begin:end])
        pieces += [line(found.snippet[at:begin])]
        pieces += [click.style(word, fg="yellow", bold=True) if in_colour else f"[{word}]"]
        at = end
    return "".join([*pieces, line(found.snippet[at:])])


def article(
    found: ArchivedArticle, sightings: list[DatedSighting], revisions: list[Revision], more: Iterable[str] = ()
) -> Iterator[str]:
    """An article with its facts above its text; ``more`` are lines of further facts."""
    yield click.style(line(found.title or "(no title)"), bold=True)
    facts: Mapping[str, object] = {
        "address": found.url,
        "published": published(found) and _from(published(found), found.published_from),
        "local time": _local(found),
        "modified": found.modified and to_text(found.modified),
        "by": ", ".join(found.authors),
        "edited by": ", ".join(found.editors),
        "site": found.site,
        "section": found.section,
        "language": found.language and f"{found.language} ({found.language_confidence or 0:.0%})",
        "words": found.words,
        "text from": found.method,
        "in short": found.notes.get("page") and f"what its feed says; the page could not be had: {found.notes['page']}",
        "id": found.id,
        "versions": f"{len(revisions) + 1} (--diff shows what changed)" if revisions else None,
    }
    for name, value in facts.items():
        if value:
            yield f"{name:>10}: {line(value)}"
    yield from more
    for one in sightings:
        yield f"{'seen in':>10}: {one.sighting.kind} {line(one.sighting.locator)} ({to_text(one.seen)})"
    yield ""
    yield from plain(found.text).split("\n")


def report(result: Report) -> str:
    """A run in one line."""
    tally = result.tally
    counts = [f"{count} {outcome}" for outcome, count in tally.outcomes.items()]
    outside = [f"{result.outside} outside the dates"] if result.outside else []
    deleted = [f"{result.deleted} deleted before"] if result.deleted else []
    languages = _by_language(result.languages)
    failed = f"{tally.failed} failed" + (f", {result.in_short} of them kept in short" if result.in_short else "")
    undated = [f"{result.unread_dates} with what is no date"] if result.unread_dates else []
    figures = ", ".join([*counts, failed, *outside, *_sections(result), *deleted, *undated])
    return f"{figures} ({languages})" if languages else figures


def _sections(result: Report) -> list[str]:
    """What was left out because it leads to articles; nothing where there was none."""
    return [f"{counted(result.sections, 'front or section page')} left out"] if result.sections else []


def as_facts(result: Report) -> dict[str, object]:
    """A run for programs."""
    tally = result.tally
    return {
        "run": result.run_id,
        "sources": dict(result.polls),
        **{str(outcome): count for outcome, count in tally.outcomes.items()},
        "failed": tally.failed,
        "in_short": result.in_short,
        "sections": result.sections,
        "deleted": result.deleted,
        "unread_dates": result.unread_dates,
        "gaps": result.gaps,
        "languages": {code or "unknown": count for code, count in result.languages.items()},
        "exit_code": result.exit_code,
    }


def subscribed(result: SubscribeReport) -> Iterator[str]:
    """A line for each source."""
    for each in result.sources:
        source = each.source
        listed = f", {source.kind}" if source.kind != "feed" else ""
        title = f"  {line(source.title)}" if source.title else ""
        yield f"{'subscribed' if each.is_new else 'already subscribed'}: {line(source.url)}{listed}{title}"


def extracted(result: ExtractReport, folder: Path) -> str:
    """An extraction in one line."""
    done = f"{counted(result.added, 'article')} in {counted(result.tasks, 'shard')} to {line(folder)}"
    before = f", {result.same} in {counted(result.skipped, 'shard')} were there before" if result.skipped else ""
    left = result.total - result.tasks - result.skipped
    undone = f", {counted(left, 'shard')} still to be made" if left else ""
    languages = _by_language(result.languages)
    failed = ", ".join([f"{result.failed} failed", *_sections(result)])
    return f"{done}, {failed}{before}{undone}" + (f" ({languages})" if languages else "")


def summary(found: Summary) -> Iterator[str]:
    """What is in the archive."""
    languages = _by_language(found.by_language)
    yield counted(found.articles, "article") + (f" ({languages})" if languages else "")
    if found.first_day and found.last_day:
        yield f"published {found.first_day} to {found.last_day}, {found.undated} without a date"
    if outlets := _outlets(found.by_domain):
        yield f"outlets: {outlets}"
    if found.revisions:
        yield f"{counted(found.revisions, 'earlier version')} of articles that were changed"


def runs(found: Iterable[Run]) -> Iterator[str]:
    """What the last runs did, a line each."""
    for run in found:
        counts = f"+{run.added} ~{run.changed} ={run.same} failed {run.failed}"
        yield f"{to_text(run.started)}  {run.command}  {counts}  {_ended(run)}"


def _ended(run: Run) -> str:
    """How a run ended, or until when it is counted."""
    if run.exit_code is not None:
        return f"exit {run.exit_code}"
    since = f", counted until {to_text(run.counted)}" if run.counted else ""
    return "stopped" if run.ended == "stopped" else f"{run.ended or 'running'}{since}"


def failures(found: Summary, named: Sequence[OpenFailure]) -> Iterator[str]:
    """What gave no article, by reason, and the latest of it by name."""
    if not found.failures:
        return
    yield f"{counted(len(named), 'item')} gave no article:"
    for each in found.failures:
        yield f"{each.items:>6}  {each.stage}: {line(each.reason)}"
    if len(named) > _NAMED:
        yield "the latest of them; `warta status --failures` lists all, and with --clear it forgets them:"
    yield from listed(named[:_NAMED])


def listed(found: Iterable[OpenFailure]) -> Iterator[str]:
    """A line for each item that could not be stored: since when, how often, address, reason."""
    for each in found:
        times = f", {each.times} times" if each.times > 1 else ""
        yield f"  since {to_text(each.since)}{times}: {line(each.locator)}: {line(each.reason)}"


def counted(count: int, noun: str) -> str:
    """A number of things in words."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def size(size_bytes: int) -> str:
    """A size in the units of disks."""
    units = ("bytes", "kB", "MB", "GB", "TB")
    step = min((len(str(abs(size_bytes))) - 1) // 3, len(units) - 1)
    amount = size_bytes / 1000**step
    return f"{amount:.0f} {units[step]}" if step == 0 or amount >= 10 else f"{amount:.1f} {units[step]}"


def _by_language(counts: Mapping[str | None, int]) -> str:
    """Most first, equal ones by their code."""
    ordered = sorted(
        ((code or "unknown", count) for code, count in counts.items()), key=lambda pair: (-pair[1], pair[0])
    )
    return ", ".join(f"{code} {count}" for code, count in ordered)


def _outlets(counts: Mapping[str | None, int]) -> str:
    """Those with most articles, and how many others there are."""
    ordered = [(line(domain), count) for domain, count in counts.items() if domain]
    named = [f"{domain} {count}" for domain, count in ordered[:_NAMED]]
    others = len(ordered) - _NAMED
    return ", ".join([*named, f"{others} more"] if others > 0 else named)


def published(found: ArchivedArticle) -> str:
    """When it was published, the day alone where no hour is known; "" without a date."""
    if found.published is None:
        return ""
    text = to_text(found.published)
    return text[:_DAY] if is_day_alone(found.published, found.published_offset) else text


def _from(moment: str, source: str | None) -> str:
    return f"{moment} (from {source})" if source else moment


def _local(found: ArchivedArticle) -> str | None:
    """When it was published by the outlet's clock, or the day alone: 5 January 2026 06:59 +07:00 (WIB)."""
    from ingest.core.zones import NAMES

    if found.published is None or found.published_offset is None:
        return f"{found.day.day} {found.day:%B %Y}" if found.day else None
    zone = timezone(timedelta(minutes=found.published_offset))
    there = found.published.astimezone(zone)
    name = NAMES.get(zone.utcoffset(None)) if found.language == "id" else None
    return f"{there.day} {there:%B %Y %H:%M} {there.isoformat()[-6:]}{f' ({name})' if name else ''}"
