"""Is it the links, or is it them or us? Asked of the last hour, across batches, workers and machines.

When more than half of the looks at a host, or more than a fifth of all looks, fail within an hour as things
fail when a host or our own line is down, no strike of that hour is the link's. One statement a batch counts
its looks and reads the hour's counts; ``look.hold_back`` asks the same of a single batch.
"""

import logging
from collections import Counter
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from django.db import connection

from claims.models import Tally
from claims.recheck.look import HOST_DOWN, MUCH_DOWN, Seeing, may_be_wholesale
from claims.words import Health, Outcome

log = logging.getLogger(__name__)

# A source that fails is looked at twice within an hour: these are some four sources, and some twenty.
HOST_ENOUGH, MUCH_ENOUGH = 8, 40

# Counts are in order of names: two workers at once wait for each other, and never in a circle. What is read
# is the hour as it was before this batch.
COUNT = """
    WITH written AS (
        INSERT INTO claims_tally AS kept (name, ring, slot, looks, failed)
        SELECT name, %(ring)s, %(slot)s, looks, failed
        FROM unnest(%(names)s::text[], %(looks)s::int[], %(failed)s::int[]) AS given (name, looks, failed)
        ORDER BY name
        ON CONFLICT (name, ring) DO UPDATE SET
            slot = excluded.slot,
            looks = excluded.looks + CASE WHEN kept.slot = excluded.slot THEN kept.looks ELSE 0 END,
            failed = excluded.failed + CASE WHEN kept.slot = excluded.slot THEN kept.failed ELSE 0 END
    )
    SELECT name, sum(looks), sum(failed) FROM claims_tally
    WHERE name = ANY(%(failing)s) AND slot > %(slot)s - %(slots)s AND slot <= %(slot)s
    GROUP BY name
"""


def hold_of_the_hour(seen: dict[int, Seeing], now: datetime) -> dict[int, Seeing]:
    """Mark the failures of hosts that fail as a whole, or all of them; ``now`` is the database's."""
    failed = {key for key, one in seen.items() if one.response and may_be_wholesale(one.response)}
    looks, failures = Counter(), Counter()
    for key in _counted(seen, now):
        for name in (_host(seen[key]), Tally.EVERYWHERE):
            looks[name] += 1
            failures[name] += key in failed
    failing = {_host(seen[key]) for key in failed} | ({Tally.EVERYWHERE} if failed else set())
    if not looks and not failing:
        return seen
    hour = _count(looks, failures, failing, now)
    if _is_down(hour.get(Tally.EVERYWHERE), MUCH_DOWN, MUCH_ENOUGH):
        held = failed
    else:
        held = {key for key in failed if _is_down(hour.get(_host(seen[key])), HOST_DOWN, HOST_ENOUGH)}
    held = {key for key in held if not seen[key].held}
    if held:
        log.warning("strikes of this hour held: %s", dict(Counter(_host(seen[key]) for key in held)))
    return seen | {key: replace(seen[key], held=True) for key in held}


def _counted(seen: dict[int, Seeing], now: datetime) -> list[int]:
    """Each source once in ten minutes, however often it is tried; of the dead it is known that they fail."""
    slot = _slot(now)
    return [
        key
        for key, one in seen.items()
        if one.response
        and one.response.outcome not in (Outcome.OUR_FAULT, Outcome.REFUSED)
        and one.watch.health != Health.DEAD
        and (one.watch.checked_at is None or _slot(one.watch.checked_at) != slot)
    ]


def _count(looks: Counter, failures: Counter, failing: set[str], now: datetime) -> dict[str, tuple[int, int]]:
    """Add this batch to the counts; (looks, failures) of the hour, by host, of the hosts that failed."""
    slot = _slot(now)
    given = {
        "names": list(looks),
        "looks": list(looks.values()),
        "failed": [failures[name] for name in looks],
        "failing": list(failing),
        "slot": slot,
        "ring": slot % Tally.SLOTS,
        "slots": Tally.SLOTS,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, given)
        before = {name: (int(total), int(down)) for name, total, down in cursor.fetchall()}
    hour = {}
    for name in failing:
        total, down = before.get(name, (0, 0))
        hour[name] = (total + looks[name], down + failures[name])
    return hour


def _is_down(counts: tuple[int, int] | None, share: float, enough: int) -> bool:
    return counts is not None and counts[0] >= enough and counts[1] > share * counts[0]


def _slot(moment: datetime) -> int:
    return int(moment.timestamp()) // Tally.SECONDS


def _host(one: Seeing) -> str:
    return urlsplit(one.watch.url).netloc[:500]
