"""The desk's page of the queue: what waits, what was done, what is slow, who is alive."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.admin.queue import queue
from claims.models import Check, Host, TaskTally
from claims.models.queue import RING
from claims.recheck.run import clock
from claims.tests.make import make_source, make_user
from claims.words import Outcome, Role

QUERIES = 16  # whatever waits, session and user included


def make_check(source, at, outcome=Outcome.OK, **given):
    return Check.objects.create(source=source, checked_at=at, outcome=outcome, **given)


def open_page(client, days=1):
    return client.get(reverse("desk_queue"), {"days": days}).content.decode()


def test_the_page_tells_what_waits_longest_and_that_nobody_works(desk):
    make_source(title="A forgotten page", now=clock() - timedelta(hours=8))

    page = open_page(desk)

    assert "A forgotten page" in page
    assert "Sources are due, but nothing looks at them." in page
    assert "workers cannot keep up" in page
    assert page.count("silent") == 2


def test_when_all_is_well_the_page_says_so(desk):
    TaskTally.count(RING, 0.1, failed=False)
    page = open_page(desk)
    assert "All is well" in page
    assert "No source is due." in page
    assert "recheck_due" in page


def test_failures_are_counted_by_outcome_over_one_day_or_seven(db):
    now, source = clock(), make_source()
    for outcome, hours in [("ok", 1), ("timeout", 2), ("timeout", 3), ("not_found", 4), ("timeout", 50)]:
        make_check(source, now - timedelta(hours=hours), outcome)

    day, week = queue(1, now), queue(7, now)

    assert [(row.outcome, row.count, row.percent) for row in day["failures"]] == [
        ("timeout", 2, 50.0),
        ("not_found", 1, 25.0),
    ]
    assert week["failures"][0].count == 3
    assert (len(day["chart"].columns), len(week["chart"].columns)) == (24, 168)
    assert (day["chart"].total, week["chart"].total) == (4, 5)


def test_slow_hosts_and_hosts_that_rest_are_named(desk):
    make_check(make_source(url="https://slow.example/1"), clock(), duration_ms=12_340)
    Host.objects.create(name="asked.example", free_at=clock() + timedelta(hours=2))

    page = open_page(desk)

    assert "slow.example" in page and "12.34 s" in page
    assert "asked.example" in page


@pytest.mark.parametrize("role", list(Role))
def test_every_role_may_read_it(client, db, role):
    client.force_login(make_user(role))
    assert client.get(reverse("desk_queue")).status_code == 200


def test_nobody_else_may(client, db):
    assert client.get(reverse("desk_queue")).status_code == 302
    client.force_login(make_user())
    assert client.get(reverse("desk_queue")).status_code == 403


def test_the_morning_leads_to_it(desk):
    page = desk.get(reverse("admin:index")).content.decode()
    assert page.count(f'href="{reverse("desk_queue")}"') == 2


@pytest.mark.parametrize("days", [1, 7])
def test_it_asks_the_same_few_questions_whatever_there_is(desk, days, django_assert_max_num_queries):
    for number in range(40):
        source = make_source(url=f"https://host{number}.example/", now=clock() - timedelta(minutes=number))
        make_check(
            source, clock() - timedelta(hours=number % 30), list(Outcome)[number % 20], duration_ms=number
        )
        Host.objects.create(name=f"host{number}.example", free_at=clock() + timedelta(hours=number))
        TaskTally.count(f"claims.tasks.task{number % 9}", 1.0, failed=number % 2 == 0)
    with django_assert_max_num_queries(QUERIES):
        desk.get(reverse("desk_queue"), {"days": days})


def test_an_address_that_makes_no_sense_shows_the_day(desk):
    assert "Looks in the last 24 hours" in open_page(desk, days="1 OR 1=1")
