"""Whether a line of another archive's export says anything new, also where it is none."""

import json
from pathlib import Path

import pytest

from store import Archive


@pytest.mark.parametrize("url", [10**30, ["https://muara.example/1"], {"a": 1}, None])
def test_a_line_whose_address_is_none_is_known_to_nobody(path: Path, url: object) -> None:
    line = json.dumps({"warta": 1, "url": url, "content_hash": "x"}).encode()
    with Archive(path) as archive:
        assert archive.knows(line, (), ()) is None
