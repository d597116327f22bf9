"""What a reviewer reads and what readers see stays as it is; only an approved verdict changes it."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from claims.models import Rating, Verdict
from claims.tests.make import (
    NOW,
    make_published_claim,
    make_ready_claim,
    make_source,
    make_user,
    make_verdict,
)
from claims.words import Role

pytestmark = pytest.mark.django_db

NO_ROWS = {
    f"{inline}-{count}_FORMS": 0 for inline in ("quantities", "contacts") for count in ("TOTAL", "INITIAL")
}
WRITERS = [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR]


def published():
    return make_published_claim()


def in_review():
    claim = make_ready_claim()
    verdict = make_verdict(claim)
    verdict.submit(by=verdict.author, now=NOW)
    return claim


def desk(client, role):
    user = make_user(role)
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", WRITERS)
@pytest.mark.parametrize("make", [published, in_review])
def test_the_words_of_a_claim_cannot_be_changed_under_its_verdict(client, role, make):
    claim = make()
    desk(client, role)
    client.post(
        reverse("admin:claims_claim_change", args=[claim.pk]),
        {
            "wording_ko": "고쳐 쓴 말",
            "wording_en": "Rewritten",
            "checkability": "fact",
            "version_read": claim.version,
            **NO_ROWS,
        },
    )
    claim.refresh_from_db()
    assert "Rewritten" not in claim.wording_en and "고쳐" not in claim.wording_ko


def test_the_numbers_of_a_claim_cannot_be_changed_under_its_verdict(client):
    claim = published()
    number = claim.quantities.create(low=5, high=5, unit="USD", words="5 dollars")
    desk(client, Role.EDITOR)
    row = {"id": number.pk, "claim": claim.pk, "words": "6 dollars", "low": 6, "high": 6, "unit": "USD"}
    posted = {f"quantities-0-{name}": value for name, value in row.items()}
    posted |= NO_ROWS | {"quantities-TOTAL_FORMS": 1, "quantities-INITIAL_FORMS": 1}
    address = reverse("admin:claims_claim_change", args=[claim.pk])
    assert client.post(address, posted | {"version_read": claim.version}).status_code == 302
    assert "5 dollars" in client.get(address).content.decode()
    number.refresh_from_db()
    assert number.low == 5


def test_who_looks_after_a_published_claim_can_still_be_changed(client):
    claim, other = published(), make_user(Role.EDITOR)
    desk(client, Role.EDITOR)
    response = client.post(
        reverse("admin:claims_claim_change", args=[claim.pk]),
        {
            "assignee": other.pk,
            "look_again_on": "2026-01-31",
            "version_read": claim.version,
            **NO_ROWS,
        },
    )
    claim.refresh_from_db()
    assert response.status_code == 302
    assert (claim.assignee, str(claim.look_again_on)) == (other, "2026-01-31")


@pytest.mark.parametrize("role", WRITERS)
@pytest.mark.parametrize("make", [published, in_review])
def test_evidence_below_a_verdict_is_neither_changed_nor_taken_away(client, role, make):
    claim = make()
    piece = claim.evidence[0]
    desk(client, role)
    change = client.post(
        reverse("admin:claims_citation_change", args=[piece.pk]), {"stance": "context", "rank": "primary"}
    )
    delete = client.post(reverse("admin:claims_citation_delete", args=[piece.pk]), {"post": "yes"})
    assert (change.status_code, delete.status_code) == (403, 403)
    piece.refresh_from_db()
    assert piece.stance == "supports"


@pytest.mark.parametrize("make", [published, in_review])
def test_evidence_is_not_added_below_a_verdict_that_is_settled_or_being_reviewed(client, make):
    claim = make()
    count = len(claim.evidence)
    source = make_source("Quite another figure: 9.")
    desk(client, Role.EDITOR)
    for name, args in (("reader", [claim.pk, source.pk]), ("interview", [claim.pk]), ("upload", [claim.pk])):
        response = client.post(
            reverse(f"admin:claims_claim_{name}", args=args),
            {"quote": "Quite another figure: 9.", "stance": "supports", "rank": "primary", "told_by": "X",
             "told_on": "2025-01-01", "told_how": "by telephone"},
        )  # fmt: skip
        assert response.status_code == 302, name
    assert claim.citations.filter(kind="evidence").count() == count


def test_a_correction_in_work_may_bring_new_evidence(client):
    claim = published()
    claim.verdict.revise(by=desk(client, Role.EDITOR))
    source = make_source("Quite another figure: 9.")
    client.post(
        reverse("admin:claims_claim_reader", args=[claim.pk, source.pk]),
        {"quote": "Quite another figure: 9.", "stance": "refutes", "rank": "primary"},
    )
    assert claim.citations.filter(source=source).exists()


def test_who_wrote_any_of_a_verdict_cannot_approve_it_though_another_saved_it_last(client):
    claim = published()
    writer = make_user(Role.APPROVER)
    draft = claim.verdict.revise(by=writer)
    draft.correction_kind, draft.correction_en = "update", "New figures."
    draft.save()
    Verdict.objects.filter(pk=draft.pk).update(author=make_user(Role.EDITOR))
    draft.refresh_from_db()
    draft.submit(by=draft.author, now=NOW)

    client.force_login(writer)
    client.post(reverse("admin:claims_claim_approve", args=[claim.pk]))

    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_saving_a_draft_unchanged_does_not_make_the_saver_its_author(client):
    claim = make_ready_claim()
    draft = make_verdict(claim)
    desk(client, Role.EDITOR)
    page = client.get(reverse("admin:claims_claim_verdict", args=[claim.pk]))
    form = page.context["form"]
    posted = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(reverse("admin:claims_claim_verdict", args=[claim.pk]), posted)
    author = draft.author
    draft.refresh_from_db()
    assert draft.author == author


def test_a_forged_before_does_not_hide_who_wrote(client):
    claim = make_ready_claim()
    draft = make_verdict(claim)
    writer = desk(client, Role.EDITOR)
    page = client.get(reverse("admin:claims_claim_verdict", args=[claim.pk]))
    form = page.context["form"]
    posted = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    posted |= {"summary_en": "Mine now.", "initial-summary_en": "Mine now."}
    client.post(reverse("admin:claims_claim_verdict", args=[claim.pk]), posted)
    draft.refresh_from_db()
    assert (draft.summary_en, draft.author) == ("Mine now.", writer)


@pytest.mark.parametrize("kind", ["typo", "clarification", "update", "retraction"])
def test_another_rating_cannot_be_passed_off_as_less_than_a_change_of_verdict(kind):
    draft = published().verdict.revise(by=make_user(Role.EDITOR))
    draft.rating = Rating.objects.get(code="false")
    draft.correction_kind, draft.correction_en = kind, "Noted."
    draft.save()
    assert [item.rule for item in draft.gate() if not item.is_met] == ["correction_note"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://x.example/"])
def test_an_archived_copy_is_a_web_address(client, address):
    source = make_source()
    desk(client, Role.EDITOR)
    client.post(reverse("admin:claims_source_change", args=[source.pk]), {"archive_url": address})
    source.refresh_from_db()
    assert source.archive_url == ""


def test_a_save_that_comes_after_approval_is_answered(client):
    claim = published()
    desk(client, Role.EDITOR)
    address = reverse("admin:claims_claim_verdict", args=[claim.pk])
    response = client.post(address, {"summary_en": "late"}, follow=True, headers={"accept-language": "en"})
    assert "not a draft any more" in response.content.decode()


def test_evidence_changed_in_a_correction_gets_a_successor_and_a_removed_one_a_date(client):
    claim = published()
    claim.verdict.revise(by=desk(client, Role.EDITOR))
    changed, removed = claim.evidence
    answer = client.post(
        reverse("admin:claims_citation_change", args=[changed.pk]),
        {"stance": "context", "rank": "primary", "order": 0},
    )
    assert answer.status_code == 302
    client.post(reverse("admin:claims_citation_delete", args=[removed.pk]), {"post": "yes"})
    changed.refresh_from_db()
    removed.refresh_from_db()
    successor = claim.citations.get(replaces=changed)
    assert (changed.stance, changed.is_leaving, removed.is_leaving) == ("supports", True, True)
    assert (successor.stance, successor.public_since) == ("context", None)

    client.post(reverse("admin:claims_claim_keep_quote", args=[claim.pk, removed.pk]))
    removed.refresh_from_db()
    assert not removed.is_leaving


@pytest.mark.parametrize(
    "change",
    [{"wording_en": "Otherwise"}, {"made_on": "2020-01-01"}, {"claimant_id": None, "wording_ko": "말"}],
)
def test_the_database_lets_no_words_stand_in_public_that_no_verdict_speaks_of(change):
    claim = published()
    with pytest.raises(DatabaseError, match="no approved verdict"), transaction.atomic():
        type(claim).objects.filter(pk=claim.pk).update(**change)


def test_the_database_publishes_no_claim_without_a_verdict():
    claim = make_ready_claim()
    with pytest.raises(DatabaseError, match="no approved verdict"), transaction.atomic():
        type(claim).objects.filter(pk=claim.pk).update(state="published", published_at=NOW)


def test_the_database_keeps_a_public_quote_and_its_worth():
    piece = published().evidence[0]
    quotes = type(piece).objects.filter(pk=piece.pk)
    for change in ({"stance": "context"}, {"note": "x"}, {"public_since": None}):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            quotes.update(**change)
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        quotes.delete()


@pytest.mark.parametrize("role", WRITERS)
def test_a_published_claim_is_corrected_never_deleted(client, role):
    claim = published()
    desk(client, role)
    answer = client.post(reverse("admin:claims_claim_delete", args=[claim.pk]), {"post": "yes"})
    assert answer.status_code == 403
    assert type(claim).objects.filter(pk=claim.pk).exists()
