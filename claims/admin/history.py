"""What happened to an object, in plain language: who, when, which words before and after.

Reads the event tables that database triggers fill. A claim's history takes in its verdicts and quotes, and
the history of claims that were merged into it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext

from claims.models import BreakdownStep, Citation, Claim, OtherCheck, Source, User, Verdict
from claims.text.differences import Marked, side_by_side

MOST = 200  # events of one kind shown, newest first
SHORT = 80  # characters: shorter values are told in the sentence, longer ones side by side
# Kept for machines, or told by another line already
SILENT = {"id", "created_at", "updated_at", "created_by", "prefix", "suffix", "start", "end"} | {
    *("submitted_at", "approved_at", "superseded_at", "published_at", "author", "claim", "approver")
}


@dataclass(frozen=True)
class Change:
    """One field's step. ``marked`` is set where the words are too long for a sentence."""

    field: str
    before: str
    after: str
    marked: Marked | None = None


@dataclass(frozen=True)
class Line:
    """One event. ``who`` is a name, or "" for the re-check and other work without a person; ``about`` tells
    one quote from another."""

    when: datetime
    who: str
    what: str
    about: str
    is_new: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class History:
    lines: list[Line]
    is_cut: bool


def history_of(obj: models.Model) -> History:
    """The newest events of an object and of what belongs to it."""
    rows, is_cut = [], False
    for model, ids in _parts(obj):
        found, cut = _events(model, ids)
        rows += [(model, before, event) for before, event in found]
        is_cut |= cut
    rows.sort(key=lambda row: (row[2].pgh_created_at, row[2].pgh_id), reverse=True)
    names = _people(event for _, _, event in rows)
    shown = [(model, before, event, _fields(model, before, event)) for model, before, event in rows]
    label = _labels(field_steps for *_, field_steps in shown)
    lines = [_line(*row, label, names, obj) for row in shown]
    told = [line for line in lines if line.is_new or line.changes]
    if isinstance(obj, Claim):
        told = sorted([*told, *_reworked(obj)], key=lambda line: line.when, reverse=True)
    return History(told[:MOST], is_cut)


def _reworked(claim: Claim) -> Iterator[Line]:
    """How it came out of another claim, or took one in; and whether that was undone."""
    steps = BreakdownStep.objects.filter(Q(into=claim) | Q(gone=claim.pk)).select_related("made_by")
    for step in steps.order_by("-pk")[:MOST]:
        what, about, who = step.get_kind_display(), shortened(step.about), str(step.made_by)
        yield Line(step.made_at, who, what, about, is_new=False, changes=())
        if step.undone_at:
            undone = gettext("Undone: %(step)s") % {"step": what}
            yield Line(step.undone_at, who, undone, about, is_new=False, changes=())


def _parts(obj: models.Model) -> list[tuple[type[models.Model], list]]:
    parts: list[tuple[type[models.Model], list]] = [(type(obj), [obj.pk])]
    if isinstance(obj, Claim):
        parts[0][1].extend(BreakdownStep.objects.merges().filter(into=obj).values_list("gone", flat=True))
        for model in (Verdict, Citation):
            ids = model.objects.filter(claim=obj).order_by("-pk").values_list("pk", flat=True)
            parts.append((model, list(ids[:MOST])))
    return parts


def _events(model: type[models.Model], ids: list) -> tuple[list[tuple], bool]:
    """(event before or None, event), newest first; whether older ones were left off."""
    events = model._meta.get_field("events").related_model.objects
    newest = list(
        events.filter(pgh_obj__in=ids).select_related("pgh_context").order_by("-pgh_id")[: MOST + 1]
    )
    is_cut = len(newest) > MOST
    pairs, later = [], {}
    for event in newest:
        if event.pgh_obj_id in later:
            pairs.append((event, later[event.pgh_obj_id]))
        later[event.pgh_obj_id] = event
    # What is left is each object's first event; where older ones were cut off, nothing is known before it.
    pairs += [(None, event) for event in later.values() if event.pgh_label == "insert"]
    return pairs, is_cut


def _fields(model: type[models.Model], before, event) -> list[tuple[models.Field, object, object]]:
    """The fields that differ; none for an insertion."""
    if before is None:
        return []
    found = []
    for field in model._meta.concrete_fields:
        if field.name in SILENT or not hasattr(event, field.attname):
            continue
        old, new = getattr(before, field.attname), getattr(event, field.attname)
        if old != new:
            found.append((field, old, new))
    return found


def _people(events: Iterable) -> dict:
    """Names by user id, for all events at once."""
    contexts = {event.pgh_context_id: event.pgh_context for event in events if event.pgh_context}
    by_context = {key: (context.metadata or {}).get("user") for key, context in contexts.items()}
    names = {
        user.pk: str(user) for user in User.objects.filter(pk__in=[pk for pk in by_context.values() if pk])
    }
    return {key: names.get(pk, "") for key, pk in by_context.items()}


def _labels(steps: Iterable[list]) -> Callable[[models.Field, object], str]:
    """How a stored value reads; rows pointed at are fetched once per model."""
    wanted: dict[type[models.Model], set] = {}
    for field, old, new in (step for row in steps for step in row):
        if field.is_relation:
            wanted.setdefault(field.related_model, set()).update(pk for pk in (old, new) if pk)
    named = {model: model._base_manager.in_bulk(pks) for model, pks in wanted.items()}

    def label(field: models.Field, value) -> str:
        if value in (None, ""):
            return ""
        if field.is_relation:
            return str(named[field.related_model].get(value, value))
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, datetime):
            return f"{localtime(value):%Y-%m-%d %H:%M}"
        return str(localize(value))

    return label


def _line(model, before, event, steps, label, names, obj) -> Line:
    return Line(
        when=event.pgh_created_at,
        who=names.get(event.pgh_context_id, ""),
        what=str(model._meta.verbose_name),
        about=_about(model, event, obj),
        is_new=before is None,
        changes=tuple(_change(field, label(field, old), label(field, new)) for field, old, new in steps),
    )


def _about(model, event, obj) -> str:
    """The words of a quote, or of another claim that was merged into this one."""
    if model is Citation:
        return shortened(event.exact)
    is_other = model is Claim and event.pgh_obj_id != obj.pk
    return shortened(event.wording_ko or event.wording_en) if is_other else ""


def shortened(words: str) -> str:
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"


def _change(field: models.Field, before: str, after: str) -> Change:
    is_long = len(before) > SHORT or len(after) > SHORT
    marked = side_by_side(before, after) if is_long else None
    return Change(str(field.verbose_name), before, after, marked)


class PlainHistory(admin.ModelAdmin):
    """An admin whose history page tells what happened, from the event tables."""

    object_history_template = "admin/claims/history.html"

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, object_id)
        told = (
            {"history": history_of(obj)}
            if isinstance(obj, Claim | Citation | Verdict | Source | OtherCheck)
            else {}
        )
        return super().history_view(request, object_id, told | (extra_context or {}))
