"""The verdict's way through the desk: draft, handed in, approved by another, revised, withdrawn."""

import pytest
from django.urls import reverse

from claims.models import Rating, Verdict
from claims.tests.make import make_claim, make_published_claim, make_ready_claim, make_verdict
from claims.words import ClaimState, VerdictState


def url(name, claim):
    return reverse(f"admin:claims_claim_{name}", args=[claim.pk])


def written(**given):
    return {
        "rating": Rating.objects.get(code="mostly-true").pk,
        "as_of": "2025-02-01",
        "summary_ko": "대체로 맞다.",
        "summary_en": "Mostly right.",
        "contact_exception": "The report is public.",
    } | given


def log_in(client, user):
    client.force_login(user)
    return client


def test_a_contributor_writes_a_draft_but_cannot_hand_it_in(client, contributor):
    claim = make_ready_claim()
    log_in(client, contributor)

    client.post(url("verdict", claim), written())
    refused = client.post(url("submit", claim))

    verdict = Verdict.objects.get()
    claim.refresh_from_db()
    assert (verdict.state, verdict.author) == (VerdictState.DRAFT, contributor)
    assert claim.state == ClaimState.CHECKING
    assert refused.status_code == 403


def test_the_gate_blocks_and_says_in_plain_words_what_is_missing_and_where_to_mend_it(desk):
    claim = make_claim(why_chosen_ko="", why_chosen_en="")

    answer = desk.post(url("verdict", claim), {"summary_en": "Hm.", "submit": "1"}, follow=True)

    page = answer.content.decode()
    assert Verdict.objects.get().state == VerdictState.DRAFT
    assert "The verdict cannot be public yet" in page
    assert "Say why this claim was chosen." in page
    assert f'{reverse("admin:claims_claim_change", args=[claim.pk])}#evidence"' in page


def test_what_one_person_wrote_another_approves_and_it_is_public(client, editor, approver):
    claim = make_ready_claim()

    log_in(client, editor).post(url("verdict", claim), written(submit="1"))
    handed_in = Verdict.objects.get().state
    answer = log_in(client, approver).post(url("approve", claim), follow=True)

    claim.refresh_from_db()
    assert handed_in == VerdictState.SUBMITTED
    assert claim.state == ClaimState.PUBLISHED
    assert claim.verdict.approver == approver
    assert "the verdict is public" in answer.content.decode()


def test_nobody_approves_a_verdict_of_their_own(client, approver):
    claim = make_ready_claim()
    log_in(client, approver).post(url("verdict", claim), written(submit="1"))

    page = client.get(reverse("admin:claims_claim_change", args=[claim.pk])).content.decode()
    answer = client.post(url("approve", claim), follow=True)

    assert "Approve and publish" not in page
    assert "You wrote this verdict, so somebody else must approve it." in answer.content.decode()
    assert Verdict.objects.get().state == VerdictState.SUBMITTED


def test_who_saves_a_draft_last_is_its_author_and_cannot_approve_it(client, editor, approver):
    claim = make_ready_claim()
    log_in(client, editor).post(url("verdict", claim), written())
    log_in(client, approver).post(
        url("verdict", claim), written(version_read=1, summary_en="Mine", submit="1")
    )

    client.post(url("approve", claim))

    verdict = Verdict.objects.get()
    assert (verdict.author, verdict.state) == (approver, VerdictState.SUBMITTED)


def test_an_editor_without_the_right_cannot_approve(client, editor, contributor):
    claim = make_ready_claim()
    verdict = make_verdict(claim, author=contributor)
    verdict.submit(by=editor, now=verdict.created_at)

    refused = log_in(client, editor).post(url("approve", claim))

    assert refused.status_code == 403
    assert Verdict.objects.get().state == VerdictState.SUBMITTED


def test_a_verdict_sent_back_carries_the_note_to_its_author(client, editor, approver):
    claim = make_ready_claim()
    log_in(client, editor).post(url("verdict", claim), written(submit="1"))

    log_in(client, approver).post(url("send_back", claim), {"note": "Which month?"})
    page = log_in(client, editor).get(reverse("admin:claims_claim_change", args=[claim.pk])).content.decode()

    assert Verdict.objects.get().state == VerdictState.DRAFT
    assert "Which month?" in page


def test_sending_back_without_a_word_is_refused(client, editor, approver):
    claim = make_ready_claim()
    log_in(client, editor).post(url("verdict", claim), written(submit="1"))

    log_in(client, approver).post(url("send_back", claim), {"note": "  "})

    assert Verdict.objects.get().state == VerdictState.SUBMITTED


def test_a_public_verdict_is_revised_by_a_new_one_that_owes_readers_a_note(client, editor, approver):
    claim = make_published_claim()
    log_in(client, editor).post(url("revise", claim))
    form = client.get(url("verdict", claim)).content.decode()

    words = {"wording_ko": claim.wording_ko, "wording_en": claim.wording_en, "summary_en": "New words."}
    client.post(url("verdict", claim), written(version_read=1, submit="1", **words))
    without_note = Verdict.objects.get(state__in=["draft", "submitted"]).state
    client.post(
        url("verdict", claim),
        written(
            version_read=2,
            submit="1",
            correction_kind="correction",
            **words,
            correction_en="We mixed up two years.",
        ),
    )
    log_in(client, approver).post(url("approve", claim))

    assert "correction_kind" in form
    assert without_note == VerdictState.DRAFT
    assert claim.corrections.get().note_en == "We mixed up two years."
    assert claim.verdicts.get(state=VerdictState.APPROVED).summary_en == "New words."


def test_a_public_verdict_is_not_written_over(desk):
    claim = make_published_claim()

    desk.post(url("verdict", claim), written(summary_en="Overwritten"))

    assert claim.verdicts.get().summary_en == "Mostly right."


def test_a_published_check_is_withdrawn_with_a_note_by_who_may(client, editor, approver):
    claim = make_published_claim()

    refused = log_in(client, editor).post(url("withdraw", claim), {"note_en": "No."})
    log_in(client, approver).post(url("withdraw", claim), {"note_en": ""})
    before = claim.verdicts.get().state
    client.post(url("withdraw", claim), {"note_en": "The source was forged."})

    claim.refresh_from_db()
    assert refused.status_code == 403
    assert before == VerdictState.APPROVED
    assert claim.state == ClaimState.WITHDRAWN


def test_two_editors_at_one_draft_the_second_is_told_and_loses_nothing(desk):
    claim = make_ready_claim()
    desk.post(url("verdict", claim), written())
    first = written(version_read=1, summary_en="Theirs")
    second = written(version_read=1, summary_en="Mine", **{"initial-summary_en": "Mostly right."})

    desk.post(url("verdict", claim), first)
    answer = desk.post(url("verdict", claim), second)

    page = answer.content.decode()
    assert Verdict.objects.get().summary_en == "Theirs"
    assert "Theirs" in page
    assert "Mine" in page
    assert "Somebody else saved this" in page


@pytest.mark.parametrize("name", ["submit", "approve", "send_back", "revise", "withdraw"])
def test_no_step_is_taken_by_a_get(desk, name):
    assert desk.get(url(name, make_ready_claim())).status_code == 405


def test_a_step_from_a_stale_page_is_refused_in_words(client, approver):
    claim = make_published_claim()

    answer = log_in(client, approver).post(url("approve", claim), follow=True)

    assert "no verdict here that waits for approval" in answer.content.decode()


def test_handing_in_what_is_not_written_says_to_write_it(client, editor):
    claim = make_ready_claim()
    answer = log_in(client, editor).post(url("submit", claim), follow=True)
    assert "write it first" in answer.content.decode()


def test_the_checklist_follows_what_is_typed_and_nothing_is_saved(desk):
    claim = make_ready_claim()

    page = desk.post(url("verdict_check", claim), written(summary_ko=""), headers={"HX-Request": "true"})

    told = page.content.decode()
    assert "<html" not in told
    assert ">Write the short summary in Korean.</a>" in told
    assert ">Choose a rating.</a>" not in told
    assert "Choose a rating." in told
    assert not Verdict.objects.exists()


def test_the_words_of_a_published_claim_are_corrected_with_its_verdict(client, editor, approver):
    claim = make_published_claim()
    log_in(client, editor).post(url("revise", claim))
    page = client.get(url("verdict", claim)).content.decode()
    client.post(
        url("verdict", claim),
        written(
            version_read=1,
            submit="1",
            wording_ko=claim.wording_ko,
            wording_en="Training DeepSeek-V3 cost $5.576M",
            correction_kind="correction",
            correction_en="Training, not all of its development.",
        ),
    )
    claim.refresh_from_db()
    assert claim.wording_en in page and claim.wording_en == "Developing DeepSeek-V3 cost $5.576M"

    log_in(client, approver).post(url("approve", claim))

    claim.refresh_from_db()
    correction = claim.corrections.get()
    assert claim.wording_en == correction.after.wording_en == "Training DeepSeek-V3 cost $5.576M"
    assert correction.before.wording_en == "Developing DeepSeek-V3 cost $5.576M"


def test_a_correction_cannot_leave_a_claim_without_words(client, editor):
    claim = make_published_claim()
    log_in(client, editor).post(url("revise", claim))
    answer = client.post(url("verdict", claim), written(version_read=1, wording_ko="", wording_en=""))
    assert answer.status_code == 200 and answer.context["form"].errors["wording_ko"]
