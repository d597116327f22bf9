"""Other desks' checks from a file, an address or a search: read, shown, and kept when an editor says so."""

from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from claims import tasks
from claims.models import Claim, OtherCheck, OtherImport
from claims.recheck.charsets import decode
from claims.recheck.others import LONGEST_QUERY
from claims.words import ImportKind, ImportState, Language, Odd, Outcome, ReviewFault

from .access import needs
from .claimants import language_of
from .waiting import REASONS, AddressField

FOLDER = "admin/claims/others/"
ENDINGS = [".json", ".jsonl", ".ndjson", ".jsonld", ".html", ".htm", ".txt"]
RECENT = 10  # imports listed beside the form


def urls(wrap) -> list:
    places = [
        ("import/", begin, "othercheck_import"),
        ("import/<int:pk>/", preview, "othercheck_preview"),
        ("import/<int:pk>/keep/", keep, "othercheck_keep"),
        ("search/<int:claim>/", search, "othercheck_search"),
    ]
    return [path(end, wrap(view), name=f"claims_{name}") for end, view, name in places]


class ImportForm(forms.Form):
    """A file or an address, one of the two."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("JSON, JSON Lines, a DataFeed, or a saved page that carries ClaimReview."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    address = AddressField(
        label=_("Or an address"),
        required=False,
        help_text=_("Of a feed, or of one page with a check. It is fetched in the background."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if Path(file.name).suffix.lower() not in ENDINGS:
            raise forms.ValidationError(_("Files of this kind are not taken."))
        if file.size > settings.OTHERS_MAX_BYTES:
            raise forms.ValidationError(
                _("The file is too large: %(size)s MB at most. Larger ones are imported by command."),
                params={"size": settings.OTHERS_MAX_BYTES // 1_000_000},
            )
        return file

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors and bool(data.get("file")) == bool(data.get("address")):
            raise forms.ValidationError(_("Choose a file, or give an address."))
        return data

    def begin(self, *, by) -> OtherImport:
        now, file = timezone.now(), self.cleaned_data["file"]
        if not file:
            return OtherImport.begin(ImportKind.ADDRESS, self.cleaned_data["address"], by=by, now=now)
        body = decode(file.read(), "")[0].replace("\x00", "")
        return OtherImport.begin(ImportKind.FILE, Path(file.name).name, by=by, now=now, body=body)


def page_context(request, title: str) -> dict:
    return {**admin.site.each_context(request), "title": title, "subtitle": None, "opts": OtherCheck._meta}


@needs("add_othercheck")
@transaction.atomic
def begin(request) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = form.begin(by=request.user)
        tasks.read_others.delay_on_commit(batch.pk)
        return redirect("admin:claims_othercheck_preview", batch.pk)
    recent = OtherImport.objects.defer("body", "found").select_related("made_by").order_by("-pk")[:RECENT]
    context = page_context(request, gettext("Import other desks’ checks")) | {"form": form, "recent": recent}
    return render(request, FOLDER + "import.html", context)


@require_POST
@needs("add_othercheck", "view_claim")
@transaction.atomic
def search(request, claim: int) -> HttpResponse:
    """Ask the Google Fact Check Tools API whether somebody checked this; what it answers is shown first."""
    found = get_object_or_404(Claim, pk=claim)
    words = " ".join(request.POST.get("words", "").split())[:LONGEST_QUERY]
    if not settings.FACTCHECK_TOOLS_KEY or not words:
        messages.error(request, gettext("There is nothing to search for, or no key to search with."))
        return redirect("admin:claims_claim_change", claim)
    language = request.POST.get("language", "")
    batch = OtherImport.begin(
        ImportKind.SEARCH,
        words,
        by=request.user,
        now=timezone.now(),
        claim=found,
        language=language if language in set(Language) else "",
    )
    tasks.read_others.delay_on_commit(batch.pk)
    return redirect("admin:claims_othercheck_preview", batch.pk)


@require_safe
@needs("view_othercheck")
def preview(request, pk: int) -> HttpResponse:
    """How reading fares; then what would be kept, row by row; then what was."""
    batch = get_object_or_404(OtherImport.objects.defer("body").select_related("claim", "made_by"), pk=pk)
    context = page_context(request, gettext("Import other desks’ checks")) | {
        "batch": batch,
        "reason": _reason(batch),
        "faulty": [_told(row) for row in batch.found.get("faulty_rows", [])],
        "odd": [_told(row) for row in batch.found.get("odd_rows", [])],
        "may_keep": request.user.has_perm("claims.add_othercheck"),
    }
    return render(request, FOLDER + ("_preview.html" if request.htmx else "preview.html"), context)


def _told(row: dict) -> dict:
    """A row with its codes in words."""
    fault = row.get("fault")
    odd = [gettext(Odd(code).label) for code in row.get("odd", [])]
    return row | {"why": gettext(ReviewFault(fault).label) if fault else "; ".join(odd)}


def _reason(batch: OtherImport) -> str:
    """Why a fetch failed, in words; "" where it did not."""
    if not batch.outcome or batch.outcome == Outcome.OK:
        return ""
    outcome = Outcome(batch.outcome)
    if batch.kind == ImportKind.SEARCH:
        return gettext("The search was refused or broke off: %(why)s") % {
            "why": batch.detail or gettext(outcome.label)
        }
    return "" if batch.state != ImportState.FAILED else str(REASONS.get(outcome) or "")


@require_POST
@needs("add_othercheck")
@transaction.atomic
def keep(request, pk: int) -> HttpResponse:
    batch = get_object_or_404(OtherImport.objects.defer("body"), pk=pk)
    if batch.accept(timezone.now()):
        tasks.keep_others.delay_on_commit(batch.pk)
    return redirect("admin:claims_othercheck_preview", pk)


def box(request, claim: Claim, alike: list) -> dict:
    """What a claim's page shows of other desks: checks that are like it, and the search for more."""
    words = claim.wording_en or claim.wording_ko
    return {
        "others_alike": alike,
        "may_search_others": bool(settings.FACTCHECK_TOOLS_KEY)
        and request.user.has_perm("claims.add_othercheck"),
        "search_words": words,
        "search_language": language_of(words),
    }
