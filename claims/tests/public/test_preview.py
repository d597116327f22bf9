"""The desk sees a page before readers do: just as it would be, and nobody else sees it."""

import pytest

from claims.models import Rating
from claims.tests.make import (
    NOW,
    make_citation,
    make_published_claim,
    make_ready_claim,
    make_source,
    make_user,
    make_verdict,
)
from claims.words import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, contributor):
    client.force_login(contributor)
    return client


def read(client, claim, code="en", what=""):
    return client.get(f"/{code}/preview/claims/{claim.pk}/{what}")


def test_a_draft_is_shown_as_it_would_be_and_marked(desk):
    claim = make_ready_claim()
    make_verdict(claim)
    answer = read(desk, claim)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Only the desk sees this page" in html
    assert "Mostly right." in html and "cost $5.576M" in html and "yet to approve" in html
    assert "대체로 맞다." in read(desk, claim, "ko").content.decode()


def test_it_is_neither_kept_nor_indexed_and_gives_machines_nothing(desk):
    claim = make_ready_claim()
    make_verdict(claim)
    answer = read(desk, claim)
    assert "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"]
    html = answer.content.decode()
    assert 'content="noindex, nofollow"' in html and "ld+json" not in html and "canonical" not in html


@pytest.mark.parametrize("what", ["", "claimreview/"])
def test_to_everybody_else_there_is_no_such_page(client, what):
    claim = make_ready_claim()
    make_verdict(claim)
    assert read(client, claim, what=what).status_code == 404
    client.force_login(make_user(is_staff=False))
    assert read(client, claim, what=what).status_code == 404


def test_a_correction_is_shown_whole_while_readers_see_the_old_page(desk):
    claim = make_published_claim()
    claim.quantities.create(low=5_576_000, high=5_576_000, unit="USD", words="557만6천달러")
    draft = claim.verdict.revise(by=make_user(Role.EDITOR))
    draft.wording_ko, draft.wording_en = "개발에 600만달러가 들었다", "It cost $6 million"
    draft.rating = Rating.objects.get(code="false")
    draft.correction_kind, draft.correction_en = "verdict_change", "New bill."
    draft.save()
    make_citation(claim, make_source("The bill came to $6 million."), "came to $6 million")
    claim.evidence[0].take_away()

    html = read(desk, claim).content.decode()

    assert ">It cost $6 million</h1>" in html
    assert "New bill." in html and "came to $6 million" in html and "<b>$6 million</b>" in html
    public = desk.get(f"/en/claims/{claim.pk}-{claim.slug('en')}/").content.decode()
    assert "$6 million" not in public and "New bill." not in public


def test_nothing_is_written_by_looking(desk):
    claim = make_published_claim()
    claim.quantities.create(low=5_576_000, high=5_576_000, unit="USD", words="557만6천달러")
    draft = claim.verdict.revise(by=make_user(Role.EDITOR))
    draft.wording_ko = draft.wording_en = "Otherwise for $7"
    draft.save()
    read(desk, claim)
    claim.refresh_from_db()
    draft.refresh_from_db()
    assert claim.wording_en == "Developing DeepSeek-V3 cost $5.576M"
    assert (claim.published_at, draft.state) == (NOW, "draft")
    assert claim.quantities.get().words == "557만6천달러"


def test_without_a_rating_it_says_what_to_do(desk):
    claim = make_ready_claim()
    make_verdict(claim, rating=None)
    assert "Choose a rating" in read(desk, claim).content.decode()


def test_the_linter_speaks_beside_the_form(desk):
    claim = make_ready_claim()
    make_verdict(claim)
    assert "finds nothing amiss" in read(desk, claim, what="claimreview/?lang=en").content.decode()
    claim.citations.filter(kind="appearance").delete()
    html = read(desk, claim, what="claimreview/?lang=ko").content.decode()
    assert "must appear somewhere outside this site" in html and "대체로 맞다." in html


def test_a_language_without_words_says_so(desk):
    claim = make_ready_claim(wording_ko="")
    make_verdict(claim, summary_ko="")
    assert "Not in this language yet" in read(desk, claim, what="claimreview/?lang=ko").content.decode()
