"""Other desks' checks: the list and the page of one, as its own markup says it."""

import json

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.models import OtherCheck
from claims.words import Language

from . import others_import
from .history import PlainHistory
from .lists import DeskList
from .tables import OtherCheckTable


class LanguageFilter(admin.SimpleListFilter):
    """Ours by name, the many others together: asking which there are would read the whole table."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin) -> list:
        return [*((code.value, _(code.label)) for code in Language), ("other", _("Other languages"))]

    def queryset(self, request, queryset):
        if self.value() == "other":
            return queryset.exclude(language__in=list(Language))
        return queryset.filter(language=self.value()) if self.value() else queryset


@admin.register(OtherCheck)
class OtherCheckAdmin(DeskList, PlainHistory):
    change_list_template = "admin/claims/others/list.html"
    list_display = [
        "claim_shown",
        "rating_text",
        "publisher_name",
        "claimant_name",
        "language",
        "reviewed_on",
    ]
    list_filter = [LanguageFilter, "reviewed_on"]
    ordering = ["-reviewed_on", "-id"]
    quick_columns = ["reviewed_on"]
    table = OtherCheckTable
    search_fields = ["claim_reviewed"]
    search_help_text = _("Words or numbers of the claim, its claimant or the publisher")
    fieldsets = [
        (
            _("What was checked"),
            {
                "fields": ["claim_reviewed", "claimant_name", "claimed_on", "language"],
                "description": _("As the other desk's page says it. Nothing here is shown to readers."),
            },
        ),
        (
            _("What the other desk found"),
            {"fields": ["rating_text", "rating_numbers", "publisher_name", "author", "page", "reviewed_on"]},
        ),
        (_("How it came here"), {"fields": ["batch", "imported_by", "imported_at", "updated_at"]}),
        (_("Its own markup"), {"classes": ["collapse"], "fields": ["markup"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("search", "raw")

    @admin.display(description=_("claim reviewed"), ordering="claim_reviewed")
    def claim_shown(self, check: OtherCheck) -> str:
        said = check.claim_reviewed
        return said if len(said) <= 200 else said[:199] + "…"

    @admin.display(description=_("value"))
    def rating_numbers(self, check: OtherCheck) -> str:
        if check.rating_value is None:
            return "—"
        numbers = (check.rating_value, check.best_rating)
        return "/".join(f"{number.normalize():f}" for number in numbers if number is not None)

    @admin.display(description=_("address"))
    def page(self, check: OtherCheck) -> str:
        return format_html(
            '<a href="{}" rel="noopener noreferrer">{}</a>', check.url, check.title or check.url
        )

    @admin.display(description=_("as JSON"))
    def markup(self, check: OtherCheck) -> str:
        return format_html(
            '<pre class="markup">{}</pre>', json.dumps(check.raw, ensure_ascii=False, indent=2)
        )

    def has_change_permission(self, request, obj=None) -> bool:
        return False  # what others say is imported, not edited

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return redirect("admin:claims_othercheck_import")

    def get_urls(self):
        return [*others_import.urls(self.admin_site.admin_view), *super().get_urls()]
