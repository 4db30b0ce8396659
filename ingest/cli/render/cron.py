"""What runs sync again and again: a crontab line, and a systemd timer."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

_DAY = 24 * 60  # minutes
_PROXIES = frozenset({"http_proxy", "https_proxy", "all_proxy", "no_proxy"})
_MARGIN = 0.9  # of the time between two runs, so that one is over before the next begins


def proxies(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of an environment that name proxies, as they stand there."""
    return {name: value for name, value in environment.items() if name.lower() in _PROXIES and value}


def both(
    db: Path, minutes: int, options: Sequence[str] = (), variables: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Lines to copy, for part of an hour or whole hours of a day, with options of sync and variables to be set.

    The minute follows from the path, so that not every machine comes at the full hour.
    """
    path, variables = Path(os.path.abspath(db)), variables or {}
    first = int.from_bytes(sha256(bytes(path)).digest()[: 2 if minutes >= 256 else 1]) % minutes
    words = [_program(), "--db", str(path), "sync", "--max-seconds", str(int(minutes * 60 * _MARGIN))]
    words += options
    settings = "".join(f"{name}={shlex.quote(value)} " for name, value in variables.items())
    yield "# crontab -e, then this line (cron mails what it prints, which is failures only):"
    yield f"{_cron_times(first, minutes)} " + (settings + shlex.join(words)).replace("%", "\\%")
    yield ""
    yield "# or ~/.config/systemd/user/warta.service:"
    yield "[Unit]"
    yield "Description=Poll news sources into an archive"
    yield ""
    yield "[Service]"
    yield "Type=oneshot"
    for name, value in variables.items():
        yield f"Environment={_quoted(f'{name}={value}')}"
    yield f"ExecStart={_command(*words)}"
    yield "SuccessExitStatus=3"
    yield ""
    yield "# and ~/.config/systemd/user/warta.timer, then: systemctl --user enable --now warta.timer"
    yield "[Unit]"
    yield "Description=Poll news sources again and again"
    yield ""
    yield "[Timer]"
    yield f"OnCalendar={_calendar(first, minutes)}"
    yield "Persistent=true"
    yield ""
    yield "[Install]"
    yield "WantedBy=timers.target"


def _cron_times(first: int, minutes: int) -> str:
    if minutes < 60:
        return f"{first}-59/{minutes} * * * *"
    hour, minute = divmod(first, 60)
    return f"{minute} {hour if minutes == _DAY else f'{hour}-23/{minutes // 60}'} * * *"


def _calendar(first: int, minutes: int) -> str:
    """The same to systemd, to which 20/45 is no time."""
    if minutes < 60:
        return f"*:{','.join(map(str, range(first, 60, minutes)))}"
    hour, minute = divmod(first, 60)
    return f"{','.join(map(str, range(hour, 24, minutes // 60)))}:{minute:02}"


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
