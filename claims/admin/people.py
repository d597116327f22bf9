"""Who makes claims, and what claims are about."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Claimant, Topic

from .lists import DeskList
from .tables import ClaimantTable, TopicTable


def counted(rows, by: str) -> Coalesce:
    """How many of ``rows`` point at each row of the list, counted for the rows shown only."""
    grouped = rows.filter(**{by: OuterRef("pk")}).order_by().values(by)
    return Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n")), 0)


class WithClaims(DeskList):
    def get_queryset(self, request):
        return super().get_queryset(request).annotate(claim_count=counted(Claim.objects, self.pointed_by))

    @admin.display(description=_("claims"))
    def claims_made(self, thing) -> int:
        return thing.claim_count


@admin.register(Claimant)
class ClaimantAdmin(WithClaims):
    pointed_by = "claimant"
    table, imports = ClaimantTable, True
    list_display = ["__str__", "name_ko", "name_en", "role_ko", "kind", "claims_made"]
    list_filter = ["kind"]
    search_fields = ["name_ko", "name_en", "role_ko", "role_en"]
    search_help_text = _("Name or role, in Korean or English")
    ordering = ["-pk"]
    fieldsets = [
        (
            None,
            {
                "fields": ["kind", ("name_ko", "name_en"), ("role_ko", "role_en")],
                "description": _("One language is enough; readers of the other one see it as it stands."),
            },
        ),
        (
            _("Elsewhere"),
            {
                "fields": ["same_as"],
                "description": _("It tells search engines, and other desks, which person or body is meant."),
            },
        ),
    ]


@admin.register(Topic)
class TopicAdmin(WithClaims):
    pointed_by = "topics"
    table, imports = TopicTable, True
    list_display = ["__str__", "name_ko", "name_en", "claims_made"]
    search_fields = ["name_ko", "name_en"]
    search_help_text = _("Name of the topic")
    ordering = ["name_ko", "name_en"]
    fieldsets = [
        (
            None,
            {
                "fields": [("name_ko", "name_en")],
                "description": _("Few and lasting: a topic is a shelf, not a headline."),
            },
        )
    ]
