"""What commands share: where the archive is, how a run reaches out, and the options that say so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ingest.fetch.pace import Pace
    from ingest.fetch.policy import Policy
    from ingest.pipeline.run import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a command is given from outside; tests hand in a clock and a pace of their own."""

    db: Path = Path("news.db")
    clock: "Callable[[], datetime] | None" = None  # None: the machine's
    pace: "Callable[[], Pace] | None" = None  # None: a second between two requests to a host

    @property
    def now(self) -> "Callable[[], datetime]":
        """The clock: aware datetimes in UTC."""
        from ingest.core.dates import utc_now

        return self.clock or utc_now


def _lower(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    return given and given.lower()


def _host(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    return given and given.lower().removeprefix("www.")


language = click.option("--language", metavar="CODE", callback=_lower, help="Only articles in this language, e.g. id.")
site = click.option(
    "--site", metavar="HOST", callback=_host, help="Only articles of this outlet or host, e.g. kompas.com."
)
allow_private = click.option(
    "--allow-private",
    metavar="CIDR",
    multiple=True,
    envvar="WARTA_ALLOW_PRIVATE",
    help="Also fetch from this network, e.g. 127.0.0.0/8.",
)
contact = click.option(
    "--contact", envvar="WARTA_CONTACT", help="Your address, shown to the sites (or set WARTA_CONTACT)."
)

keep_captures = click.option(
    "--keep-captures",
    metavar="DAYS",
    type=click.IntRange(0, 36500),
    envvar="WARTA_KEEP_CAPTURES",
    help="Then drop older pages as they were received, 0: all (or set WARTA_KEEP_CAPTURES); else see `settings`.",
)

COUNT = click.IntRange(1, 1_000_000_000)  # of things that are asked for

scheduler = click.option(
    "--scheduler", metavar="ADDRESS", help="Read on the workers of the Dask cluster there, e.g. tcp://10.0.0.5:8786."
)

links = click.option(
    "--no-links", "links", flag_value=False, default=True, type=bool,
    help="Compare nothing with what is there: no counterparts, copies and stories until `relink`.",
)  # fmt: skip

jobs = click.option(
    "--jobs", envvar="WARTA_JOBS", type=click.IntRange(1),
    help="Worker processes; as many as there are processors by default (or set WARTA_JOBS).",
)  # fmt: skip
list_file = click.option(
    "-i", "listed", metavar="FILE", multiple=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="Also the sources in this file, one a line; what follows # is a comment.",
)  # fmt: skip


def named(sources: tuple[str, ...], listed: tuple[str, ...]) -> tuple[str, ...]:
    """The sources of the command line and of files that list them; raises click.UsageError when there are none."""
    found = list(sources)
    for name in listed:
        with click.open_file(name, encoding="utf-8-sig", errors="replace") as lines:
            words = (line.split("#", 1)[0].strip() if line.lstrip()[:1] == "#" else line.strip() for line in lines)
            found += [word.partition(" #")[0].strip() for word in words if word]
    if not found:
        raise click.UsageError("give a SOURCE, or a file of them with -i FILE")
    return tuple(found)


_OF_ONE = ("url", "html", "text")


def field_map(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Which field is what, as said on the command line; raises click.BadParameter."""
    from ingest.core import field_names

    for each in given:
        own, _, theirs = each.partition("=")
        if own in _OF_ONE and field_names.is_value(theirs):
            raise click.BadParameter(f"{each}: no two articles have the same {own}; give {own}=NAME")
        if theirs in ("", "=") or field_names.own(own) != own:
            raise click.BadParameter(
                f"{each}: give FIELD=NAME, or FIELD==VALUE for all, with FIELD one of {', '.join(field_names.FIELDS)}"
            )
    return dict(each.split("=", 1) for each in given)


def allowing(allow_private: tuple[str, ...]) -> "Policy":
    """Which addresses a run may reach; raises click.BadParameter for what is no network."""
    from ingest.fetch.policy import Policy

    try:
        return Policy.allowing(allow_private)
    except ValueError as error:
        raise click.BadParameter(
            f"{error}; give a network such as 192.168.0.0/16", param_hint="--allow-private"
        ) from error


def network(world: World, allow_private: tuple[str, ...], contact: str | None) -> "Network":
    """How a run reaches out, by what was said on the command line; raises click.BadParameter."""
    policy = allowing(allow_private)
    from ingest.fetch.pace import Pace
    from ingest.pipeline.run import Network

    said = {"contact": contact} if contact else {}
    return Network(policy=policy, pace=world.pace or Pace, **said)
