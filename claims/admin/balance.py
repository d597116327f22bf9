"""Balance and counts: of whom, on what and where the desk publishes which verdicts, and how much each month.

A fixed number of queries over the period asked for; rows beyond the busiest stand in the CSV.
"""

from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.contrib import admin
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from claims.models import Claimant, Rating, Topic, balance
from claims.models.balance import Month, Pairs, Period
from claims.templatetags.charts import Column, Columns
from claims.words import ClaimantKind, ClaimState

from . import sheets
from .access import needs
from .morning import listing

SHOWN = 20  # rows of a table on the page
MOST = 10_000  # rows of a CSV
MONTHS = 24
WEEKS = 26  # the IFCN asks for one check a week over six months
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """From when to when; what is left out reaches half a year back, or until today."""

    start = forms.DateField(label=_("Published from"), required=False, widget=DAY)
    end = forms.DateField(label=pgettext_lazy("the last day of a period", "to"), required=False, widget=DAY)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("start") and data.get("end") and data["start"] > data["end"]:
            raise forms.ValidationError(_("The first day comes after the last."), code="order")
        return data

    def period(self, today: date) -> Period:
        """Half a year up to today when the days make no sense."""
        given = self.cleaned_data if self.is_valid() else {}
        last = given.get("end") or max(today, given.get("start") or today)
        return Period(given.get("start") or last - timedelta(weeks=WEEKS), last)


@dataclass(frozen=True)
class Row:
    """One claimant, topic or outlet: its published claims, and the ratings given with ``count``."""

    name: str
    about: str
    url: str  # of the list of its claims, all periods; "" where there is none
    count: int
    ratings: list[Rating]


@dataclass(frozen=True)
class Table:
    """The busiest rows, of how many."""

    name: str  # in addresses
    title: str
    head: str
    rows: list[Row]
    of: int

    @property
    def rest(self) -> int:
        return self.of - len(self.rows)


@require_safe
@needs("view_claim", "view_verdict")
def page(request) -> HttpResponse:
    today = timezone.localdate()
    form, period = _asked(request, today)
    months = balance.months_until(today, MONTHS)
    tables = [table_of(name, period, SHOWN) for name in TABLES]
    totals = rating_totals(period)
    context = {
        **admin.site.each_context(request),
        "title": _now("Balance and counts"),
        "form": form,
        "period": period,
        "query": f"start={period.first}&end={period.last}",
        "total": sum(totals.values()),
        "ratings": with_counts(totals),
        "tables": tables,
        "months": list(reversed(months)),
        "charts": charts(months),
        "weeks": balance.weeks_with_a_check(today, WEEKS),
        "weeks_of": WEEKS,
    }
    return TemplateResponse(request, "admin/claims/balance/page.html", context)


@require_safe
@needs("view_claim", "view_verdict")
def table(request, name: str) -> HttpResponse:
    """One table as CSV, columns named as fields: ``months``, ``ratings``, or one of ``TABLES``."""
    today = timezone.localdate()
    _form, period = _asked(request, today)
    if name == "months":
        headers, rows = _month_lines(balance.months_until(today, MONTHS))
        file = f"{name}-{today}"
    elif name == "ratings":
        headers = ["rating", "label_ko", "label_en", "claims"]
        counted = with_counts(rating_totals(period))
        rows = [[rating.code, rating.label_ko, rating.label_en, rating.count] for rating in counted]
        file = f"{name}-{period.first}-{period.last}"
    elif name in TABLES:
        headers, rows = _table_lines(table_of(name, period, MOST))
        file = f"{name}-{period.first}-{period.last}"
    else:
        raise Http404
    lines = sheets.csv_lines(headers, rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}.csv"'
    return response


def _asked(request, today: date) -> tuple[PeriodForm, Period]:
    asked = PeriodForm(request.GET)
    period = asked.period(today)
    if not asked.is_valid():
        return asked, period
    return PeriodForm({"start": period.first, "end": period.last}), period


# --- Tables ------------------------------------------------------------------------------------


def table_of(name: str, period: Period, most: int) -> Table:
    title, head, count, named = TABLES[name]
    pairs = count(period)
    totals: dict = {}
    for (thing, _rating), number in pairs.items():
        totals[thing] = totals.get(thing, 0) + number
    busiest = sorted(totals, key=lambda thing: (-totals[thing], str(thing)))[:most]
    ratings = list(Rating.objects.order_by("scale", "order"))
    rows = [
        Row(*told, totals[thing], _given(pairs, thing, ratings))
        for thing, told in zip(busiest, named(busiest), strict=True)
    ]
    return Table(name, str(title), str(head), rows, len(totals))


def rating_totals(period: Period) -> dict[int, int]:
    """How many claims have which rating."""
    totals: dict[int, int] = {}
    for (_claimant, rating), number in balance.by_kind(period).items():
        totals[rating] = totals.get(rating, 0) + number
    return totals


def with_counts(totals: dict[int, int]) -> list[Rating]:
    """The ratings given, with ``count`` and ``share`` in percent, in the order of the scale."""
    total = sum(totals.values())
    ratings = list(Rating.objects.filter(pk__in=totals).order_by("scale", "order"))
    for rating in ratings:
        rating.count = totals[rating.pk]
        rating.share = round(100 * rating.count / total, 2)
    return ratings


def _given(pairs: Pairs, thing, ratings: list[Rating]) -> list[Rating]:
    given = [copy(rating) for rating in ratings if pairs[thing, rating.pk]]
    for rating in given:
        rating.count = pairs[thing, rating.pk]
    return given


def _claimants(keys: list) -> list[tuple[str, str, str]]:
    found = Claimant.objects.in_bulk([key for key in keys if key is not None])
    nobody = (_now("nobody named"), "", listing("claim", claimant__isnull=True, **PUBLIC))
    return [_person(found[key]) if key in found else nobody for key in keys]


def _person(person: Claimant) -> tuple[str, str, str]:
    """With what the desk knows of their party, office or employer."""
    about = person.text("role") or person.get_kind_display()
    return str(person), str(about), listing("claim", claimant__id__exact=person.pk, **PUBLIC)


def _kinds(keys: list) -> list[tuple[str, str, str]]:
    labels = {str(kind): kind.label for kind in ClaimantKind}
    return [(_now(labels[key]) if key in labels else _now("nobody named"), "", "") for key in keys]


def _topics(keys: list) -> list[tuple[str, str, str]]:
    found = Topic.objects.in_bulk(keys)
    return [(str(found[key]), "", listing("claim", topics__id__exact=key, **PUBLIC)) for key in keys]


def _outlets(keys: list) -> list[tuple[str, str, str]]:
    return [(key or _now("no outlet named"), "", "") for key in keys]


PUBLIC = {"state__exact": str(ClaimState.PUBLISHED)}
TABLES = {
    "claimants": (_("By who said it"), _("Who said it"), balance.by_claimant, _claimants),
    "kinds": (_("By kind of claimant"), _("Kind"), balance.by_kind, _kinds),
    "topics": (_("By topic"), _("Topic"), balance.by_topic, _topics),
    "outlets": (_("By outlet"), _("Outlet"), balance.by_outlet, _outlets),
}


# --- Months ------------------------------------------------------------------------------------


def charts(months: list[Month]) -> list[Columns]:
    titles = {
        "published": _now("Published per month"),
        "corrected": _now("Corrections per month"),
        "withdrawn": _now("Withdrawn per month"),
    }
    return [
        Columns(
            f"months-{name}",
            title,
            [Column(f"{month.first:%Y-%m}", getattr(month, name)) for month in months],
            heads=(_now("Month"), title),
        )
        for name, title in titles.items()
    ]


# --- As CSV ------------------------------------------------------------------------------------


def _month_lines(months: list[Month]) -> tuple[list[str], list[list]]:
    rows = [[f"{month.first:%Y-%m}", month.published, month.corrected, month.withdrawn] for month in months]
    return ["month", "published", "corrected", "withdrawn"], rows


def _table_lines(counted: Table) -> tuple[list[str], list[list]]:
    """A column for each rating that was given at all."""
    codes = list(dict.fromkeys(rating.code for row in counted.rows for rating in row.ratings))
    rows = []
    for row in counted.rows:
        given = {rating.code: rating.count for rating in row.ratings}
        rows.append([row.name, row.about, row.count, *(given.get(code, 0) for code in codes)])
    return ["name", "about", "claims", *codes], rows
