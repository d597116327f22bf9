"""The documentation page: the OpenAPI document as plain HTML, under our own policy and without a script."""

from django.http import HttpRequest, HttpResponse

from ..reading import reading, show
from .openapi import document


@reading
def page(request: HttpRequest) -> HttpResponse:
    described = document()
    calls = [(path, call["get"]) for path, call in described["paths"].items()]
    lists = [(path, call) for path, call in calls if not path.endswith("}")]
    return show(
        request,
        "claims/api.html",
        info=described["info"],
        server=described["servers"][0]["url"],
        lists=lists,
    )
