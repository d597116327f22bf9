"""How somebody is told of alerts: a screen of their own, and the channels that leads enter."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from claims.models import Alert, Channel, Delivery, User
from claims.notify import hand_out, try_channel
from claims.tests.make import NOW, make_source, make_user
from claims.tests.notify.webhook import Webhook
from claims.words import AlertKind, Rhythm, Role

HOW = reverse("admin:my_notices")
ADD = reverse("admin:claims_channel_add")
SECRET = "s3cr3t-token"


@pytest.fixture
def webhook(settings):
    with Webhook() as webhook:
        settings.NOTICE_ALLOWED_HOSTS = [webhook.host]
        yield webhook


@pytest.fixture
def leads(client, approver):
    client.force_login(approver)
    return client


def chosen(**given):
    return {"rhythm": "daily", "digest_hour": "7", "time_zone": "Europe/Berlin", "language": "en"} | given


def channel_page(channel):
    return reverse("admin:claims_channel_change", args=[channel.pk])


@pytest.mark.parametrize("role", list(Role))
def test_everybody_at_the_desk_chooses_for_themselves(client, db, role):
    user = make_user(role)
    client.force_login(user)
    assert client.get(HOW).status_code == 200
    assert client.post(HOW, chosen()).status_code == 302
    user.refresh_from_db()
    assert (user.rhythm, user.worst_at_once, user.digest_hour) == (Rhythm.DAILY, False, 7)
    assert user.time_zone == "Europe/Berlin"


def test_nobody_else_s_choice_is_touched(desk, approver):
    desk.post(HOW, chosen())
    approver.refresh_from_db()
    assert approver.rhythm == Rhythm.AT_ONCE


def test_who_is_not_at_the_desk_is_sent_to_the_login(client, db):
    assert client.get(HOW).status_code == 302


def test_a_time_zone_that_does_not_exist_is_refused(desk, editor):
    assert desk.post(HOW, chosen(time_zone="Mars/Olympus")).status_code == 200
    editor.refresh_from_db()
    assert editor.time_zone == ""


def test_who_has_no_address_is_told_so(client, db):
    client.force_login(make_user(Role.EDITOR, email=""))
    assert "ask an administrator" in client.post(HOW, chosen()).content.decode()


def test_what_waits_already_comes_at_the_new_pace(desk, editor):
    User.objects.filter(pk=editor.pk).update(rhythm=Rhythm.DAILY)
    Alert.objects.create(kind=AlertKind.SOURCE_GONE, source=make_source(), opened_at=NOW)
    hand_out(NOW)
    Delivery.objects.update(due_at=NOW + timedelta(days=36500))
    desk.post(HOW, chosen(rhythm="at_once"))
    assert Delivery.objects.get(user=editor).due_at < NOW + timedelta(days=36500)


def test_the_screen_is_in_korean_too(desk):
    desk.cookies["django_language"] = "ko"
    assert "알림을 받는 방법" in desk.get(HOW).content.decode()


# --- Channels ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CONTRIBUTOR, 403), (Role.EDITOR, 403), (Role.APPROVER, 200), (Role.ADMINISTRATOR, 200)],
)
def test_only_leads_enter_channels(client, db, role, status):
    client.force_login(make_user(role))
    assert client.get(ADD).status_code == status


def add(client, address, **given):
    return client.post(ADD, {"name": "Newsroom", "new_address": address, "language": "en"} | given)


def test_an_address_is_never_shown_again(leads, webhook):
    answer = add(leads, webhook.address, is_on="on", kinds=["number_changed"])
    assert answer.status_code == 302
    channel = Channel.objects.get()
    assert channel.address == webhook.address
    assert channel.kinds == ["number_changed"]
    pages = [channel_page(channel), reverse("admin:claims_channel_changelist")]
    pages.append(reverse("admin:claims_channel_history", args=[channel.pk]))
    for page in pages:
        assert SECRET not in leads.get(page).content.decode()
    assert f"json://{webhook.host}/…" in leads.get(pages[0]).content.decode()
    assert SECRET not in "".join(str(entry) + entry.change_message for entry in LogEntry.objects.all())


def test_the_address_stays_when_no_other_is_given(leads, webhook):
    add(leads, webhook.address)
    channel = Channel.objects.get()
    leads.post(channel_page(channel), {"name": "Other", "new_address": "", "language": "ko"})
    channel.refresh_from_db()
    assert (channel.name, channel.address) == ("Other", webhook.address)


@pytest.mark.parametrize("address", ["", "json://169.254.169.254/x", "mailto://a:b@example.com", "nonsense"])
def test_an_address_that_leads_nowhere_good_is_not_kept(leads, address):
    answer = add(leads, address)
    assert answer.status_code == 200
    assert not Channel.objects.exists()
    assert "errorlist" in answer.content.decode()


def test_a_test_message_shows_what_came_of_it(leads, webhook):
    add(leads, webhook.address, is_on="on")
    channel = Channel.objects.get()
    leads.post(reverse("admin:claims_channel_test", args=[channel.pk]))
    assert "A test message is being sent" in leads.get(channel_page(channel)).content.decode()
    webhook.status = 404
    try_channel(channel.pk, NOW)
    page = leads.get(channel_page(channel)).content.decode()
    assert "Fails (1)" in page
    assert "404" in page
    webhook.status = 200
    leads.post(reverse("admin:claims_channel_test", args=[channel.pk]))
    assert try_channel(channel.pk, NOW) is True
    assert "Fails" not in leads.get(channel_page(channel)).content.decode()
    assert "Test message" in webhook.told[0]["title"]


def test_an_editor_cannot_send_a_test(desk, webhook):
    channel = Channel.objects.create(name="Newsroom", address=webhook.address)
    assert desk.post(reverse("admin:claims_channel_test", args=[channel.pk])).status_code == 403
