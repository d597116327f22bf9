"""Corrections asked of outlets, and what came of them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Claim, OutletRequest

from .lists import DeskList


@admin.register(OutletRequest)
class OutletRequestAdmin(DeskList):
    list_display = ["article", "claim", "answer", "asked_at", "due_on", "answered_on", "asked_by"]
    list_filter = ["answer", "due_on"]
    list_select_related = ["article", "claim", "asked_by"]
    search_fields = ["article__headline", "article__outlet"]
    search_through = {"article": Article, "claim": Claim}
    search_help_text = _("Headline or outlet, or words of the claim")
    autocomplete_fields = ["article", "claim"]
    ordering = ["-asked_at"]
    fieldsets = [
        (
            _("What was asked"),
            {
                "fields": ["article", "claim", ("asked_at", "due_on")],
                "description": _("A correction asked of the outlet. Say by when an answer is expected."),
            },
        ),
        (_("What came of it"), {"fields": [("answer", "answered_on"), "note"]}),
    ]

    def save_model(self, request, obj: OutletRequest, form, change: bool) -> None:
        if not change:
            obj.asked_by = request.user
        super().save_model(request, obj, form, change)
