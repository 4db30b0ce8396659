"""The command as a process of its own, for faults that only a process can have."""

import subprocess
import sys
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
PROGRAM = "from ingest.cli.start import main; main()"


def started(path: Path, *words: object, program: str = PROGRAM, **popen: Any) -> "subprocess.Popen[str]":
    """Start ``warta --db PATH …``."""
    command = [sys.executable, "-c", program, "--db", str(path), *map(str, words)]
    return subprocess.Popen(command, text=True, **({"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | popen))


def run(path: Path, *words: object, **popen: Any) -> tuple[int, str, str]:
    """Run it to its end; return exit code, output and what was told."""
    with started(path, *words, **popen) as process:
        output, told = process.communicate(timeout=60)
    return process.returncode, output or "", told or ""
