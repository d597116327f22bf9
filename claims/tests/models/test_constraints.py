"""What can never be: each constraint is broken through the database and must hold."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from claims.models import (
    Alert,
    Article,
    Check,
    Citation,
    Claim,
    Claimant,
    ContactLog,
    Correction,
    Quantity,
    Rating,
    RatingScale,
    Snapshot,
    Source,
    Topic,
    Verdict,
)
from claims.tests.make import (
    NOW,
    make_appearance,
    make_article,
    make_citation,
    make_claim,
    make_published_claim,
    make_source,
    make_user,
    make_verdict,
)
from claims.words import AlertKind, ClaimState, CorrectionKind, Health, Role

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    """The database itself refuses, and names the rule."""
    return pytest.raises(IntegrityError, match=constraint)


def test_a_source_has_one_row_per_canonical_key():
    source = make_source()
    with refused("source_key_unique"):
        Source.objects.create(url="https://other.example/", key=source.key)


def test_a_source_has_a_key():
    with refused("source_key_present"):
        Source.objects.create(url="https://other.example/", key="")


def test_a_web_source_has_an_address():
    with refused("source_web_has_address"):
        Source.objects.create(url="", key="x")


def test_only_web_sources_are_watched():
    with refused("source_only_web_is_watched"):
        Source.objects.create(kind="interview", key="x", next_check_at=NOW)


def test_a_protected_source_has_a_written_reason():
    with refused("source_protected_has_reason"):
        Source.objects.create(kind="interview", key="x", is_protected=True)


def test_a_lease_has_an_owner_and_an_end_or_neither():
    with refused("source_lease_whole"):
        Source.objects.filter(pk=make_source().pk).update(lease=uuid4())


def test_a_lease_is_good_for_one_check():
    source, lease = make_source(), uuid4()
    Check.objects.create(source=source, lease=lease, checked_at=NOW, outcome="ok")
    with refused("check_once_per_lease"):
        Check.objects.create(source=source, lease=lease, checked_at=NOW + timedelta(hours=1), outcome="ok")


def test_a_claimant_has_a_name_in_some_language():
    with refused("claimant_has_name"):
        Claimant.objects.create()


def test_a_topic_has_a_name_in_some_language():
    with refused("topic_has_name"):
        Topic.objects.create()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_two_topics_never_share_a_name(language):
    Topic.objects.create(**{f"name_{language}": "AI"})
    with refused(f"topic_name_{language}_unique"):
        Topic.objects.create(**{f"name_{language}": "AI"})


def test_a_broken_down_article_has_a_text():
    with refused("article_broken_down_has_text"):
        Article.objects.create(source=make_source(), state="open")


def test_a_source_is_one_article_at_most():
    article = make_article()
    with refused("source_id"):
        Article.objects.create(source=article.source)


def test_a_claim_has_words_in_some_language():
    with refused("claim_has_wording"):
        Claim.objects.create()


def test_a_published_claim_has_a_date():
    claim = make_published_claim()
    with refused("claim_published_has_date"):
        Claim.objects.filter(pk=claim.pk).update(published_at=None)


def test_no_claim_begins_as_a_published_one():
    with pytest.raises(DatabaseError, match="Cannot insert"):
        Claim.objects.create(wording_en="x", state=ClaimState.PUBLISHED, published_at=NOW)


def test_a_published_claim_is_not_left_without_its_verdict():
    claim = make_published_claim()
    with pytest.raises(DatabaseError, match="without a verdict"), transaction.atomic():
        claim.verdict.supersede(now=NOW)
        connection.check_constraints()


def test_a_quote_that_readers_saw_until_some_day_neither_comes_back_nor_gets_another_day():
    claim = make_published_claim()
    quotes = Citation.objects.filter(pk=claim.evidence[0].pk)
    quotes.update(public_until=NOW)
    for until in (None, NOW + timedelta(days=1)):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            quotes.update(public_until=until)


def test_a_quantity_runs_from_low_to_high():
    with refused("quantity_low_to_high"):
        Quantity.objects.create(claim=make_claim(), low=Decimal(2), high=Decimal(1))


def test_a_quantity_has_at_least_one_bound():
    with refused("quantity_has_a_bound"):
        Quantity.objects.create(claim=make_claim())


def test_a_citation_has_a_quote():
    with refused("citation_has_quote"):
        make_citation(make_claim(), make_source(), "")


@pytest.mark.parametrize(
    "given", [{"stance": ""}, {"rank": ""}, {"kind": "appearance", "stance": "supports"}]
)
def test_evidence_has_a_stance_and_a_rank_and_an_appearance_has_neither(given):
    with refused("citation_evidence_has_stance_and_rank"):
        make_citation(make_claim(), make_source(), "quote", **given)


def test_a_secondary_source_has_a_reason():
    with refused("citation_secondary_has_reason"):
        make_citation(make_claim(), make_source(), "quote", rank="secondary")


@pytest.mark.parametrize("span", [(5, 5), (5, 3), (5, None)])
def test_a_quote_starts_before_it_ends(span):
    with refused("citation_start_before_end"):
        make_citation(make_claim(), make_source(), "quote", start=span[0], end=span[1])


def test_a_scale_runs_from_one_upwards():
    for worst, best in ((0, 5), (5, 5), (5, 1)):
        with refused("scale_worst_below_best"), transaction.atomic():
            RatingScale.objects.create(name="x", worst=worst, best=best)


def test_there_is_one_default_scale():
    with refused("scale_one_default"):
        RatingScale.objects.create(name="x", is_default=True)


@pytest.mark.parametrize(
    ("is_on_scale", "value"),
    [(False, 3), (True, None), (True, 0)],
    ids=["off the scale with a value", "on it without", "zero"],
)
def test_a_rating_off_the_scale_has_no_value_and_one_on_it_has(is_on_scale, value):
    scale = RatingScale.objects.create(name="x")
    with refused("rating_off_scale_without_value"):
        Rating.objects.create(scale=scale, code="x", is_on_scale=is_on_scale, value=value)


@pytest.mark.parametrize("field", ["code", "value"])
def test_a_code_and_a_value_stand_once_on_a_scale(field):
    scale = RatingScale.objects.create(name="x")
    Rating.objects.create(scale=scale, code="a", value=1)
    other = {"code": "a", "value": 2} if field == "code" else {"code": "b", "value": 1}
    with refused(f"rating_{field}_unique"):
        Rating.objects.create(scale=scale, **other)


def test_a_claim_has_one_public_verdict():
    public = make_published_claim().verdict
    with refused("verdict_one_public"):
        Verdict.objects.create(
            claim=public.claim, rating=public.rating, state="approved", approved_at=NOW,
            author=make_user(), approver=make_user(),
        )  # fmt: skip


def test_a_claim_has_one_verdict_in_work():
    claim = make_claim()
    make_verdict(claim)
    with refused("verdict_one_in_work"):
        make_verdict(claim)


def test_nobody_approves_their_own_verdict_even_past_the_code():
    author = make_user(Role.APPROVER)
    with refused("verdict_approved_by_another"):
        make_verdict(make_claim(), author=author, approver=author)


def test_a_public_verdict_is_signed_and_rated():
    with refused("verdict_public_is_signed_and_rated"):
        make_verdict(make_claim(), state="approved")


@pytest.mark.parametrize("field", ["summary_en", "explanation_ko", "as_of", "source_exception"])
def test_a_public_verdict_cannot_be_changed_even_by_sql(field):
    verdict = make_published_claim().verdict
    with pytest.raises(DatabaseError, match="public_is_immutable"), connection.cursor() as cursor:
        value = "2020-01-01" if field == "as_of" else "quietly changed"
        cursor.execute(f"UPDATE claims_verdict SET {field} = %s WHERE id = %s", [value, verdict.pk])  # noqa: S608


def test_a_public_verdict_cannot_be_deleted():
    verdict = make_published_claim().verdict
    with pytest.raises(DatabaseError, match="public_stays"):
        Verdict.objects.filter(pk=verdict.pk).delete()


@pytest.mark.parametrize(("before", "after"), [("draft", "superseded"), ("submitted", "superseded")])
def test_a_verdict_takes_no_shortcut(before, after):
    verdict = make_verdict(make_claim(), state=before)
    with pytest.raises(DatabaseError, match="states_in_order"):
        Verdict.objects.filter(pk=verdict.pk).update(state=after)


def test_a_correction_has_a_note():
    with refused("correction_has_note"):
        Correction.objects.create(claim=make_claim(), kind="typo", made_at=NOW, made_by=make_user())


def test_a_change_of_verdict_names_both_verdicts():
    with refused("correction_of_verdict_names_both"):
        Correction.objects.create(
            claim=make_claim(),
            kind=CorrectionKind.VERDICT_CHANGE,
            note_en="x",
            made_at=NOW,
            made_by=make_user(),
        )


def test_one_alert_stands_open_per_citation_and_kind():
    citation = make_appearance(make_claim())
    given = {
        "citation": citation,
        "source": citation.source,
        "kind": AlertKind.QUOTE_MISSING,
        "opened_at": NOW,
    }
    Alert.objects.create(**given)
    with refused("alert_one_open_per_citation_and_kind"):
        Alert.objects.create(**given)


def test_one_alert_stands_open_per_source_and_kind():
    given = {"source": make_source(), "kind": AlertKind.SOURCE_GONE, "opened_at": NOW}
    Alert.objects.create(**given)
    with refused("alert_one_open_per_source_and_kind"):
        Alert.objects.create(**given)


def test_a_closed_alert_makes_room_for_the_next():
    given = {"source": make_source(), "kind": AlertKind.SOURCE_GONE, "opened_at": NOW}
    Alert.objects.create(**given).close("not_news", now=NOW)
    assert Alert.objects.create(**given).is_open


@pytest.mark.parametrize(
    "given", [{"closed_at": NOW}, {"result": "not_news"}], ids=["no result", "not closed"]
)
def test_a_closed_alert_has_a_result(given):
    with refused("alert_closed_has_result"):
        Alert.objects.create(source=make_source(), kind=AlertKind.SOURCE_GONE, opened_at=NOW, **given)


def test_an_answered_contact_has_an_answer():
    with refused("contact_answered_has_answer"):
        ContactLog.objects.create(
            claim=make_claim(), contacted_at=NOW, contacted="X", answered_at=NOW, by=make_user()
        )


def one_of(model):
    """A row of an append-only table."""
    if model is Snapshot:
        return make_source("text").snapshot
    if model is Check:
        return Check.objects.create(source=make_source(), checked_at=NOW, outcome="ok")
    claim = make_claim()
    return Correction.objects.create(claim=claim, kind="typo", note_en="x", made_at=NOW, made_by=make_user())


@pytest.mark.parametrize("model", [Snapshot, Check, Correction], ids=lambda model: model.__name__)
def test_what_is_append_only_can_be_neither_changed_nor_deleted(model):
    row = one_of(model)
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET id = id WHERE id = %s", f"DELETE FROM {table} WHERE id = %s"):  # noqa: S608
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            connection.cursor().execute(statement, [row.pk])


def test_history_is_written_by_the_database_and_can_be_neither_changed_nor_deleted():
    claim = make_claim()
    Claim.objects.filter(pk=claim.pk).update(wording_en="Changed behind the model's back")

    events = claim.events.order_by("pgh_id")
    assert [event.wording_en for event in events] == [
        "Developing DeepSeek-V3 cost $5.576M",
        "Changed behind the model's back",
    ]
    for verb in (lambda: events.update(wording_en="x"), events.delete):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            verb()


def test_history_follows_citations_verdicts_and_source_settings_too():
    claim = make_published_claim()
    evidence = claim.evidence[0]
    Citation.objects.filter(pk=evidence.pk).update(public_until=NOW)
    Source.objects.filter(pk=evidence.source_id).update(publisher="Another", failures=3)
    Source.objects.filter(pk=evidence.source_id).update(failures=4)

    assert evidence.events.count() == 3
    assert [event.state for event in claim.verdict.events.order_by("pgh_id")] == [
        "draft",
        "submitted",
        "approved",
    ]
    assert evidence.source.events.filter(pgh_label="update").count() == 1


def test_watching_ends_when_a_source_is_no_longer_to_be_watched():
    source = make_source()
    source.stop_watching()
    source.refresh_from_db()
    assert (source.next_check_at, source.health) == (None, Health.UNWATCHED)
