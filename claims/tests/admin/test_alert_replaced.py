"""“The source was replaced” is a fact before it is a decision: another source must be attached."""

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Verdict
from claims.tests.admin.test_alerts import decide, make_alert, make_changed
from claims.tests.make import make_citation, make_published_claim, make_ready_claim, make_source, make_user
from claims.words import AlertKind, AlertResult, Role


@pytest.fixture
def desk(client, editor):
    client.cookies["django_language"] = "en"
    client.force_login(editor)
    return client


def test_a_lost_quote_is_not_settled_as_replaced_while_nothing_replaces_it(desk):
    claim = make_ready_claim()
    alert = make_changed(claim, opened_at=timezone.now())
    answer = decide(desk, alert, AlertResult.REPLACED)
    alert.refresh_from_db()
    assert alert.is_open
    assert "No other source was attached since" in desk.get(answer.url).content.decode()


def test_another_source_attached_since_settles_it(desk, editor):
    claim = make_ready_claim()
    alert = make_changed(claim, opened_at=timezone.now())
    make_citation(claim, make_source("It cost $5.576M all told."), "cost $5.576M")
    decide(desk, alert, AlertResult.REPLACED)
    alert.refresh_from_db()
    assert (alert.result, alert.closed_by) == (AlertResult.REPLACED, editor)


def test_another_quote_of_the_same_source_replaces_nothing(desk):
    claim = make_ready_claim()
    alert = make_changed(claim, opened_at=timezone.now())
    make_citation(claim, alert.source, "at $2 an hour")
    decide(desk, alert, AlertResult.REPLACED)
    alert.refresh_from_db()
    assert alert.is_open


def test_a_source_that_is_gone_is_replaced_at_every_claim_that_rests_on_it(desk):
    first, second = make_ready_claim(), make_ready_claim()
    source = make_source("Spent $9 in all.")
    for claim in (first, second):
        make_citation(claim, source, "Spent $9")
    alert = make_alert(AlertKind.SOURCE_GONE, source=source, opened_at=timezone.now())
    make_citation(first, make_source("It was $9."), "It was $9")
    decide(desk, alert, AlertResult.REPLACED)
    alert.refresh_from_db()
    assert alert.is_open

    make_citation(second, make_source("It was $9."), "It was $9")
    decide(desk, alert, AlertResult.REPLACED)
    alert.refresh_from_db()
    assert alert.result == AlertResult.REPLACED


def test_replace_opens_a_correction_without_the_quote_and_the_page_to_attach_another(desk):
    claim = make_published_claim()
    alert = make_changed(claim)
    answer = decide(desk, alert, "replace")
    alert.refresh_from_db()
    assert answer.url == reverse("admin:claims_claim_evidence", args=[claim.pk])
    assert alert.is_open and alert.acknowledged_at
    assert claim.verdicts.in_work().get().is_editable
    alert.citation.refresh_from_db()
    assert alert.citation.is_leaving and alert.citation.is_public


def test_what_was_replaced_is_settled_when_the_correction_is_approved(desk):
    claim = make_published_claim()
    alert = make_changed(claim)
    decide(desk, alert, "replace")
    for stance in ("supports", "refutes"):
        make_citation(claim, make_source("It cost $5.6M."), "cost $5.6M", stance=stance)
    draft = claim.verdicts.in_work().get()
    draft.correction_kind, draft.correction_en = "update", "Another source."
    draft.save()
    draft.submit(by=draft.author, now=timezone.now())
    draft.approve(by=make_user(Role.APPROVER), now=timezone.now())
    alert.refresh_from_db()
    assert alert.result == AlertResult.REPLACED


def test_replace_waits_while_a_verdict_is_in_review(desk):
    claim = make_published_claim()
    alert = make_changed(claim)
    draft = claim.verdict.revise(by=make_user(Role.EDITOR))
    Verdict.objects.filter(pk=draft.pk).update(state="submitted", submitted_at=timezone.now())
    answer = decide(desk, alert, "replace")
    assert "waits for approval" in desk.get(answer.url).content.decode()


def test_a_quote_that_readers_never_saw_is_not_lost_with_its_alert(desk):
    claim = make_ready_claim()
    alert = make_changed(claim)
    decide(desk, alert, "replace")
    assert claim.citations.proposed().filter(pk=alert.citation_id).exists()
