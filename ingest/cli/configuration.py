"""Settings files: what the options of commands are when neither the command line nor the environment says it.

``warta.toml`` in the user's folder for settings, and beside the archive, which goes before it. At the top stand
options that several commands have, in a table named after a command those of it alone:

    contact = "https://you.example/about"
    [sync]
    max-seconds = 600
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import click

from .output import end

FILE = "warta.toml"
SHARED = (
    "contact",
    "jobs",
    "keep-captures",
    "allow-private",
    "progress",
    "verbose",
    "log-file",
    "log-format",
    "scheduler",
)
# What no file says that came with an archive of somebody else; nor does it name any file.
_OWN = ("db", "scheduler", "allow-private", "host", "name", "password", "behind-proxy", "why", "pause", "resume")
_ONLY_OWN = "it can be set in your own file alone, {}; this one lies beside an archive"
_MOST_BYTES = 1 << 20
IN_ARCHIVE = ("captures", "languages", "timezone")  # which are kept there, and go with it
_SETTINGS = 78  # EX_CONFIG of sysexits.h
_SECTION = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")


@dataclass(frozen=True, slots=True)
class Setting:
    """A value, and where it stands."""

    value: Any
    origin: str


@dataclass(slots=True)
class Configuration:
    """What the files say: by name for all commands, and by command and option."""

    shared: dict[str, Setting] = field(default_factory=dict)
    of_commands: dict[str, dict[str, Setting]] = field(default_factory=dict)

    def default_map(self, group: click.Group) -> dict[str, Any]:
        """What click takes as the defaults of commands."""
        made: dict[str, Any] = {}
        for name in group.commands if self.shared else self.of_commands:
            command = group.commands[name]
            found = {option: self.shared[option] for option in options(command) if option in self.shared}
            found |= self.of_commands.get(name, {})
            made[name] = dict(_as_parameter(options(command)[option], each.value) for option, each in found.items())
        return made


def users_file() -> Path:
    """Where a person's own settings are: in the folder that XDG names."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "warta" / FILE


def users_archive(path: Path | None = None) -> Path | None:
    """The archive that a person's own settings name; None where they name none. Ends the process for a bad one."""
    path = path or users_file()
    said = _table(path).get("db")
    if said is None:
        return None
    if not isinstance(said, str) or not said:
        _refuse(path, _Lines(path).of("", "db"), "db", f"it is {_kind(said)}, and has to be a path in quotes")
    return _path(said, path)


def load(group: click.Group, db: Path) -> Configuration:
    """Return what the files say for an archive. Ends the process, with 78, where one cannot be meant."""
    found = Configuration()
    beside = db.parent / FILE
    own = users_file()
    for path in (own, beside) if beside.absolute() != own.absolute() else (own,):
        if table := _table(path):
            _Reader(group, path, found).read(table, is_users=path is own)
    return found


def options(command: click.Command) -> dict[str, click.Option]:
    """The options of a command, by their long names without the dashes."""
    return {
        name.removeprefix("--"): each
        for each in command.params
        if isinstance(each, click.Option)
        for name in each.opts
        if name.startswith("--")
    }


def _as_parameter(option: click.Option, value: Any) -> tuple[str, Any]:
    """The name and value of what an option sets: ``no-links = true`` sets links to false."""
    return str(option.name), not value if option.is_flag and option.flag_value is False else value


def _table(path: Path) -> dict[str, Any]:
    """What stands in a file; nothing where there is none. Ends the process for one that is no TOML."""
    try:
        if not _is_there(path):
            return {}
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("it is larger than 1 MiB")
        import tomllib  # which most people do without

        return tomllib.loads(path.read_text("utf-8"))
    except RecursionError:
        end(f"reading the settings {path}: its lists are too deep; correct it, or move it away", _SETTINGS)
    except (OSError, ValueError) as error:
        reason = (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)
        end(f"reading the settings {path}: {reason}; correct it, or move it away", _SETTINGS)


def _is_there(path: Path) -> bool:
    """Whether a file can be seen: of a folder that may not be entered, or is none, the archive's own error tells."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class _Reader:
    group: click.Group
    path: Path
    into: Configuration

    def read(self, table: Mapping[str, Any], *, is_users: bool) -> None:
        """Take in all that stands in a file."""
        lines = _Lines(self.path)
        for written, value in table.items():
            name = written.replace("_", "-")
            if isinstance(value, dict):
                self._of_command(written, value, lines, is_users=is_users)
            elif not is_users and _is_own(name, self._named(name)):
                _refuse(self.path, lines.of("", written), written, _ONLY_OWN.format(users_file()))
            elif name == "db":
                self.into.shared[name] = Setting(str(_path(str(value), self.path)), self._origin(lines.of("", written)))
            elif name in SHARED:
                self.into.shared[name] = self._shared(name, written, value, lines.of("", written))
            else:
                _refuse(self.path, lines.of("", written), written, self._unknown(name))

    def _named(self, name: str) -> Iterator[click.Option]:
        """The options of this name, of whatever commands."""
        found = (options(command).get(name) for command in self.group.commands.values())
        yield from filter(None, found)

    def _shared(self, name: str, written: str, value: Any, line: int | None) -> Setting:
        owners = [command for command in self.group.commands.values() if name in options(command)]
        return self._checked(owners[0], name, written, value, line)

    def _of_command(self, command_name: str, table: Mapping[str, Any], lines: "_Lines", *, is_users: bool) -> None:
        command = self.group.commands.get(command_name)
        if command is None:
            near = _near(command_name, self.group.commands)
            _refuse(self.path, lines.section(command_name), f"[{command_name}]", f"there is no such command{near}")
        known = options(command)
        for written, value in table.items():
            name, line = written.replace("_", "-"), lines.of(command_name, written)
            if name not in known:
                near = _near(name, known)
                _refuse(self.path, line, written, f"`warta {command_name}` has no such option{near}")
            if not is_users and _is_own(name, (known[name],)):
                _refuse(self.path, line, written, _ONLY_OWN.format(users_file()))
            made = self._checked(command, name, written, value, line)
            self.into.of_commands.setdefault(command_name, {})[name] = made

    def _checked(self, command: click.Command, name: str, written: str, value: Any, line: int | None) -> Setting:
        option = options(command)[name]
        if wrong := _wrong_type(option, value):
            _refuse(self.path, line, written, wrong)
        if isinstance(option.type, click.Path):
            value = str(_path(value, self.path))
        try:
            context = click.Context(command, info_name=command.name, obj=click.get_current_context().obj)
            option.process_value(context, value)
        except click.UsageError as error:
            _refuse(self.path, line, written, error.message)
        return Setting(value, self._origin(line))

    def _origin(self, line: int | None) -> str:
        return f"{self.path}, line {line}" if line else str(self.path)

    def _unknown(self, name: str) -> str:
        if name in IN_ARCHIVE:
            return f"it is kept in the archive: `warta settings {name} VALUE` sets it there"
        owners = [each for each, command in self.group.commands.items() if name in options(command)]
        if owners:
            return f"it belongs in the table of its command, such as [{owners[0]}]"
        return f"there is no such setting{_near(name, SHARED)}"


def _is_own(name: str, named: Iterable[click.Option]) -> bool:
    """Whether only a person's own file may say it: it is listed as such, or one of its options names a file."""
    return name in _OWN or any(isinstance(option.type, click.Path | click.File) for option in named)


def _wrong_type(option: click.Option, value: Any) -> str:
    """What is wrong with the type of a value; "" when nothing is."""
    if option.multiple and isinstance(value, list):
        return next((f"in the list is {_kind(each)}" for each in value if not isinstance(each, str)), "")
    if option.multiple:
        return f'it is {_kind(value)}, and has to be a list such as ["…"]'
    if option.is_flag:
        return "" if isinstance(value, bool) else f"it is {_kind(value)}, and has to be true or false"
    is_number = option.count or isinstance(option.type, click.types.IntParamType)
    if is_number and (isinstance(value, bool) or not isinstance(value, int)):
        return f"it is {_kind(value)}, and has to be a whole number"
    if isinstance(option.type, click.types.FloatParamType):
        return (
            ""
            if isinstance(value, int | float) and not isinstance(value, bool)
            else f"it is {_kind(value)}, and has to be a number"
        )
    if not is_number and not isinstance(value, str) and not (option.callback and isinstance(value, int)):
        return f"it is {_kind(value)}, and has to be a text in quotes"
    return ""


def _kind(value: Any) -> str:
    """What a value is, in words."""
    if isinstance(value, bool):
        return "true or false"
    names = {int: "a number", float: "a number with a point", str: "a text", list: "a list", dict: "a table"}
    return next((name for kind, name in names.items() if isinstance(value, kind)), "a date")


class _Lines:
    """Where names stand in a file."""

    def __init__(self, path: Path) -> None:
        self._lines = path.read_text(encoding="utf-8", errors="replace").splitlines()

    def of(self, table: str, name: str) -> int | None:
        """The line of a name in a table, "" for the top; None when it cannot be told."""
        written = re.compile(rf"\s*(?:{re.escape(table)}\.)?[\"']?{re.escape(name)}[\"']?\s*=")
        return next((number for number, here, line in self._walk() if here == table and written.match(line)), None)

    def section(self, table: str) -> int | None:
        """The line on which a table begins; None when it cannot be told."""
        return next((number for number, here, line in self._walk() if here == table and _SECTION.match(line)), None)

    def _walk(self) -> Iterator[tuple[int, str, str]]:
        here = ""
        for number, line in enumerate(self._lines, 1):
            if found := _SECTION.match(line):
                here = found[1].strip("\"'")
            yield number, here, line


def _path(said: str, file: Path) -> Path:
    """A path in a file: ~ is the home, and what is relative lies beside the file."""
    return file.parent / Path(said).expanduser()


def _near(name: str, known: Any) -> str:
    from difflib import get_close_matches  # of a mistake alone

    found = get_close_matches(name, list(known), 1)
    return f"; is {found[0]} meant?" if found else f"; there is {', '.join(sorted(known))}"


def _refuse(path: Path, line: int | None, name: str, reason: str) -> NoReturn:
    where = f"{path}, line {line}" if line else str(path)
    end(f"reading the settings {where}: {name}: {reason}", _SETTINGS)
