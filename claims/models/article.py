"""A news article under check. Being a source, it is watched too."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.words import BreakdownState, CitationKind, ClaimState, OutletAnswer

from .claimant import slug_of
from .fields import CodeField
from .search import Searched, SearchedQuerySet
from .source import Snapshot, Source


class ArticleQuerySet(SearchedQuerySet):
    def public(self) -> "ArticleQuerySet":
        """Articles in which at least one published claim appears."""
        appearances = Source.citations.rel.related_model.objects.public().filter(
            source=OuterRef("source"), kind=CitationKind.APPEARANCE, claim__state=ClaimState.PUBLISHED
        )
        return self.filter(Exists(appearances))

    def with_claim_count(self) -> "ArticleQuerySet":
        """``claim_count``: published claims that appear in it; counted for the rows that are read alone."""
        quotes = Source.citations.rel.related_model.objects.public().filter(
            source=OuterRef("source"), kind=CitationKind.APPEARANCE, claim__state=ClaimState.PUBLISHED
        )
        counted = quotes.values("source").annotate(count=Count("claim", distinct=True))
        return self.annotate(claim_count=Subquery(counted.values("count")))


class Article(Searched):
    SEARCHED = ("headline", "outlet", "byline")

    source = models.OneToOneField(
        Source, models.PROTECT, related_name="article", verbose_name=_("source"), editable=False
    )
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    outlet = models.CharField(_("outlet"), max_length=200, blank=True)
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("assigned to"),
    )
    state = CodeField(BreakdownState, verbose_name=_("breakdown"), default=BreakdownState.WAITING)
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    dismissed = models.JSONField(
        default=list, blank=True, editable=False
    )  # suggestions waved away: [start, end]
    claim_order = models.JSONField(default=list, blank=True, editable=False)  # ids as chosen; []: by the text
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=BreakdownState.WAITING) | Q(snapshot__isnull=False),
                name="article_broken_down_has_text",
            ),
        ]
        # the desk's and the readers' lists, newest first
        indexes = [
            models.Index(fields=["-created_at"], name="article_newest"),
            GinIndex(fields=["search"], name="article_search"),
        ]

    def __str__(self) -> str:
        return self.headline or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("public:article", args=[self.pk, slug_of(self.headline)])

    @property
    def body(self) -> str:
        """The text under check: the source's first snapshot, whatever the page says today."""
        return self.snapshot.text if self.snapshot else ""

    @property
    def main_span(self) -> tuple[int, int]:
        """Which part of ``body`` is the article itself; all of it when that is not known."""
        if self.snapshot and self.snapshot.main_end:
            return self.snapshot.main_start, self.snapshot.main_end
        return 0, len(self.body)

    def in_order(self, claims: list[int]) -> list[int]:
        """Ids of claims, given as the text has them, in the order that editors chose.

        A claim marked since follows the one before it in the text.
        """
        chosen = [pk for pk in self.claim_order if pk in set(claims)]
        for before, pk in zip([None, *claims], claims, strict=False):
            if pk not in chosen:
                chosen.insert(chosen.index(before) + 1 if before is not None else 0, pk)
        return chosen

    def lock(self) -> None:
        """Let nobody else change this breakdown until the transaction ends; read what they changed before."""
        rows = type(self).objects.select_for_update().filter(pk=self.pk)
        self.dismissed, self.claim_order = rows.values_list("dismissed", "claim_order").get()

    def take_text(self, snapshot: Snapshot) -> None:
        """Fix the text that claims are anchored in. The first text wins; later ones are watched."""
        if self.snapshot_id:
            return
        self.snapshot = snapshot
        self.state = BreakdownState.OPEN
        self.headline = self.headline or snapshot.title[:300]
        self.save(update_fields=["snapshot", "state", "headline"])

    def paste(self, text: str, *, now: datetime) -> None:
        """The editor brings the text along."""
        self.take_text(self.source.keep_text(text, now=now, title=self.headline, extractor="pasted"))

    def hand_to(self, member) -> None:
        """Give it to a member of the desk, or to nobody."""
        self.assignee = member
        self.save(update_fields=["assignee"])

    @transaction.atomic
    def dismiss(self, start: int, end: int) -> bool:
        """Remember that this suggested sentence is not worth a claim; False when it was known."""
        self.lock()
        if [start, end] in self.dismissed:
            return False
        self.dismissed = [*self.dismissed, [start, end]]
        self.save(update_fields=["dismissed"])
        return True

    @transaction.atomic
    def restore(self, start: int, end: int) -> bool:
        """Suggest a dismissed sentence again; False when it was not dismissed."""
        self.lock()
        if [start, end] not in self.dismissed:
            return False
        self.dismissed = [span for span in self.dismissed if span != [start, end]]
        self.save(update_fields=["dismissed"])
        return True


class OutletRequest(models.Model):
    """A correction asked of the outlet, and what came of it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="requests", verbose_name=_("article"))
    claim = models.ForeignKey(
        "Claim", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("claim")
    )
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(_("answer expected by"), null=True, blank=True)
    answer = CodeField(OutletAnswer, verbose_name=_("answer"), default=OutletAnswer.ASKED)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    reminded_for = models.DateField(null=True, blank=True, editable=False)  # the deadline that was told of

    class Meta:
        verbose_name = _("request to the outlet")
        verbose_name_plural = _("requests to outlets")
        # what is overdue, the longest first
        indexes = [
            models.Index(fields=["due_on"], name="request_open_due", condition=Q(answer=OutletAnswer.ASKED))
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d} · {self.get_answer_display()}"
