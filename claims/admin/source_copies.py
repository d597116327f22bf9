"""Copies of a source in public archives: how they fare, and the wish for one more."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from yarl import URL

from claims import tasks
from claims.archive.wanted import is_configured, why_not_sent
from claims.models import Citation, PublicCopy, Source
from claims.words import CitationKind, CopyKind, CopyState, NotSent

from .access import needs
from .lists import Count, count_up_to

SHOWN = 10


@dataclass(frozen=True)
class Copies:
    """The panel on a source's page. ``not_sent``: why it is never sent, None where it may be."""

    rows: list[PublicCopy]
    not_sent: NotSent | None
    is_configured: bool
    archive: str  # host names, as an editor knows them
    time_gates: str
    given_up: PublicCopy | None

    @property
    def under_way(self) -> PublicCopy | None:
        """The copy that is being made; a search is no such thing."""
        return next((row for row in self.rows if row.next_at and row.kind == CopyKind.SAVE), None)

    @property
    def may_ask(self) -> bool:
        return self.is_configured and self.not_sent is None


@dataclass(frozen=True)
class CopiesLine:
    """The line on the morning page: how many wait, how many were given up, what the archive's trouble is."""

    waiting: Count
    given_up: Count
    waiting_url: str
    given_up_url: str
    trouble: PublicCopy | None


def urls(wrap) -> list:
    return [path("<int:pk>/archive/", wrap(archive), name="claims_source_archive")]


def copies_of(source: Source) -> Copies:
    return Copies(
        rows=list(source.copies.select_related("asked_by").order_by("-pk")[:SHOWN]),
        not_sent=why_not_sent(source),
        is_configured=is_configured(),
        archive=URL(settings.WAYBACK_SAVE_URL).host or "",
        time_gates=", ".join(URL(gate).host or gate for gate in settings.MEMENTO_TIMEGATES),
        given_up=source.copies.given_up().order_by("-pk").first(),
    )


def copies_line() -> CopiesLine:
    copies = PublicCopy.objects.open()
    url = reverse("admin:claims_source_changelist")
    return CopiesLine(
        waiting=count_up_to(copies),
        given_up=count_up_to(PublicCopy.objects.given_up()),
        waiting_url=f"{url}?copy=waiting",
        given_up_url=f"{url}?copy=given_up",
        trouble=copies.filter(state=CopyState.WAITING).exclude(trouble="").order_by("-pk").first(),
    )


class HasCopy(admin.SimpleListFilter):
    """By whether readers could be led to a copy if the source went away."""

    title = _("public copy")
    parameter_name = "copy"

    def lookups(self, request, model_admin):
        return [
            ("yes", _("archived")),
            ("waiting", _("waiting for the archive")),
            ("given_up", _("given up")),
            ("no", _("evidence without a copy")),
        ]

    def queryset(self, request, queryset):
        copies = PublicCopy.objects.filter(source=OuterRef("pk"))
        match self.value():
            case "yes":
                return queryset.exclude(archive_url="")
            case "waiting":
                return queryset.filter(Exists(copies.open()))
            case "given_up":
                return queryset.filter(Exists(copies.given_up()))
            case "no":
                evidence = Citation.objects.current().filter(
                    source=OuterRef("pk"), kind=CitationKind.EVIDENCE
                )
                return queryset.filter(Q(archive_url="") & Exists(evidence))
        return queryset


@require_POST
@needs("change_source")
def archive(request, pk: int):
    """Ask the archive for a copy now, before what waits its turn."""
    source = get_object_or_404(Source, pk=pk)
    if reason := why_not_sent(source):
        messages.error(
            request, _now("Never sent to a public archive: %(reason)s.") % {"reason": _now(reason.label)}
        )
    elif not is_configured():
        messages.error(request, _now("No public archive is configured: nothing is sent."))
    else:
        PublicCopy.ask(source, by=request.user, now=timezone.now())
        tasks.archive_due.delay_on_commit()
        messages.success(request, _now("The archive is asked for a copy. It takes a minute or two."))
    return redirect("admin:claims_source_change", pk)
