"""The evidence of one check as a zip: what was claimed, what it rests on, how it came about.

    claimreview-ko.json, claimreview-en.json   the check as machines read it, per language it stands in
    claim.json                                 the claim as the API gives it
    quotes.json                                each quote, its place, and the SHA-256 of the text it stands in
    history.json                               every public verdict and every correction
    README.txt                                 how to check the hashes

Texts of sources are not in it: they belong to others. Names of protected sources are not in it either.
"""

import io
import json
import zipfile
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from claims.models import Citation, Claim
from claims.words import VerdictState

from .api.claim_fields import CLAIM, appearance, correction, evidence
from .api.manners import api
from .api.shapes import both, day, moment, rating
from .claimreview import claim_review

PUBLIC_ONCE = [VerdictState.APPROVED, VerdictState.SUPERSEDED]
_README = """The evidence of one fact-check of {publisher}.
{page}

A quote's text_sha256 is the SHA-256 of the source's text, as UTF-8, at taken_at. start and end count
characters of that text. Whoever keeps the same text can see that the quote stands in it, and where.
"""


@api
def bundle_zip(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.published().with_evidence(), pk=pk)
    response = HttpResponse(packed(claim), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="claim-{pk}.zip"'
    return response


def packed(claim: Claim) -> bytes:
    """The zip; the same data give the same bytes, so that it can be compared and cached."""
    languages = claim.languages()
    files = {f"claimreview-{code}.json": claim_review(claim, code) for code in languages}
    files["claim.json"] = {field.name: field.read(claim) for field in CLAIM}
    files["quotes.json"] = [_quote(citation) for citation in claim.all_citations]
    files["history.json"] = _history(claim)
    page = files[f"claimreview-{languages[0]}.json"]["url"] if languages else settings.SITE_URL
    texts = {name: json.dumps(content, ensure_ascii=False, indent=1) for name, content in files.items()}
    texts["README.txt"] = _README.format(publisher=settings.PUBLISHER_NAME, page=page)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            entry = zipfile.ZipInfo(name, _dated(claim.published_at))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return buffer.getvalue()


def _quote(citation: Citation) -> dict:
    """A quote with what ties it to its text; ``kind`` says whether the claim is made there."""
    shape = evidence if citation.stance else appearance
    snapshot = citation.snapshot
    return shape(citation) | {
        "kind": str(citation.kind),
        "start": citation.start,
        "end": citation.end,
        "text_sha256": snapshot.text_hash if snapshot else None,
        "taken_at": moment(snapshot.taken_at) if snapshot else None,
    }


def _history(claim: Claim) -> dict:
    verdicts = claim.verdicts.filter(state__in=PUBLIC_ONCE).select_related("rating__scale")
    return {
        "published_at": moment(claim.published_at),
        "verdicts": [
            {
                "wording": both(verdict, "wording"),
                "rating": rating(verdict.rating),
                "summary": both(verdict, "summary"),
                "as_of": day(verdict.as_of),
                "approved_at": moment(verdict.approved_at),
                "superseded_at": moment(verdict.superseded_at),
            }
            for verdict in verdicts.order_by("approved_at", "pk")
        ],
        "corrections": [correction(row) for row in claim.corrections.all()],
    }


def _dated(published: datetime) -> tuple:
    return (max(published.year, 1980), *published.timetuple()[1:6])
