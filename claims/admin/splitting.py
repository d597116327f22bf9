"""The forms that cut a claim in two and make two claims one."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from claims.models import Article, BreakdownStep, Citation, Claim, rework
from claims.text.likeness import likeness
from claims.text.parting import likely_cut, words
from claims.words import CitationKind, ClaimState, Language

from .alike import told
from .claimants import language_of
from .marking import WORDING_LENGTH, similar_claims, trimmed
from .reading import Mark

OPEN_STATES = [ClaimState.SUGGESTED, ClaimState.OPEN, ClaimState.CHECKING]


def _wording(label, language: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2, "lang": language})
    return forms.CharField(label=label, max_length=WORDING_LENGTH, required=False, widget=widget)


@dataclass(frozen=True)
class Word:
    """A word of the mark: the second claim may begin here, unless it is the first."""

    start: int  # in the article's text
    text: str
    is_first: bool
    is_chosen: bool


class SplitForm(forms.Form):
    """``cut`` is where the second claim begins, counted in the article's text."""

    cut = forms.IntegerField(label=_("Where the second claim begins"), min_value=0)
    kept_wording_ko = _wording(_("First claim, in Korean"), Language.KOREAN)
    kept_wording_en = _wording(_("First claim, in English"), Language.ENGLISH)
    new_wording_ko = _wording(_("Second claim, in Korean"), Language.KOREAN)
    new_wording_en = _wording(_("Second claim, in English"), Language.ENGLISH)

    def __init__(self, *args, article: Article, mark: Mark, **options):
        self.article, self.mark = article, mark
        said = article.body[mark.start : mark.end]
        cut = likely_cut(said)
        initial = {"cut": mark.start + cut if cut else None}
        for language in Language:
            wording = getattr(mark.claim, f"wording_{language}")
            # Words taken over from the text are cut along with it; a wording of the editor's own stays.
            if wording.split() != said.split():
                initial[f"kept_wording_{language}"] = wording
        super().__init__(*args, initial=initial, **options)

    @property
    def claim(self) -> Claim:
        return self.mark.claim

    @property
    def evidence_count(self) -> int:
        return self.claim.evidence_count

    def wordings(self) -> list:
        return [field for field in self if field.name != "cut"]

    def words(self) -> list[Word]:
        chosen = str(self["cut"].value() or "")
        start = self.mark.start
        said = self.article.body[start : self.mark.end]
        return [
            Word(start + left, said[left:right], left == 0, str(start + left) == chosen)
            for left, right in words(said)
        ]

    def clean(self) -> dict:
        data = super().clean()
        if "cut" not in data:
            return data
        body, mark = self.article.body, self.mark
        first, second = trimmed(body, mark.start, data["cut"]), trimmed(body, data["cut"], mark.end)
        if not first or not second or not mark.start < data["cut"] < mark.end:
            raise forms.ValidationError(_("Both parts must hold words of the text."))
        self.spans = first, second
        for name, (start, end) in (("kept", first), ("new", second)):
            if not data.get(f"{name}_wording_ko") and not data.get(f"{name}_wording_en"):
                said = " ".join(body[start:end].split())[:WORDING_LENGTH]
                data[f"{name}_wording_{language_of(said)}"] = said
        return data

    def split(self, citation: Citation, *, by, now: datetime) -> BreakdownStep:
        data = self.cleaned_data
        kept, new = (
            {f"wording_{language}": data[f"{name}_wording_{language}"] for language in Language}
            for name in ("kept", "new")
        )
        return rework.split(
            self.article, citation, *self.spans, kept_wording=kept, new_wording=new, by=by, now=now
        )


@dataclass(frozen=True)
class Other:
    """A claim that the other may be merged into, with the reason why it is offered."""

    claim: Claim
    is_here: bool
    score: float
    why: str
    is_chosen: bool


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        queryset=Claim.objects.filter(state__in=OPEN_STATES),
        label=_("Merge into"),
        error_messages={"required": _("Choose the claim that stays.")},
    )

    def __init__(self, *args, article: Article, claim: Claim, **options):
        super().__init__(*args, **options)
        self.article, self.claim = article, claim

    @cached_property
    def others(self) -> list[Other]:
        """The claims of this article and the likest of others, the likest first."""
        here = Claim.objects.filter(
            state__in=OPEN_STATES,
            citations__source=self.article.source_id,
            citations__kind=CitationKind.APPEARANCE,
        ).exclude(pk=self.claim.pk)
        found = {claim.pk: self._other(claim, is_here=True) for claim in here.distinct()}
        for wording in filter(None, (self.claim.wording_ko, self.claim.wording_en)):
            for similar in similar_claims(wording):
                claim = similar.claim
                if claim.state in OPEN_STATES and claim.pk != self.claim.pk:
                    found.setdefault(claim.pk, self._other(claim, is_here=False))
        return sorted(found.values(), key=lambda other: (-other.score, not other.is_here, other.claim.pk))

    def _other(self, claim: Claim, *, is_here: bool) -> Other:
        pairs = [
            (getattr(self.claim, f"wording_{language}"), getattr(claim, f"wording_{language}"))
            for language in Language
        ]
        best = max(
            (likeness(*pair) for pair in pairs if all(pair)), key=lambda like: like.score, default=None
        )
        chosen = str(self["into"].value() or "") == str(claim.pk)
        return Other(claim, is_here, best.score if best else 0.0, told(best) if best else "", chosen)

    def counts(self) -> dict[str, int]:
        """What the claim brings along."""
        kinds = {kind.value: Count("pk", filter=Q(kind=kind)) for kind in CitationKind}
        return self.claim.citations.current().aggregate(**kinds) | {"numbers": self.claim.quantities.count()}
