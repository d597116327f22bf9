"""What chats and webhooks are told, how they fail, and where their addresses may not lead."""

import logging
import socket
from datetime import timedelta

import pytest
from django.core import mail

from claims.models import Alert, Channel, Delivery
from claims.notify import hand_out, send_letters, send_to_channels, sockets
from claims.recheck.guard import Guard, Refused
from claims.tests.make import NOW, make_user
from claims.tests.notify.test_mail import make_alert
from claims.tests.notify.webhook import Webhook
from claims.words import AlertKind, AlertResult, Rhythm, Role

pytestmark = pytest.mark.django_db
SECRET = "s3cr3t-token"


@pytest.fixture
def webhook(settings):
    with Webhook() as webhook:
        settings.NOTICE_ALLOWED_HOSTS = [webhook.host]
        yield webhook


def make_channel(webhook, **given):
    given = {"name": "Newsroom", "address": webhook.address, "language": "en"} | given
    return Channel.objects.create(**given)


def ring(now=NOW):
    hand_out(now)
    return send_to_channels(now)


def test_a_desk_s_channel_is_told_claim_passage_before_and_after_and_the_way_to_the_desk(webhook, settings):
    settings.SITE_URL = "https://desk.example"
    make_channel(webhook)
    alert = make_alert()
    assert ring() == 1
    (told,) = webhook.told
    assert "A number in a quote changed" in told["title"]
    for words in (
        "Developing DeepSeek-V3 cost $5.576M",
        "Before: “cost $5.576M”",
        "Now: “cost $5.567M”",
        f"https://desk.example/admin/claims/alert/{alert.pk}/change/",
    ):
        assert words in told["message"]


def test_a_channel_speaks_its_language(webhook):
    make_channel(webhook, language="ko")
    make_alert()
    ring()
    assert "딥시크 V3 개발에 557만6천달러가 들었다" in webhook.told[0]["message"]


def test_a_channel_is_told_once(webhook):
    make_channel(webhook)
    make_alert()
    ring()
    assert ring(NOW + timedelta(hours=1)) == 0
    assert len(webhook.told) == 1


def test_a_channel_is_told_the_kinds_that_were_chosen_for_it(webhook):
    make_channel(webhook, kinds=[AlertKind.NUMBER_CHANGED])
    make_alert(kind=AlertKind.QUOTE_EDITED)
    assert ring() == 0
    make_alert()
    assert ring() == 1


def test_a_person_s_channel_is_told_of_that_person_s_alerts_only(webhook, editor):
    make_channel(webhook, owner=editor)
    make_alert(assignee=make_user(Role.EDITOR))
    assert ring() == 0
    make_alert(assignee=editor)
    assert ring() == 1


def test_who_has_a_chat_and_wants_no_mail_is_told_in_the_chat_alone(webhook, editor, approver):
    editor.rhythm = Rhythm.NONE
    editor.save()
    make_channel(webhook, owner=editor)
    make_alert(assignee=editor)
    ring()
    send_letters(NOW)
    assert len(webhook.told) == 1
    assert mail.outbox == []


def test_a_channel_out_of_use_is_told_nothing(webhook):
    make_channel(webhook, is_on=False)
    make_alert()
    assert ring() == 0


def test_a_channel_that_fails_shows_its_error_and_is_tried_later_and_later(webhook):
    channel = make_channel(webhook)
    make_alert()
    webhook.status, now, waits = 500, NOW, []
    for _ in range(3):
        ring(now)
        due_at = Delivery.objects.get(channel=channel).due_at
        waits.append((due_at - now).total_seconds())
        now = due_at
    channel.refresh_from_db()
    assert waits == [60, 120, 240]
    assert channel.failures == 3
    assert "500" in channel.last_error
    webhook.status = 200
    assert ring(now) == 1
    channel.refresh_from_db()
    assert (channel.failures, channel.last_error, channel.worked_at) == (0, "", now)


def test_a_channel_that_fails_holds_up_neither_mail_nor_other_channels(webhook, editor):
    make_channel(webhook, address=f"json://127.0.0.1:{free_port()}/x")
    make_channel(webhook)
    make_alert(assignee=editor)
    assert ring() == 1
    assert send_letters(NOW) == 1


def test_what_was_settled_meanwhile_is_told_to_nobody(webhook):
    make_channel(webhook)
    make_alert()
    hand_out(NOW)
    Alert.objects.update(closed_at=NOW, result=AlertResult.RECOVERED)
    assert send_to_channels(NOW) == 0
    assert not Delivery.objects.exists()


def test_no_secret_of_an_address_is_logged_or_kept_with_an_error(webhook, caplog):
    caplog.set_level(logging.INFO)
    channel = make_channel(webhook)
    make_alert()
    webhook.status = 403
    ring()
    channel.refresh_from_db()
    assert SECRET not in caplog.text
    assert SECRET not in channel.last_error + str(channel)
    assert sockets.shown(channel.address) == f"json://{webhook.host}/…"


# --- Where a channel may not lead --------------------------------------------------------------


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("json://127.0.0.1/x", "refused"),
        ("json://169.254.169.254/latest", "refused"),
        ("json://2130706433/x", "refused"),
        ("jsons://10.0.0.8/x", "refused"),
        ("json://localhost/x", "refused"),
        ("json://[::1]/x", "refused"),
        ("xml://192.168.1.1/x", "refused"),
        ("gotify://printer.local/token123", "refused"),
        ("json://93.184.216.34:6379/x", "refused"),
        ("json://93.184.216.34/x?redirect=yes", "option"),
        ("json://93.184.216.34/x?template=/etc/passwd", "option"),
        ("syslog://", "scheme"),
        ("mailto://user:pass@example.com", "scheme"),
        ("no address at all", "unknown"),
        ("json://93.184.216.34/x", ""),
        ("tgram://123456789:abcdefghijklmnopabcdefghijklmnopabc/12315544", ""),
    ],
)
def test_an_address_that_leads_where_it_must_not_is_refused(address, why):
    assert sockets.why_not(address) == why


def test_a_host_that_the_operator_named_is_allowed(webhook):
    assert sockets.why_not(webhook.address) == ""


def test_what_was_kept_is_judged_again_when_it_is_sent_to(webhook, settings):
    channel = make_channel(webhook)
    settings.NOTICE_ALLOWED_HOSTS = []
    make_alert()
    assert ring() == 0
    channel.refresh_from_db()
    assert channel.last_error.startswith("refused: ")
    assert webhook.asked == []


def test_a_redirect_leads_nowhere(webhook):
    make_channel(webhook)
    webhook.status, webhook.location = 307, f"http://{webhook.host}/elsewhere"
    make_alert()
    assert ring() == 0
    assert webhook.asked == ["/hooks/s3cr3t-token"]


def test_the_very_socket_is_watched_whatever_the_name_said(webhook):
    with sockets.guarded(Guard(allowed_ports=[webhook.port])) as refused, pytest.raises(Refused):
        socket.create_connection(("127.0.0.1", webhook.port))
    assert refused == ["loopback"]
    socket.create_connection(("127.0.0.1", webhook.port)).close()
