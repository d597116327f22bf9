"""Each look at a source, kept in one table a month.

The tables are made and dropped in ``months``; rows of a month without one lie in ``claims_check_default``.
Django sees one table with the key ``id``; the database's key is (id, checked_at), so no constraint can point
at a check, and each table keeps its own index of leases.
"""

import uuid

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from claims.text.addresses import MAX_LENGTH
from claims.words import Outcome

from .fields import CodeField
from .source import Snapshot, Source


class Check(models.Model):
    """One look at a source. Append-only, kept so by the database."""

    # Neither key has an index of its own: a source's looks are found by check_by_source, and nobody asks for
    # the looks of a text.
    source = models.ForeignKey(Source, models.PROTECT, related_name="checks", db_index=False)
    lease = models.UUIDField(default=uuid.uuid4)
    checked_at = models.DateTimeField(_("when"))
    outcome = CodeField(Outcome, verbose_name=_("outcome"))
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    final_url = models.CharField(_("final address"), max_length=MAX_LENGTH, blank=True)
    duration_ms = models.PositiveIntegerField(_("took (ms)"), default=0)
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="checks", db_index=False
    )
    findings = models.JSONField(default=dict, blank=True)  # {citation id: Finding}
    detail = models.CharField(_("detail"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [
            # A lease is good for one check: the same piece of work cannot be recorded twice. In the database
            # this holds within a month's table; across months it is held by ``record``, which takes the lease
            # off the source in the transaction that writes the check.
            models.UniqueConstraint(F("source"), F("lease"), name="check_once_per_lease"),
        ]
        indexes = [
            # a source's looks, newest first
            models.Index(fields=["source", "-checked_at"], name="check_by_source"),
            # the morning page: looks of the last day; costs next to nothing in a table that only grows
            BrinIndex(fields=["checked_at"], name="check_by_time", autosummarize=True),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} · {self.checked_at:%Y-%m-%d %H:%M} · {self.outcome}"
