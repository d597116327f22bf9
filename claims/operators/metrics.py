"""``/metrics`` for Prometheus: figures of the whole installation, read from the database at each scrape.

Any web process can answer for all processes and machines: what happened was written down by whoever did it.
Each question is bounded (``models.queue``), and PostgreSQL ends one that takes longer than ``PATIENCE``.
Requests of readers are counted in files instead (``web``), where an operator names a folder for them.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Min
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from claims.models import Alert, PublicCopy, TaskTally
from claims.models.months import months_held
from claims.models.queue import COUNTED, looks_lately, resting_hosts, standing
from claims.words import OPEN_COPIES, CopyState, Trouble

from . import web

SPAN = timedelta(minutes=5)  # of the gauges over recent looks: no scrape interval is longer
PATIENCE = "5s"


@require_safe
def metrics(request) -> HttpResponse:
    """The figures for who shows the token; without a token in the settings there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(
        request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
    ):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(Figures())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{PATIENCE}'")
        body = generate_latest(registry)
    body += web.counted()
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


class Figures(Collector):
    """Everything that the database knows, asked anew at each scrape."""

    def collect(self) -> Iterator[Metric]:
        yield from _queue()
        yield from _looks()
        yield from _alerts()
        yield from _copies()
        yield from _tasks()

    def describe(self) -> list[Metric]:
        return []  # asking now what there is would ask the database


def _queue() -> Iterator[Metric]:
    now = timezone.now()
    queue = standing(now)
    yield _gauge("due_sources", f"Sources that are due and not leased, up to {COUNTED}", queue.due)
    yield _gauge("leased_sources", f"Sources out with workers, up to {COUNTED}", queue.leased)
    yield _gauge(
        "oldest_due_seconds", "How long the source that waits longest is due", queue.waits.total_seconds()
    )
    yield _gauge("resting_hosts", "Hosts that asked to be left alone", resting_hosts(now)[:COUNTED].count())
    yield _gauge(
        "last_look_timestamp_seconds",
        "When the last look was recorded",
        queue.looked_at.timestamp() if queue.looked_at else 0,
    )
    yield _gauge(
        "months_ahead",
        "Coming months whose table of checks is made",
        sum(month > now for month in months_held()),
    )
    trouble = GaugeMetricFamily("factcheck_trouble", "1 for each thing that is wrong", labels=["kind"])
    for kind in Trouble:
        trouble.add_metric([kind], kind in queue.troubles)
    yield trouble


def _looks() -> Iterator[Metric]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value - (NOT is_called)::int FROM claims_check_id_seq")
        total = cursor.fetchone()[0]
    # The sequence that numbers the checks: it never goes back, whatever months are dropped.
    yield CounterMetricFamily("factcheck_checks", "Looks recorded since the beginning", value=total)
    minutes = int(SPAN.total_seconds() // 60)
    recent = GaugeMetricFamily(
        "factcheck_recent_checks", f"Looks recorded in the last {minutes} minutes", labels=["outcome"]
    )
    took = GaugeMetricFamily(
        "factcheck_recent_check_seconds",
        f"Network time of the looks of the last {minutes} minutes",
        labels=["outcome", "quantile"],
    )
    for row in looks_lately(SPAN):
        recent.add_metric([row.outcome], row.looks)
        took.add_metric([row.outcome, "0.5"], row.median)
        took.add_metric([row.outcome, "0.95"], row.slow)
    yield recent
    yield took


def _alerts() -> Iterator[Metric]:
    some = Alert.objects.open().order_by("-opened_at").values("pk")[:COUNTED]
    kinds = GaugeMetricFamily("factcheck_open_alerts", f"Open alerts, up to {COUNTED}", labels=["kind"])
    for kind, count in Alert.objects.filter(pk__in=some).order_by().values_list("kind").annotate(Count("pk")):
        kinds.add_metric([kind], count)
    yield kinds
    some = Alert.objects.unsent().order_by("opened_at").values("pk")[:COUNTED]
    unsent = Alert.objects.filter(pk__in=some).aggregate(count=Count("pk"), oldest=Min("opened_at"))
    yield _gauge("unsent_alerts", f"Alerts that nobody was told of yet, up to {COUNTED}", unsent["count"])
    age = (timezone.now() - unsent["oldest"]).total_seconds() if unsent["oldest"] else 0
    yield _gauge("oldest_unsent_alert_seconds", "Age of the oldest of them", age)


def _copies() -> Iterator[Metric]:
    states = GaugeMetricFamily(
        "factcheck_public_copies", f"Copies asked of public archives, up to {COUNTED} each", labels=["state"]
    )
    for state in (*OPEN_COPIES, CopyState.FAILED):
        some = PublicCopy.objects.filter(state=state).values("pk")[:COUNTED]
        states.add_metric([state], some.count())
    yield states


def _tasks() -> Iterator[Metric]:
    labels = ["task"]
    runs = CounterMetricFamily("factcheck_task_runs", "Tasks that ended, well or not", labels=labels)
    failures = CounterMetricFamily(
        "factcheck_task_failures", "Tasks that ended in an exception", labels=labels
    )
    seconds = CounterMetricFamily("factcheck_task_seconds", "Time that tasks took", labels=labels)
    last = GaugeMetricFamily(
        "factcheck_task_last_run_timestamp_seconds", "When a task of this kind last ended", labels=labels
    )
    for tally in TaskTally.objects.order_by("task"):
        runs.add_metric([tally.name], tally.runs)
        failures.add_metric([tally.name], tally.failures)
        seconds.add_metric([tally.name], tally.seconds)
        last.add_metric([tally.name], tally.ran_at.timestamp())
    yield from (runs, failures, seconds, last)


def _gauge(name: str, help: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"factcheck_{name}", help, value=value)
