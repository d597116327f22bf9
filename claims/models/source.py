"""A watched web document (or file, or interview), and what it said."""

import hashlib
import uuid
from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from claims.text.addresses import MAX_LENGTH
from claims.text.links import canonical_key, clean
from claims.text.mementos import memento_time
from claims.words import ClaimState, Health, Language, Outcome, SourceKind

from .fields import CodeField
from .search import Searched, SearchedQuerySet

SETTINGS = [
    *("url", "title", "publisher", "language", "published_on", "independence_group", "interest_note"),
    *("told_by", "told_on", "told_how", "is_protected", "protection_reason", "archive_url", "health"),
]
LONGEST_KEY = 500  # a B-tree entry holds 2,704 bytes; longer keys are hashed


def key_of(url: str) -> str:
    """The canonical key under which an address is one source; raises ``links.BadLink``."""
    key = canonical_key(url)
    if len(key) <= LONGEST_KEY:
        return key
    return key[: LONGEST_KEY - 65] + "#" + hashlib.sha256(key.encode()).hexdigest()


class SourceQuerySet(SearchedQuerySet):
    def due(self, now: datetime) -> "SourceQuerySet":
        """Watched sources whose next look has come and that nobody holds."""
        due = self.filter(is_relied_on__in=[True, False], next_check_at__lte=now)  # as its index begins
        return due.filter(Q(leased_until=None) | Q(leased_until__lte=now))

    def due_longest(self, now: datetime) -> "Source | None":
        """The one that waits longest, found at the head of each half of the index."""
        due = self.due(now).order_by("next_check_at")
        heads = [due.filter(is_relied_on=half).first() for half in (True, False)]
        return min((head for head in heads if head), key=lambda head: head.next_check_at, default=None)

    def at(self, url: str) -> "SourceQuerySet":
        return self.filter(key=key_of(url))

    def rely_on(self, claim, now: datetime) -> None:
        """A claim was published: look at what it rests on at once, and more often from now on."""
        soon = Case(When(next_check_at__gt=now, then=Value(now)), default=F("next_check_at"))
        self.filter(citations__claim=claim).update(is_relied_on=True, next_check_at=soon)

    def public(self) -> "SourceQuerySet":
        """Sources that a published claim rests on or appears in."""
        quotes = self.model.citations.rel.related_model.objects.public()
        return self.filter(Exists(quotes.filter(source=OuterRef("pk"), claim__state=ClaimState.PUBLISHED)))


@pghistory.track(
    fields=SETTINGS, model_name="SourceEvent", obj_field=pghistory.ObjForeignKey(related_name="events")
)
class Source(Searched):
    SEARCHED = ("title", "publisher", "url")

    kind = CodeField(SourceKind, verbose_name=_("kind"), default=SourceKind.WEB)
    url = models.CharField(_("address"), max_length=MAX_LENGTH, blank=True)
    key = models.CharField(max_length=LONGEST_KEY, editable=False)
    title = models.CharField(_("title"), max_length=500, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    independence_group = models.CharField(
        _("independence group"),
        max_length=100,
        blank=True,
        help_text=_("Sources that repeat one wire story or one paper share a group and count as one."),
    )
    interest_note = models.CharField(
        _("interests"),
        max_length=500,
        blank=True,
        help_text=_("What this source stands to gain; readers see it beside the quote."),
    )
    # Files and interviews
    file = models.FileField(_("file"), upload_to="sources/%Y/%m/", blank=True)
    told_by = models.CharField(_("who said it"), max_length=200, blank=True)
    told_on = models.DateField(_("when"), null=True, blank=True)
    told_how = models.CharField(_("how"), max_length=200, blank=True)
    is_protected = models.BooleanField(_("protected source"), default=False)
    protection_reason = models.CharField(_("reason for the protection"), max_length=500, blank=True)
    # How it is watched: written by re-checking
    health = CodeField(Health, verbose_name=_("health"), default=Health.UNREACHED)
    health_since_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(_("next look"), null=True, blank=True)
    # A published claim rests on it or appears in it: looked at first and more often. Written by publishing
    # and by each look, so that the queue need not ask.
    is_relied_on = models.BooleanField(default=False, db_default=False, editable=False)
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    interval_seconds = models.PositiveIntegerField(default=3600)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    unreadable = models.PositiveSmallIntegerField(_("unreadable looks in a row"), default=0)
    strikes = models.PositiveSmallIntegerField(default=0)
    struck_at = models.DateTimeField(null=True, blank=True)
    unconfirmed = CodeField(Outcome, blank=True, default="")
    unconfirmed_at = models.DateTimeField(null=True, blank=True)
    last_outcome = CodeField(Outcome, verbose_name=_("last outcome"), blank=True, default="")
    checked_at = models.DateTimeField(_("last looked at"), null=True, blank=True)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)
    full_read_at = models.DateTimeField(null=True, blank=True)
    moved_to = models.CharField(_("now redirects to"), max_length=MAX_LENGTH, blank=True)
    moved_count = models.PositiveSmallIntegerField(default=0)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    body_hash = models.CharField(max_length=64, blank=True)
    extractor = models.CharField(max_length=40, blank=True)
    archive_url = models.CharField(_("archived copy"), max_length=MAX_LENGTH, blank=True)
    snapshot = models.ForeignKey(
        "Snapshot", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("current text")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(fields=["key"], name="source_key_unique"),
            models.CheckConstraint(condition=~Q(key=""), name="source_key_present"),
            models.CheckConstraint(
                condition=~Q(kind=SourceKind.WEB) | ~Q(url=""), name="source_web_has_address"
            ),
            models.CheckConstraint(
                condition=Q(archive_url="") | Q(archive_url__regex=r"^https?://"),
                name="source_archive_is_web_page",
                violation_error_message=_("This is not the address of a page."),
            ),
            models.CheckConstraint(
                condition=Q(kind=SourceKind.WEB) | Q(next_check_at=None), name="source_only_web_is_watched"
            ),
            models.CheckConstraint(
                condition=Q(is_protected=False) | ~Q(protection_reason=""),
                name="source_protected_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(lease=None, leased_until=None)
                | Q(lease__isnull=False, leased_until__isnull=False),
                name="source_lease_whole",
            ),
        ]
        indexes = [
            # the desk's search
            GinIndex(fields=["search"], name="source_search"),
            # due.take: what comes next, of what readers rely on and of the rest
            models.Index(
                fields=["is_relied_on", "next_check_at"],
                name="source_due_by_reliance",
                condition=Q(next_check_at__isnull=False),
            ),
            # the desk's list by health
            models.Index(fields=["health", "-health_since_at"], name="source_health"),
        ]

    def __str__(self) -> str:
        return self.title or self.url or self.told_by or self.key

    @classmethod
    def find_or_make(cls, url: str, *, by=None, now: datetime, **given) -> tuple["Source", bool]:
        """The one source at this address; a new one is due at once. Raises ``links.BadLink``."""
        return cls.objects.get_or_create(
            key=key_of(url),
            defaults={"url": clean(url), "created_by": by, "next_check_at": now, **given},
        )

    @property
    def is_watched(self) -> bool:
        return self.next_check_at is not None

    @property
    def is_named(self) -> bool:
        """Whether a reader can tell what this is and whose it is."""
        return bool(self.title and (self.publisher or self.told_by))

    @property
    def archived_at(self) -> datetime | None:
        """When the archived copy was made, as far as its address tells."""
        return memento_time(self.archive_url)

    @property
    def is_waiting(self) -> bool:
        """Whether its first text is still to come."""
        return self.kind == SourceKind.WEB and self.snapshot_id is None and self.checked_at is None

    def look_now(self, now: datetime) -> None:
        """An editor asks for a look at once, whatever the schedule says."""
        self.next_check_at = now
        self.save(update_fields=["next_check_at"])

    def stop_watching(self) -> None:
        self.next_check_at = None
        self.health = Health.UNWATCHED
        self.save(update_fields=["next_check_at", "health"])

    def watch_again(self, now: datetime) -> None:
        """Begin anew: due at once, its health unknown until then."""
        self.next_check_at = now
        self.health = Health.UNREACHED
        self.failures = self.unreadable = self.strikes = 0
        self.save(update_fields=["next_check_at", "health", "failures", "unreadable", "strikes"])

    def keep_text(
        self, text: str, *, now: datetime, title: str = "", language: str = "", **how
    ) -> "Snapshot":
        """Keep what the source says as its current text: a new row only when the text changed."""
        digest = hashlib.sha256(text.encode()).hexdigest()
        if self.snapshot is None or self.snapshot.text_hash != digest:
            self.snapshot = Snapshot.objects.create(
                source=self, taken_at=now, text=text, text_hash=digest, title=title, language=language, **how
            )
            self.save(update_fields=["snapshot"])
        return self.snapshot

    @classmethod
    def record_interview(cls, *, told_by: str, told_on, told_how: str, by=None, **given) -> "Source":
        """What a person told the desk: nothing to watch, so its words stand as written down."""
        return cls.objects.create(
            kind=SourceKind.INTERVIEW,
            key=f"interview:{uuid.uuid4()}",
            told_by=told_by,
            told_on=told_on,
            told_how=told_how,
            health=Health.UNWATCHED,
            created_by=by,
            **given,
        )


class Snapshot(models.Model):
    """What a source said at a time. Append-only, kept so by the database."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="snapshots")
    taken_at = models.DateTimeField()
    title = models.CharField(max_length=500, blank=True)
    language = CodeField(Language, blank=True, max_length=10)
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100, blank=True)
    charset = models.CharField(max_length=40, blank=True)
    extractor = models.CharField(max_length=40, blank=True)
    page_starts = models.JSONField(default=list, blank=True)  # offsets in text at which PDF pages begin
    # Where the article itself stands in the text, without menus and imprint: a guess, for people who read it
    main_start = models.PositiveIntegerField(null=True, blank=True)
    main_end = models.PositiveIntegerField(null=True, blank=True)
    warc_file = models.CharField(max_length=300, blank=True)
    warc_offset = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        # a source's versions, newest first
        indexes = [models.Index(fields=["source", "-taken_at"], name="snapshot_by_source")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} · {self.taken_at:%Y-%m-%d %H:%M}"
