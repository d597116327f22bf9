"""Drafts kept by ``keep.js`` while somebody types: found again at any computer they sign in to."""

import json

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from claims.models import Draft
from claims.text.markup import storable

FOUND = 20


def urls(wrap) -> list:
    return [path("drafts/", wrap(drafts), name="claims_drafts")]


@never_cache
def drafts(request) -> HttpResponse:
    """GET ``page``: drafts of its forms. POST ``place``: keep ``fields``, or drop the draft without them."""
    mine = Draft.objects.filter(user=request.user)
    if request.method != "POST":
        page = request.GET.get("page", "").replace("\0", "")
        rows = mine.filter(place__startswith=f"{page}#").order_by("-saved_at")[:FOUND]
        return JsonResponse({"drafts": [[row.place, row.fields] for row in rows]})
    place, fields = request.POST.get("place", ""), _fields(request.POST.get("fields", ""))
    if not place or "\0" in place or fields is None:
        return HttpResponseBadRequest()
    if not fields:
        mine.filter(place=place).delete()
    elif not Draft.objects.keep(request.user, place, fields, now=timezone.now()):
        return HttpResponse(status=413)
    return HttpResponse(status=204)


def _fields(given: str) -> list | None:
    """[[name, [value, …]], …] as ``keep.js`` sends it; None for anything else."""
    try:
        fields = storable(json.loads(given or "[]"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, list):
        return None
    for item in fields:
        match item:
            case [str(), list() as values] if all(isinstance(value, str) for value in values):
                continue
        return None
    return fields
