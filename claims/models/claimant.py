"""Who makes claims, and what claims are about."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from claims.words import ClaimantKind

from .fields import Bilingual, CodeField
from .search import Searched, SearchedQuerySet


def slug_of(text: str) -> str:
    """The readable part of an address; Hangul stays, and nothing readable gives ``"-"``."""
    return slugify(text, allow_unicode=True)[:80].strip("-") or "-"


class ClaimedQuerySet(SearchedQuerySet):
    """People and topics, as far as claims tell of them."""

    def in_public(self) -> "ClaimedQuerySet":
        """Those with a published claim."""
        claims = self.model.claims.rel.related_model.objects.published()
        name = self.model.claims.rel.remote_field.name
        return self.filter(Exists(claims.filter(**{name: OuterRef("pk")})))


class Claimant(Bilingual, Searched):
    SEARCHED = ("name_ko", "name_en", "role_ko", "role_en")

    kind = CodeField(ClaimantKind, verbose_name=_("kind"), default=ClaimantKind.PERSON)
    name_ko = models.CharField(_("name (Korean)"), max_length=200, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    role_ko = models.CharField(_("role (Korean)"), max_length=200, blank=True)
    role_en = models.CharField(_("role (English)"), max_length=200, blank=True)
    same_as = models.URLField(
        _("same as"),
        blank=True,
        help_text=_("Home page, Wikipedia or Wikidata address of this person or organisation."),
    )

    objects = ClaimedQuerySet.as_manager()

    class Meta:
        verbose_name = _("claimant")
        verbose_name_plural = _("claimants")
        constraints = [
            models.CheckConstraint(condition=~Q(name_ko="") | ~Q(name_en=""), name="claimant_has_name"),
        ]
        indexes = [GinIndex(fields=["search"], name="claimant_search")]

    def __str__(self) -> str:
        return self.text("name")

    def get_absolute_url(self) -> str:
        return reverse("public:person", args=[self.pk, slug_of(self.text("name"))])


class Topic(Bilingual, Searched):
    SEARCHED = ("name_ko", "name_en")

    name_ko = models.CharField(_("name (Korean)"), max_length=100, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=100, blank=True)

    objects = ClaimedQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.CheckConstraint(condition=~Q(name_ko="") | ~Q(name_en=""), name="topic_has_name"),
            models.UniqueConstraint(
                fields=["name_ko"], condition=~Q(name_ko=""), name="topic_name_ko_unique"
            ),
            models.UniqueConstraint(
                fields=["name_en"], condition=~Q(name_en=""), name="topic_name_en_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.text("name")

    def get_absolute_url(self) -> str:
        return reverse("public:topic", args=[self.pk, slug_of(self.text("name"))])
