"""Which copies does an archive say it has (RFC 7089)? Reads answers of time-gates; sends nothing itself.

>>> links = '<https://a.example/20250101000000/x>; rel="prev memento"; datetime="Wed, 01 Jan 2025 00:00:00 GMT"'
>>> mementos(links)
[Memento(url='https://a.example/20250101000000/x', at=datetime.datetime(2025, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))]
"""  # noqa: E501

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from claims.recheck.fetch import Request, Response
from claims.text.mementos import memento_time

LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*!-]+\s*=\s*(?:\"[^\"]*\"|[^\s\",;]+))*)")
PARAMETER = re.compile(r";\s*([\w*!-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))")


@dataclass(frozen=True)
class Memento:
    url: str
    at: datetime


def question(gate: str, url: str, at: datetime) -> Request:
    """Ask a time-gate for the copy of ``url`` nearest to ``at``; ``gate``: what the address is put behind."""
    wanted = format_datetime(at.astimezone(UTC), usegmt=True)
    return Request(gate + url, headers=(("Accept-Datetime", wanted),))


def offered(response: Response) -> list[Memento]:
    """The copy that was answered with, if it is one, and those that it names."""
    found = mementos(response.links)
    at = _moment(response.memento_at) if response.memento_at else memento_time(response.url)
    if at and response.status is not None and 200 <= response.status < 300:
        found.insert(0, Memento(response.url, at))
    return found


def mementos(links: str) -> list[Memento]:
    """Those of a Link header that are copies with a date."""
    found = []
    for url, rest in LINK.findall(links):
        given = {name.lower(): quoted or bare for name, quoted, bare in PARAMETER.findall(rest)}
        at = _moment(given.get("datetime", ""))
        if (
            at
            and "memento" in given.get("rel", "").lower().split()
            and url.startswith(("http://", "https://"))
        ):
            found.append(Memento(url, at))
    return found


def newest(found: Iterable[Memento], *, until: datetime | None = None, since: datetime | None = None):
    """The latest copy within the given times, or None."""
    fitting = [one for one in found if (not until or one.at <= until) and (not since or one.at >= since)]
    return max(fitting, key=lambda one: one.at, default=None)


def _moment(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
