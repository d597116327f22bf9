"""The readers' pages: each reads its parameters, asks one queryset, shows one template."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language_from_request, override

from claims.models import Article, Claim, Claimant, Correction, SitePage, Source, Topic
from claims.words import CitationKind, ClaimState, CorrectionKind, Language, VerdictState

from . import figures
from .claimreview import claim_review, claim_url
from .embed import frame
from .images import address_of
from .paging import page_of
from .reading import kept, moved, reading, show, twins_of

SHOWN = [ClaimState.PUBLISHED, ClaimState.WITHDRAWN]


@reading
def front_door(request: HttpRequest) -> HttpResponse:
    """``/``: to the home page in the reader's language."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("public:home"))
    response["Vary"] = "Accept-Language, Cookie"
    return response


@reading
@kept
def home(request: HttpRequest) -> HttpResponse:
    newest = Claim.objects.published().with_verdict().order_by("-published_at", "-id")
    corrections = Correction.objects.select_related("claim").order_by("-made_at", "-id")
    articles = Article.objects.public().order_by("-id")
    return show(
        request,
        "claims/home.html",
        claims=newest[:8],
        corrections=corrections[:4],
        articles=articles[:4],
        topics=figures.topics(12),
        ratings=figures.tally(Claim.objects.published(), "all"),
    )


@reading
@kept
def claim(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = get_object_or_404(Claim.objects.with_evidence(), pk=pk, state__in=SHOWN)
    if not found.is_public:
        return _withdrawn(request, found)
    if redirect := moved(request, found.get_absolute_url()):
        return redirect
    response = show(request, "claims/claim.html", **context_of(found, request.LANGUAGE_CODE[:2]))
    response["Surrogate-Key"] = f"claim-{pk}"
    return response


def context_of(found: Claim, here: str) -> dict:
    """All that the page of a claim shows, in the language ``here``; its preview shows the same."""
    speaks = found.languages()
    return {
        "claim": found,
        "verdict": found.verdict,
        "history": found.verdicts.filter(state=VerdictState.SUPERSEDED).select_related("rating"),
        "contacts": found.contacts.order_by("contacted_at"),
        "canonical": claim_url(found, here if here in speaks or not speaks else speaks[0]),
        "twins": {
            str(code): claim_url(found, str(code)).removeprefix(settings.SITE_URL) for code in Language
        },
        "speaks": speaks,
        "document": claim_review(found, here) if here in speaks else None,
        "contact_email": settings.CONTACT_EMAIL,
        "picture": settings.SITE_URL + address_of(found, here) if here in speaks else "",
        "frame": frame(found, here) if here in speaks else "",
    }


def _withdrawn(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Not found, as for machines, and people learn when and why (docs/decisions/0015)."""
    note = claim.corrections.filter(kind=CorrectionKind.RETRACTION).order_by("-made_at", "-pk").first()
    response = show(request, "claims/withdrawn.html", claim=claim, correction=note, canonical="")
    response.status_code = 404
    response["Surrogate-Key"] = f"claim-{claim.pk}"
    return response


@reading
@kept
def articles(request: HttpRequest) -> HttpResponse:
    rows = Article.objects.public().with_claim_count()
    page = page_of(rows, "created_at", request.GET.get("before", ""))
    return show(request, "claims/articles.html", page=page)


@reading
@kept
def article(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = get_object_or_404(Article.objects.public().select_related("source"), pk=pk)
    if redirect := moved(request, found.get_absolute_url()):
        return redirect
    appearances = (
        found.source.citations.public()
        .filter(kind=CitationKind.APPEARANCE, claim__state=ClaimState.PUBLISHED)
        .order_by("start", "pk")
    )
    order = found.in_order(list(dict.fromkeys(appearances.values_list("claim_id", flat=True))))
    quotes = {appearance.claim_id: appearance for appearance in appearances}
    by_pk = {row.pk: row for row in Claim.objects.filter(pk__in=order).with_verdict()}
    rows = [(by_pk[pk], quotes[pk]) for pk in order]
    return show(
        request,
        "claims/article.html",
        article=found,
        rows=rows,
        tally=figures.tally(Claim.objects.filter(pk__in=order), f"article:{found.pk}"),
        requests=found.requests.order_by("asked_at"),
    )


@reading
@kept
def people(request: HttpRequest) -> HttpResponse:
    return show(request, "claims/people.html", people=figures.people(500))


@reading
@kept
def person(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = get_object_or_404(Claimant.objects.in_public(), pk=pk)
    return moved(request, found.get_absolute_url()) or _claims_of(request, "person", "people", found)


@reading
@kept
def topics(request: HttpRequest) -> HttpResponse:
    return show(request, "claims/topics.html", topics=figures.topics(500))


@reading
@kept
def topic(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic.objects.in_public(), pk=pk)
    return moved(request, found.get_absolute_url()) or _claims_of(request, "topic", "topics", found)


@reading
@kept
def source(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Source.objects.public().select_related("article", "snapshot").defer("snapshot__text"), pk=pk
    )
    cited = (
        found.citations.public().filter(claim__state=ClaimState.PUBLISHED).select_related("claim", "source")
    )
    return show(
        request,
        "claims/source.html",
        source=found,
        citations=cited.order_by("-claim__published_at", "pk")[:200],
        checks=found.checks.order_by("-checked_at")[:30],
    )


@reading
@kept
def corrections(request: HttpRequest) -> HttpResponse:
    rows = Correction.objects.filter(claim__state__in=SHOWN)
    rows = rows.select_related("claim", "before__rating", "after__rating")
    page = page_of(rows, "made_at", request.GET.get("before", ""))
    return show(request, "claims/corrections.html", page=page)


@reading
@kept
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """One correction by itself: what the note of a withdrawn check is linked as."""
    rows = Correction.objects.filter(claim__state__in=SHOWN)
    found = get_object_or_404(rows.select_related("claim", "before__rating", "after__rating"), pk=pk)
    return show(request, "claims/correction.html", correction=found)


@reading
@kept
def statistics(request: HttpRequest) -> HttpResponse:
    """The balance of the desk: which verdicts it gave, on what, of whom."""
    published = Claim.objects.published()
    return show(
        request,
        "claims/statistics.html",
        tally=figures.tally(published, "all"),
        topics=figures.by_topic(30),
        people=figures.by_person(30),
        corrections=figures.corrections(),
    )


@reading
@kept
def page(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, "claims/page.html", page=get_object_or_404(SitePage, slug=slug))


def _claims_of(request: HttpRequest, name: str, folder: str, found) -> HttpResponse:
    """The page of one person or topic: its claims, their tally, its feed."""
    rows = found.claims.published()
    context = {
        name: found,
        "page": page_of(rows.with_verdict(), "published_at", request.GET.get("before", "")),
        "tally": figures.tally(rows, f"{name}:{found.pk}"),
        "feed": f"/feeds/{folder}/{found.pk}",
        "twins": twins_of(found),
    }
    return show(request, f"claims/{name}.html", **context)
