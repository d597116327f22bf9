"""Evidence without an address: what a person told the desk, and files. There is nothing to watch."""

import hashlib
from pathlib import Path

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.models import Claim, Source
from claims.words import Finding, Health, SourceKind

from .access import needs
from .evidence import FOLDER, StanceForm, back_to_evidence, claim_at, page_context, refused
from .waiting import LONGEST_TEXT, unfolded

LARGEST_FILE = 30_000_000  # bytes; what re-checking reads of a PDF at most
FILE_ENDINGS = [
    *(".pdf", ".txt", ".csv", ".hwp", ".hwpx", ".doc", ".docx", ".xls", ".xlsx", ".odt", ".ods"),
    *(".png", ".jpg", ".jpeg", ".webp", ".mp3", ".m4a", ".mp4"),
]


def urls(wrap) -> list:
    places = [
        ("interview/", interview, "interview"),
        ("file/", upload, "upload"),
        ("<int:source>/file/", download, "file"),
    ]
    return [
        path(f"<int:pk>/evidence/{end}", wrap(view), name=f"claims_claim_{name}")
        for end, view, name in places
    ]


class InterviewForm(StanceForm):
    told_by = forms.CharField(label=_("Who said it"), max_length=200)
    told_on = forms.DateField(label=_("When"), widget=forms.DateInput(attrs={"type": "date"}))
    told_how = forms.CharField(label=_("How"), max_length=200, help_text=_("By telephone, in writing, …"))
    title = forms.CharField(label=_("Title"), max_length=500, required=False)
    is_protected = forms.BooleanField(label=_("Protected source"), required=False)
    protection_reason = forms.CharField(label=_("Reason for the protection"), max_length=500, required=False)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("is_protected") and not data.get("protection_reason"):
            self.add_error("protection_reason", _("A protected source needs a written reason."))
        return data

    def source(self, *, by) -> Source:
        names = ("told_by", "told_on", "told_how", "is_protected", "protection_reason")
        said = {name: self.cleaned_data[name] for name in names}
        shown = gettext("a protected source") if said["is_protected"] else said["told_by"]
        title = self.cleaned_data["title"] or gettext("Interview with %(who)s") % {"who": shown}
        return Source.record_interview(by=by, title=title, **said)


class FileForm(StanceForm):
    """A file with its text pasted along, so that the quote has a place; without text it is kept by hand."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ",".join(FILE_ENDINGS)}))
    title = forms.CharField(label=_("Title"), max_length=500)
    publisher = forms.CharField(label=_("Publisher"), max_length=200)
    text = forms.CharField(
        label=_("Text of the file"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Paste it to have the quote found in it."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if Path(file.name).suffix.lower() not in FILE_ENDINGS:
            raise forms.ValidationError(_("Files of this kind are not taken."))
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large: 30 MB at most."))
        return file

    def source(self, *, by) -> Source:
        """The one source of this file: the same bytes twice are the same source."""
        file = self.cleaned_data["file"]
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        source, _made = Source.objects.get_or_create(
            key=f"file:{digest.hexdigest()}",
            defaults={
                "kind": SourceKind.FILE,
                "title": self.cleaned_data["title"],
                "publisher": self.cleaned_data["publisher"],
                "health": Health.UNWATCHED,
                "created_by": by,
            },
        )
        return source


@needs("add_citation", "add_source")
def interview(request, pk: int) -> HttpResponse:
    """What a person told the desk; its words stand as written down."""
    claim = claim_at(pk)
    if refusal := refused(request, claim):
        return refusal
    form = InterviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _keep_interview(claim, form, by=request.user)
        messages.success(request, gettext("The interview is kept as evidence."))
        return back_to_evidence(claim)
    context = page_context(request, claim, gettext("Record an interview")) | {"form": form}
    return render(request, FOLDER + "interview.html", context)


@transaction.atomic
def _keep_interview(claim: Claim, form: InterviewForm, *, by) -> None:
    now = timezone.now()
    source = form.source(by=by)
    quote = unfolded(form.cleaned_data["quote"])
    snapshot = source.keep_text(quote, now=now, extractor="written down")
    citation = form.citation(claim, source, by=by)
    citation.anchor(snapshot, now=now, start=0, end=len(quote))
    citation.save()
    claim.start_checking()


@needs("add_citation", "add_source")
def upload(request, pk: int) -> HttpResponse:
    claim = claim_at(pk)
    if refusal := refused(request, claim):
        return refusal
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _keep_file(claim, form, by=request.user):
        messages.success(request, gettext("The file is kept as evidence."))
        return back_to_evidence(claim)
    context = page_context(request, claim, gettext("Upload a file")) | {"form": form}
    return render(request, FOLDER + "upload.html", context)


@transaction.atomic
def _keep_file(claim: Claim, form: FileForm, *, by) -> bool:
    """Whether it was kept: a quote that is not in the pasted text is refused, and nothing stays behind."""
    now, text = timezone.now(), unfolded(form.cleaned_data["text"])
    source = form.source(by=by)
    if text and source.snapshot is None:
        source.keep_text(text, now=now, title=source.title, extractor="pasted")
    citation = form.citation(claim, source, by=by)
    if source.snapshot:
        form.take_quote(citation, source.snapshot, now)
        if form.errors:
            transaction.set_rollback(True)
            return False
    else:
        citation.exact, citation.finding = form.cleaned_data["quote"], Finding.UNCHECKED
    citation.save()
    claim.start_checking()
    if not source.file:
        file = form.cleaned_data["file"]
        source.file.save(file.name, file)
    return True


@require_safe
@needs("view_source")
def download(request, pk: int, source: int) -> FileResponse:
    """The file itself, for the desk only; always saved, never run in the browser."""
    found = get_object_or_404(Source.objects.filter(citations__claim=pk).distinct(), pk=source)
    if not found.file:
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=Path(found.file.name).name)
