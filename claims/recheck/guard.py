"""May this address be contacted? Asked before a request, for every redirect, for every DNS answer, and of
the very address that a socket is about to connect to.

It answers from the address alone and contacts nothing. A host that the operator named in ``allowed_hosts``
("127.0.0.1:8765", or "intranet.example" for the usual ports) is exempt from the address rules, not from
those on scheme and credentials.

>>> check_url("https://example.com/a")
URL('https://example.com/a')
>>> why_host_denied("0x7f.1"), why_host_denied("printer.local")
('loopback', 'local_name')
"""

import re
from collections.abc import Iterable

from yarl import URL

from claims.recheck.addresses import read_ipv4, why_denied

ALLOWED_PORTS = frozenset({80, 443})
SCHEMES = frozenset({"http", "https"})
LONGEST_URL = 8000  # characters; longer than any browser or server is sure to carry
LONGEST_HOST = 253  # RFC 1035

# Names that mean a machine of our own network, whatever a resolver makes of them.
# One-label names ("localhost", "intranet") are refused as such.
LOCAL_SUFFIXES = (
    ".localhost",  # RFC 6761
    ".local",  # RFC 6762, multicast DNS
    ".localdomain",
    ".internal",  # set aside by ICANN in 2024; metadata.google.internal
    ".home.arpa",  # RFC 8375
    ".intranet",
    ".lan",
    ".corp",
    ".home",
    ".onion",  # RFC 7686: must never reach a resolver
)

LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)")
CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff]")
PLAIN = re.compile(r"[!-~]+")


class Refused(OSError):
    """The guard forbids this address; ``reason`` is a code for the log and for the editor's message.

    An ``OSError`` because the connector hands those through when a socket is refused.
    """

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def check_url(
    url: str, allowed_hosts: Iterable[str] = frozenset(), allowed_ports: Iterable[int] = ALLOWED_PORTS
) -> URL:
    """The address as it is to be requested (fragment dropped, host in ASCII), or raise ``Refused``."""
    return Guard(allowed_hosts, allowed_ports).check_url(url)


class Guard:
    """The rules, with what the operator allowed on top.

    Host names are not looked up here: ``choose`` is asked about a resolver's answers, ``check_socket``
    about the address a socket is going to, so that an answer that changes in between changes nothing.
    """

    def __init__(
        self, allowed_hosts: Iterable[str] = frozenset(), allowed_ports: Iterable[int] = ALLOWED_PORTS
    ):
        self.allowed_hosts = frozenset(name.lower().rstrip(".") for name in allowed_hosts)
        self.allowed_ports = frozenset(allowed_ports)
        # (address, port) pairs that belong to a host the operator named
        self.named_endpoints: set[tuple[str, int]] = set()

    def check_url(self, url: str) -> URL:
        """Like the function of this name. Reasons: too_long, bad_url, scheme, credentials, no_host,
        bad_host, notation, local_name, port, and those of ``addresses.why_denied``."""
        target = _parse(url)
        host = target.raw_host.lower()
        if self._named(host, target.port):
            if why_denied(host) != "bad_address":
                self.named_endpoints.add((host, target.port))
            return target
        if reason := why_host_denied(host):
            raise Refused(reason)
        if target.port not in self.allowed_ports:
            raise Refused("port")
        return target

    def choose(self, host: str, port: int, addresses: Iterable[str]) -> list[str]:
        """Of a resolver's answers for ``host``, those that may be connected to; raise ``Refused`` if none."""
        addresses = list(addresses)
        if self._named(host.lower(), port):
            self.named_endpoints.update((address, port) for address in addresses)
            return addresses
        reasons = {address: why_denied(address) for address in addresses}
        if chosen := [address for address in addresses if reasons[address] is None]:
            return chosen
        raise Refused(next(iter(reasons.values()), None) or "bad_address")

    def check_socket(self, address: str, port: int) -> None:
        """Raise ``Refused`` when a socket must not connect to this address and port."""
        if (address, port) in self.named_endpoints:
            return
        if reason := why_denied(address):
            raise Refused(reason)
        if port not in self.allowed_ports:
            raise Refused("port")

    def _named(self, host: str, port: int) -> bool:
        host = host.rstrip(".")
        shown = f"[{host}]" if ":" in host else host
        if f"{shown}:{port}" in self.allowed_hosts:
            return True
        return port in self.allowed_ports and (shown in self.allowed_hosts or host in self.allowed_hosts)


def why_host_denied(host: str) -> str | None:
    """The reason why this host (ASCII, lower case, no brackets) may not be asked for, or None."""
    if ":" in host:
        return why_denied(host)
    bare = host.rstrip(".")
    if (quad := read_ipv4(bare)) is not None:
        # A number is only ever written as a plain dotted quad by people who mean well.
        return why_denied(quad) or (None if host == quad else "notation")
    if not bare or len(bare) > LONGEST_HOST or host.endswith(".."):
        return "bad_host"
    labels = bare.split(".")
    if not all(LABEL.fullmatch(label) for label in labels):
        return "bad_host"
    if len(labels) == 1 or f".{bare}".endswith(LOCAL_SUFFIXES):
        return "local_name"
    if labels[-1].isdigit() or read_ipv4(labels[-1]) is not None:
        return "notation"  # no public domain ends in a number (WHATWG URL, "ends in a number")
    return None


def _parse(url: str) -> URL:
    """``url`` as an absolute http(s) URL, path and query as written; raise ``Refused``.

    yarl is the parser because the client that sends the request uses it: two parsers that disagree on
    where the host ends are how guards are bypassed.
    """
    if len(url) > LONGEST_URL:
        raise Refused("too_long")
    start = AUTHORITY.match(url)
    if start is None:
        raise Refused("bad_url" if url[:4].lower() == "http" or ":" not in url else "scheme")
    if CONTROL.search(url.replace(" ", "")) or CONTROL.search(start[1]) or "\\" in start[1]:
        raise Refused("bad_url")
    if url.partition(":")[0].lower() not in SCHEMES:
        raise Refused("scheme")
    if "@" in start[1]:
        raise Refused("credentials")
    url = url.replace(" ", "%20")
    try:
        parsed = URL(url)
        if parsed.raw_host and PLAIN.fullmatch(url):
            # As written: yarl would turn %2F in a query into "/", and some servers mind.
            written = URL(url, encoded=True)
            if (written.raw_host or "").lower() == parsed.raw_host and written.port == parsed.port:
                parsed = URL.build(
                    scheme=parsed.scheme,
                    authority=parsed.raw_authority,
                    path=written.raw_path,
                    query_string=written.raw_query_string,
                    encoded=True,
                )
    except ValueError:  # a bad port, bracket or IDN label
        raise Refused("bad_host") from None
    if not parsed.raw_host:
        raise Refused("no_host")
    if parsed.port == 0:
        raise Refused("port")
    return parsed.with_fragment(None) if parsed.raw_fragment else parsed
