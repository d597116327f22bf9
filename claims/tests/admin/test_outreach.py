"""Requests to outlets and contacts with claimants: the clock, and what came of them."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from claims.models import Notice, OutletRequest
from claims.templatetags.desk_showing import clock
from claims.tests.make import make_article, make_user
from claims.tests.models.test_reminders import ask_claimant, ask_outlet
from claims.words import NoticeKind, OutletAnswer, Role

DAY = timedelta(days=1)


def morning(client):
    return client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "3 days overdue"),
        (-1, "1 day overdue"),
        (0, "due today"),
        (1, "due in 1 day"),
        (7, "due in 7 days"),
    ],
)
def test_a_clock_tells_days_in_words(days, words):
    with override("en"):
        assert clock(timezone.localdate() + days * DAY) == words


def test_a_time_of_today_that_passed_is_overdue(monkeypatch):
    noon = datetime(2025, 3, 3, 12, 0, tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)
    with override("en"):
        assert clock(noon - timedelta(hours=1)) == "overdue since today"
        assert clock(noon + timedelta(hours=1)) == "due today"
        assert clock(date(2025, 3, 1)) == "2 days overdue"


def test_the_list_tells_how_long_an_answer_is_overdue(desk):
    ask_outlet(due_on=timezone.localdate() - 3 * DAY)
    ask_outlet(due_on=timezone.localdate() - 4 * DAY, answer=OutletAnswer.CORRECTED)

    page = desk.get(reverse("admin:claims_outletrequest_changelist")).content.decode()

    assert "3 days overdue" in page
    assert "4 days overdue" not in page


def test_the_morning_counts_what_is_overdue_and_its_numbers_lead_to_just_that(desk):
    late, in_time = ask_outlet(), ask_outlet(due_on=timezone.localdate() + DAY)
    contact = ask_claimant(contacted="Mr Late")
    ask_claimant(due_at=timezone.now() + DAY, contacted="Mr Early")

    page = desk.get(reverse("admin:index"))
    requests, contacts = page.context["requests_overdue"], page.context["contacts_overdue"]

    assert [requests.count.number, requests.rows] == [1, [late]]
    assert [contacts.count.number, contacts.rows] == [1, [contact]]
    assert list(desk.get(requests.url).context["cl"].result_list) == [late]
    assert "Mr Early" not in desk.get(contacts.url).content.decode()
    assert "Mr Late" in desk.get(contacts.url).content.decode()
    assert in_time not in requests.rows


def test_nothing_overdue_takes_no_room_on_the_morning_page(desk):
    ask_outlet(due_on=timezone.localdate())
    assert "No answer by the deadline" not in morning(desk)


def test_an_answer_without_a_day_came_today_and_none_at_all_has_no_day(desk):
    for answer, day in ((OutletAnswer.CORRECTED, timezone.localdate()), (OutletAnswer.NO_ANSWER, None)):
        asked = ask_outlet()
        given = {"article": asked.article_id, "asked_at": "2025-03-01T10:00", "due_on": "2025-03-08"}
        address = reverse("admin:claims_outletrequest_change", args=[asked.pk])
        desk.post(address, given | {"answer": answer})
        assert OutletRequest.objects.get(pk=asked.pk).answered_on == day


def test_a_new_request_proposes_a_week(desk):
    page = desk.get(reverse("admin:claims_outletrequest_add")).content.decode()
    assert f'value="{timezone.localdate() + 7 * DAY}"' in page


def test_a_reminder_about_an_outlet_opens_its_request(desk, editor):
    article = make_article()
    (notice,) = Notice.objects.tell([editor], NoticeKind.UNANSWERED, article=article, now=timezone.now())

    answer = desk.get(reverse("admin:claims_notice_open", args=[notice.pk]))

    assert f"article__id__exact={article.pk}" in answer.url


@pytest.mark.parametrize("role", list(Role))
def test_every_role_reads_the_contacts_of_all_claims(client, db, role):
    contact = ask_claimant(contacted="Ms Kim")
    client.force_login(make_user(role))
    for address in (
        reverse("admin:claims_contactlog_changelist"),
        reverse("admin:claims_contactlog_change", args=[contact.pk]),
    ):
        assert "Ms Kim" in client.get(address).content.decode()
