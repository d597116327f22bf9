"""The fields of a claim, with what hangs on it: quotes, numbers, corrections."""

from collections.abc import Callable

from claims.words import CorrectionKind, Finding, Health, Rank, Stance

from ..claimreview import claim_url
from .shapes import (
    ADDRESS,
    BOOLEAN,
    BOTH,
    DATE,
    INTEGER,
    MOMENT,
    NAMED,
    RATING,
    STRING,
    Field,
    both,
    day,
    list_of,
    moment,
    named,
    one_of,
    or_null,
    rating,
    record,
)

COPIED = {**MOMENT, "description": "When the archived copy was made, where its address tells."}
SOURCE_IN_BRIEF = record(
    id=INTEGER,
    title=STRING,
    publisher=STRING,
    address=ADDRESS,
    archive=ADDRESS,
    archived_at=COPIED,
    protected=BOOLEAN,
    health=one_of(Health),
)
ARTICLE_IN_BRIEF = record(id=INTEGER, headline=STRING, outlet=STRING, address=ADDRESS, published_on=DATE)
QUOTE = {
    "id": INTEGER,
    "quote": STRING,
    "prefix": STRING,
    "suffix": STRING,
    "finding": one_of(Finding),
    "seen_at": {**MOMENT, "description": "When the quote was last seen in its source."},
    "changed_at": {**MOMENT, "description": "Since when the source no longer says it as quoted."},
}
APPEARANCE = record(**QUOTE, article=or_null(ARTICLE_IN_BRIEF))
EVIDENCE = record(
    **QUOTE,
    stance=one_of(Stance),
    rank=one_of(Rank),
    rank_reason=STRING,
    note=STRING,
    source=SOURCE_IN_BRIEF,
)
QUANTITY = record(
    words=STRING,
    low={"type": ["string", "null"]},
    high={"type": ["string", "null"]},
    unit={**STRING, "description": "ISO 4217 code, %, pp, x, a counter, or empty for a bare count."},
    approximate=BOOLEAN,
    as_of=DATE,
)
CORRECTION = record(
    id=INTEGER,
    kind=one_of(CorrectionKind),
    note=BOTH,
    made_at=MOMENT,
    before=or_null(RATING),
    after=or_null(RATING),
    wording_before={**or_null(BOTH), "description": "The claim as it read before, where its words changed."},
    wording_after={**or_null(BOTH), "description": "The claim as it reads since, where its words changed."},
)


def source_in_brief(source) -> dict:
    """A source beside its quote; a protected one keeps its name and address to itself."""
    open_ = not source.is_protected
    return {
        "id": source.pk,
        "title": source.title or source.told_by if open_ else "",
        "publisher": source.publisher if open_ else "",
        "address": source.url or None if open_ else None,
        "archive": source.archive_url or None if open_ else None,
        "archived_at": moment(source.archived_at) if open_ else None,
        "protected": source.is_protected,
        "health": str(source.health),
    }


def article_in_brief(source) -> dict | None:
    article = getattr(source, "article", None)
    if article is None:
        return None
    return {
        "id": article.pk,
        "headline": article.headline,
        "outlet": article.outlet,
        "address": source.url or None,
        "published_on": day(article.published_on),
    }


def _quote(citation) -> dict:
    return {
        "id": citation.pk,
        "quote": citation.exact,
        "prefix": citation.prefix,
        "suffix": citation.suffix,
        "finding": str(citation.finding),
        "seen_at": moment(citation.seen_at),
        "changed_at": moment(citation.changed_at),
    }


def appearance(citation) -> dict:
    return _quote(citation) | {"article": article_in_brief(citation.source)}


def evidence(citation) -> dict:
    return _quote(citation) | {
        "stance": str(citation.stance),
        "rank": str(citation.rank),
        "rank_reason": citation.rank_reason,
        "note": citation.note,
        "source": source_in_brief(citation.source),
    }


def quantity(row) -> dict:
    return {
        "words": row.words,
        "low": None if row.low is None else f"{row.low.normalize():f}",
        "high": None if row.high is None else f"{row.high.normalize():f}",
        "unit": row.unit,
        "approximate": row.approximate,
        "as_of": day(row.as_of),
    }


def correction(row) -> dict:
    return {
        "id": row.pk,
        "kind": str(row.kind),
        "note": both(row, "note"),
        "made_at": moment(row.made_at),
        "before": rating(row.before.rating) if row.before else None,
        "after": rating(row.after.rating) if row.after else None,
        "wording_before": both(row.before, "wording") if row.changes_words else None,
        "wording_after": both(row.after, "wording") if row.changes_words else None,
    }


def claim_pages(claim) -> dict[str, str]:
    return {language: claim_url(claim, language) for language in claim.languages()}


def _of_verdict(name: str) -> Callable:
    return lambda claim: both(claim.verdict, name) if claim.verdict else {}


CLAIM = (
    Field("id", lambda claim: claim.pk, INTEGER),
    Field("pages", claim_pages, {**BOTH, "description": "The page of the check, per language it stands in."}),
    Field("wording", lambda claim: both(claim, "wording"), BOTH),
    Field("claimant", lambda claim: named(claim.claimant), or_null(NAMED)),
    Field("made_on", lambda claim: day(claim.made_on), DATE),
    Field("rating", lambda claim: rating(claim.verdict and claim.verdict.rating), or_null(RATING)),
    Field("summary", _of_verdict("summary"), BOTH),
    Field("as_of", lambda claim: day(claim.verdict and claim.verdict.as_of), DATE),
    Field("published_at", lambda claim: moment(claim.published_at), MOMENT),
    Field("rated_at", lambda claim: moment(claim.verdict and claim.verdict.approved_at), MOMENT),
    Field("look_again_on", lambda claim: day(claim.look_again_on), DATE),
    Field("why_chosen", lambda claim: both(claim, "why_chosen"), BOTH),
    Field("explanation", _of_verdict("explanation"), {**BOTH, "description": "Markdown."}),
    Field("topics", lambda claim: [named(topic) for topic in claim.topics.all()], list_of(NAMED), heavy=True),
    Field(
        "quantities",
        lambda claim: [quantity(row) for row in claim.quantities.all()],
        list_of(QUANTITY),
        heavy=True,
    ),
    Field(
        "appearances",
        lambda claim: [appearance(citation) for citation in claim.appearances],
        list_of(APPEARANCE),
        heavy=True,
    ),
    Field(
        "evidence",
        lambda claim: [evidence(citation) for citation in claim.evidence],
        list_of(EVIDENCE),
        heavy=True,
    ),
    Field(
        "corrections",
        lambda claim: [correction(row) for row in claim.corrections.all()],
        list_of(CORRECTION),
        heavy=True,
    ),
)
