"""Where the program begins: streams and signals are seen to before anything large is loaded."""

from typing import Any

from . import signals, standard_streams


def main(**settings: Any) -> None:
    """Run the command that the words of the process name, and end the process; ``settings`` are click's."""
    begin()
    from .program import main as program

    program(**settings)


def begin() -> None:
    """Make the streams safe to write to and have signals heard; a second time changes nothing."""
    standard_streams.secure()
    signals.listen()
