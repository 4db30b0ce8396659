"""Where the program begins: streams and signals are seen to before anything large is loaded."""

from typing import Any

from .beginning import begin


def main(**settings: Any) -> None:
    """Run the command that the words of the process name, and end the process; ``settings`` are click's."""
    begin()
    from .program import main as program

    program(**settings)
