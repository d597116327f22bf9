"""What was found, who says so and who agreed."""

from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.words import IN_WORK, AlertResult, ClaimState, CorrectionKind, Gate, NoticeKind, VerdictState

from .alert import Alert
from .claim import SAID, Claim
from .claimant import Claimant
from .correction import Correction
from .fields import Bilingual, CodeField, Versioned, differ
from .gate import checklist
from .notice import Notice
from .rating import Rating
from .source import Source

CONTENT = [
    *("wording_ko", "wording_en", "claimant_id", "made_on"),
    *("claim_id", "rating_id", "summary_ko", "summary_en", "explanation_ko", "explanation_en", "as_of"),
    *("author_id", "approver_id", "approved_at"),
    *("correction_kind", "correction_ko", "correction_en"),
    *("no_counter_evidence", "source_exception", "unseen_exception", "contact_exception"),
]
PUBLISHED_STATES = [VerdictState.APPROVED.value, VerdictState.SUPERSEDED.value]
WAS_PUBLIC = "OLD.state IN ('approved', 'superseded')"
AGREED = [column for column in CONTENT if column not in ("approver_id", "approved_at")]


# Looked at when the transaction ends: the next verdict is approved after the one before steps back.
_PUBLIC_CLAIM_HAS_ONE = """
    IF EXISTS (SELECT FROM claims_claim WHERE id = NEW.claim_id AND state = 'published')
    AND NOT EXISTS (SELECT FROM claims_verdict WHERE claim_id = NEW.claim_id AND state = 'approved') THEN
        RAISE EXCEPTION 'claims: published claim % is left without a verdict', NEW.claim_id;
    END IF;
    RETURN NULL;
"""


class NotAllowed(Exception):
    """A step of the workflow that is refused; ``code`` is a ``Gate`` or a short reason."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class GateClosed(NotAllowed):
    """Something is missing before this verdict may become public; ``missing`` lists the gate's items."""

    def __init__(self, missing: list):
        super().__init__("gate")
        self.missing = missing


class VerdictQuerySet(models.QuerySet):
    def in_work(self) -> "VerdictQuerySet":
        return self.filter(state__in=IN_WORK)

    def due(self, now: datetime) -> "VerdictQuerySet":
        """Approved for a time that has come."""
        return self.filter(state=VerdictState.SCHEDULED, publish_at__lte=now).order_by("publish_at", "pk")


@pghistory.track(exclude=["version", "updated_at"])
class Verdict(Bilingual, Versioned):
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts", verbose_name=_("claim"))
    rating = models.ForeignKey(
        Rating, models.PROTECT, null=True, blank=True, related_name="verdicts", verbose_name=_("rating")
    )
    # The claim as this verdict speaks of it: the claim's own until it is public, corrected here afterwards
    wording_ko = models.CharField(_("wording (Korean)"), max_length=500, blank=True)
    wording_en = models.CharField(_("wording (English)"), max_length=500, blank=True)
    claimant = models.ForeignKey(
        Claimant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("claimant")
    )
    made_on = models.DateField(_("claimed on"), null=True, blank=True)
    summary_ko = models.TextField(_("in short (Korean)"), blank=True)
    summary_en = models.TextField(_("in short (English)"), blank=True)
    explanation_ko = models.TextField(_("explanation (Korean, Markdown)"), blank=True)
    explanation_en = models.TextField(_("explanation (English, Markdown)"), blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True, help_text=_("The day for which this holds."))
    no_counter_evidence = models.BooleanField(_("evidence against was looked for, none found"), default=False)
    source_exception = models.TextField(
        _("why fewer than two independent sources"), blank=True, help_text=_("Readers see this reason.")
    )
    unseen_exception = models.TextField(
        _("why a quote was not seen in its source"), blank=True, help_text=_("Readers see this reason.")
    )
    contact_exception = models.TextField(
        _("why the claimant was not contacted"), blank=True, help_text=_("Readers see this reason.")
    )
    correction_kind = CodeField(CorrectionKind, verbose_name=_("kind of correction"), blank=True, default="")
    correction_ko = models.TextField(_("correction note (Korean)"), blank=True)
    correction_en = models.TextField(_("correction note (English)"), blank=True)
    state = CodeField(VerdictState, verbose_name=_("state"), default=VerdictState.DRAFT, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="verdicts",
        verbose_name=_("author"),
        editable=False,
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_verdicts",
        verbose_name=_("approved by"),
        editable=False,
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    publish_at = models.DateTimeField(_("goes public"), null=True, blank=True, editable=False)
    scheduled_at = models.DateTimeField(null=True, blank=True, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)
    review_note = models.TextField(_("note by the reviewer"), blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        permissions = [
            ("submit_verdict", _("Can submit a verdict for approval")),
            ("approve_verdict", _("Can approve another person’s verdict")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state=VerdictState.APPROVED), name="verdict_one_public"
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state__in=IN_WORK),
                name="verdict_one_in_work",
            ),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("author")), name="verdict_approved_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state__in=IN_WORK)
                | Q(approver__isnull=False, approved_at__isnull=False, rating__isnull=False),
                name="verdict_public_is_signed_and_rated",
            ),
            models.CheckConstraint(
                condition=~Q(state=VerdictState.SCHEDULED)
                | Q(
                    approver__isnull=False,
                    publish_at__isnull=False,
                    scheduled_at__isnull=False,
                    rating__isnull=False,
                ),
                name="verdict_scheduled_is_signed_and_rated",
            ),
        ]
        # a claim's verdicts, newest first; what waits for approval; what waits for its time
        indexes = [
            models.Index(fields=["claim", "-id"], name="verdict_by_claim"),
            models.Index(
                fields=["submitted_at"], name="verdict_waiting", condition=Q(state=VerdictState.SUBMITTED)
            ),
            models.Index(
                fields=["publish_at"], name="verdict_scheduled", condition=Q(state=VerdictState.SCHEDULED)
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="public_is_immutable",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"{WAS_PUBLIC} AND {differ(CONTENT)}"),
            ),
            pgtrigger.Protect(
                name="agreed_is_immutable",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.state = 'scheduled' AND {differ(AGREED)}"),
            ),
            pgtrigger.Protect(
                name="public_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition(WAS_PUBLIC),
            ),
            pgtrigger.Trigger(
                name="public_claim_has_one",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Condition("OLD.state = 'approved' AND NEW.state <> 'approved'"),
                func=_PUBLIC_CLAIM_HAS_ONE,
            ),
            pgtrigger.FSM(
                name="states_in_order",
                field="state",
                transitions=[
                    (VerdictState.DRAFT.value, VerdictState.SUBMITTED.value),
                    (VerdictState.SUBMITTED.value, VerdictState.DRAFT.value),
                    (VerdictState.SUBMITTED.value, VerdictState.APPROVED.value),
                    (VerdictState.SUBMITTED.value, VerdictState.SCHEDULED.value),
                    (VerdictState.SCHEDULED.value, VerdictState.SUBMITTED.value),
                    (VerdictState.SCHEDULED.value, VerdictState.APPROVED.value),
                    (VerdictState.APPROVED.value, VerdictState.SUPERSEDED.value),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} · {self.get_state_display()}"

    # Questions

    @property
    def is_editable(self) -> bool:
        return self.state == VerdictState.DRAFT

    @property
    def is_public(self) -> bool:
        return self.state == VerdictState.APPROVED

    def is_written_by(self, user) -> bool:
        """Whether this person ever stood as its author: the history tells, which the database writes."""
        return user.pk == self.author_id or self.events.filter(author=user).exists()

    @property
    def has_words(self) -> bool:
        """Whether it carries the claim's words; a first verdict takes them when it is handed in."""
        return bool(self.wording_ko or self.wording_en)

    @property
    def said(self) -> "Verdict | Claim":
        """What holds the words that this verdict speaks of."""
        return self if self.has_words else self.claim

    # Verbs: draft → submitted → (scheduled →) approved (public) → superseded

    @transaction.atomic
    def submit(self, *, by, now: datetime) -> None:
        """Hand in for approval; raises ``GateClosed`` while anything is missing."""
        self._require(VerdictState.DRAFT)
        self._require_open_gate()
        if self.predecessor() is None or not self.has_words:
            self.take_words()
        self.state = VerdictState.SUBMITTED
        self.submitted_at = now
        self.review_note = ""
        self.save(update_fields=["state", "submitted_at", "review_note", "updated_at", *SAID])
        self._stand(ClaimState.IN_REVIEW)

    def _stand(self, state: ClaimState) -> None:
        """Tell where the claim stands; once readers know it, it stays published or withdrawn meanwhile."""
        if self.claim.published_at is None:
            self.claim.state = state
            self.claim.save(update_fields=["state", "updated_at"])

    def take_words(self) -> None:
        """Speak of the claim as it stands now. Does not save."""
        for name in SAID:
            setattr(self, name, getattr(self.claim, name))

    @transaction.atomic
    def send_back(self, *, by, now: datetime, note: str) -> None:
        """Return it to its author with a note."""
        self._require(VerdictState.SUBMITTED)
        self.state = VerdictState.DRAFT
        self.review_note = note
        self.save(update_fields=["state", "review_note", "updated_at"])
        Notice.objects.tell([self.author], NoticeKind.SENT_BACK, claim=self.claim, now=now, by=by, note=note)
        self._stand(ClaimState.CHECKING)

    @transaction.atomic
    def approve(self, *, by, now: datetime) -> None:
        """Make it public, superseding the verdict before; ``NotAllowed`` for whoever wrote any of it."""
        self._agree(by)
        self._go_public(by=by, now=now)

    @transaction.atomic
    def schedule(self, *, by, now: datetime, publish_at: datetime) -> None:
        """Approve it now for ``publish_at``; until then readers see nothing of it, and nobody changes it."""
        if publish_at <= now:
            raise NotAllowed("time_has_passed")
        self._agree(by)
        self.state = VerdictState.SCHEDULED
        self.approver, self.scheduled_at, self.publish_at = by, now, publish_at
        self.save(update_fields=["state", "approver", "scheduled_at", "publish_at", "updated_at"])

    @transaction.atomic
    def unschedule(self) -> None:
        """Take the time back: it waits for approval again."""
        self._lock()
        self._require(VerdictState.SCHEDULED)
        self.state = VerdictState.SUBMITTED
        self.approver = self.scheduled_at = self.publish_at = None
        self.save(update_fields=["state", "approver", "scheduled_at", "publish_at", "updated_at"])

    @transaction.atomic
    def publish_as_scheduled(self, *, now: datetime) -> bool:
        """Its time has come: public, unless the gate has closed since; then its people are told.

        May be called twice, or by two workers at once: only the first finds it still scheduled.
        """
        self._lock()
        if self.state != VerdictState.SCHEDULED or self.publish_at > now:
            return False
        people = [self.author, self.approver, self.claim.assignee]
        missing = [item.rule for item in self.gate() if not item.is_met]
        if missing:
            self.unschedule()
            kind, note = NoticeKind.HELD_BACK, "\n".join(missing)
        else:
            self._go_public(by=self.approver, now=now)
            kind, note = NoticeKind.NOW_PUBLIC, ""
        Notice.objects.tell(people, kind, claim=self.claim, now=now, note=note)
        return not missing

    def _agree(self, by) -> None:
        """What must hold when a second person says yes, whenever it goes public."""
        self._lock()
        self._require(VerdictState.SUBMITTED)
        if self.is_written_by(by):
            raise NotAllowed(Gate.ANOTHER_PERSON)
        self._require_open_gate()

    def _lock(self) -> None:
        """Nobody else decides on this claim meanwhile; and what is decided on is what is stored."""
        Claim.objects.select_for_update().get(pk=self.claim_id)
        self.refresh_from_db()

    def _go_public(self, *, by, now: datetime) -> None:
        before = self.predecessor()
        if before and before.is_public:
            before.supersede(now=now)
        self.state = VerdictState.APPROVED
        self.approver = by
        self.approved_at = now
        self.save(update_fields=["state", "approver", "approved_at", "updated_at"])
        if before:
            Correction.objects.create(
                claim=self.claim,
                kind=self.correction_kind,
                before=before,
                after=self,
                note_ko=self.correction_ko,
                note_en=self.correction_en,
                made_at=now,
                made_by=by,
            )
        self._renew_quotes(by=by, now=now)
        self.claim.publish(self, now=now)
        Source.objects.rely_on(self.claim, now)

    def _renew_quotes(self, *, by, now: datetime) -> None:
        """Readers see what was agreed on: quotes attached for it come, those it does without go."""
        quotes = self.claim.citations
        leaving = list(quotes.filter(is_leaving=True).values_list("pk", flat=True))
        quotes.filter(pk__in=leaving).update(public_until=now, is_leaving=False)
        quotes.proposed().filter(public_since=None).update(public_since=now)
        for alert in Alert.objects.open().filter(citation__in=leaving):
            alert.close(AlertResult.REPLACED, by=by, now=now)

    def supersede(self, *, now: datetime) -> None:
        self._require(VerdictState.APPROVED)
        self.state = VerdictState.SUPERSEDED
        self.superseded_at = now
        self.save(update_fields=["state", "superseded_at", "updated_at"])

    def revise(self, *, by) -> "Verdict":
        """Begin the verdict that will replace this public one: same words, a draft of ``by``."""
        self._require(VerdictState.APPROVED)
        fields = (
            *SAID,
            "rating",
            "summary_ko",
            "summary_en",
            "explanation_ko",
            "explanation_en",
            "as_of",
            "no_counter_evidence",
            "source_exception",
            "unseen_exception",
            "contact_exception",
        )
        return Verdict.objects.create(
            claim=self.claim, author=by, **{name: getattr(self, name) for name in fields}
        )

    def predecessor(self) -> "Verdict | None":
        """The verdict readers saw last: its replacement owes them a correction note."""
        public = self.claim.verdicts.filter(state__in=PUBLISHED_STATES)
        return public.exclude(pk=self.pk).order_by("-approved_at", "-pk").first()

    def _require(self, state: VerdictState) -> None:
        if self.state != state:
            raise NotAllowed(f"not_{state}")

    def _require_open_gate(self) -> None:
        missing = [item for item in self.gate() if not item.is_met]
        if missing:
            raise GateClosed(missing)

    def gate(self) -> list:
        """The checklist before publishing: every rule, met or missing."""
        return checklist(self)
