"""What is seen to before anything large is loaded."""

from . import signals, standard_streams


def begin() -> None:
    """Make the streams safe to write to and have signals heard; a second time changes nothing."""
    standard_streams.secure()
    signals.listen()
