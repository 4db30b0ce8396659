"""Commands about what tells the same: stories, and relink."""

import sys
from dataclasses import asdict
from datetime import date, datetime

import click

from ingest.cli import times
from ingest.cli.options import COUNT, World
from ingest.cli.output import print_json, reading, say

_BATCH = 200  # articles of one transaction


@click.command()
@times.since
@click.option("--language", metavar="CODE", help="Count articles in this language only, e.g. id.")
@click.option("--limit", type=COUNT, default=10, show_default=True, help="At most this many stories.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def stories(world: World, since: date | None, language: str | None, limit: int, as_json: bool) -> None:
    """List the stories that most articles tell, in both languages.

    A story is articles about one event, of whatever outlet and language, a few days apart.
    Of each are shown its outlets, a headline in each language, and who reported first, by
    dates that can be relied on. With --since only articles of that day or later count.

    \b
    Example:
      warta stories --since 7d
      warta stories --language en --json
    """
    day = since.date() if isinstance(since, datetime) else since
    with reading(world.db) as archive:
        found = archive.stories(since=day, language=language and language.lower(), limit=limit)
    if as_json:
        print_json(
            asdict(story) | {"outlets": story.outlets, "languages": story.languages, "headlines": story.headlines,
                             "first": story.first and asdict(story.first)}
            for story in found
        )  # fmt: skip
        return
    from ingest.cli.render import stories as render

    of_days = f" of those since {day}" if day else ""
    nothing = f"no articles{of_days} tell the same; `warta relink` compares those of before"
    click.echo("\n\n".join(render.stories(found)) or nothing)


@click.command()
@click.option("--anew", is_flag=True, help="Begin again, also where all is linked.")
@click.pass_obj
def relink(world: World, anew: bool) -> None:
    """Find the counterparts, copies and stories of an archive that has none.

    What comes in is linked by itself. This is for articles that an earlier version stored,
    that were imported with --no-links, or that an older lexicon linked. It may be stopped
    at any time, and then goes on where it was.

    \b
    Example:
      warta relink
    """
    from store import Archive

    with Archive(world.db) as archive:
        if not anew and archive.to_relink() is None:
            say("all articles are linked")
            return
        total, linked = archive.summary().articles, 0
        with click.progressbar(length=total, label="linking", file=sys.stderr) as bar:
            progress = archive.relink(_BATCH, anew=anew)
            while progress.until is not None:
                linked += progress.linked
                bar.update(progress.linked)
                progress = archive.relink(_BATCH)
    from ingest.cli.render import text

    say(f"{text.counted(linked, 'article')} linked")
