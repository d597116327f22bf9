"""Which sources are to be looked at now, and who looks? A lease answers both.

A lease is taken in one statement by the database's clock: workers' clocks do not matter, two callers never
get the same source. While it runs, ``next_check_at`` stands at its end: if the work is lost, the source comes
due again by itself. A lease is good for one look; ``record`` hands it in.
"""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.db import connection

# Locked rows are skipped, not waited for: another caller has them.
TAKE = """
    WITH picked AS MATERIALIZED (
        SELECT id, next_check_at, split_part(ltrim(key, '/'), '/', 1) AS host
        FROM claims_source
        WHERE next_check_at <= statement_timestamp()
          AND (leased_until IS NULL OR leased_until <= statement_timestamp())
        ORDER BY next_check_at
        LIMIT %(limit)s
        FOR UPDATE SKIP LOCKED
    ), placed AS (
        SELECT id, row_number() OVER (PARTITION BY host ORDER BY next_check_at, id) AS place FROM picked
    ), written AS (
        UPDATE claims_source AS source SET
            lease = CASE WHEN place <= %(per_host)s THEN gen_random_uuid() END,
            leased_until = CASE
                WHEN place <= %(per_host)s
                THEN statement_timestamp() + make_interval(secs => %(lease)s) END,
            next_check_at = statement_timestamp() + make_interval(
                secs => CASE WHEN place <= %(per_host)s THEN %(lease)s ELSE place * %(spacing)s END)
        FROM placed WHERE source.id = placed.id
        RETURNING source.id, source.lease, place
    )
    SELECT id, lease FROM written WHERE lease IS NOT NULL ORDER BY place, id
"""
TAKE_ONE = """
    UPDATE claims_source SET
        lease = gen_random_uuid(),
        leased_until = statement_timestamp() + make_interval(secs => %(lease)s),
        next_check_at = CASE
            WHEN next_check_at IS NOT NULL THEN statement_timestamp() + make_interval(secs => %(lease)s) END
    WHERE id = %(id)s AND kind = 'web' AND (leased_until IS NULL OR leased_until <= statement_timestamp())
    RETURNING lease
"""
HOST_SHARE = 60  # seconds of one batch that a single host may take up, spaced politely


def take(limit: int) -> list[tuple[int, UUID]]:
    """Lease up to ``limit`` due sources, those due longest first, one host's apart from each other.

    Of a host with more sources than can be visited politely within a batch, the rest is put off.
    """
    spacing = settings.RECHECK_SPACING_SECONDS
    with connection.cursor() as cursor:
        cursor.execute(
            TAKE,
            {
                "limit": limit,
                "lease": settings.RECHECK_LEASE_SECONDS,
                "spacing": spacing,
                "per_host": max(1, int(HOST_SHARE / spacing)) if spacing else limit,
            },
        )
        return cursor.fetchall()


def take_one(source_id: int) -> UUID | None:
    """Lease this one whatever its schedule says; None when somebody is looking at it already."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_ONE, {"id": source_id, "lease": settings.RECHECK_LEASE_SECONDS})
        row = cursor.fetchone()
    return row[0] if row else None


def lease_of(source_id: int) -> list[tuple[int, UUID]]:
    """``take_one`` as a batch: one pair or none."""
    lease = take_one(source_id)
    return [(source_id, lease)] if lease else []


def batches() -> Iterator[list[tuple[int, str]]]:
    """Leases in batches until nothing is due, or until as much is out as workers can do before leases end."""
    room = settings.RECHECK_OUTSTANDING - outstanding()
    while room > 0 and (pairs := take(min(settings.RECHECK_BATCH, room))):
        room -= len(pairs)
        yield [(key, str(lease)) for key, lease in pairs]


def outstanding() -> int:
    """How many leases are out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claims_source WHERE leased_until > statement_timestamp()")
        return cursor.fetchone()[0]
