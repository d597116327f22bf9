"""Writes down what looks came to: checks, new texts, the sources' and quotes' new state, alerts.

Several looks share one transaction and a handful of statements; a crash leaves each of them undone and due
again. A look whose lease is no longer the source's is dropped: somebody else took the source over, or this
very look is recorded already. A quote that was changed at the desk during the look keeps the desk's word.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, models, transaction

from claims.models import Alert, Article, Check, Citation, Host, Snapshot, Source
from claims.recheck.extract import EXTRACTOR, Page
from claims.recheck.fetch import Response
from claims.recheck.state import Decision, Watch
from claims.words import AlertKind, AlertResult, Health, Language, Outcome

LONGEST_ADDRESS = 2000
KNOWN_LANGUAGES = tuple(Language)


@dataclass(frozen=True)
class Look:
    """One look at a source, finished. ``response`` is None when it broke off before there was one."""

    source_id: int
    lease: UUID
    watch: Watch
    decision: Decision
    response: Response | None = None
    page: Page | None = None
    kept: tuple[str, int] | None = None


def record(looks: Iterable[Look], now: datetime) -> set[int]:
    """Write the looks whose leases still hold; the ids of their sources. ``now`` is the database's."""
    with transaction.atomic():
        rows = _locked(look.source_id for look in looks)
        looks = [look for look in looks if rows.get(look.source_id, {}).get("lease") == look.lease]
        snapshots = _keep_texts(looks, rows, now)
        checks = _write_checks(looks, rows, snapshots, now)
        _update(Source, {look.source_id: _source_fields(look, rows, snapshots, now) for look in looks})
        standing = _write_quotes(looks)
        _settle(looks, now)
        _open_alerts(looks, rows, checks, standing, now)
        _hand_texts_to_articles(looks)
        _let_hosts_rest(looks, rows, now)
    return {look.source_id for look in looks}


def _locked(ids: Iterable[int]) -> dict[int, dict]:
    """The sources as they are now, locked, in the order that keeps two recorders from blocking each other."""
    rows = Source.objects.select_for_update(of=("self",)).filter(pk__in=list(ids)).order_by("pk")
    wanted = ("pk", "key", "lease", "next_check_at", "title", "language", "published_on", "snapshot_id")
    return {row["pk"]: row for row in rows.values(*wanted, "snapshot__text_hash")}


def _keep_texts(looks: list[Look], rows: dict[int, dict], now: datetime) -> dict[int, Snapshot]:
    """A row for each text that differs from the source's current one."""
    snapshots = [
        Snapshot(
            source_id=look.source_id,
            taken_at=now,
            title=look.page.title,
            language=_language(look.page),
            text=look.page.text,
            text_hash=look.decision.text_hash,
            content_type=look.response.content_type[:100],
            charset=look.page.charset[:40],
            extractor=EXTRACTOR,
            page_starts=list(look.page.page_starts),
            warc_file=look.kept[0] if look.kept else "",
            warc_offset=look.kept[1] if look.kept else None,
            main_start=look.page.main[0] if look.page.main else None,
            main_end=look.page.main[1] if look.page.main else None,
        )
        for look in looks
        if look.decision.text_hash
        and look.page.text
        and look.decision.text_hash != rows[look.source_id]["snapshot__text_hash"]
    ]
    return {snapshot.source_id: snapshot for snapshot in _insert(Snapshot, snapshots)}


def _write_checks(looks, rows, snapshots, now) -> dict[int, Check]:
    checks = []
    for look in looks:
        response, decision = look.response, look.decision
        snapshot = snapshots.get(look.source_id)
        checks.append(
            Check(
                source_id=look.source_id,
                lease=look.lease,
                checked_at=now,
                outcome=decision.outcome,
                status=response.status if response else None,
                final_url=response.url[:LONGEST_ADDRESS] if response else "",
                duration_ms=int(response.duration * 1000) if response else 0,
                snapshot_id=snapshot.pk if snapshot else rows[look.source_id]["snapshot_id"],
                findings=decision.findings,
                detail=decision.detail,
            )
        )
    return {check.source_id: check for check in _insert(Check, checks)}


def _source_fields(look: Look, rows, snapshots, now: datetime) -> dict[str, object]:
    row, decision = rows[look.source_id], look.decision
    fields = {**decision.source, "lease": None, "leased_until": None}
    if row["next_check_at"] is None:  # watching was stopped
        fields = {**fields, "health": Health.UNWATCHED}
    else:
        fields["next_check_at"] = now + timedelta(seconds=decision.next_in)
    if decision.text_hash:
        fields["extractor"] = EXTRACTOR
    if snapshot := snapshots.get(look.source_id):
        fields["snapshot_id"] = snapshot.pk
        if not row["title"]:
            fields["title"] = look.page.title or look.page.heading
        if not row["language"]:
            fields["language"] = _language(look.page)
        if row["published_on"] is None:
            fields["published_on"] = look.page.published_on
    return fields


def _language(page: Page) -> str:
    code = page.language[:2]
    return code if code in KNOWN_LANGUAGES else ""


def _write_quotes(looks: list[Look]) -> set[int]:
    """Write what was found of each quote; the ids of the quotes that still are what was looked for."""
    looked_for = {key: cited.quote for look in looks for key, cited in look.watch.citations.items()}
    rows = Citation.objects.select_for_update().filter(pk__in=looked_for).order_by("pk")
    standing = {
        pk
        for pk, exact, start in rows.values_list("pk", "exact", "start")
        if (exact, start) == (looked_for[pk].exact, looked_for[pk].start)
    }
    fields = {pk: given for look in looks for pk, given in look.decision.citations.items() if pk in standing}
    _update(Citation, fields)
    return standing


def _settle(looks: list[Look], now: datetime) -> None:
    """Close alerts that have come right by themselves."""
    of_quotes, of_sources = models.Q(pk__in=[]), models.Q(pk__in=[])
    for look in looks:
        for citation, kind in look.decision.settled:
            if citation is None:
                of_sources |= models.Q(source=look.source_id, citation=None, kind=kind)
            else:
                of_quotes |= models.Q(citation=citation, kind=kind)
    if any(look.decision.settled for look in looks):
        settled = Alert.objects.open().filter(of_quotes | of_sources)
        settled.update(closed_at=now, result=AlertResult.RECOVERED)


def _open_alerts(looks: list[Look], rows, checks: dict[int, Check], standing: set[int], now) -> None:
    """One open alert per quote (or source) and kind; more news of the kind renews it and is mailed again."""
    alerts = [
        Alert(
            kind=news.kind,
            source_id=look.source_id,
            citation_id=news.citation,
            host=Host.of(rows[look.source_id]["key"]) if news.citation is None else "",
            found_by=checks[look.source_id],
            before=news.before,
            after=news.after,
            opened_at=now,
        )
        for look in looks
        for news in look.decision.news
        if news.citation is None or news.citation in standing
    ]
    for alert in alerts:  # few: news is rare
        same = Alert.objects.open().filter(
            source=alert.source_id, citation=alert.citation_id, kind=alert.kind
        )
        renewed: dict[str, object] = {"found_by": alert.found_by_id, "after": alert.after}
        if alert.kind != AlertKind.KEEPS_CHANGING:  # that it changed once more is no news of it
            renewed |= {"notified_at": None, "acknowledged_at": None, "acknowledged_by": None}
        same.update(**renewed)
    Alert.objects.bulk_create(alerts, ignore_conflicts=True)


def _hand_texts_to_articles(looks: list[Look]) -> None:
    """An article that waits for its text takes the first one that its source has."""
    ids = [look.source_id for look in looks]
    waiting = Article.objects.filter(source__in=ids, snapshot=None, source__snapshot__isnull=False)
    for article in waiting.select_related("source__snapshot"):
        article.take_text(article.source.snapshot)


def _let_hosts_rest(looks: list[Look], rows: dict[int, dict], now: datetime) -> None:
    """A host that asks for time gets it from all workers, not for one address only."""
    rests: dict[str, datetime] = defaultdict(lambda: now)
    for look in looks:
        if look.decision.outcome == Outcome.RATE_LIMITED:
            host = Host.of(rows[look.source_id]["key"])
            rests[host] = max(rests[host], now + timedelta(seconds=look.decision.next_in))
    Host.objects.bulk_create(
        [Host(name=name, free_at=until) for name, until in sorted(rests.items())],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["free_at"],
    )


def _insert(model: type[models.Model], rows: list[models.Model]) -> list[models.Model]:
    """``bulk_create`` by COPY: as parameters of an INSERT, whole documents cost as much as reading them."""
    if not rows:
        return rows
    quote, table = connection.ops.quote_name, model._meta.db_table
    fields = model._meta.concrete_fields
    columns = ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        numbers = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(numbers, [table, len(rows)])
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number
        with cursor.copy(f"COPY {quote(table)} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(
                    [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
                )
    return rows


def _update(model: type[models.Model], rows: dict[int, dict[str, object]]) -> None:
    """Set named columns of many rows in one statement; a row keeps what it is given nothing for."""
    columns = sorted({column for fields in rows.values() for column in fields})
    if not columns:
        return
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    # Column names come from our own code; values travel as one JSON parameter.
    statement = f"""
        UPDATE {table} AS kept SET ({", ".join(map(quote, columns))}) = ROW(
            {", ".join(f"given.{quote(column)}" for column in columns)})
        FROM jsonb_to_recordset(%s::jsonb) AS sent(id bigint, fields jsonb)
        JOIN {table} AS base ON base.id = sent.id,
        LATERAL jsonb_populate_record(base, sent.fields) AS given
        WHERE kept.id = sent.id
    """  # noqa: S608
    with connection.cursor() as cursor:
        sent = [{"id": pk, "fields": fields} for pk, fields in rows.items()]
        cursor.execute(statement, [json.dumps(sent, default=str, ensure_ascii=False)])
