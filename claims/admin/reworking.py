"""What an editor does to the claims of a breakdown: dismiss, unmark, move, split, merge, and take it back.

Every step answers with the breakdown screen as it stands then; a refused one says why and changes nothing.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.models import Article, BreakdownStep, CannotRework, Citation, Claim, rework
from claims.models.undo import undo
from claims.words import CitationKind, Refusal

from .access import needs
from .breakdown import FOLDER, article_at, back_to, number_of, same_address, show_breakdown
from .reading import Reading
from .splitting import MergeForm, SplitForm


def urls(wrap) -> list:
    """Addresses below ``article/<id>/breakdown/``."""
    views = [dismiss, restore, cards, split, merge, undo_last]
    return [
        path(f"<int:pk>/breakdown/{end}/", wrap(view), name=f"claims_article_{end}")
        for view in views
        for end in [view.__name__.removesuffix("_last")]
    ]


def _refused(request, article: Article, refusal: Refusal) -> HttpResponse:
    messages.error(request, _(refusal.label))
    return back_to(article)


def _number(request, name: str) -> int:
    """A row's number as a button or link names it; 0 for anything else."""
    return number_of(request.POST.get(name) or request.GET.get(name, "")) or 0


def _span(request) -> tuple[int, int]:
    """The sentence a button names: ``span=120-164``; (0, 0) for anything else."""
    start, _dash, end = request.POST.get("span", "").partition("-")
    span = number_of(start), number_of(end)
    return (0, 0) if None in span else span


def _appearance(request, article: Article) -> Citation | None:
    """The mark that is spoken of; None when a colleague took it away."""
    rows = Citation.objects.proposed().select_related("claim", "source")
    return rows.filter(
        pk=_number(request, "citation"), source=article.source_id, kind=CitationKind.APPEARANCE
    ).first()


@require_POST
@needs("change_article")
def dismiss(request, pk: int) -> HttpResponse:
    article = article_at(pk)
    start, end = _span(request)
    if start < end <= len(article.body):
        rework.dismiss(article, start, end, by=request.user, now=timezone.now())
        messages.info(request, _("Dismissed. It is kept in the list of dismissed sentences."))
    return back_to(article)


@require_POST
@needs("change_article")
def restore(request, pk: int) -> HttpResponse:
    article = article_at(pk)
    rework.restore(article, *_span(request), by=request.user, now=timezone.now())
    messages.info(request, _("The sentence is suggested again."))
    return back_to(article)


@require_POST
def cards(request, pk: int) -> HttpResponse:
    """A button of the list of claims: they share one form, for 200 of them would weigh a megabyte."""
    return unmark(request, pk) if "citation" in request.POST else move(request, pk)


@needs("change_citation")
def unmark(request, pk: int) -> HttpResponse:
    """Take an appearance away, and the claim with it when nothing else was done with it."""
    article = article_at(pk)
    citation = _appearance(request, article)
    if citation is None:
        return _refused(request, article, Refusal.MEANWHILE)
    is_own = citation.claim.created_by_id == request.user.pk
    may_delete = is_own or request.user.has_perm("claims.delete_claim")
    try:
        step = rework.unmark(article, citation, may_delete=may_delete, by=request.user, now=timezone.now())
    except CannotRework as why:
        return _refused(request, article, why.refusal)
    if "claim" in step.kept:
        messages.info(request, _("The mark and its claim are gone."))
    elif "leaving" in step.kept:
        messages.info(request, _("The mark goes when the correction is approved."))
    else:
        messages.info(request, _("The mark is gone; the claim stays."))
    return back_to(article)


@needs("change_article")
def move(request, pk: int) -> HttpResponse:
    """``up`` or ``down``: the number of a claim; ``by_text``: give the chosen order up."""
    article, now = article_at(pk), timezone.now()
    if "by_text" in request.POST:
        rework.order_by_text(article, by=request.user, now=now)
        messages.info(request, _("The claims stand in the order of the text."))
        return back_to(article)
    places = -1 if "up" in request.POST else 1
    claim = Claim.objects.filter(pk=_number(request, "up" if places < 0 else "down")).first()
    shown = [found.pk for found in Reading.of(article).claims]
    if claim is None or claim.pk not in shown:
        return _refused(request, article, Refusal.MEANWHILE)
    step = rework.move(article, shown, claim, places, by=request.user, now=now)
    if step:
        place = article.claim_order.index(claim.pk) + 1
        told = _("Now number %(place)s of %(count)s: %(claim)s")
        messages.info(request, told % {"place": place, "count": len(shown), "claim": claim})
    return back_to(article)


@needs("add_claim", "change_citation")
def split(request, pk: int) -> HttpResponse:
    """Cut the words of one mark in two: the second part becomes a claim of its own."""
    article = article_at(pk)
    citation = _appearance(request, article) if article.snapshot else None
    mark = Reading.of(article).mark_of(citation.pk) if citation else None
    if mark is None or mark.start is None:
        return _refused(request, article, Refusal.MEANWHILE)
    if mark.claim.is_fixed:
        return _refused(request, article, Refusal.FIXED)
    form = SplitForm(request.POST if request.method == "POST" else None, article=article, mark=mark)
    if form.is_bound and form.is_valid():
        try:
            step = form.split(citation, by=request.user, now=timezone.now())
        except CannotRework as why:
            return _refused(request, article, why.refusal)
        messages.success(request, _("Split. The second claim: %(claim)s") % {"claim": step.into})
        return back_to(article)
    return _side_form(request, article, "_split_form.html", split_form=form)


@needs("change_claim", "change_citation")
def merge(request, pk: int) -> HttpResponse:
    """Make two claims one, chosen from those that are likest."""
    article = article_at(pk)
    claim = Claim.objects.filter(pk=_number(request, "claim")).first()
    if claim is None or article.snapshot is None:
        return _refused(request, article, Refusal.MEANWHILE)
    if claim.is_fixed:
        return _refused(request, article, Refusal.FIXED)
    form = MergeForm(request.POST if request.method == "POST" else None, article=article, claim=claim)
    if form.is_bound and form.is_valid():
        into = form.cleaned_data["into"]
        try:
            rework.merge(article, claim, into, by=request.user, now=timezone.now())
        except CannotRework as why:
            return _refused(request, article, why.refusal)
        messages.success(request, _("Merged into: %(claim)s") % {"claim": into})
        return back_to(article)
    return _side_form(request, article, "_merge_form.html", merge_form=form)


def _side_form(request, article: Article, template: str, **more) -> HttpResponse:
    if request.htmx:
        return same_address(render(request, FOLDER + template, {"article": article, **more}))
    return show_breakdown(request, article, **more)


@require_POST
@needs("change_article")
def undo_last(request, pk: int) -> HttpResponse:
    """Take back the step that the button names: this person's own, on this article."""
    article = article_at(pk)
    step = BreakdownStep.objects.filter(
        pk=_number(request, "step"), article=article, made_by=request.user
    ).first()
    if step is None:
        raise Http404
    try:
        undo(step, now=timezone.now())
    except CannotRework as why:
        return _refused(request, article, why.refusal)
    messages.info(request, _("Undone: %(step)s") % {"step": step})
    return back_to(article)
