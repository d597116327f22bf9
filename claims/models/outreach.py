"""Tries to reach the claimant."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.words import ContactChannel

from .claim import Claim
from .fields import CodeField


class ContactLog(models.Model):
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="contacts", verbose_name=_("claim"))
    contacted_at = models.DateTimeField(_("when"))
    contacted = models.CharField(_("who was contacted"), max_length=200)
    channel = CodeField(ContactChannel, verbose_name=_("channel"), default=ContactChannel.EMAIL)
    question = models.TextField(_("what was asked"), blank=True)
    due_at = models.DateTimeField(_("answer expected by"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    reminded_for = models.DateTimeField(
        null=True, blank=True, editable=False
    )  # the deadline that was told of
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("contact with the claimant")
        verbose_name_plural = _("contacts with the claimant")
        # what is overdue, the longest first
        indexes = [models.Index(fields=["due_at"], name="contact_open_due", condition=Q(answered_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="contact_answered_has_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contacted_at:%Y-%m-%d} · {self.contacted}"
