"""Who works at the desk."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.words import Language

from .fields import CodeField


class User(AbstractUser):
    """A member of the desk. One name, as the person writes it: Korean names do not split into two."""

    name = models.CharField(_("name"), max_length=100, blank=True)
    language = CodeField(Language, verbose_name=_("language of mails"), default=Language.KOREAN)
    wants_alerts = models.BooleanField(
        _("receives alerts by mail"),
        default=True,
        help_text=_("Mail about changed evidence of claims that this person looks after."),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("member of the desk")
        verbose_name_plural = _("members of the desk")

    def __str__(self) -> str:
        return self.name or self.get_username()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
