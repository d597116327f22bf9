"""What a request asks for, read and checked: filters, fields, cursor, limit. Plain values in, errors out."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_current_timezone, make_aware

MOST = 100
COMMON = ("cursor", "limit", "fields")


class BadRequest(Exception):
    """A parameter that cannot be understood; the message is for the person who wrote the client."""


@dataclass(frozen=True)
class Filter:
    """One query parameter: its meaning, its schema, how its text is read, how rows are narrowed by it."""

    name: str
    meaning: str
    schema: dict
    read: Callable[[str], object]
    narrow: Callable[[QuerySet, object], QuerySet]


def filtered(
    rows: QuerySet, filters: Iterable[Filter], given: dict[str, str], also: tuple = COMMON
) -> QuerySet:
    """``rows`` narrowed by every filter given; raises ``BadRequest`` for a name or value we do not know."""
    known = {one.name: one for one in filters}
    for name, text in given.items():
        if name in known:
            try:
                rows = known[name].narrow(rows, known[name].read(text))
            except ValueError as problem:
                raise BadRequest(f"{name}: {problem}") from None
        elif name not in also:
            names = ", ".join([*known, *also])
            raise BadRequest(f"unknown parameter {name[:40]!r}; there are: {names}")
    return rows


def chosen(fields: tuple, text: str) -> tuple:
    """The fields named in ``fields=a,b``, in our order; all of them when none is named."""
    if not text:
        return fields
    names = {name.strip() for name in text.split(",")}
    unknown = names - {field.name for field in fields}
    if unknown:
        there = ", ".join(field.name for field in fields)
        raise BadRequest(f"fields: no field {sorted(unknown)[0][:40]!r}; there are: {there}")
    return tuple(field for field in fields if field.name in names)


def limit_of(text: str, usual: int) -> int:
    if not text:
        return usual
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= MOST:
        raise BadRequest(f"limit: a number from 1 to {MOST}")
    return int(text)


def number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise ValueError("a whole number, please")
    return int(text)


def words(text: str) -> str:
    if "\0" in text or not text.strip():
        raise ValueError("some words, please")
    return text[:200]


def code_of(codes: Iterable) -> Callable[[str], str]:
    values = [str(code) for code in codes]

    def read(text: str) -> str:
        if text not in values:
            raise ValueError(f"one of {', '.join(values)}")
        return text

    return read


def slug(text: str) -> str:
    if not re.fullmatch(r"[-a-zA-Z0-9_]{1,40}", text):
        raise ValueError("a code such as mostly-true")
    return text


def moment_of(text: str) -> datetime:
    """RFC 3339; a day alone means its beginning. A plus sign that became a blank is one again."""
    text = text.replace(" ", "+")
    day = parse_date(text) if len(text) == 10 else None
    found = datetime(day.year, day.month, day.day) if day else parse_datetime(text)
    if found is None:
        raise ValueError("a moment such as 2025-01-31T09:00:00Z, or a day")
    try:
        return found if found.tzinfo else make_aware(found, get_current_timezone())
    except OverflowError:
        raise ValueError("a moment within the calendar, please") from None
