"""Which sources are to be looked at now, and who looks? A lease answers both.

A lease is taken in one statement by the database's clock: workers' clocks do not matter, two callers never
get the same source. While it runs, ``next_check_at`` stands at its end: if the work is lost, the source comes
due again by itself. A lease is good for one look; ``record`` hands it in.
"""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

# One caller at a time: two at once would give out the same slots of a host.
ALONE = "SELECT pg_advisory_xact_lock(5711)"
# Each picked source gets its host's next free slot. If the host is free, slots within HOST_SHARE are leased
# and the host is taken for as long; all others are put off to their slots. Rows held elsewhere are skipped.
# What published claims rest on goes ahead of drafts that have waited ``ahead`` seconds longer: first, and yet
# no draft waits for ever.
TAKE = """
    WITH picked AS MATERIALIZED (
        SELECT source.id, source.next_check_at, split_part(ltrim(source.key, '/'), '/', 1) AS host
        FROM (VALUES (true, %(ahead)s), (false, 0)) AS class (is_relied_on, ahead), LATERAL (
            SELECT id, next_check_at, key
            FROM claims_source
            WHERE claims_source.is_relied_on = class.is_relied_on
              AND next_check_at <= statement_timestamp()
              AND (leased_until IS NULL OR leased_until <= statement_timestamp())
            ORDER BY next_check_at
            LIMIT %(limit)s
            FOR UPDATE SKIP LOCKED
        ) AS source
        ORDER BY source.next_check_at - make_interval(secs => class.ahead)
        LIMIT %(limit)s
    ), ranked AS (
        SELECT id, host, row_number() OVER (PARTITION BY host ORDER BY next_check_at, id) AS place FROM picked
    ), placed AS (
        SELECT id, host, place, coalesce(free_at <= statement_timestamp(), true) AS is_free,
            greatest(free_at, statement_timestamp())
                + make_interval(secs => (place - 1) * %(spacing)s) AS slot
        FROM ranked LEFT JOIN claims_host ON claims_host.name = host
    ), decided AS (
        SELECT *, is_free AND slot < statement_timestamp() + make_interval(secs => %(share)s) AS now
        FROM placed
    ), paced AS (
        INSERT INTO claims_host (name, free_at)
        SELECT host, max(slot) + make_interval(secs => %(spacing)s) FROM decided
        WHERE now AND %(spacing)s > 0 GROUP BY host
        ON CONFLICT (name) DO UPDATE SET free_at = excluded.free_at
    ), written AS (
        UPDATE claims_source AS source SET
            lease = CASE WHEN now THEN gen_random_uuid() END,
            leased_until = CASE WHEN now THEN statement_timestamp() + make_interval(secs => %(lease)s) END,
            next_check_at = CASE
                WHEN now THEN statement_timestamp() + make_interval(secs => %(lease)s) ELSE slot END
        FROM decided WHERE source.id = decided.id
        RETURNING source.id, source.lease, place
    )
    SELECT id, lease FROM written ORDER BY place, id
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
HOST_SHARE = 60  # seconds of a batch that a single host may take up


def take(limit: int) -> list[tuple[int, UUID]]:
    """Lease up to ``limit`` due sources, those due longest first, one host's apart from each other.

    Of a host with more sources than can be visited politely within a batch, or that asked to be left alone,
    the rest is put off.
    """
    return [(key, lease) for key, lease in _take(limit) if lease]


def _take(limit: int) -> list[tuple[int, UUID | None]]:
    """Without a lease: sources that were put off."""
    given = {
        "limit": limit,
        "ahead": settings.RECHECK_PUBLISHED_AHEAD_SECONDS,
        "lease": settings.RECHECK_LEASE_SECONDS,
        "spacing": settings.RECHECK_SPACING_SECONDS,
        "share": HOST_SHARE,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ALONE)
        cursor.execute(TAKE, given)
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
    while room > 0 and (taken := _take(min(settings.RECHECK_BATCH, room))):
        if pairs := [(key, str(lease)) for key, lease in taken if lease]:
            room -= len(pairs)
            yield pairs


def outstanding() -> int:
    """How many leases are out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claims_source WHERE leased_until > statement_timestamp()")
        return cursor.fetchone()[0]
