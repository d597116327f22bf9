"""A host in trouble is one line at the desk, and what was no news is counted."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.models import Alert
from claims.tests.make import NOW, make_source
from claims.words import AlertKind, AlertResult

LIST = reverse("admin:claims_alert_changelist")


def make_gone(number, host="gone.example", **given):
    source = make_source(url=f"https://{host}/{number}", title=f"Report {number}")
    given = {"kind": AlertKind.SOURCE_GONE, "opened_at": NOW + timedelta(hours=number)} | given
    return Alert.objects.create(source=source, host=host, **given)


@pytest.fixture
def storm(db):
    return [make_gone(number) for number in range(14)]


def rows_of(answer):
    return [alert.pk for alert in answer.context["cl"].result_list]


def decide(client, alert, **given):
    return client.post(reverse("admin:claims_alert_decide", args=[alert.pk]), given)


def test_a_host_that_is_gone_is_one_row_that_opens_into_its_sources(desk, storm):
    other = make_gone(1, host="other.example")
    answer = desk.get(LIST)
    assert set(rows_of(answer)) == {storm[0].pk, other.pk}
    page = answer.content.decode()
    assert "gone.example: 14 sources" in page
    assert reverse("admin:claims_alert_change", args=[storm[13].pk]) in page


def test_another_kind_of_trouble_of_the_host_is_another_row(desk, storm):
    moved = make_gone(99, kind=AlertKind.SOURCE_MOVED)
    assert set(rows_of(desk.get(LIST))) == {storm[0].pk, moved.pk}


def test_when_the_oldest_is_settled_the_next_stands_for_all(desk, storm, editor):
    storm[0].close(AlertResult.NOT_NEWS, by=editor, now=NOW, note="Seen by hand")
    answer = desk.get(LIST)
    assert rows_of(answer) == [storm[1].pk]
    assert "gone.example: 13 sources" in answer.content.decode()


def test_seeing_the_row_is_seeing_all(desk, storm):
    desk.post(LIST, {"action": "acknowledge", "_selected_action": [storm[0].pk]})
    assert not Alert.objects.filter(acknowledged_at=None).exists()


def test_not_news_settles_all_or_this_one_as_the_editor_wishes(desk, storm):
    decide(desk, storm[3], step="not_news", note="Lives on elsewhere")
    assert Alert.objects.open().count() == 13
    decide(desk, storm[0], step="not_news", note="Maintenance", all="1")
    assert not Alert.objects.open().exists()
    assert set(Alert.objects.values_list("note", flat=True)) == {"Lives on elsewhere", "Maintenance"}


def test_the_archived_copies_stand_in_where_there_are_any(desk, storm):
    for alert in storm[:3]:
        alert.source.archive_url = "https://web.archive.example/1"
        alert.source.save()
    decide(desk, storm[0], step="use_archive", all="1")
    assert Alert.objects.filter(result=AlertResult.USE_ARCHIVE).count() == 3
    assert Alert.objects.open().count() == 11


def test_the_page_shows_the_others_of_the_host(desk, storm):
    page = desk.get(reverse("admin:claims_alert_change", args=[storm[0].pk])).content.decode()
    assert "gone.example: the same of 14 sources" in page
    assert "For all 14 sources of gone.example" in page


def test_the_morning_page_names_the_host_once(desk, storm):
    page = desk.get(reverse("admin:index")).content.decode()
    assert "and 13 more sources of gone.example" in page


def test_the_list_tells_how_many_alerts_were_no_news(desk, storm, editor, monkeypatch):
    now = Alert.objects.latest("opened_at").opened_at
    monkeypatch.setattr("claims.admin.alerts.timezone.now", lambda: now)
    for alert, result in zip(storm[:3], [AlertResult.NOT_NEWS, *[AlertResult.REPLACED] * 2], strict=True):
        alert.close(result, by=editor, now=now, note="Because")
    assert "Settled in 90 days: 3, as not news: 1 (33 %)" in desk.get(LIST).content.decode()


def test_a_source_s_page_tells_what_was_no_news_and_why(desk, storm, editor):
    storm[0].close(AlertResult.NOT_NEWS, by=editor, now=NOW, note="Down for maintenance")
    page = desk.get(reverse("admin:claims_source_change", args=[storm[0].source_id])).content.decode()
    assert "Alerts that were not news" in page
    assert "Down for maintenance" in page
