"""May this network address be contacted at all?

Our own table, one line per rule: ``ipaddress.is_private`` and ``is_global`` answer another question, and
answer it differently from one Python patch release to the next. It does not judge host names, ports or
schemes (``guard`` does) and does not look anything up.

>>> why_denied("93.184.216.34") is None
True
>>> why_denied("169.254.169.254"), why_denied("::ffff:10.0.0.1")
('link_local', 'private')
>>> read_ipv4("0x7f.1"), read_ipv4("example.com")
('127.0.0.1', None)
"""

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

DENIED_IPV4 = tuple(
    (IPv4Network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "this_network"),  # RFC 791; Linux connects 0.0.0.0 to itself
        ("10.0.0.0/8", "private"),  # RFC 1918
        ("100.64.0.0/10", "carrier_nat"),  # RFC 6598; Alibaba's metadata service 100.100.100.200 lies here
        ("127.0.0.0/8", "loopback"),  # RFC 1122
        ("168.63.129.16/32", "metadata"),  # Azure's "wire server", a public address served from the host
        ("169.254.0.0/16", "link_local"),  # RFC 3927; the clouds' metadata service 169.254.169.254
        ("172.16.0.0/12", "private"),  # RFC 1918
        ("192.0.0.0/24", "reserved"),  # RFC 6890; Oracle's metadata service 192.0.0.192 lies here
        ("192.0.2.0/24", "documentation"),  # RFC 5737
        ("192.31.196.0/24", "reserved"),  # RFC 7535, AS112
        ("192.52.193.0/24", "reserved"),  # RFC 7450, multicast tunnelling
        ("192.88.99.0/24", "reserved"),  # RFC 7526, former 6to4 relays
        ("192.168.0.0/16", "private"),  # RFC 1918
        ("192.175.48.0/24", "reserved"),  # RFC 7534, AS112
        ("198.18.0.0/15", "benchmark"),  # RFC 2544
        ("198.51.100.0/24", "documentation"),  # RFC 5737
        ("203.0.113.0/24", "documentation"),  # RFC 5737
        ("224.0.0.0/4", "multicast"),  # RFC 5771
        ("240.0.0.0/4", "reserved"),  # RFC 1112, with 255.255.255.255 of RFC 919
    )
)

DENIED_IPV6 = tuple(
    (IPv6Network(network), reason)
    for network, reason in (
        ("::/128", "this_network"),  # RFC 4291, unspecified
        ("::1/128", "loopback"),  # RFC 4291
        ("64:ff9b:1::/48", "private"),  # RFC 8215, a network's own NAT64
        ("100::/64", "reserved"),  # RFC 6666, discard
        ("100:0:0:1::/64", "reserved"),  # RFC 9780, dummy
        ("2001::/23", "reserved"),  # RFC 2928: Teredo, ORCHID, benchmarking, anycast services
        ("2001:db8::/32", "documentation"),  # RFC 3849
        ("2002::/16", "reserved"),  # RFC 7526: 6to4 is retired, its relays are gone
        ("2620:4f:8000::/48", "reserved"),  # RFC 7534, AS112
        ("3fff::/20", "documentation"),  # RFC 9637
        ("3ffe::/16", "reserved"),  # RFC 3701, the former 6bone
        ("5f00::/16", "reserved"),  # RFC 9602, segment routing
        ("fc00::/7", "private"),  # RFC 4193; Amazon's metadata service fd00:ec2::254 lies here
        ("fe80::/10", "link_local"),  # RFC 4291
        ("fec0::/10", "private"),  # RFC 3879, the former site-local
        ("ff00::/8", "multicast"),  # RFC 4291
    )
)

GLOBAL_IPV6 = IPv6Network("2000::/3")  # RFC 4291: the only range from which public addresses are given out
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: how an IPv6-only machine reaches the IPv4 web
ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: interface identifiers that carry an IPv4 address

NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")


@lru_cache(maxsize=4096)
def why_denied(address: str) -> str | None:
    """The reason why this IP address may never be contacted, or None when it may.

    ``address`` is in canonical text form, as a resolver or the kernel gives it; anything else is denied.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return "bad_address"
    if isinstance(ip, IPv4Address):
        return _why_denied_ipv4(ip)
    return _why_denied_ipv6(ip)


def _why_denied_ipv4(ip: IPv4Address) -> str | None:
    return next((reason for network, reason in DENIED_IPV4 if ip in network), None)


def _why_denied_ipv6(ip: IPv6Address) -> str | None:
    if ip.scope_id is not None:
        return "link_local"
    if ip.ipv4_mapped is not None:
        return _why_denied_ipv4(ip.ipv4_mapped)
    if ip in NAT64:
        return _why_denied_ipv4(_low_ipv4(ip))
    for inner in _embedded(ip):
        if reason := _why_denied_ipv4(inner):
            return reason
    for network, reason in DENIED_IPV6:
        if ip in network:
            return reason
    return None if ip in GLOBAL_IPV6 else "reserved"


def _embedded(ip: IPv6Address) -> list[IPv4Address]:
    """IPv4 addresses that this IPv6 address would be tunnelled to."""
    number = int(ip)
    if number <= 1:
        return []
    if ip.sixtofour is not None:  # RFC 3056
        return [ip.sixtofour]
    if ip.teredo is not None:  # RFC 4380: server and client
        return list(ip.teredo)
    if number >> 32 == 0 or number >> 32 == 0xFFFF_0000:  # RFC 4291 IPv4-compatible, RFC 2765 translated
        return [_low_ipv4(ip)]
    if (number >> 32) & 0xFFFF_FFFF in ISATAP:
        return [_low_ipv4(ip)]
    return []


def _low_ipv4(ip: IPv6Address) -> IPv4Address:
    return IPv4Address(int(ip) & 0xFFFF_FFFF)


def read_ipv4(host: str) -> str | None:
    """The dotted quad that the C library would make of ``host`` (decimal, octal, hex, 1 to 4 parts).

    None when the C library would take ``host`` for a name. A number that overflows is read as
    ``255.255.255.255``: browsers and libraries disagree on it, and that address is denied.

    >>> read_ipv4("2130706433"), read_ipv4("0177.1"), read_ipv4("1.2.3.4.5")
    ('127.0.0.1', '127.0.0.1', '255.255.255.255')
    """
    parts = host.split(".")
    if not all(NUMBER.fullmatch(part) for part in parts):
        return None
    try:
        numbers = [_read_number(part) for part in parts]
    except ValueError:
        return "255.255.255.255"
    *leading, last = numbers
    if len(numbers) > 4 or any(number > 255 for number in leading) or last >= 256 ** (5 - len(numbers)):
        return "255.255.255.255"
    value = last + sum(number << (24 - 8 * place) for place, number in enumerate(leading))
    return str(IPv4Address(value))


def _read_number(part: str) -> int:
    if part[:2] in ("0x", "0X"):
        return int(part[2:] or "0", 16)
    if len(part) > 1 and part[0] == "0":
        return int(part, 8)
    return int(part)
