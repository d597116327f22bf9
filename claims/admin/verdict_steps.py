"""The steps of a verdict: handed in, approved now or for a time, sent back, revised, withdrawn.

What a person may do is asked here, in each view, and again by the verbs of the model.
"""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from claims.models import Claim, GateClosed, NotAllowed, Verdict
from claims.templatetags.showing import minute
from claims.words import Gate

from .access import needs
from .notices import mention

REFUSALS = {
    Gate.ANOTHER_PERSON: _("You wrote this verdict, so somebody else must approve it."),
    "nothing_to_hand_in": _("There is no verdict to hand in yet: write it first."),
    "nothing_to_approve": _("There is no verdict here that waits for approval."),
    "not_draft": _("This verdict is not a draft any more. Reload the page to see where it stands."),
    "not_submitted": _("This verdict is not waiting for approval any more."),
    "not_scheduled": _("This verdict does not wait for a time any more."),
    "not_approved": _("This verdict is not public any more."),
    "time_has_passed": _("That time has passed. Choose a later one, or publish now."),
    "changed_since": _("The verdict was changed and handed in again since you read it. Read it once more."),
}


def urls(wrap) -> list:
    places = [
        ("submit/", submit, "submit"),
        ("approve/", approve, "approve"),
        ("schedule/", schedule, "schedule"),
        ("unschedule/", unschedule, "unschedule"),
        ("send-back/", send_back, "send_back"),
        ("revise/", revise, "revise"),
        ("withdraw/", withdraw, "withdraw"),
    ]
    return [
        path(f"<int:pk>/verdict/{end}", wrap(view), name=f"claims_claim_{name}") for end, view, name in places
    ]


def in_work(claim: Claim) -> Verdict | None:
    found = Verdict.objects.in_work().filter(claim=claim)
    return found.select_related("rating", "author", "approver", "claim__claimant").first()


def claim_at(pk: int) -> Claim:
    return get_object_or_404(Claim.objects.select_related("claimant"), pk=pk)


def back(claim: Claim) -> HttpResponse:
    return redirect(reverse("admin:claims_claim_change", args=[claim.pk]) + "#verdict")


def refuse(request, why: NotAllowed) -> None:
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


def _step(request, pk: int, take, done: str, without: str = "nothing_to_approve") -> HttpResponse:
    """Take one step of the verdict in work, or say why not; ``without`` refuses where there is none."""
    claim = claim_at(pk)
    verdict = in_work(claim)
    try:
        if verdict is None:
            raise NotAllowed(without)
        take(verdict)
    except NotAllowed as why:
        refuse(request, why)
    else:
        messages.success(request, done)
    return back(claim)


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
    def take(verdict: Verdict) -> None:
        _require_as_read(request, verdict)
        verdict.approve(by=request.user, now=timezone.now())

    return _step(request, pk, take, gettext("Approved: the verdict is public."))


class TimeForm(forms.Form):
    publish_at = forms.DateTimeField(label=_("Goes public"))


@require_POST
@needs("approve_verdict")
def schedule(request, pk: int) -> HttpResponse:
    """Approve it for a time that is given in the desk's own time zone."""
    form = TimeForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Give the day and the time at which it goes public."))
        return back(claim_at(pk))
    publish_at = form.cleaned_data["publish_at"]

    def take(verdict: Verdict) -> None:
        _require_as_read(request, verdict)
        verdict.schedule(by=request.user, now=timezone.now(), publish_at=publish_at)

    return _step(
        request,
        pk,
        take,
        gettext("Approved: it goes public on %(time)s.") % {"time": minute(localtime(publish_at))},
    )


@require_POST
@needs("approve_verdict")
def unschedule(request, pk: int) -> HttpResponse:
    return _step(
        request,
        pk,
        lambda verdict: verdict.unschedule(),
        gettext("The time is taken back: the verdict waits for approval again."),
    )


def _require_as_read(request, verdict: Verdict) -> None:
    """The button carries when the verdict was handed in: whoever approves approves what they read."""
    read = request.POST.get("handed_in", "")
    if read and verdict.submitted_at and read != verdict.submitted_at.isoformat():
        raise NotAllowed("changed_since")


@require_POST
@needs("approve_verdict")
def send_back(request, pk: int) -> HttpResponse:
    note = request.POST.get("note", "").strip()
    if not note:
        messages.error(request, gettext("Say what is to be changed."))
        return back(claim_at(pk))

    def take(verdict: Verdict) -> None:
        verdict.send_back(by=request.user, now=timezone.now(), note=note)
        mention(request, note, claim=verdict.claim)

    return _step(request, pk, take, gettext("Sent back with your note."))


@require_POST
@needs("add_verdict", "change_verdict")
def revise(request, pk: int) -> HttpResponse:
    """Begin the verdict that will replace the public one."""
    claim = claim_at(pk)
    public = claim.verdict
    if public is None:
        refuse(request, NotAllowed("not_approved"))
        return back(claim)
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
    claim = claim_at(pk)
    notes = {f"note_{code}": request.POST.get(f"note_{code}", "").strip() for code in ("ko", "en")}
    if not any(notes.values()):
        messages.error(request, gettext("Tell readers why the check is withdrawn."))
        return back(claim)
    try:
        claim.withdraw(by=request.user, now=timezone.now(), **notes)
    except ValueError:
        refuse(request, NotAllowed("not_approved"))
    else:
        messages.success(request, gettext("Withdrawn. The page is gone and says why."))
    return back(claim)
