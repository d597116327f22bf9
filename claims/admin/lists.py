"""What every list of the desk shares: counts stop at a cap, so a page costs the same at a million rows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib import admin
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime

from .dates import PICKERS

CAP = 10_000  # rows that can be paged through; beyond, an editor filters or searches


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


class CappedPaginator(Paginator):
    @cached_property
    def capped(self) -> Count:
        return count_up_to(self.object_list)

    @property
    def count(self) -> int:
        return self.capped.number


class DeskList(admin.ModelAdmin):
    """Quick at any size; addresses are HTTPS unless they say otherwise."""

    paginator = CappedPaginator
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}, **PICKERS}

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))


class MachineWritten(DeskList):
    """Rows that machines write: shown, never added, changed or deleted by hand."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
