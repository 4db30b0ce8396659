"""How a source is, and whether it is we who are offline."""

from store.subscriptions.health import health, was_told_to_wait

__all__ = ["health", "is_offline", "was_told_to_wait"]

_FEWEST_POLLED = 4  # of fewer sources, several may well fail at once


def is_offline(polled: int, unreachable: int) -> bool:
    """Whether it is we who have no connection: more than half of at least four sources could not be reached."""
    return polled >= _FEWEST_POLLED and 2 * unreachable > polled
