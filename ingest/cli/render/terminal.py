"""Text of other people, made so that a terminal only shows it."""

import re

# What a page could use to take over the terminal that shows it: all control characters, and what turns the
# direction of writing, so that something else is read than what is there.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAK = re.compile(r"[\t\n\u2028\u2029]+")


def plain(text: object) -> str:
    """Text that a terminal only shows."""
    return _CONTROL.sub("", str(text))


def line(text: object) -> str:
    """Text that a terminal shows in one line, so that it cannot pass for another message."""
    return _BREAK.sub(" ", plain(text))
