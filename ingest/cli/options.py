"""Options of the commands that fetch, and the client that they make."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ingest.fetch.client import Client, Memory

allow_private = click.option(
    "--allow-private", metavar="CIDR", multiple=True, help="Also fetch from this network, e.g. 127.0.0.0/8."
)
contact = click.option(
    "--contact", envvar="WARTA_CONTACT", help="Your address, shown to the sites (or set WARTA_CONTACT)."
)


def client_options(allow_private: tuple[str, ...], contact: str | None) -> dict[str, Any]:
    """What was said on the command line, for the client."""
    from ingest.fetch.policy import Policy

    try:
        policy = Policy.allowing(allow_private)
    except ValueError as error:
        raise click.BadParameter(
            f"{error}; give a network such as 192.168.0.0/16", param_hint="--allow-private"
        ) from error
    return {"policy": policy} | ({"contact": contact} if contact else {})


def opener(options: dict[str, Any]) -> "Callable[[Memory], Client]":
    """Makes the client when the first address has to be fetched: importing it takes a while."""

    def open_client(memory: "Memory") -> "Client":
        from ingest.fetch.client import Client

        return Client(**options, memory=memory)

    return open_client
