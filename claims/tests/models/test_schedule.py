"""A verdict approved for a time: public then and not before, once, and only if all still holds."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from claims.models import Claim, NotAllowed, Notice, Verdict, publish_due
from claims.recheck.run import clock
from claims.tests.make import NOW, make_published_claim, make_ready_claim, make_user, make_verdict
from claims.words import ClaimState, CorrectionKind, Finding, NoticeKind, Role, VerdictState

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)


def scheduled(publish_at=LATER, **given) -> Verdict:
    verdict = make_verdict(make_ready_claim(**given))
    verdict.submit(by=verdict.author, now=NOW)
    verdict.schedule(by=make_user(Role.APPROVER), now=publish_at - timedelta(hours=1), publish_at=publish_at)
    return verdict


def scheduled_correction():
    claim = make_published_claim()
    draft = claim.verdict.revise(by=make_user(Role.EDITOR))
    draft.correction_kind, draft.correction_en, draft.summary_en = CorrectionKind.UPDATE, "New.", "Newer."
    draft.save()
    draft.submit(by=draft.author, now=NOW)
    draft.schedule(by=make_user(Role.APPROVER), now=NOW, publish_at=LATER)
    return draft


def test_it_is_not_public_before_its_time():
    verdict = scheduled()
    assert not verdict.publish_as_scheduled(now=LATER - timedelta(seconds=1))
    assert not Claim.objects.published().exists()


def test_it_is_public_from_its_time_on_signed_by_who_approved_it():
    verdict = scheduled()
    approver = verdict.approver

    assert verdict.publish_as_scheduled(now=LATER)

    claim = Claim.objects.published().get()
    assert (claim.published_at, claim.verdict, claim.verdict.approver) == (LATER, verdict, approver)
    assert {notice.user for notice in Notice.objects.filter(kind=NoticeKind.NOW_PUBLIC)} == {
        verdict.author, approver,
    }  # fmt: skip


def test_the_second_worker_finds_it_published():
    verdict = scheduled()
    late = Verdict.objects.get(pk=verdict.pk)
    assert verdict.publish_as_scheduled(now=LATER)
    assert not late.publish_as_scheduled(now=LATER)


def test_what_is_due_is_asked_of_the_database_clock():
    past = scheduled(publish_at=clock() - timedelta(seconds=1))
    scheduled(publish_at=clock() + timedelta(hours=1))
    assert publish_due() == 1
    assert publish_due() == 0
    past.refresh_from_db()
    assert past.state == VerdictState.APPROVED


def test_a_quote_lost_meanwhile_keeps_it_back_and_its_people_are_told():
    verdict = scheduled()
    approver, assignee = verdict.approver, make_user(Role.EDITOR)
    Claim.objects.update(assignee=assignee)
    verdict.claim.citations.filter(kind="evidence").update(finding=Finding.MISSING)

    assert not verdict.publish_as_scheduled(now=LATER)

    verdict.refresh_from_db()
    assert (verdict.state, verdict.approver, verdict.publish_at) == (VerdictState.SUBMITTED, None, None)
    assert not Claim.objects.published().exists()
    notices = Notice.objects.filter(kind=NoticeKind.HELD_BACK)
    assert {notice.user for notice in notices} == {verdict.author, approver, assignee}
    with override("en"):
        assert "Every quote must stand in its source" in notices[0].words


def test_a_correction_for_a_time_leaves_readers_the_old_verdict_until_then():
    draft = scheduled_correction()
    assert Claim.objects.get().verdict.summary_en == "Mostly right."
    draft.publish_as_scheduled(now=LATER)
    claim = Claim.objects.get()
    assert (claim.verdict.summary_en, claim.published_at) == ("Newer.", NOW)
    assert claim.corrections.get().made_at == LATER


def test_a_time_taken_back_leaves_it_waiting_for_approval():
    verdict = scheduled()
    verdict.unschedule()
    assert not verdict.publish_as_scheduled(now=LATER)
    verdict.refresh_from_db()
    assert (verdict.state, verdict.approver) == (VerdictState.SUBMITTED, None)


def test_nobody_sets_a_time_for_their_own_verdict():
    verdict = make_verdict(make_ready_claim())
    verdict.submit(by=verdict.author, now=NOW)
    with pytest.raises(NotAllowed):
        verdict.schedule(by=verdict.author, now=NOW, publish_at=LATER)


def test_a_time_that_has_passed_is_refused():
    verdict = make_verdict(make_ready_claim())
    verdict.submit(by=verdict.author, now=NOW)
    with pytest.raises(NotAllowed) as refusal:
        verdict.schedule(by=make_user(Role.APPROVER), now=NOW, publish_at=NOW)
    assert refusal.value.code == "time_has_passed"


def test_withdrawing_the_check_takes_the_time_of_its_correction_back():
    draft = scheduled_correction()
    Claim.objects.get().withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="Forged.")
    draft.refresh_from_db()
    assert not draft.publish_as_scheduled(now=LATER)
    assert Claim.objects.get().state == ClaimState.WITHDRAWN


@pytest.mark.parametrize("change", [{"summary_en": "Slipped in."}, {"author": None}, {"correction_en": "x"}])
def test_the_database_keeps_what_was_agreed_for_later_as_it_is(change):
    verdict = scheduled()
    if "author" in change:
        change = {"author": make_user()}
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Verdict.objects.filter(pk=verdict.pk).update(**change)


def test_the_database_wants_a_signature_on_what_is_approved_for_later():
    verdict = make_verdict(make_ready_claim())
    verdict.submit(by=verdict.author, now=NOW)
    with pytest.raises(DatabaseError, match="scheduled_is_signed"), transaction.atomic():
        Verdict.objects.filter(pk=verdict.pk).update(state=VerdictState.SCHEDULED)


def test_one_that_cannot_be_published_does_not_hold_up_the_others(monkeypatch):
    bad = scheduled(publish_at=clock() - timedelta(minutes=2))
    good = scheduled(publish_at=clock() - timedelta(minutes=1))
    Claim.objects.filter(pk=bad.claim_id).update(published_at=None)
    go = Verdict._go_public

    def fails(self, **given):
        if self.pk == bad.pk:
            raise DatabaseError
        go(self, **given)

    monkeypatch.setattr(Verdict, "_go_public", fails)
    assert publish_due() == 1
    good.refresh_from_db()
    assert good.state == VerdictState.APPROVED
