"""The morning page: what changed, what is mine, what waits for me, how re-checking fares."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.admin.morning import grouped, newest_articles
from claims.admin.watching import HOURS, health_line, looks_of_hours
from claims.models import Alert, Check, Source, Verdict
from claims.tests.make import (
    NOW,
    make_appearance,
    make_article,
    make_citation,
    make_claim,
    make_published_claim,
    make_ready_claim,
    make_source,
    make_user,
    make_verdict,
)
from claims.words import AlertKind, ClaimState, Health, Outcome, VerdictState

QUERIES = 38  # whatever the desk holds


def make_alert(kind=AlertKind.NUMBER_CHANGED, citation=None, source=None, **given):
    given = {"opened_at": NOW, "before": "$5.576M", "after": "$5.6M"} | given
    source = source or (citation.source if citation else make_source())
    return Alert.objects.create(kind=kind, citation=citation, source=source, **given)


def make_check(source, at, outcome=Outcome.OK):
    return Check.objects.create(source=source, checked_at=at, outcome=outcome)


def open_page(client, user, language="en"):
    client.force_login(user)
    client.cookies["django_language"] = language
    return client.get(reverse("admin:index")).content.decode()


def test_alerts_stand_by_claim_and_the_worst_comes_first(db):
    first, second = make_ready_claim(), make_ready_claim(wording_en="Shares fell 15%")
    mild = make_alert(AlertKind.QUOTE_EDITED, first.evidence[0], opened_at=NOW + timedelta(hours=5))
    bad = make_alert(AlertKind.NUMBER_CHANGED, second.evidence[0], opened_at=NOW)
    same_claim = make_alert(AlertKind.QUOTE_MISSING, second.evidence[1], opened_at=NOW)

    groups = grouped(Alert.objects.open().worst_first().with_context())

    assert [(group.claim, group.alerts) for group in groups] == [
        (second, [bad, same_claim]),
        (first, [mild]),
    ]


def test_an_alert_about_a_whole_source_stands_under_the_source(client, editor):
    source = make_source(title="The report")
    make_alert(AlertKind.SOURCE_GONE, source=source)

    page = open_page(client, editor)

    assert "The report" in page
    assert "A source is gone" in page


def test_a_settled_alert_is_not_news_any_more(client, editor):
    alert = make_alert(citation=make_ready_claim().evidence[0])
    alert.close("not_news", by=editor, now=NOW)

    page = open_page(client, editor)

    assert "Nothing changed that you have to look at." in page


def test_my_claims_in_work_are_mine_and_published_ones_are_not(client, editor):
    make_claim(wording_en="In my hands", assignee=editor, state=ClaimState.CHECKING)
    make_claim(wording_en="Somebody else’s", assignee=make_user())
    make_published_claim(wording_en="Done and public", assignee=editor)

    page = open_page(client, editor)

    assert "In my hands" in page
    assert "Somebody else’s" not in page
    assert "Done and public" not in page


def test_a_verdict_sent_back_shows_its_note_to_its_author_only(client, editor):
    verdict = make_verdict(make_claim(wording_en="Sent back"), author=editor)
    Verdict.objects.filter(pk=verdict.pk).update(review_note="Find a second source.")

    mine = open_page(client, editor)
    others = open_page(client, make_user("Editor"))

    assert "Find a second source." in mine
    assert "Find a second source." not in others


def test_what_waits_for_approval_is_shown_to_approvers_but_never_their_own(client, approver, editor):
    verdict = make_verdict(make_claim(wording_en="By an editor"), author=editor)
    own = make_verdict(make_claim(wording_en="By the approver"), author=approver)
    Verdict.objects.filter(pk__in=[verdict.pk, own.pk]).update(state=VerdictState.SUBMITTED, submitted_at=NOW)

    page = open_page(client, approver)
    at_editor = open_page(client, editor)

    assert "By an editor" in page
    assert "By the approver" not in page
    assert "Waiting for approval" not in at_editor


def test_what_must_be_looked_at_again_comes_up_on_its_day(client, editor):
    today = timezone.localdate()
    make_claim(wording_en="Due today", look_again_on=today)
    make_claim(wording_en="Due tomorrow", look_again_on=today + timedelta(days=1))
    make_claim(wording_en="Taken back", look_again_on=today, state=ClaimState.WITHDRAWN)

    page = open_page(client, editor)

    assert "Due today" in page
    assert "Due tomorrow" not in page
    assert "Taken back" not in page


def test_every_number_leads_to_a_list_that_opens(client, approver):
    make_claim(assignee=approver, state=ClaimState.OPEN, look_again_on=timezone.localdate())
    make_alert(citation=make_ready_claim().evidence[0])
    make_verdict(make_claim(), author=approver)
    page = open_page(client, approver)

    addresses = [part.split('"')[0] for part in page.split('class="number" href="')[1:]]

    assert len(addresses) >= 6
    for address in addresses:
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


# How re-checking fares


def test_sources_are_counted_by_health(db):
    for health in (Health.ALIVE, Health.ALIVE, Health.FAILING):
        Source.objects.filter(pk=make_source().pk).update(health=health)

    line = health_line(NOW)

    counts = {item.health: item.count.number for item in line.by_health}
    assert (counts[Health.ALIVE], counts[Health.FAILING], line.watched.number) == (2, 1, 3)


@pytest.mark.parametrize(
    ("due", "looked", "stalled"),
    [
        (timedelta(hours=-2), timedelta(hours=-2), True),
        (timedelta(hours=-2), timedelta(minutes=-5), False),
        (timedelta(hours=2), timedelta(hours=-2), False),
        (timedelta(minutes=-5), None, False),
        (timedelta(hours=-1), None, True),
    ],
)
def test_watching_has_stalled_when_sources_are_due_and_nothing_looks(db, due, looked, stalled):
    source = make_source()
    Source.objects.filter(pk=source.pk).update(next_check_at=NOW + due)
    if looked is not None:
        make_check(source, NOW + looked)

    line = health_line(NOW)

    assert line.has_stalled is stalled


def test_the_chart_counts_looks_by_the_hour_and_forgets_those_before_a_day(db):
    source = make_source()
    make_check(source, NOW)
    make_check(source, NOW - timedelta(minutes=70), Outcome.TIMEOUT)
    make_check(source, NOW - timedelta(hours=30))

    looks = looks_of_hours(HOURS, NOW)

    assert [(hour.looks, hour.failed) for hour in looks.hours[-3:]] == [(1, 1), (0, 0), (1, 0)]
    assert (len(looks.hours), looks.total, looks.failed) == (24, 2, 1)


def test_the_chart_has_a_caption_and_a_table_and_no_inline_style(client, editor):
    make_check(make_source(), timezone.now())

    page = open_page(client, editor)

    assert "Looks in the last 24 hours" in page and "1 look<" in page
    assert "<table" in page.split("columns-chart")[1]
    assert "style=" not in page


def test_an_article_shows_how_many_of_its_claims_are_rated(db):
    article = make_article()
    make_appearance(make_claim(), article)
    make_appearance(make_published_claim(), article)
    make_citation(make_claim(), article.source, "엔비디아")  # cited as evidence: not a claim of this article

    progress = {item.article: (item.claims, item.rated) for item in newest_articles()}

    assert progress[article] == (2, 1)


# Bounds and permissions


def test_the_page_takes_as_many_queries_for_much_as_for_little(
    client, approver, editor, django_assert_max_num_queries
):
    for _number in range(4):
        claim = make_published_claim(assignee=approver, look_again_on=timezone.localdate())
        make_alert(citation=claim.evidence[0])
        make_alert(AlertKind.QUOTE_MISSING, citation=claim.evidence[1])
        make_verdict(make_claim(assignee=approver), author=approver)
        waiting = make_verdict(make_claim(), author=editor)
        Verdict.objects.filter(pk=waiting.pk).update(state=VerdictState.SUBMITTED, submitted_at=NOW)
        make_check(make_source(), timezone.now())
    client.force_login(approver)

    with django_assert_max_num_queries(QUERIES):
        client.get(reverse("admin:index"))


def test_who_may_see_nothing_gets_a_page_without_anything(client, db):
    make_alert(citation=make_ready_claim().evidence[0])

    page = open_page(client, make_user())

    assert "What changed" not in page
    assert "Re-checking" not in page


def test_without_a_login_the_desk_asks_for_one(client, db):
    answer = client.get(reverse("admin:index"))

    assert (answer.status_code, "/admin/login/" in answer.url) == (302, True)


# Language


def test_the_desk_speaks_the_language_that_was_chosen(client, editor):
    client.force_login(editor)

    answer = client.post(reverse("set_language"), {"language": "ko", "next": "/admin/"}, follow=True)

    assert '<html lang="ko"' in answer.content.decode()


def test_without_a_choice_the_browser_s_language_is_taken(client, db):
    page = client.get(reverse("admin:login"), headers={"accept-language": "en"}).content.decode()

    assert '<html lang="en"' in page
    assert 'name="language" value="ko"' in page


def test_a_password_is_asked_for_on_a_page_that_carries_no_inline_code(client, db):
    page = client.get(reverse("admin:login")).content.decode()

    assert "<script>" not in page
    assert "style=" not in page
