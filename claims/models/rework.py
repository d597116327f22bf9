"""What an editor does to the claims of one article, each step recorded so that ``undo`` can take it back.

Every function locks the article first, so two editors on one screen act one after the other, and then the
claims it changes. Refused steps raise ``CannotRework`` and change nothing.
"""

from collections.abc import Iterator
from datetime import datetime

import pghistory.models
from django.db import models, transaction

from claims.words import IN_WORK, CitationKind, ClaimState, Refusal, StepKind

from .article import Article
from .citation import Citation
from .claim import Claim, Quantity
from .step import BreakdownStep, CannotRework, plain, row_of, rows_of

# What a merged claim takes from the other where its own field is empty
FILLED = [
    *("wording_ko", "wording_en", "why_chosen_ko", "why_chosen_en"),
    *("claimant_id", "made_on", "look_again_on", "assignee_id"),
]


def belongings() -> Iterator[tuple[type[models.Model], str]]:
    """Every kind of row that hangs on a claim, with the name of its key; the history is not one of them."""
    for relation in Claim._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete:
            continue
        model = relation.related_model
        if not model._meta.auto_created and not issubclass(model, pghistory.models.Event):
            yield model, relation.field.name


def has_work(claim: Claim, *, but: tuple[int, ...] = ()) -> bool:
    """Whether anything was done with it: a quote (``but`` those), a verdict, a contact. Asks the database."""
    if claim.citations.exclude(pk__in=but).exists():
        return True
    return any(
        model._base_manager.filter(**{name: claim.pk}).exists()
        for model, name in belongings()
        if model not in (Citation, Quantity, BreakdownStep)
    )


def locked(*claims: Claim) -> list[Claim]:
    """The claims as stored now, held until the transaction ends; always taken in the same order."""
    found = {
        claim.pk: claim
        for claim in Claim.objects.select_for_update(of=("self",))
        .filter(pk__in=[claim.pk for claim in claims])
        .order_by("pk")
    }
    if len(found) < len({claim.pk for claim in claims}):
        raise CannotRework(Refusal.MEANWHILE)
    return [found[claim.pk] for claim in claims]


# Marks


def record_mark(article: Article, citation: Citation, *, is_new: bool, by, now: datetime) -> BreakdownStep:
    """Remember that these words were marked as a new claim, or as one that exists."""
    claim = citation.claim
    kind = StepKind.MAKE if is_new else StepKind.LINK
    kept = {"claim": row_of(Claim.objects.get(pk=claim.pk))} if is_new else {}
    return BreakdownStep.record(article, kind, str(claim), by=by, now=now, citation=citation.pk, **kept)


@transaction.atomic
def unmark(article: Article, citation: Citation, *, may_delete: bool, by, now: datetime) -> BreakdownStep:
    """Take an appearance away, and the claim with it when nothing else was done with it.

    ``kept["claim"]`` is set when the claim went too, ``kept["leaving"]`` when readers see the mark until the
    correction in work is approved.
    """
    article.lock()
    (claim,) = locked(citation.claim)
    about = str(claim)
    require_another_mark(claim, citation)
    if citation.is_public:
        if not claim.takes_evidence():
            raise CannotRework(Refusal.REVISE_FIRST)
        citation.take_away()
        return BreakdownStep.record(article, StepKind.UNMARK, about, by=by, now=now, leaving=citation.pk)
    kept = {"citation": row_of(citation)}
    if may_delete and not has_work(claim, but=(citation.pk,)):
        kept |= {"claim": row_of(claim), "quantities": rows_of(claim.quantities.all())}
        citation.delete()
        claim.delete()
    else:
        citation.delete()
    return BreakdownStep.record(article, StepKind.UNMARK, about, by=by, now=now, **kept)


def require_another_mark(claim: Claim, citation: Citation) -> None:
    """What readers or a reviewer rely on appears somewhere."""
    others = claim.citations.proposed().filter(kind=CitationKind.APPEARANCE).exclude(pk=citation.pk)
    if claim.is_fixed and not others.exists():
        raise CannotRework(Refusal.LAST_APPEARANCE)


def _require_free(claim: Claim) -> None:
    """Nothing of it was ever public or is being reviewed."""
    if claim.is_fixed or claim.citations.filter(public_since__isnull=False).exists():
        raise CannotRework(Refusal.FIXED)


@transaction.atomic
def dismiss(article: Article, start: int, end: int, *, by, now: datetime) -> BreakdownStep | None:
    if not article.dismiss(start, end):
        return None
    words = article.body[start:end]
    return BreakdownStep.record(article, StepKind.DISMISS, words, by=by, now=now, span=[start, end])


@transaction.atomic
def restore(article: Article, start: int, end: int, *, by, now: datetime) -> BreakdownStep | None:
    if not article.restore(start, end):
        return None
    words = article.body[start:end]
    return BreakdownStep.record(article, StepKind.RESTORE, words, by=by, now=now, span=[start, end])


# Order


@transaction.atomic
def move(article: Article, by_text: list[int], claim: Claim, places: int, *, by, now: datetime):
    """Move a claim up (-1) or down (1) among the claims of the article; None at the end of the list.

    ``by_text``: ids of all claims as the text has them.
    """
    article.lock()
    order = article.in_order(by_text)
    here = order.index(claim.pk)
    there = max(0, min(len(order) - 1, here + places))
    if here == there:
        return None
    order.insert(there, order.pop(here))
    return _reorder(article, order, str(claim), by=by, now=now)


@transaction.atomic
def order_by_text(article: Article, *, by, now: datetime) -> BreakdownStep | None:
    article.lock()
    return _reorder(article, [], "", by=by, now=now) if article.claim_order else None


def _reorder(article: Article, order: list[int], about: str, *, by, now: datetime) -> BreakdownStep:
    before, article.claim_order = article.claim_order, order
    article.save(update_fields=["claim_order"])
    return BreakdownStep.record(article, StepKind.REORDER, about, by=by, now=now, before=before, after=order)


# Split


@transaction.atomic
def split(
    article: Article, citation: Citation, first: tuple[int, int], second: tuple[int, int],
    *, kept_wording: dict, new_wording: dict, by, now: datetime,
) -> BreakdownStep:  # fmt: skip
    """Cut an appearance in two spans of the article's text: the first stays, the second becomes a new claim.

    Each number goes with the part that states it, or with both. Evidence stays with the first claim.
    ``*_wording``: ``wording_ko`` and ``wording_en``.
    """
    article.lock()
    (claim,) = locked(citation.claim)
    _require_free(claim)
    before = {"citation": row_of(citation), "claim": row_of(claim)}
    citation.anchor(article.snapshot, now=now, start=first[0], end=first[1]).save()
    _reword(claim, kept_wording)
    same = ("claimant_id", "made_on", "checkability", "why_chosen_ko", "why_chosen_en", "assignee_id")
    new = Claim.objects.create(created_by=by, **{name: getattr(claim, name) for name in same}, **new_wording)
    new.topics.set(claim.topics.all())
    twin = Citation(claim=new, source=citation.source, kind=CitationKind.APPEARANCE, created_by=by)
    twin.anchor(article.snapshot, now=now, start=second[0], end=second[1]).save()
    moved = _share_numbers(claim, new, citation.exact, twin.exact)
    return BreakdownStep.record(
        article, StepKind.SPLIT, before["citation"]["fields"]["exact"], by=by, now=now, into=new,
        **before, wording=kept_wording, span=[*first, *second],
        new=row_of(Claim.objects.get(pk=new.pk)), new_citation=twin.pk, moved=moved,
    )  # fmt: skip


def _reword(claim: Claim, wording: dict) -> None:
    if any(getattr(claim, name) != words for name, words in wording.items()):
        for name, words in wording.items():
            setattr(claim, name, words)
        claim.save_version()


def _share_numbers(claim: Claim, new: Claim, first: str, second: str) -> list[int]:
    """Give ``new`` the numbers its words state; returns those that left ``claim``."""
    moved = []
    for quantity in claim.quantities.all():
        if not quantity.words or quantity.words not in second:
            continue
        if quantity.words in first:
            quantity.pk = None
            quantity._state.adding = True
        else:
            moved.append(quantity.pk)
        quantity.claim = new
        quantity.save()
    return moved


# Merge


@transaction.atomic
def merge(article: Article, claim: Claim, into: Claim, *, by, now: datetime) -> BreakdownStep:
    """Make two claims one: ``into`` takes everything that hangs on ``claim``, and fills what it lacks.

    The history of both stays; ``gone`` leads from the old number to the claim that is left.
    """
    article.lock()
    if claim.pk == into.pk:
        raise CannotRework(Refusal.SAME)
    claim, into = locked(claim, into)
    _require_free(claim)
    _require_free(into)
    if all(one.verdicts.filter(state__in=IN_WORK).exists() for one in (claim, into)):
        raise CannotRework(Refusal.TWO_DRAFTS)
    gone, about = row_of(claim), str(claim)
    kept = {
        "claim": gone,
        "doubles": _drop_doubles(claim, into),
        "moved": _hand_over(claim, into),
        "filled": _fill(claim, into),
        "topics": [pk for pk in gone["fields"]["topics"] if not into.topics.filter(pk=pk).exists()],
        "order": article.claim_order,
    }
    into.topics.add(*kept["topics"])
    if claim.pk in article.claim_order:
        taken = into.pk in article.claim_order
        swapped = [into.pk if pk == claim.pk else pk for pk in article.claim_order]
        article.claim_order = [pk for pk in article.claim_order if pk != claim.pk] if taken else swapped
        article.save(update_fields=["claim_order"])
    claim.delete()
    return BreakdownStep.record(
        article, StepKind.MERGE, about, by=by, now=now, gone=gone["pk"], into=into,
        new_order=article.claim_order, **kept,
    )  # fmt: skip


def _drop_doubles(claim: Claim, into: Claim) -> list[dict]:
    """Rows of ``claim`` that would stand in ``into`` twice: the same words of one text, the same number."""
    places = set(
        into.citations.filter(kind=CitationKind.APPEARANCE).values_list("source", "start", "end", "exact")
    )
    numbers = set(into.quantities.values_list("low", "high", "unit", "approximate"))
    doubles = [
        citation
        for citation in claim.citations.filter(kind=CitationKind.APPEARANCE, alerts=None)
        if (citation.source_id, citation.start, citation.end, citation.exact) in places
    ]
    doubles += [
        item
        for item in claim.quantities.all()
        if (item.low, item.high, item.unit, item.approximate) in numbers
    ]
    rows = rows_of(doubles)
    for row in doubles:
        row.delete()
    return rows


def _hand_over(claim: Claim, into: Claim) -> list[list]:
    """Move everything that hangs on ``claim``: [model, key, ids] of each kind."""
    moved = []
    for model, name in belongings():
        ids = list(model._base_manager.filter(**{name: claim.pk}).values_list("pk", flat=True))
        if ids:
            model._base_manager.filter(pk__in=ids).update(**{name: into})
            moved.append([model._meta.label, name, ids])
    return moved


def _fill(claim: Claim, into: Claim) -> dict:
    """Fill the empty fields of ``into``; field → [before, after]."""
    filled = {
        name: [plain(getattr(into, name)), plain(getattr(claim, name))]
        for name in FILLED
        if not getattr(into, name) and getattr(claim, name)
    }
    if claim.state == ClaimState.CHECKING and into.state != ClaimState.CHECKING:
        filled["state"] = [into.state, claim.state]
    for name in filled:
        setattr(into, name, getattr(claim, name))
    into.save_version()
    return filled
