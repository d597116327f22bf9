"""The breakdown screen: the article's text left, its claims right, select words to make a claim.

Every view answers in whole pages; htmx asks for the part that changes. After a change the answer is a
redirect to the screen itself, which htmx follows and puts in place of the old one.
"""

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, push_url, reswap, retarget

from claims import tasks
from claims.models import Article, BreakdownStep, Citation, Claim, rework
from claims.words import BreakdownState, CitationKind

from .access import needs
from .claimants import offered_names
from .marking import NewClaimForm, trimmed
from .reading import Reading
from .waiting import AnotherAddressForm, PastedTextForm, is_pending, reason_of

FOLDER = "admin/claims/article/"


def urls(wrap) -> list:
    """Addresses below ``article/<id>/``; ``wrap`` is the admin's own door."""
    places = [
        ("breakdown/", breakdown, "breakdown"),
        ("breakdown/new/", new_claim, "new_claim"),
        ("breakdown/state/", set_state, "state"),
        ("progress/", progress, "progress"),
        ("text/", paste, "paste"),
        ("look/", look_again, "look"),
    ]
    return [path(f"<int:pk>/{end}", wrap(view), name=f"claims_article_{name}") for end, view, name in places]


def article_at(pk: int) -> Article:
    articles = Article.objects.select_related("source__snapshot", "snapshot", "assignee")
    article = get_object_or_404(articles, pk=pk)
    if article.snapshot is None and article.source.snapshot:
        article.take_text(article.source.snapshot)
    return article


def show_breakdown(request, article: Article, **more) -> HttpResponse:
    """The screen; for htmx its changing part, put in place of the old one wherever it was asked from."""
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # the text needs the room
        "title": str(article),
        "subtitle": None,
        "opts": Article._meta,
        "article": article,
        "form": None,
        "may_mark": request.user.has_perms(["claims.add_claim", "claims.add_citation"]),
    }
    if article.snapshot is None:
        context |= {
            "pending": is_pending(article.source, timezone.now()),
            "reason": reason_of(article.source),
            "paste_form": PastedTextForm(),
            "address_form": AnotherAddressForm(initial={"address": article.source.url}),
        } | more
        return render(request, FOLDER + "waiting.html", context)
    context |= {
        "reading": Reading.of(article, lists_all=request.GET.get("listed") == "all"),
        "names": offered_names(),
        "split_form": None,
        "merge_form": None,
        "last_step": BreakdownStep.objects.to_undo(article, request.user),
    } | more
    if not request.htmx:
        return render(request, FOLDER + "breakdown.html", context)
    response = render(request, FOLDER + "_breakdown.html", context)
    return same_address(reswap(retarget(response, "#breakdown"), "outerHTML"))


def same_address(response: HttpResponse) -> HttpResponse:
    """The screen keeps its address while parts of it change: htmx would show that of a boosted link."""
    return push_url(response, False)


def number_of(given: str) -> int | None:
    """A number as an address or a button names it; None for anything else, and for what no row has."""
    return int(given) if given.isdecimal() and len(given) < 19 else None


def back_to(article: Article) -> HttpResponse:
    return redirect("admin:claims_article_breakdown", article.pk)


@gzip_page
@require_safe
@needs("view_article", "view_claim")
def breakdown(request, pk: int) -> HttpResponse:
    return show_breakdown(request, article_at(pk))


@needs("add_claim", "add_citation")
def new_claim(request, pk: int) -> HttpResponse:
    """Make a claim of some words, or say that they make one that exists (``same_as``)."""
    article = article_at(pk)
    if article.snapshot is None:
        return back_to(article)
    if request.method == "POST" and "look" not in request.POST:
        form = NewClaimForm(request.POST, article=article)
        if form.is_valid() and (claim := _mark(request, article, form)):
            messages.success(request, _("Marked: %(claim)s") % {"claim": claim})
            return back_to(article)
    else:
        form = _offered_form(request, article)
    if request.htmx:
        context = {"article": article, "form": form, "names": offered_names()}
        return same_address(render(request, FOLDER + "_claim_form.html", context))
    return show_breakdown(request, article, form=form)


def _mark(request, article: Article, form: NewClaimForm) -> Claim | None:
    """The claim that now appears at these words; None when they are not in the text."""
    citation = Citation(kind=CitationKind.APPEARANCE, source=article.source)
    form.take_quote(citation, article.snapshot, timezone.now())
    if form.errors:
        return None
    same = number_of(request.POST.get("same_as", ""))
    known = None if same is None else get_object_or_404(Claim, pk=same)
    with transaction.atomic():
        claim = known or form.new_claim(by=request.user)
        if form.add_appearance(citation, claim, by=request.user):
            rework.record_mark(article, citation, is_new=known is None, by=request.user, now=timezone.now())
    return claim


def _offered_form(request, article: Article) -> NewClaimForm:
    """For a selection (GET), or for a pasted quote whose offers are asked for (POST ``look``)."""
    given = request.POST or request.GET
    start, end = (number_of(given.get(name, "")) for name in ("start", "end"))
    span = trimmed(article.body, start, end)
    words = given.get("quote") or (article.body[span[0] : span[1]] if span else "")
    start, end = span or (None, None)
    typed = {name: given.get(name) for name in ("wording_ko", "wording_en", "claimant")}
    return NewClaimForm.for_words(article, words, start, end, **typed)


@require_POST
@needs("change_article")
def set_state(request, pk: int) -> HttpResponse:
    """Say that the breakdown is finished, or open it again."""
    article = article_at(pk)
    if article.snapshot:
        article.state = BreakdownState.DONE if request.POST.get("state") == "done" else BreakdownState.OPEN
        article.save(update_fields=["state"])
    return back_to(article)


# While the text is still to come


@require_safe
@needs("view_article")
def progress(request, pk: int) -> HttpResponse:
    """How the fetch fares; asked every second, and by the refresh link."""
    article = article_at(pk)
    if not request.htmx:
        return back_to(article)
    if article.snapshot:
        return HttpResponseClientRedirect(reverse("admin:claims_article_breakdown", args=[pk]))
    pending = is_pending(article.source, timezone.now())
    context = {"article": article, "pending": pending, "reason": reason_of(article.source)}
    return render(request, FOLDER + "_progress.html", context)


@require_POST
@needs("change_article")
def paste(request, pk: int) -> HttpResponse:
    article = article_at(pk)
    form = PastedTextForm(request.POST)
    if form.is_valid() and article.snapshot is None:
        article.paste(form.cleaned_data["text"], now=timezone.now())
    elif not form.is_valid():
        return show_breakdown(request, article, paste_form=form)
    return back_to(article)


@require_POST
@needs("change_article")
def look_again(request, pk: int) -> HttpResponse:
    """Try the address again, or another one, while there is no text yet."""
    article = article_at(pk)
    form = AnotherAddressForm(request.POST, article=article)
    if not form.is_valid():
        return show_breakdown(request, article, address_form=form)
    if article.snapshot is None:
        source = form.take_source(by=request.user, now=timezone.now())
        tasks.look_now.delay_on_commit(source.pk)
    return back_to(article)
