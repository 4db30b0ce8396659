"""Signals end a command, whatever it is just doing."""

import sys
from types import ModuleType

import pytest

from ingest.cli import signals


def test_modules_that_are_only_half_loaded_do_not_keep_a_command_from_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("multiprocessing.process", "multiprocessing.util", "ingest.pipeline.fork_server"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    signals.kill_children()
