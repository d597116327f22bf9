"""How re-checking fares: one line of counts, and the looks of some hours as a small chart."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Source
from claims.models.queue import FAILED, has_stalled, last_look, looks_per_hour
from claims.templatetags.charts import Column, Columns
from claims.words import Health

from .lists import Count, count_up_to

HOURS = 24
TOLD = (Health.ALIVE, Health.CHANGED, Health.FAILING, Health.DEAD, Health.UNREADABLE, Health.UNREACHED)


@dataclass(frozen=True)
class HealthCount:
    health: Health
    count: Count
    url: str

    @property
    def is_trouble(self) -> bool:
        return self.health in (Health.CHANGED, Health.FAILING, Health.DEAD) and bool(self.count)


@dataclass(frozen=True)
class HealthLine:
    """Sources by health; ``has_stalled`` when sources are due and nothing looks at them."""

    watched: Count
    by_health: list[HealthCount]
    checked_at: datetime | None
    has_stalled: bool


@dataclass(frozen=True)
class Hour:
    """The looks of one hour: all of them, and those that were not readable."""

    starts_at: datetime
    looks: int
    failed: int


@dataclass(frozen=True)
class Looks:
    """The looks of some hours, oldest hour first, and what they came to."""

    hours: list[Hour]
    outcomes: dict[str, int]

    @property
    def total(self) -> int:
        return sum(hour.looks for hour in self.hours)

    @property
    def failed(self) -> int:
        return sum(hour.failed for hour in self.hours)

    @property
    def failures(self) -> list[tuple[str, int]]:
        """Outcomes that were not readable, the most frequent first."""
        found = [(outcome, count) for outcome, count in self.outcomes.items() if outcome in FAILED]
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def chart(self, id: str, title: str, name: Callable[[datetime], str]) -> Columns:
        """As columns, each hour called what ``name`` makes of its start."""
        columns = [Column(name(hour.starts_at), hour.looks, hour.failed) for hour in self.hours]
        return Columns(id, title, columns, (_("Hour"), _("Looks"), _("Not readable")), self._told())

    def _told(self) -> str:
        told = ngettext("%(count)s look", "%(count)s looks", self.total) % {"count": grouped(self.total)}
        if not self.failed:
            return told
        failed = ngettext(
            "%(count)s without a readable page (the foot of each column)",
            "%(count)s without a readable page (the foot of each column)",
            self.failed,
        )
        return f"{told}, {failed % {'count': grouped(self.failed)}}"


def health_line(now: datetime) -> HealthLine:
    watched = Source.objects.filter(next_check_at__isnull=False)
    looked_at = last_look()
    url = reverse("admin:claims_source_changelist")
    return HealthLine(
        watched=count_up_to(watched),
        by_health=[
            HealthCount(
                health, count_up_to(Source.objects.filter(health=health)), f"{url}?health__exact={health}"
            )
            for health in TOLD
        ],
        checked_at=looked_at,
        has_stalled=has_stalled(now, looked_at),
    )


def looks_of_hours(hours: int, now: datetime) -> Looks:
    """Looks per hour by the site's clock, the running hour last."""
    last = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    starts = [last - timedelta(hours=back) for back in range(hours - 1, -1, -1)]
    looks: Counter[float] = Counter()
    failed: Counter[float] = Counter()
    outcomes: Counter[str] = Counter()
    for hour, outcome, count in looks_per_hour(starts[0], now):
        looks[hour.timestamp()] += count
        outcomes[outcome] += count
        if outcome in FAILED:
            failed[hour.timestamp()] += count
    keys = [start.timestamp() for start in starts]
    told = [Hour(start, looks[key], failed[key]) for start, key in zip(starts, keys, strict=True)]
    return Looks(told, outcomes)


def grouped(number: int) -> str:
    """1,234,567"""
    return number_format(number, force_grouping=True)


def hour_of_day(start: datetime) -> str:
    return f"{start:%H:%M}"
