"""The settings command."""

from typing import TYPE_CHECKING

import click

from ingest.cli.options import World
from ingest.cli.output import print_json, reading
from ingest.cli.render import terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--unset", is_flag=True, help="Forget what is set under NAME.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def settings(world: World, name: str | None, value: str | None, unset: bool, as_json: bool) -> None:
    """Show what is set for this archive, or set it; it stays in the archive.

    captures is which pages are kept as they were received: all of them, changed (those that
    brought a new text: the default), none, or "days N", after which they are dropped.

    \b
    Example:
      warta settings
      warta settings captures "days 90"
      warta settings captures --unset
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
    with reading(world.db) as archive:
        found = archive.settings()
    if name is not None:
        found = {name: found[name]} if name in found else {}
    if as_json:
        print_json([found])
    else:
        lines = (f"{terminal.line(each)}  {terminal.line(value)}" for each, value in found.items())
        click.echo("\n".join(lines) or "nothing is set; what is not set is as `warta settings --help` says")


def _checked(name: str, value: str) -> str:
    """The value as it is kept; raises click.BadParameter for one that means nothing."""
    check = _checks().get(name)
    if check is None:
        raise click.BadParameter(f"{name} cannot be set; there is {', '.join(_checks())}", param_hint="NAME")
    try:
        check(value)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=f"{name}") from error
    return " ".join(value.lower().split())


def _checks() -> "Mapping[str, Callable[[str], object]]":
    from store import Retention

    return {"captures": Retention.parse}
