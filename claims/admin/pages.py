"""Pages in the desk's own words: methodology, corrections policy, about us."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from claims.models import SitePage

from .lists import DeskList, minute


@admin.register(SitePage)
class SitePageAdmin(DeskList):
    list_display = ["__str__", "slug", "last_changed"]
    search_fields = ["title_ko", "title_en", "slug"]
    ordering = ["slug"]
    fieldsets = [
        (
            None,
            {
                "fields": ["slug"],
                "description": _(
                    "The last part of the page’s address. Links to the page break when it changes."
                ),
            },
        ),
        (
            _("Korean"),
            {
                "fields": ["title_ko", "body_ko"],
                "description": _("Markdown: ## heading, **strong**, - list, [words](address)."),
            },
        ),
        (_("English"), {"fields": ["title_en", "body_en"]}),
    ]

    @admin.display(description=_("last changed"), ordering="updated_at")
    def last_changed(self, page: SitePage) -> str:
        return minute(page.updated_at)

    def get_readonly_fields(self, request, obj=None):
        """A page's address, once made, is changed by administrators only."""
        return ["slug"] if obj and not request.user.has_perm("claims.add_sitepage") else []
