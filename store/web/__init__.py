"""The reading room: the archive as pages for a browser, in Indonesian and English.

``Room(path).answer(request)`` is all of it: a function from an address, its query and the request's headers to a
response. It opens the archive for reading and knows no server; ``server`` (aiohttp) and ``datasette_plugin`` are the
doors that lead to it.
"""

from .request import Request
from .responses import Response
from .room import Room

__all__ = ["Request", "Response", "Room"]
