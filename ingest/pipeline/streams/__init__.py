"""Streams of values: several side by side into one (merge), and one that is worked on in order (order).

Plain async generators without a task group or a timeout around a ``yield`` (PEP 789): a stream
that is closed early, or fails, ends what it has under way.
"""

from .ahead import in_chunks
from .merge import Stream, side_by_side
from .order import Bounds, Work, in_order, in_spite_of_cancellation, until_cancelled

__all__ = [
    "Bounds",
    "Stream",
    "Work",
    "in_chunks",
    "in_order",
    "in_spite_of_cancellation",
    "side_by_side",
    "until_cancelled",
]
