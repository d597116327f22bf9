"""A filter of one of the desk's lists under a name, of one person or shown to the whole desk."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST = 1000  # characters of a filter


class SavedFilterQuerySet(models.QuerySet):
    def of(self, user, listing: str) -> "SavedFilterQuerySet":
        """What this person sees above a list: their own, then what others share."""
        seen = self.filter(Q(owner=user) | Q(is_shared=True), listing=listing)
        return seen.select_related("owner").order_by("is_shared", "name", "pk")


class SavedFilter(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    listing = models.CharField(max_length=40)  # the model's name
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=LONGEST, blank=True)  # "state__exact=open&q=…"
    is_shared = models.BooleanField(_("shown to the whole desk"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(fields=["owner", "listing", "name"], name="savedfilter_name_once"),
        ]
        # above a list
        indexes = [models.Index(fields=["listing"], name="savedfilter_by_list")]

    def __str__(self) -> str:
        return self.name
