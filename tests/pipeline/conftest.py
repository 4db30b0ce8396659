"""What the tests of the three runs share."""

from pathlib import Path

import pytest

from tests import archives
from tests.subscribing import Desk, Warta
from tests.web import Web


@pytest.fixture
def desk(warta: Warta, web: Web, path: Path) -> Desk:
    """A site that can be subscribed to, and an empty archive beside it."""
    return Desk(warta, web, archives.empty(path))
