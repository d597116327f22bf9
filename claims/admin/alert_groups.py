"""Alerts that belong together: a host's trouble as one line, and how often alerts were no news."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext

from claims.models import Alert
from claims.words import AlertKind, AlertResult

STATISTIC_DAYS = 90


def stands_for_all(alert: Alert) -> bool:
    """Whether this row of the list is the one that shows its siblings."""
    return alert.siblings > 1 and alert.sibling_sources[0]["alert"] == alert.pk


def shown_siblings(alert: Alert) -> str:
    """*gone.example: 14 sources*, opening into the list of them."""
    summary = ngettext("%(host)s: %(count)d source", "%(host)s: %(count)d sources", alert.siblings)
    rows = [
        (reverse("admin:claims_alert_change", args=[one["alert"]]), (one["title"] or one["url"])[:100])
        for one in alert.sibling_sources
    ]
    more = alert.siblings - len(rows)
    return format_html(
        '<details class="siblings"><summary>{}</summary><ul>{}{}</ul></details>',
        summary % {"host": alert.host, "count": alert.siblings},
        format_html_join("", '<li><a href="{}">{}</a></li>', rows),
        format_html("<li>{}</li>", gettext("and %(count)d more") % {"count": more}) if more > 0 else "",
    )


def all_of(alerts, *, lock: bool = False) -> list[Alert]:
    """These open alerts and their siblings, each once; locked for who is about to decide on them."""
    found: dict[int, Alert] = {}
    for alert in alerts:
        rows = Alert.objects.open().siblings_of(alert).select_related("source").order_by("pk")
        if lock:
            rows = rows.select_for_update(of=("self",))
        found |= {one.pk: one for one in rows}
    return [found[pk] for pk in sorted(found)]


@dataclass(frozen=True)
class Settled:
    """How many alerts of a kind people settled lately, and how many of them as no news."""

    kind: AlertKind
    count: int
    not_news: int

    @property
    def label(self) -> str:
        return gettext(self.kind.label)


def false_alarms(now: datetime) -> dict:
    """By kind, and in all; ``percent`` is None when nobody settled anything."""
    since = now - timedelta(days=STATISTIC_DAYS)
    rows = Alert.objects.filter(closed_at__gt=since, closed_by__isnull=False).order_by().values("kind")
    counted = rows.annotate(n=Count("pk"), false=Count("pk", filter=Q(result=AlertResult.NOT_NEWS)))
    found = {row["kind"]: row for row in counted}
    kinds = [Settled(kind, found[kind]["n"], found[kind]["false"]) for kind in AlertKind if kind in found]
    total, false = sum(one.count for one in kinds), sum(one.not_news for one in kinds)
    percent = round(100 * false / total) if total else None
    return {"kinds": kinds, "total": total, "not_news": false, "percent": percent, "days": STATISTIC_DAYS}
