"""The help command."""

import click


@click.command("help")
@click.argument("words", metavar="[COMMAND]...", nargs=-1)
@click.pass_context
def help_(context: click.Context, words: tuple[str, ...]) -> None:
    """Show the help of a command; of all without one.

    \b
    Example:
      warta help import
      warta help setup completion
    """
    shown = context.parent or context
    for word in words:
        command = shown.command.get_command(shown, word) if isinstance(shown.command, click.Group) else None
        if command is None:
            raise click.UsageError(f"there is no command {' '.join(words)!r}; `warta help` lists all", shown)
        shown = command.context_class(command, info_name=word, parent=shown, **command.context_settings)
    click.echo(shown.get_help())
