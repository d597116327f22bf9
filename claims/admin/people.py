"""Who makes claims, and what claims are about."""

from django.contrib import admin
from django.db.models import IntegerField, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Claimant, Topic

from .lists import DeskList
from .tables import ClaimantTable, TopicTable

COUNTED = 1000  # claims of one claimant or topic; more are "1,000+"


class CountUpTo(Subquery):
    """How many rows a sliced query gives: counting stops at its end."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS found)"
    output_field = IntegerField()


class WithClaims(DeskList):
    def get_queryset(self, request):
        claims = Claim.objects.filter(**{self.pointed_by: OuterRef("pk")}).order_by().values("pk")
        return super().get_queryset(request).annotate(claim_count=CountUpTo(claims[: COUNTED + 1]))

    @admin.display(description=_("claims"))
    def claims_made(self, thing) -> str:
        return f"{COUNTED:,}+" if thing.claim_count > COUNTED else str(thing.claim_count)


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
