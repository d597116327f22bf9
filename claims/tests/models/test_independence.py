"""Which sources are one voice, and which quotes count as seen, before a verdict is public."""

import pytest

from claims.models import Citation, Source
from claims.models.independence import independent
from claims.tests.make import (
    NOW,
    make_citation,
    make_claim,
    make_published_claim,
    make_ready_claim,
    make_source,
    make_verdict,
)
from claims.words import Finding, Gate

pytestmark = pytest.mark.django_db


def missing(verdict) -> set[str]:
    return {item.rule for item in verdict.gate() if not item.is_met}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"url": "https://www.daily.co.kr/a"}, {"url": "https://news.daily.co.kr/b"}),
        ({"publisher": "Hanbit  Daily"}, {"publisher": "HANBIT DAILY"}),
        ({"independence_group": "Yonhap"}, {"independence_group": "yonhap"}),
    ],
)
def test_two_sources_of_one_voice_count_once(first, second):
    assert independent([make_source(**first), make_source(**second)]) == 1


def test_sources_joined_through_a_third_count_once():
    chain = [
        make_source(independence_group="wire"),
        make_source(independence_group="wire", publisher="Daily"),
        make_source(publisher="daily"),
    ]
    assert independent(chain) == 1


def test_sources_that_share_nothing_count_each():
    assert independent([make_source(), make_source()]) == 2


def test_addresses_on_one_bare_ip_are_not_one_domain():
    assert independent([make_source(url="http://192.0.2.1/a"), make_source(url="http://192.0.2.1/b")]) == 2


def test_one_person_told_twice_is_one_source():
    told = [Source.record_interview(told_by="Kim", told_on=None, told_how="telephone") for _ in range(2)]
    assert independent(told) == 1


def test_a_protected_source_is_no_named_one():
    given = {"is_protected": True, "protection_reason": "At risk."}
    assert independent([make_source(**given), make_source()]) == 1


def test_two_pages_of_one_publisher_close_the_gate():
    claim = make_ready_claim()
    Source.objects.filter(citations__in=claim.citations.filter(kind="evidence")).update(publisher="One House")
    assert missing(make_verdict(claim)) == {Gate.TWO_SOURCES}


def test_a_quote_never_seen_in_its_source_closes_the_gate_unless_readers_are_told_why():
    claim = make_ready_claim()
    make_citation(claim, make_source(), "typed by hand")
    verdict = make_verdict(claim)
    assert missing(verdict) == {Gate.QUOTES_SEEN}

    verdict.unseen_exception = "The court's server answers to nobody."

    item = next(item for item in verdict.gate() if item.rule == Gate.QUOTES_SEEN)
    assert item.is_met and item.exception == "The court's server answers to nobody."


def test_a_source_that_cannot_be_read_today_does_not_close_the_gate_where_the_quote_was_seen_before():
    claim = make_ready_claim()
    claim.citations.filter(kind="evidence").update(finding=Finding.UNREADABLE)
    assert missing(make_verdict(claim)) == set()


def test_readers_see_why_a_quote_was_not_seen(client):
    claim = make_published_claim(verdict={"unseen_exception": "Only on paper."})
    assert "Only on paper." in client.get(f"/en/claims/{claim.pk}-{claim.slug('en')}/").content.decode()


def test_evidence_attached_to_a_claim_alone_is_not_seen_by_itself():
    assert make_citation(make_claim(), make_source(), "quote").seen_at is None
    assert Citation.objects.get().finding == Finding.UNCHECKED
    assert make_citation(make_claim(), make_source("a quote"), "quote").seen_at == NOW
