"""The serve command: the reading room."""

import click

from ingest.cli.options import World
from ingest.cli.output import complain, end, leave, reading

_SHORTEST_PASSWORD = 8  # characters


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8042, show_default=True, help="0: any that is free.")
@click.option("--open", "is_opened", is_flag=True, help="Also open it in the browser.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="Also answer to this host name; with more --name.")
@click.option(
    "--password", envvar="WARTA_PASSWORD", help="Ask everybody for this password (better: set WARTA_PASSWORD)."
)
@click.option("--behind-proxy", is_flag=True, help="A proxy in front of it asks who comes.")
@click.pass_obj
def serve(
    world: World,
    host: str,
    port: int,
    is_opened: bool,
    names: tuple[str, ...],
    password: str | None,
    behind_proxy: bool,
) -> None:
    """Open the reading room: search, read and compare in the browser.

    It only reads, and only this machine reaches it unless --host says otherwise. Then
    everybody on that network would read what you read, so a password has to be set, or a
    proxy in front of it has to ask for one. Ctrl-C ends it.

    \b
    Example:
      warta serve --open
      WARTA_PASSWORD=… warta serve --host 0.0.0.0 --name berita.example.id
    """
    from ingest.cli import console
    from store.web import Room
    from store.web.server import Listen, serve

    listen = Listen(host=host, port=port, names=frozenset(name.lower() for name in names), password=password or None)
    _check_password(listen.password, is_open=not listen.is_loopback and not behind_proxy)
    with reading(world.db):  # what is wrong with it is said here, not to the first visitor
        pass

    def ready(address: str) -> None:
        click.echo(f"The reading room of {world.db}: {address} (Ctrl-C ends it)")
        if is_opened:
            _open(address)

    _, signal_code = console.run(serve(Room(path=world.db.absolute()), listen, ready=ready, complain=complain))
    leave(signal_code, is_signal=bool(signal_code))


def _check_password(password: str | None, *, is_open: bool) -> None:
    if password is None and is_open:
        reason = "everybody who reaches this address would read the archive"
        end(f"serve: {reason}; set WARTA_PASSWORD, or give --behind-proxy when a proxy asks for one", 2)
    if password is not None and len(password) < _SHORTEST_PASSWORD:
        end(f"serve: the password is too short; give at least {_SHORTEST_PASSWORD} characters", 2)


def _open(address: str) -> None:
    import webbrowser

    if not webbrowser.open(address):
        complain(f"no browser could be opened; open {address} yourself")
