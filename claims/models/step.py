"""What editors did on a breakdown screen, kept so that it can be undone and told."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.core import serializers
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.words import Refusal, StepKind

from .article import Article
from .claim import Claim
from .fields import CodeField

ABOUT_LENGTH = 300


class CannotRework(Exception):
    """A step that is refused; ``refusal.label`` says why."""

    def __init__(self, refusal: Refusal):
        super().__init__(refusal.value)
        self.refusal = refusal


class StepQuerySet(models.QuerySet):
    def to_undo(self, article: Article, user) -> "BreakdownStep | None":
        """This person's newest step here that still stands: nobody undoes a colleague's work by mistake."""
        return self.filter(article=article, made_by=user, undone_at=None).order_by("-pk").first()

    def merges(self) -> "StepQuerySet":
        return self.filter(kind=StepKind.MERGE, undone_at=None)


class BreakdownStep(models.Model):
    """``about``: the words it was about. ``kept``: what undoing needs, by kind (see ``rework``)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="steps", verbose_name=_("article"))
    kind = CodeField(StepKind, verbose_name=_("kind"))
    about = models.CharField(max_length=ABOUT_LENGTH, blank=True)
    kept = models.JSONField(default=dict)
    gone = models.PositiveBigIntegerField(null=True, blank=True)  # the claim that was merged away
    into = models.ForeignKey(Claim, models.SET_NULL, null=True, blank=True, related_name="merges")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a breakdown")
        verbose_name_plural = _("steps of breakdowns")
        default_permissions = ()
        indexes = [
            # a person's last step on an article
            models.Index(fields=["article", "made_by", "-id"], name="step_newest"),
            # where a claim that was merged away has gone
            models.Index(fields=["gone"], name="step_gone", condition=models.Q(gone__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}" if self.about else self.get_kind_display()

    @classmethod
    def record(
        cls, article: Article, kind: StepKind, about: str, *, by, now: datetime, **kept
    ) -> "BreakdownStep":
        """Keep a step; ``gone`` and ``into`` have columns of their own."""
        columns = {name: kept.pop(name) for name in ("gone", "into") if name in kept}
        return cls.objects.create(
            article=article,
            kind=kind,
            about=about[:ABOUT_LENGTH],
            made_by=by,
            made_at=now,
            kept=kept,
            **columns,
        )


# Rows that are taken away and may have to come back


def row_of(obj: models.Model) -> dict:
    """A row as plain data, its many-to-many links included."""
    return rows_of([obj])[0]


def rows_of(objects: Iterable[models.Model]) -> list[dict]:
    rows = serializers.serialize("python", objects)
    return [row | {"fields": {name: plain(value) for name, value in row["fields"].items()}} for row in rows]


def plain(value):
    """As JSON can hold it without loss: Django's own encoder cuts times to milliseconds."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def put_back(row: dict) -> models.Model:
    """The row again, under its old number; what it pointed at and is gone since is left empty."""
    (found,) = serializers.deserialize("python", [row])
    obj = found.object
    if type(obj)._base_manager.filter(pk=obj.pk).exists():
        raise CannotRework(Refusal.GONE)
    for field in obj._meta.concrete_fields:
        if not field.is_relation or (key := getattr(obj, field.attname)) is None:
            continue
        if not field.related_model._base_manager.filter(pk=key).exists():
            if not field.null:
                raise CannotRework(Refusal.GONE)
            setattr(obj, field.attname, None)
    obj.save_base(raw=True, force_insert=True)  # raw: the day it was made stays
    for name, keys in (found.m2m_data or {}).items():
        related = getattr(obj, name)
        related.set(related.model._base_manager.filter(pk__in=[getattr(key, "pk", key) for key in keys]))
    return obj
