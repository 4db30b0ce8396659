"""Addresses: when two are the same, and which site they belong to."""

import re
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

from courlan import extract_domain, normalize_url

_WEB = re.compile(r"https?://", re.I)


def is_web(text: str) -> bool:
    """Whether it is written as an http or https address."""
    return bool(_WEB.match(text))


def canonical(url: str) -> str:
    """The form in which addresses are compared: no fragment, no tracking parameters, no ``page=all``.

    Host in lower case, default port off, path case kept. What is no web address stays as it is.
    """
    if not is_web(url):
        return url
    try:
        return normalize_url(_without_full_page(urldefrag(url).url))
    except ValueError:
        return url


def absolute(base: str, link: str | None) -> str | None:
    """A link of a page as a web address in canonical form; None when it is none."""
    if not link or not link.strip():
        return None
    try:
        url = urljoin(base, link.strip())
    except ValueError:
        return None
    return canonical(url) if is_web(url) and host(url) else None


def host(url: str) -> str:
    """The host name in lower case; "" when there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def site(url: str) -> str | None:
    """The host without ``www.``; None when there is no host."""
    return host(url).removeprefix("www.") or None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one registrable domain (www.kompas.com, amp.kompas.com)."""
    return bool(host(one)) and _domain(one) == _domain(other)


def _domain(url: str) -> str:
    # Names outside the public suffix list (localhost, newsroom.test) have no registrable domain.
    return extract_domain(url, fast=True) or ".".join(host(url).split(".")[-2:])


def _without_full_page(url: str) -> str:
    """``?page=all`` is the same article on one page."""
    parts = urlsplit(url)
    if "page=all" not in parts.query.lower():
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if (pair[0].lower(), pair[1].lower()) != ("page", "all")]
    return urlunsplit(parts._replace(query=urlencode(kept)))
