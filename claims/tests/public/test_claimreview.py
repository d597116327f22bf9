"""ClaimReview by the rules, and against what real publishers got wrong."""

import json
import re

import pytest
from django.utils.translation import override

from claims.models import Rating
from claims.public.claimreview import claim_review, problems
from claims.tests.make import make_claimant, make_published_claim
from claims.words import ClaimantKind

pytestmark = pytest.mark.django_db


def make_document(language: str = "en", **given) -> dict:
    return claim_review(make_published_claim(**given), language)


def good() -> dict:
    """A document without problems, to be spoilt by each test."""
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://fc.example/en/claims/1-a/",
        "claimReviewed": "The moon is cheese",
        "datePublished": "2025-03-03T09:00:00+09:00",
        "author": {"@type": "Organization", "name": "Desk", "url": "https://fc.example/"},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "False",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
        },
        "itemReviewed": {
            "@type": "Claim",
            "appearance": [{"@type": "NewsArticle", "url": "https://news.example/1"}],
        },
    }


def test_what_we_publish_has_no_problems_in_either_language():
    claim = make_published_claim(claimant=make_claimant(kind=ClaimantKind.ORGANIZATION))
    for language in ("ko", "en"):
        document = claim_review(claim, language)
        assert problems(document) == []
        assert document["inLanguage"] == language


def test_each_language_names_its_own_page_and_speaks_its_own_words():
    claim = make_published_claim()
    korean, english = claim_review(claim, "ko"), claim_review(claim, "en")
    assert "/ko/claims/" in korean["url"] and "/en/claims/" in english["url"]
    assert korean["reviewRating"]["alternateName"] == "대체로 사실"
    assert english["reviewRating"]["alternateName"] == "Mostly true"


def test_a_verdict_on_the_scale_carries_its_numbers():
    rating = make_document()["reviewRating"]
    assert (rating["ratingValue"], rating["bestRating"], rating["worstRating"]) == (4, 5, 1)


@pytest.mark.parametrize("code", ["unproven", "missing-context", "not-checkable"])
def test_a_verdict_off_the_scale_carries_no_numbers_at_all(code):
    document = make_document(verdict={"rating": Rating.objects.get(code=code)})
    assert set(document["reviewRating"]) == {"@type", "alternateName"}
    assert problems(document) == []


@pytest.mark.parametrize("kind", list(ClaimantKind))
def test_the_claimant_is_typed_rightly(kind):
    document = make_document(claimant=make_claimant(kind=kind, same_as="https://en.wikipedia.org/wiki/X"))
    author = document["itemReviewed"]["author"]
    assert author["@type"] == {"person": "Person", "organization": "Organization"}[kind]
    assert author["sameAs"].startswith("https://en.wikipedia.org/")


def test_a_claim_by_nobody_names_nobody():
    assert "author" not in make_document()["itemReviewed"]


def test_the_claim_is_dated_when_it_was_made_and_not_when_it_was_checked():
    assert make_document()["itemReviewed"]["datePublished"] == "2025-01-28"


def test_the_claim_page_carries_one_element_that_no_wording_can_break_out_of(client):
    claim = make_published_claim(wording_en="</script><script>alert('x')</script> & more")
    with override("en"):
        html = client.get(claim.get_absolute_url()).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(blocks) == 1
    assert json.loads(blocks[0])["claimReviewed"] == claim.wording_en


def test_lists_carry_no_element(client):
    make_published_claim()
    for address in ("/en/", "/en/claims/", "/en/articles/"):
        assert "ClaimReview" not in client.get(address).content.decode()


def test_the_linter_passes_a_good_document():
    assert problems(good()) == []


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda d: d.update({"@context": "http://schema.org"}), "@context"),
        (lambda d: d.update({"@type": "Review"}), "@type"),
        (lambda d: d.update(url="/relative"), "url"),
        (lambda d: d.update(claimReviewed=" "), "claimReviewed is missing"),
        (lambda d: d.update(claimReviewed="Tom &amp; Jerry"), "HTML"),
        (lambda d: d.update(claimReviewed="False: the moon is cheese"), "holds the verdict"),
        (lambda d: d.pop("author"), "author must name"),
        (lambda d: d.update(datePublished="yesterday"), "datePublished"),
        (lambda d: d.pop("reviewRating"), "reviewRating is missing"),
        (lambda d: d["reviewRating"].pop("alternateName"), "in words"),
        (lambda d: d["reviewRating"].update(ratingValue=-1), "between"),
        (lambda d: d["reviewRating"].update(ratingValue=6), "between worstRating and bestRating"),
        (lambda d: d["reviewRating"].update(worstRating=0), "at least 1"),
        (lambda d: d["reviewRating"].update(bestRating=1), "above"),
        (lambda d: d["reviewRating"].pop("bestRating"), "all three numbers or none"),
        (lambda d: d["reviewRating"].update(ratingValue="1"), "all three numbers"),
        (lambda d: d.update(itemReviewed="the moon"), "must be a Claim"),
        (lambda d: d["itemReviewed"].pop("appearance"), "must appear"),
        (lambda d: d["itemReviewed"].update(appearance=["https://news.example/"]), "typed CreativeWork"),
        (
            lambda d: d["itemReviewed"].update(
                appearance=[{"@type": "NewsArticle", "url": "https://fc.example/en/x"}]
            ),
            "outside this site",
        ),
        (lambda d: d["itemReviewed"].update(author={"@type": "Person"}), "needs a name"),
        (lambda d: d["itemReviewed"].update(author={"@type": "Thing", "name": "X"}), "Person or an Organ"),
        (lambda d: d["itemReviewed"].update(datePublished="0001-01-01"), "not a date"),
    ],
)
def test_the_linter_names_each_mistake_that_real_publishers_make(spoil, complaint):
    document = good()
    spoil(document)
    assert any(complaint in problem for problem in problems(document)), problems(document)
