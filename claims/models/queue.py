"""How re-checking fares, as the database knows it: what waits, what is out, what was done, who is alive.

For people at the desk, monitors and metrics alike. Each question is bounded: counts stop at ``COUNTED``,
looks are read within a span of time, by the index on it and in the months concerned.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, DateTimeField, F, Func, Max, Q, QuerySet, Value

from claims.words import OUTCOME_CLASS, OutcomeClass, Trouble

from .check import Check
from .host import Host
from .months import months_held
from .source import Source
from .task_tally import TaskTally

COUNTED = 100_000
QUIET_AFTER = timedelta(minutes=15)  # no ring, or nothing looked at though sources are due: something is down
RING = "claims.tasks.recheck_due"
RESTS = timedelta(seconds=60)  # a host whose turn is later than the pace of a batch explains was told to rest
FAILED = [outcome for outcome, kind in OUTCOME_CLASS.items() if kind != OutcomeClass.READABLE]

SLOWEST = """
    SELECT split_part(ltrim(source.key, '/'), '/', 1) AS host, count(*), avg(duration_ms)::float / 1000,
        max(duration_ms)::float / 1000, count(*) FILTER (WHERE outcome = ANY (%(failed)s))
    FROM claims_check look JOIN claims_source source ON source.id = look.source_id
    WHERE look.checked_at BETWEEN %(since)s AND %(now)s AND duration_ms > 0
    GROUP BY host ORDER BY 3 DESC LIMIT %(limit)s
"""  # the host is cut out as in ``due`` and in ``Host.of``
LATELY = """
    SELECT outcome, count(*), sum(duration_ms)::float / 1000,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY duration_ms) / 1000,
        percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) / 1000
    FROM claims_check
    WHERE checked_at > statement_timestamp() - %(span)s AND checked_at <= statement_timestamp()
    GROUP BY outcome ORDER BY outcome
"""


@dataclass(frozen=True)
class SlowHost:
    """A host's looks within a span; times in seconds."""

    name: str
    looks: int
    mean: float
    longest: float
    failed: int


@dataclass(frozen=True)
class Lately:
    """The looks of one outcome within a span; times in seconds."""

    outcome: str
    looks: int
    seconds: float
    median: float
    slow: float  # 95 of 100 took less


@dataclass(frozen=True)
class Standing:
    """The queue at a moment. ``due`` and ``leased`` stop at ``COUNTED``."""

    now: datetime
    due: int
    leased: int
    oldest: Source | None  # the one that is due longest
    looked_at: datetime | None  # the last look that was recorded
    rang_at: datetime | None  # the schedule's last ring that a worker heard
    worked_at: datetime | None  # the end of any task
    has_next_month: bool

    @property
    def waits(self) -> timedelta:
        """How long the source that is due longest has been so."""
        return self.now - self.oldest.next_check_at if self.oldest else timedelta(0)

    @property
    def has_beat(self) -> bool:
        return self._is_fresh(self.rang_at)

    @property
    def has_workers(self) -> bool:
        return self._is_fresh(self.worked_at) or self._is_fresh(self.looked_at)

    @property
    def has_stalled(self) -> bool:
        """Sources are due, and nothing looks at them."""
        return self.waits > QUIET_AFTER and not self._is_fresh(self.looked_at)

    @property
    def troubles(self) -> list[Trouble]:
        found = {
            Trouble.STALLED: self.has_stalled,
            Trouble.NO_WORKERS: not self.has_workers and not self.has_beat,
            Trouble.NO_BEAT: self.has_workers and not self.has_beat,
            Trouble.LATE: self.waits > timedelta(seconds=settings.RECHECK_LATE_SECONDS),
            Trouble.NO_MONTH: not self.has_next_month,
        }
        return [trouble for trouble, is_so in found.items() if is_so]

    def _is_fresh(self, moment: datetime | None) -> bool:
        return moment is not None and moment > self.now - QUIET_AFTER


def last_look() -> datetime | None:
    return Check.objects.order_by("-pk").values_list("checked_at", flat=True).first()


def has_stalled(now: datetime, looked_at: datetime | None) -> bool:
    """``Standing.has_stalled`` for who needs nothing else."""
    is_quiet = looked_at is None or looked_at <= now - QUIET_AFTER
    return is_quiet and Source.objects.due(now - QUIET_AFTER).exists()


def standing(now: datetime) -> Standing:
    """Seven small queries."""
    tallies = TaskTally.objects.aggregate(
        rang=Max("ran_at", filter=Q(task=RING)), worked=Max("ran_at")
    )  # a row for each kind of task: few
    return Standing(
        now,
        due=_counted(Source.objects.due(now)),
        leased=_counted(Source.objects.filter(leased_until__gt=now)),
        oldest=Source.objects.due_longest(now),
        looked_at=last_look(),
        rang_at=tallies["rang"],
        worked_at=tallies["worked"],
        has_next_month=any(month > now for month in months_held()),
    )


def _counted(rows: QuerySet) -> int:
    return rows.order_by().values("pk")[:COUNTED].count()


def looks_per_hour(first: datetime, now: datetime) -> QuerySet:
    """(start of the hour counted from ``first``, outcome, looks) from ``first`` until now."""
    # DATE_BIN counts whole hours from a start; DATE_TRUNC in a time zone takes twice as long for a million.
    hour = Func(
        Value(timedelta(hours=1)),
        F("checked_at"),
        Value(first),
        function="DATE_BIN",
        output_field=DateTimeField(),
    )
    rows = Check.objects.filter(checked_at__gte=first, checked_at__lte=now).annotate(hour=hour)
    return rows.values("hour", "outcome").annotate(looks=Count("pk")).values_list("hour", "outcome", "looks")


def slowest_hosts(since: datetime, now: datetime, limit: int) -> list[SlowHost]:
    """Hosts by the mean time of their looks, slowest first."""
    with connection.cursor() as cursor:
        cursor.execute(SLOWEST, {"since": since, "now": now, "failed": FAILED, "limit": limit})
        return [SlowHost(*row) for row in cursor.fetchall()]


def resting_hosts(now: datetime) -> QuerySet:
    """Hosts that asked for time, those that asked for most first."""
    return Host.objects.filter(free_at__gt=now + RESTS).order_by("-free_at")


def looks_lately(span: timedelta) -> list[Lately]:
    """What the looks of the last ``span`` came to, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(LATELY, {"span": span})
        return [Lately(*row) for row in cursor.fetchall()]
