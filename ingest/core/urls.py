"""Web addresses: the form in which they are compared, links made absolute, hosts and sites."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

from can_ada import URL, parse

from store.outlets import domain as domain  # as the store has them
from store.outlets import host as host

_WEB = re.compile(r"https?://", re.I)
_CANONICAL = re.compile(r"https?://[a-z0-9.-]+/[A-Za-z0-9/._~-]*")  # most are, and need not be taken apart
_PLAIN_SEGMENT = "/[A-Za-z0-9_~-][A-Za-z0-9._~-]*"  # none of dots, which would be resolved
_AS_ASKED = re.compile(rf"https?://(?:(?!xn--)[a-z0-9-]+\.)+[a-z]{{2,}}(?:(?:{_PLAIN_SEGMENT})+/?|/)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_CONTROLS = re.compile(r"[\x00-\x20]+")
_DEFAULT_PORT = re.compile(r"(?<=^http)(://[^/?#]*):80(?=[/?#]|$)|(?<=^https)(://[^/?#]*):443(?=[/?#]|$)")
# Parameters that say where a reader came from. Only names that no newsroom uses for its articles:
# a longer list (courlan's) also drops cid and eid, by which some of them number theirs.
_TRACKING = re.compile(
    r"(?:utm|at|mc|mtm|pk|itm|hsa|vero|oly|ga)_.*"
    r"|(?:fb|g|d|y|tw|tt|ms)clid|msclkid|gbraid|wbraid|igsh(?:id)?|_ga|_gl|mibextid|ref_src|ref_url|cmp(?:id)?|smid|xtor"
    r"|gad_(?:source|campaignid)|srsltid|sfnsn|ocid|ns_(?:mchannel|source|campaign|linkname|fee)|wt\.mc_(?:id|ev)|soc_(?:src|trk)"
    r"|mbid|guccounter|guce_.*|campaign_id|mkt_tok|ncid|__twitter_impression|s_cid|wprov|fbc?_ref",
    re.I,
)
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_*]{0,5}/(https?):/{1,2}(.+)", re.I)
_ON_ONE_PAGE = "page=all"  # the same article, not in parts
# Names that are used for articles too, beside values that can only name a channel; other forms of the same page.
_CHANNEL = re.compile(
    r"(?:ref|source|src|from|via|share|medium|channel|partner|rss|feed|emc|origin)="
    r"(?:rss|feed|atom|umpan|1|wa|whatsapp|fb|facebook|tw|twitter|x|tg|telegram|ig|instagram|line|e?mail|newsletter|social"
    r"|share|google(?:news)?|home(?:page)?)"
    r"|amp(?:=1|=true|)|output_?type=amp|single=(?:1|true)",
    re.I,
)
_PART = re.compile(
    r"/?(?:[?&](?:page|hal|halaman|pg)=|/(?:(?:page|seite|pagina|hal|halaman)[-/]?)?)([2-9]|[1-9]\d)/?", re.I
)
_LAST_PART = re.compile(f"{_PART.pattern}$", re.I)
_FRONT_PATH = re.compile(r"^/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?|index\.\w+|home/?)?$", re.I)
_RAW_BYTE = re.compile("[\udc80-\udcff]")  # PEP 383
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile(r"%(2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])")  # letters, digits, -._~
_SAFE = "%/:=&?~+!$,;'@()*[]|"  # what may stand unescaped, escapes included


def unarchived(url: str) -> str:
    """The address of which one at the Wayback Machine is a copy; any other address itself. Raises nothing."""
    found = _WAYBACK.match(url)
    return f"{found[1]}://{found[2]}" if found else url


def is_web(text: str) -> bool:
    """Whether a text is written as an http or https address. Raises nothing."""
    return bool(_WEB.match(text))


def is_foreign(text: str) -> bool:
    """Whether a text is an address of another scheme than the web's: ``javascript:``, ``data:``. Raises nothing.

    As browsers do, without the control characters and spaces in it.
    """
    scheme = _SCHEME.match(_CONTROLS.sub("", text))
    return bool(scheme) and not is_web(text.strip())


def canonical(url: str) -> str:
    """The form in which addresses are compared: no fragment, no tracking parameters, no ``page=all``.

    Host in lower case, default port off; path and the other parameters stay as they are,
    in their order. What is no web address stays as it is. Raises nothing.
    """
    if _CANONICAL.fullmatch(url) or not is_web(url):
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

    With all its parameters, without its fragment, and without a user name, which no reader of the page has.
    """
    url = _parsed(link, base) if link and link.strip() else None
    if url is None:
        return None
    url.username = url.password = ""
    return url.href


def asked(text: str, base: str = "") -> str | None:
    """An address as browsers ask for it (WHATWG URL); None when it is none of the web. Raises nothing.

    White space and backslashes are repaired, host names in ASCII, dots in the path resolved, without its
    fragment. A user name stays. ``base`` is what it may be relative to.
    """
    if _AS_ASKED.fullmatch(text):  # most are, and it takes a tenth of the time to tell
        return text
    url = _parsed(text, base)
    return None if url is None else url.href


def named(text: str) -> str:
    """The address that a person named, as browsers ask for it; one that they would refuse as it stands.

    Raises nothing.
    """
    return asked(text) or escaped(text)


def _parsed(text: str, base: str) -> URL | None:
    try:
        url = parse(escaped(base)) + escaped(text) if base else parse(escaped(text))
    except ValueError:
        return None
    url.hash = ""
    return url if url.protocol in ("http:", "https:") else None


def escaped(text: str) -> str:
    """An address as it can be kept and asked for, where it holds bytes that are no UTF-8, as browsers write it.

    Such bytes, which Python reads as lone surrogates, become %XX, any other lone surrogate U+FFFD.
    """
    raw = _RAW_BYTE.sub(lambda found: f"%{ord(found[0]) - 0xDC00:02X}", text)
    return _SURROGATE.sub("\ufffd", raw)


def is_part(url: str, whole: str) -> bool:
    """Whether ``url`` is of a later part (?page=2, /2) of the article at ``whole``. Raises nothing."""
    return url.startswith(whole) and bool(_PART.fullmatch(url, len(whole.rstrip("/"))))


def part(url: str) -> tuple[str, int]:
    """The address of the article that ``url`` is a part of, and which: 1 where none is named. Raises nothing.

    ``https://a.example/x?page=2`` is part 2 of ``https://a.example/x``; so is ``https://a.example/x/2``.
    """
    found = _LAST_PART.search(url)
    return (url[: found.start()], int(found[1])) if found else (url.rstrip("/"), 1)


def site(url: str) -> str | None:
    """The host of an address without ``www.``; None when there is no host. Raises nothing."""
    return host(url).removeprefix("www.") or None


def is_root(url: str) -> bool:
    """Whether an address is of a host and nothing more. Raises nothing."""
    parsed = _parsed(url, "")
    return parsed is not None and parsed.pathname == "/" and not parsed.search


def is_front(url: str) -> bool:
    """Whether an address is that of a front page: a host, perhaps with a language, index.html or /home. Raises nothing.

    ``https://a.example/id-ID/`` is one, ``https://a.example/?p=7`` is none.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # http://[x
        return False
    return bool(_FRONT_PATH.match(parts.path)) and not parts.query


def root(url: str) -> str | None:
    """The address of the host of a web address, "https://muara.example/"; None when it is none. Raises nothing."""
    return asked("/", url)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one registrable domain (www.kompas.com, amp.kompas.com). Raises nothing."""
    return bool(host(one)) and domain(host(one)) == domain(host(other))


def _quoted(part: str) -> str:
    return quote(_PLAIN.sub(lambda found: chr(int(found[1], 16)), part), safe=_SAFE, errors="surrogatepass")


def _is_idle(parameter: str) -> bool:
    """Whether a parameter changes nothing in the article."""
    is_form = parameter.lower() == _ON_ONE_PAGE or _CHANNEL.fullmatch(parameter)
    return bool(is_form or _TRACKING.fullmatch(parameter.partition("=")[0]))
