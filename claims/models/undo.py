"""Taking back a step of a breakdown, if nothing was built on it since.

Each function checks first and raises ``CannotRework`` when anybody went on from there;
nobody's later work is ever thrown away.
"""

from datetime import datetime

from django.apps import apps
from django.db import transaction

from claims.words import Refusal, StepKind

from .citation import Citation
from .claim import Claim, Quantity
from .rework import has_work, locked, require_another_mark
from .step import BreakdownStep, CannotRework, put_back, row_of

UNTOLD = {"search", "updated_at"}  # fields that tell nothing of work done


@transaction.atomic
def undo(step: BreakdownStep, *, now: datetime) -> None:
    """Take back one step, once."""
    step.article.lock()
    step.refresh_from_db(
        fields=["undone_at", "into"], from_queryset=BreakdownStep.objects.select_for_update()
    )
    if step.undone_at:
        raise CannotRework(Refusal.DONE_ALREADY)
    WAYS[StepKind(step.kind)](step, now)
    step.undone_at = now
    step.save(update_fields=["undone_at"])


def _take_away(row: dict, citation: int) -> None:
    """Delete a claim that was made with one citation and not touched since."""
    (claim,) = locked(Claim(pk=row["pk"]))
    if _told(row_of(claim)) != _told(row) or has_work(claim, but=(citation,)):
        raise CannotRework(Refusal.WORKED_ON)
    Citation.objects.filter(pk=citation, claim=claim).delete()
    claim.delete()


def _told(row: dict) -> dict:
    return {name: value for name, value in row["fields"].items() if name not in UNTOLD}


def _make(step: BreakdownStep, now: datetime) -> None:
    _take_away(step.kept["claim"], step.kept["citation"])


def _link(step: BreakdownStep, now: datetime) -> None:
    citation = Citation.objects.filter(pk=step.kept["citation"]).select_related("claim").first()
    if citation is None:
        raise CannotRework(Refusal.GONE)
    (claim,) = locked(citation.claim)
    if citation.public_since:
        raise CannotRework(Refusal.REVISE_FIRST)
    require_another_mark(claim, citation)
    citation.delete()


def _unmark(step: BreakdownStep, now: datetime) -> None:
    if leaving := step.kept.get("leaving"):
        citation = Citation.objects.filter(pk=leaving, is_leaving=True).first()
        if citation is None:
            raise CannotRework(Refusal.GONE)
        citation.keep_after_all()
        return
    if row := step.kept.get("claim"):
        put_back(row)
        for quantity in step.kept["quantities"]:
            put_back(quantity)
    put_back(step.kept["citation"])


def _dismiss(step: BreakdownStep, now: datetime) -> None:
    step.article.restore(*step.kept["span"])


def _restore(step: BreakdownStep, now: datetime) -> None:
    step.article.dismiss(*step.kept["span"])


def _reorder(step: BreakdownStep, now: datetime) -> None:
    if step.article.claim_order != step.kept["after"]:
        raise CannotRework(Refusal.REORDERED)
    step.article.claim_order = step.kept["before"]
    step.article.save(update_fields=["claim_order"])


def _split(step: BreakdownStep, now: datetime) -> None:
    row, (start, cut, _second, end) = step.kept["citation"], step.kept["span"]
    citation = Citation.objects.select_for_update().filter(pk=row["pk"], start=start, end=cut).first()
    if citation is None or citation.claim_id != step.kept["claim"]["pk"]:
        raise CannotRework(Refusal.WORKED_ON)
    (claim,) = locked(citation.claim)
    if claim.is_fixed:
        raise CannotRework(Refusal.FIXED)
    new = step.kept["new"]
    Quantity.objects.filter(pk__in=step.kept["moved"], claim=new["pk"]).update(claim=claim)
    _take_away(new, step.kept["new_citation"])
    citation.anchor(step.article.snapshot, now=now, start=start, end=end).save()
    before = step.kept["claim"]["fields"]
    reworded = {name: [before[name], words] for name, words in step.kept["wording"].items()}
    _set_back(claim, reworded)


def _merge(step: BreakdownStep, now: datetime) -> None:
    if step.into is None:
        raise CannotRework(Refusal.GONE)
    (into,) = locked(step.into)
    if into.is_fixed:
        raise CannotRework(Refusal.FIXED)
    claim = put_back(step.kept["claim"])
    for label, name, ids in step.kept["moved"]:
        model = apps.get_model(label)
        model._base_manager.filter(pk__in=ids, **{name: into.pk}).update(**{name: claim})
    for row in step.kept["doubles"]:
        put_back(row)
    into.topics.remove(*step.kept["topics"])
    _set_back(into, step.kept["filled"])
    if step.article.claim_order == step.kept["new_order"]:
        step.article.claim_order = step.kept["order"]
        step.article.save(update_fields=["claim_order"])


def _set_back(claim: Claim, fields: dict) -> None:
    """Give each field its value before (field → [before, after]), unless somebody changed it since."""
    for name, (before, after) in fields.items():
        if str(getattr(claim, name)) == str(after):
            setattr(claim, name, before)
    claim.save_version()


WAYS = {
    StepKind.MAKE: _make,
    StepKind.LINK: _link,
    StepKind.UNMARK: _unmark,
    StepKind.DISMISS: _dismiss,
    StepKind.RESTORE: _restore,
    StepKind.SPLIT: _split,
    StepKind.MERGE: _merge,
    StepKind.REORDER: _reorder,
}
