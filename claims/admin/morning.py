"""The morning page: what changed overnight, what is mine, what waits for me, how re-checking fares.

A fixed number of queries, each by an index or up to a cap: it opens as quickly at a million claims.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import admin
from django.db.models import Count as CountRows
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from claims.models import Alert, Article, Citation, Claim, Source, User, Verdict
from claims.models.reminders import contacts_overdue, requests_overdue
from claims.templatetags.charts import Columns
from claims.words import BreakdownState, CitationKind, ClaimState, OutletAnswer, VerdictState

from .lists import Count, count_up_to
from .notices import notices_of
from .source_copies import copies_line
from .watching import HOURS, health_line, hour_of_day, looks_of_hours

SHOWN = 8  # rows of one section; its number leads to the whole list
ALERTS = 100  # open alerts grouped; the number leads to the others
GROUPS = 12
admin.site.index_template = "admin/claims/morning/page.html"
IN_WORK = (ClaimState.OPEN, ClaimState.CHECKING, ClaimState.IN_REVIEW)


@dataclass(frozen=True)
class Section:
    """Some rows, how many there are in all, and the list that shows them all."""

    rows: list
    count: Count
    url: str

    @classmethod
    def of(cls, rows, url: str) -> "Section":
        """Rows that are all shown are counted already."""
        found = list(rows[: SHOWN + 1])
        count = count_up_to(rows, 1000) if len(found) > SHOWN else Count(len(found))
        return cls(found[:SHOWN], count, url)


@dataclass
class AlertGroup:
    """The open alerts of one claim, or of a source as a whole; the worst comes first."""

    claim: Claim | None
    source: Source
    alerts: list[Alert] = field(default_factory=list)

    @property
    def shown(self) -> list[Alert]:
        """Of a host in trouble one stands for all."""
        return self.alerts[:1] if self.host else self.alerts[:5]

    @property
    def host(self) -> str:
        return "" if self.claim else self.alerts[0].host

    @property
    def others(self) -> int:
        return len(self.alerts) - 1


@dataclass(frozen=True)
class Progress:
    """How far an article has come: claims marked in it, and how many of them are rated in public."""

    article: Article
    claims: int
    rated: int

    @property
    def is_done(self) -> bool:
        return self.article.state == BreakdownState.DONE


def page(request) -> HttpResponse:
    """The admin's index, with the morning above its lists."""
    return admin.site.index(request, morning(request.user, timezone.now()))


def morning(user: User, now: datetime) -> dict:
    """Everything the page shows, by what this person may see."""
    today = timezone.localdate(now)
    page: dict = {"today": today, "now": now}
    if user.has_perm("claims.view_alert"):
        page |= _alerts()
    if user.has_perm("claims.view_claim"):
        page |= {"mine": _mine(user), "look_again": _look_again(today)}
    if user.has_perm("claims.view_verdict"):
        page |= {"drafts": _drafts(user), "sent_back": _sent_back(user)}
        page["scheduled"] = _scheduled()
    page |= _unanswered(user, now)
    page["notices"] = Section.of(notices_of(user), listing("notice"))
    if user.has_perm("claims.approve_verdict"):
        page["to_approve"] = _to_approve(user)
    if user.has_perm("claims.view_source"):
        page |= {"health": health_line(now), "looks": looks_chart(now), "copies": copies_line()}
    if user.has_perm("claims.view_article"):
        page["articles"] = newest_articles()
    return page


def looks_chart(now: datetime) -> Columns | None:
    """The looks of the last 24 hours, if there were any."""
    looks = looks_of_hours(HOURS, now)
    return looks.chart("looks", _("Looks in the last 24 hours"), hour_of_day) if looks.total else None


def listing(model: str, **filters) -> str:
    """The address of a list, filtered."""
    url = reverse(f"admin:claims_{model}_changelist")
    return f"{url}?{urlencode(filters)}" if filters else url


def _alerts() -> dict:
    worst = Alert.objects.open().worst_first()[:ALERTS].values("pk")
    rows = Alert.objects.filter(pk__in=worst).with_context().defer("before", "after").worst_first()
    return {
        "alert_groups": grouped(rows)[:GROUPS],
        "alert_count": count_up_to(Alert.objects.open(), 1000),
        "alerts_url": listing("alert"),
    }


def grouped(alerts: Iterable[Alert]) -> list[AlertGroup]:
    """By claim, in the order in which each claim's first alert comes."""
    groups: dict[tuple, AlertGroup] = {}
    for alert in alerts:
        claim = alert.citation.claim if alert.citation else None
        key = ("claim", claim.pk) if claim else ("source", alert.source_id)
        if alert.host and claim is None:  # a host in trouble is one entry
            key = ("host", alert.host, alert.kind)
        groups.setdefault(key, AlertGroup(claim, alert.source)).alerts.append(alert)
    return list(groups.values())


def _mine(user: User) -> Section:
    rows = Claim.objects.filter(assignee=user, state__in=IN_WORK).order_by("-pk")
    url = listing("claim", assignee__id__exact=user.pk, state__in=",".join(IN_WORK))
    return Section.of(rows, url)


def _look_again(today) -> Section:
    rows = Claim.objects.filter(look_again_on__lte=today).exclude(state=ClaimState.WITHDRAWN)
    return Section.of(
        rows.select_related("assignee").order_by("look_again_on", "pk"),
        listing("claim", look_again_on__lte=today.isoformat()),
    )


def _drafts(user: User) -> Section:
    rows = Verdict.objects.filter(author=user, state=VerdictState.DRAFT, review_note="")
    url = listing("verdict", author__id__exact=user.pk, state__exact=VerdictState.DRAFT)
    return Section.of(rows.select_related("claim").order_by("-pk"), url)


def _sent_back(user: User) -> Section:
    rows = Verdict.objects.filter(author=user, state=VerdictState.DRAFT).exclude(review_note="")
    url = listing("verdict", author__id__exact=user.pk, state__exact=VerdictState.DRAFT)
    return Section.of(rows.select_related("claim").order_by("-pk"), url)


def _scheduled() -> Section:
    rows = Verdict.objects.filter(state=VerdictState.SCHEDULED).order_by("publish_at")
    url = listing("verdict", state__exact=VerdictState.SCHEDULED)
    return Section.of(rows.select_related("claim", "approver", "rating"), url)


def _unanswered(user: User, now: datetime) -> dict:
    """Answers that did not come in time: outlets' and claimants'."""
    page, today = {}, timezone.localdate(now)
    if user.has_perm("claims.view_outletrequest"):
        rows = requests_overdue(today).select_related("article", "asked_by")
        filters = {"answer__exact": OutletAnswer.ASKED, "due_on__lt": today.isoformat()}
        page["requests_overdue"] = Section.of(rows, listing("outletrequest", **filters))
    if user.has_perm("claims.view_contactlog"):
        rows = contacts_overdue(now).select_related("claim", "by")
        filters = {"answered_at__isnull": True, "due_at__lt": now.isoformat(timespec="seconds")}
        page["contacts_overdue"] = Section.of(rows, listing("contactlog", **filters))
    return page


def _to_approve(user: User) -> Section:
    rows = Verdict.objects.filter(state=VerdictState.SUBMITTED).exclude(author=user)
    url = listing("verdict", state__exact=VerdictState.SUBMITTED)
    return Section.of(rows.select_related("claim", "author", "rating").order_by("submitted_at"), url)


def newest_articles() -> list[Progress]:
    """The newest articles with their coverage; counted for these few only."""
    articles = list(Article.objects.select_related("assignee").order_by("-created_at")[:SHOWN])
    public = Verdict.objects.filter(claim=OuterRef("claim"), state=VerdictState.APPROVED)
    counts = (
        Citation.objects.current()
        .filter(source__in=[article.source_id for article in articles])
        .filter(kind=CitationKind.APPEARANCE)
        .annotate(is_rated=Exists(public))
        .values("source")
        .annotate(
            claims=CountRows("claim", distinct=True),
            rated=CountRows("claim", distinct=True, filter=Q(is_rated=True)),
        )
        .values_list("source", "claims", "rated")
    )
    by_source = {source: (claims, rated) for source, claims, rated in counts}
    return [Progress(article, *by_source.get(article.source_id, (0, 0))) for article in articles]
