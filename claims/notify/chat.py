"""One message a channel, of all that is due to it, by Apprise. A channel that fails is tried again later and
later; it shows its last error, and holds up neither the others nor any mail."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from claims.models import Channel, Delivery
from claims.notify import sockets
from claims.notify.mail import due_of, is_locked, items_of, subject

log = logging.getLogger(__name__)

LOCK = 5713  # with a channel's id: which is being sent to
SHOWN = 10  # alerts spelled out in one message; chats cut long ones


def send_to_channels(now: datetime) -> int:
    """Send each channel its message; how many messages were taken."""
    rows = Delivery.objects.due(now).filter(channel__isnull=False)
    keys = list(rows.order_by("channel").values_list("channel", flat=True).distinct())
    return sum(_send_one(pk, now) for pk in keys)


@transaction.atomic
def _send_one(pk: int, now: datetime) -> bool:
    if not is_locked(LOCK, pk):
        return False
    rows = Delivery.objects.filter(channel=pk)
    channel = Channel.objects.on().filter(pk=pk).first()
    if channel is None:
        rows.filter(sent_at=None).delete()
        return False
    due = due_of(rows, now)
    if not due:
        return False
    if error := sockets.send(channel.address, *message(channel, due)):
        log.warning("channel %s: %s", pk, error)
        rows.due(now).put_off(error, now)
        channel.failed(error, now)
        return False
    rows.filter(pk__in=[one.pk for one in due]).update(sent_at=now, error="")
    channel.worked(now)
    return True


def message(channel: Channel, deliveries: list[Delivery]) -> tuple[str, str]:
    """Title and text, in the channel's language."""
    items = items_of(deliveries)
    with override(channel.language):
        context = {
            "items": items[:SHOWN],
            "more": len(items) - SHOWN,
            "desk": settings.SITE_URL + reverse("admin:claims_alert_changelist"),
        }
        body = render_to_string("claims/mail/chat.txt", context)
        return f"[{settings.PUBLISHER_NAME}] {subject(items)}", body.strip()


def ask_for_test(channel: Channel, now: datetime) -> None:
    channel.test_asked_at = now
    channel.save(update_fields=["test_asked_at"])


def try_channel(pk: int, now: datetime) -> bool:
    """Send the message that an editor asked for as a test; the channel then shows what came of it."""
    channel = Channel.objects.filter(pk=pk, test_asked_at__isnull=False).first()
    if channel is None:
        return False
    with override(channel.language):
        title = f"[{settings.PUBLISHER_NAME}] {gettext('Test message')}"
        body = gettext("If you read this, alerts of the fact-check desk arrive here.")
    error = sockets.send(channel.address, title, body)
    if error:
        channel.failed(error, now)
        return False
    channel.worked(now)
    return True
