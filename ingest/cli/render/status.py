"""What `warta status` and `warta sources` look like on a terminal: what fits, in colours, with what the signs mean."""

import re
from collections.abc import Callable, Iterable, Iterator

import click

from store import DayCount, Run

from .sources import View
from .wrap import wrapped

Paint = Callable[[str], str]
_MEANINGS = {
    "new": "not polled yet",
    "degraded": "the last poll failed, or what it sent had to be repaired",
    "failing": "three polls in a row failed, or all for a day",
    "blocked": "the site refuses",
    "throttled": "the site asked to be left alone for a while",
    "paused": "you left it alone, until `warta sources --resume`",
    "off": "switched off",
    "gone": "the site says that it is no more",
}
_HEALTH_COLOURS = {
    "ok": "green", "new": "cyan", "degraded": "yellow", "throttled": "yellow", "paused": "blue",
    "failing": "red", "blocked": "red", "gone": "red", "off": "bright_black",
}  # fmt: skip
_LANGUAGE_COLOURS = ("cyan", "yellow", "magenta", "green")
_HEALTH = re.compile(rf"({'|'.join(_HEALTH_COLOURS)})(?= )")
_RUN = re.compile(r"(?P<before>\S+Z  \S+  .*failed )(?P<failed>\d+)  (?P<ended>.*)")
_DAY = re.compile(r"(?P<day>\d{4}-\d\d-\d\d  )(?P<bar>\S+)(?P<after> +.*)")


def shown(lines: Iterable[str], columns: int | None, paint: Paint, *, in_colour: bool) -> Iterator[str]:
    """Lines that fit, in colours where they are wanted."""
    for line in lines:
        for each in wrapped(line, columns, indent=10 if line.startswith("   ") else 2).split("\n"):
            yield paint(each) if in_colour else each


def health(line: str) -> str:
    """A line with its word for the health in colour."""
    return (
        _HEALTH.sub(lambda found: click.style(found[0], fg=_HEALTH_COLOURS[found[0]]), line, count=1)
        if _HEALTH.match(line)
        else line
    )


def run(line: str) -> str:
    """A line of a run with how it ended in colour."""
    found = _RUN.fullmatch(line)
    if found is None:
        return line
    ended = found["ended"]
    colour = "green" if ended == "exit 0" else "cyan" if ended.startswith("running") else "yellow"
    colour = "red" if ended.startswith("killed") or re.fullmatch(r"exit (?!0|3)\d+", ended) else colour
    failed = click.style(found["failed"], fg="red") if found["failed"] != "0" else found["failed"]
    return f"{found['before']}{failed}  {click.style(ended, fg=colour)}"


def day(line: str, languages: Iterable[str]) -> str:
    """A line of a day with a colour for each language."""
    colours = dict(zip((language[:1] or "?" for language in languages), _LANGUAGE_COLOURS, strict=False))
    found = _DAY.fullmatch(line)
    if found is None or not set(found["bar"]) <= {*colours, "?"}:
        return click.style(line, dim=True) if line[:4].isdecimal() else line
    bar = "".join(click.style(each[0], fg=colours.get(each[0][0])) for each in re.finditer(r"(.)\1*", found["bar"]))
    return f"{found['day']}{bar}{found['after']}"


def of_health(views: Iterable[View]) -> Iterator[str]:
    """What the words for health mean, those that are there."""
    words = {view.health for view in views}
    if said := [f"{word}: {meaning}" for word, meaning in _MEANINGS.items() if word in words]:
        yield f"({'; '.join(said)})"


def of_runs(runs: Iterable[Run]) -> Iterator[str]:
    """What the signs of runs mean."""
    if any(True for _ in runs):
        yield "(+ added, ~ changed, = here as they were; times in UTC; exit 3: some items failed)"


def of_days(counts: Iterable[DayCount]) -> Iterator[str]:
    """What the letters of the bars mean."""
    languages = dict.fromkeys(one.language for one in counts)
    if said := [f"{code[0]} {code}" if code else "? not known" for code in languages]:
        yield f"(articles by day and language: {', '.join(said)}; - none)"
