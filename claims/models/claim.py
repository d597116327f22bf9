"""One checkable statement, its numbers, and where the work on it stands."""

from collections.abc import Iterable
from datetime import date, datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.text.quantities import find_quantities
from claims.text.tokens import probe
from claims.words import Checkability, CitationKind, ClaimState, Language, VerdictState

from .claimant import Claimant, Topic, slug_of
from .fields import Bilingual, CodeField, Versioned, columns_of, differ
from .purge import LISTS, Purge
from .search import Searched, SearchedQuerySet

SAID = ("wording_ko", "wording_en", "claimant", "made_on")  # what a verdict speaks of, and can correct


class ClaimQuerySet(SearchedQuerySet):
    def published(self) -> "ClaimQuerySet":
        """What readers may see, and nothing else."""
        return self.filter(state=ClaimState.PUBLISHED)

    def resembling(self, words: str) -> "ClaimQuerySet":
        """Claims that share some telling word or number: candidates for ``likeness``."""
        query = probe(words)
        return self.filter(search__tokens=query) if query else self.none()

    def rated(self, code: str) -> "ClaimQuerySet":
        """Claims whose public verdict has the rating of this code."""
        return self.filter(verdicts__state=VerdictState.APPROVED, verdicts__rating__code=code)

    def standing_in(self, language: str) -> "ClaimQuerySet":
        """Claims whose check stands in this language, as ``speaks`` says of one: wording and summary."""
        said = Q(verdicts__state=VerdictState.APPROVED) & ~Q(**{f"verdicts__summary_{language}": ""})
        return self.exclude(**{f"wording_{language}": ""}).filter(said)

    def carried_by(self, outlet: str) -> "ClaimQuerySet":
        """Claims that appear in an article of this outlet."""
        quotes = self.model.citations.rel.related_model.objects.public()
        appearances = quotes.filter(kind=CitationKind.APPEARANCE, source__article__outlet=outlet)
        return self.filter(pk__in=appearances.values("claim"))

    def with_verdict(self, *, in_full: bool = False) -> "ClaimQuerySet":
        """Fetch what a row of a list shows: claimant, current public verdict and its rating.

        ``in_full``: the explanation as well, which is longer than all the rest.
        """
        public = self.model.verdicts.rel.related_model.objects.filter(state=VerdictState.APPROVED)
        rated = public.select_related("rating__scale", *(["author", "approver"] if in_full else []))
        rated = rated if in_full else rated.defer("explanation_ko", "explanation_en")
        return (
            self.select_related("claimant")
            .defer("search")
            .prefetch_related(Prefetch("verdicts", rated, to_attr="public_verdicts"))
        )

    def with_evidence(self) -> "ClaimQuerySet":
        """Fetch all that a claim page shows: the quotes that were approved with its verdict."""
        return self._with_quotes(self._quotes().public())

    def with_quotes_in_work(self) -> "ClaimQuerySet":
        """Fetch what the desk works with: public quotes, those to come and those to go."""
        return self._with_quotes(self._quotes().current())

    def _quotes(self):
        rows = self.model.citations.rel.related_model.objects.select_related("source__article", "snapshot")
        return rows.defer("snapshot__text").order_by("kind", "order", "pk")

    def _with_quotes(self, quotes) -> "ClaimQuerySet":
        return self.with_verdict(in_full=True).prefetch_related(
            Prefetch("citations", quotes, to_attr="all_citations"),
            "topics",
            "quantities",
            "corrections__before__rating",
            "corrections__after__rating",
        )


_SAID = ("wording_ko", "wording_en", "claimant_id", "made_on")  # the columns of SAID
# Readers see no other words than those that two people agreed on.
_MUST_BE_APPROVED = f"""
    IF NOT EXISTS (
        SELECT FROM claims_verdict AS verdict
        WHERE verdict.claim_id = NEW.id AND verdict.state = 'approved'
        AND ({columns_of("verdict", _SAID)}) IS NOT DISTINCT FROM ({columns_of("NEW", _SAID)})
    ) THEN
        RAISE EXCEPTION 'claims: no approved verdict speaks of claim % in these words', NEW.id;
    END IF;
    RETURN NEW;
"""  # noqa: S608


@pghistory.track(exclude=["search", "version", "updated_at"])
class Claim(Bilingual, Versioned, Searched):
    SEARCHED = ("wording_ko", "wording_en")

    wording_ko = models.CharField(_("wording (Korean)"), max_length=500, blank=True)
    wording_en = models.CharField(_("wording (English)"), max_length=500, blank=True)
    claimant = models.ForeignKey(
        Claimant, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("claimant")
    )
    made_on = models.DateField(_("claimed on"), null=True, blank=True)
    checkability = CodeField(Checkability, verbose_name=_("checkability"), default=Checkability.FACT)
    why_chosen_ko = models.TextField(_("why chosen (Korean)"), blank=True)
    why_chosen_en = models.TextField(_("why chosen (English)"), blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims", verbose_name=_("topics"))
    state = CodeField(ClaimState, verbose_name=_("workflow"), default=ClaimState.OPEN)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("assigned to"),
    )
    look_again_on = models.DateField(
        _("look again on"), null=True, blank=True, help_text=_("When the verdict must be looked at again.")
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        permissions = [("withdraw_claim", _("Can withdraw a published claim"))]
        constraints = [
            models.CheckConstraint(condition=~Q(wording_ko="") | ~Q(wording_en=""), name="claim_has_wording"),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.PUBLISHED) | Q(published_at__isnull=False),
                name="claim_published_has_date",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="public_words_are_approved",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"NEW.state = 'published' AND {differ(('state', *_SAID))}"),
                func=_MUST_BE_APPROVED,
            ),
            pgtrigger.Protect(
                name="nothing_begins_public",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.state = 'published'"),
            ),
        ]
        indexes = [
            # readers' list and its keyset pages, newest first
            models.Index(
                fields=["-published_at", "-id"],
                name="claim_public_newest",
                condition=Q(state=ClaimState.PUBLISHED),
            ),
            # the desk's list by state
            models.Index(fields=["state", "-id"], name="claim_by_state"),
            # the desk's list of what is no plain fact: some in a hundred
            models.Index(
                fields=["checkability", "-id"],
                name="claim_no_plain_fact",
                condition=~Q(checkability=Checkability.FACT),
            ),
            # what must be looked at again
            models.Index(
                fields=["look_again_on"], name="claim_look_again", condition=Q(look_again_on__isnull=False)
            ),
            GinIndex(fields=["search"], name="claim_search"),
        ]

    def __str__(self) -> str:
        return self.text("wording")

    def get_absolute_url(self) -> str:
        return reverse("public:claim", args=[self.pk, self.slug()])

    def slug(self, language: str | None = None) -> str:
        return slug_of(self.text("wording", language or get_language()))

    # Questions

    @property
    def verdict(self):
        """The current public verdict or None; free of queries after ``with_verdict``."""
        if hasattr(self, "public_verdicts"):
            return self.public_verdicts[0] if self.public_verdicts else None
        return self.verdicts.filter(state=VerdictState.APPROVED).select_related("rating__scale").first()

    @property
    def is_public(self) -> bool:
        return self.state == ClaimState.PUBLISHED

    @property
    def is_fixed(self) -> bool:
        """Whether its words stand below a verdict that is public or being reviewed: not to be changed."""
        return self.state in (ClaimState.IN_REVIEW, ClaimState.PUBLISHED, ClaimState.WITHDRAWN)

    def takes_evidence(self) -> bool:
        """Before review; and while a correction is being written, for it alone. Asks the database."""
        if not self.is_fixed:
            return True
        return self.state != ClaimState.IN_REVIEW and self.verdicts.filter(state=VerdictState.DRAFT).exists()

    def speaks(self, language: str) -> bool:
        """Whether the published check stands in this language: wording and summary."""
        verdict = self.verdict
        return bool(
            getattr(self, f"wording_{language}") and verdict and getattr(verdict, f"summary_{language}")
        )

    def languages(self) -> list[str]:
        return [str(code) for code in Language if self.speaks(code)]

    def citations_of(self, kind: CitationKind) -> list:
        """Appearances or evidence in reading order: those fetched with the claim, else all in work."""
        if hasattr(self, "all_citations"):
            return [citation for citation in self.all_citations if citation.kind == kind]
        rows = self.citations.current().filter(kind=kind)
        return list(rows.select_related("source").order_by("order", "pk"))

    @property
    def appearances(self) -> list:
        return self.citations_of(CitationKind.APPEARANCE)

    @property
    def evidence(self) -> list:
        return self.citations_of(CitationKind.EVIDENCE)

    # Verbs

    def hand_to(self, member) -> None:
        """Give it to a member of the desk, or to nobody; whoever has it open is told of the change."""
        self.assignee = member
        self.save_version(update_fields=["assignee", "updated_at"])

    def look_again(self, on: date | None) -> None:
        self.look_again_on = on
        self.save_version(update_fields=["look_again_on", "updated_at"])

    def start_checking(self) -> None:
        if self.state in (ClaimState.SUGGESTED, ClaimState.OPEN):
            self.state = ClaimState.CHECKING
            self.save(update_fields=["state", "updated_at"])

    def keep_quantities(self, found: Iterable) -> None:
        """Keep numbers read from text (``claims.text.quantities``)."""
        for item in found:
            self.quantities.create(
                low=item.low,
                high=item.high,
                unit=item.unit,
                approximate=item.approximate,
                words=item.text[:200],
            )

    def publish(self, verdict, *, now: datetime) -> None:
        """Called by an approved verdict, never by itself: readers see the words that it speaks of."""
        gone, come = self.numbers_changed_by(verdict)
        for name in SAID:
            setattr(self, name, getattr(verdict, name))
        self.state = ClaimState.PUBLISHED
        self.published_at = self.published_at or now
        self.save(update_fields=["state", "published_at", "updated_at", *SAID])
        Purge.ask(f"claim-{self.pk}", LISTS, now=now)
        for number in gone:
            number.delete()
        for number in come:
            number.save()

    def numbers_changed_by(self, verdict) -> tuple[list, list]:
        """What corrected words do to the stored numbers: those stated no more, and new ones, not saved."""
        before, after = _numbers_in(self), _numbers_in(verdict)
        left = before.keys() - after.keys()
        gone = [n for n in self.quantities.all() if (n.low, n.high, n.unit) in left] if left else []
        names = ("low", "high", "unit", "approximate")
        come = [
            Quantity(claim=self, words=number.text[:200], **{name: getattr(number, name) for name in names})
            for value, number in after.items()
            if value not in before
        ]
        return gone, come

    @transaction.atomic
    def withdraw(self, *, by, now: datetime, note_ko: str = "", note_en: str = ""):
        """Take a published check back in public: its address says why. Returns the Correction.

        Raises ``ValueError`` for what is not public, also when a colleague was quicker.
        """
        self.state = Claim.objects.select_for_update().values_list("state", flat=True).get(pk=self.pk)
        from_verdict = self.verdicts.filter(state=VerdictState.APPROVED).first()
        if not self.is_public or from_verdict is None:
            raise ValueError("only a published claim can be withdrawn")
        for verdict in self.verdicts.filter(state=VerdictState.SCHEDULED):
            verdict.unschedule()
        from_verdict.supersede(now=now)
        self.state = ClaimState.WITHDRAWN
        self.save(update_fields=["state", "updated_at"])
        Purge.ask(f"claim-{self.pk}", LISTS, now=now)
        return self.corrections.create(
            kind="retraction", before=from_verdict, note_ko=note_ko, note_en=note_en, made_at=now, made_by=by
        )


def _numbers_in(said) -> dict[tuple, object]:
    """The numbers that a wording states, by value: both languages state the same ones."""
    found = [*find_quantities(said.wording_ko), *find_quantities(said.wording_en)]
    return {(number.low, number.high, number.unit): number for number in reversed(found)}


class Quantity(models.Model):
    """A number that the claim states. Field meanings: ``claims.text.quantities.Quantity``."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="quantities")
    low = models.DecimalField(_("from"), max_digits=40, decimal_places=10, null=True, blank=True)
    high = models.DecimalField(_("to"), max_digits=40, decimal_places=10, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    approximate = models.BooleanField(_("approximate"), default=False)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    words = models.CharField(_("in words"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("quantity")
        verbose_name_plural = _("quantities")
        constraints = [
            models.CheckConstraint(condition=Q(low__lte=F("high")), name="quantity_low_to_high"),
            models.CheckConstraint(
                condition=Q(low__isnull=False) | Q(high__isnull=False), name="quantity_has_a_bound"
            ),
        ]

    def __str__(self) -> str:
        return self.words or f"{self.low}–{self.high} {self.unit}"
