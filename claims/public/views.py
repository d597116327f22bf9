"""The readers' pages: each reads its parameters, asks one queryset, shows one template."""

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language_from_request, override

from claims.models import Article, Claim, Claimant, Correction, Rating, SitePage, Source, Topic
from claims.words import CitationKind, ClaimState, CorrectionKind, Language, VerdictState

from .claimreview import claim_review, claim_url
from .paging import count_of, page_of
from .reading import kept, moved, reading, show, twins_of

SHOWN = [ClaimState.PUBLISHED, ClaimState.WITHDRAWN]
IN_PUBLIC = Q(claims__state=ClaimState.PUBLISHED)


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
        topics=_in_public(Topic.objects.all())[:12],
        ratings=_tally(Claim.objects.published()),
    )


@reading
@kept
def claims(request: HttpRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "").replace("\0", "") for name in ("rating", "topic", "person")}
    rows = Claim.objects.published()
    if chosen["rating"]:
        rating = Q(verdicts__state=VerdictState.APPROVED, verdicts__rating__code=chosen["rating"])
        rows = rows.filter(rating)
    if chosen["topic"].isdecimal():
        rows = rows.filter(topics=_number(chosen["topic"]))
    if chosen["person"].isdecimal():
        rows = rows.filter(claimant=_number(chosen["person"]))
    count, more = count_of(rows)
    return show(
        request,
        "claims/claims.html",
        page=page_of(rows.with_verdict(), "published_at", request.GET.get("before", "")),
        count=count,
        more=more,
        chosen=chosen,
        kept=_query(chosen),
        ratings=Rating.objects.filter(scale__is_default=True).order_by("order"),
        topics=_in_public(Topic.objects.all())[:200],
        people=_in_public(Claimant.objects.all())[:200],
    )


@reading
@kept
def claim(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = get_object_or_404(Claim.objects.with_evidence(), pk=pk, state__in=SHOWN)
    if not found.is_public:
        return _withdrawn(request, found)
    if redirect := moved(request, found.get_absolute_url()):
        return redirect
    speaks = found.languages()
    here = request.LANGUAGE_CODE[:2]
    return show(
        request,
        "claims/claim.html",
        claim=found,
        verdict=found.verdict,
        history=found.verdicts.filter(state=VerdictState.SUPERSEDED).select_related("rating"),
        contacts=found.contacts.order_by("contacted_at"),
        canonical=claim_url(found, here if here in speaks or not speaks else speaks[0]),
        twins={str(code): claim_url(found, str(code)).removeprefix(settings.SITE_URL) for code in Language},
        speaks=speaks,
        document=claim_review(found, here) if here in speaks else None,
        contact_email=settings.CONTACT_EMAIL,
    )


def _withdrawn(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Not found, as for machines, and people learn when and why (docs/decisions/0015)."""
    note = claim.corrections.filter(kind=CorrectionKind.RETRACTION).order_by("-made_at", "-pk").first()
    response = show(request, "claims/withdrawn.html", claim=claim, correction=note, canonical="")
    response.status_code = 404
    return response


@reading
@kept
def articles(request: HttpRequest) -> HttpResponse:
    rows = Article.objects.public().annotate(
        claim_count=Count(
            "source__citations__claim",
            filter=Q(
                source__citations__kind=CitationKind.APPEARANCE,
                source__citations__claim__state=ClaimState.PUBLISHED,
                source__citations__public_since__isnull=False,
                source__citations__public_until=None,
            ),
            distinct=True,
        )
    )
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
    order = list(dict.fromkeys(appearances.values_list("claim_id", flat=True)))
    quotes = {appearance.claim_id: appearance for appearance in appearances}
    by_pk = {row.pk: row for row in Claim.objects.filter(pk__in=order).with_verdict()}
    rows = [(by_pk[pk], quotes[pk]) for pk in order]
    return show(
        request,
        "claims/article.html",
        article=found,
        rows=rows,
        tally=_tally(Claim.objects.filter(pk__in=order)),
        requests=found.requests.order_by("asked_at"),
    )


@reading
@kept
def people(request: HttpRequest) -> HttpResponse:
    return show(request, "claims/people.html", people=_in_public(Claimant.objects.all())[:500])


@reading
@kept
def person(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = get_object_or_404(_in_public(Claimant.objects.all()), pk=pk)
    return moved(request, found.get_absolute_url()) or _claims_of(request, "person", "people", found)


@reading
@kept
def topics(request: HttpRequest) -> HttpResponse:
    return show(request, "claims/topics.html", topics=_in_public(Topic.objects.all())[:500])


@reading
@kept
def topic(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = get_object_or_404(_in_public(Topic.objects.all()), pk=pk)
    return moved(request, found.get_absolute_url()) or _claims_of(request, "topic", "topics", found)


@reading
@kept
def source(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Source.objects.public().select_related("article"), pk=pk)
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
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    rows = Claim.objects.published().matching(words)
    count, more = count_of(rows)
    page = page_of(rows.with_verdict(), "published_at", request.GET.get("before", ""))
    context = {"words": words, "page": page, "count": count, "more": more, "kept": _query({"q": words})}
    return show(request, "claims/search.html", **context)


@reading
@kept
def page(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, "claims/page.html", page=get_object_or_404(SitePage, slug=slug))


def _in_public(rows):
    """People or topics with published claims, and how many."""
    return (
        rows.annotate(claim_count=Count("claims", filter=IN_PUBLIC))
        .filter(claim_count__gt=0)
        .order_by("-claim_count", "pk")
    )


def _claims_of(request: HttpRequest, name: str, folder: str, found) -> HttpResponse:
    """The page of one person or topic: its claims, their tally, its feed."""
    rows = found.claims.published()
    context = {
        name: found,
        "page": page_of(rows.with_verdict(), "published_at", request.GET.get("before", "")),
        "tally": _tally(rows),
        "feed": f"/feeds/{folder}/{found.pk}",
        "twins": twins_of(found),
    }
    return show(request, f"claims/{name}.html", **context)


def _tally(rows) -> list[Rating]:
    """The ratings given to these claims, with ``count``, in the order of the scale."""
    given = Q(verdicts__state=VerdictState.APPROVED, verdicts__claim__in=rows.order_by().values("pk"))
    return list(
        Rating.objects.annotate(count=Count("verdicts", filter=given)).filter(count__gt=0).order_by("order")
    )


def _query(chosen: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in chosen.items() if value}


def _number(text: str) -> int:
    """A primary key from an address; absurdly long digits are nobody's."""
    return int(text) if len(text) < 18 else 0
