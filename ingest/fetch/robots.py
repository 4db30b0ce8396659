"""robots.txt (RFC 9309): what a site asks programs not to fetch."""

from dataclasses import dataclass

from protego import Protego

from ingest import charset

LIMIT_BYTES = 512 << 10


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says to one user agent."""

    parsed: Protego | None  # None: everything is allowed, or nothing is
    user_agent: str
    denied_why: str | None = None  # set when nothing may be fetched

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be fetched."""
        if self.denied_why:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.user_agent))

    @property
    def crawl_delay_seconds(self) -> float | None:
        """The pause that the host asks for between two requests."""
        return None if self.parsed is None else self.parsed.crawl_delay(self.user_agent)


def rules(status: int, body: bytes, user_agent: str) -> Rules:
    """The rules after an answer for /robots.txt.

    RFC 9309, 2.3.1: a missing file (4xx) allows everything; a server that fails
    (5xx, and 429, which says the same) denies everything for now.
    """
    if status == 429 or status >= 500:
        return Rules(None, user_agent, f"its robots.txt answers {status}")
    if status >= 300:
        return Rules(None, user_agent)
    return Rules(Protego.parse(charset.decode(body)), user_agent)
