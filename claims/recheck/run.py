"""One batch from leases to records: load, look, judge, record.

The rows are read first and written last; in between no database connection is used, so that a slow host holds
nothing. The clock of every decision is the database's.
"""

import asyncio
import logging
import random
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.models import F, Func, IntegerField
from django.utils import timezone

from claims.models import Article, Citation, Source
from claims.recheck.breaker import hold_of_the_hour
from claims.recheck.damping import Past, damped, patient
from claims.recheck.fetch import Fetcher, Limits, Response
from claims.recheck.judge import judge, our_fault
from claims.recheck.look import Seeing, look_at
from claims.recheck.past import pasts
from claims.recheck.record import Look, record
from claims.recheck.state import Cited, Rules, Watch
from claims.recheck.warc import warc_name, warc_record
from claims.words import ClaimState

log = logging.getLogger(__name__)

WATCHED = (
    *("url", "language", "health", "interval_seconds", "failures", "unreadable", "strikes", "struck_at"),
    *("unconfirmed", "unconfirmed_at", "last_outcome", "full_read_at", "moved_to", "moved_count"),
    *("etag", "last_modified", "body_hash", "extractor", "is_relied_on", "checked_at"),
)


def recheck(pairs: Iterable[tuple[int, UUID]], limits: Limits | None = None) -> int:
    """Look at the sources whose leases these are; how many looks were recorded."""
    leases = {int(key): UUID(str(lease)) for key, lease in pairs}
    watches, age = load(leases)
    if not watches:
        return 0
    seen = asyncio.run(_look_at(watches, age, limits or limits_of_settings()))
    now = clock()
    seen = hold_of_the_hour(seen, now)
    past = pasts(seen, now, rules_of_settings())
    looks = [judged(key, leases[key], one, now, past.get(key, ())) for key, one in seen.items()]
    return _record(looks, now)


def limits_of_settings() -> Limits:
    return Limits(
        connect=settings.RECHECK_CONNECT_SECONDS,
        first_byte=settings.RECHECK_FIRST_BYTE_SECONDS,
        total=settings.RECHECK_TOTAL_SECONDS,
        html_bytes=settings.RECHECK_MAX_HTML_BYTES,
        pdf_bytes=settings.RECHECK_MAX_PDF_BYTES,
        user_agent=settings.RECHECK_USER_AGENT,
        allowed_hosts=frozenset(settings.RECHECK_ALLOWED_HOSTS),
        allowed_ports=frozenset(settings.RECHECK_ALLOWED_PORTS),
        per_host=settings.RECHECK_PER_HOST,
        spacing=settings.RECHECK_SPACING_SECONDS,
        in_flight=settings.RECHECK_CONCURRENCY,
        obey_robots=settings.RECHECK_OBEY_ROBOTS,
    )


def rules_of_settings() -> Rules:
    return Rules(
        confirm=settings.RECHECK_CONFIRM_SECONDS,
        min_interval=settings.RECHECK_MIN_INTERVAL_SECONDS,
        max_interval=settings.RECHECK_MAX_INTERVAL_SECONDS,
        max_interval_published=settings.RECHECK_MAX_INTERVAL_PUBLISHED_SECONDS,
        strike_seconds=settings.RECHECK_STRIKE_SECONDS,
        strikes=settings.RECHECK_STRIKES,
        flaps=settings.RECHECK_FLAPS,
        flap_days=settings.RECHECK_FLAP_DAYS,
    )


def clock() -> datetime:
    """Now, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def load(leases: dict[int, UUID]) -> tuple[dict[int, Watch], dict[int, float]]:
    """The sources whose leases still hold, with their quotes, and the seconds since each was read in full."""
    rows = Source.objects.filter(pk__in=leases).annotate(
        text_hash=F("snapshot__text_hash"),
        # octet_length reads a compressed text's size without unpacking the text
        stored_bytes=Func(F("snapshot__text"), function="octet_length", output_field=IntegerField()),
    )
    rows = rows.values("pk", "lease", *WATCHED, "text_hash", "stored_bytes")
    rows = [row for row in rows if row.pop("lease") == leases[row["pk"]]]
    held = [row["pk"] for row in rows]
    citations: dict[int, dict[int, Cited]] = {key: {} for key in held}
    published: set[int] = set()
    quotes = Citation.objects.current().filter(source__in=held).defer("note", "rank_reason")
    for citation in quotes.annotate(claim_state=F("claim__state")):
        if citation.claim_state == ClaimState.PUBLISHED:
            published.add(citation.source_id)
        citations[citation.source_id][citation.pk] = Cited(
            citation.quote,
            citation.kind,
            citation.finding,
            citation.found_text,
            citation.unconfirmed,
            citation.unconfirmed_at,
        )
    articles = set(Article.objects.filter(source__in=held).values_list("source_id", flat=True))
    now = clock()
    watches, age = {}, {}
    for row in rows:
        key = row.pop("pk")
        row = {name: value for name, value in row.items() if value is not None}
        given = {"is_article": key in articles, "is_published": key in published}
        watches[key] = Watch(**row, **given, citations=citations[key])
        if watches[key].full_read_at:
            age[key] = (now - watches[key].full_read_at).total_seconds()
    return watches, age


async def _look_at(watches: dict[int, Watch], age: dict[int, float], limits: Limits) -> dict[int, Seeing]:
    async with Fetcher(limits, robots_cache=cache) as fetcher:
        return await look_at(
            watches, fetcher, age=age, control=settings.RECHECK_CONTROL_HOSTS, keep=keep_response
        )


def keep_response(response: Response) -> tuple[str, int]:
    """Archive an answer whose text is new; where it lies in the archive's storage."""
    now = timezone.now()
    content = ContentFile(warc_record(response, now))
    return storages["archive"].save(warc_name(response, now), content), 0


def judged(key: int, lease: UUID, seen: Seeing, now: datetime, past: Iterable[Past] = ()) -> Look:
    """The look with its decision; a source that cannot be judged is no reason to drop the others."""
    rules, jitter = rules_of_settings(), random.uniform(-1, 1)  # noqa: S311  dice, not secrets
    if seen.response is None:
        decision = our_fault(seen.trouble, now=now, rules=rules, jitter=jitter)
        return Look(key, lease, seen.watch, decision)
    try:
        decision = judge(
            patient(seen.watch, past, now, rules),
            seen.response,
            seen.page,
            seen.found,
            now=now,
            rules=rules,
            jitter=jitter,
            held=seen.held,
        )
        decision = damped(decision, past, now, rules)
    except Exception as error:
        log.exception("judging %s", seen.watch.url)
        decision = our_fault(f"{type(error).__name__}: {error}", now=now, rules=rules, jitter=jitter)
    return Look(key, lease, seen.watch, decision, seen.response, seen.page, seen.kept)


def _record(looks: list[Look], now: datetime) -> int:
    """Record all at once; if one of them cannot be written, each by itself."""
    try:
        return len(record(looks, now))
    except (OperationalError, InterfaceError):
        raise  # the database is away: the leases run out, and the sources come due again
    except (DatabaseError, ValueError):
        log.exception("recording %d looks at once", len(looks))
    return sum(_record_alone(look, now) for look in looks)


def _record_alone(look: Look, now: datetime) -> int:
    try:
        return len(record([look], now))
    except (OperationalError, InterfaceError):
        raise
    except (DatabaseError, ValueError) as error:
        log.exception("recording the look at %s", look.watch.url)
        fault = our_fault(f"cannot be recorded: {type(error).__name__}", now=now, rules=rules_of_settings())
        return len(record([Look(look.source_id, look.lease, look.watch, fault)], now))
