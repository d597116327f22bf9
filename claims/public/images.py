"""The picture of a claim for cards of social networks: verdict, claim, speaker, publisher; one per language.

Drawn with NanumGothic (OFL, ``fonts/``), so Hangul stands everywhere. The address names the verdict it shows:
a corrected verdict has another address, and a picture may be kept for good.
"""

import io
from functools import cache
from pathlib import Path

from django.core.cache import cache as kept_pictures
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont

from claims.models import Claim
from claims.templatetags.showing import publisher_name

from .reading import reading

SIZE = (1200, 630)  # what Open Graph readers ask for
EDGE = 72
LINES = 5
FONT = Path(__file__).parent / "fonts" / "NanumGothic-Bold.ttf"
PAPER, INK, SOFT = "#fbfaf7", "#1b1a17", "#5a564d"
TONES = {  # as in tokens.css
    "true": "#1c6b3a",
    "mostly-true": "#4a6b12",
    "half-true": "#7d5a00",
    "mostly-false": "#9a4506",
    "false": "#a3202c",
    "unproven": "#4f5663",
    "context": "#5b3f8f",
    "opinion": "#35606b",
}
KEPT_SECONDS = 86_400


def address_of(claim: Claim, language: str) -> str:
    """The path of the picture of a published claim as it stands."""
    return f"/images/claims/{claim.pk}-{language}-{claim.verdict.pk}.png"


@reading
def picture(request: HttpRequest, pk: int, language: str, verdict: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.published().with_verdict(), pk=pk)
    if not claim.speaks(language):
        raise Http404("not in this language")
    if claim.verdict.pk != int(verdict):
        return HttpResponseRedirect(address_of(claim, language))
    key = f"picture:{claim.pk}:{language}:{claim.verdict.pk}"
    drawn = kept_pictures.get(key)
    if drawn is None:
        with override(language):
            drawn = draw(claim, language)
        kept_pictures.set(key, drawn, timeout=KEPT_SECONDS)
    response = HttpResponse(drawn, content_type="image/png")
    response["Cache-Control"] = "public, max-age=86400"
    response["Surrogate-Key"] = f"claim-{claim.pk}"
    return response


def draw(claim: Claim, language: str) -> bytes:
    """The picture as PNG."""
    rating = claim.verdict.rating
    tone = TONES.get(rating.tone, SOFT)
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 24, SIZE[1]), fill=tone)
    label = f"{rating.text('label', language)}"
    width = pen.textlength(label, font=_font(44))
    pen.rounded_rectangle((EDGE, EDGE, EDGE + width + 56, EDGE + 84), radius=6, fill=tone)
    pen.text((EDGE + 28, EDGE + 42), label, font=_font(44), fill="#ffffff", anchor="lm")
    size, lines = _fitted(pen, claim.text("wording", language))
    top = EDGE + 84 + 44
    for line in lines:
        pen.text((EDGE, top), line, font=_font(size), fill=INK)
        top += int(size * 1.36)
    speaker = claim.claimant.text("name", language) if claim.claimant else ""
    foot = SIZE[1] - EDGE
    pen.text((EDGE, foot), _cut(pen, speaker, 620, 32), font=_font(32), fill=SOFT, anchor="ls")
    name = _cut(pen, publisher_name(), 420, 32)
    pen.text((SIZE[0] - EDGE, foot), name, font=_font(32), fill=SOFT, anchor="rs")
    buffer = io.BytesIO()
    image.quantize(64).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _fitted(pen: ImageDraw.ImageDraw, text: str) -> tuple[int, list[str]]:
    """The largest letters in which the claim has room, and its lines; the last one cut if need be."""
    for size in (60, 52, 44, 38):
        lines = _wrapped(pen, text, size)
        if len(lines) * size * 1.36 <= 300:
            return size, lines
    shown = lines[:LINES]
    shown[-1] = _cut(pen, shown[-1] + "…" * 3, SIZE[0] - 2 * EDGE, size)
    return size, shown


def _wrapped(pen: ImageDraw.ImageDraw, text: str, size: int) -> list[str]:
    """Lines broken between words; a word longer than a line is broken anywhere."""
    room, font = SIZE[0] - 2 * EDGE, _font(size)
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if pen.textlength(longer, font=font) <= room:
            line = longer
            continue
        lines += [line] if line else []
        line = word
        while pen.textlength(line, font=font) > room:
            cut = max(n for n in range(1, len(line)) if pen.textlength(line[:n], font=font) <= room)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line else lines


def _cut(pen: ImageDraw.ImageDraw, text: str, room: int, size: int) -> str:
    if pen.textlength(text, font=_font(size)) <= room:
        return text
    while text and pen.textlength(text + "…", font=_font(size)) > room:
        text = text[:-1]
    return text.rstrip("…") + "…"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)
