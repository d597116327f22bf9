"""Verdicts as a list: what is in draft, what waits for approval. Each is worked on at its claim's page."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Verdict

from .history import PlainHistory
from .lists import MachineWritten, MemberFilter, minute


def claim_page(verdict: Verdict) -> str:
    return reverse("admin:claims_claim_change", args=[verdict.claim_id]) + "#verdict"


class VerdictChangeList(ChangeList):
    """A row leads to the claim, where the verdict is written and approved."""

    def url_for_result(self, result: Verdict) -> str:
        return claim_page(result)


@admin.register(Verdict)
class VerdictAdmin(MachineWritten, PlainHistory):
    list_display = ["claim", "state", "rating_shown", "author", "approver", "handed_in", "approved"]
    list_filter = ["state", ("author", MemberFilter), "rating"]
    list_select_related = ["claim", "author", "approver", "rating"]
    ordering = ["-pk"]
    search_fields = ["summary_ko", "summary_en"]
    search_through = {"claim": Claim}
    search_help_text = _("Words or numbers of the claim, in Korean or English")

    def get_changelist(self, request, **options):
        return VerdictChangeList

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        verdict = self.get_object(request, object_id)
        if verdict is None or not self.has_view_permission(request, verdict):
            return super().change_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(claim_page(verdict))

    @admin.display(description=_("handed in"), ordering="submitted_at")
    def handed_in(self, verdict: Verdict) -> str:
        return minute(verdict.submitted_at)

    @admin.display(description=_("approved"), ordering="approved_at")
    def approved(self, verdict: Verdict) -> str:
        return minute(verdict.approved_at)

    @admin.display(description=_("rating"), ordering="rating")
    def rating_shown(self, verdict: Verdict) -> str:
        if verdict.rating is None:
            return format_html('<span class="quiet">{}</span>', _now("not rated yet"))
        return format_html(
            '<span class="verdict tone-{}"><span aria-hidden="true">{}</span> {}</span>',
            verdict.rating.tone,
            verdict.rating.sign,
            verdict.rating,
        )
