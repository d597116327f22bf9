"""To whom and by what way an alert is told: chat channels, and one row for each telling."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.words import AlertKind, Language

from .alert import Alert
from .fields import CodeField

FIRST_WAIT, LONGEST_WAIT = 60, 3600  # seconds after a failed delivery


class ChannelQuerySet(models.QuerySet):
    def on(self) -> "ChannelQuerySet":
        return self.filter(is_on=True).filter(Q(owner=None) | Q(owner__is_active=True))


class Channel(models.Model):
    """A chat or a webhook, as an Apprise address. The address holds secrets: it is shown to nobody and logged
    nowhere."""

    name = models.CharField(_("name"), max_length=100)
    address = models.TextField(_("address"))
    shown_address = models.CharField(_("leads to"), max_length=300, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="channels",
        verbose_name=_("whose"),
        help_text=_("Empty: the whole desk’s, told of every alert. Otherwise only of this person’s."),
    )
    kinds = ArrayField(
        models.CharField(max_length=30, choices=AlertKind.choices()),
        verbose_name=_("tells of"),
        default=list,
        blank=True,
        help_text=_("None chosen: everything."),
    )
    language = CodeField(Language, verbose_name=_("language"), default=Language.KOREAN)
    is_on = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # How it fares: written by whoever delivers
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    last_error = models.CharField(_("last error"), max_length=300, blank=True, editable=False)
    failed_at = models.DateTimeField(_("last failed"), null=True, blank=True, editable=False)
    worked_at = models.DateTimeField(_("last delivered"), null=True, blank=True, editable=False)
    test_asked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [models.CheckConstraint(condition=~Q(address=""), name="channel_has_address")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_testing(self) -> bool:
        return self.test_asked_at is not None

    def wants(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds

    def worked(self, now: datetime) -> None:
        self.failures, self.last_error, self.worked_at, self.test_asked_at = 0, "", now, None
        self.save(update_fields=["failures", "last_error", "worked_at", "test_asked_at"])

    def failed(self, error: str, now: datetime) -> None:
        self.failures = min(self.failures + 1, 1000)
        self.last_error, self.failed_at, self.test_asked_at = error[:300], now, None
        self.save(update_fields=["failures", "last_error", "failed_at", "test_asked_at"])


class DeliveryQuerySet(models.QuerySet):
    def due(self, now: datetime) -> "DeliveryQuerySet":
        return self.filter(sent_at=None, due_at__lte=now)

    def put_off(self, error: str, now: datetime) -> None:
        """After a failure: once more after a minute, two, four …, an hour at most."""
        for tries in sorted(set(self.values_list("tries", flat=True))):
            wait = min(FIRST_WAIT * 2 ** min(tries, 10), LONGEST_WAIT)
            rows = self.filter(tries=tries).exclude(due_at__gt=now)
            rows.update(tries=F("tries") + 1, error=error[:300], due_at=now + timedelta(seconds=wait))


class Delivery(models.Model):
    """One telling of one alert to one person or channel. ``round``: the how manyth telling of the alert."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="deliveries")
    round = models.PositiveSmallIntegerField()
    is_reminder = models.BooleanField(default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    channel = models.ForeignKey(Channel, models.CASCADE, null=True, blank=True, related_name="deliveries")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, channel__isnull=False) | Q(user__isnull=False, channel=None),
                name="delivery_to_one",
            ),
            # Whoever hands out twice, or at the same time as another, tells nobody twice.
            models.UniqueConstraint(
                fields=["alert", "round", "user"],
                name="delivery_once_a_person",
                condition=Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["alert", "round", "channel"],
                name="delivery_once_a_channel",
                condition=Q(channel__isnull=False),
            ),
        ]
        indexes = [
            # what is to be delivered now
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(sent_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id}.{self.round} → {self.user_id or ''}{self.channel_id or ''}"
