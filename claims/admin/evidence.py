"""Evidence for a claim: addresses become sources, a source's text opens, a quote is selected."""

import re
from bisect import bisect_right

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from claims import tasks
from claims.models import Citation, Claim, Source
from claims.text.link_spans import find_links
from claims.text.links import BadLink, clean
from claims.text.segments import paragraphs
from claims.words import CitationKind, Finding, Rank, SourceKind, Stance

from .access import needs
from .history import PlainHistory
from .marking import QuoteForm
from .numbers import compare
from .waiting import is_pending, reason_of

FOLDER = "admin/claims/claim/"
MOST_ADDRESSES = 30  # in one paste
BARE_ADDRESS = re.compile(r"(?!www\.)(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?:/\S*)?", re.IGNORECASE)


def urls(wrap) -> list:
    places = [
        ("", add, "evidence"),
        ("<int:citation>/keep/", keep, "keep_quote"),
        ("<int:source>/", reader, "reader"),
        ("<int:source>/progress/", progress, "source_progress"),
        ("<int:source>/look/", look, "source_look"),
    ]
    return [
        path(f"<int:pk>/evidence/{end}", wrap(view), name=f"claims_claim_{name}")
        for end, view, name in places
    ]


def addresses_in(text: str) -> list[str]:
    """Addresses in running text, each once; then words that are one bare address (``example.com/c``)."""
    found = [link.url for link in find_links(text)]
    for word in text.split():
        if BARE_ADDRESS.fullmatch(word):
            try:
                found.append(clean(word))
            except BadLink:
                continue
    return list(dict.fromkeys(found))[:MOST_ADDRESSES]


class AddressesForm(forms.Form):
    addresses = forms.CharField(
        label=_("Addresses"),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        max_length=50_000,
        help_text=_("One or many; running text will do, the addresses are cut out of it."),
    )

    def clean_addresses(self) -> list[str]:
        found = addresses_in(self.cleaned_data["addresses"])
        if not found:
            raise forms.ValidationError(_("There is no web address in this."))
        return found


class StanceForm(QuoteForm):
    """A quote, and what it says to the claim."""

    stance = forms.ChoiceField(
        label=_("It"), choices=[(code.value, _(code.label)) for code in Stance], widget=forms.RadioSelect
    )
    rank = forms.ChoiceField(
        label=_("Kind of source"),
        choices=[(code.value, _(code.label)) for code in Rank],
        widget=forms.RadioSelect,
        initial=Rank.PRIMARY,
    )
    rank_reason = forms.CharField(
        label=_("Why a secondary source"),
        required=False,
        max_length=300,
        help_text=_("A secondary source needs a reason."),
    )
    note = forms.CharField(
        label=_("Note to readers"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict:
        data = super().clean()
        if data.get("rank") == Rank.SECONDARY and not data.get("rank_reason"):
            self.add_error("rank_reason", _("Say why a secondary source is used."))
        return data

    def citation(self, claim: Claim, source: Source, *, by) -> Citation:
        """The evidence as said in the form, not anchored and not saved."""
        said = {name: self.cleaned_data[name] for name in ("stance", "rank", "rank_reason", "note")}
        return Citation(
            claim=claim,
            source=source,
            kind=CitationKind.EVIDENCE,
            order=claim.citations.current().filter(kind=CitationKind.EVIDENCE).count(),
            created_by=by,
            **said,
        )


class AboutSourceForm(forms.ModelForm):
    """Whose it is, so that readers can tell; shown beside the quote."""

    class Meta:
        model = Source
        fields = ["title", "publisher", "published_on", "independence_group", "interest_note"]
        widgets = {"published_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    @classmethod
    def for_source(cls, source: Source, posted) -> "AboutSourceForm":
        """Bound only when the page sent these fields along; a page's own title is offered."""
        title = source.title or (source.snapshot.title if source.snapshot else "")
        return cls(posted if "title" in posted else None, instance=source, initial={"title": title})


def claim_at(pk: int) -> Claim:
    return get_object_or_404(Claim, pk=pk)


def page_context(request, claim: Claim, title: str) -> dict:
    return {
        **admin.site.each_context(request),
        "title": title,
        "subtitle": str(claim),
        "opts": Claim._meta,
        "claim": claim,
    }


def back_to_evidence(claim: Claim) -> HttpResponse:
    return redirect(reverse("admin:claims_claim_change", args=[claim.pk]) + "#evidence")


def refused(request, claim: Claim) -> HttpResponse | None:
    """The way back, with the reason, where a claim takes no evidence now; None where it does."""
    if claim.takes_evidence():
        return None
    messages.error(request, gettext("Readers or a reviewer rely on this evidence. Revise the verdict first."))
    return back_to_evidence(claim)


@needs("add_citation", "add_source")
def add(request, pk: int) -> HttpResponse:
    """Paste addresses; each becomes a source and is fetched. ``?source=`` names those under way."""
    claim = claim_at(pk)
    if refusal := refused(request, claim):
        return refusal
    form = AddressesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ids = _take(form.cleaned_data["addresses"], by=request.user)
        query = "&".join(f"source={source}" for source in ids)
        return redirect(reverse("admin:claims_claim_evidence", args=[pk]) + "?" + query)
    given = request.GET.getlist("source")[:MOST_ADDRESSES]
    ids = [int(source) for source in given if source.isdecimal() and len(source) < 19]
    now = timezone.now()
    rows = [_fetch_row(source, now) for source in Source.objects.filter(pk__in=ids).order_by("pk")]
    context = page_context(request, claim, gettext("Add evidence")) | {"form": form, "rows": rows}
    return render(request, FOLDER + "evidence.html", context)


@transaction.atomic
def _take(addresses: list[str], *, by) -> list[int]:
    now, ids = timezone.now(), []
    for address in addresses:
        source, is_new = Source.find_or_make(address, by=by, now=now)
        if is_new or source.snapshot_id is None:
            source.look_now(now)
            tasks.look_now.delay_on_commit(source.pk)
        ids.append(source.pk)
    return list(dict.fromkeys(ids))


def _fetch_row(source: Source, now) -> dict:
    pending = source.snapshot_id is None and is_pending(source, now)
    return {"source": source, "pending": pending, "reason": reason_of(source)}


@require_safe
@needs("view_claim", "view_source")
def progress(request, pk: int, source: int) -> HttpResponse:
    """How one source fares; asked every second until its text is there."""
    found = get_object_or_404(Source, pk=source)
    if not request.htmx:
        return redirect(reverse("admin:claims_claim_evidence", args=[pk]) + f"?source={source}")
    context = {"claim": claim_at(pk), "row": _fetch_row(found, timezone.now())}
    return render(request, FOLDER + "_fetch_row.html", context)


@require_POST
@needs("change_source")
def look(request, pk: int, source: int) -> HttpResponse:
    """Ask for another try."""
    found = get_object_or_404(Source, pk=source, kind=SourceKind.WEB)
    found.look_now(timezone.now())
    tasks.look_now.delay_on_commit(found.pk)
    return redirect(reverse("admin:claims_claim_evidence", args=[pk]) + f"?source={source}")


@needs("add_citation", "view_source")
def reader(request, pk: int, source: int) -> HttpResponse:
    """The source's text beside the claim: select the quote, say what it is worth."""
    claim = claim_at(pk)
    found = get_object_or_404(Source.objects.select_related("snapshot"), pk=source)
    if request.method == "POST" and (refusal := refused(request, claim)):
        return refusal
    form = StanceForm(request.POST or None)
    about = AboutSourceForm.for_source(found, request.POST)
    if request.method == "POST" and form.is_valid() and (not about.is_bound or about.is_valid()):
        citation = _cite(claim, found, form, by=request.user)
        if not form.errors:
            _keep(citation, about if request.user.has_perm("claims.change_source") else None)
            messages.success(request, _said(citation))
            return back_to_evidence(claim)
    text = found.snapshot.text if found.snapshot else ""
    quantities = list(claim.quantities.all())
    quote = form["quote"].value() or ""
    context = page_context(request, claim, gettext("Select the quote")) | {
        "source": found,
        "form": form,
        "about": about,
        "paragraphs": _pages(text, found.snapshot.page_starts if found.snapshot else []),
        "is_nav_sidebar_enabled": False,  # the text needs the room
        "quantities": quantities,
        "numbers": compare(quantities, quote),
        "pending": found.snapshot_id is None and is_pending(found, timezone.now()),
        "reason": reason_of(found),
    }
    return render(request, FOLDER + "reader.html", context)


def _pages(text: str, page_starts: list[int]) -> list[tuple[int, str, int | None]]:
    """Paragraphs with their offset; the first of each page of a PDF also with the page's number."""
    found, page = [], 0
    for start, end in paragraphs(text):
        number = bisect_right(page_starts, start)
        found.append((start, text[start:end], number if number > page else None))
        page = number
    return found


def _cite(claim: Claim, source: Source, form: StanceForm, *, by) -> Citation:
    """Anchored in the source's text; by hand, and never looked for yet, when there is none."""
    citation = form.citation(claim, source, by=by)
    if source.snapshot:
        form.take_quote(citation, source.snapshot, timezone.now())
    else:
        citation.exact, citation.finding = form.cleaned_data["quote"], Finding.UNCHECKED
    return citation


@transaction.atomic
def _keep(citation: Citation, about: AboutSourceForm | None) -> None:
    if about and about.is_bound and about.has_changed():
        about.instance.save(update_fields=about.changed_data)
    citation.save()
    citation.claim.start_checking()


@require_POST
@needs("change_citation")
def keep(request, pk: int, citation: int) -> HttpResponse:
    """A public quote that was to go with the correction stays after all."""
    claim = claim_at(pk)
    found = get_object_or_404(claim.citations.current(), pk=citation, is_leaving=True)
    if refusal := refused(request, claim):
        return refusal
    found.keep_after_all()
    messages.success(request, gettext("The quote stays."))
    return back_to_evidence(claim)


def _said(citation: Citation) -> str:
    if citation.finding == Finding.UNCHECKED:
        return gettext("Saved by hand: the quote was not looked for, because the source has no text yet.")
    return gettext("The quote is kept as evidence.")


def _is_open(citation: Citation) -> bool:
    """Whether it can be worked on: not below a review, and not what goes or went with a correction."""
    return not citation.is_leaving and citation.public_until is None and citation.claim.takes_evidence()


class CitationAdmin(PlainHistory):
    """A piece of evidence after it was attached: its worth can change, its words cannot.

    Readers keep a public one as it is until the correction in work is approved.
    """

    readonly_fields = ["exact", "source", "finding", "seen_at"]
    list_select_related = ["source", "claim"]
    radio_fields = {"stance": admin.HORIZONTAL, "rank": admin.HORIZONTAL}

    def has_module_permission(self, request) -> bool:
        return False  # reached from the claim's page

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or _is_open(obj))

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or _is_open(obj))

    def get_fields(self, request, obj=None) -> list[str]:
        is_evidence = obj is not None and obj.kind == CitationKind.EVIDENCE
        worth = ["stance", "rank", "rank_reason"] if is_evidence else []
        return ["exact", "source", "finding", "seen_at", *worth, "note", "order"]

    def save_model(self, request, citation: Citation, form, change: bool) -> None:
        if form.has_changed():
            citation.save_changed()

    def response_post_save_change(self, request, citation: Citation) -> HttpResponse:
        return back_to_evidence(citation.claim)

    def delete_model(self, request, citation: Citation) -> None:
        request.claim_left, request.is_kept = citation.claim, citation.public_since is not None
        citation.take_away()

    def response_delete(self, request, obj_display: str, obj_id: int) -> HttpResponse:
        kept = gettext("Readers see the quote until the correction is approved; then it goes.")
        messages.success(request, kept if request.is_kept else gettext("The quote was taken away."))
        return back_to_evidence(request.claim_left)


admin.site.register(Citation, CitationAdmin)
