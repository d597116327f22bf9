"""Pages in the desk's own words: methodology, corrections policy, funding, team."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .fields import Bilingual


class SitePage(Bilingual, models.Model):
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title_ko = models.CharField(_("title (Korean)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200)
    body_ko = models.TextField(_("text (Korean, Markdown)"), blank=True)
    body_en = models.TextField(_("text (English, Markdown)"), blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("page of the site")
        verbose_name_plural = _("pages of the site")

    def __str__(self) -> str:
        return self.text("title")

    def get_absolute_url(self) -> str:
        return reverse("public:page", args=[self.slug])
