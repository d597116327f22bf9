"""The fields of everything but claims: articles, claimants, topics, sources, corrections."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from claims.words import ClaimantKind, CorrectionKind, Health, Language, Outcome, SourceKind

from .. import figures
from ..claimreview import correction_url
from .claim_fields import COPIED, correction, source_in_brief
from .shapes import (
    ADDRESS,
    BOOLEAN,
    BOTH,
    DATE,
    INTEGER,
    MOMENT,
    RATING,
    STRING,
    Field,
    both,
    day,
    moment,
    one_of,
    or_null,
    pages_of,
)

COUNT = {**INTEGER, "description": "How many published claims."}

ARTICLE = (
    Field("id", lambda article: article.pk, INTEGER),
    Field("pages", pages_of, BOTH),
    Field("headline", lambda article: article.headline, STRING),
    Field("outlet", lambda article: article.outlet, STRING),
    Field("byline", lambda article: article.byline, STRING),
    Field("published_on", lambda article: day(article.published_on), DATE),
    Field("address", lambda article: article.source.url or None, ADDRESS),
    Field("language", lambda article: article.source.language, STRING),
    Field("source", lambda article: article.source_id, INTEGER),
)

CLAIMANT = (
    Field("id", lambda claimant: claimant.pk, INTEGER),
    Field("pages", pages_of, BOTH),
    Field("kind", lambda claimant: str(claimant.kind), one_of(ClaimantKind)),
    Field("name", lambda claimant: both(claimant, "name"), BOTH),
    Field("role", lambda claimant: both(claimant, "role"), BOTH),
    Field("same_as", lambda claimant: claimant.same_as or None, ADDRESS),
    Field("claim_count", lambda claimant: figures.claims_of_person(claimant.pk), COUNT),
)

TOPIC = (
    Field("id", lambda topic: topic.pk, INTEGER),
    Field("pages", pages_of, BOTH),
    Field("name", lambda topic: both(topic, "name"), BOTH),
    Field("claim_count", lambda topic: figures.claims_of_topic(topic.pk), COUNT),
)


def _unless_protected(name: str):
    return lambda source: "" if source.is_protected else getattr(source, name)


def _address(name: str):
    return lambda source: None if source.is_protected else getattr(source, name) or None


def _pages_of_source(source) -> dict[str, str]:
    addresses = {}
    for code in Language:
        with override(code):
            addresses[str(code)] = settings.SITE_URL + reverse("public:source", args=[source.pk])
    return addresses


SOURCE = (
    Field("id", lambda source: source.pk, INTEGER),
    Field("pages", _pages_of_source, BOTH),
    Field("kind", lambda source: str(source.kind), one_of(SourceKind)),
    Field("title", _unless_protected("title"), STRING),
    Field("publisher", _unless_protected("publisher"), STRING),
    Field("address", _address("url"), ADDRESS),
    Field("archive", _address("archive_url"), ADDRESS),
    Field("archived_at", lambda source: source_in_brief(source)["archived_at"], COPIED),
    Field("language", lambda source: source.language, STRING),
    Field("published_on", lambda source: day(source.published_on), DATE),
    Field("interests", lambda source: source.interest_note, STRING),
    Field("protected", lambda source: source.is_protected, BOOLEAN),
    Field("protection_reason", lambda source: source.protection_reason, STRING),
    Field("health", lambda source: str(source.health), one_of(Health)),
    Field("health_since", lambda source: moment(source.health_since_at), MOMENT),
    Field("checked_at", lambda source: moment(source.checked_at), MOMENT),
    Field("read_at", lambda source: moment(source.read_at), MOMENT),
    Field(
        "last_outcome",
        lambda source: str(source.last_outcome) or None,
        or_null(one_of(Outcome)),
    ),
)


def _words(which: str):
    return lambda row: correction(row)[f"wording_{which}"]


CORRECTION = (
    Field("id", lambda row: row.pk, INTEGER),
    Field("claim", lambda row: row.claim_id, INTEGER),
    Field(
        "pages",
        lambda row: {str(code): correction_url(row, code) for code in Language},
        {**BOTH, "description": "Beside the check; of one that was withdrawn, a page of its own."},
    ),
    Field("kind", lambda row: str(row.kind), one_of(CorrectionKind)),
    Field("note", lambda row: both(row, "note"), BOTH),
    Field("made_at", lambda row: moment(row.made_at), MOMENT),
    Field("before", lambda row: correction(row)["before"], or_null(RATING)),
    Field("after", lambda row: correction(row)["after"], or_null(RATING)),
    Field("wording_before", _words("before"), or_null(BOTH)),
    Field("wording_after", _words("after"), or_null(BOTH)),
)
