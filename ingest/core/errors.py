"""What can go wrong on the way into the archive, and which exit code each owns.

store.WartaError                one line: what was being done, to what, why, what to do
└── IngestError            4    an item did not get into the archive; says at which stage
    ├── BadSource          2    nothing that warta can read, told from the argument alone
    ├── Unreadable        65    a file or standard input that holds nothing to import
    ├── FetchError         4    the address gave no usable response
    │   ├── AddressRefused      not on the public internet
    │   │   └── BadAddress  2   malformed
    │   ├── RobotsDenied        the site's robots.txt says no
    │   ├── Unreachable         no connection: name, route, TLS
    │   ├── TimedOut            a deadline passed
    │   ├── BadStatus           a response that brings no page
    │   ├── Postponed           not asked now: its site wants a pause, or does not respond at all
    │   └── BadBody             too large, broken or cut off
    ├── NothingFound       4    a feed without entries, a front page without feeds
    ├── NoArticle          4    a page in which no text was found
    │   └── SectionPage         it leads to articles and is none itself: left out, not failed
    └── NotStored          4    an article that the database does not take

store.WartaError
└── ClusterFailed         69    no scheduler answers, or it has no workers that have this warta; the run ends

OverLimit                       work that met a limit of its process, likewise
BodyError                       a body that cannot be unpacked; the door it came through
                                knows the address and raises one of the above from it

An error is made once, where it happens, and never changed; ``code`` is what programs decide by.
"""

from datetime import timedelta
from typing import Self

from store import WartaError

# Codes beside those of the classes.
OVER_LIMIT = "over_limit"  # it met a limit of its worker: the next try may be quicker
ASKED_TO_WAIT = "asked_to_wait"  # its site named a pause
NO_ROUTE = "no_route"  # it is this machine that has no connection, or no proxy
NO_HOST = "no_host"  # no host of that name
NO_FILE = "no_file"

_LONGEST_REASON = 200  # characters; libraries put whole pages into theirs


def _one_line(reason: str) -> str:
    """The reason in one line of at most 200 characters."""
    line = " ".join(reason[: 4 * _LONGEST_REASON].split())
    return line if len(line) <= _LONGEST_REASON else f"{line[: _LONGEST_REASON - 1]}…"


class IngestError(WartaError):
    """One item could not be stored; the run goes on. The reason is one line, whatever a site or a library said."""

    exit_code = 4
    stage = "read"
    code = "failed"  # in the ledger, and what decisions are made by

    def __init__(self, doing: str, target: object, reason: str, advice: str = "", *, code: str | None = None) -> None:
        super().__init__(doing, target, _one_line(reason), advice)
        if code is not None:
            self.code = code


def names_nothing(error: IngestError) -> bool:
    """Whether what a person named is not there: a slip of the hand, most likely."""
    is_missing = isinstance(error, FetchError) and error.status in (404, 410)
    return is_missing or error.code in (BadSource.code, BadAddress.code, NO_FILE, NO_HOST)


class BadSource(IngestError):
    """The argument names nothing that could be imported."""

    exit_code = 2
    code = "bad_source"


class Unreadable(IngestError):
    """A file, folder or standard input without anything to import."""

    exit_code = 65
    code = "unreadable"


class FetchError(IngestError):
    """An address gave no usable response."""

    stage = "fetch"
    code = "fetch_failed"
    is_passing = False  # whether the same request may well succeed a moment later

    def __init__(
        self,
        doing: str,
        target: object,
        reason: str,
        advice: str = "",
        *,
        is_passing: bool | None = None,
        status: int | None = None,
        retry_after: timedelta | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(doing, target, reason, advice, code=code)
        self.status = status  # of the response; None when there was none
        self.retry_after = retry_after  # as the site asks
        if is_passing is not None:
            self.is_passing = is_passing

    def named(self, name: str, *, asked: str) -> Self:
        """Return this failure under ``name``; where the address that was ``asked`` led is added to the reason."""
        led = "" if self.target == asked else f" (it leads to {self.target})"
        return type(self)(
            self.doing, name, f"{self.reason}{led}", self.advice,
            is_passing=self.is_passing, status=self.status, retry_after=self.retry_after, code=self.code,
        )  # fmt: skip


class AddressRefused(FetchError):
    """The address leads to a network that is not public."""

    code = "address_refused"


class BadAddress(AddressRefused):
    """The address is malformed."""

    exit_code = 2
    code = "bad_address"


class RobotsDenied(FetchError):
    """The site asks programs not to fetch this address."""

    code = "robots_denied"


class Unreachable(FetchError):
    """No connection could be made, or it broke."""

    is_passing = True
    code = "unreachable"


class TimedOut(FetchError):
    """A deadline passed before the response was complete."""

    is_passing = True
    code = "timed_out"


class BadStatus(FetchError):
    """The response was a refusal, or led nowhere."""

    code = "bad_status"


class Postponed(FetchError):
    """It is not asked in this run; it stays due."""

    code = "postponed"


class BadBody(FetchError):
    """The response's body was too large, broken or cut off."""

    code = "bad_body"


class NothingFound(IngestError):
    """A source was read but lists no articles."""

    stage = "parse"
    code = "nothing_found"


class NoArticle(IngestError):
    """A page was read but holds no article text."""

    stage = "extract"
    code = "no_article"


class SectionPage(NoArticle):
    """A front page, a section, a list of a tag: it leads to articles and is none itself, so nothing is missing."""

    code = "section"


class NotStored(IngestError):
    """An article was read but no row can hold it."""

    stage = "store"
    code = "not_stored"


class ClusterFailed(WartaError):
    """The cluster that was asked for cannot be used, or is lost."""

    exit_code = 69  # EX_UNAVAILABLE of sysexits.h

    def __init__(self, doing: str, target: object, reason: str, advice: str = "") -> None:
        super().__init__(doing, target, _one_line(reason), advice)


class OverLimit(Exception):
    """A worker met its limit of time or memory, or died, over one item."""


class BodyError(Exception):
    """A body is broken, cut off, or larger than allowed; a broken one may be whole at the next try."""

    def __init__(self, reason: str, *, is_passing: bool = False) -> None:
        super().__init__(reason)
        self.is_passing = is_passing
