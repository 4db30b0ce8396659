"""The help of commands as man pages."""

import re
from importlib.metadata import version

import click
from click_man.core import generate_man_page

_AS_WRITTEN = re.compile(r"^\x08\n(.*?)(?=^\.|\Z)", re.M | re.S)  # click's mark of lines that are not to be filled


def pages(command: click.Command, parent: click.Context | None = None) -> dict[str, str]:
    """Return the page of a command, and those of the commands below it, by the names of their files."""
    context = click.Context(command, info_name=command.name if parent else "warta", parent=parent)
    name = context.command_path.replace(" ", "-")
    page = generate_man_page(context, version=version("warta"))
    made = {f"{name}.1": _tidy(page, context.command_path, name)}
    for below in getattr(command, "commands", {}).values():
        made |= pages(below, context)
    return made


def _tidy(page: str, path: str, name: str) -> str:
    """The page with its name in one word, and its examples line by line."""
    first, _, rest = page.partition("\n")
    first = first.replace(f'"{path.upper()}"', f'"{name.upper()}"')
    return "\n".join([first, _AS_WRITTEN.sub(r".nf\n\1.fi\n", rest)])
