"""Whose an article is: the registrable domain, which all hosts of an outlet share."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

_WEB = re.compile(r"https?://", re.I)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")  # as a dateline names one: Finnews.id


def of(url: str, site: str | None) -> str | None:
    """The domain of an article's address, else of the site that it names, where that is a host; None where neither is.

    Raises nothing.
    """
    if _WEB.match(url):
        return domain(host(url)) or None
    named = (site or "").strip().lower()
    return domain(named) if _HOST.fullmatch(named) else None


def host(url: str) -> str:
    """The host name of an address, in lower case; "" when there is none. Raises nothing."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


@lru_cache(maxsize=10_000)
def domain(name: str) -> str:
    """The registrable domain of a host name: kompas.com of www.kompas.com; of an IP address itself. Raises nothing."""
    from tld import get_fld  # a tenth of a second that most commands can do without

    # With private suffixes, so that two blogs of one host are two sites; names outside the
    # list (localhost, newsroom.test) have no registrable domain.
    if ":" in name or name.replace(".", "").isdigit():  # a literal IP address
        return name
    known: str | None = get_fld(f"http://{name}", fail_silently=True, search_private=True)
    return known or ".".join(name.split(".")[-2:])
