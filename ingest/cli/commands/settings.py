"""The settings command."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from ingest.cli.options import World
from ingest.cli.output import print_json
from ingest.cli.render import terminal, wrap

if TYPE_CHECKING:
    from ingest.cli.configuration import Configuration, Setting

_SECRET = ("password",)


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--unset", is_flag=True, help="Forget what is set under NAME in the archive.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: name, value, from.")
@click.pass_obj
def settings(world: World, name: str | None, value: str | None, unset: bool, as_json: bool) -> None:
    """Show what holds and where it is said, or set something in the archive.

    Three settings are kept in the archive: captures, languages and timezone. captures is which
    pages are kept as they were received: all of them, changed (those that brought a new text: the
    default), none, or "days N", after which they are dropped. languages and timezone are as
    `warta init` sets them.

    All else is what the options of commands are. The command line goes before the environment
    (WARTA_JOBS), and that before the files: warta.toml beside the archive, then
    ~/.config/warta/warta.toml. At the top of a file stand contact, jobs, keep-captures, progress,
    verbose, log-format, and in your own file alone db, scheduler, allow-private and log-file; in a
    table named after a command any option of it, but files, and who may read the room, in your own
    file alone.

    \b
    Example:
      warta settings
      warta settings captures "days 90"
      warta settings captures --unset
      printf 'jobs = 2\\n[sync]\\nmax-seconds = 600\\n' > ~/.config/warta/warta.toml
    """
    if name is None or (value is None and not unset):
        _show(world, name, as_json=as_json)
        return
    if value is not None and unset:
        raise click.UsageError("give a VALUE or --unset, not both")
    from store import Archive

    written = None if value is None else _checked(name, value)
    with Archive(world.db) as archive:
        archive.set(name, written)


def _show(world: World, name: str | None, *, as_json: bool) -> None:
    found = {each: (said, origin) for each, said, origin in _all(world) if name in (None, each)}
    if name is not None and not found:
        raise click.BadParameter(f"{name} is no setting; `warta settings` shows all", param_hint="NAME")
    if as_json:
        print_json({"name": each, "value": said, "from": origin} for each, (said, origin) in found.items())
        return
    first = max(map(len, found))
    second = max(len(_text(said)) for said, _ in found.values())
    for each, (said, origin) in found.items():
        line = f"{each:<{first}}  {terminal.line(_text(said)):<{min(second, 30)}}  {terminal.line(origin)}"
        click.echo(wrap.wrapped(line.rstrip(), wrap.width(1)))


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "-" if value in (None, "") else str(value).lower() if isinstance(value, bool) else str(value)


def _all(world: World) -> Iterator[tuple[str, Any, str]]:
    """Every setting, with what holds and where that is said."""
    from ingest.cli import configuration

    group = click.get_current_context().find_root().command
    assert isinstance(group, click.Group)
    said = configuration.load(group, world.db)
    yield "db", str(world.db), _origin_of_db(said)
    yield from _of_archive(world)
    for name in configuration.SHARED:
        option = next(each for each in map(configuration.options, group.commands.values()) if name in each)[name]
        yield name, *_holds(option, said.shared.get(name))
    for command_name, settings in said.of_commands.items():
        for name, setting in settings.items():
            option = configuration.options(group.commands[command_name])[name]
            value, origin = _holds(option, setting)
            yield f"{command_name}.{name}", "(set)" if name in _SECRET else value, origin


def _holds(option: click.Option, said: "Setting | None") -> tuple[Any, str]:
    """What an option is when the command line does not say it, and who says so."""
    variable = str(option.envvar or "")
    if variable and os.environ.get(variable):
        return os.environ[variable], f"environment, {variable}"
    if said is not None:
        return said.value, said.origin
    default = option.default if isinstance(option.default, str | int | float | bool) else None
    return default, "default"


def _origin_of_db(said: "Configuration") -> str:
    from click.core import ParameterSource

    source = click.get_current_context().find_root().get_parameter_source("db")
    if source is ParameterSource.COMMANDLINE:
        return "command line"
    if source is ParameterSource.ENVIRONMENT:
        return "environment, WARTA_DB"
    return said.shared["db"].origin if "db" in said.shared else "default"


def _of_archive(world: World) -> Iterator[tuple[str, Any, str]]:
    """What is kept in the archive; the defaults where there is none."""
    from ingest.cli.configuration import IN_ARCHIVE
    from store import Archive, ArchiveMissing

    try:
        with Archive(world.db, readonly=True) as archive:
            found, where = archive.settings(), "default"
    except ArchiveMissing:
        found, where = {}, "default, there is no archive yet"
    for name, default in (("captures", "changed"), ("languages", "id,en"), ("timezone", None)):
        yield name, found.get(name, default), "archive" if name in found else where
    for name in sorted(found.keys() - {*IN_ARCHIVE}):
        yield name, found[name], "archive"


def _checked(name: str, value: str) -> str:
    """The value as it is kept; raises click.BadParameter for one that means nothing."""
    check = _checks().get(name)
    if check is None:
        from ingest.cli.configuration import users_file

        advice = f"there is {', '.join(_checks())} in the archive; all else is set in {users_file()}"
        raise click.BadParameter(f"{name} cannot be set; {advice}", param_hint="NAME")
    try:
        return check(value)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=f"{name}") from error


def _checks() -> "Mapping[str, Callable[[str], str]]":
    from ingest.cli.readers import codes, zone
    from store import Retention

    def captures(value: str) -> str:
        Retention.parse(value)
        return " ".join(value.lower().split())

    return {
        "captures": captures,
        "languages": partial(codes, named="languages"),
        "timezone": partial(zone, named="timezone"),
    }
