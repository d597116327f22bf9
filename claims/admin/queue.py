"""The queue: what waits, what is out, what was done, which hosts are slow, who is alive.

Read from what was written down; nothing is asked of workers or the broker. A fixed number of queries, each up
to a cap or within a span of time: it opens as quickly after ten million checks.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import admin
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import TaskTally
from claims.models.queue import COUNTED, resting_hosts, slowest_hosts, standing
from claims.templatetags.charts import Columns

from .access import needs
from .lists import Count, count_up_to
from .watching import HOURS, Looks, hour_of_day, looks_of_hours

WEEK = 7
SLOW_SPAN = timedelta(hours=1)  # of the slowest hosts: what is slow now
HOSTS = 10


@dataclass(frozen=True)
class Failure:
    """An outcome that left no readable page, how often it came, and its share of all looks in percent."""

    outcome: str
    count: int
    percent: float


@needs("view_source")
def page(request) -> HttpResponse:
    days = WEEK if request.GET.get("days") == str(WEEK) else 1
    context = {**admin.site.each_context(request), "title": _("Queue"), **queue(days, timezone.now())}
    return TemplateResponse(request, "admin/claims/queue/page.html", context)


def queue(days: int, now: datetime) -> dict:
    """Everything the page shows; the chart covers one day or seven."""
    looks = looks_of_hours(HOURS * days, now)
    known = standing(now)
    resting = resting_hosts(now)
    return {
        "days": days,
        "now": now,
        "known": known,
        "due": _capped(known.due),
        "leased": _capped(known.leased),
        "looks": looks,
        "chart": _chart(looks, days) if looks.total else None,
        "failures": failures(looks),
        "slow": slowest_hosts(now - SLOW_SPAN, now, HOSTS),
        "resting": list(resting[:HOSTS]),
        "resting_count": count_up_to(resting, 1000),
        "tasks": list(TaskTally.objects.order_by("task")),
    }


def failures(looks: Looks) -> list[Failure]:
    return [Failure(outcome, count, 100 * count / looks.total) for outcome, count in looks.failures]


def _chart(looks: Looks, days: int) -> Columns:
    if days == 1:
        return looks.chart("looks", _("Looks in the last 24 hours"), hour_of_day)
    return looks.chart("looks", _("Looks in the last seven days"), day_and_hour)


def day_and_hour(start: datetime) -> str:
    return f"{start:%m-%d %H:%M}"


def _capped(number: int) -> Count:
    return Count(number, number >= COUNTED)
