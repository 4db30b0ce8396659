"""Web addresses: the form in which they are compared, links made absolute, hosts and sites."""

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_WEB = re.compile(r"https?://", re.I)
_DEFAULT_PORT = re.compile(r"(?<=^http)(://[^/?#]*):80(?=[/?#]|$)|(?<=^https)(://[^/?#]*):443(?=[/?#]|$)")
# Parameters that say where a reader came from. Only names that no newsroom uses for its articles:
# a longer list (courlan's) also drops cid and eid, by which some of them number theirs.
_TRACKING = re.compile(
    r"(?:utm|at|mc|mtm|pk|itm|hsa|vero|oly|ga)_.*"
    r"|(?:fb|g|d|y|tw|tt|ms)clid|msclkid|gbraid|wbraid|igsh(?:id)?|_ga|_gl|mibextid|ref_src|ref_url|cmp(?:id)?|smid|xtor",
    re.I,
)
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_*]{0,5}/(https?):/{1,2}(.+)", re.I)
_ON_ONE_PAGE = "page=all"  # the same article, not in parts
_PART = re.compile(r"/?(?:[?&](?:page|hal|halaman|pg)=|/(?:page/)?)(?:[2-9]|[1-9]\d)/?", re.I)
_RAW_BYTE = re.compile("[\udc80-\udcff]")  # PEP 383
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAFE = "%/:=&?~+!$,;'@()*[]|"  # what may stand unescaped, escapes included


def unarchived(url: str) -> str:
    """The address of which one at the Wayback Machine is a copy; any other address itself. Raises nothing."""
    found = _WAYBACK.match(url)
    return f"{found[1]}://{found[2]}" if found else url


def is_web(text: str) -> bool:
    """Whether a text is written as an http or https address. Raises nothing."""
    return bool(_WEB.match(text))


def canonical(url: str) -> str:
    """The form in which addresses are compared: no fragment, no tracking parameters, no ``page=all``.

    Host in lower case, default port off; path and the other parameters stay as they are,
    in their order. What is no web address stays as it is. Raises nothing.
    """
    if not is_web(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = "&".join(part for part in parts.query.split("&") if not _is_idle(part))
    path = _quoted(parts.path) or "/"
    whole = urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, _quoted(query), ""))
    return _DEFAULT_PORT.sub(lambda found: found[1] or found[2], whole)


def absolute(base: str, link: str | None) -> str | None:
    """A link of the page at ``base`` as a web address in canonical form; None when it is none. Raises nothing."""
    url = joined(base, link)
    return None if url is None else canonical(url)


def joined(base: str, link: str | None) -> str | None:
    """A link of the page at ``base`` as a web address, as it is to be asked for; None when it is none. Raises nothing.

    With all its parameters, without its fragment.
    """
    if not link or not link.strip():
        return None
    try:
        url = urljoin(base, escaped(link.strip()))
    except ValueError:
        return None
    return url.partition("#")[0] if is_web(url) and host(url) else None


def escaped(text: str) -> str:
    """An address as it can be kept and asked for, where it holds bytes that are no UTF-8, as browsers write it.

    Such bytes, which Python reads as lone surrogates, become %XX, any other lone surrogate U+FFFD.
    """
    raw = _RAW_BYTE.sub(lambda found: f"%{ord(found[0]) - 0xDC00:02X}", text)
    return _SURROGATE.sub("\ufffd", raw)


def host(url: str) -> str:
    """The host name of an address, in lower case; "" when there is none. Raises nothing."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_part(url: str, whole: str) -> bool:
    """Whether ``url`` is of a later part (?page=2, /2) of the article at ``whole``. Raises nothing."""
    return url.startswith(whole) and bool(_PART.fullmatch(url, len(whole.rstrip("/"))))


def site(url: str) -> str | None:
    """The host of an address without ``www.``; None when there is no host. Raises nothing."""
    return host(url).removeprefix("www.") or None


def is_root(url: str) -> bool:
    """Whether an address is of a host and nothing more. Raises ValueError when its host is malformed."""
    parts = urlsplit(url)
    return is_web(url) and parts.path in ("", "/") and not parts.query


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one registrable domain (www.kompas.com, amp.kompas.com). Raises nothing."""
    return bool(host(one)) and domain(host(one)) == domain(host(other))


@lru_cache(maxsize=10_000)
def domain(name: str) -> str:
    """The registrable domain of a host name: kompas.com of www.kompas.com; of an IP address itself. Raises nothing."""
    from tld import get_fld  # a tenth of a second that most commands can do without

    # With private suffixes, so that two blogs of one host are two sites; names outside the
    # list (localhost, newsroom.test) have no registrable domain.
    if ":" in name or name.replace(".", "").isdigit():  # a literal IP address
        return name
    known = get_fld(f"http://{name}", fail_silently=True, search_private=True)
    return known or ".".join(name.split(".")[-2:])


def _quoted(part: str) -> str:
    return quote(part, safe=_SAFE, errors="surrogatepass")


def _is_idle(parameter: str) -> bool:
    """Whether a parameter changes nothing in the article."""
    return parameter.lower() == _ON_ONE_PAGE or bool(_TRACKING.fullmatch(parameter.partition("=")[0]))
