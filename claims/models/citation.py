"""A quoted passage of a source: where the claim is made, or what its verdict rests on."""

from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.text.quotes import Quote, describe, locate, nearest
from claims.words import CHANGED, FOUND, AlertResult, CitationKind, Finding, Health, Rank, Remark, Stance

from .claim import Claim
from .fields import CodeField, differ
from .source import Snapshot, Source

TRACKED = [
    *("claim", "source", "kind", "exact", "prefix", "suffix", "start", "end"),
    *("stance", "rank", "rank_reason", "note", "finding"),
    *("public_since", "public_until", "is_leaving"),
]
AGREED = ("claim_id", "source_id", "kind", "stance", "rank", "rank_reason", "note", "public_since")


DECISIONS = (AlertResult.USE_ARCHIVE, AlertResult.VERDICT_CHANGES, AlertResult.NOT_NEWS)


class QuoteNotFound(ValueError):
    """The quote is not in the text. ``nearest`` is the passage most like it, or ``""``."""

    def __init__(self, nearest: str):
        super().__init__("the quote is not in the text")
        self.nearest = nearest


class CitationQuerySet(models.QuerySet):
    """A quote belongs to the verdicts that stood while it was public: they were approved with it."""

    def public(self) -> "CitationQuerySet":
        """Approved with the verdict that readers see."""
        return self.filter(public_since__isnull=False, public_until=None)

    def current(self) -> "CitationQuerySet":
        """What the desk works with: all but what an earlier verdict rested on."""
        return self.filter(public_until=None)

    def proposed(self) -> "CitationQuerySet":
        """What readers would see if the verdict in work were approved now."""
        return self.current().filter(is_leaving=False)


@pghistory.track(
    fields=TRACKED,
    model_name="CitationEvent",
    obj_field=pghistory.ObjForeignKey(related_name="events"),
)
class Citation(models.Model):
    """W3C TextQuoteSelector (exact, prefix, suffix) + TextPositionSelector (start, end)."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="citations", verbose_name=_("claim"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("source"))
    kind = CodeField(CitationKind, verbose_name=_("kind"))
    exact = models.TextField(_("quote"))
    prefix = models.CharField(max_length=200, blank=True)
    suffix = models.CharField(max_length=200, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="citations")
    stance = CodeField(Stance, verbose_name=_("stance"), blank=True, default="")
    rank = CodeField(Rank, verbose_name=_("primary or secondary"), blank=True, default="")
    rank_reason = models.CharField(
        _("why"), max_length=300, blank=True, help_text=_("A secondary source needs a reason.")
    )
    note = models.TextField(_("note"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # Readers see it from the approval of the verdict it was attached for to that of the one without it
    public_since = models.DateTimeField(_("public since"), null=True, blank=True, editable=False)
    public_until = models.DateTimeField(_("public until"), null=True, blank=True, editable=False)
    is_leaving = models.BooleanField(_("goes with the correction in work"), default=False, editable=False)
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    # What the last look found: written by re-checking
    finding = CodeField(Finding, verbose_name=_("last found"), default=Finding.UNCHECKED)
    remark = CodeField(Remark, blank=True, default="")
    found_start = models.PositiveIntegerField(null=True, blank=True)
    found_end = models.PositiveIntegerField(null=True, blank=True)
    found_text = models.TextField(blank=True)
    looked_at = models.DateTimeField(_("last looked for"), null=True, blank=True)
    seen_at = models.DateTimeField(_("last seen in the source"), null=True, blank=True)
    changed_at = models.DateTimeField(_("no longer as quoted since"), null=True, blank=True)
    unconfirmed = CodeField(Finding, blank=True, default="")
    unconfirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.CheckConstraint(condition=~Q(exact=""), name="citation_has_quote"),
            models.CheckConstraint(
                condition=Q(kind=CitationKind.APPEARANCE, stance="", rank="")
                | Q(kind=CitationKind.EVIDENCE, stance__in=list(Stance), rank__in=list(Rank)),
                name="citation_evidence_has_stance_and_rank",
            ),
            models.CheckConstraint(
                condition=~Q(rank=Rank.SECONDARY) | ~Q(rank_reason=""), name="citation_secondary_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(public_until=None)
                | Q(public_since__isnull=False, public_until__gte=models.F("public_since"), is_leaving=False),
                name="citation_public_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_leaving=False) | Q(public_since__isnull=False),
                name="citation_leaves_the_public",
            ),
            models.CheckConstraint(
                condition=Q(start=None, end=None)
                | Q(start__isnull=False, end__isnull=False, start__lt=models.F("end")),
                name="citation_start_before_end",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="public_quote_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.public_since IS NOT NULL"),
            ),
            pgtrigger.Protect(
                name="public_quote_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.public_since IS NOT NULL AND {differ(AGREED)}"),
            ),
            pgtrigger.Protect(
                name="gone_quote_stays_gone",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.public_until IS NOT NULL AND {differ(['public_until'])}"),
            ),
        ]
        indexes = [
            # a claim page: its citations in order
            models.Index(fields=["claim", "kind", "order"], name="citation_by_claim"),
            # re-checking: all quotes of a source
            models.Index(fields=["source", "kind"], name="citation_by_source"),
        ]

    def __str__(self) -> str:
        return self.exact if len(self.exact) <= 80 else f"{self.exact[:79]}…"

    # Questions

    @property
    def quote(self) -> Quote:
        return Quote(exact=self.exact, prefix=self.prefix, suffix=self.suffix, start=self.start)

    @property
    def is_changed(self) -> bool:
        return self.finding in CHANGED

    def is_decided(self) -> bool:
        """Whether an editor has decided what its change means, and nothing changed since."""
        about = [self.pk, self.replaces_id] if self.replaces_id else [self.pk]
        alerts = list(self.alerts.model.objects.filter(citation__in=about).order_by("-opened_at", "-pk"))
        if not alerts or any(alert.is_open for alert in alerts):
            return False
        return alerts[0].closed_by_id is not None and alerts[0].result in DECISIONS

    @property
    def is_public(self) -> bool:
        """Whether readers see it, where its claim is public."""
        return self.public_since is not None and self.public_until is None

    # Verbs

    def save_changed(self) -> None:
        """Save its new worth; readers keep the public quote, and get this successor with the correction."""
        if self.public_since is not None:
            Citation.objects.filter(pk=self.pk).update(is_leaving=True)
            self.pk, self.replaces_id, self._state.adding = None, self.pk, True
            self.public_since = self.public_until = None
            self.is_leaving = False
        self.save()

    def take_away(self) -> None:
        """Delete it; a public one stays for readers until the correction in work is approved."""
        if self.public_since is None:
            self.delete()
        else:
            self.is_leaving = True
            self.save(update_fields=["is_leaving"])

    def keep_after_all(self) -> None:
        """It does not go with the correction; a successor made of it does not come."""
        Citation.objects.filter(replaces=self.pk, public_since=None).delete()
        self.is_leaving = False
        self.save(update_fields=["is_leaving"])

    def anchor(self, snapshot: Snapshot, *, now: datetime, start: int | None = None, end: int | None = None):
        """Tie the quote to its place in a text: the given span, or where ``exact`` stands.

        Whitespace and quote marks may differ; the words kept are those of the text. Raises
        ``QuoteNotFound`` with the nearest passage. Does not save.
        """
        text = snapshot.text
        if start is None or end is None:
            match = locate(self.quote, text)
            if match.finding not in FOUND:
                near = nearest(self.exact, text)
                raise QuoteNotFound(text[near[0] : near[1]] if near else "")
            start, end = match.start, match.end
        quote = describe(text, start, end)
        self.exact, self.prefix, self.suffix = quote.exact, quote.prefix, quote.suffix
        self.start, self.end = start, end
        self.snapshot = snapshot
        self.finding, self.remark = Finding.EXACT, Remark.NONE
        self.found_start, self.found_end, self.found_text = start, end, quote.exact
        self.seen_at = self.looked_at = now
        self.changed_at = self.unconfirmed_at = None
        self.unconfirmed = ""
        return self

    def still_holds(self, *, start: int, end: int, now: datetime) -> None:
        """An editor says that the passage now at this place of the current text is the quote."""
        self.anchor(self.source.snapshot, now=now, start=start, end=end)
        self.save()
        source = self.source
        lost = source.citations.current().filter(finding__in=CHANGED)
        if source.health == Health.CHANGED and not lost.exists():
            source.health = Health.ALIVE  # readers see it at once, not after the next look
            source.save(update_fields=["health"])
