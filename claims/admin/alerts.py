"""Alerts: the list, and the page where an editor decides what a change means."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.models import Alert, Article, Citation, Claim, Source
from claims.text.differences import side_by_side
from claims.words import OUTCOME_CLASS, AlertKind, AlertResult, CitationKind, Outcome, OutcomeClass

from . import alert_steps
from .access import needs
from .alert_groups import all_of, false_alarms, shown_siblings, stands_for_all
from .lists import MachineWritten, count_up_to, minute
from .notices import mention
from .waiting import REASONS

REACH = 50  # claims and articles listed that rest on a source
SUBJECT = 90  # characters of a claim in the list


class IsOpen(admin.SimpleListFilter):
    """Open alerts unless others are asked for."""

    title = _("settled or not")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("new", _("not seen yet")), ("closed", _("settled")), ("all", _("all"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": _("open")}
        yield from others

    def queryset(self, request, queryset):
        match self.value():
            case "all":
                return queryset
            case "closed":
                return queryset.filter(closed_at__isnull=False)
            case "new":
                return queryset.open().filter(acknowledged_at=None).one_a_host()
        return queryset.open().one_a_host()


class IsMine(admin.SimpleListFilter):
    title = _("whose claim")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("1", _("my claims"))]

    def queryset(self, request, queryset):
        return queryset.filter(citation__claim__assignee=request.user) if self.value() else queryset


@admin.register(Alert)
class AlertAdmin(MachineWritten):
    change_list_template = "admin/claims/alert/change_list.html"
    list_display = ["kind_shown", "subject", "opened", "source", "seen_by", "result"]
    list_filter = [IsOpen, "kind", IsMine, "result"]
    list_select_related = ["source", "citation__claim", "acknowledged_by"]
    search_fields = ["source__title", "source__publisher"]
    search_through = {"source": Source, "citation__claim": Claim}
    search_help_text = _("Title or publisher of the source, or words of the claim")
    ordering = ["-opened_at"]
    actions = ["acknowledge", "close_as_not_news"]

    # The list

    def get_queryset(self, request):
        return super().get_queryset(request).defer("before", "after").with_siblings()

    @admin.display(description=_("what happened"), ordering="kind")
    def kind_shown(self, alert: Alert) -> str:
        return format_html(
            '<span class="alert-kind alert-{}">{}</span>', alert.kind, alert.get_kind_display()
        )

    @admin.display(description=_("claim"))
    def subject(self, alert: Alert) -> str:
        if stands_for_all(alert):
            return shown_siblings(alert)
        if alert.citation is None:
            return _now("every claim that rests on the source")
        words = str(alert.citation.claim)
        return words if len(words) <= SUBJECT else words[: SUBJECT - 1] + "…"

    @admin.display(description=_("opened"), ordering="opened_at")
    def opened(self, alert: Alert) -> str:
        return minute(alert.opened_at)

    @admin.display(description=_("seen by"))
    def seen_by(self, alert: Alert) -> str:
        return str(alert.acknowledged_by) if alert.acknowledged_by else "—"

    @admin.action(description=_("I have seen these"), permissions=["change"])
    def acknowledge(self, request, alerts) -> None:
        now, count = timezone.now(), 0
        for alert in all_of(alerts.open()):
            alert.acknowledge(by=request.user, now=now)
            count += 1
        messages.success(
            request, ngettext("%(n)d alert is seen.", "%(n)d alerts are seen.", count) % {"n": count}
        )

    @admin.action(description=_("These are not news"), permissions=["change"])
    def close_as_not_news(self, request, alerts) -> None:
        now, count = timezone.now(), 0
        for alert in all_of(alerts.open()):
            alert.close(AlertResult.NOT_NEWS, by=request.user, now=now, note=_now("Closed from the list."))
            count += 1
        messages.success(
            request,
            ngettext("%(n)d alert closed as not news.", "%(n)d alerts closed as not news.", count)
            % {"n": count},
        )

    def changelist_view(self, request, extra_context=None):
        statistic = {"false_alarms": false_alarms(timezone.now())}
        return super().changelist_view(request, statistic | (extra_context or {}))

    # The page

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not str(object_id).isdecimal():
            raise Http404
        if not self.has_view_permission(request):
            raise PermissionDenied
        return show(request, _alert(object_id))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [path("<int:pk>/decide/", wrap(decide), name="claims_alert_decide"), *super().get_urls()]


@dataclass(frozen=True)
class Reach:
    """All that rests on a source: claims with verdict and owner, and the articles they are made in."""

    claims: list[Claim]
    claim_count: object
    articles: list[Article]

    @property
    def owners(self) -> list:
        return sorted({str(claim.assignee) for claim in self.claims if claim.assignee})

    @classmethod
    def of(cls, source_id: int) -> "Reach":
        ids = Citation.objects.current().filter(source=source_id).values("claim")
        resting = Claim.objects.filter(pk__in=ids)
        claims = list(resting.with_verdict().select_related("assignee").order_by("-pk")[:REACH])
        appearances = Citation.objects.current().filter(
            claim__in=[claim.pk for claim in claims], kind=CitationKind.APPEARANCE
        )
        articles = Article.objects.filter(source__in=appearances.values("source")).order_by("-created_at")
        return cls(claims, count_up_to(resting, 1000), list(articles[:REACH]))


def _alert(pk) -> Alert:
    rows = Alert.objects.select_related(
        "source", "citation__claim__assignee", "citation__source__snapshot", "closed_by", "acknowledged_by"
    )
    return get_object_or_404(rows, pk=pk)


def outcome_told(outcome: str) -> str:
    """What the last look came to, in a sentence where there is one."""
    if not outcome:
        return ""
    code = Outcome(outcome)
    if OUTCOME_CLASS[code] == OutcomeClass.READABLE:
        return _now(code.label)
    return str(REASONS.get(code) or _now(code.label))


def show(request, alert: Alert) -> HttpResponse:
    after = alert.after or (alert.citation.found_text if alert.citation else "")
    context = {
        **admin.site.each_context(request),
        "title": alert.get_kind_display(),
        "subtitle": None,
        "opts": Alert._meta,
        "alert": alert,
        "citation": alert.citation,
        "claim": alert.citation.claim if alert.citation else None,
        "meaning": alert_steps.MEANINGS[AlertKind(alert.kind)],
        "marked": side_by_side(alert.before, after),
        "passage": alert_steps.passage_now(alert),
        "outcome": outcome_told(alert.source.last_outcome),
        "check": alert.found_by_id and alert.source.checks.filter(pk=alert.found_by_id).first(),
        "reach": Reach.of(alert.source_id),
        "siblings": all_of([alert]) if alert.is_open else [],
        "may_decide": alert.is_open and request.user.has_perm("claims.change_alert"),
        "may_revise": request.user.has_perms(["claims.add_verdict", "claims.change_verdict"]),
    }
    return render(request, "admin/claims/alert/page.html", context)


@require_POST
@needs("change_alert")
@transaction.atomic
def decide(request, pk: int) -> HttpResponse:
    """Take the decision that the pressed button names, and say what became of it."""
    get_object_or_404(
        Alert.objects.select_for_update(), pk=pk
    )  # the second of two editors waits, then is told
    alert = _alert(pk)
    if not alert.is_open:
        messages.info(request, _now("This alert was settled meanwhile."))
        return redirect("admin:claims_alert_change", pk)
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise Http404
    note = request.POST.get("note", "").strip()
    try:
        answer = step(request, alert, note)
        _mention(request, alert, note)
        return answer
    except alert_steps.NotPossible as why:
        messages.error(request, str(why))
        return redirect("admin:claims_alert_change", pk)


def _mention(request, alert: Alert, note: str) -> None:
    resting = alert.source.citations.current().select_related("claim").order_by("-pk").first()
    citation = alert.citation or resting
    mention(request, note, claim=citation.claim if citation else None)


def _acknowledge(request, alert: Alert, note: str) -> HttpResponse:
    for one in _meant(request, alert):
        one.acknowledge(by=request.user, now=timezone.now())
    messages.success(request, _now("Marked as seen. It stays open until somebody decides."))
    return redirect("admin:claims_alert_change", alert.pk)


def _still_holds(request, alert: Alert, note: str) -> HttpResponse:
    _require(request, "change_citation")
    seen = request.POST.get("passage", "")
    alert_steps.still_holds(alert, by=request.user, now=timezone.now(), seen=seen, note=note)
    return _settled(request, _now("The quote is anchored where it stands now."))


def _use_archive(request, alert: Alert, note: str) -> HttpResponse:
    _require(request, "change_source")
    address = request.POST.get("archive_url", "").strip()
    for other in _meant(request, alert):
        if other.pk != alert.pk and other.source.archive_url:
            alert_steps.use_archive(other, by=request.user, now=timezone.now(), address="", note=note)
    alert_steps.use_archive(alert, by=request.user, now=timezone.now(), address=address, note=note)
    return _settled(request, _now("Readers are led to the archived copy."))


def _replace(request, alert: Alert, note: str) -> HttpResponse:
    """Take the quote out of the check and look for another source; readers keep it until that is approved."""
    _require(request, "add_verdict", "change_verdict", "add_citation")
    claim = alert.citation.claim if alert.citation else None
    if claim is None:
        raise alert_steps.NotPossible(_now("Attach the other source to each claim below."))
    alert_steps.begin_replacement(alert, by=request.user, now=timezone.now())
    messages.info(
        request, _now("Attach the other source here. When it is there, settle the alert as replaced.")
    )
    return redirect("admin:claims_claim_evidence", claim.pk)


def _replaced(request, alert: Alert, note: str) -> HttpResponse:
    alert_steps.replaced(alert, by=request.user, now=timezone.now(), note=note)
    return _settled(request, _now("Settled: the source was replaced."))


def _verdict_changes(request, alert: Alert, note: str) -> HttpResponse:
    _require(request, "add_verdict", "change_verdict")
    wanted = request.POST.get("claim", "")
    quotes = Citation.objects.current().filter(source=alert.source_id)
    resting = Claim.objects.filter(pk__in=quotes.values("claim"))
    claim = get_object_or_404(resting, pk=wanted if wanted.isdecimal() else 0)
    draft = alert_steps.begin_correction(alert, claim, by=request.user, now=timezone.now(), note=note)
    if draft is None:
        messages.info(request, _now("The claim has no public verdict yet: write it with the new finding."))
    else:
        messages.success(request, _now("A draft correction is open. Say what kind of correction it is."))
    if draft and draft.is_editable:
        return redirect("admin:claims_claim_verdict", claim.pk)
    return redirect(reverse("admin:claims_claim_change", args=[claim.pk]) + "#verdict")


def _not_news(request, alert: Alert, note: str) -> HttpResponse:
    for one in _meant(request, alert):
        alert_steps.not_news(one, by=request.user, now=timezone.now(), note=note)
    return _settled(request, _now("Settled as not news."))


def _meant(request, alert: Alert) -> list[Alert]:
    """The alert, or with "for all" ticked every open one of the host's trouble."""
    return all_of([alert], lock=True) if request.POST.get("all") else [alert]


STEPS = {
    "acknowledge": _acknowledge,
    AlertResult.STILL_HOLDS: _still_holds,
    AlertResult.USE_ARCHIVE: _use_archive,
    "replace": _replace,
    AlertResult.REPLACED: _replaced,
    AlertResult.VERDICT_CHANGES: _verdict_changes,
    AlertResult.NOT_NEWS: _not_news,
}


def _require(request, *permissions: str) -> None:
    if not request.user.has_perms([f"claims.{name}" for name in permissions]):
        raise PermissionDenied


def _settled(request, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("admin:claims_alert_changelist")
