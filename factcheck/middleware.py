"""Two switches for operators: nothing is written (``READ_ONLY``), nothing is shown (``MAINTENANCE``)."""

from collections.abc import Callable

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_SECONDS = "300"
ALIVE = ("/healthz", "/static/", "/assets/")  # answered while the site is closed


class Switches:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and not request.path.startswith(ALIVE):
            return _later(request, "503.html")
        if (
            settings.READ_ONLY
            and request.path.startswith("/admin/")
            and request.method not in ("GET", "HEAD")
        ):
            return _later(request, "admin/read_only.html")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page of the desk that would write something just by being looked at."""
        if settings.READ_ONLY and isinstance(exception, Error) and "read-only" in str(exception):
            return _later(request, "admin/read_only.html")
        return None


def _later(request: HttpRequest, template: str) -> HttpResponse:
    response = render(request, template, status=503)
    response["Retry-After"] = RETRY_SECONDS
    response["Cache-Control"] = "no-store"
    return response
