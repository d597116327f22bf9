"""What every list of the desk shares: counts stop at a cap, so a page costs the same at a million rows."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.contrib import admin
from django.core.paginator import Paginator
from django.db import connection, models
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime

from claims.models.search import Searched
from claims.text.tokens import stem

from . import exchange, saved
from .dates import PICKERS
from .people_at_desk import desk_members
from .tables import Table

CAP = 10_000  # rows that can be paged through; beyond, an editor filters or searches
LARGE = 100_000  # rows; sorting more than that by a column without an index takes longer than a page may


@dataclass(frozen=True)
class Count:
    """How many rows; ``more`` when counting stopped at a cap."""

    number: int
    more: bool = False

    def __bool__(self) -> bool:
        return self.number > 0


def count_up_to(rows: QuerySet, cap: int = CAP) -> Count:
    found = rows.order_by().values("pk")[: cap + 1].count()  # columns that a list adds are not computed
    return Count(min(found, cap), found > cap)


def minute(moment: datetime | None) -> str:
    """A time in the few characters that a column has."""
    if moment is None:
        return "—"
    local = localtime(moment)
    shown = f"{local:%Y-%m-%d %H:%M}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), shown)


def iso(day: date | None) -> str:
    """A day in a form that never breaks a column."""
    return format_html('<time datetime="{0}" class="nowrap">{0}</time>', day.isoformat()) if day else "—"


class CappedPaginator(Paginator):
    """Counts up to a cap; what a list adds to its rows is worked out for those shown, however far down."""

    @cached_property
    def capped(self) -> Count:
        return count_up_to(self.object_list)

    @property
    def count(self) -> int:
        return self.capped.number

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        rows = self.object_list
        keys = list(rows.values_list("pk", flat=True)[first : first + self.per_page])
        return self._get_page(rows.filter(pk__in=keys), number, self)


class MemberFilter(admin.RelatedFieldListFilter):
    """By member of the desk; asking which members occur would read the whole table."""

    def field_choices(self, field, request, model_admin) -> list:
        return [(member.pk, str(member)) for member in desk_members()]


class DeskList(admin.ModelAdmin):
    """Quick at any size; addresses are HTTPS unless they say otherwise.

    ``quick_columns``: those that an index sorts; in a large table the list is sorted by no others.
    ``table``: the columns of its export, and of its import where it ``imports``; without one, those shown.
    ``search_through``: other rows whose words find these, by the relation that leads there.
    """

    change_list_template = "admin/claims/list.html"
    paginator = CappedPaginator
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}, **PICKERS}
    quick_columns: list[str] = []
    search_through: dict[str, type[models.Model]] = {}
    table: type[Table] | None = None
    imports = False

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        tools = saved.shown(request, self) | exchange.shown(request, self)
        return super().changelist_view(request, title | tools | (extra_context or {}))

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.defer("search") if issubclass(self.model, Searched) else rows

    def get_urls(self):
        return [*saved.urls(self), *exchange.urls(self), *super().get_urls()]

    def get_sortable_by(self, request):
        return self.quick_columns if rows_about(self.model) > LARGE else super().get_sortable_by(request)

    def get_search_results(self, request, queryset, search_term):
        """By our tokens where the rows have them; elsewhere letter by letter, without Korean particles."""
        words = search_term.strip()
        if not words:
            return queryset, False
        if hasattr(self.model.objects, "matching"):
            return queryset.filter(pk__in=self.model.objects.matching(words).values("pk")), False
        if self.search_through:
            found = models.Q()
            for relation, model in self.search_through.items():
                found |= models.Q(**{f"{relation}__in": model.objects.matching(words).values("pk")})
            return queryset.filter(found), False
        return super().get_search_results(request, queryset, " ".join(stem(word) for word in words.split()))


def rows_about(model: type[models.Model]) -> int:
    """How many rows a table has, as the database last estimated; -1 when it never did."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(%s)", [model._meta.db_table]
        )
        return cursor.fetchone()[0]


class MachineWritten(DeskList):
    """Rows that machines write: shown, never added, changed or deleted by hand."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
