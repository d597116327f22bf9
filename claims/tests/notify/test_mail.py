"""Who is told of alerts, what the mail says, and that it comes once."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from claims.models import Alert, Check, Delivery, Host
from claims.notify import hand_out, send_alerts, send_letters
from claims.tests.make import NOW, make_citation, make_claim, make_source, make_user
from claims.words import AlertKind, AlertResult, Outcome, Rhythm, Role

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
    source = make_source(url=url)
    given = {"kind": kind, "host": Host.of(source.key), "opened_at": NOW} | given
    return Alert.objects.create(source=source, **given)


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
    make_user(Role.EDITOR, rhythm=Rhythm.NONE)
    make_user(Role.EDITOR, email="")
    make_alert(assignee=make_user(Role.EDITOR, rhythm=Rhythm.NONE))
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


def break_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def mend_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_a_mail_server_that_is_down_loses_nothing(editor, settings):
    make_alert(assignee=editor)
    break_mail(settings)
    assert send_alerts(NOW) == 0
    mend_mail(settings)
    assert send_alerts(NOW + timedelta(minutes=1)) == 1


def test_a_letter_that_failed_waits_longer_each_time(editor, settings):
    make_alert(assignee=editor)
    break_mail(settings)
    waits, now = [], NOW
    for _ in range(4):
        send_alerts(now)
        due_at = Delivery.objects.get().due_at
        waits.append((due_at - now).total_seconds())
        now = due_at
    assert waits == [60, 120, 240, 480]


def test_a_mail_server_that_is_down_is_not_asked_for_everybody(settings):
    for _ in range(6):
        make_alert(assignee=make_user(Role.EDITOR))
    break_mail(settings)
    send_alerts(NOW)
    assert Delivery.objects.filter(tries=1).count() == 3


def test_the_same_news_sent_twice_carries_one_message_id(editor):
    make_alert(assignee=editor)
    send_alerts(NOW)
    Delivery.objects.update(sent_at=None)
    send_letters(NOW)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_news_of_an_alert_that_was_told_before_is_told_again(editor):
    alert = make_alert(assignee=editor)
    send_alerts(NOW)
    Alert.objects.update(notified_at=None, after="cost $9.999M")
    send_alerts(NOW + timedelta(hours=1))
    assert "$9.999M" in mail.outbox[1].body
    assert alert.deliveries.count() == 2


# --- The pace each has chosen ------------------------------------------------------------------


def member(**given):
    """An editor in Seoul who is not told of the worst at once; NOW is 18:00 there."""
    given = {"worst_at_once": False, "time_zone": "Asia/Seoul"} | given
    return make_user(Role.EDITOR, **given)


def sent_after(hours, **given):
    """Whether the letter about an alert opened NOW has gone out so many hours later."""
    make_alert(assignee=member(**given))
    mail.outbox.clear()
    hand_out(NOW)
    return send_letters(NOW + timedelta(hours=hours)) == 1


@pytest.mark.parametrize(("hours", "expected"), [(0.9, False), (1, True)])
def test_an_hourly_letter_comes_at_the_full_hour(hours, expected):
    assert sent_after(hours, rhythm=Rhythm.HOURLY) is expected


@pytest.mark.parametrize(("hours", "expected"), [(13.9, False), (14, True)])
def test_a_daily_letter_comes_at_its_hour_in_the_person_s_own_zone(hours, expected):
    assert sent_after(hours, rhythm=Rhythm.DAILY, digest_hour=8) is expected


def test_the_hour_of_another_zone_is_another_hour():
    assert sent_after(1, rhythm=Rhythm.DAILY, digest_hour=11, time_zone="Europe/Berlin") is True


def test_a_zone_that_nobody_knows_is_the_desk_s(settings):
    settings.TIME_ZONE = "Asia/Seoul"
    assert sent_after(13.9, rhythm=Rhythm.DAILY, digest_hour=8, time_zone="Mars/Olympus") is False


def test_the_worst_comes_at_once_for_who_wants_that():
    assert sent_after(0, rhythm=Rhythm.DAILY, worst_at_once=True) is True


def test_a_digest_holds_all_that_came_meanwhile():
    editor = member(rhythm=Rhythm.HOURLY)
    for minutes in (0, 20, 40):
        make_alert(assignee=editor)
        hand_out(NOW + timedelta(minutes=minutes))
        send_letters(NOW + timedelta(minutes=minutes))
    assert mail.outbox == []
    send_letters(NOW + timedelta(hours=1))
    (letter,) = mail.outbox
    assert "and 2 more alerts" in letter.subject


# --- Reminders, and a host in trouble ----------------------------------------------------------


def test_what_nobody_has_seen_is_told_again_at_widening_intervals(editor):
    make_alert(assignee=editor)
    days = []
    for day in range(60):
        mail.outbox.clear()
        if send_alerts(NOW + timedelta(days=day)):
            days.append(day)
    assert days == [0, 1, 4, 11, 25, 53]


def test_what_somebody_has_seen_is_not_told_again(editor):
    alert = make_alert(assignee=editor)
    send_alerts(NOW)
    alert.acknowledge(by=editor, now=NOW)
    assert send_alerts(NOW + timedelta(days=2)) == 0


def test_a_reminder_says_that_it_is_one(editor):
    make_alert(assignee=editor)
    send_alerts(NOW)
    send_alerts(NOW + timedelta(days=1))
    assert "Still open: A number in a quote changed" in mail.outbox[1].subject


def test_more_of_a_host_s_trouble_waits_for_the_next_day_and_comes_together(editor):
    make_source_alert("https://gone.example/0")
    send_alerts(NOW)
    for number in range(1, 8):
        make_source_alert(f"https://gone.example/{number}", opened_at=NOW + timedelta(hours=number))
        send_alerts(NOW + timedelta(hours=number))
    assert len(mail.outbox) == 1
    send_alerts(NOW + timedelta(days=1))
    assert "and 6 more sources of the same host" in mail.outbox[1].body
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_several_senders_at_once_tell_everybody_once():
    editors = [make_user(Role.EDITOR) for _ in range(4)]
    for number in range(12):
        make_alert(assignee=editors[number % 4])

    def ring():
        for _ in range(3):
            send_alerts(NOW)
        connection.close()

    rings = [threading.Thread(target=ring) for _ in range(4)]
    for one in rings:
        one.start()
    for one in rings:
        one.join()
    send_alerts(NOW)
    told = [line for letter in mail.outbox for line in letter.body.splitlines() if "/alert/" in line]
    told = [line for line in told if "/change/" in line]
    assert len(told) == len(set(told)) == 12
    assert not Delivery.objects.filter(sent_at=None).exists()
