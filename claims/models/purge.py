"""Pages that a CDN must forget: written with the change that makes them old, told by ``claims.purge``."""

from datetime import datetime

from django.conf import settings
from django.db import models

LISTS = "lists"  # the key of every page that shows more than one claim


class Purge(models.Model):
    """One surrogate key to purge. Rows are not merged: what comes while another is sent is sent too."""

    key = models.CharField(max_length=60)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key

    @classmethod
    def ask(cls, *keys: str, now: datetime) -> None:
        """Within the transaction of the change; nothing is kept where no CDN is told."""
        if settings.PURGE_URL:
            cls.objects.bulk_create([cls(key=key, asked_at=now) for key in keys])
