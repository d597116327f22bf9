"""The synthetic newsroom: sound enough that every page, quote and check of a bulk claim holds."""

from io import StringIO

import pytest
from django.core.management import call_command

from claims.models import Article, Check, Citation, Claim, Correction, Snapshot, Source, Verdict
from claims.public.claimreview import claim_review, problems
from claims.tests.make import make_published_claim
from claims.text.quotes import locate

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom():
    call_command("bulk_demo", claims=230, checks=2, stdout=StringIO())


def test_the_newsroom_is_whole(newsroom):
    for model in (
        Article,
        Citation,
        Check,
        Claim,
        Correction,
        Snapshot,
        Source,
        Verdict,
        Claim.topics.through,
    ):
        for field in model._meta.concrete_fields:
            if field.is_relation:  # COPY went without the database's own look at these
                lost = model.objects.filter(**{f"{field.name}__isnull": False}).exclude(
                    **{f"{field.attname}__in": field.related_model.objects.values("pk")}
                )
                assert not lost.exists(), field
    assert Claim.objects.count() == 230 and Claim.objects.published().count() == 220
    assert Citation.objects.count() == 5 * 230
    assert Check.objects.count() == 2 * Source.objects.count()
    assert Correction.objects.count() == 2


def test_every_quote_stands_in_its_text_where_it_says(newsroom):
    for citation in Citation.objects.select_related("snapshot")[:300]:
        match = locate(citation.quote, citation.snapshot.text)
        assert (match.finding, match.start) == ("exact", citation.start)
    assert Snapshot.objects.filter(text="").count() == 0


def test_checks_are_told_to_machines_without_a_fault(newsroom):
    for claim in Claim.objects.published().with_evidence()[:60]:
        for language in claim.languages():
            assert problems(claim_review(claim, language)) == []


def test_pages_and_search_show_bulk_claims(client, newsroom):
    claim = Claim.objects.published().order_by("-pk").first()

    assert client.get(claim.get_absolute_url()).status_code == 200
    assert str(claim.pk) in client.get("/ko/search/", {"q": claim.wording_ko}).content.decode()


def test_what_was_there_stays_and_ids_go_on(newsroom):
    newest = Claim.objects.order_by("-pk").first().pk

    assert make_published_claim().pk > newest
