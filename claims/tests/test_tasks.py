"""What tasks call, and a change that a real worker brings from a page to a mailbox."""

from datetime import timedelta

import pytest
from django.db import transaction

from claims import tasks
from claims.models import Alert, Check, Claim, Delivery, Notice, Source, TaskTally
from claims.recheck.run import clock
from claims.tests.make import (
    make_citation,
    make_claim,
    make_ready_claim,
    make_source,
    make_user,
    make_verdict,
)
from claims.tests.recheck.site import SourceSite
from claims.tests.workers import Workers
from claims.words import AlertKind, Finding, NoticeKind, Outcome, Role, VerdictState
from factcheck.tests.processes import until

PAGE = (
    "<title>Report</title><p>Costs rose. The final training run cost $5.576M, the report says of itself.</p>"
)
QUOTE = "The final training run cost $5.576M"


@pytest.fixture
def site(settings):
    with SourceSite() as site:
        settings.RECHECK_ALLOWED_HOSTS = [site.host]
        settings.RECHECK_SPACING_SECONDS = 0
        settings.RECHECK_CONTROL_HOSTS = []
        site.page("/report", PAGE)
        yield site


@pytest.mark.django_db
def test_an_editor_s_look_comes_before_the_schedule(site):
    source = make_source(url=site.url("/report"), now=clock() + timedelta(days=7))
    tasks.look_now(source.pk)
    assert source.checks.get().outcome == Outcome.OK


@pytest.mark.django_db
def test_asking_twice_for_a_look_does_no_harm(site):
    source = make_source(url=site.url("/report"))
    tasks.look_now(source.pk)
    tasks.look_now(source.pk)
    assert source.checks.count() == 2


@pytest.mark.django_db
def test_a_look_at_what_is_no_web_page_does_nothing():
    interview = Source.record_interview(told_by="Kim", told_on=None, told_how="telephone")
    tasks.look_now(interview.pk)
    tasks.look_now(10**9)
    assert not Check.objects.exists()


@pytest.mark.django_db
def test_the_batches_of_a_ring_are_checked_once_however_often_they_are_delivered(site):
    source = make_source(url=site.url("/report"))
    (pairs,) = tasks.due.batches()
    tasks.recheck_sources(pairs)
    tasks.recheck_sources(pairs)
    assert source.checks.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_brings_a_change_from_the_page_to_a_mailbox(site, tmp_path, settings):
    editor = make_user(Role.EDITOR)
    citation = make_citation(make_claim(assignee=editor), make_source(url=site.url("/report")), QUOTE)
    pace = {"RECHECK_CONFIRM_SECONDS": "1", "RECHECK_MIN_INTERVAL_SECONDS": "1"}
    with Workers(tmp_path, RECHECK_ALLOWED_HOSTS=site.host, **pace) as workers:
        until(lambda: citation.source.checks.exists(), seconds=60)
        site.page("/report", PAGE.replace("5.576", "5.567"))
        until(lambda: Delivery.objects.filter(sent_at__isnull=False).exists(), seconds=60)
        letters = [path.read_text() for path in (tmp_path / "mail").iterdir()]
    citation.refresh_from_db()
    assert citation.finding == Finding.NUMBER_CHANGED
    assert Alert.objects.get().kind == AlertKind.NUMBER_CHANGED
    assert len(letters) == 1, workers.said
    assert f"To: {editor.email}" in letters[0]


@pytest.mark.django_db(transaction=True)
def test_an_editor_s_look_has_a_queue_of_its_own(site, tmp_path):
    source = make_source(url=site.url("/report"), now=clock() + timedelta(days=7))
    with Workers(tmp_path, count=0, RECHECK_ALLOWED_HOSTS=site.host) as workers:
        workers.start("worker", "--queues", "now", "--concurrency", "1")
        workers.start("call", "claims.tasks.look_now", "--args", f"[{source.pk}]")
        until(lambda: source.checks.exists(), seconds=60)


@pytest.mark.django_db(transaction=True)
def test_two_beats_ring_and_every_source_is_looked_at_once(site, tmp_path):
    sources = [make_source(url=site.url(f"/report?{number}")) for number in range(30)]
    with Workers(tmp_path, count=2, RECHECK_ALLOWED_HOSTS=site.host) as workers:
        workers.start("beat", "--schedule", str(tmp_path / "second"), "--pidfile", "")
        until(lambda: Check.objects.count() >= len(sources), seconds=90)
        done = TaskTally.objects.get(task="claims.tasks.recheck_due").runs
        until(lambda: TaskTally.objects.get(task="claims.tasks.recheck_due").runs > done + 4, seconds=60)
        assert "Traceback" not in workers.said
    assert Check.objects.count() == len(sources)
    assert TaskTally.objects.get(task="claims.tasks.recheck_sources").failures == 0


@pytest.mark.django_db
def test_a_task_is_queued_only_once_its_rows_are_there(django_capture_on_commit_callbacks, site):
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        source = make_source(url=site.url("/report"))
        tasks.look_now.delay_on_commit(source.pk)
    assert len(callbacks) == 1


@pytest.mark.django_db(transaction=True)
def test_real_workers_publish_at_the_set_time_and_hold_back_what_lost_its_quote(tmp_path):
    ready, lost = (make_verdict(make_ready_claim()) for _ in range(2))
    with Workers(tmp_path, count=2) as workers:
        soon = clock() + timedelta(seconds=2)
        for verdict in (ready, lost):
            verdict.submit(by=verdict.author, now=clock())
            verdict.schedule(by=make_user(Role.APPROVER), now=clock(), publish_at=soon)
        lost.claim.citations.filter(kind="evidence").update(finding=Finding.MISSING)
        until(lambda: Notice.objects.filter(mailed_at__isnull=False).count() == 4, seconds=60)
        assert "Traceback" not in workers.said
    (public,) = Claim.objects.published()
    assert public == ready.claim and public.published_at >= soon
    lost.refresh_from_db()
    assert lost.state == VerdictState.SUBMITTED
    kinds = Notice.objects.order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == [NoticeKind.HELD_BACK] * 2 + [NoticeKind.NOW_PUBLIC] * 2
