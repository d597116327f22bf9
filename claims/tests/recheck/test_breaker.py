"""Failures so many within an hour that it is them or us, not the links: counted across batches."""

from datetime import timedelta

import pytest

from claims.models import Tally
from claims.recheck.breaker import hold_of_the_hour
from claims.recheck.fetch import Response
from claims.recheck.look import Seeing
from claims.recheck.state import Watch
from claims.tests.make import NOW
from claims.words import Health, Outcome

pytestmark = pytest.mark.django_db


def looks(host, outcome, count, **given):
    """As many sources of a host, each with this outcome."""
    urls = [f"https://{host}/{number}" for number in range(count)]
    return [Seeing(Watch(url, **given), Response(outcome, url, url)) for url in urls]


def held(seeings, now=NOW):
    """How many of a batch's looks are held back."""
    return sum(one.held for one in hold_of_the_hour(dict(enumerate(seeings)), now).values())


def test_a_host_that_fails_one_source_a_batch_is_seen_to_be_down():
    for minute in range(7):
        assert held(looks("one.example", Outcome.TIMEOUT, 1), NOW + timedelta(minutes=minute)) == 0
    assert held(looks("one.example", Outcome.TIMEOUT, 1), NOW + timedelta(minutes=8)) == 1


def test_a_host_that_mostly_answers_is_not_down():
    held(looks("one.example", Outcome.OK, 8))
    assert held(looks("one.example", Outcome.TIMEOUT, 6)) == 0


def test_what_failed_more_than_an_hour_ago_does_not_count():
    held(looks("one.example", Outcome.TIMEOUT, 7))
    assert held(looks("one.example", Outcome.TIMEOUT, 1), NOW + timedelta(minutes=70)) == 0


def test_one_host_s_trouble_is_not_another_s():
    held(looks("one.example", Outcome.TIMEOUT, 20))
    held(looks("three.example", Outcome.OK, 100))
    assert held(looks("two.example", Outcome.TIMEOUT, 1)) == 0


def test_when_a_fifth_of_everything_fails_no_source_is_blamed():
    for number in range(10):
        held(looks(f"good{number}.example", Outcome.OK, 3))
        held(looks(f"bad{number}.example", Outcome.TIMEOUT, 1))
    assert held(looks("other.example", Outcome.DNS_MISSING, 1)) == 1


def test_a_page_that_is_not_there_says_nothing_of_its_host():
    assert held(looks("one.example", Outcome.NOT_FOUND, 50)) == 0


def test_a_source_tried_again_at_once_is_counted_once():
    again = looks("one.example", Outcome.TIMEOUT, 1, checked_at=NOW)
    for _ in range(20):
        assert held(again, NOW + timedelta(seconds=20)) == 0


def test_the_dead_prove_nothing():
    assert held(looks("one.example", Outcome.TIMEOUT, 20, health=Health.DEAD)) == 0


def test_a_host_takes_six_rows_however_long_it_is_watched():
    for hour in range(30):
        held(looks("one.example", Outcome.OK, 1), NOW + timedelta(minutes=10 * hour))
    assert Tally.objects.filter(name="one.example").count() == 6
