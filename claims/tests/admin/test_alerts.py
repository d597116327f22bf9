"""Alerts: what happened in plain words, before and after, and one decision that settles it."""

import pytest
from django.urls import reverse

from claims.admin.alert_steps import MEANINGS, passage_now
from claims.models import Alert, Source
from claims.tests.make import (
    NOW,
    make_citation,
    make_claim,
    make_published_claim,
    make_ready_claim,
    make_source,
    make_user,
)
from claims.words import AlertKind, AlertResult, Finding, Role, VerdictState

NEW_TEXT = "The final training run cost $5.6M at $2 an hour."
QUERIES = 30


def make_changed(claim=None, passage="cost $5.6M", text=NEW_TEXT, **given):
    """An open alert about a quote that now reads otherwise in its source."""
    citation = (claim or make_ready_claim()).evidence[0]
    citation.source.keep_text(text, now=NOW)
    start = text.find(passage)
    citation.finding = Finding.NUMBER_CHANGED
    citation.found_text = passage
    citation.found_start, citation.found_end = start, start + len(passage)
    citation.save()
    return make_alert(AlertKind.NUMBER_CHANGED, citation, before=citation.exact, after=passage, **given)


def make_alert(kind, citation=None, **given):
    source = given.pop("source", None) or citation.source
    return Alert.objects.create(kind=kind, citation=citation, source=source, **({"opened_at": NOW} | given))


def page_of(alert):
    return reverse("admin:claims_alert_change", args=[alert.pk])


def decide(client, alert, step, **given):
    return client.post(reverse("admin:claims_alert_decide", args=[alert.pk]), {"step": step, **given})


@pytest.fixture
def desk(client, editor):
    client.cookies["django_language"] = "en"
    client.force_login(editor)
    return client


# The list


def test_the_list_shows_open_alerts_unless_settled_ones_are_asked_for(desk, editor):
    make_changed()
    settled = make_alert(AlertKind.SOURCE_BACK, source=make_source(title="Settled source"))
    settled.close(AlertResult.NOT_NEWS, by=editor, now=NOW)
    url = reverse("admin:claims_alert_changelist")

    open_ones, closed = (desk.get(url + query).content.decode() for query in ("", "?state=closed"))

    assert ("Settled source" in open_ones, "Settled source" in closed) == (False, True)


def test_the_list_can_be_narrowed_to_a_kind_and_to_my_claims(desk, editor):
    make_changed(make_ready_claim(wording_en="My claim", assignee=editor))
    make_changed(make_ready_claim(wording_en="Not my claim"))
    url = reverse("admin:claims_alert_changelist")

    mine = desk.get(url + "?mine=1").content.decode()
    gone = desk.get(url + "?kind__exact=source_gone").content.decode()

    assert ("Not my claim" in mine, "My claim" in mine, "My claim" in gone) == (False, True, False)


def test_the_list_takes_the_same_queries_for_many_alerts(desk, django_assert_max_num_queries):
    for _number in range(6):
        make_changed()

    with django_assert_max_num_queries(14):
        desk.get(reverse("admin:claims_alert_changelist"))


@pytest.mark.parametrize(("action", "closed"), [("acknowledge", False), ("close_as_not_news", True)])
def test_several_alerts_are_settled_at_once(desk, editor, action, closed):
    alerts = [make_changed(), make_changed()]

    desk.post(
        reverse("admin:claims_alert_changelist"),
        {"action": action, "_selected_action": [alert.pk for alert in alerts]},
    )

    stored = Alert.objects.filter(pk__in=[alert.pk for alert in alerts])
    assert all((alert.closed_at is not None) == closed for alert in stored)
    assert all(editor in (alert.acknowledged_by, alert.closed_by) for alert in stored)


def test_nobody_adds_or_deletes_an_alert_by_hand(client, db):
    alert = make_changed()
    client.force_login(make_user(Role.ADMINISTRATOR))

    answers = [
        client.get(reverse("admin:claims_alert_add")),
        client.get(reverse("admin:claims_alert_delete", args=[alert.pk])),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]


# The page


def test_every_kind_of_alert_is_explained_in_words():
    assert set(MEANINGS) == set(AlertKind)


def test_the_page_names_the_number_first_and_marks_the_words(desk):
    alert = make_changed()

    page = desk.get(page_of(alert)).content.decode()

    changed = page.index('class="numbers-changed"')
    assert changed < page.index("As quoted")
    assert "<del>5.576M</del>" in page
    assert "<ins>5.6M</ins>" in page


def test_the_page_lists_everything_that_rests_on_the_source(desk):
    owner = make_user(name="Kim")
    alert = make_changed(make_published_claim(wording_en="The first claim"))
    other = make_claim(wording_en="The second claim", assignee=owner)
    make_citation(other, alert.source, "cost $5.6M")

    page = desk.get(page_of(alert)).content.decode()

    assert ("The first claim" in page, "The second claim" in page, "Kim" in page) == (True, True, True)
    assert "딥시크 충격" in page  # the article where the first claim is made


@pytest.mark.parametrize("kind", list(AlertKind))
def test_a_page_opens_for_every_kind_with_and_without_a_quote(desk, kind):
    with_quote = make_alert(kind, make_ready_claim().evidence[0], before="before", after="")
    of_source = make_alert(kind, source=make_source())

    answers = [desk.get(page_of(alert)) for alert in (with_quote, of_source)]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_the_page_takes_as_many_queries_for_many_claims(desk, django_assert_max_num_queries):
    alert = make_changed()
    for _number in range(8):
        make_citation(make_published_claim(), alert.source, "cost $5.6M")

    with django_assert_max_num_queries(QUERIES):
        desk.get(page_of(alert))


def test_who_may_only_look_gets_no_buttons_and_no_decision(client, contributor):
    client.force_login(contributor)
    alert = make_changed()

    page = client.get(page_of(alert)).content.decode()
    answer = decide(client, alert, "not_news", note="Because")

    assert "decisions" not in page
    assert answer.status_code == 403
    alert.refresh_from_db()
    assert alert.is_open


def test_an_alert_that_does_not_exist_is_not_found(desk):
    answers = [desk.get(f"/admin/claims/alert/{key}/change/") for key in ("999999", "nonsense")]

    assert [answer.status_code for answer in answers] == [404, 404]


# Decisions


def test_still_holds_anchors_the_quote_where_the_passage_stands_now(desk, editor):
    alert = make_changed()

    decide(desk, alert, AlertResult.STILL_HOLDS, passage="cost $5.6M")

    alert.refresh_from_db()
    citation = alert.citation
    assert (citation.exact, citation.finding) == ("cost $5.6M", Finding.EXACT)
    assert (alert.result, alert.closed_by) == (AlertResult.STILL_HOLDS, editor)


def test_still_holds_settles_every_open_alert_about_the_quote(desk):
    alert = make_changed()
    edited = make_alert(AlertKind.QUOTE_EDITED, alert.citation)

    decide(desk, alert, AlertResult.STILL_HOLDS, passage="cost $5.6M")

    edited.refresh_from_db()
    assert edited.result == AlertResult.STILL_HOLDS


def test_still_holds_is_refused_when_the_passage_changed_again_meanwhile(desk):
    alert = make_changed()

    decide(desk, alert, AlertResult.STILL_HOLDS, passage="cost $5.61M")

    alert.refresh_from_db()
    assert alert.is_open
    assert alert.citation.exact == "cost $5.576M"


def test_still_holds_is_not_offered_without_a_passage_in_the_current_text(desk):
    alert = make_changed()
    alert.citation.source.keep_text("Another text altogether, of about the same length.", now=NOW)
    alert = Alert.objects.get(pk=alert.pk)

    page = desk.get(page_of(alert)).content.decode()
    decide(desk, alert, AlertResult.STILL_HOLDS, passage="cost $5.6M")

    alert.refresh_from_db()
    assert passage_now(alert) == ""
    assert "Still holds" not in page
    assert alert.is_open


def test_the_archived_copy_stands_in_once_its_address_is_known(desk):
    alert = make_alert(AlertKind.SOURCE_GONE, source=make_source())

    decide(desk, alert, AlertResult.USE_ARCHIVE)
    decide(desk, alert, AlertResult.USE_ARCHIVE, archive_url="not an address")
    alert.refresh_from_db()
    still_open = alert.is_open
    decide(desk, alert, AlertResult.USE_ARCHIVE, archive_url="https://web.archive.example/2025/page")

    alert.refresh_from_db()
    assert still_open
    assert alert.result == AlertResult.USE_ARCHIVE
    assert Source.objects.get(pk=alert.source_id).archive_url == "https://web.archive.example/2025/page"


def test_verdict_must_change_drafts_a_correction_and_leads_to_its_form(desk, editor):
    claim = make_published_claim()
    alert = make_changed(claim)

    answer = decide(desk, alert, AlertResult.VERDICT_CHANGES, claim=claim.pk)

    draft = claim.verdicts.get(state=VerdictState.DRAFT)
    alert.refresh_from_db()
    assert (draft.author, draft.summary_en) == (editor, claim.verdict.summary_en)
    assert answer.url == reverse("admin:claims_claim_verdict", args=[claim.pk])
    assert alert.result == AlertResult.VERDICT_CHANGES


def test_verdict_must_change_takes_the_draft_that_is_there(desk):
    claim = make_published_claim()
    claim.verdict.revise(by=make_user(Role.EDITOR))
    alert = make_changed(claim)

    decide(desk, alert, AlertResult.VERDICT_CHANGES, claim=claim.pk)

    assert claim.verdicts.filter(state=VerdictState.DRAFT).count() == 1


def test_an_alert_about_a_whole_source_stays_open_for_the_other_claims(desk):
    claim = make_published_claim()
    alert = make_alert(AlertKind.SOURCE_GONE, source=claim.evidence[0].source)

    decide(desk, alert, AlertResult.VERDICT_CHANGES, claim=claim.pk)

    alert.refresh_from_db()
    assert alert.is_open
    assert claim.verdicts.filter(state=VerdictState.DRAFT).exists()


def test_a_claim_that_does_not_rest_on_the_source_is_not_corrected(desk):
    alert, other = make_changed(), make_published_claim()

    answer = decide(desk, alert, AlertResult.VERDICT_CHANGES, claim=other.pk)

    assert answer.status_code == 404
    assert not other.verdicts.filter(state=VerdictState.DRAFT).exists()


@pytest.mark.parametrize(("note", "is_open"), [("", True), ("The page shows another date.", False)])
def test_not_news_needs_a_reason(desk, note, is_open):
    alert = make_changed()

    decide(desk, alert, AlertResult.NOT_NEWS, note=note)

    alert.refresh_from_db()
    assert (alert.is_open, alert.note) == (is_open, note)


def test_a_seen_alert_stays_open(desk, editor):
    alert = make_changed()

    decide(desk, alert, "acknowledge")

    alert.refresh_from_db()
    assert (alert.acknowledged_by, alert.is_open) == (editor, True)


def test_a_settled_alert_is_not_settled_again(desk, approver):
    alert = make_changed()
    alert.close(AlertResult.REPLACED, by=approver, now=NOW)

    decide(desk, alert, AlertResult.NOT_NEWS, note="Too late")

    alert.refresh_from_db()
    assert (alert.result, alert.closed_by) == (AlertResult.REPLACED, approver)


def test_a_decision_is_never_taken_by_following_a_link(desk):
    alert = make_changed()

    answer = desk.get(reverse("admin:claims_alert_decide", args=[alert.pk]) + "?step=not_news&note=x")

    assert answer.status_code == 405
