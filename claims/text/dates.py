"""Which day does a date name that somebody wrote by hand or by machine?

Ambiguous days (05/03/2019), days outside 1800–2100 and whatever is no date are None.

>>> day_of("2019-03-05T10:00:00Z"), day_of("2025. 1. 28."), day_of("March 5, 2019")
(datetime.date(2019, 3, 5), datetime.date(2025, 1, 28), datetime.date(2019, 3, 5))
>>> day_of("0001-01-01"), day_of("05/03/2019")
(None, None)
"""

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST, LATEST = 1800, 2100  # years: others are a database's zero, or a slip

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?![\d-])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_KOREAN = re.compile(r"(\d{4})\s*[년./]\s*(\d{1,2})\s*[월./]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})", re.I)
_MONTH_FIRST = re.compile(
    r"(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.I
)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")


def day_of(text: str) -> date | None:
    text = text.strip()[:60]
    for read in (_numeric, _worded, _slashed):
        if (parts := read(text)) is not None:
            return _day(*parts)
    return None


def _numeric(text: str) -> tuple | None:
    match = _ISO.match(text) or _COMPACT.match(text) or _KOREAN.match(text)
    return match and (match[1], match[2], match[3] or 1)


def _worded(text: str) -> tuple | None:
    if match := _DAY_FIRST.match(text):
        day, month, year = match.groups()
    elif match := _MONTH_FIRST.match(text):
        month, day, year = match.groups()
    else:
        return None
    name = month[:3].lower()
    return (year, MONTHS.index(name) + 1, day) if name in MONTHS else None


def _slashed(text: str) -> tuple | None:
    """Only where one of the two cannot be a month."""
    match = _SLASHED.match(text)
    if not match:
        return None
    one, other, year = (int(part) for part in match.groups())
    if one > 12 >= other:
        return year, other, one
    return (year, one, other) if other > 12 >= one else None


def _day(year, month, day) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None
