"""“The source was replaced” is a fact before it is a decision: another source must be attached."""

import pytest
from django.utils import timezone

from claims.tests.admin.test_alerts import decide, make_alert, make_changed
from claims.tests.make import make_citation, make_ready_claim, make_source
from claims.words import AlertKind, AlertResult


@pytest.fixture
def desk(client, editor):
    client.cookies["django_language"] = "en"
    client.force_login(editor)
    return client


def test_a_lost_quote_is_not_settled_as_replaced_while_nothing_replaces_it(desk):
    claim = make_ready_claim()
    alert = make_changed(claim, opened_at=timezone.now())
    answer = decide(desk, alert, AlertResult.REPLACED)
    alert.refresh_from_db()
    assert alert.is_open
    assert "No other source was attached since" in desk.get(answer.url).content.decode()


def test_another_source_attached_since_settles_it(desk, editor):
    claim = make_ready_claim()
    alert = make_changed(claim, opened_at=timezone.now())
    make_citation(claim, make_source("It cost $5.576M all told."), "cost $5.576M")
    decide(desk, alert, AlertResult.REPLACED)
    alert.refresh_from_db()
    assert (alert.result, alert.closed_by) == (AlertResult.REPLACED, editor)


def test_another_quote_of_the_same_source_replaces_nothing(desk):
    claim = make_ready_claim()
    alert = make_changed(claim, opened_at=timezone.now())
    make_citation(claim, alert.source, "at $2 an hour")
    decide(desk, alert, AlertResult.REPLACED)
    alert.refresh_from_db()
    assert alert.is_open


def test_a_source_that_is_gone_is_replaced_at_every_claim_that_rests_on_it(desk):
    first, second = make_ready_claim(), make_ready_claim()
    source = make_source("Spent $9 in all.")
    for claim in (first, second):
        make_citation(claim, source, "Spent $9")
    alert = make_alert(AlertKind.SOURCE_GONE, source=source, opened_at=timezone.now())
    make_citation(first, make_source("It was $9."), "It was $9")
    decide(desk, alert, AlertResult.REPLACED)
    alert.refresh_from_db()
    assert alert.is_open

    make_citation(second, make_source("It was $9."), "It was $9")
    decide(desk, alert, AlertResult.REPLACED)
    alert.refresh_from_db()
    assert alert.result == AlertResult.REPLACED
