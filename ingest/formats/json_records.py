"""JSON objects out of the shapes in which people export them: a line each, in an array, in a wrapper, over many lines.

Read a line at a time, so that a file may be of any size. A broken line costs itself alone.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

LIMIT_BYTES = 20 << 20  # of one object
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.S)
_BETWEEN = b" \t\r\n,[]\x1e\xef\xbb\xbf"  # what stands around objects; the last is a byte order mark
_WRAPPER = re.compile(rb'\s*\{\s*(?:"[^"\\]{0,80}"\s*:\s*\{\s*){0,2}"[^"\\]{0,80}"\s*:\s*\[\s*', re.S)
_WRAPPER_END = re.compile(rb"[\s\]}]*$")
_LISTS = ("articles", "items", "data", "results", "records", "docs", "documents", "entries", "posts", "news", "rows")
_OWN = frozenset({"url", "link", "source", "html", "text", "title", "headline", "maintext", "articleBody", "body"})


@dataclass(frozen=True, slots=True)
class Found:
    """One object, or why there is none at a place."""

    place: str  # "line 7", or "record 7" where several share a line or stand in a list
    fields: dict[str, Any] | None = None
    reason: str = ""


@dataclass(slots=True)
class _State:
    """Where the reading stands between two lines."""

    in_list: bool = False
    in_wrapper: bool = False
    count: int = 0  # of records so far
    began: int = 0  # the line on which the open object began
    depth: int = 0  # of its braces
    open: list[bytes] = field(default_factory=list)
    size_bytes: int = 0


def split(lines: Iterable[bytes]) -> Iterator[Found]:
    """Yield the objects of some lines, in their order, and a reason for each line that is none and belongs to none.

    Raises only what iterating over ``lines`` raises.
    """
    state, number = _State(), 0
    for number, line in enumerate(lines, 1):
        yield from _line(state, number, line)
    if state.depth:
        yield _broken(state, "it breaks off in the middle")


def _line(state: _State, number: int, line: bytes) -> Iterator[Found]:
    line = line.removeprefix(b"\xef\xbb\xbf")
    if state.depth and not (line[:1] == b"{" and _parsed(line.strip(_BETWEEN)) is not None):
        yield from _inside(state, line)
        return
    if state.depth:  # what was open never ended: the next line is whole again
        yield _broken(state, "it breaks off in the middle")
    stripped = line.strip(_BETWEEN)
    if not stripped:
        state.in_list = state.in_list or b"[" in line
    elif state.in_wrapper and _WRAPPER_END.match(stripped):
        state.in_wrapper = False
    elif len(line) > LIMIT_BYTES:
        yield Found(f"line {number}", reason=f"it is longer than {LIMIT_BYTES >> 20} MiB")
    elif (fields := _parsed(stripped)) is not None:
        state.in_list = state.in_list or line.lstrip()[:1] == b"["
        yield from _records(state, fields, None if state.in_list else number)
    else:
        yield from _pieces(state, number, line)


def _pieces(state: _State, number: int, line: bytes) -> Iterator[Found]:
    """Several objects on a line, or the beginning of one that goes on."""
    if (wrapper := _WRAPPER.match(line)) and not line[wrapper.end() :].strip():
        state.in_list = state.in_wrapper = True
        return
    at = 0
    for start, end in _objects(line):
        between, piece = line[at:start], line[start:end]
        state.in_list = state.in_list or b"[" in between
        fields = None if between.strip(_BETWEEN) else _parsed(piece)
        if fields is None:
            if end == len(line) and not between.strip(_BETWEEN) and _goes_on(piece):
                state.began = number
                yield from _inside(state, piece)
                return
            break
        at = end
        yield from _records(state, fields, None)
    if line[at:].strip(_BETWEEN):
        yield Found(f"line {number}", reason=f"it is no JSON object ({_why(line[at:].strip(_BETWEEN))})")


def _objects(line: bytes) -> Iterator[tuple[int, int]]:
    """Where objects stand in a line; one that does not end there goes to its end."""
    depth = start = 0
    for token in _TOKEN.finditer(line):
        if token[0] == b"{":
            start = start if depth else token.start()
            depth += 1
        elif token[0] == b"}" and depth:
            depth -= 1
            if not depth:
                yield start, token.end()
    if depth:
        yield start, len(line)


def _inside(state: _State, line: bytes) -> Iterator[Found]:
    """A line of an object that goes over several."""
    for token in _TOKEN.finditer(line):
        state.depth += {b"{": 1, b"}": -1}.get(token[0], 0)
        if state.depth == 0:
            state.open.append(line[: token.end()])
            yield from _ended(state)
            if line[token.end() :].strip(_BETWEEN):
                yield from _line(state, state.began, line[token.end() :].lstrip(_BETWEEN))
            return
    state.open.append(line)
    state.size_bytes += len(line)
    if state.size_bytes > LIMIT_BYTES:
        yield _broken(state, f"it is longer than {LIMIT_BYTES >> 20} MiB")


def _ended(state: _State) -> Iterator[Found]:
    whole = b"\n".join(piece.rstrip(b"\n") for piece in state.open)
    fields = _parsed(whole)
    if fields is None:
        yield _broken(state, f"it is no JSON object ({_why(whole)})")
        return
    began = None if state.in_list else state.began
    state.open, state.depth, state.size_bytes = [], 0, 0
    yield from _records(state, fields, began)


def _records(state: _State, fields: dict[str, Any], number: int | None) -> Iterator[Found]:
    """An object, or those in the list that it wraps."""
    wrapped = _wrapped(fields)
    for each in [fields] if wrapped is None else wrapped:
        state.count += 1
        is_alone = number is not None and wrapped is None
        yield Found(f"line {number}" if is_alone else f"record {state.count}", fields=each)


def _wrapped(fields: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The objects of a list that an object holds in place of fields of its own; None when it holds none."""
    if not _OWN.isdisjoint(fields):
        return None
    for name in (*_LISTS, *fields):
        value = fields.get(name)
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            return value
        if isinstance(value, dict) and (inside := _wrapped(value)):
            return inside
    return None


def _parsed(text: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(text) if text[:1] == b"{" else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _goes_on(text: bytes) -> bool:
    """Whether a text is well-formed as far as it goes."""
    begun = text.decode("utf-8", "replace").rstrip()
    try:
        json.loads(begun)
    except json.JSONDecodeError as error:
        return error.pos >= len(begun)
    except (ValueError, RecursionError):
        return False
    return True


def _why(text: bytes) -> str:
    try:
        return f"{type(json.loads(text)).__name__} in place of an object"
    except (ValueError, RecursionError) as error:
        return str(error)


def _broken(state: _State, reason: str) -> Found:
    began = state.began
    state.open, state.depth, state.size_bytes = [], 0, 0
    return Found(f"line {began}", reason=reason)
