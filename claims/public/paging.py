"""Pages of a list by keyset: as quick at the millionth row as at the first; nothing slips between pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404

from claims.models import Hits

PAGE_SIZE = 20
COUNT_UP_TO = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TOKEN = re.compile(r"(\d{1,16})-(\d{1,18})")


@dataclass(frozen=True)
class Page:
    """Rows of one page; ``older`` is the ``?before=`` of the next page, ``""`` on the last."""

    rows: list
    older: str
    is_first: bool


def page_of(rows: QuerySet, field: str, before: str, size: int = PAGE_SIZE) -> Page:
    """The page of ``rows``, newest first by ``field`` (a moment, or ``id``), that follows ``before``."""
    rows = rows.order_by(f"-{field}", "-id")
    if before:
        moment, pk = _read(before)
        rows = rows.filter(_after(field, moment, pk))
    found = list(rows[: size + 1])
    shown = found[:size]
    more = len(found) > size
    return Page(shown, _write(getattr(shown[-1], field), shown[-1].pk) if more else "", not before)


def page_of_hits(hits: Hits, before: str, size: int = PAGE_SIZE) -> Page:
    """The page of a search that follows ``before``. Raises ``TooBroad``."""
    found = hits.page(_read(before) if before else None, size + 1)
    shown = found[:size]
    more = len(found) > size
    return Page(shown, _write(shown[-1].published_at, shown[-1].pk) if more else "", not before)


def walk(rows: QuerySet, field: str, size: int = 500) -> Iterator:
    """Every row, newest first by ``field`` and id, ``size`` at a time: no cursor is held between them."""
    rows = rows.order_by(f"-{field}", "-id")
    chunk = list(rows[:size])
    while chunk:
        yield from chunk
        chunk = list(rows.filter(_after(field, getattr(chunk[-1], field), chunk[-1].pk))[:size])


def count_of(rows: QuerySet) -> tuple[int, bool]:
    """How many rows, counted up to a cap, and whether there are more than that."""
    count = rows.order_by()[: COUNT_UP_TO + 1].count()
    return min(count, COUNT_UP_TO), count > COUNT_UP_TO


def _after(field: str, value, pk: int) -> Q:
    """What follows this row in a list that is newest first."""
    if field == "id":
        return Q(id__lt=pk)
    return Q(**{f"{field}__lt": value}) | Q(**{field: value, "id__lt": pk})


def _write(value: datetime | int, pk: int) -> str:
    """A page token; whole numbers only, for a float would lose microseconds."""
    if not isinstance(value, datetime):
        return f"0-{pk}"
    return f"{(value - _EPOCH) // timedelta(microseconds=1)}-{pk}"


def _read(token: str) -> tuple[datetime, int]:
    match = _TOKEN.fullmatch(token)
    if not match:
        raise Http404("no such page")
    seconds, micros = divmod(int(match[1]), 1_000_000)
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros), int(match[2])
    except (OverflowError, ValueError):
        raise Http404("no such page") from None
