"""What a source said at a time, what changed from one version to the next, and whether it is watched."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.db.models.functions import Length
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import tasks
from claims.models import Snapshot, Source
from claims.text.differences import versions
from claims.words import SourceKind

from .access import needs

SHOWN = 60_000  # characters of a version read on one page


@dataclass(frozen=True)
class Version:
    """One kept text of a source; ``before`` is the key of the one before it, None for the first."""

    snapshot: Snapshot
    length: int
    before: int | None


def urls(wrap) -> list:
    return [
        path("<int:pk>/look/", wrap(look), name="claims_source_look"),
        path("<int:pk>/watch/", wrap(watch), name="claims_source_watch"),
        path("<int:pk>/text/<int:snapshot>/", wrap(text), name="claims_source_text"),
        path("<int:pk>/changes/<int:snapshot>/", wrap(changes), name="claims_source_changes"),
    ]


def listed(source: Source, limit: int) -> list[Version]:
    """The newest versions, without their texts."""
    rows = source.snapshots.annotate(length=Length("text")).defer("text").order_by("-taken_at", "-pk")
    found = list(rows[: limit + 1])
    older = [*(row.pk for row in found[1:]), None]
    return [Version(row, row.length, before) for row, before in zip(found, older, strict=False)][:limit]


def _version(pk: int, snapshot: int) -> Snapshot:
    return get_object_or_404(Snapshot.objects.select_related("source"), pk=snapshot, source=pk)


def _before(version: Snapshot) -> Snapshot | None:
    older = Snapshot.objects.filter(source=version.source_id, pk__lt=version.pk)
    return older.order_by("-taken_at", "-pk").first()


def _show(request, template: str, version: Snapshot, title: str, **more) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": title,
        "subtitle": None,
        "opts": Source._meta,
        "source": version.source,
        "version": version,
        **more,
    }
    return render(request, f"admin/claims/source/{template}.html", context)


@require_safe
@needs("view_source", "view_snapshot")
def text(request, pk: int, snapshot: int) -> HttpResponse:
    """The text of one version, for reading: paragraphs, at most ``SHOWN`` characters."""
    version = _version(pk, snapshot)
    shown = version.text[:SHOWN]
    return _show(
        request,
        "text",
        version,
        _("Text of the source"),
        paragraphs=[line for line in shown.splitlines() if line.strip()],
        left_off=len(version.text) - len(shown),
        before=_before(version),
    )


@require_safe
@needs("view_source", "view_snapshot")
def changes(request, pk: int, snapshot: int) -> HttpResponse:
    """What this version says otherwise than the one before it."""
    version = _version(pk, snapshot)
    before = _before(version)
    found = versions(before.text if before else "", version.text)
    return _show(request, "changes", version, _("What changed"), before=before, found=found)


@require_POST
@needs("change_source")
def look(request, pk: int) -> HttpResponse:
    """Look again at once, whatever the schedule says."""
    source = get_object_or_404(Source, pk=pk)
    if not source.is_watched:
        messages.error(request, _("This source is not watched, so it is not looked at either."))
    else:
        tasks.look_now.delay_on_commit(source.pk)
        messages.success(request, _("A look is on its way. Reload the page in a moment."))
    return redirect("admin:claims_source_change", pk)


@require_POST
@needs("change_source")
def watch(request, pk: int) -> HttpResponse:
    """Stop watching a source, or begin again."""
    source = get_object_or_404(Source, pk=pk)
    if source.is_watched:
        source.stop_watching()
        messages.success(request, _("This source is not watched any more."))
    elif source.kind != SourceKind.WEB:
        messages.error(request, _("Only web pages can be watched."))
    else:
        source.watch_again(timezone.now())
        messages.success(request, _("This source is watched again; the first look is on its way."))
        tasks.look_now.delay_on_commit(source.pk)
    return redirect("admin:claims_source_change", pk)
