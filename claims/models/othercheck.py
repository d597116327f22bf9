"""What other desks checked, as their ClaimReview says, and the imports that brought it here."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.text.addresses import MAX_LENGTH
from claims.text.reviews import Review
from claims.text.tokens import probe
from claims.words import ImportKind, ImportState

from .fields import CodeField
from .search import Searched, SearchedQuerySet
from .source import LONGEST_KEY, key_of

# What an import may change of a check that is here already: its Review's attribute, column by column
TAKEN = {
    **{"claim_reviewed": "claim", "rating_text": "rating", "publisher_name": "publisher"},
    **{"publisher_site": "site", "claimant_name": "claimant", "url": "url", "language": "language"},
    **{"title": "title", "author": "author", "rating_value": "value", "best_rating": "best"},
    **{"worst_rating": "worst", "claimed_on": "claimed_on", "reviewed_on": "reviewed_on", "raw": "raw"},
}
TOLD = [name for name in TAKEN if name != "raw"]  # its history; the markup itself repeats all of it
AT_ONCE = 500  # rows written in one transaction


def digest_of(claim: str) -> str:
    """Tells the claims of one page apart; spacing and letter case aside."""
    return hashlib.sha256(" ".join(claim.casefold().split()).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Kept:
    """What came of an import: rows made, rows that changed, rows that say what they said."""

    made: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(self.made + other.made, self.changed + other.changed, self.same + other.same)


class OtherCheckQuerySet(SearchedQuerySet):
    def resembling(self, words: str) -> "OtherCheckQuerySet":
        """Checks that share some telling word or number: candidates for ``likeness``."""
        query = probe(words)
        return self.filter(search__tokens=query) if query else self.none()

    def keep(self, reviews: Iterable[Review], *, by=None, batch=None, now: datetime) -> Kept:
        """Make what is new, change what says something else now; the same twice changes nothing."""
        return self._each_batch(reviews, lambda known, rows: _write(known, rows, by=by, batch=batch, now=now))

    def compare(self, reviews: Iterable[Review]) -> Kept:
        """What ``keep`` would do, without doing it."""
        return self._each_batch(reviews, _count)

    def _each_batch(self, reviews: Iterable[Review], step) -> Kept:
        """Reviews by their identity, the last of equal ones, in batches beside the rows that are known."""
        wanted = {(key_of(review.url), digest_of(review.claim)): review for review in reviews}
        identities, total = list(wanted), Kept()
        for first in range(0, len(identities), AT_ONCE):
            rows = {identity: wanted[identity] for identity in identities[first : first + AT_ONCE]}
            stored = self.model.objects.filter(key__in={key for key, _digest in rows}).defer("search")
            known = {(row.key, row.claim_digest): row for row in stored}
            total += step(known, rows)
        return total


def _count(known: dict, rows: dict) -> Kept:
    steps = [
        known[identity].differs(review) if identity in known else None for identity, review in rows.items()
    ]
    return Kept(steps.count(None), steps.count(True), steps.count(False))


@transaction.atomic
def _write(known: dict, rows: dict, *, by, batch, now: datetime) -> Kept:
    made, changed = [], []
    for (key, digest), review in rows.items():
        row = known.get((key, digest))
        if row is None:
            row = OtherCheck(key=key, claim_digest=digest, imported_by=by, batch=batch, imported_at=now)
            made.append(row)
        elif row.differs(review):
            changed.append(row)
        else:
            continue
        row.take(review, now)
    OtherCheck.objects.bulk_create(made, ignore_conflicts=True)
    OtherCheck.objects.bulk_update(changed, [*TAKEN, "search", "updated_at"])
    return Kept(len(made), len(changed), len(rows) - len(made) - len(changed))


@pghistory.track(
    fields=TOLD, model_name="OtherCheckEvent", obj_field=pghistory.ObjForeignKey(related_name="events")
)
class OtherCheck(Searched):
    """One claim on one page of another desk: a page may check several."""

    SEARCHED = ("claim_reviewed", "claimant_name", "publisher_name")

    claim_reviewed = models.CharField(_("claim reviewed"), max_length=2000)
    language = models.CharField(_("language"), max_length=10, blank=True)
    rating_text = models.CharField(_("rating"), max_length=200)
    rating_value = models.DecimalField(_("value"), max_digits=14, decimal_places=4, null=True, blank=True)
    best_rating = models.DecimalField(_("best"), max_digits=14, decimal_places=4, null=True, blank=True)
    worst_rating = models.DecimalField(_("worst"), max_digits=14, decimal_places=4, null=True, blank=True)
    publisher_name = models.CharField(_("publisher"), max_length=200)
    publisher_site = models.CharField(_("site"), max_length=200)
    author = models.CharField(_("author"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    url = models.CharField(_("address"), max_length=MAX_LENGTH)
    key = models.CharField(max_length=LONGEST_KEY, editable=False)
    claim_digest = models.CharField(max_length=32, editable=False)
    claimant_name = models.CharField(_("claimant"), max_length=300, blank=True)
    claimed_on = models.DateField(_("claimed on"), null=True, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    raw = models.JSONField(_("its own markup"), default=dict)
    batch = models.ForeignKey(
        "OtherImport", models.SET_NULL, null=True, blank=True, related_name="checks", verbose_name=_("import")
    )
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("imported by"),
    )
    imported_at = models.DateTimeField(_("imported"))
    updated_at = models.DateTimeField(_("last changed"))

    objects = OtherCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("other desks’ check")
        verbose_name_plural = _("other desks’ checks")
        constraints = [
            models.UniqueConstraint(fields=["key", "claim_digest"], name="othercheck_once"),
            models.CheckConstraint(condition=Q(url__regex=r"^https?://"), name="othercheck_is_web_page"),
            models.CheckConstraint(
                condition=~Q(claim_reviewed="") & ~Q(rating_text=""), name="othercheck_says_something"
            ),
        ]
        indexes = [
            # the desk's list, newest review first
            models.Index(fields=["-reviewed_on", "-id"], name="othercheck_newest"),
            GinIndex(fields=["search"], name="othercheck_search"),
        ]

    def __str__(self) -> str:
        return self.claim_reviewed

    def differs(self, review: Review) -> bool:
        """Whether the review says anything else than the row; markup that says the same is no news."""
        return any(getattr(self, column) != getattr(review, TAKEN[column]) for column in TOLD)

    def take(self, review: Review, now: datetime) -> None:
        """Say what the review says; not saved."""
        for column, name in TAKEN.items():
            setattr(self, column, getattr(review, name))
        self.search = self.tokens_now()
        self.updated_at = now


class OtherImport(models.Model):
    """A file, an address or a search whose reviews are read, shown, and kept when an editor says so."""

    kind = CodeField(ImportKind, verbose_name=_("kind"))
    origin = models.CharField(_("from"), max_length=MAX_LENGTH)  # file name, address or words searched for
    language = models.CharField(_("language"), max_length=10, blank=True)  # of a search
    claim = models.ForeignKey("Claim", models.SET_NULL, null=True, blank=True, related_name="+")
    body = models.TextField(blank=True, editable=False)  # until it is kept
    state = CodeField(ImportState, verbose_name=_("state"), default=ImportState.WAITING)
    outcome = models.CharField(max_length=20, blank=True)  # words.Outcome of the fetch
    detail = models.CharField(max_length=500, blank=True)  # what the other side said of a failure
    found = models.JSONField(default=dict, blank=True)  # counts and faulty rows: recheck.others.summary
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("when"))
    rung_at = models.DateTimeField()  # when a worker was last asked to get on with it

    class Meta:
        verbose_name = _("import of checks")
        verbose_name_plural = _("imports of checks")
        # imports that wait for a worker
        indexes = [
            models.Index(
                fields=["rung_at"],
                name="otherimport_waiting",
                condition=Q(state__in=[ImportState.WAITING, ImportState.KEEPING]),
            )
        ]

    def __str__(self) -> str:
        return self.origin

    @classmethod
    def begin(cls, kind: ImportKind, origin: str, *, by, now: datetime, **given) -> "OtherImport":
        return cls.objects.create(
            kind=kind, origin=origin[:MAX_LENGTH], made_by=by, made_at=now, rung_at=now, **given
        )

    @property
    def is_working(self) -> bool:
        return self.state in (ImportState.WAITING, ImportState.KEEPING)

    def accept(self, now: datetime) -> bool:
        """An editor has seen what was read and wants it; False when it is past that."""
        waiting = type(self).objects.filter(pk=self.pk, state=ImportState.READ)
        return bool(waiting.update(state=ImportState.KEEPING, rung_at=now))
