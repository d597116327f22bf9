"""Is this an address we can store and fetch, and how is it written then?

Reads what people paste the way a browser would (WHATWG URL for http and https, RFC 3986 for the rest) and
says no, with a code, where a browser would guess. Says nothing about whether two addresses are the same
source (``links``) or whether one may be contacted (``recheck.guard``).

>>> clean("HTTPS://Example.COM:443/a/../위키?utm_source=x#top")
'https://example.com/%EC%9C%84%ED%82%A4'
"""

import ipaddress
import re
from dataclasses import dataclass, replace
from urllib.parse import unquote

import idna

from claims.text.link_rules import TRACKING, TRACKING_PREFIXES

# Longest address that browsers, sitemaps and PostgreSQL's b-tree (2,704 bytes a key) all take.
MAX_LENGTH = 2048

DEFAULT_PORTS = {"http": 80, "https": 443}

# What text editors, chat windows and page sources leave around a pasted address. Invisible: zero-width,
# BOM, marks.
EDGES = " \t\r\n\f\v\u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\"'<>“”‘’「」『』«»"
# Inside an address these are never typed on purpose: controls, line breaks, direction overrides, invisible
# spaces.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d{1,5}(?:[/?#]|$))")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_PLAIN_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\Z")
_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_IN_PATH = _UNRESERVED + "!$&()*+,;=:@/%"
_IN_QUERY = _IN_PATH + "?[]"


class BadLink(ValueError):
    """An address we do not take. ``code``: empty, scheme, host, credentials, port, control or too_long."""

    def __init__(self, code: str, url: str):
        super().__init__(f"{code}: {url[:200]!r}")
        self.code = code


@dataclass(frozen=True)
class Address:
    """The parts of an http(s) address: ASCII only, percent-encoded, dots resolved. ``port`` None: the
    default.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    query: str | None
    fragment: str

    def __str__(self) -> str:
        """The address as it is fetched and stored."""
        port = "" if self.port is None else f":{self.port}"
        query = "" if self.query is None else f"?{self.query}"
        route = f"#{self.fragment}" if is_route(self.fragment) else ""
        return f"{self.scheme}://{self.host}{port}{self.path}{query}{route}"


def clean(url: str) -> str:
    """The address as it is stored and fetched.

    https is assumed when no scheme is given; the host becomes Punycode, the path and query percent-encoded
    UTF-8; dots, default port and fragments go, except routes of one-page sites (``#!/a``, ``#/a``).
    Parameters that only say where a reader came from go too (``TRACKING``): they are personal and change
    nothing on the page. Raises ``BadLink``.
    """
    address = parse(url)
    cleaned = str(replace(address, query=without_tracking(address.query)))
    if len(cleaned) > MAX_LENGTH:
        raise BadLink("too_long", url)
    return cleaned


def parse(url: str) -> Address:
    """The parts of what somebody pasted. Raises ``BadLink``."""
    trimmed = url[: 4 * MAX_LENGTH].strip(EDGES)
    if not trimmed:
        raise BadLink("empty", url)
    if len(url) > 4 * MAX_LENGTH or len(trimmed) > MAX_LENGTH:
        raise BadLink("too_long", url)
    if _CONTROL.search(trimmed):
        raise BadLink("control", url)
    scheme, authority, rest = _split(trimmed, url)
    host, port = _host_and_port(authority, scheme, url)
    rest, _, fragment = rest.partition("#")
    path, mark, query = rest.partition("?")
    return Address(
        scheme=scheme,
        host=host,
        port=port,
        path=without_dots(encode(path, _IN_PATH)) or "/",
        query=encode(query, _IN_QUERY) if mark else None,
        fragment=encode(fragment.partition(":~:")[0], _IN_QUERY),
    )


def is_route(fragment: str) -> bool:
    """Whether a fragment names a document of its own: ``#!…`` and ``#/…`` are routes of one-page sites."""
    return fragment.startswith(("!", "/")) and len(fragment) > 1


def without_tracking(query: str | None) -> str | None:
    """The query without parameters that name a campaign or a click, everything else byte for byte."""
    if not query:
        return None
    kept = [pair for pair in query.split("&") if not is_tracking(unquote(pair.partition("=")[0]))]
    return "&".join(kept) if any(kept) else None


def is_tracking(name: str) -> bool:
    """Whether a parameter name is tracking on every host. Names are compared without case."""
    lowered = name.lower()
    return lowered in TRACKING or lowered.startswith(TRACKING_PREFIXES)


def encode(text: str, allowed: str) -> str:
    """Percent-encode what may not stand in an address; escapes stay, in capitals, and unreserved ones are
    undone.
    """
    text = _ESCAPE.sub(_undo_unreserved, text)
    return "".join(
        character
        if character in allowed and not _is_stray_percent(text, index, character)
        else _escape(character)
        for index, character in enumerate(text)
    )


def without_dots(path: str) -> str:
    """RFC 3986 §5.2.4: ``.`` and ``..`` resolved, never above the root; empty segments kept."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _split(trimmed: str, url: str) -> tuple[str, str, str]:
    """Scheme, authority and the rest. A backslash counts as a slash, as in browsers:
    ``good.com\\@evil.com``.
    """
    before_query = re.split(r"[?#]", trimmed, maxsplit=1)[0]
    trimmed = before_query.replace("\\", "/") + trimmed[len(before_query) :]
    match = _SCHEME.match(trimmed)
    scheme = match[1].lower() if match else "https"
    if scheme not in DEFAULT_PORTS:
        raise BadLink("scheme", url)
    rest = trimmed[match.end() :] if match else trimmed
    if rest.startswith("//"):
        rest = rest[2:]
    elif match or rest.startswith("/"):
        raise BadLink("host", url)
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    host, _, port = authority.partition(":")
    named = "." in host or "。" in host or host.lower() == "localhost" or port
    if not (match or trimmed.startswith("//") or named):
        raise BadLink("host", url)
    tail = rest[len(authority) :]
    return scheme, authority, tail if tail.startswith("/") else "/" + tail


def _host_and_port(authority: str, scheme: str, url: str) -> tuple[str, int | None]:
    if "@" in authority:
        raise BadLink("credentials", url)
    if authority.startswith("["):
        host, bracket, tail = authority.partition("]")
        host = _ipv6(host[1:], url)
        if not bracket or (tail and not tail.startswith(":")):
            raise BadLink("host", url)
        port = tail[1:]
    else:
        host, _, port = authority.partition(":")
        host = _host(host, url)
    if not port:
        return host, None
    if not (port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 65536):
        raise BadLink("port", url)
    return host, None if int(port) == DEFAULT_PORTS[scheme] else int(port)


def _host(host: str, url: str) -> str:
    """ASCII lower-case host. Odd spellings of an IPv4 address (``0x7f.1``, ``2130706433``) are refused."""
    host = unquote(host).lower()
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise BadLink("host", url) from error
    host = host.removesuffix(".")
    if len(host) > 253 or not _PLAIN_HOST.match(host):
        raise BadLink("host", url)
    last = host.rpartition(".")[2]
    if last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError as error:
            raise BadLink("host", url) from error
    return host


def _ipv6(host: str, url: str) -> str:
    try:
        address = ipaddress.IPv6Address(host)
    except ValueError as error:
        raise BadLink("host", url) from error
    if address.scope_id:
        raise BadLink("host", url)
    return f"[{address.compressed}]"


def _undo_unreserved(match: re.Match) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _is_stray_percent(text: str, index: int, character: str) -> bool:
    return character == "%" and not _ESCAPE.match(text, index)


def _escape(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())
