"""The words a verdict may use: labels and definitions per language, with or without a value."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .fields import Bilingual


class RatingScale(models.Model):
    name = models.CharField(_("name"), max_length=100, unique=True)
    worst = models.PositiveSmallIntegerField(_("worst value"), default=1)
    best = models.PositiveSmallIntegerField(_("best value"), default=5)
    is_default = models.BooleanField(_("used for new verdicts"), default=False)

    class Meta:
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")
        constraints = [
            # ClaimReview: bestRating > worstRating >= 1
            models.CheckConstraint(
                condition=Q(worst__gte=1, best__gt=F("worst")), name="scale_worst_below_best"
            ),
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="scale_one_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Rating(Bilingual, models.Model):
    """A step of a scale, or a verdict off the scale, which carries no number at all."""

    scale = models.ForeignKey(
        RatingScale, models.PROTECT, related_name="ratings", verbose_name=_("rating scale")
    )
    code = models.SlugField(_("code"), max_length=40)
    label_ko = models.CharField(_("label (Korean)"), max_length=60)
    label_en = models.CharField(_("label (English)"), max_length=60)
    definition_ko = models.TextField(_("definition (Korean)"))
    definition_en = models.TextField(_("definition (English)"))
    is_on_scale = models.BooleanField(_("on the scale"), default=True)
    value = models.PositiveSmallIntegerField(
        _("value"), null=True, blank=True, help_text=_("Nearer the best value = truer; none off the scale.")
    )
    tone = models.SlugField(
        _("colour"), max_length=20, default="neutral", help_text=_("Name of a colour of the stylesheet.")
    )
    sign = models.CharField(_("sign"), max_length=4, default="•")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="rating_code_unique"),
            models.UniqueConstraint(fields=["scale", "value"], name="rating_value_unique"),
            models.CheckConstraint(
                condition=Q(is_on_scale=True, value__isnull=False, value__gte=1)
                | Q(is_on_scale=False, value=None),
                name="rating_off_scale_without_value",
            ),
        ]

    def __str__(self) -> str:
        return self.text("label")
