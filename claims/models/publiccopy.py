"""A copy of a source in a public archive: wanted, under way, made, or given up."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.text.addresses import MAX_LENGTH
from claims.words import OPEN_COPIES, CopyKind, CopyReason, CopyState, CopyTrouble

from .fields import CodeField
from .source import Snapshot, Source


class PublicCopyQuerySet(models.QuerySet):
    def open(self) -> "PublicCopyQuerySet":
        return self.filter(state__in=OPEN_COPIES)

    def given_up(self) -> "PublicCopyQuerySet":
        """Copies that could not be had, that nobody asked for again, of sources without any."""
        newer = PublicCopy.objects.filter(
            source=OuterRef("source"), kind=CopyKind.SAVE, pk__gt=OuterRef("pk")
        )
        return self.filter(state=CopyState.FAILED, kind=CopyKind.SAVE, source__archive_url="").exclude(
            Exists(newer)
        )


class PublicCopy(models.Model):
    """One try at a copy. Written by ``claims.archive``; a source's rows together are its story."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="copies", verbose_name=_("source"))
    # The text that the copy is of; the page may have moved on until the archive comes by
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="copies")
    kind = CodeField(CopyKind, verbose_name=_("kind"))
    reason = CodeField(CopyReason, verbose_name=_("reason"))
    state = CodeField(CopyState, verbose_name=_("state"), default=CopyState.WAITING)
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The work: when it is due, who has it, how it went so far
    next_at = models.DateTimeField(_("next try"), null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    leases = models.PositiveSmallIntegerField(default=0)  # taken up since the archive last gave an answer
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)  # that failed because of the page
    posted_at = models.DateTimeField(null=True, blank=True)  # written before the request goes out
    job_id = models.CharField(max_length=200, blank=True)
    trouble = CodeField(CopyTrouble, verbose_name=_("trouble"), blank=True, default="")
    detail = models.CharField(_("detail"), max_length=500, blank=True)
    # What came of it
    url = models.CharField(_("archived copy"), max_length=MAX_LENGTH, blank=True)
    copied_at = models.DateTimeField(_("copied"), null=True, blank=True)
    holds_quotes = models.BooleanField(_("holds the quotes"), null=True, blank=True)  # None: nobody looked
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = PublicCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("public copy")
        verbose_name_plural = _("public copies")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind"],
                condition=Q(state__in=OPEN_COPIES),
                name="copy_one_open_per_source_and_kind",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_COPIES, next_at__isnull=False)
                | ~Q(state__in=OPEN_COPIES) & Q(next_at=None, lease=None),
                name="copy_open_is_due_some_time",
            ),
            models.CheckConstraint(
                condition=Q(lease=None, leased_until=None)
                | Q(lease__isnull=False, leased_until__isnull=False),
                name="copy_lease_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=CopyState.DONE)
                | Q(url__regex=r"^https?://", copied_at__isnull=False, finished_at__isnull=False),
                name="copy_done_can_be_shown",
            ),
            models.CheckConstraint(
                condition=~Q(state=CopyState.FAILED) | ~Q(trouble=""), name="copy_failed_says_why"
            ),
        ]
        indexes = [
            # archive.due: what comes next, soonest first
            models.Index(fields=["next_at"], name="copy_due", condition=Q(next_at__isnull=False)),
            # how much was sent in the last minute
            models.Index(fields=["posted_at"], name="copy_posted", condition=Q(posted_at__isnull=False)),
            # a source's story, newest first
            models.Index(fields=["source", "-id"], name="copy_by_source"),
            # the desk: what failed
            models.Index(fields=["source"], name="copy_failed", condition=Q(state=CopyState.FAILED)),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} · {self.asked_at:%Y-%m-%d %H:%M} · {self.state}"

    @classmethod
    def ask(cls, source: Source, *, by, now: datetime) -> "PublicCopy":
        """An editor wants a copy now: a new one, or the one under way is taken up at once."""
        copy, is_new = cls.objects.get_or_create(
            source=source,
            kind=CopyKind.SAVE,
            state__in=OPEN_COPIES,
            defaults={
                "state": CopyState.WAITING,
                "reason": CopyReason.ASKED,
                "snapshot_id": source.snapshot_id,
                "asked_at": now,
                "asked_by": by,
                "next_at": now,
            },
        )
        if not is_new and copy.state == CopyState.WAITING:
            cls.objects.filter(pk=copy.pk, lease=None).update(next_at=now, reason=CopyReason.ASKED)
        return copy
