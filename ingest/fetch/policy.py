"""Which addresses may be reached: those of the public internet, unless a network is allowed.

Ranges after the IANA special-purpose registries for IPv4 and IPv6 (read in 2026);
``ipaddress.is_global`` alone let 22 of 60 forms of private addresses through.
"""

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.core import urls
from ingest.core.errors import AddressRefused, BadAddress

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NOT_PUBLIC_4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
_PUBLIC_4 = {ipaddress.IPv4Address("192.0.0.9"), ipaddress.IPv4Address("192.0.0.10")}  # anycast inside 192.0.0.0/24
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_6 = [ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\]")  # browsers and libraries disagree on what these mean
_LOOPBACK = re.compile(r"(?:.+\.)?(?:localhost|localhost\.localdomain|ip6-localhost|ip6-loopback)\.?", re.I)  # RFC 6761
_NUMERIC = re.compile(r"^(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}\.?$", re.I)


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be reached besides the public internet."""

    allowed: tuple[Network, ...] = ()

    @classmethod
    def allowing(cls, networks: Iterable[str]) -> "Policy":
        """A policy that also lets the given CIDR networks through; ValueError when one is none."""
        return cls(tuple(ipaddress.ip_network(network, strict=False) for network in networks))

    def permits(self, address: str) -> bool:
        """Whether a literal IP address may be connected to."""
        ip = ipaddress.ip_address(address.split("%")[0])
        if any(ip in network for network in self.allowed if network.version == ip.version):
            return True
        return "%" not in address and is_public(ip)

    def check(self, url: str) -> None:
        """Raise BadAddress when an address is malformed, AddressRefused for a literal that is not permitted."""
        reason = malformed(url)
        if reason:
            raise BadAddress("fetching", url, reason, "check the address")
        address = literal(urls.host(urls.asked(url) or url))
        if address is not None and not self.permits(address):
            raise AddressRefused("fetching", url, not_public(address), ALLOW_ADVICE)


NOT_PUBLIC = "is not on the public internet"
ALLOW_ADVICE = "if it is yours, allow its network with --allow-private"


def not_public(address: str) -> str:
    """The reason for refusing an IP address."""
    return f"{address} {NOT_PUBLIC}"


def is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an IP address is one of the public internet, also inside IPv6 forms of IPv4."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        else:
            return ip in _PUBLIC_6 and not any(ip in network for network in _NOT_PUBLIC_6)
    return ip in _PUBLIC_4 or not any(ip in network for network in _NOT_PUBLIC_4)


def malformed(url: str) -> str | None:
    """Why an address cannot be fetched; None when it can."""
    if _FORBIDDEN.search(url):
        return "it has white space, a backslash or a control character in it"
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  (raises for a port that is no number)
    except ValueError as error:
        return str(error)
    if parts.scheme.lower() not in ("http", "https"):
        return f"{parts.scheme or 'no scheme'} is neither http nor https"
    if not parts.hostname:
        return "it has no host"
    if "@" in parts.netloc:
        return "it carries a user name or password"
    is_ipv6 = "[" in parts.netloc  # browsers know no zones (fe80::1%25eth0)
    return None if is_ipv6 or urls.asked(url) else "its host is none that there can be"


def literal(host: str) -> str | None:
    """The IP address that a host name spells out, in any form that a resolver takes; else None.

    Names of this machine (localhost) are its address: a proxy would resolve them to its own.
    """
    if _LOOPBACK.fullmatch(host):
        return "127.0.0.1"
    host = unicodedata.normalize("NFKC", host).replace("。", ".")  # as IDNA folds digits and dots
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    if not _NUMERIC.match(host):
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))  # 127.1, 0x7f000001, 2130706433
    except OSError:
        return None
