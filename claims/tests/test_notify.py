"""Who is told of alerts, what the mail says, and that it comes once."""

from datetime import timedelta

import pytest
from django.core import mail

from claims.models import Alert, Check
from claims.notify import send_alerts
from claims.tests.make import NOW, make_citation, make_claim, make_source, make_user
from claims.words import AlertKind, AlertResult, Outcome, Role

pytestmark = pytest.mark.django_db
TEXT = "The final training run cost $5.576M at $2 an hour."


def make_alert(**given):
    """An open alert that nobody was told of: a changed number in a quote of a claim."""
    claim = given.pop("claim", None) or make_claim(assignee=given.pop("assignee", None))
    citation = make_citation(claim, make_source(TEXT), "cost $5.576M")
    given = {
        "kind": AlertKind.NUMBER_CHANGED,
        "before": "cost $5.576M",
        "after": "cost $5.567M",
        "opened_at": NOW,
    } | given
    return Alert.objects.create(source=citation.source, citation=citation, **given)


def make_source_alert(url, kind=AlertKind.SOURCE_GONE, **given):
    return Alert.objects.create(source=make_source(url=url), kind=kind, opened_at=NOW, **given)


def test_whoever_looks_after_the_claim_is_told(editor):
    make_user(Role.EDITOR)
    make_alert(assignee=editor)
    assert send_alerts(NOW) == 1
    (letter,) = mail.outbox
    assert letter.to == [editor.email]


def test_the_mail_names_claim_passage_before_and_after_and_the_way_to_the_desk(editor, settings):
    settings.SITE_URL = "https://desk.example"
    alert = make_alert(assignee=editor)
    send_alerts(NOW)
    body = mail.outbox[0].body
    assert "Developing DeepSeek-V3 cost $5.576M" in body
    assert "Before: “cost $5.576M”" in body
    assert "Now: “cost $5.567M”" in body
    assert "\n   $5.576M → $5.567M\n" in body
    assert f"https://desk.example/admin/claims/alert/{alert.pk}/change/" in body
    assert "A number in a quote changed" in mail.outbox[0].subject


def test_nobody_looks_after_the_claim_so_all_editors_and_approvers_are_told(editor, approver, contributor):
    make_alert()
    send_alerts(NOW)
    assert {letter.to[0] for letter in mail.outbox} == {editor.email, approver.email}


def test_people_who_left_or_want_no_mail_get_none(approver):
    make_user(Role.EDITOR, is_active=False)
    make_user(Role.EDITOR, wants_alerts=False)
    make_user(Role.EDITOR, email="")
    make_alert(assignee=make_user(Role.EDITOR, wants_alerts=False))
    send_alerts(NOW)
    assert [letter.to for letter in mail.outbox] == [[approver.email]]


def test_an_alert_is_mailed_once(editor):
    alert = make_alert(assignee=editor)
    send_alerts(NOW)
    assert send_alerts(NOW + timedelta(hours=1)) == 0
    alert.refresh_from_db()
    assert alert.notified_at == NOW
    assert len(mail.outbox) == 1


def test_one_person_gets_one_mail_worst_first(editor):
    make_alert(assignee=editor, kind=AlertKind.QUOTE_EDITED)
    make_alert(assignee=editor)
    send_alerts(NOW)
    (letter,) = mail.outbox
    assert "and 1 more alert" in letter.subject
    assert letter.body.index("A number in a quote") < letter.body.index("The wording of a quote")


def test_a_host_that_is_gone_is_one_entry_however_many_sources_it_held(editor):
    for number in range(7):
        make_source_alert(f"https://gone.example/{number}")
    send_alerts(NOW)
    (letter,) = mail.outbox
    assert letter.body.count("A source is gone") == 1
    assert "and 6 more sources of the same host" in letter.body
    assert not Alert.objects.unsent().exists()


def test_news_of_a_source_goes_to_whoever_looks_after_a_claim_that_rests_on_it(editor):
    make_user(Role.EDITOR)
    citation = make_citation(make_claim(assignee=editor), make_source(TEXT), "cost $5.576M")
    gone = Check.objects.create(source=citation.source, checked_at=NOW, outcome=Outcome.GONE)
    Alert.objects.create(source=citation.source, kind=AlertKind.SOURCE_GONE, opened_at=NOW, found_by=gone)
    send_alerts(NOW)
    (letter,) = mail.outbox
    assert letter.to == [editor.email]
    assert "Gone (410)" in letter.body
    assert "Claim: Developing DeepSeek-V3 cost $5.576M" in letter.body


def test_what_settled_itself_before_the_mail_is_not_mailed(editor):
    make_alert(assignee=editor, closed_at=NOW, result=AlertResult.RECOVERED)
    assert send_alerts(NOW) == 0
    assert mail.outbox == []


def test_the_mail_speaks_the_person_s_language():
    make_alert(assignee=make_user(Role.EDITOR, language="ko"))
    send_alerts(NOW)
    assert "딥시크 V3 개발에 557만6천달러가 들었다" in mail.outbox[0].body


def test_a_mail_server_that_is_down_loses_nothing(editor, settings):
    make_alert(assignee=editor)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_alerts(NOW) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_alerts(NOW) == 1


def test_the_same_news_sent_twice_carries_one_message_id(editor):
    make_alert(assignee=editor)
    send_alerts(NOW)
    Alert.objects.update(notified_at=None)
    send_alerts(NOW)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
