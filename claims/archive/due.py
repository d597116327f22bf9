"""Which copies are to be worked at now, and by whom? A lease answers both, by the database's clock.

That a page is about to be sent is written before it is sent. If the worker dies in between, the copy comes
due again when its lease has run out, later each time; asked again, the archive gives the job or the copy that
it has already.
"""

from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from yarl import URL

from claims.archive.wanted import ALONE
from claims.models import Host
from claims.words import CopyKind, CopyState

BATCH = 16  # requests of one task: at 60 s each, four at a time, they end within the lease
MOST_DOUBLINGS = 8  # of the lease, for a copy that its workers do not survive: at most about a day
SENT = "SELECT count(*) FROM claims_publiccopy WHERE posted_at > statement_timestamp() - interval '1 minute'"
RESTS = "SELECT count(*) FROM claims_host WHERE name = %s AND free_at > statement_timestamp()"
TAKE = """
    UPDATE claims_publiccopy SET
        lease = gen_random_uuid(),
        leased_until = statement_timestamp() + make_interval(secs => %(lease)s),
        next_at = statement_timestamp()
            + make_interval(secs => %(lease)s * power(2, least(leases, %(doublings)s))),
        leases = leases + 1,
        posted_at = CASE WHEN %(is_post)s THEN statement_timestamp() ELSE posted_at END
    WHERE id IN (
        SELECT id FROM claims_publiccopy
        WHERE next_at <= statement_timestamp()
          AND (leased_until IS NULL OR leased_until <= statement_timestamp())
          AND kind = %(kind)s AND state = %(state)s
        ORDER BY (reason = 'asked') DESC, next_at, id
        LIMIT %(limit)s
        FOR UPDATE SKIP LOCKED
    )
    RETURNING id, lease
"""


def archive_host() -> str:
    return Host.of("//" + URL(settings.WAYBACK_SAVE_URL).raw_authority)


def take() -> list[tuple[int, UUID]]:
    """Lease what is due: searches, no more new pages than the archive takes, and how those sent fare."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ALONE)
        taken = _take(cursor, CopyKind.FIND, CopyState.WAITING, BATCH // 2)
        cursor.execute(RESTS, [archive_host()])
        if cursor.fetchone()[0] or not settings.WAYBACK_ACCESS_KEY:
            return taken
        cursor.execute(SENT)
        room = min(settings.WAYBACK_PER_MINUTE - cursor.fetchone()[0], BATCH - len(taken))
        taken += _take(cursor, CopyKind.SAVE, CopyState.WAITING, room, is_post=True)
        taken += _take(cursor, CopyKind.SAVE, CopyState.PENDING, BATCH - len(taken))
    return taken


def _take(cursor, kind: CopyKind, state: CopyState, limit: int, *, is_post=False) -> list[tuple[int, UUID]]:
    if limit <= 0:
        return []
    given = {
        "kind": kind,
        "state": state,
        "limit": limit,
        "is_post": is_post,
        "lease": settings.ARCHIVE_LEASE_SECONDS,
        "doublings": MOST_DOUBLINGS,
    }
    cursor.execute(TAKE, given)
    return cursor.fetchall()
