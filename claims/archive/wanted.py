"""Of which sources is a public copy wanted? Asks the rows, so that no path to evidence can be forgotten, and
what went by while no archive was configured is made up for.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from claims.models import Citation, PublicCopy, Snapshot, Source
from claims.recheck.guard import Refused, check_url
from claims.words import CitationKind, CopyKind, CopyReason, Health, NotSent, SourceKind

ALONE = "SELECT pg_advisory_xact_lock(5712)"  # one caller at a time
NEWEST = 2000  # quotes, texts and deaths looked at in every round
SWEPT = 2000  # sources looked at besides, by turns: whatever was missed is found within a day
MINUTES = 24 * 60
AT_ONCE = 500  # copies entered in one round
LOST = (Health.DEAD, Health.CHANGED)


def is_configured() -> bool:
    """Whether pages are sent to the Wayback Machine at all."""
    return bool(settings.WAYBACK_ACCESS_KEY and settings.WAYBACK_SECRET_KEY)


def why_not_sent(source: Source) -> NotSent | None:
    """Why this source must never be named to an archive; None when it may be."""
    if source.kind != SourceKind.WEB:
        return NotSent.KIND
    if source.is_protected:
        return NotSent.PROTECTED
    try:  # hosts that the operator allowed are inside the house: no exception for them here
        host = check_url(source.url).raw_host.lower()
    except Refused:
        return NotSent.PRIVATE
    named = {name.rpartition(":")[0] or name for name in settings.RECHECK_ALLOWED_HOSTS}
    return NotSent.PRIVATE if host in named or host in settings.RECHECK_ALLOWED_HOSTS else None


def enlist(now: datetime) -> int:
    """Enter the copies that are wanted and not entered yet; how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ALONE)
        sources = Source.objects.filter(pk__in=_in_reach(now), kind=SourceKind.WEB, is_protected=False)
        copies = [*_to_save(sources, now), *_to_find(sources, now)]
        PublicCopy.objects.bulk_create(copies)
    return len(copies)


def _in_reach(now: datetime) -> set[int]:
    """Where something may have happened lately, and some of the rest by turns. Cheap at any size."""
    evidence = Citation.objects.current().filter(kind=CitationKind.EVIDENCE).order_by("-pk")
    gone = Source.objects.filter(health=Health.DEAD, health_since_at__isnull=False)
    found = set(evidence.values_list("source_id", flat=True)[:NEWEST])
    found.update(Snapshot.objects.order_by("-pk").values_list("source_id", flat=True)[:NEWEST])
    found.update(gone.order_by("-health_since_at").values_list("pk", flat=True)[:NEWEST])
    last = Source.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    size = max(SWEPT, last // MINUTES + 1)
    start = int(now.timestamp() // 60) % (last // size + 1) * size
    found.update(Source.objects.filter(pk__gte=start, pk__lt=start + size).values_list("pk", flat=True))
    return found


def _to_save(sources, now: datetime) -> list[PublicCopy]:
    """Evidence whose current text was never sent; a page that changes all the time, once in a while."""
    if not is_configured():
        return []
    saves = PublicCopy.objects.filter(source=OuterRef("pk"), kind=CopyKind.SAVE)
    lately = now - timedelta(seconds=settings.ARCHIVE_AGAIN_SECONDS)
    evidence = Citation.objects.current().filter(source=OuterRef("pk"), kind=CitationKind.EVIDENCE)
    wanted = (
        sources.filter(Exists(evidence), snapshot__isnull=False)
        .exclude(health__in=(Health.DEAD, Health.UNREACHED))
        .exclude(Exists(saves.filter(Q(snapshot=OuterRef("snapshot")) | Q(asked_at__gt=lately))))
        .exclude(Exists(saves.open()))
        .annotate(was_sent=Exists(saves))
    )
    return [
        PublicCopy(
            source=source,
            snapshot_id=source.snapshot_id,
            kind=CopyKind.SAVE,
            reason=CopyReason.CHANGED if source.was_sent else CopyReason.EVIDENCE,
            asked_at=now,
            next_at=now,
        )
        for source in wanted.order_by("pk")[:AT_ONCE]
        if why_not_sent(source) is None
    ]


def _to_find(sources, now: datetime) -> list[PublicCopy]:
    """Sources that are gone, or say something else now, and of which readers have no copy."""
    if not settings.MEMENTO_TIMEGATES:
        return []
    finds = PublicCopy.objects.filter(source=OuterRef("pk"), kind=CopyKind.FIND)
    wanted = (
        sources.filter(Exists(Citation.objects.current().filter(source=OuterRef("pk"))))
        .filter(health__in=LOST, archive_url="", health_since_at__isnull=False)
        .exclude(Exists(finds.filter(asked_at__gte=OuterRef("health_since_at"))))
        .exclude(Exists(finds.open()))
    )
    return [
        PublicCopy(
            source=source,
            snapshot_id=source.snapshot_id,
            kind=CopyKind.FIND,
            reason=CopyReason.GONE if source.health == Health.DEAD else CopyReason.CHANGED,
            asked_at=now,
            next_at=now,
        )
        for source in wanted.order_by("pk")[:AT_ONCE]
        if why_not_sent(source) is None
    ]
