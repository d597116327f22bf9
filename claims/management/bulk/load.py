"""Stores the synthetic newsroom with COPY, in one transaction: all of it or nothing.

History and constraint triggers do not run for these rows: a million rows would write a million events. So a
bulk row has no history before its first real change. A superuser (the private PostgreSQL has one) turns them
off for this transaction alone; any other owner of the tables switches them off on the tables, which keeps
writers, not readers, waiting until the end. CHECK and UNIQUE constraints hold as ever; that every reference
points at something is tested.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial
from multiprocessing import get_context

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

from claims.models import (
    Article,
    Check,
    Citation,
    Claim,
    Claimant,
    Correction,
    Rating,
    Snapshot,
    Source,
    Topic,
    User,
    Verdict,
)

from .rows import BLOCK, COLUMNS, Lines, Plan, block_of_claims, block_of_sources, cell
from .sentences import TOPICS, people

TABLES: dict[str, type[Model]] = {
    model.__name__: model
    for model in (Source, Snapshot, Article, Claim, Verdict, Correction, Citation, Check)
} | {"topics": Claim.topics.through}
PEOPLE = (("bulk-author", "대량 작성자"), ("bulk-approver", "대량 승인자"))
BESIDE_WORKERS = 20_000  # fewer claims are made in this process: starting others takes longer


def load(
    claims: int, citations: int, checks: int, *, now: datetime, seed: int, say: Callable[[str], None]
) -> Plan:
    with transaction.atomic():
        _without_triggers()
        plan = _plan(claims, citations, checks, now, seed)
        _claimants(plan)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
            # GIN sorts what waits before it enters it: the more waits, the less is read and written
            cursor.execute("SET LOCAL gin_pending_list_limit = '256MB'")
        for done, lines in _blocks(plan):
            for name, rows in lines.items():
                if rows:
                    _copy(TABLES[name], COLUMNS[name], rows, now)
            if done:
                say(f"{done:,} of {claims:,} claims")
        _sequences()
        _triggers_again()
    # VACUUM also enters what waits for the search index, and marks pages as visible to all
    tidy = "ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE"
    with connection.cursor() as cursor:
        for model in TABLES.values():
            cursor.execute(f"{tidy} {_quoted(model)}")
    return plan


def _blocks(plan: Plan) -> Iterator[tuple[int, Lines]]:
    """Blocks of lines with the number of claims made so far; by every core when there are many."""
    starts = {
        block_of_sources: range(0, plan.sources, BLOCK),
        block_of_claims: range(0, plan.claims, BLOCK),
    }
    if plan.claims < BESIDE_WORKERS:
        for make, begins in starts.items():
            for begin in begins:
                yield _done(plan, make, begin), make(plan, begin)
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for make, begins in starts.items():
            waiting: list = []
            for begin in begins:
                waiting.append((begin, pool.submit(partial(make, plan), begin)))
                if len(waiting) > 2 * (os.cpu_count() or 1):  # finished blocks must not pile up in memory
                    first, block = waiting.pop(0)
                    yield _done(plan, make, first), block.result()
            for first, block in waiting:
                yield _done(plan, make, first), block.result()


def _done(plan: Plan, make: Callable, begin: int) -> int:
    return min(begin + BLOCK, plan.claims) if make is block_of_claims else 0


def _plan(claims: int, citations: int, checks: int, now: datetime, seed: int) -> Plan:
    first = {}
    for model in {*TABLES.values(), Claimant}:
        first[model.__name__] = (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    topics = [Topic.objects.get_or_create(name_ko=ko, defaults={"name_en": en})[0].pk for ko, en in TOPICS]
    users = [
        User.objects.get_or_create(username=login, defaults={"name": name, "is_active": False})[0].pk
        for login, name in PEOPLE
    ]
    ratings = Rating.objects.filter(scale__is_default=True).order_by("order").values_list("pk", flat=True)
    return Plan(
        claims=claims,
        citations=citations,
        checks=checks,
        now=now,
        seed=seed,
        first=first,
        topics=tuple(topics),
        ratings=tuple(ratings),
        author=users[0],
        approver=users[1],
    )


def _claimants(plan: Plan) -> None:
    roles = [
        ("국회의원", "Member of the National Assembly"),
        ("교수", "Professor"),
        ("대표", "Chief executive"),
    ]
    rows = [
        Claimant(pk=plan.first["Claimant"] + i, name_ko=ko, name_en=en,
                 role_ko=roles[i % 3][0], role_en=roles[i % 3][1])
        for i, (ko, en) in enumerate(people(plan.claimants))
    ]  # fmt: skip
    for row in rows:
        row.search = row.tokens_now()
    Claimant.objects.bulk_create(rows, batch_size=1000)


def _copy(model: type[Model], given: tuple[str, ...], rows: list[str], now: datetime) -> None:
    """Rows into a table; columns that rows do not give get the model's defaults."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rest = [field for name, field in fields.items() if name not in given and not field.primary_key]
    names = ", ".join(
        connection.ops.quote_name(field.column) for field in [*(fields[name] for name in given), *rest]
    )
    tail = "".join(f"\t{cell(_default(field, now))}" for field in rest) + "\n"
    with connection.cursor() as cursor, cursor.copy(f"COPY {_quoted(model)} ({names}) FROM STDIN") as copy:
        copy.write("".join(row + tail for row in rows))


def _default(field, now: datetime) -> object:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return now
    value = field.get_default()
    if isinstance(value, list | dict):
        return "[]" if isinstance(value, list) else "{}"
    return value


def _without_triggers() -> None:
    with connection.cursor() as cursor:
        tables = ", ".join(_quoted(model) for model in TABLES.values())
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")  # ids are handed out below
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")
            return
        for model in TABLES.values():
            cursor.execute(f"ALTER TABLE {_quoted(model)} DISABLE TRIGGER USER")


def _triggers_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        if cursor.fetchone()[0] == "replica":
            cursor.execute("SET LOCAL session_replication_role = origin")
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in TABLES.values():
            cursor.execute(f"ALTER TABLE {_quoted(model)} ENABLE TRIGGER USER")


def _sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [*TABLES.values(), Claimant]):
            cursor.execute(statement)


def _quoted(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
