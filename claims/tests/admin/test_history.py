"""History in plain language: who changed what, from which words to which."""

import pghistory
import pytest
from django.urls import reverse

from claims.admin.history import MOST, history_of
from claims.models import Claim, Rating, Source
from claims.tests.make import (
    NOW,
    make_citation,
    make_claim,
    make_published_claim,
    make_ready_claim,
    make_source,
    make_user,
    make_verdict,
)
from claims.words import Finding, Role


@pytest.fixture
def kim(db):
    return make_user(Role.EDITOR, name="Kim")


def steps_of(thing):
    """(who, field, before, after), newest first."""
    return [
        (line.who, change.field, change.before, change.after)
        for line in history_of(thing).lines
        for change in line.changes
    ]


def test_a_change_names_who_made_it_and_both_values(client, kim, django_capture_on_commit_callbacks):
    source = make_source(publisher="arXiv")
    client.force_login(kim)
    client.cookies["django_language"] = "en"

    client.post(
        reverse("admin:claims_source_change", args=[source.pk]),
        {"title": source.title, "publisher": "DeepSeek", "language": "", "archive_url": ""},
    )
    page = client.get(reverse("admin:claims_source_history", args=[source.pk])).content.decode()

    assert ("Kim", "publisher", "arXiv", "DeepSeek") in steps_of(source)
    assert "changed “publisher” from arXiv to DeepSeek" in page


def test_a_claim_s_history_tells_of_its_verdict_in_labels(kim):
    claim = make_claim()
    verdict = make_verdict(claim)

    with pghistory.context(user=kim.pk):
        verdict.rating = Rating.objects.get(code="false")
        verdict.save()

    assert ("Kim", "rating", "Mostly true", "False") in [
        (who, field, before, after) for who, field, before, after in steps_of(claim) if field == "rating"
    ] or ("Kim", "rating", "대체로 사실", "전혀 사실 아님") in steps_of(claim)


def test_a_claim_s_history_tells_of_its_quotes(db):
    claim = make_claim()
    citation = make_citation(claim, make_source("It cost $5.576M."), "cost $5.576M")

    citation.finding = Finding.MISSING
    citation.save()

    who, _field, before, after = steps_of(claim)[0]
    assert (who, before == after) == ("", False)


def test_long_words_are_shown_side_by_side(db):
    claim = make_claim(why_chosen_en="The figure was widely repeated. " * 5)
    claim.why_chosen_en = "The figure was rarely repeated. " * 5
    claim.save()

    change = next(change for line in history_of(claim).lines for change in line.changes)

    assert change.marked is not None
    assert next(piece.text for piece in change.marked.before if piece.is_changed) == "widely"


def test_what_machines_keep_is_not_told(db):
    claim = make_published_claim()

    fields = {field for _who, field, _before, _after in steps_of(claim)}

    assert not fields & {"created_at", "updated_at", "version", "search", "prefix"}


def test_a_long_history_is_cut_and_says_so(db):
    source = make_source()
    for number in range(MOST + 3):
        Source.objects.filter(pk=source.pk).update(title=f"Title {number}")

    history = history_of(source)

    assert (len(history.lines), history.is_cut) == (MOST, True)
    assert history.lines[0].changes[0].after == f"Title {MOST + 2}"


def test_the_page_takes_as_many_queries_for_a_long_history(client, kim, django_assert_max_num_queries):
    claim = make_ready_claim()
    verdict = make_verdict(claim)
    users = [make_user() for _number in range(6)]
    for user in users:
        with pghistory.context(user=user.pk):
            Claim.objects.filter(pk=claim.pk).update(assignee=user)
            verdict.rating = Rating.objects.exclude(pk=verdict.rating_id).first()
            verdict.save()

    with django_assert_max_num_queries(16):
        lines = history_of(Claim.objects.get(pk=claim.pk)).lines

    assert {line.who for line in lines} >= {str(user) for user in users}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_claim_s_history_page_opens_in_both_languages(client, kim, language):
    claim = make_published_claim(now=NOW)
    client.force_login(kim)
    client.cookies["django_language"] = language

    answer = client.get(reverse("admin:claims_claim_history", args=[claim.pk]))

    assert answer.status_code == 200
    assert 'class="timeline"' in answer.content.decode()


def test_a_history_is_not_shown_to_who_may_not_see_the_object(client, db):
    client.force_login(make_user())

    answer = client.get(reverse("admin:claims_source_history", args=[make_source().pk]))

    assert answer.status_code == 403
