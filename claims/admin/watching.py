"""How re-checking fares: one line of counts, and the looks of the last 24 hours as a small chart."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count as CountRows
from django.db.models import DateTimeField, F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone

from claims.models import Check, Source
from claims.words import OUTCOME_CLASS, Health, OutcomeClass

from .lists import Count, count_up_to

STALLED_AFTER = timedelta(minutes=15)  # due for so long and nothing looked at: re-checking has stopped
HOURS = 24
READABLE = [outcome for outcome, kind in OUTCOME_CLASS.items() if kind == OutcomeClass.READABLE]
TOLD = (Health.ALIVE, Health.CHANGED, Health.FAILING, Health.DEAD, Health.UNREADABLE, Health.UNREACHED)
WIDTH, HEIGHT, GAP = 480, 72, 4  # of the chart, in its own units


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
    """The looks of one hour, and its two bars in the chart: all of them, and those that were not readable."""

    starts_at: datetime
    looks: int
    failed: int
    x: int
    width: int
    top: int
    height: int
    failed_top: int
    failed_height: int


@dataclass(frozen=True)
class Looks:
    """The looks of the last 24 hours, oldest hour first."""

    hours: list[Hour]
    total: int
    failed: int
    width: int = WIDTH
    height: int = HEIGHT


def health_line(now: datetime) -> HealthLine:
    watched = Source.objects.filter(next_check_at__isnull=False)
    latest = Check.objects.order_by("-pk").values_list("checked_at", flat=True).first()
    is_quiet = latest is None or latest < now - STALLED_AFTER
    url = reverse("admin:claims_source_changelist")
    return HealthLine(
        watched=count_up_to(watched),
        by_health=[
            HealthCount(
                health, count_up_to(Source.objects.filter(health=health)), f"{url}?health__exact={health}"
            )
            for health in TOLD
        ],
        checked_at=latest,
        has_stalled=is_quiet and Source.objects.due(now - STALLED_AFTER).exists(),
    )


def looks_of_a_day(now: datetime) -> Looks:
    """Looks per hour by the site's clock."""
    last = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    starts = [last - timedelta(hours=back) for back in range(HOURS - 1, -1, -1)]
    # DATE_BIN counts whole hours from a start; DATE_TRUNC in a time zone takes twice as long for a million.
    hour = Func(
        Value(timedelta(hours=1)),
        F("checked_at"),
        Value(starts[0]),
        function="DATE_BIN",
        output_field=DateTimeField(),
    )
    rows = (
        Check.objects.filter(checked_at__gte=starts[0], checked_at__lte=now)
        .annotate(hour=hour)
        .values("hour")
        .annotate(looks=CountRows("pk"), failed=CountRows("pk", filter=~Q(outcome__in=READABLE)))
        .values_list("hour", "looks", "failed")
    )
    counts = {hour.timestamp(): (looks, failed) for hour, looks, failed in rows}
    per_hour = [(start, *counts.get(start.timestamp(), (0, 0))) for start in starts]
    most = max(looks for _, looks, _ in per_hour) or 1
    return Looks(
        [_bars(place, *hour, most) for place, hour in enumerate(per_hour)],
        total=sum(looks for _, looks, _ in per_hour),
        failed=sum(failed for _, _, failed in per_hour),
    )


def _bars(place: int, start: datetime, looks: int, failed: int, most: int) -> Hour:
    step = WIDTH // HOURS
    height, failed_height = _scaled(looks, most), _scaled(failed, most)
    return Hour(
        start,
        looks,
        failed,
        place * step,
        step - GAP,
        HEIGHT - height,
        height,
        HEIGHT - failed_height,
        failed_height,
    )


def _scaled(number: int, most: int) -> int:
    """A bar's height; whatever is not nothing is seen."""
    return max(2, round(number / most * HEIGHT)) if number else 0
