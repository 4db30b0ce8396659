"""The commands that set up the shell: completion and man pages."""

import os
from pathlib import Path

import click

from ingest.cli.output import end

_SHELLS = ("bash", "zsh", "fish")
_NO_PLACE = 73  # EX_CANTCREAT of sysexits.h
_shell = click.option("--shell", type=click.Choice(_SHELLS), help="By default the one of SHELL.")


@click.group(invoke_without_command=True)
@_shell
@click.pass_context
def setup(context: click.Context, shell: str | None) -> None:
    """Install completion of words for your shell, and man pages: both, or one of them.

    \b
    Example:
      warta setup
      warta setup completion --shell fish
    """
    if context.invoked_subcommand is None:
        context.invoke(man)  # needs no shell to be known
        context.invoke(completion, shell=shell)


@setup.command()
@_shell
@click.option("--print", "printed", is_flag=True, help="Print the script in place of installing it.")
@click.pass_context
def completion(context: click.Context, shell: str | None, printed: bool) -> None:
    """Have the shell complete commands and options when Tab is pressed.

    A script is put where bash (with bash-completion) and fish look for it by themselves; of zsh
    the folder has to be in fpath, and a line says how.

    \b
    Example:
      warta setup completion
      warta setup completion --shell zsh --print > _warta
    """
    from click.shell_completion import get_completion_class

    name = shell or Path(os.environ.get("SHELL", "")).name
    made = get_completion_class(name) if name in _SHELLS else None
    if made is None:
        raise click.UsageError(f"which shell it is cannot be told; give --shell {'|'.join(_SHELLS)}")
    script = made(context.find_root().command, {}, "warta", "_WARTA_COMPLETE").source()
    if printed:
        click.echo(script)
        return
    path = _place(name)
    _write(path, script)
    click.echo(f"{path}: completion for {name}, from the next shell on")
    if name == "zsh":
        click.echo(f"in ~/.zshrc, before compinit: fpath=({path.parent} $fpath)")


@setup.command()
@click.option(
    "--dir", "folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Put them there."
)
@click.pass_context
def man(context: click.Context, folder: Path | None) -> None:
    """Write a man page for each command: man warta-import.

    They are put in ~/.local/share/man/man1, where man looks when ~/.local/bin is on the PATH.

    \b
    Example:
      warta setup man
      warta setup man --dir /usr/local/share/man/man1
    """
    from ingest.cli.render import manual

    folder = folder or _data() / "man" / "man1"
    pages = manual.pages(context.find_root().command)
    for name, page in pages.items():
        _write(folder / name, page)
    click.echo(f"{folder}: {len(pages)} man pages, from {min(pages)} on")
    from shutil import which

    if not which("man"):
        click.echo("there is no command man on this machine; `warta help COMMAND` shows the same", err=True)


def _place(shell: str) -> Path:
    """Where a shell looks for what completes the words of a user's programs."""
    if shell == "fish":
        return _home("XDG_CONFIG_HOME", ".config") / "fish" / "completions" / "warta.fish"
    if shell == "zsh":
        return _data() / "zsh" / "site-functions" / "_warta"
    return _data() / "bash-completion" / "completions" / "warta"


def _data() -> Path:
    return _home("XDG_DATA_HOME", ".local/share")


def _home(variable: str, usual: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / usual)


def _write(path: Path, content: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        end(f"writing {path}: {(error.strerror or str(error)).lower()}; give a folder that is yours", _NO_PLACE)
