"""Headers in both directions: what we say of ourselves, and what of an answer is worth keeping.

Values that come from outside are kept only when they are plain enough to be stored and sent back.
"""

import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import quote

from tld import get_fld
from yarl import URL

from claims.recheck.addresses import read_ipv4
from claims.recheck.guard import Refused

ACCEPT = ", ".join(
    (
        "text/html",
        "application/xhtml+xml",
        "application/pdf;q=0.9",
        "text/plain;q=0.9",
        "application/json;q=0.8",
        "*/*;q=0.5",
    )
)
HEADER_VALUE = re.compile(r"[\t\x20-\x7e]{1,1000}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MOST_COOKIES = 20  # of one redirect


def standing(user_agent: str) -> dict[str, str]:
    """Sent with every request."""
    return {"User-Agent": user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate, br"}


def language(code: str) -> dict[str, str]:
    """
    >>> language("ko"), language("x\\r\\nHost: evil")
    ({'Accept-Language': 'ko, *;q=0.5'}, {})
    """
    return {"Accept-Language": f"{code}, *;q=0.5"} if LANGUAGE.fullmatch(code) else {}


def conditions(etag: str, last_modified: str) -> dict[str, str]:
    """Validators of the stored version, as the conditions of a conditional GET."""
    pairs = {"If-None-Match": clean(etag), "If-Modified-Since": clean(last_modified)}
    return {name: value for name, value in pairs.items() if value}


def cookie(cookies: Mapping[str, str]) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}


def cookies_set(values: list[str]) -> dict[str, str]:
    """Names and values of ``Set-Cookie`` headers, without their attributes.

    >>> cookies_set(["seen=1; Path=/; Secure"])
    {'seen': '1'}
    """
    pairs = (clean(value).partition(";")[0].partition("=") for value in values[:MOST_COOKIES])
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


def clean(value: str) -> str:
    """The value if it is plain enough to keep and to send back, else nothing."""
    return value if HEADER_VALUE.fullmatch(value) else ""


def seconds(retry_after: str) -> float | None:
    """``Retry-After`` in seconds from now, whether it is given as a number or as a date.

    >>> seconds("120"), seconds("soon"), seconds("Wed, 21 Oct 2015 07:28:00 GMT")
    (120.0, None, 0.0)
    """
    if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 10:
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def location(url: URL, value: str) -> str:
    """The absolute address that a ``Location`` header means; raw bytes in it are percent-encoded as they are.

    >>> location(URL("https://example.com/a/b"), "../뉴스?q=1")
    'https://example.com/%EB%89%B4%EC%8A%A4?q=1'
    """
    value = value.strip()
    if not value.isascii():
        value = quote(value.encode("utf-8", "surrogateescape"), safe="%/:=&?~#+!$,;'@()*[]")
    try:
        return str(url.join(URL(value, encoded=True)))
    except ValueError:
        raise Refused("bad_url") from None


def same_site(one: URL, other: URL) -> bool:
    """Whether two addresses belong to one site: one host, or one registrable domain (public suffix list).

    >>> same_site(URL("http://www.news.co.kr/"), URL("https://m.news.co.kr/"))
    True
    >>> same_site(URL("https://one.github.io/"), URL("https://two.github.io/"))
    False
    """
    return one.raw_host == other.raw_host or _domain(one) == _domain(other)


def _domain(url: URL) -> str:
    """The registrable domain; the last two labels under a top level that the list does not know."""
    host = url.raw_host
    if read_ipv4(host) or ":" in host:
        return host
    listed = get_fld(f"http://{host}", fail_silently=True, search_private=True)
    return listed or ".".join(host.split(".")[-2:])
