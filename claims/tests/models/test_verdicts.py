"""A verdict's way to the public: draft, submitted, approved by another person, superseded by the next."""

from datetime import timedelta

import pytest

from claims.models import Alert, Claim, Correction, GateClosed, NotAllowed, Rating
from claims.tests.make import (
    NOW,
    make_appearance,
    make_citation,
    make_claim,
    make_claimant,
    make_published_claim,
    make_ready_claim,
    make_source,
    make_user,
    make_verdict,
)
from claims.words import AlertKind, ClaimState, CorrectionKind, Finding, Gate, Role, Stance, VerdictState

pytestmark = pytest.mark.django_db


def missing(verdict) -> set[str]:
    return {item.rule for item in verdict.gate() if not item.is_met}


def submitted():
    verdict = make_verdict(make_ready_claim())
    verdict.submit(by=verdict.author, now=NOW)
    return verdict


def test_a_complete_verdict_passes_the_gate_and_waits_for_another_person():
    verdict = submitted()
    assert verdict.state == VerdictState.SUBMITTED
    assert verdict.claim.state == ClaimState.IN_REVIEW


def test_approval_by_another_person_publishes_the_claim_at_once():
    verdict, approver = submitted(), make_user(Role.APPROVER)

    verdict.approve(by=approver, now=NOW)

    claim = Claim.objects.published().with_verdict().get()
    assert claim.verdict == verdict and claim.published_at == NOW
    assert verdict.approver == approver


def test_an_author_cannot_approve_their_own_verdict():
    verdict = submitted()
    with pytest.raises(NotAllowed) as refusal:
        verdict.approve(by=verdict.author, now=NOW)
    assert refusal.value.code == Gate.ANOTHER_PERSON
    assert not Claim.objects.published().exists()


def test_a_draft_cannot_be_approved_before_it_is_submitted():
    with pytest.raises(NotAllowed):
        make_verdict(make_ready_claim()).approve(by=make_user(), now=NOW)


def test_a_verdict_sent_back_is_a_draft_again_with_the_reviewers_note():
    verdict = submitted()
    verdict.send_back(by=make_user(Role.APPROVER), now=NOW, note="Which year?")
    assert (verdict.state, verdict.review_note) == (VerdictState.DRAFT, "Which year?")
    assert verdict.claim.state == ClaimState.CHECKING


def test_approval_looks_at_the_gate_again():
    verdict = submitted()
    verdict.claim.citations.filter(kind="evidence").delete()
    with pytest.raises(GateClosed):
        verdict.approve(by=make_user(), now=NOW)


def test_two_people_approving_at_once_publish_once():
    verdict = submitted()
    late = type(verdict).objects.get(pk=verdict.pk)
    verdict.approve(by=make_user(), now=NOW)
    with pytest.raises(NotAllowed):
        late.approve(by=make_user(), now=NOW)


def test_the_gate_names_everything_that_an_empty_claim_lacks():
    verdict = make_verdict(
        make_claim(why_chosen_ko="", why_chosen_en="", claimant=make_claimant()),
        rating=None, summary_ko="", summary_en="", as_of=None, contact_exception="",
    )  # fmt: skip
    assert missing(verdict) == {
        Gate.APPEARANCE, Gate.WHY_CHOSEN, Gate.EVIDENCE, Gate.TWO_SOURCES, Gate.COUNTER_EVIDENCE,
        Gate.RATING, Gate.SUMMARY_KO, Gate.SUMMARY_EN, Gate.AS_OF, Gate.CONTACT,
    }  # fmt: skip
    with pytest.raises(GateClosed) as refusal:
        verdict.submit(by=verdict.author, now=NOW)
    assert {item.rule for item in refusal.value.missing} == missing(verdict)


def test_two_outlets_repeating_one_wire_story_count_as_one_source():
    claim = make_claim()
    make_appearance(claim)
    for stance in (Stance.SUPPORTS, Stance.REFUTES):
        make_citation(claim, make_source("A quote.", independence_group="Yonhap"), "quote", stance=stance)
    assert missing(make_verdict(claim)) == {Gate.TWO_SOURCES}


def test_a_written_reason_excepts_from_the_two_source_rule_and_is_kept_for_readers():
    claim = make_claim()
    make_appearance(claim)
    make_citation(claim, make_source("A quote."), "quote")
    verdict = make_verdict(claim, source_exception="Only the maker knows.", no_counter_evidence=True)
    item = next(item for item in verdict.gate() if item.rule == Gate.TWO_SOURCES)
    assert item.is_met and item.exception == "Only the maker knows."


def test_a_quote_that_changed_in_its_source_closes_the_gate():
    claim = make_ready_claim()
    claim.citations.filter(kind="evidence").update(finding=Finding.NUMBER_CHANGED)
    assert missing(make_verdict(claim)) == {Gate.QUOTES_STAND}


def test_evidence_on_one_side_only_needs_word_that_the_other_was_looked_for():
    claim = make_ready_claim()
    claim.citations.filter(stance=Stance.REFUTES).update(stance=Stance.SUPPORTS)
    assert missing(make_verdict(claim)) == {Gate.COUNTER_EVIDENCE}


@pytest.mark.parametrize("checkability", ["opinion", "forecast", "vague"])
def test_what_is_no_fact_is_not_rated_true_or_false(checkability):
    claim = make_ready_claim(checkability=checkability)
    assert missing(make_verdict(claim)) == {Gate.RATABLE}
    claim.verdicts.update(rating=Rating.objects.get(code="not-checkable"))
    assert missing(claim.verdicts.get()) == set()


def test_a_source_without_title_or_publisher_closes_the_gate():
    claim = make_ready_claim()
    source = claim.evidence[0].source
    source.publisher = ""
    source.save()
    assert missing(make_verdict(claim)) == {Gate.NAMED_SOURCES}


def test_a_replacement_owes_readers_a_correction_note():
    draft = make_published_claim().verdict.revise(by=make_user(Role.EDITOR))
    assert missing(draft) == {Gate.CORRECTION_NOTE}


def test_a_replacement_supersedes_the_verdict_before_and_leaves_a_correction():
    claim = make_published_claim()
    before, later = claim.verdict, NOW + timedelta(days=3)
    draft = before.revise(by=make_user(Role.EDITOR))
    draft.rating = Rating.objects.get(code="false")
    draft.correction_kind, draft.correction_ko = CorrectionKind.VERDICT_CHANGE, "새 자료가 나왔다."
    draft.save()
    draft.submit(by=draft.author, now=later)
    assert Claim.objects.get().verdict == before  # readers keep the old one until it is approved

    draft.approve(by=make_user(), now=later)

    before.refresh_from_db()
    correction = Correction.objects.get()
    assert before.state == VerdictState.SUPERSEDED and before.superseded_at == later
    assert (correction.before, correction.after) == (before, draft)
    assert Claim.objects.get().published_at == NOW  # the day of the first publication stays


def test_a_withdrawn_claim_leaves_the_lists_and_keeps_its_note():
    claim = make_published_claim()
    note = claim.withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="Forged.")
    assert note.kind == CorrectionKind.RETRACTION
    assert not Claim.objects.published().exists()
    assert claim.verdict is None


def test_a_check_is_withdrawn_once_however_many_press_the_button():
    claim = make_published_claim()
    late = Claim.objects.with_verdict().get(pk=claim.pk)
    claim.withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="Forged.")
    with pytest.raises(ValueError, match="published"):
        late.withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="Forged.")
    assert Correction.objects.count() == 1


def test_a_withdrawn_claim_stays_so_while_its_next_verdict_is_reviewed_and_sent_back():
    claim = make_published_claim()
    claim.withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="Forged.")
    verdict = make_verdict(claim, correction_kind=CorrectionKind.UPDATE, correction_en="Looked at anew.")
    verdict.submit(by=verdict.author, now=NOW)
    assert Claim.objects.get().state == ClaimState.WITHDRAWN
    verdict.send_back(by=make_user(Role.APPROVER), now=NOW, note="Why?")
    assert Claim.objects.get().state == ClaimState.WITHDRAWN
    verdict.submit(by=verdict.author, now=NOW)
    verdict.approve(by=make_user(Role.APPROVER), now=NOW)
    assert Claim.objects.published().get().verdict == verdict


def test_only_a_published_claim_can_be_withdrawn():
    with pytest.raises(ValueError, match="published"):
        make_claim().withdraw(by=make_user(), now=NOW)


@pytest.mark.parametrize("result", ["verdict_changes", "not_news", "use_archive"])
def test_a_lost_quote_that_an_editor_decided_on_does_not_bar_the_corrected_verdict(result):
    claim = make_published_claim()
    draft = claim.verdict.revise(by=make_user(Role.EDITOR))
    draft.correction_kind, draft.correction_en = CorrectionKind.UPDATE, "The source changed."
    draft.save()
    piece = claim.evidence[0]
    claim.citations.filter(pk=piece.pk).update(finding=Finding.MISSING, changed_at=NOW)
    given = {"kind": AlertKind.QUOTE_MISSING, "source": piece.source, "citation": piece, "opened_at": NOW}
    alert = Alert.objects.create(**given)
    assert missing(draft) == {Gate.QUOTES_STAND}

    alert.close(result, by=make_user(Role.EDITOR), now=NOW)

    assert missing(draft) == set()
    Alert.objects.create(**given)  # it changed again, and nobody has decided on that
    assert missing(draft) == {Gate.QUOTES_STAND}


def test_a_quote_found_again_by_itself_is_no_decision_of_an_editor():
    claim = make_ready_claim()
    piece = claim.evidence[0]
    claim.citations.filter(pk=piece.pk).update(finding=Finding.MISSING)
    alert = Alert.objects.create(
        kind=AlertKind.QUOTE_MISSING, source=piece.source, citation=piece, opened_at=NOW
    )
    alert.close("recovered", now=NOW)
    assert missing(make_verdict(claim)) == {Gate.QUOTES_STAND}
