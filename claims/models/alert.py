"""A change an editor must see."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from claims.words import AlertKind, AlertResult

from .check import Check
from .citation import Citation
from .fields import CodeField
from .source import Source

SIBLINGS_SHOWN = 30  # sources of one host spelled out in the list


class AlertQuerySet(models.QuerySet):
    def open(self) -> "AlertQuerySet":
        return self.filter(closed_at=None)

    def unsent(self) -> "AlertQuerySet":
        return self.filter(notified_at=None, closed_at=None)

    def to_remind_of(self, now: datetime) -> "AlertQuerySet":
        """Told, and looked at by nobody since."""
        return self.filter(
            closed_at=None, acknowledged_at=None, notified_at__isnull=False, remind_at__lte=now
        )

    def siblings_of(self, alert: "Alert") -> "AlertQuerySet":
        """The alert itself, and the open ones of the same kind about other sources of its host."""
        alone = Q(pk=alert.pk)
        if not alert.host or not alert.is_open:
            return self.filter(alone)
        return self.filter(alone | Q(host=alert.host, kind=alert.kind, citation=None, closed_at=None))

    def one_a_host(self) -> "AlertQuerySet":
        """Of the open alerts that are siblings, the oldest stands for all."""
        older = Alert.objects.open().filter(_same_trouble(), pk__lt=OuterRef("pk"))
        return self.exclude(Q(closed_at=None) & ~Q(host="") & Exists(older))

    def with_siblings(self) -> "AlertQuerySet":
        """``siblings``: how many open alerts of its kind the host has; ``sibling_sources``: some of them."""
        same = Alert.objects.open().filter(_same_trouble())
        counted = same.order_by().values("host").annotate(n=Count("pk")).values("n")
        shown = JSONObject(alert="pk", title="source__title", url="source__url")
        some = same.order_by("pk").values(shown=shown)[:SIBLINGS_SHOWN]
        is_group = Q(closed_at=None) & ~Q(host="")
        return self.annotate(
            siblings=Case(When(is_group, then=Subquery(counted)), default=Value(1)),
            sibling_sources=Case(When(is_group, then=ArraySubquery(some)), default=None),
        )

    def worst_first(self) -> "AlertQuerySet":
        """By kind, as ``AlertKind`` lists them; the newest first within a kind."""
        ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(AlertKind)]
        return self.order_by(Case(*ranks, default=Value(len(ranks))), "-opened_at", "-pk")

    def with_context(self) -> "AlertQuerySet":
        """Fetch what a list or a mail says of an alert."""
        return self.select_related("source", "citation__claim__assignee", "citation__source", "closed_by")


def _same_trouble() -> Q:
    return ~Q(host="") & Q(host=OuterRef("host"), kind=OuterRef("kind"), citation=None)


class Alert(models.Model):
    kind = CodeField(AlertKind, verbose_name=_("kind"), max_length=30)
    source = models.ForeignKey(Source, models.PROTECT, related_name="alerts", verbose_name=_("source"))
    citation = models.ForeignKey(
        Citation, models.CASCADE, null=True, blank=True, related_name="alerts", verbose_name=_("quote")
    )
    # Checks lie in monthly tables, whose key holds the time too: no constraint can point at one by its id.
    # The check that an alert was found by outlives its month.
    found_by = models.ForeignKey(
        Check, models.DO_NOTHING, null=True, blank=True, related_name="alerts", db_constraint=False
    )
    # Of an alert about a whole source: the host whose trouble it may be; "" for one about a quote
    host = models.CharField(max_length=500, blank=True, default="", db_default="", editable=False)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    opened_at = models.DateTimeField(_("opened"))
    notified_at = models.DateTimeField(_("mailed"), null=True, blank=True)  # handed out to be told
    rounds = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)  # of telling, in all
    reminders = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)  # since it was news
    remind_at = models.DateTimeField(null=True, blank=True, editable=False)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = CodeField(AlertResult, verbose_name=_("result"), blank=True, default="")
    note = models.TextField(_("note"), blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "kind"],
                condition=Q(closed_at=None, citation__isnull=False),
                name="alert_one_open_per_citation_and_kind",
            ),
            models.UniqueConstraint(
                fields=["source", "kind"],
                condition=Q(closed_at=None, citation=None),
                name="alert_one_open_per_source_and_kind",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, result="") | Q(closed_at__isnull=False) & ~Q(result=""),
                name="alert_closed_has_result",
            ),
        ]
        indexes = [
            # the desk: open ones, newest first
            models.Index(fields=["-opened_at"], name="alert_open", condition=Q(closed_at=None)),
            # the desk: trouble of one host as one line
            models.Index(
                fields=["host", "kind"],
                name="alert_open_by_host",
                condition=Q(closed_at=None) & ~Q(host=""),
            ),
            # reminders: what nobody has looked at since it was told
            models.Index(
                fields=["remind_at"],
                name="alert_to_remind_of",
                condition=Q(closed_at=None, acknowledged_at=None, notified_at__isnull=False),
            ),
            # send_alerts: what nobody was told of
            models.Index(fields=["opened_at"], name="alert_unsent", condition=Q(notified_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.opened_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def acknowledge(self, *, by, now: datetime) -> None:
        """Somebody has seen it; it stays open."""
        if self.acknowledged_at is None:
            self.acknowledged_at, self.acknowledged_by = now, by
            self.save(update_fields=["acknowledged_at", "acknowledged_by"])

    def close(self, result: AlertResult, *, by=None, now: datetime, note: str = "") -> None:
        """Settle it, once. ``by`` is None when re-checking found the passage again."""
        if self.closed_at is not None:
            return
        self.closed_at, self.closed_by, self.result, self.note = now, by, result, note
        self.save(update_fields=["closed_at", "closed_by", "result", "note"])
