"""The public notes that join one verdict to the next, or take a check back."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.words import CorrectionKind

from .claim import Claim
from .fields import Bilingual, CodeField


class Correction(Bilingual, models.Model):
    """A dated public note joining the verdict before and after. Append-only, kept so by the database."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="corrections", verbose_name=_("claim"))
    kind = CodeField(CorrectionKind, verbose_name=_("kind"))
    before = models.ForeignKey("claims.Verdict", models.PROTECT, null=True, blank=True, related_name="+")
    after = models.ForeignKey("claims.Verdict", models.PROTECT, null=True, blank=True, related_name="+")
    note_ko = models.TextField(_("note (Korean)"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(condition=~Q(note_ko="") | ~Q(note_en=""), name="correction_has_note"),
            models.CheckConstraint(
                condition=~Q(kind=CorrectionKind.VERDICT_CHANGE)
                | Q(before__isnull=False, after__isnull=False),
                name="correction_of_verdict_names_both",
            ),
        ]
        # readers' list, newest first
        indexes = [models.Index(fields=["-made_at", "-id"], name="correction_newest")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.made_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Beside the check; the note of one that was withdrawn has a page of its own."""
        if self.claim.is_public:
            return f"{self.claim.get_absolute_url()}#correction-{self.pk}"
        return reverse("public:correction", args=[self.pk])

    @property
    def changes_words(self) -> bool:
        """Whether the claim reads otherwise since."""
        if self.before is None or self.after is None:
            return False
        words = [(verdict.wording_ko, verdict.wording_en) for verdict in (self.before, self.after)]
        return words[0] != words[1]
