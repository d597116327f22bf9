"""Real workers: a page from evidence to a link for readers, and a worker killed at the worst moment."""

import os
import signal
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import F

from claims.models import Alert, Host, PublicCopy, Source
from claims.notify import send_alerts
from claims.recheck.run import clock
from claims.tests.archive.desk import let_time_pass, make_evidence, ring_until_settled
from claims.tests.make import make_user
from claims.tests.workers import Workers
from claims.words import CopyState, Role
from factcheck.tests.processes import living_in, until


def environment(wayback, **given) -> dict[str, str]:
    return {
        "WAYBACK_ACCESS_KEY": "access",
        "WAYBACK_SECRET_KEY": "secret",
        "WAYBACK_SAVE_URL": f"{wayback.url}/save",
        "WAYBACK_PLAYBACK_URL": f"{wayback.url}/web/",
        "MEMENTO_TIMEGATES": f"{wayback.url}/web/",
        "RECHECK_ALLOWED_HOSTS": wayback.host,
        "ARCHIVE_BEAT_SECONDS": "0.5",
        **given,
    }


def make_watched_by_nobody() -> Source:
    """So that re-checking does not look at the page, which does not exist."""
    source = make_evidence()
    Source.objects.update(next_check_at=clock() + timedelta(days=9))
    return source


def is_done() -> bool:
    """Whether the copy is there; time runs faster meanwhile."""
    PublicCopy.objects.filter(lease=None).update(next_at=F("next_at") - timedelta(minutes=1))
    return PublicCopy.objects.filter(state=CopyState.DONE).exists()


@pytest.mark.django_db(transaction=True)
def test_real_workers_bring_evidence_to_the_archive_and_the_link_to_readers(wayback, tmp_path):
    source = make_watched_by_nobody()
    with Workers(tmp_path, **environment(wayback)) as workers:
        until(is_done, seconds=90)
    source.refresh_from_db()
    assert source.archive_url.startswith(f"{wayback.url}/web/2"), workers.said
    assert len(wayback.posted) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_killed_after_sending_never_make_the_archive_copy_twice(wayback, tmp_path):
    source = make_watched_by_nobody()
    wayback.hold_answers(2)
    with Workers(tmp_path, **environment(wayback, ARCHIVE_LEASE_SECONDS="3")) as workers:
        for killed in (1, 2):
            until(lambda killed=killed: len(wayback.posted) >= killed, seconds=90)
            for process in workers.workers:
                os.killpg(process.pid, signal.SIGKILL)
            workers.start_worker(f"another{killed}")
            del workers.workers[:-1]
        until(is_done, seconds=120)
    assert len(wayback.posted) <= 4, workers.said
    assert len(wayback.copies(source.url)) == 1
    assert not living_in(tmp_path)


@pytest.mark.django_db
def test_the_desk_is_told_by_mail_that_a_page_could_not_be_archived(wayback):
    make_user(Role.EDITOR)
    source = make_evidence()
    wayback.refuse(source.url, "error:no-access")
    ring_until_settled()
    send_alerts(clock())
    (letter,) = mail.outbox
    assert "could not be archived" in letter.subject
    assert Alert.objects.get().notified_at is not None


@pytest.mark.django_db
def test_a_page_that_an_editor_archived_by_hand_is_no_failure_any_more(wayback):
    source = make_evidence()
    wayback.refuse(source.url, "error:no-access")
    ring_until_settled()
    assert PublicCopy.objects.given_up().exists()
    Source.objects.filter(pk=source.pk).update(archive_url="https://perma.example/AB12")
    let_time_pass(days=1)
    assert not PublicCopy.objects.given_up().exists()
    assert not Host.objects.filter(free_at__gt=clock()).exists()
