"""How re-checking fares, as the database knows it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from claims.models import Check, Host, Source, TaskTally
from claims.models.queue import RING, has_stalled, looks_lately, resting_hosts, slowest_hosts, standing
from claims.recheck.run import clock
from claims.tests.make import make_source
from claims.words import Outcome, Trouble

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def make_check(source, at, outcome=Outcome.OK, **given):
    return Check.objects.create(source=source, checked_at=at, outcome=outcome, **given)


def ring(now, ago=timedelta(0), task=RING):
    TaskTally.objects.update_or_create(task=task, defaults={"ran_at": now - ago})


def test_what_is_due_and_what_is_out_are_counted_apart():
    now = clock()
    make_source(now=now - 5 * MINUTE)
    make_source(now=now + MINUTE)
    held = make_source(now=now - MINUTE)
    Source.objects.filter(pk=held.pk).update(lease=uuid4(), leased_until=now + MINUTE)

    queue = standing(now)

    assert (queue.due, queue.leased, queue.waits) == (1, 1, 5 * MINUTE)


def test_nothing_is_wrong_with_a_quiet_desk_whose_schedule_rings():
    now = clock()
    ring(now)
    assert standing(now).troubles == []


@pytest.mark.parametrize(
    ("rang", "looked", "due", "troubles"),
    [
        (1, 1, 20, []),
        (1, None, 20, [Trouble.STALLED]),
        (1, 40, 20, [Trouble.STALLED]),
        (40, 1, 0, [Trouble.NO_BEAT]),
        (40, 40, 0, [Trouble.NO_WORKERS]),
        (None, None, 20, [Trouble.STALLED, Trouble.NO_WORKERS]),
        (1, 1, 7 * 60, [Trouble.LATE]),
    ],
)
def test_what_is_wrong_is_told_from_what_was_written_down(rang, looked, due, troubles):
    """Minutes since the last ring, the last look, and since when the oldest source is due."""
    now = clock()
    source = make_source(now=now - due * MINUTE)
    if rang is not None:
        ring(now, rang * MINUTE)
    if looked is not None:
        make_check(source, now - looked * MINUTE)
    queue = standing(now)
    assert queue.troubles == troubles
    assert has_stalled(now, queue.looked_at) is queue.has_stalled


def test_hosts_are_listed_by_how_slow_they_were_and_how_often_they_failed():
    now = clock()
    slow = make_source(url="https://slow.example/1")
    quick = make_source(url="https://quick.example/1")
    make_check(slow, now, Outcome.TIMEOUT, duration_ms=9000)
    make_check(slow, now - MINUTE, duration_ms=3000)
    make_check(quick, now, duration_ms=20)
    make_check(quick, now - timedelta(hours=2), duration_ms=60_000)

    first, second = slowest_hosts(now - timedelta(hours=1), now, 10)

    assert (first.name, first.looks, first.mean, first.longest, first.failed) == (
        "slow.example",
        2,
        6.0,
        9.0,
        1,
    )
    assert (second.name, second.looks, second.longest) == ("quick.example", 1, 0.02)


def test_a_host_that_waits_for_its_next_turn_only_does_not_rest():
    now = clock()
    Host.objects.create(name="next.example", free_at=now + timedelta(seconds=10))
    Host.objects.create(name="asked.example", free_at=now + timedelta(hours=1))
    assert [host.name for host in resting_hosts(now)] == ["asked.example"]


def test_looks_of_late_are_told_by_what_they_came_to():
    source = make_source()
    for milliseconds in (100, 200, 300):
        make_check(source, clock(), duration_ms=milliseconds)
    make_check(source, clock() - timedelta(hours=1))

    (row,) = looks_lately(5 * MINUTE)

    assert (row.outcome, row.looks, row.median) == (Outcome.OK, 3, 0.2)
    assert row.seconds == pytest.approx(0.6)


def test_runs_of_a_task_add_up_whoever_ran_it():
    TaskTally.count("claims.tasks.recheck_due", 0.5, failed=False)
    TaskTally.count("claims.tasks.recheck_due", 1.5, failed=True)
    TaskTally.count("claims.tasks.recheck_due", 1.0, failed=False)

    tally = TaskTally.objects.get()

    assert (tally.name, tally.runs, tally.failures, tally.mean_seconds) == ("recheck_due", 3, 1, 1.0)
    assert tally.failed_at < tally.ran_at
