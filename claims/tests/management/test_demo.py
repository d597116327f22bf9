"""The first article, as a newcomer finds it."""

import asyncio
import socket

import pytest
from django.core.management import call_command

from claims.management.demo import articles, site
from claims.management.demo.build import FACTS, build, demo_site, site_address
from claims.management.demo.pages import PAGES
from claims.models import Article, Claim, Source, User, Verdict
from claims.public.claimreview import claim_review, problems
from claims.recheck.extract import extract
from claims.recheck.fetch import Fetcher, Limits, Request
from claims.tests.make import NOW, correct
from claims.text.money import cross_checks
from claims.words import ClaimState, Finding, Outcome


@pytest.fixture
def own_port(settings, tmp_path, monkeypatch):
    """A site of this test's own: another port, another count of readings; and quick passwords."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(site, "SLOW_SECONDS", 0.05)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.DEMO_SITE_PORT = free.getsockname()[1]
    settings.VAR_DIR = tmp_path
    settings.RECHECK_ALLOWED_HOSTS = [f"127.0.0.1:{settings.DEMO_SITE_PORT}"]


@pytest.fixture
def first_article(db, own_port):
    build(NOW)


def test_the_first_article_has_fifteen_published_claims_each_with_two_pieces_of_evidence(first_article):
    claims = list(Claim.objects.published().with_evidence())
    assert len(claims) == len(FACTS["claim"]) == 15
    for claim in claims:
        assert len(claim.evidence) >= 2, claim
        assert len(claim.appearances) == 2, claim
        assert claim.languages() == ["ko", "en"]
        assert all(piece.start is not None for piece in claim.appearances)


def test_every_figure_of_the_article_is_read_as_a_number(first_article):
    claim = Claim.objects.get(wording_en__contains="5.576")
    (quantity,) = claim.quantities.all()
    assert (quantity.low, quantity.high, quantity.unit) == (5_576_000, 5_576_000, "USD")


def test_its_money_given_twice_agrees_and_a_slip_would_be_noticed():
    assert not [check for check in cross_checks(articles.KOREAN.body) if check.flagged]
    slip = articles.KOREAN.body.replace("78억8천만원", "788억원")
    assert [check for check in cross_checks(slip) if check.flagged]


def test_every_verdict_is_signed_by_two_people_and_every_document_is_clean(first_article):
    for verdict in Verdict.objects.all():
        assert verdict.author != verdict.approver
    for claim in Claim.objects.published().with_evidence():
        for language in ("ko", "en"):
            assert problems(claim_review(claim, language)) == []


def test_building_again_changes_nothing(first_article):
    before = [model.objects.count() for model in (Article, Claim, Source, User, Verdict)]
    build(NOW)
    assert [model.objects.count() for model in (Article, Claim, Source, User, Verdict)] == before


def test_what_an_editor_changed_since_stays_as_it_is(first_article):
    claim = Claim.objects.first()
    correct(claim, wording_en="Reworded by an editor")
    build(NOW)
    claim.refresh_from_db()
    assert (claim.wording_en, Claim.objects.count()) == ("Reworded by an editor", 15)


def test_quotes_of_the_demos_pages_were_really_seen_and_those_of_the_public_web_were_not(first_article):
    for claim in Claim.objects.published().with_evidence():
        for piece in claim.evidence:
            ours = piece.source.url.startswith(site_address("/"))
            refuses = "/members/" in piece.source.url
            assert (piece.finding == Finding.EXACT) == (ours and not refuses), piece


def test_the_command_prints_a_login_for_each_role(db, own_port, capsys):
    call_command("demo")
    printed = capsys.readouterr().out
    for role in ("Contributor", "Editor", "Approver", "Administrator"):
        assert role in printed
    assert Claim.objects.filter(state=ClaimState.PUBLISHED).count() == 15


def test_each_page_does_what_it_is_there_for_at_the_second_look(own_port, settings):
    async def look_twice():
        limits = Limits(
            allowed_hosts=frozenset(settings.RECHECK_ALLOWED_HOSTS), user_agent="test", spacing=0, per_host=4
        )
        found = {}
        async with Fetcher(limits) as fetcher:
            for _ in range(2):
                for page in PAGES:
                    response = await fetcher.fetch(Request(site_address(page.path)))
                    found.setdefault(page.path, []).append(response)
        return found

    with demo_site():
        looks = asyncio.run(look_twice())

    text = {path: [extract(one.body, one.content_type, one.url).text for one in pair if one.body]
            for path, pair in looks.items()}  # fmt: skip
    assert [one.outcome for one in looks["/sources/licence-rule"]] == [Outcome.OK, Outcome.GONE]
    assert [one.outcome for one in looks["/members/post"]] == [Outcome.ROBOTS_DENIED] * 2
    assert looks["/sources/capex"][0].outcome == Outcome.MOVED
    assert (
        "$5.576 million" in text["/sources/cost-note"][0] and "$5.6 million" in text["/sources/cost-note"][1]
    )
    assert (
        "15 percent" in text["/sources/market-noon"][0]
        and "15 percent" not in text["/sources/market-noon"][1]
    )
    assert "1957년 10월 4일" in text["/sources/satellites"][0]
    assert "about $100 million" in " ".join(text["/sources/interview.pdf"][0].split())
    assert text["/sources/v3-report"][0] == text["/sources/v3-report"][1]
