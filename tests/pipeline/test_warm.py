"""What every worker begins with: the first article that it reads finds everything loaded."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from ingest.core.dates import utc_now
from ingest.core.model import Kind, Page
from ingest.pipeline import steps
from ingest.pipeline.pool import PRELOAD
from ingest.pipeline.workers import Workers

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "articles"


def loaded_for(name: str) -> tuple[str, list[str]]:
    """Title of an example, and the modules that had to be loaded to read it."""
    before = {*sys.modules}
    body = (EXAMPLES / name).read_bytes()
    prepared = steps.article(Page(url=f"https://warm.example/{name}", kind=Kind.PAGE, fetched=utc_now(), body=body))
    return str(prepared.article["title"]), sorted({*sys.modules} - before)


def first() -> None:
    """Print what the first article of a worker takes."""

    async def run() -> tuple[str, list[str]]:
        with Workers(1, preload=PRELOAD) as workers:
            return await workers.do(loaded_for, "jembatan-gantung.html")

    print(json.dumps(asyncio.run(run())))


def test_the_first_article_of_a_worker_loads_nothing() -> None:
    """In a program of its own: what workers begin with is what the first of them in a process began with."""
    command = [sys.executable, "-c", "from tests.pipeline import test_warm; test_warm.first()"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(found.stdout) == ["Jembatan Gantung Kali Rengas Dibuka Lagi Setelah Setahun Putus", []]
