"""The page of a claim as readers would see it if the verdict in work were approved now; for the desk alone.

It stands in this room because it must be the readers' page: same view code, same template, same ClaimReview
(docs/decisions/0016). Nothing is written, nothing is kept, and whoever may not read verdicts at the desk is
told that there is no such page.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from claims.models import SAID, Claim, Correction, Quantity
from claims.words import Language

from .claimreview import claim_review, problems
from .reading import language_of, show
from .views import context_of


def for_the_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only who may read verdicts at the desk; never kept, never indexed."""

    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not (request.user.is_staff and request.user.has_perm("claims.view_verdict")):
            raise Http404
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


@for_the_desk
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page, marked as a preview."""
    claim = as_if_approved(pk, timezone.now())
    addresses = {}
    for code in Language:
        with override(code):
            addresses[str(code)] = reverse("public:preview", args=[pk])
    if claim is None:
        return show(request, "claims/preview_empty.html", twins=addresses, canonical="", preview=True)
    context = context_of(claim, request.LANGUAGE_CODE[:2])
    context |= {"twins": addresses, "canonical": "", "document": None, "preview": True, "speaks": []}
    return show(request, "claims/claim.html", **context)


@for_the_desk
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What machines would read in the language of ``?lang=``, and the linter's word; for the desk's form."""
    claim, here = as_if_approved(pk, timezone.now()), language_of(request)
    document = claim_review(claim, here) if claim and claim.speaks(here) else None
    context = {
        "document": json.dumps(document, ensure_ascii=False, indent=2) if document else "",
        "problems": [gettext(problem) for problem in problems(document)] if document else [],
        "language": here,
    }
    return render(request, "claims/_preview_review.html", context)


def as_if_approved(pk: int, now: datetime) -> Claim | None:
    """The claim with the verdict in work for its public one; None while that one has no rating yet."""
    claim = get_object_or_404(Claim.objects.with_quotes_in_work(), pk=pk)
    work = claim.verdicts.in_work().select_related("rating__scale", "author", "approver", "claimant").first()
    verdict = work or claim.verdict
    if verdict is None or verdict.rating is None:
        return None
    if work:
        _restate(claim, verdict)
        verdict.approved_at = now
        if before := verdict.predecessor():
            note = {"note_ko": verdict.correction_ko, "note_en": verdict.correction_en, "made_at": now}
            new = Correction(claim=claim, kind=verdict.correction_kind, before=before, after=verdict, **note)
            _instead(claim, "corrections", [*claim.corrections.all(), new])
    claim.public_verdicts = [verdict]
    claim.all_citations = [citation for citation in claim.all_citations if not citation.is_leaving]
    claim.published_at = claim.published_at or now
    return claim


def _restate(claim: Claim, verdict) -> None:
    """The words of the verdict, and the numbers in them."""
    if not verdict.has_words:
        return
    gone, come = claim.numbers_changed_by(verdict)
    kept = [number for number in claim.quantities.all() if number not in gone]
    _instead(claim, "quantities", [*kept, *come])
    for name in SAID:
        setattr(claim, name, getattr(verdict, name))


def _instead(claim: Claim, name: str, rows: Iterable[Correction | Quantity]) -> None:
    """Let the claim show these rows for its stored ones: they are put where prefetched rows lie."""
    shown = getattr(claim, name).model.objects.none()
    shown._result_cache = list(rows)
    claim._prefetched_objects_cache[name] = shown
