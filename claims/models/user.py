"""Who works at the desk."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.words import WORST_KINDS, AlertKind, Language, Rhythm

from .fields import CodeField


class User(AbstractUser):
    """A member of the desk. One name, as the person writes it: Korean names do not split into two."""

    name = models.CharField(_("name"), max_length=100, blank=True)
    language = CodeField(Language, verbose_name=_("language of mails"), default=Language.KOREAN)
    rhythm = CodeField(
        Rhythm,
        verbose_name=_("alerts by mail"),
        default=Rhythm.AT_ONCE,
        help_text=_("Mail about changed evidence of claims that this person looks after."),
    )
    worst_at_once = models.BooleanField(
        _("the worst at once"),
        default=True,
        help_text=_("A changed number and a missing quote are mailed at once, whatever else is chosen."),
    )
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of the daily mail"),
        default=8,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
    )
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = _("member of the desk")
        verbose_name_plural = _("members of the desk")

    def __str__(self) -> str:
        return self.name or self.get_username()

    @property
    def is_mailed(self) -> bool:
        return bool(self.is_active and self.email and self.rhythm != Rhythm.NONE)

    def due_at(self, kind: AlertKind, now: datetime) -> datetime:
        """When an alert of this kind, handed out now, is to be mailed to this person."""
        if self.worst_at_once and kind in WORST_KINDS:
            return now
        if self.rhythm == Rhythm.HOURLY:
            return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        if self.rhythm == Rhythm.DAILY:
            return self._next_digest(now)
        return now

    def _next_digest(self, now: datetime) -> datetime:
        local = now.astimezone(self.zone)
        for days in (0, 1):
            at = time(self.digest_hour)
            moment = datetime.combine(local.date() + timedelta(days=days), at, tzinfo=self.zone)
            if moment > now:
                break
        return moment

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone; the desk's when none, or none that this machine knows, is named."""
        try:
            return ZoneInfo(self.time_zone or settings.TIME_ZONE)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo(settings.TIME_ZONE)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
