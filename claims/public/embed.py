"""A claim on other sites: the card that they may frame, and oEmbed, by which they find it.

The card has no script and is the only page of ours that may stand in a frame.
"""

import re
from urllib.parse import unquote
from xml.sax.saxutils import escape

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt

from claims.models import Claim

from .claimreview import claim_url
from .images import SIZE, address_of
from .reading import kept, reading

WIDTH, HEIGHT = 560, 300
_CLAIM = re.compile(r"/(ko|en)/claims/(\d{1,18})-[^/]*/")


@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
@reading
@kept
def card(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    claim = _speaking(pk, language)
    with override(language):
        context = {"claim": claim, "verdict": claim.verdict, "address": claim_url(claim, language)}
        response = render(request, "claims/embed.html", context)
    response["Surrogate-Key"] = f"claim-{claim.pk}"
    return response


@reading
def oembed(request: HttpRequest) -> HttpResponse:
    """https://oembed.com, version 1.0: ``url`` is the address of a claim page; JSON, or XML when asked."""
    address = request.GET.get("url", "")
    path = address.removeprefix(settings.SITE_URL) if address.startswith(settings.SITE_URL + "/") else ""
    match = _CLAIM.fullmatch(unquote(path))
    if not match:
        raise Http404("not a claim of ours")
    claim = _speaking(int(match[2]), match[1])
    answer = _answer(claim, match[1], _size(request, "maxwidth", WIDTH), _size(request, "maxheight", HEIGHT))
    kind = request.GET.get("format", "json")
    if kind == "json":
        response: HttpResponse = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    elif kind == "xml":
        fields = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in answer.items())
        response = HttpResponse(
            f'<?xml version="1.0" encoding="utf-8"?><oembed>{fields}</oembed>', content_type="text/xml"
        )
    else:
        response = HttpResponse("json or xml, please", status=501, content_type="text/plain")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def card_address(claim: Claim, language: str) -> str:
    return f"{settings.SITE_URL}/embed/{language}/{claim.pk}/"


def frame(claim: Claim, language: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    """The HTML that another site puts where the card shall stand."""
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>',
        card_address(claim, language),
        width,
        height,
        claim.text("wording", language),
    )


def _answer(claim: Claim, language: str, width: int, height: int) -> dict:
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{claim.verdict.rating.text('label', language)}: {claim.text('wording', language)}",
        "provider_name": settings.PUBLISHER_NAME,
        "provider_url": settings.SITE_URL + "/",
        "cache_age": 300,
        "thumbnail_url": settings.SITE_URL + address_of(claim, language),
        "thumbnail_width": SIZE[0],
        "thumbnail_height": SIZE[1],
        "html": frame(claim, language, width, height),
        "width": width,
        "height": height,
    }


def _speaking(pk: int, language: str) -> Claim:
    claim = get_object_or_404(Claim.objects.published().with_verdict(), pk=pk)
    if not claim.speaks(language):
        raise Http404("not in this language")
    return claim


def _size(request: HttpRequest, name: str, usual: int) -> int:
    given = request.GET.get(name, "")
    return min(usual, max(200, int(given))) if re.fullmatch(r"[0-9]{1,5}", given) else usual
