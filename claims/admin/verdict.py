"""The verdict of a claim: written, handed in, approved by another person, revised, withdrawn.

What a person may do is asked here, in each view, and again by the verbs of the model.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from claims.models import Claim, GateClosed, NotAllowed, Rating, Verdict
from claims.words import Gate, VerdictState

from .access import needs
from .conflict import VersionedForm

IN_WORK = [VerdictState.DRAFT, VerdictState.SUBMITTED]
REFUSALS = {
    Gate.ANOTHER_PERSON: _("You wrote this verdict, so somebody else must approve it."),
    "nothing_to_hand_in": _("There is no verdict to hand in yet: write it first."),
    "nothing_to_approve": _("There is no verdict here that waits for approval."),
    "not_draft": _("This verdict is not a draft any more. Reload the page to see where it stands."),
    "not_submitted": _("This verdict is not waiting for approval any more."),
    "not_approved": _("This verdict is not public any more."),
}


def urls(wrap) -> list:
    places = [
        ("", edit, "verdict"),
        ("check/", check, "verdict_check"),
        ("submit/", submit, "submit"),
        ("approve/", approve, "approve"),
        ("send-back/", send_back, "send_back"),
        ("revise/", revise, "revise"),
        ("withdraw/", withdraw, "withdraw"),
    ]
    return [
        path(f"<int:pk>/verdict/{end}", wrap(view), name=f"claims_claim_{name}") for end, view, name in places
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


def in_work(claim: Claim) -> Verdict | None:
    found = Verdict.objects.filter(claim=claim, state__in=IN_WORK)
    return found.select_related("rating", "author", "claim__claimant").first()


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
            *("rating", "as_of", "summary_ko", "summary_en", "explanation_ko", "explanation_en"),
            *("no_counter_evidence", "source_exception", "unseen_exception", "contact_exception"),
            *("correction_kind", "correction_ko", "correction_en"),
        ]
        widgets = {
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
        self.owes_correction = self.instance.predecessor() is not None
        if not self.owes_correction:
            for name in ("correction_kind", "correction_ko", "correction_en"):
                del self.fields[name]


# The steps


def _claim(pk: int) -> Claim:
    return get_object_or_404(Claim.objects.select_related("claimant"), pk=pk)


def _back(claim: Claim) -> HttpResponse:
    return redirect(reverse("admin:claims_claim_change", args=[claim.pk]) + "#verdict")


def _refuse(request, why: NotAllowed) -> None:
    """Say in plain words why a step was not taken."""
    if isinstance(why, GateClosed):
        count = len(why.missing)
        told = ngettext(
            "The verdict cannot be public yet: %(count)d thing is missing.",
            "The verdict cannot be public yet: %(count)d things are missing.",
            count,
        )
        told %= {"count": count}
        messages.error(request, " ".join([told, *(gettext(item.label) for item in why.missing)]))
    else:
        messages.error(request, REFUSALS.get(why.code) or gettext("This step is not possible now."))


@needs("view_verdict")
def edit(request, pk: int) -> HttpResponse:
    """Write the draft, with the checklist beside it; whoever changes it answers for it as its author."""
    claim = _claim(pk)
    verdict = in_work(claim) or Verdict(claim=claim, author=request.user)
    if verdict.pk is None and claim.verdict is not None:
        if request.method == "POST":
            _refuse(request, NotAllowed("not_draft"))
        return _back(claim)  # a public verdict is revised, not written over
    if request.method == "POST":
        return _save(request, claim, verdict)
    return _show(request, claim, VerdictForm(instance=verdict))


@needs("add_verdict", "change_verdict")
def _save(request, claim: Claim, verdict: Verdict) -> HttpResponse:
    if not verdict.is_editable:
        _refuse(request, NotAllowed("not_draft"))
        return _back(claim)
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
        "differences": form.differences,
        "is_editable": form.instance.is_editable,
    }
    return render(request, "admin/claims/claim/verdict.html", context)


@require_POST
@needs("view_verdict")
def check(request, pk: int) -> HttpResponse:
    """The checklist for what is typed and not saved yet."""
    claim = _claim(pk)
    form = VerdictForm(request.POST, instance=in_work(claim) or Verdict(claim=claim, author=request.user))
    form.is_valid()  # fills the instance with what is valid; nothing is saved
    context = {"checklist": listed(form.instance)}
    return render(request, "admin/claims/claim/_gate.html", context)


def _step(request, pk: int, take, done: str, without: str = "nothing_to_approve") -> HttpResponse:
    """Take one step of the verdict in work, or say why not; ``without`` refuses where there is none."""
    claim = _claim(pk)
    verdict = in_work(claim)
    try:
        if verdict is None:
            raise NotAllowed(without)
        take(verdict)
    except NotAllowed as why:
        _refuse(request, why)
    else:
        messages.success(request, done)
    return _back(claim)


@require_POST
@needs("submit_verdict")
def submit(request, pk: int) -> HttpResponse:
    return _step(
        request,
        pk,
        lambda verdict: verdict.submit(by=request.user, now=timezone.now()),
        gettext("Handed in. Somebody else can approve it now."),
        without="nothing_to_hand_in",
    )


@require_POST
@needs("approve_verdict")
def approve(request, pk: int) -> HttpResponse:
    return _step(
        request,
        pk,
        lambda verdict: verdict.approve(by=request.user, now=timezone.now()),
        gettext("Approved: the verdict is public."),
    )


@require_POST
@needs("approve_verdict")
def send_back(request, pk: int) -> HttpResponse:
    note = request.POST.get("note", "").strip()
    if not note:
        messages.error(request, gettext("Say what is to be changed."))
        return _back(_claim(pk))
    return _step(
        request,
        pk,
        lambda verdict: verdict.send_back(by=request.user, now=timezone.now(), note=note),
        gettext("Sent back with your note."),
    )


@require_POST
@needs("add_verdict", "change_verdict")
def revise(request, pk: int) -> HttpResponse:
    """Begin the verdict that will replace the public one."""
    claim = _claim(pk)
    public = claim.verdict
    if public is None:
        _refuse(request, NotAllowed("not_approved"))
        return _back(claim)
    if in_work(claim) is None:
        public.revise(by=request.user)
        messages.info(
            request, gettext("A new draft with the public words. Say what kind of correction it is.")
        )
    return redirect("admin:claims_claim_verdict", claim.pk)


@require_POST
@needs("withdraw_claim")
def withdraw(request, pk: int) -> HttpResponse:
    """Take a published check back in public; readers see the note."""
    claim = _claim(pk)
    notes = {f"note_{code}": request.POST.get(f"note_{code}", "").strip() for code in ("ko", "en")}
    if not any(notes.values()):
        messages.error(request, gettext("Tell readers why the check is withdrawn."))
    elif claim.verdict is None:
        _refuse(request, NotAllowed("not_approved"))
    else:
        claim.withdraw(by=request.user, now=timezone.now(), **notes)
        messages.success(request, gettext("Withdrawn. The page stays and says why."))
    return _back(claim)
