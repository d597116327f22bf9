"""The verdict of a claim as a person writes or reads it, with the checklist beside it."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language_info, gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from claims.models import SAID, Claim, Claimant, NotAllowed, Rating, Verdict
from claims.words import ClaimState, Language

from .access import needs
from .conflict import VersionedForm
from .verdict_steps import back, claim_at, in_work, refuse, submit
from .verdict_steps import urls as steps_urls

MOST_CLAIMANTS = 500  # the newest are offered in a correction


def urls(wrap) -> list:
    return [
        path("<int:pk>/verdict/", wrap(edit), name="claims_claim_verdict"),
        path("<int:pk>/verdict/check/", wrap(check), name="claims_claim_verdict_check"),
        *steps_urls(wrap),
    ]


# What stands on the claim page and beside the form


@dataclass(frozen=True)
class ListedItem:
    """A rule of the gate with the way to mend it."""

    label: str
    is_met: bool
    exception: str
    url: str


def listed(verdict: Verdict) -> list[ListedItem]:
    page = reverse("admin:claims_claim_change", args=[verdict.claim_id])
    places = {
        "claim": f"{page}#claim_form",
        "appearances": f"{page}#appearances",
        "evidence": f"{page}#evidence",
        "contacts": f"{page}#contacts-group",
        "verdict": reverse("admin:claims_claim_verdict", args=[verdict.claim_id]),
    }
    return [
        ListedItem(gettext(item.label), item.is_met, item.exception, places[item.where])
        for item in verdict.gate()
    ]


def panel(request, claim: Claim) -> dict:
    """The verdict in work with its checklist, the public one, and which steps this person may take."""
    work = in_work(claim)
    may = {name: request.user.has_perm(f"claims.{name}") for name in STEPS}
    items = listed(work or Verdict(claim=claim))
    return {
        "work": work,
        "public": claim.verdict,
        "checklist": items,
        "missing": sum(not item.is_met for item in items),
        "may_write": may["add_verdict"] and may["change_verdict"],
        "may_submit": may["submit_verdict"],
        "may_approve": may["approve_verdict"],
        "may_withdraw": may["withdraw_claim"],
        "is_own": work is not None and work.is_written_by(request.user),
        "zone": timezone.get_current_timezone_name(),
        "soonest": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
    }


STEPS = ("add_verdict", "change_verdict", "submit_verdict", "approve_verdict", "withdraw_claim")


# The form


class RatingChoice(forms.ModelChoiceField):
    def label_from_instance(self, rating: Rating) -> str:
        return f"{rating.sign} {rating}"


class VerdictForm(VersionedForm):
    rating = RatingChoice(label=_("Rating"), queryset=Rating.objects.none(), required=False, empty_label="—")

    class Meta:
        model = Verdict
        fields = [
            *("wording_ko", "wording_en", "claimant", "made_on"),
            *("rating", "as_of", "summary_ko", "summary_en", "explanation_ko", "explanation_en"),
            *("no_counter_evidence", "source_exception", "unseen_exception", "contact_exception"),
            *("correction_kind", "correction_ko", "correction_en"),
        ]
        widgets = {
            "wording_ko": forms.Textarea(attrs={"rows": 2, "lang": "ko"}),
            "wording_en": forms.Textarea(attrs={"rows": 2, "lang": "en"}),
            "made_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "summary_ko": forms.Textarea(attrs={"rows": 3, "lang": "ko"}),
            "summary_en": forms.Textarea(attrs={"rows": 3, "lang": "en"}),
            "explanation_ko": forms.Textarea(attrs={"rows": 8, "lang": "ko"}),
            "explanation_en": forms.Textarea(attrs={"rows": 8, "lang": "en"}),
            "source_exception": forms.Textarea(attrs={"rows": 2}),
            "unseen_exception": forms.Textarea(attrs={"rows": 2}),
            "contact_exception": forms.Textarea(attrs={"rows": 2}),
            "correction_ko": forms.Textarea(attrs={"rows": 2, "lang": "ko"}),
            "correction_en": forms.Textarea(attrs={"rows": 2, "lang": "en"}),
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        scale = self.instance.rating.scale_id if self.instance.rating else None
        ratings = (
            Rating.objects.filter(scale=scale) if scale else Rating.objects.filter(scale__is_default=True)
        )
        self.fields["rating"].queryset = ratings.order_by("order")
        newest = Claimant.objects.order_by("-pk").values("pk")[:MOST_CLAIMANTS]
        self.fields["claimant"].queryset = Claimant.objects.filter(
            Q(pk__in=newest) | Q(pk=self.instance.claimant_id)
        ).order_by("name_ko", "name_en")
        self.owes_correction = self.instance.predecessor() is not None
        if not self.owes_correction:
            for name in (*SAID, "correction_kind", "correction_ko", "correction_en"):
                del self.fields[name]

    def clean(self) -> dict:
        data = super().clean()
        if self.owes_correction and not (data.get("wording_ko") or data.get("wording_en")):
            self.add_error("wording_ko", _("The claim needs words in one of the languages."))
        return data


# The page


@needs("view_verdict")
def edit(request, pk: int) -> HttpResponse:
    """Write the draft, with the checklist beside it; whoever changes it answers for it as its author."""
    claim = claim_at(pk)
    verdict = in_work(claim) or Verdict(claim=claim, author=request.user)
    if verdict.pk is None and claim.state == ClaimState.WITHDRAWN:
        verdict.take_words()
    if verdict.pk is None and claim.verdict is not None:
        if request.method == "POST":
            refuse(request, NotAllowed("not_draft"))
        return back(claim)  # a public verdict is revised, not written over
    if request.method == "POST":
        return _save(request, claim, verdict)
    return _show(request, claim, VerdictForm(instance=verdict))


@needs("add_verdict", "change_verdict")
def _save(request, claim: Claim, verdict: Verdict) -> HttpResponse:
    if not verdict.is_editable:
        refuse(request, NotAllowed("not_draft"))
        return back(claim)
    form = VerdictForm(request.POST, instance=verdict)
    if not form.is_valid():
        return _show(request, claim, form)
    verdict = form.save(commit=False)
    if verdict.pk:
        if _differs_from_stored(verdict, form):
            verdict.author = request.user
        verdict.save_version()
    else:
        verdict.save()
    claim.start_checking()
    if "submit" in request.POST:
        return submit(request, claim.pk)
    messages.success(request, gettext("The draft is saved."))
    return redirect("admin:claims_claim_verdict", claim.pk)


def _differs_from_stored(verdict: Verdict, form: VerdictForm) -> bool:
    """Asked of the database: what a form says was there before is the browser's word."""
    names = [name for name in form.fields if name in form.Meta.fields]
    stored = Verdict.objects.get(pk=verdict.pk)
    return any(getattr(stored, name) != getattr(verdict, name) for name in names)


def _show(request, claim: Claim, form: VerdictForm) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        **panel(request, claim),
        "is_nav_sidebar_enabled": False,  # two columns need the room
        "title": gettext("Verdict"),
        "subtitle": str(claim),
        "opts": Claim._meta,
        "claim": claim,
        "form": form,
        "previews": previews(claim),
        "differences": form.differences,
        "is_editable": form.instance.is_editable,
    }
    return render(request, "admin/claims/claim/verdict.html", context)


def previews(claim: Claim) -> list[dict]:
    """Where the readers' room shows what is in work, in each language."""
    found = []
    review = reverse("public:preview_review", args=[claim.pk])  # told in the language of the desk
    for code in map(str, Language):
        with override(code):
            page = reverse("public:preview", args=[claim.pk])
        name = get_language_info(code)["name_local"]
        found.append({"code": code, "name": name, "page": page, "review": f"{review}?lang={code}"})
    return found


@require_POST
@needs("view_verdict")
def check(request, pk: int) -> HttpResponse:
    """The checklist for what is typed and not saved yet."""
    claim = claim_at(pk)
    form = VerdictForm(request.POST, instance=in_work(claim) or Verdict(claim=claim, author=request.user))
    form.is_valid()  # fills the instance with what is valid; nothing is saved
    context = {"checklist": listed(form.instance)}
    return render(request, "admin/claims/claim/_gate.html", context)
