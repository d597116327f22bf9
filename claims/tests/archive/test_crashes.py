"""Whatever dies between leasing, sending and recording: the archive is not flooded, nothing is lost."""

import pytest

from claims.archive import run
from claims.archive.run import limits_for_archives
from claims.models import PublicCopy
from claims.recheck.run import clock
from claims.tests.archive.desk import let_time_pass, make_evidence, ring, ring_until_settled
from claims.words import CopyState, CopyTrouble

pytestmark = pytest.mark.django_db


def the_copy() -> PublicCopy:
    return PublicCopy.objects.get()


def test_a_worker_that_dies_after_sending_costs_no_second_copy(wayback):
    source = make_evidence()
    pairs = run.ring()
    work = run.load(dict(pairs), clock())
    run.asyncio.run(run._ask_all(work, run.account_of_settings(), limits_for_archives()))  # and dies

    assert ring() == 0  # the lease holds
    let_time_pass(minutes=6)
    ring_until_settled()

    assert the_copy().state == CopyState.DONE
    assert len(wayback.posted) == 2
    assert len(wayback.copies(source.url)) == 1


def test_a_copy_that_kills_every_worker_is_taken_up_more_and_more_rarely(wayback):
    make_evidence()
    gaps = []
    for _ in range(6):
        (pair,) = run.ring()
        copy = the_copy()
        gaps.append((copy.next_at - clock()).total_seconds())
        let_time_pass(seconds=gaps[-1] + 1)
    assert gaps == sorted(gaps)
    assert gaps[-1] > 9000
    assert wayback.posted == [], pair


def test_two_rings_at_once_send_a_page_once(wayback):
    make_evidence()
    first, second = run.ring(), run.ring()
    assert (len(first), len(second)) == (1, 0)
    run.work(first)
    run.work(first)
    assert len(wayback.posted) == 1


def test_an_answer_to_a_lease_that_ran_out_is_dropped(wayback):
    make_evidence()
    pairs = run.ring()
    PublicCopy.objects.update(lease=None, leased_until=None)
    assert run.work(pairs) == 0
    assert the_copy().state == CopyState.WAITING


def test_a_job_that_the_archive_forgot_is_asked_for_again(wayback):
    make_evidence()
    ring()
    wayback.forget_jobs()
    let_time_pass(minutes=1)
    ring()
    assert (the_copy().state, the_copy().trouble) == (CopyState.WAITING, CopyTrouble.LOST)
    ring_until_settled()
    assert the_copy().state == CopyState.DONE


def test_a_job_that_never_ends_is_asked_for_again(wayback):
    wayback.polls = 10**6
    make_evidence()
    ring()
    let_time_pass(minutes=61)
    ring()
    assert (the_copy().state, the_copy().tries) == (CopyState.WAITING, 1)
