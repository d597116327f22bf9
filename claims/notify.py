"""Tells the people of the desk what re-checking found, by mail, once.

Alerts wait in the database until they are marked as mailed. Rows are locked, mailed and marked in one
transaction: two senders at once never mail the same alert, and a crash between mailing and marking mails
again rather than never. The second mail then carries the first one's Message-ID, so that mail programs
show one.
"""

import hashlib
import logging
import smtplib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from claims.models import Alert, Claim, Source, User
from claims.text.differences import Number, numbers_changed
from claims.text.links import BadLink, display
from claims.words import AlertKind, Role

log = logging.getLogger(__name__)

AT_ONCE = 500  # alerts in one round; the next round takes the rest
CLAIMS_SHOWN = 5  # of those that rest on a source
SHOWN = 50  # alerts spelled out in one mail; the rest is counted
DESK_ROLES = (Role.EDITOR, Role.APPROVER)


@dataclass(frozen=True)
class Item:
    """What a mail says of one alert. ``others``: further sources of the same host with the same trouble.

    ``claims``: what rests on the source, for news of a source.
    """

    alert: Alert
    link: str
    address: str
    others: int = 0
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


def send_alerts(now: datetime) -> int:
    """Mail what nobody was told of yet; how many alerts were delivered."""
    with transaction.atomic():
        waiting = Alert.objects.unsent().select_for_update(skip_locked=True, of=("self",))
        alerts = list(waiting.with_context().select_related("found_by").order_by("opened_at", "pk")[:AT_ONCE])
        if not alerts:
            return 0
        reached = _deliver(_by_recipient(alerts))
        Alert.objects.filter(pk__in=reached).update(notified_at=now)
    return len(reached)


def _by_recipient(alerts: list[Alert]) -> dict[User, list[Alert]]:
    """Whoever looks after the claim (or the article); nobody does: all editors and approvers."""
    desk = _reachable(User.objects.filter(groups__name__in=DESK_ROLES).distinct().order_by("pk"))
    letters = defaultdict(list)
    for alert in alerts:
        for user in _reachable(_keepers(alert)) or desk:
            letters[user].append(alert)
    return letters


def _keepers(alert: Alert) -> list[User]:
    if alert.citation:
        return [alert.citation.claim.assignee]
    claims = alert.source.citations.current().select_related("claim__assignee")
    article = getattr(alert.source, "article", None)
    return [*(citation.claim.assignee for citation in claims), article and article.assignee]


def _reachable(users: Iterable[User | None]) -> list[User]:
    wanted = [user for user in users if user and user.is_active and user.wants_alerts and user.email]
    return list(dict.fromkeys(wanted))


def _deliver(letters: dict[User, list[Alert]]) -> set[int]:
    """Send one mail a person; the ids of the alerts that reached at least one."""
    reached: set[int] = set()
    connection = get_connection()
    for user, alerts in letters.items():
        try:
            letter(user, alerts, connection).send()
        except (OSError, smtplib.SMTPException):
            log.exception("mailing %d alerts to user %s", len(alerts), user.pk)
            continue
        reached.update(alert.pk for alert in alerts)
    return reached


def letter(user: User, alerts: list[Alert], connection=None) -> EmailMessage:
    """The mail about these alerts, in the person's language, worst first."""
    rank = {kind: place for place, (kind, _) in enumerate(Alert._meta.get_field("kind").choices)}
    alerts = sorted(alerts, key=lambda alert: (rank.get(alert.kind, len(rank)), alert.opened_at, alert.pk))
    items = _items(alerts)
    with override(user.language):
        body = render_to_string(
            "claims/mail/alerts.txt",
            {
                "user": user,
                "items": items[:SHOWN],
                "more": len(items) - SHOWN,
                "desk": settings.SITE_URL + reverse("admin:claims_alert_changelist"),
                "publisher": settings.PUBLISHER_NAME,
            },
        )
        subject = f"[{settings.PUBLISHER_NAME}] {_subject(alerts)}"
    headers = {"Message-ID": _message_id(user, alerts), "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[user.email], headers=headers, connection=connection)


def _subject(alerts: list[Alert]) -> str:
    first = alerts[0].get_kind_display()
    if len(alerts) == 1:
        return first
    rest = len(alerts) - 1
    more = ngettext("and %(count)d more alert", "and %(count)d more alerts", rest) % {"count": rest}
    return gettext("%(first)s, %(more)s") % {"first": first, "more": more}


def _items(alerts: list[Alert]) -> list[Item]:
    """One entry per alert; trouble of many sources on one host is one entry."""
    storms: dict[tuple, list[Alert]] = defaultdict(list)
    for alert in alerts:
        key = (alert.pk,) if alert.citation else (alert.kind, urlsplit(alert.source.url).netloc)
        storms[key].append(alert)
    return [
        Item(
            group[0],
            settings.SITE_URL + reverse("admin:claims_alert_change", args=[group[0].pk]),
            _shown(group[0].source.url),
            others=len(group) - 1,
            claims=() if group[0].citation else _resting_on(group[0].source),
        )
        for group in storms.values()
    ]


def _resting_on(source: Source) -> tuple[Claim, ...]:
    quotes = source.citations.current()
    return tuple(Claim.objects.filter(pk__in=quotes.values("claim")).order_by("pk")[:CLAIMS_SHOWN])


def _shown(url: str) -> str:
    try:
        return display(url)
    except BadLink:
        return url


def _message_id(user: User, alerts: list[Alert]) -> str:
    """The same for the same news: an alert that was renewed by a later check is other news."""
    named = " ".join(f"{alert.pk}:{alert.found_by_id}" for alert in alerts)
    digest = hashlib.sha256(f"{user.pk} {named}".encode()).hexdigest()[:32]
    return f"<alerts.{digest}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"
