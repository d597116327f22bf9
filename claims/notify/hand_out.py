"""Whom to tell of what, and when: turns alerts that nobody was told of, or that nobody has looked at for
long, into deliveries.

Alerts are locked, their deliveries made and the alerts marked in one transaction.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from claims.models import Alert, Channel, Delivery, User
from claims.words import Role

AT_ONCE = 500  # alerts in one round; the next round takes the rest
DESK_ROLES = (Role.EDITOR, Role.APPROVER)
# An alert that nobody has looked at is told again after one day, three, a week, two, then every four weeks.
REMIND_AFTER = [timedelta(days=days) for days in (1, 3, 7, 14, 28)]
STORM = timedelta(days=1)  # once a host's trouble was told, more of the same waits this long


def hand_out(now: datetime) -> int:
    """Make the deliveries that are wanted by now; how many alerts they are about."""
    return _news(now) + _reminders(now)


@transaction.atomic
def _news(now: datetime) -> int:
    waiting = Alert.objects.unsent().select_for_update(skip_locked=True, of=("self",))
    alerts = list(waiting.with_context().order_by("opened_at", "pk")[:AT_ONCE])
    told = _tell(alerts, now, is_reminder=False)
    Alert.objects.filter(pk__in=told).update(
        notified_at=now, rounds=F("rounds") + 1, reminders=0, remind_at=now + REMIND_AFTER[0]
    )
    return len(told)


@transaction.atomic
def _reminders(now: datetime) -> int:
    waiting = Alert.objects.to_remind_of(now).select_for_update(skip_locked=True, of=("self",))
    alerts = list(waiting.with_context().order_by("remind_at", "pk")[:AT_ONCE])
    told = _tell(alerts, now, is_reminder=True)
    for alert in alerts:  # also those that reach nobody: they must not fill every round
        after = REMIND_AFTER[min(alert.reminders + 1, len(REMIND_AFTER) - 1)]
        rounds = alert.rounds + (alert.pk in told)
        Alert.objects.filter(pk=alert.pk).update(
            rounds=rounds, reminders=alert.reminders + 1, remind_at=now + after
        )
    return len(told)


def _tell(alerts: list[Alert], now: datetime, *, is_reminder: bool) -> set[int]:
    """Make the deliveries; the ids of the alerts that reach at least one person or channel."""
    if not alerts:
        return set()
    audience, rows = Audience(), []
    for alert in alerts:
        earliest = now if is_reminder else _after_storm(alert, now)
        common = {"alert": alert, "round": alert.rounds + 1, "is_reminder": is_reminder, "made_at": now}
        for user, channel in audience.of(alert, is_reminder):
            due_at = user.due_at(alert.kind, earliest) if user else earliest
            rows.append(Delivery(user=user, channel=channel, due_at=due_at, **common))
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return {row.alert_id for row in rows}


def _after_storm(alert: Alert, now: datetime) -> datetime:
    """Now; or a day after the host's same trouble was told, in one go with all that comes till then."""
    if not alert.host:
        return now
    told = Alert.objects.siblings_of(alert).exclude(pk=alert.pk).filter(notified_at__gt=now - STORM)
    first = told.order_by("notified_at").values_list("notified_at", flat=True).first()
    return first + STORM if first else now


class Audience:
    """Whoever looks after a claim or an article; if nobody can be reached, all editors and approvers. And the
    channels: the desk's, and those of the people who are told."""

    def __init__(self):
        own = defaultdict(list)
        for channel in Channel.objects.on():
            own[channel.owner_id].append(channel)
        self._channels = own
        members = User.objects.filter(groups__name__in=DESK_ROLES, is_active=True)
        self._desk = list(members.distinct().order_by("pk"))

    def of(self, alert: Alert, is_reminder: bool) -> Iterator[tuple[User | None, Channel | None]]:
        """(person, None) for a mail, (None, channel) for a message. Reminders go to people, not to the desk's
        channels."""
        if not is_reminder:
            yield from self._heard(alert, None)
        people = dict.fromkeys(user for user in keepers(alert) if user and user.is_active)
        reached = [way for user in people for way in self._ways(alert, user)]
        if not reached:
            reached = [way for user in self._desk for way in self._ways(alert, user)]
        yield from reached

    def _ways(self, alert: Alert, user: User) -> list[tuple[User | None, Channel | None]]:
        mail = [(user, None)] if user.is_mailed else []
        return [*mail, *self._heard(alert, user.pk)]

    def _heard(self, alert: Alert, owner: int | None) -> list[tuple[None, Channel]]:
        return [(None, channel) for channel in self._channels[owner] if channel.wants(alert.kind)]


def keepers(alert: Alert) -> Iterable[User | None]:
    if alert.citation:
        return [alert.citation.claim.assignee]
    claims = alert.source.citations.select_related("claim__assignee")
    article = getattr(alert.source, "article", None)
    return [*(citation.claim.assignee for citation in claims), article and article.assignee]
