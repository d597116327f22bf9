"""Who asked an outlet or a claimant is told, once, that no answer came by the deadline."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from claims import tasks
from claims.letters import send_notices
from claims.models import ContactLog, Notice, OutletRequest
from claims.tests.make import make_article, make_claim, make_user
from claims.words import NoticeKind, OutletAnswer, Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ask_outlet(**given) -> OutletRequest:
    usual = {"asked_at": timezone.now() - 9 * DAY, "due_on": timezone.localdate() - DAY}
    given = usual | given
    given.setdefault("asked_by", make_user(Role.EDITOR))
    article = given.pop("article", None) or make_article()
    return OutletRequest.objects.create(article=article, **given)


def ask_claimant(**given) -> ContactLog:
    usual = {"contacted_at": timezone.now() - 9 * DAY, "due_at": timezone.now() - DAY, "contacted": "Ms Kim"}
    given = usual | given
    given.setdefault("by", make_user(Role.EDITOR))
    claim = given.pop("claim", None) or make_claim()
    return ContactLog.objects.create(claim=claim, **given)


@pytest.mark.parametrize("ask", [ask_outlet, ask_claimant])
def test_who_asked_is_told_once_however_often_the_task_runs(ask):
    asked = ask()

    for _ in range(3):
        tasks.remind_of_unanswered()

    notice = Notice.objects.get()
    assert notice.kind == NoticeKind.UNANSWERED
    assert notice.user == (asked.asked_by if ask is ask_outlet else asked.by)


def test_nobody_is_told_before_the_deadline_is_over():
    ask_outlet(due_on=timezone.localdate())
    ask_outlet(due_on=None)
    ask_claimant(due_at=timezone.now() + timedelta(minutes=1))
    ask_claimant(due_at=None)
    tasks.remind_of_unanswered()
    assert not Notice.objects.exists()


def test_an_answer_ends_the_waiting():
    for answer in (OutletAnswer.CORRECTED, OutletAnswer.REFUSED, OutletAnswer.NO_ANSWER):
        ask_outlet(answer=answer)
    ask_claimant(answered_at=timezone.now(), answer="We stand by it.")
    tasks.remind_of_unanswered()
    assert not Notice.objects.exists()


def test_a_deadline_that_is_moved_is_told_of_anew():
    asked, contact = ask_outlet(), ask_claimant()
    tasks.remind_of_unanswered()

    OutletRequest.objects.filter(pk=asked.pk).update(due_on=asked.due_on - DAY)
    ContactLog.objects.filter(pk=contact.pk).update(due_at=contact.due_at - DAY)
    tasks.remind_of_unanswered()
    tasks.remind_of_unanswered()

    assert Notice.objects.count() == 4


def test_when_who_asked_left_the_desk_the_one_whose_work_it_is_now_is_told():
    gone, now = make_user(is_active=False), make_user(Role.EDITOR)
    ask_outlet(asked_by=gone, article=make_article(assignee=now))
    ask_claimant(by=gone, claim=make_claim(assignee=now))
    ask_claimant(by=gone)
    tasks.remind_of_unanswered()
    assert [notice.user for notice in Notice.objects.all()] == [now, now]


def test_what_is_late_is_what_the_database_s_clock_says(monkeypatch):
    ask_claimant(due_at=timezone.now() + DAY)
    monkeypatch.setattr(timezone, "now", lambda: connection_time() + 30 * DAY)
    tasks.remind_of_unanswered()
    assert not Notice.objects.exists()


def connection_time():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def test_the_mail_leads_to_the_request_and_to_the_claim(mailoutbox):
    user = make_user(Role.EDITOR, language="en")
    asked, contact = ask_outlet(asked_by=user), ask_claimant(by=user)
    tasks.remind_of_unanswered()

    send_notices(timezone.now())

    (letter,) = mailoutbox
    assert "No answer by the deadline" in letter.subject
    assert (
        f"/admin/claims/outletrequest/?article__id__exact={asked.article_id}&answer__exact=asked"
        in letter.body
    )
    assert f"/admin/claims/claim/{contact.claim_id}/change/" in letter.body
    assert f"한국경제일보 · {asked.due_on}" in letter.body
