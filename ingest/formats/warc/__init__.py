"""Web archives, WARC (ISO 28500) and ARC: the pages in them, as they were received.

Each record is read on its own and forgotten, so that a file may be of any size. What is damaged or cut
off is said, and reading goes on with the next record that is whole. What reads records is in ``warc.pages``, which
loads a library that most imports do without.
"""

from .slices import boundaries
from .unpacking import begins

__all__ = ["begins", "boundaries"]
