"""What the API offers: each resource with its rows, fields, filters and order. Views, OpenAPI and the
documentation page are all made from this table."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from claims.models import Article, Citation, Claim, Claimant, Correction, Source, Topic
from claims.words import (
    CitationKind,
    ClaimantKind,
    ClaimState,
    CorrectionKind,
    Health,
    Language,
)

from .asked import Filter, code_of, moment_of, number, slug, words
from .claim_fields import CLAIM
from .other_fields import ARTICLE, CLAIMANT, CORRECTION, SOURCE, TOPIC
from .shapes import INTEGER, STRING, Field, one_of

SINCE = {"type": "string", "format": "date-time", "examples": ["2025-01-31T09:00:00Z"]}


@dataclass(frozen=True)
class Resource:
    """``rows`` takes whether a heavy field is asked for; ``order`` is what pages run down by."""

    name: str
    one: str
    about: str
    rows: Callable[[bool], QuerySet]
    fields: tuple[Field, ...]
    filters: tuple[Filter, ...]
    order: str = "id"


def _claims(heavy: bool) -> QuerySet:
    rows = Claim.objects.published()
    return rows.with_evidence() if heavy else rows.with_verdict(in_full=True)


def _in_public(model: type) -> Callable[[bool], QuerySet]:
    return lambda heavy: model.objects.in_public()


def _corrections(heavy: bool) -> QuerySet:
    shown = [ClaimState.PUBLISHED, ClaimState.WITHDRAWN]
    rows = Correction.objects.filter(claim__state__in=shown)
    return rows.select_related("claim", "before__rating__scale", "after__rating__scale")


def _citing(rows: QuerySet, **given) -> QuerySet:
    return rows.filter(pk__in=Citation.objects.public().filter(**given).values("claim"))


CLAIM_FILTERS = (
    Filter(
        "q", "Words or numbers, in any notation, that the wording holds.", STRING, words,
        lambda rows, text: rows.matching(text),
    ),
    Filter(
        "rating", "Code of the verdict.", {**STRING, "examples": ["mostly-true"]}, slug,
        lambda rows, code: rows.rated(code),
    ),
    Filter("topic", "Id of a topic.", INTEGER, number, lambda rows, pk: rows.filter(topics=pk)),
    Filter("claimant", "Id of a claimant.", INTEGER, number, lambda rows, pk: rows.filter(claimant=pk)),
    Filter(
        "article", "Id of the article in which the claim appears.", INTEGER, number,
        lambda rows, pk: _citing(rows, kind=CitationKind.APPEARANCE, source__article=pk),
    ),
    Filter(
        "source", "Id of a source that the claim cites.", INTEGER, number,
        lambda rows, pk: _citing(rows, source=pk),
    ),
    Filter(
        "language", "Language in which the check stands.", one_of(Language), code_of(Language),
        lambda rows, language: rows.standing_in(language),
    ),
    Filter(
        "since", "Published at this moment or later.", SINCE, moment_of,
        lambda rows, moment: rows.filter(published_at__gte=moment),
    ),
    Filter(
        "before", "Published before this moment.", SINCE, moment_of,
        lambda rows, moment: rows.filter(published_at__lt=moment),
    ),
)  # fmt: skip

RESOURCES = (
    Resource(
        "claims", "claim", "Published claims with verdict, quotes and corrections, newest first.",
        _claims, CLAIM, CLAIM_FILTERS, order="published_at",
    ),
    Resource(
        "articles", "article", "Articles in which published claims appear.",
        lambda heavy: Article.objects.public().select_related("source"), ARTICLE,
        (
            Filter(
                "outlet", "Name of the outlet, exactly.", STRING, words,
                lambda rows, name: rows.filter(outlet=name),
            ),
        ),
    ),
    Resource(
        "claimants", "claimant", "People and organisations that made published claims.",
        _in_public(Claimant), CLAIMANT,
        (
            Filter(
                "kind", "Person or organisation.", one_of(ClaimantKind), code_of(ClaimantKind),
                lambda rows, kind: rows.filter(kind=kind),
            ),
        ),
    ),
    Resource("topics", "topic", "Topics of published claims.", _in_public(Topic), TOPIC, ()),
    Resource(
        "sources", "source", "Sources cited by published claims, and how they fare.",
        lambda heavy: Source.objects.public(), SOURCE,
        (
            Filter(
                "health", "How the source fares.", one_of(Health), code_of(Health),
                lambda rows, health: rows.filter(health=health),
            ),
        ),
    ),
    Resource(
        "corrections", "correction", "Corrections of published checks, newest first.",
        _corrections, CORRECTION,
        (
            Filter(
                "kind", "Kind of correction.", one_of(CorrectionKind), code_of(CorrectionKind),
                lambda rows, kind: rows.filter(kind=kind),
            ),
            Filter("claim", "Id of a claim.", INTEGER, number, lambda rows, pk: rows.filter(claim=pk)),
        ),
        order="made_at",
    ),
)  # fmt: skip
BY_NAME = {resource.name: resource for resource in RESOURCES}
