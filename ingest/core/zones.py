"""Time zones by the names that newsrooms write beside a time, and by the country of a host."""

from collections import defaultdict
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

# What newsrooms mean by a name that several zones have, in minutes east of UTC; the others stand in dateparser's table.
_MINUTES = {
    "WIB": 420, "WITA": 480, "WIT": 540, "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "IST": 330, "BDT": 360, "BNT": 480,
    "AMT": -240, "LKT": 330, "MSK": 180,
}  # fmt: skip
# Where a language tag tells that another of its meanings is meant.
_BY_LANGUAGE = {
    ("CST", "zh"): 480, ("EST", "en-au"): 600, ("EDT", "en-au"): 660, ("IST", "he"): 120, ("IST", "iw"): 120,
    ("IST", "en-ie"): 60, ("IST", "ga"): 60, ("PST", "en-ph"): 480, ("PST", "tl"): 480, ("PST", "fil"): 480,
    ("BST", "bn"): 360, ("SST", "en-sg"): 480, ("AST", "ar"): 180,
}  # fmt: skip
_PLACES = {  # whose clocks such a name follows, in summer too
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
}  # fmt: skip
# Names in dateparser's table that are words before they are zones.
_WORDS = frozenset({
    "ACT", "ART", "BIT", "CAST", "COST", "EAST", "FORT", "GET", "HAT", "LMT", "MALT", "MART", "MIST", "MOST",
    "MUST", "NET", "NEST", "NT", "PET", "RET", "SET", "STAT", "TOT", "VOLT", "WT",
})  # fmt: skip
# Endings of hosts that are used far from the country whose they are.
_GENERIC = frozenset({
    "ac", "ag", "ai", "am", "as", "bz", "cc", "cd", "co", "dj", "fm", "gg", "im", "io", "la", "li", "ly", "me",
    "mu", "nu", "pw", "sc", "sh", "sr", "st", "su", "tk", "to", "tv", "vc", "ws",
})  # fmt: skip
_COUNTRIES = {"uk": "gb"}

JAKARTA = timedelta(hours=7)  # ahead of UTC
NAMES = {JAKARTA: "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def named(name: str, language: str | None) -> tzinfo | None:
    """The zone of a name such as WIB, CEST, ET or Asia/Jakarta; None of what is none.

    ``language`` is a tag such as en-AU: it tells which of several EST is meant. Raises nothing.
    """
    if "/" in name:
        return _place(name)
    folded = name.upper()
    if folded in _PLACES:
        return _place(_PLACES[folded])
    tag = (language or "").lower().replace("_", "-")
    for said in (tag, tag.partition("-")[0]):
        if (folded, said) in _BY_LANGUAGE:
            return timezone(timedelta(minutes=_BY_LANGUAGE[folded, said]))
    if folded in _MINUTES:
        return timezone(timedelta(minutes=_MINUTES[folded]))
    seconds = None if folded in _WORDS else _table().get(folded)
    return None if seconds is None else timezone(timedelta(seconds=seconds))


def of_host(host: str, wall: datetime) -> timedelta | None:
    """How far clocks are ahead of UTC in the country of a host, at what they show; None where that is not certain.

    Raises nothing.
    """
    ending = host.rpartition(".")[2].lower()
    if ending == "id":
        return JAKARTA
    places = () if ending in _GENERIC else _by_country().get(_COUNTRIES.get(ending, ending), ())
    offsets = {zone.utcoffset(wall) for place in places if (zone := _place(place))}
    return offsets.pop() if len(offsets) == 1 else None


def of_outlet(host: str, language: str | None, wall: datetime) -> timedelta | None:
    """How far the clocks of an outlet are ahead of UTC, at what they show: its country's, Jakarta's of Indonesian.

    None where that is not certain. Raises nothing.
    """
    if (ahead := of_host(host, wall)) is not None:
        return ahead
    return JAKARTA if (language or "").lower()[:2] in ("id", "in") else None


@cache
def _place(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@cache
def _table() -> dict[str, int]:
    """Names in dateparser's table, with their seconds east of UTC."""
    from dateparser.timezones import timezone_info_list  # a tenth of a second

    pairs: list[tuple[str, int]] = timezone_info_list[1]["timezones"]  # type: ignore[assignment]
    return {name: seconds for name, seconds in pairs if seconds % 900 == 0}


@cache
def _by_country() -> dict[str, tuple[str, ...]]:
    """The zones of each country by its two letters, from the tables of the time zone database."""
    from importlib import resources

    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for line in resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, _, place, *_ = line.split("\t")
            found[country.lower()] += (place,)
    return dict(found)
