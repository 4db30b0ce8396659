"""Which addresses may be reached: those of the public internet, unless a network is allowed.

The tables follow the IANA special-purpose address registries for IPv4 and IPv6.
"""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.errors import AddressRefused
from ingest.fetch import policy as guard
from ingest.fetch.policy import Policy

# First and last address of each range that is not public.
BLOCKED_4 = [
    ("0.0.0.0", "0.255.255.255"),  # this network
    ("10.0.0.0", "10.255.255.255"),  # private use
    ("100.64.0.0", "100.127.255.255"),  # shared, behind carrier-grade NAT
    ("127.0.0.0", "127.255.255.255"),  # loopback
    ("169.254.0.0", "169.254.255.255"),  # link-local; 169.254.169.254 gives clouds' secrets
    ("172.16.0.0", "172.31.255.255"),  # private use
    ("192.0.0.0", "192.0.0.8"),  # IETF protocol assignments, but for two anycast addresses
    ("192.0.0.11", "192.0.0.255"),
    ("192.0.2.0", "192.0.2.255"),  # documentation
    ("192.88.99.0", "192.88.99.255"),  # 6to4 relays, deprecated
    ("192.168.0.0", "192.168.255.255"),  # private use
    ("198.18.0.0", "198.19.255.255"),  # benchmarking
    ("198.51.100.0", "198.51.100.255"),  # documentation
    ("203.0.113.0", "203.0.113.255"),  # documentation
    ("224.0.0.0", "239.255.255.255"),  # multicast
    ("240.0.0.0", "255.255.255.255"),  # reserved, broadcast
]
BLOCKED_6 = [
    "::",  # unspecified
    "::1",  # loopback
    "::127.0.0.1",  # IPv4-compatible
    "::8.8.8.8",
    "::ffff:0:127.0.0.1",  # IPv4-translated
    "::ffff:127.0.0.1",  # IPv4-mapped
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::127.0.0.1",  # NAT64
    "64:ff9b::c0a8:1",
    "64:ff9b:1::1",  # NAT64 for local use
    "100::1",  # discard only
    "100:0:0:1::1",  # dummy prefix
    "2001::1",  # Teredo
    "2001:0:7f00:1::",
    "2001:2::1",  # benchmarking
    "2001:10::1",  # ORCHID
    "2001:20::1",  # ORCHIDv2
    "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::1",  # documentation
    "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    "2002:7f00:1::1",  # 6to4
    "2002:808:808::1",
    "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "3fff::1",  # documentation
    "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
    "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",  # below global unicast
    "4000::",  # above it
    "5f00::1",  # segment routing
    "fc00::1",  # unique local
    "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fe80::1",  # link-local
    "fe80::1%eth0",
    "2606:4700::1111%eth0",  # no public address has a zone
    "fec0::1",  # site-local, deprecated
    "ff02::1",  # multicast
    "ff0e::1",
]
PUBLIC_6 = [
    "2000::",
    "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:200::",
    "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db9::",
    "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2003::",
    "2606:4700::1111",
    "2620:4f:8000::1",
    "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "3fff:1000::",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]
ranges = pytest.mark.parametrize(("first", "last"), BLOCKED_4)
ips = st.ip_addresses(v=4)


@ranges
def test_no_address_of_a_special_range_is_reached(first: str, last: str) -> None:
    low, high = (int(ipaddress.IPv4Address(end)) for end in (first, last))
    for number in (low, low + 1, (low + high) // 2, high - 1, high):
        assert not Policy().permits(str(ipaddress.IPv4Address(number)))


@ranges
def test_the_addresses_just_outside_a_special_range_are_reached(first: str, last: str) -> None:
    bounds = {end for pair in BLOCKED_4 for end in pair}
    below, above = ipaddress.IPv4Address(first), ipaddress.IPv4Address(last)
    outside = [*([below - 1] if int(below) else []), *([above + 1] if int(above) < 0xFFFFFFFF else [])]
    for ip in outside:
        assert Policy().permits(str(ip)) is (str(ip) not in bounds)


@pytest.mark.parametrize("ip", ["1.1.1.1", "8.8.8.8", "103.10.128.1", "192.0.0.9", "192.0.0.10", "192.175.48.1"])
def test_public_ipv4_is_reached(ip: str) -> None:
    assert Policy().permits(ip)


@pytest.mark.parametrize("ip", BLOCKED_6)
def test_ipv6_that_is_not_public_is_not_reached(ip: str) -> None:
    assert not Policy().permits(ip)


@pytest.mark.parametrize("ip", PUBLIC_6)
def test_public_ipv6_is_reached(ip: str) -> None:
    assert Policy().permits(ip)


@settings(deadline=None)
@given(ips)
def test_an_ipv4_address_inside_ipv6_is_judged_as_itself(ip: ipaddress.IPv4Address) -> None:
    for prefix in ("::ffff:", "64:ff9b::"):
        assert guard.is_public(ipaddress.IPv6Address(f"{prefix}{ip}")) is guard.is_public(ip)


@settings(deadline=None)
@given(ips)
def test_what_python_calls_private_is_never_public(ip: ipaddress.IPv4Address) -> None:
    assert not (guard.is_public(ip) and (ip.is_private or ip.is_multicast or ip.is_reserved or ip.is_link_local))


@settings(deadline=None)
@given(ips)
def test_a_literal_is_known_in_every_way_to_write_it(ip: ipaddress.IPv4Address) -> None:
    number, (a, b, c, d) = int(ip), ip.packed
    for written in (
        f"{ip}", f"{ip}.", f"{number}", f"{number:#x}", f"{number:#X}", f"0{number:o}",
        f"{a}.{number & 0xFFFFFF}", f"{a}.{b}.{number & 0xFFFF}", f"{a:#x}.{b:#x}.{c:#x}.{d:#x}",
        f"0{a:o}.{b}.0x{c:x}.{d}",
    ):  # fmt: skip
        assert guard.literal(written) == str(ip), written


@pytest.mark.parametrize("host", ["１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "2130706４33"])
def test_a_literal_is_known_in_the_digits_that_idna_folds(host: str) -> None:
    assert guard.literal(host) == "127.0.0.1"


@pytest.mark.parametrize(
    "host",
    ["muara.test", "", "a.127.0.0.1", "127.0.0.1.muara.test", "1.2.3.4.5", "0x7f000001x", "4294967296"],
)
def test_a_name_is_no_literal(host: str) -> None:
    assert guard.literal(host) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://user@muara.test/",
        "http://user:secret@muara.test/",
        "http://:@muara.test/",
        "http://muara.test@127.0.0.1/",
        "http://muara.test\\@127.0.0.1/",
        "http:\\\\muara.test/",
        "http://muara.test/a b",
        " http://muara.test/",
        "http://muara.test/\n",
        "http://muara.test/\r\nHost: x",
        "http://mua\tra.test/",
        "http://muara.test/\x00",
        "http://muara.test/\x7f",
        "http://muara.test/\x85",
        "http://muara.test:99999/",
        "http://muara.test:port/",
        "http://[::1",
        "http://",
        "http:///a",
        "http:muara.test",
        "//muara.test/a",
        "muara.test",
        "",
        "file:///etc/passwd",
        "ftp://muara.test/",
        "javascript:alert(1)",
    ],
)
def test_a_malformed_address_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        Policy.allowing(["0.0.0.0/0", "::/0"]).check(url)
    assert refused.value.advice == "check the address"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://017700000001/",
        "http://127.0.0.1./",
        "http://127.0.0.1:8080/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[fe80::1%25eth0]/",
        "https://10.0.0.1/",
        "https://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_a_private_literal_is_refused_with_the_way_to_allow_it(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        Policy().check(url)
    assert "--allow-private" in refused.value.advice


@pytest.mark.parametrize(
    "url",
    [
        "http://muara.test/",
        "HTTPS://Muara.test:8443/a?b=%20",
        "http://8.8.8.8/",
        "http://[2606:4700::1]/",
        "https://münchen.test/ü",
    ],
)
def test_a_name_and_a_public_literal_pass(url: str) -> None:
    Policy().check(url)


def test_an_allowed_network_is_reached_and_its_neighbours_are_not() -> None:
    policy = Policy.allowing(["192.168.7.9/24", "fd00::/64", "fe80::/10"])
    assert [ip for ip in ("192.168.7.0", "192.168.7.255", "fd00::9", "fe80::1%eth0") if not policy.permits(ip)] == []
    assert [
        ip for ip in ("192.168.6.255", "192.168.8.0", "10.0.0.1", "fd00:0:0:1::", "::1") if policy.permits(ip)
    ] == []
    assert policy.permits("8.8.8.8")


@pytest.mark.parametrize("network", ["", "muara.test", "10.0.0.0/33", "10.0.0"])
def test_only_a_network_can_be_allowed(network: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (the command line gives the reason its own words)
        Policy.allowing([network])
