"""How the API behaves towards its callers: reading only, from any origin, not too often, errors as JSON."""

import hashlib
import ipaddress
import time
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from ..reading import conditional, keep_in_front
from .asked import BadRequest

METHODS = "GET, HEAD, OPTIONS"
WINDOW = 60  # seconds


def api(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the API. Every answer may be read by scripts of any site; no cookie is read or set."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        return response

    return guarded


def error(status: int, message: str) -> JsonResponse:
    return JsonResponse({"error": {"status": status, "message": message}}, status=status)


def _answer(view: Callable, request: HttpRequest, *args, **kwargs) -> HttpResponse:
    if request.method == "OPTIONS":
        headers = {"Allow": METHODS, "Access-Control-Allow-Methods": METHODS}
        headers["Access-Control-Allow-Headers"] = "If-None-Match, Accept"
        return HttpResponse(status=204, headers=headers | {"Access-Control-Max-Age": "86400"})
    if request.method not in ("GET", "HEAD"):
        response = error(405, "this API only reads")
        response["Allow"] = METHODS
        return response
    if wait := _seconds_to_wait(request):
        response = error(429, f"too many requests; again in {wait} seconds, please")
        response["Retry-After"] = str(wait)
        return response
    try:
        response = view(request, *args, **kwargs)
        keep_in_front(response)
        return conditional(request, response)
    except BadRequest as problem:
        return error(400, str(problem))
    except Http404:
        return error(404, "there is no such thing in public")


def _seconds_to_wait(request: HttpRequest) -> int:
    """0 while this address keeps within ``API_REQUESTS_PER_MINUTE``, else the seconds until the next minute.

    Addresses are kept for that minute only, and only as a keyed hash.
    """
    if not settings.API_REQUESTS_PER_MINUTE:
        return 0
    now = time.time()
    window = int(now // WINDOW)
    seed = f"{settings.SECRET_KEY}:{window}:{caller(request)}"
    key = "api:" + hashlib.sha256(seed.encode()).hexdigest()
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        count = cache.incr(key)
    except ValueError:  # pushed out of the cache between the two lines
        return 0
    return 0 if count <= settings.API_REQUESTS_PER_MINUTE else int((window + 1) * WINDOW - now) + 1


def caller(request: HttpRequest) -> str:
    """The address of who asks, past our own proxies; an IPv6 network counts as one caller."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES_IN_FRONT:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        address = hops[-settings.PROXIES_IN_FRONT] if len(hops) >= settings.PROXIES_IN_FRONT else address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else str(parsed)
