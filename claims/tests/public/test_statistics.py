"""The balance report and the strips that draw it."""

import pytest

from claims.models import Rating, figure
from claims.public import figures
from claims.tests.make import (
    NOW,
    make_claimant,
    make_published_claim,
    make_ready_claim,
    make_topic,
    make_user,
)
from claims.tests.public.world import page
from claims.words import Role

pytestmark = pytest.mark.django_db


def test_readers_see_which_verdicts_were_given_on_what_and_of_whom(client):
    topic, person = make_topic(name_en="Chips"), make_claimant(name_en="Ms Kim")
    false = {"rating": Rating.objects.get(code="false")}
    make_published_claim(topics=[topic], claimant=person)
    make_published_claim(topics=[topic], claimant=person, verdict=false)
    make_ready_claim(topics=[topic], claimant=person)

    html = page(client, "/en/statistics/")

    assert 'aria-label="Mostly true 1, False 1"' in html
    assert html.count(">Chips</a></th><td>2</td>") == html.count(">Ms Kim</a></th><td>2</td>") == 1
    assert 'width="50.0"' in html


def test_kinds_of_corrections_are_counted(client):
    claim = make_published_claim()
    claim.withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="Forged.")

    assert "Retraction: 1" in page(client, "/en/statistics/")


def test_a_figure_that_was_dear_is_kept_and_a_cheap_one_is_not(monkeypatch):
    make_published_claim(topics=[make_topic()])
    monkeypatch.setattr(figure, "AT_ONCE_SECONDS", -1)
    monkeypatch.setattr(figure, "TIMES_ITS_COST", 1e9)

    before = figures.topics(9)
    make_published_claim(topics=[make_topic()])
    kept = figures.topics(9)
    figure.cache.clear()
    fresh = figures.topics(9)

    assert (len(before), len(kept), len(fresh)) == (1, 1, 2)


def test_a_source_page_draws_its_latest_looks(client):
    claim = make_published_claim()
    source = claim.evidence[0].source
    for outcome in ("ok", "timeout", "not_found", "paywall"):
        source.checks.create(checked_at=NOW, outcome=outcome)

    html = page(client, f"/en/sources/{source.pk}/")

    for name in ("read", "trouble", "loss", "unreadable"):
        assert f'<rect class="{name}"' in html
