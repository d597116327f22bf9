"""One letter a person, of all that is due to them: news and reminders, worst first.

A person's letter is made, sent and marked under a lock of that person. A second letter about the same carries
the first one's Message-ID, so that mail programs show one.
"""

import hashlib
import logging
import smtplib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from claims.models import Alert, Claim, Delivery, Source, User
from claims.text.differences import Number, numbers_changed
from claims.text.links import BadLink, display
from claims.words import AlertKind

log = logging.getLogger(__name__)

AT_ONCE = 500  # alerts in one letter; the next takes the rest
LOCK = 5712  # with a person's id: whose letter is being sent
GIVE_UP_AFTER = 3  # letters in a row that could not be sent: the server is down
CLAIMS_SHOWN = 5  # of those that rest on a source
SHOWN = 50  # alerts spelled out in one mail; the rest is counted


@dataclass(frozen=True)
class Item:
    """What a mail says of one alert. ``others``: further sources of the same host with the same trouble.

    ``claims``: what rests on the source, for news of a source.
    """

    alert: Alert
    link: str
    address: str
    others: int = 0
    is_reminder: bool = False
    claims: tuple[Claim, ...] = ()

    @property
    def claim(self):
        return self.alert.citation.claim if self.alert.citation else None

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Which numbers of the quote became which others."""
        if self.alert.kind != AlertKind.NUMBER_CHANGED:
            return ()
        return numbers_changed(self.alert.before, self.alert.after)

    @property
    def met(self) -> str:
        """What the look that raised it came to, where that is the news."""
        told = self.alert.kind in (AlertKind.SOURCE_GONE, AlertKind.SOURCE_UNREADABLE)
        return self.alert.found_by.get_outcome_display() if told and self.alert.found_by else ""


def send_letters(now: datetime) -> int:
    """Send each person's letter; how many letters went out."""
    rows = Delivery.objects.due(now).filter(user__isnull=False).order_by("user")
    sent = failed = 0
    for pk in list(rows.values_list("user", flat=True).distinct()):
        match _send_one(pk, now):
            case True:
                sent, failed = sent + 1, 0
            case False:
                failed += 1
        if failed == GIVE_UP_AFTER:
            break
    return sent


@transaction.atomic
def _send_one(pk: int, now: datetime) -> bool | None:
    """Whether the letter went out; None when there was nothing to send after all."""
    if not is_locked(LOCK, pk):
        return None
    due = due_of(Delivery.objects.filter(user=pk), now)
    user = User.objects.get(pk=pk)
    if not due or not user.is_mailed:
        Delivery.objects.due(now).filter(user=pk).delete()
        return None
    try:
        letter(user, due).send()
    except (OSError, smtplib.SMTPException) as error:
        log.exception("mailing %d alerts to user %s", len(due), pk)
        Delivery.objects.due(now).filter(user=pk).put_off(type(error).__name__, now)
        return False
    Delivery.objects.filter(pk__in=[one.pk for one in due]).update(sent_at=now, error="")
    return True


def is_locked(group: int, pk: int) -> bool:
    """Take the lock until the transaction ends; False when somebody else has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [group, pk])
        return cursor.fetchone()[0]


def due_of(rows, now: datetime) -> list[Delivery]:
    """What is due of these, one an alert, worst first. What was settled meanwhile is told to nobody."""
    rows.due(now).filter(alert__closed_at__isnull=False).delete()
    rows = rows.due(now).select_related(
        *("alert__source", "alert__citation__claim", "alert__citation__source", "alert__found_by")
    )
    latest = {one.alert_id: one for one in rows.order_by("round")[:AT_ONCE]}
    rows.exclude(pk__in=[one.pk for one in latest.values()]).filter(alert__in=latest).delete()
    rank = {kind: place for place, kind in enumerate(AlertKind)}

    def place(one: Delivery):
        return one.is_reminder, rank.get(one.alert.kind, len(rank)), one.alert.opened_at, one.alert_id

    return sorted(latest.values(), key=place)


def letter(user: User, deliveries: list[Delivery]) -> EmailMessage:
    """The mail about these alerts, in the person's language."""
    items = items_of(deliveries)
    with override(user.language):
        body = render_to_string(
            "claims/mail/alerts.txt",
            {
                "user": user,
                "items": items[:SHOWN],
                "more": len(items) - SHOWN,
                "desk": settings.SITE_URL + reverse("admin:claims_alert_changelist"),
                "choose": settings.SITE_URL + reverse("admin:my_notices"),
                "publisher": settings.PUBLISHER_NAME,
            },
        )
        title = f"[{settings.PUBLISHER_NAME}] {subject(items)}"
    headers = {"Message-ID": _message_id(user, deliveries), "Auto-Submitted": "auto-generated"}
    return EmailMessage(title, body, to=[user.email], headers=headers)


def subject(items: list[Item]) -> str:
    """What the worst of them is, and how many more there are; in the active language."""
    first = items[0].alert.get_kind_display()
    if items[0].is_reminder:
        first = gettext("Still open: %(first)s") % {"first": first}
    rest = sum(item.others + 1 for item in items) - 1
    if not rest:
        return first
    more = ngettext("and %(count)d more alert", "and %(count)d more alerts", rest) % {"count": rest}
    return gettext("%(first)s, %(more)s") % {"first": first, "more": more}


def items_of(deliveries: list[Delivery]) -> list[Item]:
    """One entry per alert; trouble of many sources on one host is one entry."""
    storms: dict[tuple, list[Delivery]] = defaultdict(list)
    for one in deliveries:
        alert = one.alert
        key = (alert.pk,) if alert.citation else (alert.kind, alert.host or alert.pk, one.is_reminder)
        storms[key].append(one)
    return [_item(group[0].alert, len(group) - 1, group[0].is_reminder) for group in storms.values()]


def _item(alert: Alert, others: int, is_reminder: bool) -> Item:
    return Item(
        alert,
        settings.SITE_URL + reverse("admin:claims_alert_change", args=[alert.pk]),
        _shown(alert.source.url),
        others=others,
        is_reminder=is_reminder,
        claims=() if alert.citation else _resting_on(alert.source),
    )


def _resting_on(source: Source) -> tuple[Claim, ...]:
    quotes = source.citations.current()
    return tuple(Claim.objects.filter(pk__in=quotes.values("claim")).order_by("pk")[:CLAIMS_SHOWN])


def _shown(url: str) -> str:
    try:
        return display(url)
    except BadLink:
        return url


def _message_id(user: User, deliveries: list[Delivery]) -> str:
    """The same for the same tellings; a later telling of the same alert is another letter."""
    named = " ".join(f"{one.alert_id}:{one.round}" for one in deliveries)
    digest = hashlib.sha256(f"{user.pk} {named}".encode()).hexdigest()[:32]
    return f"<alerts.{digest}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"
