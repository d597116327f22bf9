"""What somebody has typed at the desk and not sent yet: kept under their own name, for their eyes only."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

LARGEST = 200_000  # characters of one draft; an explanation of a verdict has some 20,000
MOST = 100  # drafts of one person, newest kept
KEPT = timedelta(days=30)


class DraftQuerySet(models.QuerySet):
    def keep(self, user, place: str, fields: list, *, now: datetime) -> bool:
        """Keep ``fields`` ([name, [values]]) for a form's place; False when there is too much of it."""
        if len(json.dumps(fields)) > LARGEST or len(place) > Draft._meta.get_field("place").max_length:
            return False
        self.update_or_create(user=user, place=place, defaults={"fields": fields, "saved_at": now})
        mine = self.filter(user=user)
        newest = mine.order_by("-saved_at").values("pk")[:MOST]
        mine.exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
        mine.filter(saved_at__lt=now - KEPT).delete()
        return True


class Draft(models.Model):
    """``place``: the page's path and the form on it, as ``keep.js`` names them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=500)
    fields = models.JSONField()
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "place"], name="draft_one_a_place"),
        ]

    def __str__(self) -> str:
        return self.place
