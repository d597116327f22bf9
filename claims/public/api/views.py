"""The answers of the API: what there is, a list by pages, one thing."""

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from ..paging import PAGE_SIZE, page_of
from .asked import BadRequest, chosen, filtered, limit_of
from .manners import api
from .openapi import document
from .resources import BY_NAME, RESOURCES

READABLE = {"ensure_ascii": False}
ROOT = "/api/v1/"


@api
def index(request: HttpRequest) -> JsonResponse:
    base = settings.SITE_URL + ROOT
    addresses = {resource.name: base + resource.name for resource in RESOURCES}
    return _json({**addresses, "openapi": f"{base}openapi.json"})


@api
def listed(request: HttpRequest, name: str) -> JsonResponse:
    """A page of a resource: ``results``, and ``next``, the address of the page after it or null."""
    resource, given = BY_NAME[name], request.GET.dict()
    fields = chosen(resource.fields, given.get("fields", ""))
    size = limit_of(given.get("limit", ""), PAGE_SIZE)
    rows = filtered(resource.rows(any(field.heavy for field in fields)), resource.filters, given)
    try:
        page = page_of(rows, resource.order, given.get("cursor", ""), size)
    except Http404:
        raise BadRequest("cursor: take it from next as it is") from None
    after = _page_after(request, name, page.older)
    response = _json({"results": [shown(row, fields) for row in page.rows], "next": after})
    if after:
        response["Link"] = f'<{after}>; rel="next"'
    return response


@api
def one(request: HttpRequest, name: str, pk: int) -> JsonResponse:
    resource, given = BY_NAME[name], request.GET.dict()
    filtered(resource.rows(False), (), given, also=("fields",))
    fields = chosen(resource.fields, given.get("fields", ""))
    row = get_object_or_404(resource.rows(any(field.heavy for field in fields)), pk=pk)
    return _json(shown(row, fields))


@api
def openapi_json(request: HttpRequest) -> JsonResponse:
    return _json(document())


@api
def nothing(request: HttpRequest) -> JsonResponse:
    raise Http404


def _page_after(request: HttpRequest, name: str, cursor: str) -> str | None:
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{settings.SITE_URL}{ROOT}{name}?{query.urlencode()}" if cursor else None


def shown(row, fields: tuple) -> dict:
    return {field.name: field.read(row) for field in fields}


def _json(content: dict) -> JsonResponse:
    return JsonResponse(content, json_dumps_params=READABLE)
