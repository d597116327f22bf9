"""Balance and counts: of whom, on what and where the desk gave which verdicts, and how much each month."""

import csv
import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Rating, balance, figure
from claims.models.balance import Period
from claims.tests.make import (
    NOW,
    correct,
    make_appearance,
    make_article,
    make_claimant,
    make_published_claim,
    make_ready_claim,
    make_topic,
    make_user,
    make_verdict,
)
from claims.words import Role

QUERIES = 24  # whatever was published, session and user included
SEOUL = ZoneInfo("Asia/Seoul")
MARCH = {"start": "2025-03-01", "end": "2025-03-31"}


@pytest.fixture(autouse=True)
def nothing_is_kept():
    """On a slow machine a figure is dear enough to be kept for a while."""
    figure.cache.clear()


def open_page(client, **asked):
    return client.get(reverse("desk_balance"), asked).content.decode()


def table(client, name, **asked):
    response = client.get(reverse("desk_balance_table", args=[name]), asked)
    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def false():
    return {"rating": Rating.objects.get(code="false")}


def test_claims_are_counted_by_who_said_them_topic_and_rating(desk):
    topic, person = make_topic(name_en="Chips"), make_claimant(name_en="Ms Kim", role_en="Green Party")
    make_published_claim(topics=[topic], claimant=person)
    make_published_claim(topics=[topic], claimant=person, verdict=false())
    make_ready_claim(topics=[topic], claimant=person)

    page = open_page(desk, **MARCH)

    assert page.count('aria-label="Ms Kim: Mostly true 1, False 1"') == 1
    assert page.count('aria-label="Chips: Mostly true 1, False 1"') == 1
    assert "Green Party" in page
    assert "2 published claims" in page


def test_a_claim_in_two_articles_of_one_outlet_counts_once_and_for_each_outlet(desk):
    claim = make_ready_claim()
    for outlet in ("Daily A", "Daily A", "Daily B"):
        make_appearance(claim, make_article(outlet=outlet))
    verdict = make_verdict(claim)
    verdict.submit(by=verdict.author, now=NOW)
    verdict.approve(by=make_user(Role.APPROVER), now=NOW)

    counts = {row["name"]: row["claims"] for row in table(desk, "outlets", **MARCH)}

    assert counts["Daily A"] == counts["Daily B"] == "1"


def test_only_what_was_published_in_the_period_counts_its_last_day_included(db):
    late = datetime(2025, 3, 31, 23, 59, tzinfo=SEOUL)
    for moment in (late, late + timedelta(minutes=2), late - timedelta(days=40)):
        make_published_claim(now=moment)

    march = Period(date(2025, 3, 1), date(2025, 3, 31))

    assert sum(balance.by_claimant(march).values()) == 1


def test_months_tell_what_was_published_corrected_and_taken_back(db):
    kept, gone = make_published_claim(now=NOW), make_published_claim(now=NOW)
    correct(kept, now=NOW + timedelta(days=40))
    gone.withdraw(by=make_user(Role.APPROVER), now=NOW + timedelta(days=70), note_en="Forged.")

    march, april, may = balance.months_until(date(2025, 5, 20), 3)

    assert (march.published, march.corrected, march.withdrawn) == (2, 0, 0)
    assert (april.published, april.corrected, april.withdrawn) == (0, 1, 0)
    assert (may.published, may.corrected, may.withdrawn) == (0, 0, 1)


def test_months_reach_back_over_the_new_year(db):
    firsts = [month.first for month in balance.months_until(date(2025, 2, 28), 24)]
    assert (firsts[0], firsts[-1], len(firsts)) == (date(2023, 3, 1), date(2025, 2, 1), 24)


def test_weeks_with_a_check_are_whole_weeks(db):
    for days in (0, 1, 14):
        make_published_claim(now=NOW - timedelta(days=days))
    assert balance.weeks_with_a_check(NOW.date() + timedelta(days=14), 26) == 3


def test_a_name_that_looks_like_a_formula_reaches_no_spreadsheet(desk):
    make_published_claim(claimant=make_claimant(name_ko="", name_en="=HYPERLINK(1)"))
    (row,) = table(desk, "claimants", **MARCH)
    assert row["name"] == "'=HYPERLINK(1)"
    assert (row["claims"], row["mostly-true"]) == ("1", "1")


@pytest.mark.parametrize("name", ["months", "ratings", "claimants", "kinds", "topics", "outlets"])
def test_every_table_can_be_taken_away(desk, name):
    make_published_claim(topics=[make_topic()], claimant=make_claimant(), now=timezone.now())
    assert table(desk, name)


def test_a_table_that_is_none_is_not_found(desk):
    assert desk.get(reverse("desk_balance_table", args=["passwords"])).status_code == 404


@pytest.mark.parametrize(
    "asked", [{"start": "2025-04-01", "end": "2025-03-01"}, {"start": "0001-01-01"}, {"end": "yesterday"}]
)
def test_days_that_make_no_sense_are_told_and_break_nothing(desk, asked):
    assert desk.get(reverse("desk_balance"), asked).status_code == 200


def test_the_first_day_after_the_last_is_said_beside_the_form(desk):
    assert "The first day comes after the last." in open_page(desk, start="2025-04-01", end="2025-03-01")


@pytest.mark.parametrize("role", list(Role))
def test_every_role_may_read_it(client, db, role):
    client.force_login(make_user(role))
    assert client.get(reverse("desk_balance")).status_code == 200


@pytest.mark.parametrize("address", ["/admin/balance/", "/admin/balance/months.csv"])
def test_nobody_else_may(client, db, address):
    assert client.get(address).status_code == 302
    client.force_login(make_user())
    assert client.get(address).status_code == 403


def test_the_morning_leads_to_it(desk):
    assert f'href="{reverse("desk_balance")}"' in desk.get(reverse("admin:index")).content.decode()


def test_it_asks_the_same_few_questions_whatever_was_published(desk, django_assert_max_num_queries):
    for number in range(12):
        make_published_claim(
            topics=[make_topic()], claimant=make_claimant(name_en=f"Person {number}"), now=timezone.now()
        )
    with django_assert_max_num_queries(QUERIES):
        desk.get(reverse("desk_balance"))
