"""What every public view shares: read-only, no cookie needed, the same page in the other language."""

import hashlib
from collections.abc import Callable
from functools import wraps
from urllib.parse import unquote

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import translate_url
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from claims.models.purge import LISTS
from claims.words import Language

LARGEST_KEPT = 300_000  # bytes


def reading(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A public view: GET and HEAD only. POST gets 405, which the CSRF check must not turn into 403."""

    @csrf_exempt
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        keep_in_front(response)
        return conditional(request, response)

    return guarded


def keep_in_front(response: HttpResponse) -> None:
    """Tell a CDN how long it may keep an answer, and under which key it is told to forget it."""
    response.headers.setdefault("Surrogate-Key", LISTS)
    if settings.CDN_SECONDS and response.status_code == 200:
        response.headers.setdefault("Surrogate-Control", f"max-age={settings.CDN_SECONDS}")


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page like any other reader's: rendered at most once in ``PAGES_KEPT_SECONDS``, however many ask.

    Goes under ``reading``. Nothing tells the cache of a change; what it holds is simply never older than that
    (docs/decisions/0011). Only whole pages are kept, by their full address.
    """

    @wraps(view)
    def quick(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        seconds = settings.PAGES_KEPT_SECONDS
        if not seconds:
            return view(request, *args, **kwargs)
        seed = f"{request.get_full_path()}|{request.headers.get('HX-Request', '')}"
        key = "page:" + hashlib.sha256(seed.encode()).hexdigest()
        held = cache.get(key)
        if held is None:
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and len(response.content) <= LARGEST_KEPT:
                cache.set(key, (response.content, dict(response.headers)), timeout=seconds)
        else:
            response = HttpResponse(held[0], headers=held[1])
        if response.status_code == 200:
            response["Cache-Control"] = f"public, max-age={int(seconds)}"
        return response

    return quick


def conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Name the answer by its content (ETag); 304 when the reader has just this already.

    The name is made from what would be sent, so it can never be older than the data.
    """
    if response.status_code != 200 or response.streaming:
        return response
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)


def show(request: HttpRequest, template: str, **context) -> HttpResponse:
    """Render a page together with the address of its twin in the other language."""
    here = Language.KOREAN if (get_language() or "")[:2] == Language.KOREAN else Language.ENGLISH
    other = Language.ENGLISH if here == Language.KOREAN else Language.KOREAN
    twins = context.pop("twins", None) or {
        str(code): translate_url(request.get_full_path(), str(code)) for code in Language
    }
    context.setdefault("canonical", settings.SITE_URL + twins[here])
    return render(request, template, {"twins": twins, "other_language": str(other), **context})


def language_of(request: HttpRequest) -> str:
    """The language that an address without /ko/ or /en/ asks for with ``?lang=``."""
    asked = request.GET.get("lang", "")
    return asked if asked in list(Language) else settings.LANGUAGE_CODE[:2]


def twins_of(thing) -> dict[str, str]:
    """The path of a thing's page in each language, where the readable part differs by language."""
    paths = {}
    for code in Language:
        with override(code):
            paths[str(code)] = thing.get_absolute_url()
    return paths


def moved(request: HttpRequest, address: str) -> HttpResponse | None:
    """A permanent redirect when the readable part of an address changed, else None."""
    return None if request.path == unquote(address) else HttpResponsePermanentRedirect(address)
