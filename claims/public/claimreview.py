"""ClaimReview: the check as machines read it, built from the live data at every request.

Rules: Google's fact-check structured-data guide and schema.org. ``problems`` is the linter of those rules;
what ``claim_review`` returns has none (a test holds the two together).
"""

import re
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from claims.models import Claim
from claims.words import ClaimantKind

CONTEXT = "https://schema.org"
_TYPES = {ClaimantKind.PERSON: "Person", ClaimantKind.ORGANIZATION: "Organization"}


def claim_review(claim: Claim, language: str) -> dict:
    """The JSON-LD document of one published claim in one of the languages it ``speaks``."""
    verdict = claim.verdict
    document = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": claim_url(claim, language),
        "inLanguage": language,
        "claimReviewed": claim.text("wording", language),
        "datePublished": _iso(claim.published_at),
        "dateModified": _iso(verdict.approved_at),
        "author": {"@type": "Organization", "name": settings.PUBLISHER_NAME, "url": settings.SITE_URL + "/"},
        "reviewRating": _rating(verdict.rating, language),
        "itemReviewed": _claim(claim, language),
        "reviewBody": verdict.text("summary", language),
    }
    notes = [note.text("note", language) for note in claim.corrections.all()]
    corrections = [note for note in notes if note]
    if corrections:
        document["correction"] = corrections
    return document


def claim_url(claim: Claim, language: str) -> str:
    with override(language):
        return settings.SITE_URL + reverse("public:claim", args=[claim.pk, claim.slug(language)])


def correction_url(correction, language: str) -> str:
    with override(language):
        return settings.SITE_URL + correction.get_absolute_url()


def _rating(rating, language: str) -> dict:
    document = {"@type": "Rating", "alternateName": rating.text("label", language)}
    if rating.is_on_scale:  # a verdict off the scale carries no numbers at all
        scale = rating.scale
        document |= {"ratingValue": rating.value, "bestRating": scale.best, "worstRating": scale.worst}
    return document


def _claim(claim: Claim, language: str) -> dict:
    document = {"@type": "Claim", "name": claim.text("wording", language)}
    appearances = [
        _article(citation.source) for citation in claim.appearances if hasattr(citation.source, "article")
    ]
    if appearances:
        document["firstAppearance"] = appearances[0]
        document["appearance"] = appearances
    made_on = claim.made_on or min(
        (citation.source.article.published_on for citation in claim.appearances
         if hasattr(citation.source, "article") and citation.source.article.published_on),
        default=None,
    )  # fmt: skip
    if made_on:
        document["datePublished"] = made_on.isoformat()
    if claim.claimant:
        document["author"] = {
            "@type": _TYPES[claim.claimant.kind],
            "name": claim.claimant.text("name", language),
        }
        if claim.claimant.same_as:
            document["author"]["sameAs"] = claim.claimant.same_as
    return document


def _article(source) -> dict:
    article = source.article
    document = {"@type": "NewsArticle", "headline": article.headline}
    if source.url:
        document["url"] = source.url
    if article.outlet:
        document["publisher"] = {"@type": "Organization", "name": article.outlet}
    if article.published_on:
        document["datePublished"] = article.published_on.isoformat()
    if source.language:
        document["inLanguage"] = source.language
    return document


def _iso(moment: datetime) -> str:
    return localtime(moment).isoformat(timespec="seconds")


# --- The linter --------------------------------------------------------------------------------


def problems(document: dict) -> list[str]:
    """What a consumer of ClaimReview would stumble over, one English message id each; none is good."""
    found = [*_root_problems(document), *_rating_problems(document.get("reviewRating"))]
    item = document.get("itemReviewed")
    if not isinstance(item, dict) or item.get("@type") != "Claim":
        return [*found, _("itemReviewed must be a Claim")]
    return [*found, *_claim_problems(item, document)]


def _root_problems(document: dict) -> list[str]:
    found = []
    if document.get("@context") != CONTEXT:
        found.append(_("@context must be https://schema.org"))
    if document.get("@type") != "ClaimReview":
        found.append(_("@type must be ClaimReview"))
    url = document.get("url", "")
    if not _is_web(url):
        found.append(_("url must be the page itself"))
    reviewed = document.get("claimReviewed", "")
    if not isinstance(reviewed, str) or not reviewed.strip():
        found.append(_("claimReviewed is missing"))
    elif re.search(r"&(?:amp|lt|gt|quot|#\d+);|<[a-z/]", reviewed):
        found.append(_("claimReviewed holds HTML"))
    author = document.get("author")
    if not isinstance(author, dict) or not author.get("name") or not _is_web(author.get("url", "")):
        found.append(_("author must name the publisher of the check, with its url"))
    elif author.get("@type") not in ("Organization", "Person"):
        found.append(_("author must be an Organization or a Person"))
    if not _is_date(document.get("datePublished")):
        found.append(_("datePublished must be an ISO 8601 date"))
    return found


def _rating_problems(rating) -> list[str]:
    if not isinstance(rating, dict):
        return [_("reviewRating is missing")]
    found = [] if rating.get("alternateName") else [_("reviewRating needs the verdict in words")]
    numbers = [rating.get(name) for name in ("ratingValue", "bestRating", "worstRating")]
    if all(number is None for number in numbers):
        return found
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in numbers):
        return [*found, _("a rating has all three numbers or none")]
    value, best, worst = numbers
    if worst < 1:
        found.append(_("worstRating must be at least 1"))
    if best <= worst:
        found.append(_("bestRating must be above worstRating"))
    if not worst <= value <= best:
        found.append(_("ratingValue must lie between worstRating and bestRating"))
    return found


def _claim_problems(item: dict, document: dict) -> list[str]:
    found = []
    places = item.get("appearance", [])
    places = [*(places if isinstance(places, list) else [places]), item.get("firstAppearance")]
    works = [place for place in places if place]
    if not works:
        found.append(_("the claim must appear somewhere outside this site"))
    if any(not isinstance(work, dict) or not work.get("@type") for work in works):
        found.append(_("an appearance must be a typed CreativeWork"))
    ours = urlsplit(document.get("url", "") or "").netloc
    hosts = {urlsplit(work.get("url", "")).netloc for work in works if isinstance(work, dict)}
    if ours and ours in hosts:
        found.append(_("the claim must appear outside this site"))
    author = item.get("author")
    if author is not None and (not isinstance(author, dict) or not author.get("name")):
        found.append(_("the claimant needs a name"))
    elif author and author.get("@type") not in ("Organization", "Person"):
        found.append(_("the claimant must be a Person or an Organization"))
    made = item.get("datePublished")
    if made is not None and (not _is_date(made) or made < "1500"):
        found.append(_("the date of the claim is not a date"))
    words = str(document.get("reviewRating", {}).get("alternateName") or "").casefold()
    if words and re.match(rf"{re.escape(words)}\s*[:：]", str(document.get("claimReviewed", "")).casefold()):
        found.append(_("claimReviewed holds the verdict"))
    return found


def _is_web(url) -> bool:
    return isinstance(url, str) and urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).netloc)


def _is_date(text) -> bool:
    if not isinstance(text, str):
        return False
    try:
        date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
