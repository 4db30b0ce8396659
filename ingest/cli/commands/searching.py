"""Looking for articles: search."""

from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from ingest.cli import hints, options, times
from ingest.cli.helping import OfQuery
from ingest.cli.options import COUNT, World
from ingest.cli.output import complain, in_colour, print_json, reading
from ingest.cli.output import show as answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Archive, Hit


@click.command(cls=OfQuery)
@click.argument("query", nargs=-1)
@click.option("--newest", is_flag=True, help="Newest first in place of best first.")
@options.language
@times.since
@times.until
@times.arrived_since
@options.site
@click.option("--versions", "earlier", is_flag=True, help="Search earlier versions: old headlines, deleted words.")
@click.option("--limit", type=COUNT, default=10, show_default=True, help="At most this many hits.")
@click.option("--across", is_flag=True, help="In the archive's other language too, by a lexicon.")
@click.option("--all", "show_copies", is_flag=True, help="Every copy of a text, in place of the best with +2 copies.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def search(
    world: World,
    query: tuple[str, ...],
    newest: bool,
    language: str | None,
    since: date | None,
    until: date | None,
    arrived_since: datetime | None,
    site: str | None,
    earlier: bool,
    limit: int,
    across: bool,
    show_copies: bool,
    as_json: bool,
) -> None:
    """Search titles, descriptions and texts, in any form of a word.

    QUERY is words: ditembak also finds penembakan. Articles with all of them come first,
    then those with most. A "phrase" stands as it is, prefix* finds all that begins so,
    -word leaves out, OR is either, parentheses keep together; title:word is in the
    headline, site:kompas.com and author:name as they say. These and the filters also stand
    alone: the newest come first then. Articles without a date are outside --since and
    --until, and as new as their arrival. --across translates single words, but no names
    and no "phrases", and says to what; -flood refuses one of those. A TIME is a day, a
    month, a year, a full time, today, yesterday, 7d, 2w or 12h, in the zone that is set
    for the archive, else the machine's.

    \b
    Example:
      warta search ditembak polisi --language id --since 2026-01-01
      warta search '"prime minister"' -resigns --newest --since 7d
      warta search banjir jakarta --across
      warta search '(vaksin OR vaccine) title:anak site:kompas.com'
      warta search --site kompas.com --since yesterday --limit 50
    """
    _check(query, language, since, until)
    filters: dict[str, Any] = {
        "language": language, "since": since, "until": until, "arrived_since": arrived_since, "site": site,
    }  # fmt: skip
    if not (query or newest or any(filters.values())):
        raise click.UsageError("give words to look for, or a filter: --newest alone shows what is new")
    words = " ".join(query)
    for hint in hints.of_options(query, _options()):
        complain(hint)
    if earlier:
        if newest or across or show_copies:
            raise click.UsageError("--versions goes with the filters, --limit and --json, not with the other options")
        _versions(world, words, filters, limit, as_json=as_json)
        return
    with reading(world.db) as archive:
        found = archive.search(words, newest=newest, limit=limit, across=across, fold_copies=not show_copies, **filters)
        translation = archive.translation(words) if across and not as_json else None
        also = archive.also(translation, found) if translation else []
        told = [] if as_json else _hints(archive, query, found, filters)
    if as_json:
        print_json(asdict(hit) for hit in found)
        return
    from ingest.cli.render import text

    if across:
        click.echo(text.translated(translation, also), err=True)
    answer("\n\n".join(text.hits(found, in_colour=in_colour())) or "nothing found")
    for hint in told:
        complain(hint)


def _hints(archive: "Archive", query: tuple[str, ...], found: "Sequence[Hit]", filters: dict[str, Any]) -> list[str]:
    """What may help a query of which no article has all the words."""
    if any(hit.matched == "all" for hit in found):
        return []
    misspelt = [*hints.of_spelling(archive.nearly(" ".join(query)))]
    if found:
        return misspelt
    site, is_earlier = filters["site"], _is_in_a_version(archive, " ".join(query), filters)
    outlets = archive.summary().by_domain if site else {}
    return [*misspelt, *hints.of_nothing(query, is_earlier=is_earlier, site=site, outlets=outlets)]


def _is_in_a_version(archive: "Archive", words: str, filters: dict[str, Any]) -> bool:
    """Whether an earlier version of an article has all the words."""
    from store import BadQuery

    try:
        return bool(archive.search_versions(words, limit=1, **filters))
    except BadQuery:  # there are none
        return False


def _versions(world: World, query: str, filters: dict[str, Any], limit: int, *, as_json: bool) -> None:
    from ingest.cli.render import versions

    with reading(world.db) as archive:
        found = archive.search_versions(query, limit=limit, **filters)
    if as_json:
        print_json(asdict(each) for each in found)
    else:
        answer("\n".join(versions.hits(found, in_colour=in_colour())) or "nothing found")


def _check(query: tuple[str, ...], language: str | None, since: date | None, until: date | None) -> None:
    """Refuse what would silently find nothing."""
    for word in query:
        if word.startswith("--"):
            from difflib import get_close_matches

            raise click.NoSuchOption(word, possibilities=get_close_matches(word, _options()))
    if language and not (language.isalpha() and len(language) in (2, 3)):
        raise click.BadParameter("give a code of two letters, such as id or en", param_hint="--language")
    times.check_order(since, until)


def _options() -> list[str]:
    return [name for parameter in search.params for name in parameter.opts]
