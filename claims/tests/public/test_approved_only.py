"""Readers and machines see the words and quotes that two people agreed on, and nothing else."""

import pytest

from claims.models import Citation, Claim, Correction
from claims.tests.make import (
    NOW,
    correct,
    make_appearance,
    make_article,
    make_citation,
    make_claimant,
    make_published_claim,
    make_source,
    make_user,
)
from claims.tests.public.surfaces import everything, pages_of
from claims.words import CitationKind, Role, Stance

pytestmark = pytest.mark.django_db


def in_correction():
    claim = make_published_claim()
    return claim, claim.verdict.revise(by=make_user(Role.EDITOR))


def approve(draft):
    draft.correction_kind, draft.correction_en = "correction", "Put right."
    draft.save()
    draft.submit(by=draft.author, now=NOW)
    draft.approve(by=make_user(Role.APPROVER), now=NOW)


def test_corrected_words_are_nowhere_before_they_are_approved_and_everywhere_after(client):
    claim, draft = in_correction()
    draft.wording_en, draft.claimant = "Training took 7,777 hours", make_claimant(name_en="Zyxel Lab")
    draft.save()
    before = everything(client, claim, "hours")
    assert "Training took" not in before and "Zyxel Lab" not in before

    approve(draft)

    claim.refresh_from_db()
    about_it = [text for address, text in pages_of(client, claim).items() if "/claims/" in address]
    assert all("Training took" in text for text in about_it if 'lang="ko"' not in text[:200])
    assert "Zyxel Lab" in everything(client, claim)
    found = client.get("/en/search/", {"q": "7777 hours"}).content.decode()
    assert "Training took" in found


def test_a_correction_shows_the_words_before_and_after(client):
    claim = make_published_claim()
    correct(claim, wording_en="Training it cost $5.6M")
    page = client.get(f"/en/claims/{claim.pk}-{claim.slug('en')}/").content.decode()
    assert "<del>Developing DeepSeek-V3 cost $5.576M</del>" in page.replace(' lang="en"', "")
    korean = client.get(f"/ko/claims/{claim.pk}-{claim.slug('ko')}/").content.decode()
    assert "<del" not in korean  # the Korean words did not change
    told = client.get("/api/v1/corrections").json()["results"][0]
    assert told["wording_before"]["en"] == "Developing DeepSeek-V3 cost $5.576M"
    assert told["wording_after"]["en"] == "Training it cost $5.6M"
    assert Correction.objects.count() == 1


def test_corrected_words_with_another_number_restate_the_number_and_keep_the_others():
    claim = make_published_claim()
    kept = claim.quantities.create(low=5_576_000, high=5_576_000, unit="USD", words="557만6천달러")
    correct(claim, wording_ko="딥시크 V3 개발에 557만6천달러와 2개월이 들었다", wording_en="")
    assert claim.quantities.filter(pk=kept.pk).exists()
    correct(claim, wording_ko="딥시크 V3 개발에 600만달러가 들었다", wording_en="")
    assert [str(quantity) for quantity in claim.quantities.filter(unit="USD")] == ["600만달러"]


def test_evidence_attached_for_a_correction_is_nowhere_before_it_is_approved(client):
    claim, draft = in_correction()
    source = make_source("A zebra crossed at 9.", title="Zebra Gazette")
    make_citation(claim, source, "A zebra crossed", stance=Stance.REFUTES)
    before = everything(client, claim)
    assert "zebra crossed" not in before and "Zebra Gazette" not in before
    assert client.get(f"/en/sources/{source.pk}/").status_code == 404
    assert client.get(f"/api/v1/sources/{source.pk}").status_code == 404

    approve(draft)

    after = everything(client, claim)
    assert "zebra crossed" in after and "Zebra Gazette" in after


def test_evidence_taken_away_stays_for_readers_until_the_correction_is_approved(client):
    claim, draft = in_correction()
    source = make_source("A zebra crossed at 9.")
    piece = make_citation(claim, source, "A zebra crossed", public_since=NOW)
    piece.take_away()
    assert "zebra crossed" in everything(client, claim)

    approve(draft)

    assert "zebra crossed" not in everything(client, claim)
    assert Citation.objects.get(pk=piece.pk).public_until == NOW


def test_evidence_whose_worth_changed_reads_as_before_until_the_correction_is_approved(client):
    claim, draft = in_correction()
    piece = claim.evidence[0]
    piece.note = "Of a zebra, mark you."
    piece.save_changed()
    assert "zebra" not in everything(client, claim)

    approve(draft)

    page = client.get(f"/en/claims/{claim.pk}-{claim.slug('en')}/").content.decode()
    assert page.count("Of a zebra") == 1
    assert len(Claim.objects.with_evidence().get(pk=claim.pk).evidence) == 2


def test_an_article_in_which_a_public_claim_is_found_again_waits_for_approval_too(client):
    claim, draft = in_correction()
    article = make_article(headline="Zebra headline")
    make_appearance(claim, article)
    assert "Zebra headline" not in everything(client, claim)
    assert client.get(f"/api/v1/articles/{article.pk}").status_code == 404

    approve(draft)

    assert "Zebra headline" in everything(client, claim)


def test_a_quote_that_was_to_go_and_is_kept_leaves_no_successor():
    claim, _ = in_correction()
    piece = claim.evidence[0]
    old = Citation.objects.get(pk=piece.pk)
    piece.note = "Otherwise."
    piece.save_changed()
    old.refresh_from_db()
    old.keep_after_all()
    notes = claim.citations.proposed().filter(kind=CitationKind.EVIDENCE).values_list("note", flat=True)
    assert list(notes) == ["", ""]
