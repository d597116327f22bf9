"""Which sources are leased, to whom, and for how long: by the database's clock."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from claims.models import Host, Source
from claims.recheck import due
from claims.recheck.run import clock
from claims.tests.make import make_published_claim, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.RECHECK_SPACING_SECONDS = 0


def test_a_new_source_is_due_at_once():
    source = make_source()
    assert [key for key, _ in due.take(10)] == [source.pk]


def test_a_source_whose_time_has_not_come_is_left_alone():
    make_source(now=clock() + timedelta(hours=1))
    assert due.take(10) == []


def test_a_leased_source_is_not_given_out_twice():
    make_source()
    due.take(10)
    assert due.take(10) == []


def test_the_source_carries_the_lease_that_was_given_out():
    source = make_source()
    ((_, lease),) = due.take(10)
    source.refresh_from_db()
    assert source.lease == lease
    assert source.leased_until > clock()


def test_a_lease_that_ran_out_makes_the_source_due_again():
    source = make_source()
    ((_, first),) = due.take(10)
    past = clock() - timedelta(seconds=1)
    Source.objects.filter(pk=source.pk).update(leased_until=past, next_check_at=past)
    ((_, second),) = due.take(10)
    assert second != first


def test_a_source_nobody_watches_is_never_due():
    source = make_source()
    source.stop_watching()
    assert due.take(10) == []


def test_those_due_longest_go_first():
    late, early = make_source(now=clock() - timedelta(hours=1)), make_source(now=clock() - timedelta(hours=2))
    assert [key for key, _ in due.take(1)] == [early.pk]
    assert [key for key, _ in due.take(1)] == [late.pk]


def test_what_readers_rely_on_goes_before_drafts_due_as_long(settings):
    settings.RECHECK_PUBLISHED_AHEAD_SECONDS = 3600
    draft = make_source(now=clock() - timedelta(minutes=90))
    relied_on = make_source(now=clock() - timedelta(minutes=40), is_relied_on=True)
    assert [key for key, _ in due.take(1)] == [relied_on.pk]
    assert [key for key, _ in due.take(1)] == [draft.pk]


def test_a_draft_that_waited_long_enough_is_not_put_off_for_ever(settings):
    settings.RECHECK_PUBLISHED_AHEAD_SECONDS = 3600
    make_source(now=clock() - timedelta(minutes=5), is_relied_on=True)
    draft = make_source(now=clock() - timedelta(minutes=90))
    assert [key for key, _ in due.take(1)] == [draft.pk]


def test_publishing_a_claim_brings_its_sources_to_the_front_of_the_queue():
    claim = make_published_claim(now=clock())
    sources = Source.objects.filter(citations__claim=claim)
    assert sources.count() == 3
    assert not sources.filter(is_relied_on=False).exists()
    assert {key for key, _ in due.take(10)} == set(sources.values_list("pk", flat=True))


def test_what_is_taken_is_what_the_desk_calls_due():
    for hours in (-2, -1, 1, 2):
        make_source(now=clock() + timedelta(hours=hours))
    listed = set(Source.objects.due(clock()).values_list("pk", flat=True))
    assert {key for key, _ in due.take(10)} == listed


def test_a_batch_alternates_between_hosts():
    for number in range(6):
        make_source(url=f"https://{'one' if number < 3 else 'two'}.example/{number}")
    urls = [Source.objects.get(pk=key).url for key, _ in due.take(10)]
    hosts = [url.split("/")[2] for url in urls]
    assert [set(hosts[at : at + 2]) for at in (0, 2, 4)] == [{"one.example", "two.example"}] * 3


def test_what_one_host_cannot_be_asked_politely_is_put_off(settings):
    settings.RECHECK_SPACING_SECONDS = 20
    for number in range(5):
        make_source(url=f"https://one.example/{number}")
    assert len(due.take(10)) == 3
    assert due.take(10) == []
    waiting = Source.objects.filter(lease=None, next_check_at__gt=clock())
    assert waiting.count() == 2


def test_the_next_ring_goes_on_where_the_last_left_a_host(settings):
    settings.RECHECK_SPACING_SECONDS = 20
    for number in range(5):
        make_source(url=f"https://one.example/{number}")
    due.take(10)
    Source.objects.filter(lease=None).update(next_check_at=clock())
    assert due.take(10) == []
    slots = (
        Source.objects.filter(lease=None).order_by("next_check_at").values_list("next_check_at", flat=True)
    )
    first, second = ((slot - clock()).total_seconds() for slot in slots)
    assert first > 55
    assert second - first == pytest.approx(20, abs=0.1)


def test_a_host_that_asked_to_be_left_alone_is_left_alone():
    source, other = make_source(url="https://one.example/1"), make_source(url="https://two.example/1")
    Host.objects.create(name="one.example", free_at=clock() + timedelta(hours=1))
    assert [key for key, _ in due.take(10)] == [other.pk]
    source.refresh_from_db()
    assert source.next_check_at > clock() + timedelta(minutes=59)


def test_a_busy_host_does_not_hide_what_else_is_due(settings):
    settings.RECHECK_BATCH = 2
    Host.objects.create(name="one.example", free_at=clock() + timedelta(hours=1))
    for number in range(4):
        make_source(url=f"https://one.example/{number}", now=clock() - timedelta(hours=1))
    other = make_source(url="https://two.example/1")
    assert [[key for key, _ in batch] for batch in due.batches()] == [[other.pk]]


def test_the_database_cuts_the_same_host_out_of_a_key_as_we_do(settings):
    settings.RECHECK_SPACING_SECONDS = 1
    for url in ("https://www.one.example/a/b?c=d", "http://two.example:8080/", "http://localhost/x"):
        make_source(url=url)
    due.take(10)
    assert set(Host.objects.values_list("name", flat=True)) == {
        Host.of(key) for key in Source.objects.values_list("key", flat=True)
    }


def test_an_editor_gets_a_look_whatever_the_schedule_says():
    source = make_source(now=clock() + timedelta(days=3))
    assert due.take_one(source.pk) is not None


def test_an_editor_does_not_get_a_look_while_one_is_under_way():
    source = make_source()
    due.take(10)
    assert due.take_one(source.pk) is None
    assert due.lease_of(source.pk) == []


def test_a_look_at_an_unwatched_source_does_not_watch_it():
    source = make_source()
    source.stop_watching()
    due.take_one(source.pk)
    source.refresh_from_db()
    assert source.next_check_at is None


def test_no_more_is_given_out_than_workers_can_do(settings):
    settings.RECHECK_BATCH, settings.RECHECK_OUTSTANDING = 2, 3
    for _ in range(6):
        make_source()
    assert [len(batch) for batch in due.batches()] == [2, 1]
    assert list(due.batches()) == []


@pytest.mark.django_db(transaction=True)
def test_two_rings_at_once_give_out_each_source_once():
    for _ in range(60):
        make_source()
    taken: list[int] = []

    def ring():
        while pairs := due.take(5):
            taken.extend(key for key, _ in pairs)
        connection.close()

    rings = [threading.Thread(target=ring) for _ in range(3)]
    for one in rings:
        one.start()
    for one in rings:
        one.join()
    assert len(taken) == len(set(taken)) == 60
