"""Claims: the list, and the page where one is worked on, amid its appearances, evidence and verdict."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import OuterRef, Subquery
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims.models import Alert, BreakdownStep, Claim, ContactLog, Quantity, Verdict
from claims.words import VerdictState

from . import evidence, others_import, testimony, verdict
from .alike import others_like
from .conflict import VersionedAdmin
from .dates import DAY, MINUTE, PICKERS
from .history import PlainHistory
from .lists import DeskList, MemberFilter, iso
from .notices import assignee_of, tell_assignee
from .numbers import compare
from .outreach import CONTACT_FIELDS, clock_of_contact
from .people_at_desk import desk_members
from .quick import WorkOn
from .tables import ClaimTable

# What readers see: an approved verdict speaks of just this
FIXED = [
    *("wording_ko", "wording_en", "claimant", "made_on", "checkability"),
    *("why_chosen_ko", "why_chosen_en", "topics"),
]
TWO_LINES = forms.Textarea(attrs={"rows": 2})


class QuantityForm(forms.ModelForm):
    """Bounds without the zeros that the column pads them with; in a table, every field says its own name."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label
        for name in ("low", "high"):
            if (value := self.initial.get(name)) is not None:
                self.initial[name] = f"{value.normalize():f}"


class QuantityFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _now("Delete this number")


class QuantityInline(admin.TabularInline):
    model = Quantity
    form, formset = QuantityForm, QuantityFormSet
    extra = 0
    fields = ["words", "low", "high", "unit", "approximate", "as_of"]
    formfield_overrides = {models.DateField: DAY}
    verbose_name = _("number")
    verbose_name_plural = _("Numbers the claim states")


class ContactInline(admin.StackedInline):
    model = ContactLog
    extra = 0
    fields = CONTACT_FIELDS
    readonly_fields = ["clock"]
    formfield_overrides = {models.DateTimeField: MINUTE, models.TextField: {"widget": TWO_LINES}}
    verbose_name = _("try to reach the claimant")
    verbose_name_plural = _("Contact with the claimant")

    @admin.display(description=_("time left"))
    def clock(self, contact: ContactLog) -> str:
        return clock_of_contact(contact)


class ClaimAdmin(WorkOn, DeskList, VersionedAdmin, PlainHistory):
    change_form_template = "admin/claims/claim/change_form.html"
    list_display = ["wording", "state_shown", "verdict_shown", "claimant", "assignee", "look_again_shown"]
    list_filter = ["state", "checkability", ("assignee", MemberFilter), "look_again_on"]
    list_select_related = ["claimant", "assignee"]
    ordering = ["-pk"]
    quick_columns = ["wording", "state_shown"]
    table, imports = ClaimTable, True
    actions = ["hand_over", "set_look_again", "begin_checking"]
    search_fields = ["wording_ko", "wording_en"]
    search_help_text = _("Words or numbers of the claim, in Korean or English")
    autocomplete_fields = ["claimant"]
    formfield_overrides = {**PICKERS, models.TextField: {"widget": TWO_LINES}}
    readonly_fields = ["state_shown", "published_at"]
    inlines = [QuantityInline, ContactInline]
    fieldsets = [
        (
            _("The claim"),
            {
                "fields": ["wording_ko", "wording_en", "claimant", "made_on", "checkability"],
                "description": _("What is claimed, in one sentence a reader understands by itself."),
            },
        ),
        (
            _("Why this claim"),
            {
                "fields": ["why_chosen_ko", "why_chosen_en", "topics"],
                "description": _("Public interest and reach: readers see this."),
            },
        ),
        (_("Work"), {"fields": ["state_shown", "assignee", "look_again_on", "published_at"]}),
    ]

    # The list

    def get_queryset(self, request):
        public = Verdict.objects.filter(claim=OuterRef("pk"), state=VerdictState.APPROVED)
        return (
            super()
            .get_queryset(request)
            .annotate(
                tone=Subquery(public.values("rating__tone")[:1]),
                sign=Subquery(public.values("rating__sign")[:1]),
                label_ko=Subquery(public.values("rating__label_ko")[:1]),
                label_en=Subquery(public.values("rating__label_en")[:1]),
            )
        )

    @admin.display(description=_("claim"), ordering="pk")
    def wording(self, claim: Claim) -> str:
        return str(claim)

    @admin.display(description=_("workflow"), ordering="state")
    def state_shown(self, claim: Claim) -> str:
        return format_html('<span class="chip">{}</span>', claim.get_state_display())

    @admin.display(description=_("look again on"), ordering="look_again_on")
    def look_again_shown(self, claim: Claim) -> str:
        return iso(claim.look_again_on)

    @admin.display(description=_("verdict"))
    def verdict_shown(self, claim: Claim) -> str:
        if claim.tone is None:
            return format_html('<span class="quiet nowrap">{}</span>', _now("not rated yet"))
        return format_html(
            '<span class="verdict tone-{}"><span aria-hidden="true">{}</span> {}</span>',
            claim.tone,
            claim.sign,
            claim.text("label"),
        )

    # The page

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        fixed = [*FIXED, "numbers_shown"] if obj and obj.is_fixed else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_fieldsets(self, request, obj=None):
        """Below a verdict the numbers are told, not offered for change."""
        (name, options), *others = super().get_fieldsets(request, obj)
        if obj and obj.is_fixed:
            options = {**options, "fields": [*options["fields"], "numbers_shown"]}
        return [(name, options), *others]

    def get_inlines(self, request, obj) -> list:
        return [ContactInline] if obj and obj.is_fixed else self.inlines

    @admin.display(description=_("Numbers the claim states"))
    def numbers_shown(self, claim: Claim) -> str:
        return ", ".join(str(quantity) for quantity in claim.quantities.all()) or "—"

    def has_delete_permission(self, request, obj=None) -> bool:
        """What was public is corrected or withdrawn, never deleted and posted again."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name == "assignee":
            options["queryset"] = desk_members()
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name.startswith("wording_"):
            options["widget"] = TWO_LINES
        elif db_field.name == "topics":
            options["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_dbfield(db_field, request, **options)

    def save_model(self, request, claim: Claim, form, change: bool) -> None:
        if not change:
            claim.created_by = request.user
            claim.assignee = claim.assignee or request.user
        before = assignee_of(claim)
        super().save_model(request, claim, form, change)
        tell_assignee(request, claim, before=before)

    def save_formset(self, request, form, formset, change: bool) -> None:
        for row in formset.save(commit=False):
            if isinstance(row, ContactLog) and row.by_id is None:
                row.by = request.user
            row.save()
        for row in formset.deleted_objects:
            row.delete()
        formset.save_m2m()

    def render_change_form(self, request, context, *args, obj=None, **options):
        if obj:
            context |= {
                "is_nav_sidebar_enabled": False,  # two columns need the room
                "differences": context["adminform"].form.differences,
                **around(obj),
                **others_import.box(request, obj, others_like(obj.wording_ko, obj.wording_en)),
                **verdict.panel(request, obj),
            }
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """A claim that was merged away leads to the one that took it in."""
        merges = BreakdownStep.objects.merges().filter(into__isnull=False)
        step = merges.filter(gone=object_id).last() if str(object_id).isdecimal() else None
        if step is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        messages.info(request, _now("That claim was merged into this one: %(claim)s") % {"claim": step.about})
        return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[step.into_id]))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [*testimony.urls(wrap), *evidence.urls(wrap), *verdict.urls(wrap), *super().get_urls()]


def around(claim: Claim) -> dict:
    """What stands around the form: where it was said, what it rests on, what changed there."""
    whole = Claim.objects.with_quotes_in_work().get(pk=claim.pk)
    quantities = list(whole.quantities.all())
    rows = [
        {"citation": citation, "numbers": compare(quantities, citation.exact)} for citation in whole.evidence
    ]
    return {
        "claim": whole,
        "appearances": whole.appearances,
        "evidence_rows": rows,
        "takes_evidence": whole.takes_evidence(),
        "open_alerts": Alert.objects.open().filter(citation__claim=claim.pk).count(),
    }


admin.site.register(Claim, ClaimAdmin)
