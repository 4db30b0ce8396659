"""What runs sync again and again: a crontab line, and a systemd timer."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

_MARGIN = 0.9  # of the time between two runs, so that one is over before the next begins


def both(db: Path, minutes: int, contact: str | None) -> Iterator[str]:
    """Lines to copy; the minute follows from the path, so that not every machine comes at the full hour."""
    path = Path(os.path.abspath(db))
    first = sha256(bytes(path)).digest()[0] % minutes
    words = [_program(), "--db", str(path), "sync", "--max-seconds", str(int(minutes * 60 * _MARGIN))]
    words += ["--contact", contact] if contact else []
    yield "# crontab -e, then this line (cron mails what it prints, which is failures only):"
    yield f"{first}-59/{minutes} * * * * " + shlex.join(words).replace("%", "\\%")
    yield ""
    yield "# or ~/.config/systemd/user/warta.service:"
    yield "[Unit]"
    yield "Description=Poll news sources into an archive"
    yield ""
    yield "[Service]"
    yield "Type=oneshot"
    yield f"ExecStart={_command(*words)}"
    yield "SuccessExitStatus=3"
    yield ""
    yield "# and ~/.config/systemd/user/warta.timer, then: systemctl --user enable --now warta.timer"
    yield "[Unit]"
    yield "Description=Poll news sources every few minutes"
    yield ""
    yield "[Timer]"
    yield f"OnCalendar=*:{','.join(map(str, range(first, 60, minutes)))}"  # to systemd 20/45 is no time
    yield "Persistent=true"
    yield ""
    yield "[Install]"
    yield "WantedBy=timers.target"


def _program() -> str:
    """The absolute path of this command: cron knows no PATH of the user."""
    called = shutil.which(sys.argv[0]) or shutil.which("warta") or sys.argv[0]
    return os.path.abspath(called)


def _command(program: str, *words: str) -> str:
    """A command line of systemd, where $ begins a variable, but not in the program's own path."""
    return " ".join(map(_quoted, [program, *(word.replace("$", "$$") for word in words)]))


def _quoted(word: str) -> str:
    """A word of it, where % begins a specifier."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"' if escaped != word or "'" in word or [word] != word.split() else word
