"""The form that makes a claim of selected words, with the numbers, speaker and similar claims it offers."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Citation, Claim, QuoteNotFound
from claims.text.likeness import Likeness, likeness
from claims.text.quantities import Quantity, find_quantities
from claims.text.speaker import guess_speaker
from claims.words import Checkability, CitationKind

from .alike import OtherAlike, others_like, told
from .claimants import claimant_named, language_of

SIMILAR_SHOWN = 5
CANDIDATES = 60  # claims whose likeness is worked out
LIKE_ENOUGH = 0.3
WORDING_LENGTH = 500


@dataclass(frozen=True)
class Similar:
    claim: Claim
    likeness: Likeness
    is_here: bool  # it already appears in this article

    @property
    def why(self) -> str:
        return told(self.likeness)


def similar_claims(words: str, *, source_id: int | None = None) -> list[Similar]:
    """Existing claims that may be the same one, likest first, each with its reasons."""
    if not words.strip():
        return []
    candidates = Claim.objects.resembling(words).with_verdict().prefetch_related("citations")[:CANDIDATES]
    found = []
    for claim in candidates:
        best = max(
            (likeness(words, wording) for wording in (claim.wording_ko, claim.wording_en) if wording),
            key=lambda found: found.score,
        )
        if best.score >= LIKE_ENOUGH:
            here = any(
                citation.source_id == source_id and citation.kind == CitationKind.APPEARANCE
                for citation in claim.citations.all()
            )
            found.append(Similar(claim, best, here))
    found.sort(key=lambda similar: -similar.likeness.score)
    return found[:SIMILAR_SHOWN]


class QuoteForm(forms.Form):
    """Some words of a text: selected (start, end), or pasted and looked for.

    ``take_quote`` anchors them. What is not in the text is refused; ``nearest`` is the passage most like it.
    """

    quote = forms.CharField(
        label=_("Quoted words"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "quote"}),
        max_length=5000,
        help_text=_("Exactly as in the text; spacing and quotation marks may differ."),
    )
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    nearest = ""

    def take_quote(self, citation: Citation, snapshot, now) -> None:
        """Anchor ``citation`` in the snapshot, at the selected place when the words still say so."""
        quote, start = self.cleaned_data["quote"], self.cleaned_data.get("start")
        citation.exact, citation.start = quote, start
        span = trimmed(snapshot.text, start, self.cleaned_data.get("end"))
        try:
            if span and snapshot.text[span[0] : span[1]].split() == quote.split():
                citation.anchor(snapshot, now=now, start=span[0], end=span[1])
            else:
                citation.anchor(snapshot, now=now)
        except QuoteNotFound as missing:
            self.nearest = missing.nearest
            self.add_error("quote", _("These words are not in the text."))


def trimmed(text: str, start: int | None, end: int | None) -> tuple[int, int] | None:
    """The span without white space at its edges; None when it holds no words of this text."""
    if start is None or end is None or not 0 <= start < end <= len(text):
        return None
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


class Ticked(forms.MultipleChoiceField):
    """Boxes ticked; those of words that were edited away since are let go."""

    def to_python(self, value) -> list[str]:
        return [item for item in super().to_python(value) if self.valid_value(item)]


class NewClaimForm(QuoteForm):
    wording_ko = forms.CharField(
        label=_("Wording in Korean"),
        max_length=WORDING_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "ko"}),
    )
    wording_en = forms.CharField(
        label=_("Wording in English"),
        max_length=WORDING_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
    )
    claimant = forms.CharField(
        label=_("Who says so"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "claimant-names", "autocomplete": "off"}),
    )
    checkability = forms.ChoiceField(
        label=_("Checkability"),
        choices=[(code.value, _(code.label)) for code in Checkability],
        required=False,
    )
    quantities = Ticked(label=_("Numbers stated"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, article: Article, **options):
        super().__init__(*args, **options)
        self.article = article
        self.fields["quantities"].choices = [(item.text, item.text) for item in self.found_quantities]

    @classmethod
    def for_words(cls, article: Article, words: str, start=None, end=None, **typed) -> "NewClaimForm":
        """A fresh form with everything the words themselves tell filled in."""
        wording = " ".join(words.split())[:WORDING_LENGTH]
        initial = {"quote": words, "start": start, "end": end, "checkability": Checkability.FACT}
        if wording:
            initial[f"wording_{language_of(wording)}"] = wording
        initial["quantities"] = [item.text for item in find_quantities(words)]
        form = cls(article=article, initial=initial | {name: value for name, value in typed.items() if value})
        first = f"wording_{language_of(wording)}" if wording else "quote"
        form.fields[first].widget.attrs["autofocus"] = True
        return form

    # What is offered

    @property
    def words(self) -> str:
        return self["quote"].value() or ""

    @cached_property
    def found_quantities(self) -> list[Quantity]:
        return find_quantities(self.words)

    @cached_property
    def speaker(self) -> str:
        """Who says these words, as the article puts it; "" where it does not say."""
        span = trimmed(self.article.body, _whole(self["start"].value()), _whole(self["end"].value()))
        guess = guess_speaker(self.article.body, *span) if span else None
        return guess.name if guess else ""

    @cached_property
    def similar(self) -> list[Similar]:
        return similar_claims(self.words, source_id=self.article.source_id)

    @cached_property
    def others(self) -> list[OtherAlike]:
        """What other desks checked that is like these words."""
        return others_like(self.words)

    # What it makes

    def clean(self) -> dict:
        data = super().clean()
        quote = data.get("quote", "")
        if quote and not data.get("wording_ko") and not data.get("wording_en"):
            data[f"wording_{language_of(quote)}"] = " ".join(quote.split())[:WORDING_LENGTH]
        return data

    def new_claim(self, *, by) -> Claim:
        """The claim of these words, with the numbers that were ticked."""
        data = self.cleaned_data
        claim = Claim.objects.create(
            wording_ko=data["wording_ko"],
            wording_en=data["wording_en"],
            claimant=claimant_named(data["claimant"]),
            checkability=data["checkability"] or Checkability.FACT,
            made_on=self.article.published_on,
            assignee=by,
            created_by=by,
        )
        claim.keep_quantities(item for item in self.found_quantities if item.text in data["quantities"])
        return claim

    @staticmethod
    def add_appearance(citation: Citation, claim: Claim, *, by) -> bool:
        """Add the appearance to a claim; marking the same words twice adds nothing."""
        same = claim.citations.current().filter(
            source=citation.source, kind=citation.kind, start=citation.start, end=citation.end
        )
        if same.exists():
            return False
        citation.claim, citation.created_by = claim, by
        citation.save()
        return True


def _whole(value) -> int | None:
    """A hidden offset as it came back from the browser."""
    return int(value) if str(value or "").isdecimal() or value == 0 else None
