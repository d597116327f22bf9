"""The monthly tables of checks: made ahead, dropped when they are older than the newsroom wants.

A month without a table loses nothing: its checks lie in the default table until the month is made. What a
table needs, and which checks outlive their month, stands in the database's own functions (migration 0009).
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

log = logging.getLogger(__name__)

AHEAD = 3  # months that have their table before they begin: nobody needs to be awake at New Year
PREFIX = "claims_check_"
WANTED = """
    SELECT DISTINCT date_trunc('month', checked_at, 'UTC') FROM claims_check_default
    WHERE checked_at >= %(floor)s
    UNION
    SELECT date_trunc('month', %(now)s, 'UTC') + n * interval '1 month' FROM generate_series(0, %(ahead)s) n
    ORDER BY 1
"""
HELD = """
    SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
    WHERE inhparent = 'claims_check'::regclass AND relname ~ '_[0-9]{4}_[0-9]{2}$' ORDER BY relname
"""


@dataclass(frozen=True)
class Kept:
    """What one round did: months made and dropped, and the checks of dropped months that are kept."""

    made: list[datetime]
    dropped: list[datetime]
    kept: int


def months_held() -> list[datetime]:
    """The first moment (UTC) of each month that has a table."""
    with connection.cursor() as cursor:
        cursor.execute(HELD)
        names = [name.removeprefix(PREFIX) for (name,) in cursor.fetchall()]
    return [datetime(int(name[:4]), int(name[5:]), 1, tzinfo=UTC) for name in names]


def keep_months(retention: int) -> Kept:
    """Make this month's table and the next ``AHEAD``; drop those before the last ``retention`` months.

    ``retention`` 0 keeps all. A month whose tables are busy is left to the next round: each is one short
    transaction that waits less than a second for its locks. The clock is the database's: a worker whose own
    is years ahead drops nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now = cursor.fetchone()[0]
        floor = first_kept(now, retention)
        cursor.execute(WANTED, {"floor": floor, "now": now, "ahead": AHEAD})
        wanted = [month for (month,) in cursor.fetchall()]
    held = months_held()
    made = [month for month in wanted if month not in held and _call("claims_check_make_month", month)]
    counts = {month: _call("claims_check_drop_month", month) for month in held if month < floor}
    dropped = {month: kept for month, kept in counts.items() if kept is not None}
    if made or dropped:
        log.info("months of checks: made %s, dropped %s", _named(made), _named(dropped))
    return Kept(made, list(dropped), sum(dropped.values()))


def first_kept(now: datetime, retention: int) -> datetime:
    """The start of the first month that is kept whole: ``retention`` months before the current one."""
    if not retention:
        return datetime.min.replace(tzinfo=UTC)
    now = now.astimezone(UTC)
    months = now.year * 12 + now.month - 1 - retention
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)


def _call(function: str, month: datetime) -> bool | int | None:
    """What the database's function answers; None when the tables were busy."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [month])
            return cursor.fetchone()[0]
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        log.warning("months of checks: %s is busy, next round", f"{month:%Y-%m}")
        return None


def _named(months) -> str:
    return ", ".join(f"{month:%Y-%m}" for month in months) or "none"
