"""The monthly tables of checks: made ahead, none lost, the old ones dropped but for what is still needed."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.urls import reverse

from claims import tasks
from claims.models import Alert, Check, keep_months
from claims.models.months import AHEAD, first_kept, months_held
from claims.tests.make import NOW, make_citation, make_claim, make_published_claim, make_source
from claims.words import AlertKind

OLD = datetime(2019, 5, 20, 12, tzinfo=UTC)
MAY = datetime(2019, 5, 1, tzinfo=UTC)


def query(statement: str, *given):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall() if cursor.description else None


def database_now() -> datetime:
    return query("SELECT clock_timestamp()")[0][0]


def make_check(source=None, at=OLD, **given) -> Check:
    check = Check.objects.create(source=source or make_source(), checked_at=at, outcome="ok", **given)
    query("SET CONSTRAINTS ALL IMMEDIATE")  # a test's transaction holds them back; months come in another
    return check


def make_month(at=OLD) -> None:
    query("SELECT claims_check_make_month(%s)", at)


def table_of(check: Check) -> str:
    return query("SELECT tableoid::regclass::text FROM claims_check WHERE id = %s", check.pk)[0][0]


@pytest.mark.django_db
def test_this_month_and_the_coming_ones_have_their_tables():
    first = database_now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    keep_months(0)
    held = months_held()
    assert first in held
    assert len([month for month in held if month >= first]) >= AHEAD + 1


@pytest.mark.django_db
def test_a_missing_month_loses_no_check_and_gets_its_table_later():
    check = make_check()
    assert table_of(check) == "claims_check_default"

    kept = keep_months(0)

    assert MAY in kept.made
    assert table_of(check) == "claims_check_2019_05"
    assert Check.objects.get() == check


@pytest.mark.django_db
def test_a_second_round_finds_nothing_to_do():
    make_check()
    keep_months(0)
    again = keep_months(0)
    assert (again.made, again.dropped) == ([], [])


@pytest.mark.django_db
def test_a_month_older_than_the_newsroom_wants_is_dropped_with_its_checks():
    make_month()
    check = make_check()

    kept = keep_months(12)

    assert kept.dropped == [MAY] and kept.kept == 0
    assert not Check.objects.filter(pk=check.pk).exists()
    assert MAY not in months_held()


@pytest.mark.django_db
def test_nothing_is_dropped_where_all_is_to_be_kept():
    make_month()
    check = make_check()
    assert keep_months(0).dropped == []
    assert Check.objects.filter(pk=check.pk).exists()


@pytest.mark.django_db
def test_the_check_that_an_alert_was_found_by_outlives_its_month():
    make_month()
    source = make_source()
    found, other = make_check(source), make_check(source, OLD + timedelta(hours=1))
    alert = Alert.objects.create(kind=AlertKind.SOURCE_GONE, source=source, found_by=found, opened_at=OLD)

    assert keep_months(12).kept == 1

    alert.refresh_from_db()
    assert alert.found_by == found
    assert table_of(found) == "claims_check_default"
    assert not Check.objects.filter(pk=other.pk).exists()


@pytest.mark.django_db
def test_the_checks_that_public_words_rest_on_outlive_their_month():
    make_month()
    source = make_source("It cost five million.", checked_at=OLD, read_at=OLD - timedelta(hours=1))
    make_citation(
        make_claim(),
        source,
        "five million",
        finding="edited",
        seen_at=OLD - timedelta(hours=3),
        changed_at=OLD,
    )
    hours = {back: make_check(source, OLD - timedelta(hours=back)) for back in range(5)}

    keep_months(12)

    left = set(Check.objects.values_list("pk", flat=True))
    assert left == {hours[0].pk, hours[1].pk, hours[3].pk}


@pytest.mark.django_db
def test_a_kept_check_makes_no_month_anew():
    make_month()
    make_check(make_source(checked_at=OLD))
    keep_months(12)
    assert keep_months(12).made == []


@pytest.mark.django_db
def test_a_source_s_public_page_opens_when_its_looks_are_dropped(client):
    claim = make_published_claim()
    source = claim.evidence[0].source
    make_month()
    make_check(source)
    address = f"/en/sources/{source.pk}/"
    before = client.get(address)

    keep_months(12)

    after = client.get(address)
    assert (before.status_code, after.status_code) == (200, 200)
    assert claim.wording_en in after.content.decode()


@pytest.mark.django_db
def test_young_checks_cannot_be_dropped_whoever_asks():
    keep_months(0)
    with pytest.raises(DatabaseError, match="not old enough"), transaction.atomic():
        query("SELECT claims_check_drop_month(now())")


@pytest.mark.parametrize("table", ["claims_check", "claims_check_default", "claims_check_2019_05"])
@pytest.mark.django_db
def test_checks_can_be_neither_changed_nor_deleted_in_any_table(table):
    make_month()
    check = make_check(at=OLD if table != "claims_check_default" else NOW)
    for statement in (f"UPDATE {table} SET id = id WHERE id = %s", f"DELETE FROM {table} WHERE id = %s"):  # noqa: S608
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            query(statement, check.pk)


@pytest.mark.django_db
def test_each_table_refuses_to_be_emptied_at_once_outside_of_tests():
    make_month()
    guarded = query("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'keep_all'")
    tables = query(
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'claims_check'::regclass"
    )
    assert {name for (name,) in tables} | {"claims_check"} <= {name for (name,) in guarded}


@pytest.mark.parametrize("at", [OLD, NOW], ids=["a month's table", "the default table"])
@pytest.mark.django_db
def test_a_lease_is_good_for_one_check_in_each_table(at):
    make_month(OLD)
    first = make_check(at=at, lease=uuid4())
    with pytest.raises(IntegrityError, match="check_once_per_lease"), transaction.atomic():
        make_check(first.source, at + timedelta(hours=1), lease=first.lease)


@pytest.mark.parametrize(
    ("now", "retention", "first"),
    [
        (datetime(2025, 3, 3, tzinfo=UTC), 2, datetime(2025, 1, 1, tzinfo=UTC)),
        (datetime(2025, 3, 31, 23, tzinfo=UTC), 3, datetime(2024, 12, 1, tzinfo=UTC)),
        (datetime(2025, 1, 1, tzinfo=UTC), 12, datetime(2024, 1, 1, tzinfo=UTC)),
    ],
)
def test_as_many_whole_months_are_kept_as_are_asked_for(now, retention, first):
    assert first_kept(now, retention) == first


@pytest.mark.django_db(transaction=True)
def test_a_busy_table_is_left_to_the_next_round_and_recording_does_not_yield():
    source = make_source()
    make_check(source)
    tables_made = []

    def elsewhere():
        tables_made.extend(keep_months(0).made)
        connections.close_all()

    with transaction.atomic():
        make_check(source, OLD + timedelta(hours=1))
        other = threading.Thread(target=elsewhere)
        other.start()
        other.join()
        make_check(source, OLD + timedelta(hours=2))
    assert MAY not in tables_made
    try:
        assert MAY in keep_months(0).made
        assert source.checks.count() == 3
    finally:
        query("TRUNCATE claims_check")
        query("DROP TABLE claims_check_2019_05")


@pytest.mark.django_db
def test_the_task_may_run_twice(settings):
    settings.CHECK_RETENTION_MONTHS = 12
    tasks.keep_months()
    tasks.keep_months()
    assert len(months_held()) >= AHEAD + 1


@pytest.mark.django_db
def test_the_desk_lists_a_source_s_looks_across_months(client, editor):
    source = make_source()
    make_month()
    make_check(source)
    make_check(source, NOW)
    client.force_login(editor)
    page = client.get(reverse("admin:claims_source_change", args=[source.pk]))
    assert page.status_code == 200
