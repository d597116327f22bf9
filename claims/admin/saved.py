"""Saved filters: names above a list that lead to it filtered. The address of each can be passed on."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from claims.models import SavedFilter
from claims.models.savedfilter import LONGEST

MOST = 30  # of one person and one list
PASSING = ("p", "e", "all", "_popup", "_to_field", "_changelist_filters")  # of the moment, not of the filter


class SaveForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    is_shared = forms.BooleanField(label=_("Show it to the whole desk"), required=False)
    query = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST)


def urls(page) -> list:
    """Addresses below a list; ``page`` is its admin class."""
    wrap, model = page.admin_site.admin_view, page.opts.model_name
    return [
        path("filters/save/", wrap(_save(page)), name=f"claims_{model}_save_filter"),
        path("filters/<int:pk>/remove/", wrap(_remove(page)), name=f"claims_{model}_remove_filter"),
    ]


def filter_of(given: QueryDict) -> str:
    """The filter, search and order of an address, without what belongs to the moment."""
    kept = given.copy()
    for name in PASSING:
        kept.pop(name, None)
    return kept.urlencode()


def shown(request, page) -> dict:
    """What stands above a list: the names, which of them is open, and a form that keeps this one."""
    query = filter_of(request.GET)
    filters = list(SavedFilter.objects.of(request.user, page.opts.model_name)[: 2 * MOST])
    return {
        "saved_filters": filters,
        "filter_now": query,
        "is_saved": any(one.query == query for one in filters),
        "save_form": SaveForm(initial={"query": query}, auto_id="save-filter-%s") if query else None,
        "save_url": reverse(f"admin:claims_{page.opts.model_name}_save_filter"),
        "removable": [one for one in filters if one.owner_id == request.user.pk],
    }


def _save(page):
    @require_POST
    def save(request) -> HttpResponse:
        if not page.has_view_permission(request):
            raise PermissionDenied
        form, model = SaveForm(request.POST), page.opts.model_name
        query = filter_of(QueryDict(request.POST.get("query", "")[:LONGEST]))
        own = SavedFilter.objects.filter(owner=request.user, listing=model)
        if not form.is_valid():
            messages.error(request, gettext("A saved filter needs a name."))
        elif own.exclude(name=form.cleaned_data["name"]).count() >= MOST:
            messages.error(request, gettext("There are too many saved filters here: remove one first."))
        else:
            given = {"query": query, "is_shared": form.cleaned_data["is_shared"]}
            own.update_or_create(
                owner=request.user, listing=model, name=form.cleaned_data["name"], defaults=given
            )
            messages.success(request, gettext("The filter is saved; its address can be passed on."))
        return _back(model, query)

    return save


def _remove(page):
    @require_POST
    def remove(request, pk: int) -> HttpResponse:
        if not page.has_view_permission(request):
            raise PermissionDenied
        model = page.opts.model_name
        SavedFilter.objects.filter(pk=pk, owner=request.user, listing=model).delete()
        return _back(model, filter_of(QueryDict(request.POST.get("query", "")[:LONGEST])))

    return remove


def _back(model: str, query: str) -> HttpResponse:
    return redirect(reverse(f"admin:claims_{model}_changelist") + (f"?{query}" if query else ""))
