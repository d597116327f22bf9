"""What one member of the desk is told in person: work given to them, a mention, a verdict held back."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.words import Gate, NoticeKind

from .claim import Claim
from .fields import CodeField
from .user import User

# @name, as user names are written; a full stop ends a sentence more often than a name.
MENTION = re.compile(r"(?<![\w.+@-])@([\w+-]+(?:\.[\w+-]+)*)")


class NoticeQuerySet(models.QuerySet):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def unsent(self) -> "NoticeQuerySet":
        return self.filter(mailed_at=None, read_at=None)

    def tell(
        self,
        people: Iterable[User | None],
        kind: NoticeKind,
        *,
        now: datetime,
        by: User | None = None,
        note: str = "",
        **about,
    ) -> list["Notice"]:
        """One notice a person, never of what they did themselves; ``about`` is a claim or an article."""
        told = dict.fromkeys(user for user in people if user and user.is_active and user != by)
        return self.bulk_create(
            Notice(user=user, kind=kind, by=by, note=note, made_at=now, **about) for user in told
        )

    def mention(self, text: str, *, by: User, now: datetime, **about) -> list["Notice"]:
        """Tell everybody whom a note names as ``@user`` that it does; returns their notices."""
        people = User.objects.filter(username__in=set(MENTION.findall(text)), is_staff=True)
        return self.tell(people.order_by("pk"), NoticeKind.MENTIONED, now=now, by=by, note=text, **about)


class Notice(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("for")
    )
    kind = CodeField(NoticeKind, verbose_name=_("kind"))
    claim = models.ForeignKey(
        Claim, models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("claim")
    )
    article = models.ForeignKey(
        "claims.Article", models.CASCADE, null=True, blank=True, related_name="notices",
        verbose_name=_("article"),
    )  # fmt: skip
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    note = models.TextField(_("note"), blank=True)  # HELD_BACK: the gate's items, one a line
    made_at = models.DateTimeField(_("made"))
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(claim=None, article__isnull=False) | Q(claim__isnull=False, article=None),
                name="notice_is_about_one_thing",
            ),
        ]
        indexes = [
            # the morning page: what a person has not read, newest first
            models.Index(fields=["user", "-made_at"], name="notice_unread", condition=Q(read_at=None)),
            # send_notices: what nobody was mailed yet
            models.Index(fields=["made_at"], name="notice_unsent", condition=Q(mailed_at=None, read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def about(self):
        return self.claim or self.article

    @property
    def words(self) -> str:
        """The note; of what was held back, what was missing, in the active language."""
        if self.kind != NoticeKind.HELD_BACK:
            return self.note
        labels = {str(rule): rule.label for rule in Gate}
        return " ".join(gettext(labels[code]) for code in self.note.split("\n") if code in labels)
