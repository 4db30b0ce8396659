"""The command line: words into calls, and what comes of them into words and exit codes.

Nothing but click is imported before a command runs, so that ``warta --help`` answers at once.
"""

import difflib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from store import Archive, ArchivedArticle

    from .fetch.client import Client
    from .report import Order

_KINDS = ("page", "site", "feed", "text", "jsonl")


class _Commands(click.Group):
    """Commands whose errors end in one line and the exit code that the error owns."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command; also what nobody expected ends without a traceback."""
        try:
            return super().invoke(context)
        except BrokenPipeError:  # `warta search … | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt):
            raise
        except Exception as error:
            from store.errors import WartaError

            if isinstance(error, WartaError):
                _end(str(error), error.exit_code)
            if os.environ.get("WARTA_DEBUG"):
                raise
            reason = f"unexpected {type(error).__name__}: {error}"
            _end(f"{context.invoked_subcommand}: {reason}; WARTA_DEBUG=1 shows where, please report it", 1)


@click.group(cls=_Commands, context_settings={"max_content_width": 100})
@click.version_option(package_name="warta")
@click.option(
    "--db",
    envvar="WARTA_DB",
    default="news.db",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive, one SQLite file (or set WARTA_DB).",
)
@click.pass_context
def main(context: click.Context, db: Path) -> None:
    """Turn any news source into one SQLite file that can be searched.

    \b
    Example:
      warta import https://www.example.id/feed saved-pages/ article.txt
      warta search "kereta cepat" --newest
    """
    context.obj = db
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":  # no-color.org
        context.color = False


@main.command("import")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--as", "kind", type=click.Choice(_KINDS), help="What the sources are, when the content misleads.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Leave out what was published before this day (UTC).",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Leave out what was published after this day.",
)
@click.option("--limit", type=click.IntRange(1), help="At most this many items of each feed, file or folder.")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; as many as there are processors by default.")
@click.option("--allow-private", metavar="CIDR", multiple=True, help="Also fetch from this network, e.g. 127.0.0.0/8.")
@click.option("--contact", envvar="WARTA_CONTACT", help="Your address, shown to the sites (or set WARTA_CONTACT).")
@click.pass_obj
def import_(
    db: Path,
    sources: tuple[str, ...],
    kind: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int | None,
    jobs: int | None,
    allow_private: tuple[str, ...],
    contact: str | None,
) -> None:
    """Import articles, once.

    A SOURCE is the address of a feed, an article or a front page (its feeds are found);
    a file or folder of HTML, plain text or JSONL (also .gz); or - for standard input.
    A saved feed is followed to its articles on the web. Importing the same thing again
    adds nothing.

    \b
    Example:
      warta import https://www.example.id/ article.txt pages/
      zcat dump.jsonl.gz | warta import -
    """
    from .model import Kind
    from .report import Order

    order = Order(
        sources=tuple(dict.fromkeys(sources)),
        kind=Kind(kind) if kind else None,
        since=since and since.replace(tzinfo=UTC),
        until=until and until.replace(tzinfo=UTC) + timedelta(days=until.year < 9999),
        limit=limit,
        **({"jobs": jobs} if jobs else {}),
    )
    _import(db, order, _client_options(allow_private, contact))


@main.command(context_settings={"ignore_unknown_options": True})  # -word is part of the query
@click.argument("query", nargs=-1, required=True)
@click.option("--newest", is_flag=True, help="Newest first in place of best first.")
@click.option("--language", metavar="CODE", help="Only articles in this language, e.g. id.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Only articles of this day (UTC) or later."
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Only articles of this day (UTC) or earlier.",
)
@click.option("--site", metavar="HOST", help="Only articles of this site, e.g. kompas.com.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="At most this many hits.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def search(
    db: Path,
    query: tuple[str, ...],
    newest: bool,
    language: str | None,
    since: datetime | None,
    until: datetime | None,
    site: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Search titles, descriptions and texts, in any form of a word.

    QUERY is words, all of which must occur: ditembak also finds penembakan. A "phrase"
    stands as it is, prefix* finds all that begins so, -word leaves out. Articles
    without a date are outside --since and --until, and as new as their arrival.

    \b
    Example:
      warta search ditembak polisi --language id --since 2026-01-01
      warta search '"prime minister"' -resigns --newest
    """
    _check_search(query, language, since, until)
    with _reading(db) as archive:
        hits = archive.search(
            " ".join(query),
            newest=newest,
            language=language and language.lower(),
            since=since and since.date(),
            until=until and until.date(),
            site=site and site.lower().removeprefix("www."),
            limit=limit,
        )
    if as_json:
        _print_json(asdict(found) for found in hits)
        return
    from . import screen

    in_colour = sys.stdout.isatty() and click.get_current_context().color is not False
    click.echo("\n\n".join("\n".join(screen.hit(found, in_colour=in_colour)) for found in hits) or "nothing found")


@main.command()
@click.argument("id_or_url", metavar="ID|URL")
@click.option("--diff", is_flag=True, help="What was changed after publication.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def show(db: Path, id_or_url: str, diff: bool, as_json: bool) -> None:
    """Show one article: its facts, where it was seen, its text.

    \b
    Example:
      warta show 1853432739220846
      warta show https://www.example.id/berita/1 --diff
    """
    from . import screen

    _check_one(diff=diff, json=as_json)
    with _reading(db) as archive:
        is_id = id_or_url.isdecimal() and len(id_or_url) < 20
        found = archive.get(int(id_or_url)) if is_id else _by_address(archive, id_or_url)
        if found is None:
            _end(f"showing {id_or_url}: the archive has no such article; `warta search` shows ids and addresses", 4)
        sightings, revisions = archive.sightings(found.id), archive.revisions(found.id)
    if as_json:
        seen = [asdict(sighting) | {"seen": when} for sighting, when in sightings]
        _print_json([asdict(found) | {"sightings": seen, "revisions": [asdict(old) for old in revisions]}])
    elif diff:
        click.echo("\n".join(screen.difference(found, revisions)) or "this article was never changed")
    else:
        click.echo("\n".join(screen.article(found, sightings, revisions)))


@main.command()
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV with a header line.")
@click.pass_obj
def sql(db: Path, query: str, as_json: bool, as_csv: bool) -> None:
    """Run a SQL query; nothing can be changed with it.

    \b
    Example:
      warta sql "SELECT site, count(*) FROM articles GROUP BY site ORDER BY 2 DESC"
    """
    _check_one(json=as_json, csv=as_csv)
    with _reading(db) as archive:
        table = archive.query(query)
    if as_json:
        _print_json(dict(zip(table.columns, row, strict=True)) for row in table.rows)
    elif as_csv:
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows([value.hex() if isinstance(value, bytes) else value for value in row] for row in table.rows)
    else:
        from tabulate import tabulate

        from .screen import plain

        rows = [
            [value if value is None or isinstance(value, int | float) else plain(value) for value in row]
            for row in table.rows
        ]
        click.echo(tabulate(rows, headers=table.columns, disable_numparse=True))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def status(db: Path, as_json: bool) -> None:
    """Show what is in the archive, what the last runs did, and what could not be stored.

    \b
    Example:
      warta status
    """
    from . import screen

    with _reading(db) as archive:
        found, runs = archive.summary(), archive.runs()
    if as_json:
        _print_json([asdict(found) | {"runs": [asdict(run) for run in runs]}])
    else:
        click.echo("\n".join(screen.summary(found, runs)))


def _check_search(query: tuple[str, ...], language: str | None, since: datetime | None, until: datetime | None) -> None:
    """Refuse what would silently find nothing."""
    options = [option for parameter in search.params for option in parameter.opts]
    for word in query:
        if word.startswith("--"):
            raise click.NoSuchOption(word, possibilities=difflib.get_close_matches(word, options))
    if language and not (language.isalpha() and len(language) in (2, 3)):
        raise click.BadParameter("give a code of two letters, such as id or en", param_hint="--language")
    if since and until and since > until:
        raise click.BadParameter("it is before --since", param_hint="--until")


def _check_one(**forms: bool) -> None:
    """Refuse two forms of output at once."""
    if sum(forms.values()) > 1:
        raise click.UsageError(" and ".join(f"--{name}" for name in forms) + " cannot go together")


def _import(db: Path, order: "Order", client_options: "dict[str, Any]") -> NoReturn:
    """Run an import with progress and a last line; ends the process with its exit code."""
    from store import Archive

    from . import pipeline, screen, terminal

    def open_client() -> "Client":
        from .fetch.client import Client

        return Client(**client_options)

    with Archive(db) as archive, terminal.listener() as listener:
        report, signal_code = terminal.run(pipeline.run(archive, order, open_client, listener))
    click.echo(screen.report(report))
    if signal_code:  # at once: a thread may be waiting for standard input, all is stored
        sys.stdout.flush()
        os._exit(signal_code)
    sys.exit(report.exit_code)


def _client_options(allow_private: tuple[str, ...], contact: str | None) -> dict[str, Any]:
    from .fetch.guard import Policy

    try:
        policy = Policy.allowing(allow_private)
    except ValueError as error:
        raise click.BadParameter(
            f"{error}; give a network such as 192.168.0.0/16", param_hint="--allow-private"
        ) from error
    return {"policy": policy} | ({"contact": contact} if contact else {})


@contextmanager
def _reading(db: Path) -> Iterator["Archive"]:
    from store import Archive

    with Archive(db, readonly=True) as archive:
        yield archive


def _by_address(archive: "Archive", given: str) -> "ArchivedArticle | None":
    """An article by address as given, in canonical form, or by the path of its file."""
    if found := archive.get(given):
        return found
    if "://" not in given:
        return archive.get(os.path.abspath(given))
    from .address import canonical  # a tenth of a second that most look-ups can do without

    return archive.get(canonical(given))


def _print_json(records: Iterable[Mapping[str, Any]]) -> None:
    for record in records:
        click.echo(json.dumps(record, ensure_ascii=False, default=_as_json))


def _as_json(value: object) -> str:
    if isinstance(value, datetime):
        from store.article import to_text

        return to_text(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def _end(line: str, exit_code: int) -> NoReturn:
    click.echo(f"warta: {line}", err=True)
    sys.exit(exit_code)
