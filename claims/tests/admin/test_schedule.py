"""An approver sets the time at which a verdict goes public, and can take it back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Notice, Verdict
from claims.tests.make import make_ready_claim, make_user, make_verdict
from claims.words import NoticeKind, Role, VerdictState

pytestmark = pytest.mark.django_db


def handed_in(**given) -> Verdict:
    verdict = make_verdict(make_ready_claim(), **given)
    verdict.submit(by=verdict.author, now=timezone.now())
    return verdict


def act(client, user, verdict, step, **data):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client.post(reverse(f"admin:claims_claim_{step}", args=[verdict.claim_id]), data, follow=True)


def tomorrow() -> str:
    return f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}"


def test_an_approver_sets_a_time_in_the_time_zone_of_the_desk(client, approver):
    verdict = handed_in()
    page = act(client, approver, verdict, "schedule", publish_at="2031-05-06T07:08").content.decode()
    verdict.refresh_from_db()
    assert verdict.state == VerdictState.SCHEDULED
    assert f"{timezone.localtime(verdict.publish_at):%Y-%m-%dT%H:%M}" == "2031-05-06T07:08"
    assert "Approved: it goes public on 6 May 2031 07:08.</li>" in page
    assert "It goes public on" in page and "Take the time back" in page


def test_its_author_cannot(client, approver):
    verdict = handed_in(author=approver)
    page = act(client, approver, verdict, "schedule", publish_at=tomorrow()).content.decode()
    verdict.refresh_from_db()
    assert verdict.state == VerdictState.SUBMITTED
    assert "somebody else must approve it" in page


def test_an_editor_cannot(client, editor):
    verdict = handed_in()
    assert act(client, editor, verdict, "schedule", publish_at=tomorrow()).status_code == 403


@pytest.mark.parametrize(
    ("typed", "told"), [("", "Give the day and the time"), ("2001-01-01T01:01", "That time has passed")]
)
def test_a_time_that_cannot_be_is_refused_in_words(client, approver, typed, told):
    verdict = handed_in()
    page = act(client, approver, verdict, "schedule", publish_at=typed).content.decode()
    verdict.refresh_from_db()
    assert verdict.state == VerdictState.SUBMITTED and told in page


def test_the_time_can_be_taken_back(client, approver):
    verdict = handed_in()
    act(client, approver, verdict, "schedule", publish_at=tomorrow())
    act(client, approver, verdict, "unschedule")
    verdict.refresh_from_db()
    assert (verdict.state, verdict.publish_at) == (VerdictState.SUBMITTED, None)


def test_what_waits_for_its_time_can_be_read_and_not_written(client, approver, editor):
    verdict = handed_in()
    act(client, approver, verdict, "schedule", publish_at=tomorrow())
    client.force_login(editor)
    address = reverse("admin:claims_claim_verdict", args=[verdict.claim_id])
    assert "Mostly right." in client.get(address).content.decode()
    client.post(address, {"summary_en": "Slipped in."})
    verdict.refresh_from_db()
    assert verdict.summary_en == "Mostly right."


def test_the_morning_page_lists_what_goes_public(client, approver):
    verdict = handed_in()
    act(client, approver, verdict, "schedule", publish_at=tomorrow())
    page = client.get(reverse("admin:index")).content.decode()
    assert "Going public" in page


@pytest.mark.parametrize("step", ["approve", "schedule"])
def test_who_approves_approves_what_they_read(client, approver, step):
    verdict = handed_in()
    read = verdict.submitted_at.isoformat()
    verdict.send_back(by=approver, now=timezone.now(), note="Hm.")
    verdict.submit(by=verdict.author, now=timezone.now() + timedelta(seconds=5))
    page = act(client, approver, verdict, step, publish_at=tomorrow(), handed_in=read).content.decode()
    verdict.refresh_from_db()
    assert verdict.state == VerdictState.SUBMITTED
    assert "Read it once more" in page


def test_a_verdict_sent_back_tells_its_author(client, approver, editor):
    verdict = handed_in(author=editor)
    act(client, approver, verdict, "send_back", note="Which year?")
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.by) == (editor, NoticeKind.SENT_BACK, approver)
    client.force_login(editor)
    assert "Which year?" in client.get(reverse("admin:index")).content.decode()


def test_following_a_notice_marks_it_read_and_nobody_follows_another_s(client, approver, editor):
    verdict = handed_in(author=editor)
    act(client, approver, verdict, "send_back", note="Which year?")
    address = reverse("admin:claims_notice_open", args=[Notice.objects.get().pk])
    client.force_login(make_user(Role.EDITOR))
    assert client.get(address).status_code == 404
    client.force_login(editor)
    assert client.get(address).url == reverse("admin:claims_claim_change", args=[verdict.claim_id])
    assert not Notice.objects.unread().exists()


def test_the_list_of_notices_shows_one_s_own(client, approver, editor):
    act(client, approver, handed_in(author=editor), "send_back", note="Which year?")
    address, row = reverse("admin:claims_notice_changelist"), "Developing DeepSeek-V3"
    client.force_login(editor)
    assert row in client.get(address).content.decode()
    client.force_login(make_user(Role.EDITOR))
    assert row not in client.get(address).content.decode()


def test_all_are_read_with_one_click(client, approver, editor):
    act(client, approver, handed_in(author=editor), "send_back", note="Which year?")
    client.force_login(editor)
    client.post(reverse("admin:claims_notice_read"))
    assert not Notice.objects.unread().exists()
