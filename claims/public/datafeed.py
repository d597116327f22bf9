"""``/claimreview.json``: every published check as one schema.org DataFeed, however many there are."""

import json
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.timezone import localtime

from claims.models import Claim

from .claimreview import CONTEXT, claim_review
from .paging import walk
from .reading import language_of, reading


@reading
def claimreview_json(request: HttpRequest) -> HttpResponse:
    return StreamingHttpResponse(_document(language_of(request)), content_type="application/ld+json")


def _document(language: str) -> Iterator[str]:
    """The feed in pieces, so that neither memory nor a transaction grows with the archive."""
    publisher = {"@type": "Organization", "name": settings.PUBLISHER_NAME, "url": settings.SITE_URL + "/"}
    head = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "name": settings.PUBLISHER_NAME,
        "inLanguage": language,
        "publisher": publisher,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "dataFeedElement": ['
    comma = ""
    for claim in walk(Claim.objects.published().with_evidence(), "published_at"):
        if claim.speaks(language):
            yield f"{comma}\n{json.dumps(feed_item(claim, language), ensure_ascii=False)}"
            comma = ","
    yield "\n]}\n"


def feed_item(claim: Claim, language: str) -> dict:
    """A DataFeedItem; ``item`` is a list, as readers of fact-check feeds expect it."""
    review = claim_review(claim, language)
    return {
        "@type": "DataFeedItem",
        "url": review["url"],
        "dateCreated": localtime(claim.published_at).isoformat(timespec="seconds"),
        "dateModified": review["dateModified"],
        "item": [review],
    }
