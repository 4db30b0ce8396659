"""The cron command."""

import os
import re

import click

from ingest.cli import options
from ingest.cli.options import World

_LEAST_MINUTES, _DAY_MINUTES = 5, 24 * 60


def _minutes(context: click.Context, parameter: click.Parameter, given: str) -> int:
    """Minutes that a crontab can say evenly: less than an hour, or hours that divide a day."""
    found = re.fullmatch(r"(\d{1,5})\s*(min|m|h|d)?", given.strip().lower())
    minutes = int(found[1]) * {"h": 60, "d": _DAY_MINUTES}.get(found[2] or "", 1) if found else 0
    if _LEAST_MINUTES <= minutes < 60 or (minutes >= 60 and minutes % 60 == 0 and _DAY_MINUTES % minutes == 0):
        return minutes
    raise click.BadParameter("give 5 to 59 minutes, or hours that divide a day: 30, 2h, 6h, 1d")


@click.command()
@click.option(
    "--every",
    "minutes",
    metavar="TIME",
    default="15",
    show_default=True,
    callback=_minutes,
    help="Minutes, or hours such as 6h, up to 1d.",
)
@options.contact
@options.allow_private
@click.pass_obj
def cron(world: World, minutes: int, contact: str | None, allow_private: tuple[str, ...]) -> None:
    """Print a crontab line and a systemd timer that run sync, with absolute paths.

    The contact, networks of --allow-private, and the proxies that http_proxy, https_proxy, all_proxy and no_proxy
    name now are in the lines: neither cron nor systemd knows what your shell does.

    \b
    Example:
      warta cron
      warta --db ~/news.db cron --every 6h --contact https://you.example/about
    """
    from ingest.cli.render import cron as timetable

    options.allowing(allow_private)  # which says what is wrong with it
    given = ["--contact", contact] if contact else []
    given += [word for network in allow_private for word in ("--allow-private", network)]
    for line in timetable.both(world.db, minutes, given, timetable.proxies(os.environ)):
        click.echo(line)
