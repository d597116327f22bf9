"""When a host may be asked again, whichever worker asks; and how its last hour went."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Host(models.Model):
    """Made on the way by re-checking; a host without a row may be asked at once."""

    name = models.CharField(primary_key=True, max_length=500)  # the part of Source.key before the path
    free_at = models.DateTimeField(_("may be asked from"))

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def of(key: str) -> str:
        """The host's name in a source's canonical key; ``due`` cuts the same out in the database."""
        return key.lstrip("/").partition("/")[0]


class Tally(models.Model):
    """How many looks at a host in ten minutes, and how many failed; six rows a host, used in turn."""

    EVERYWHERE = ""  # the name under which all hosts together are counted
    SECONDS, SLOTS = 600, 6

    pk = models.CompositePrimaryKey("name", "ring")
    name = models.CharField(max_length=500)
    ring = models.SmallIntegerField()  # slot modulo SLOTS
    slot = models.BigIntegerField()  # which ten minutes since 1970
    looks = models.IntegerField()
    failed = models.IntegerField()

    class Meta:
        verbose_name = "tally of a host"
        verbose_name_plural = "tallies of hosts"

    def __str__(self) -> str:
        return f"{self.name or '*'} · {self.failed}/{self.looks}"
