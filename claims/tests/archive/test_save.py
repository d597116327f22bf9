"""Evidence goes to the Wayback Machine: once, patiently, and never silently."""

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.archive import due, run
from claims.archive.run import limits_for_archives
from claims.models import Alert, Host, PublicCopy, Source
from claims.recheck.run import clock
from claims.tests.archive.desk import let_time_pass, make_evidence, ring, ring_until_settled
from claims.tests.make import NOW, make_article, make_source, make_user
from claims.words import (
    OPEN_COPIES,
    AlertKind,
    AlertResult,
    CopyReason,
    CopyState,
    CopyTrouble,
    Finding,
    Health,
    Role,
)

pytestmark = pytest.mark.django_db


def the_copy() -> PublicCopy:
    return PublicCopy.objects.get()


def test_a_page_that_became_evidence_is_copied_and_readers_are_led_there(wayback):
    source = make_evidence()

    assert ring() == 1
    assert the_copy().state == CopyState.PENDING
    let_time_pass(minutes=1)
    ring()
    assert the_copy().state == CopyState.PENDING
    let_time_pass(minutes=1)
    ring()

    source.refresh_from_db()
    (at,) = wayback.copies(source.url)
    assert the_copy().state == CopyState.DONE
    assert the_copy().reason == CopyReason.EVIDENCE
    assert source.archive_url == f"{wayback.url}/web/{at:%Y%m%d%H%M%S}/{source.url}"
    assert source.archived_at == at
    assert [form["url"] for form in wayback.posted] == [source.url]


def test_without_keys_nothing_is_sent(wayback, settings):
    settings.WAYBACK_ACCESS_KEY = settings.WAYBACK_SECRET_KEY = ""
    make_evidence()
    assert ring() == 0
    assert not PublicCopy.objects.exists()
    assert (wayback.posted, wayback.asked) == ([], [])


def test_what_went_by_before_there_were_keys_is_made_up_for(wayback, settings):
    settings.WAYBACK_ACCESS_KEY = ""
    make_evidence()
    ring()
    settings.WAYBACK_ACCESS_KEY = "access"
    ring()
    assert len(wayback.posted) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8765/report",
        "http://localhost/report",
        "http://192.168.1.4/report",
        "http://intranet/report",
        "https://wiki.corp/report",
        "https://papers.example.net/report",
    ],
)
def test_an_address_that_is_not_public_is_never_named(wayback, settings, url):
    settings.RECHECK_ALLOWED_HOSTS = [*settings.RECHECK_ALLOWED_HOSTS, "127.0.0.1:8765", "papers.example.net"]
    make_evidence(url=url)
    dead = make_evidence(url=url + "/2")
    Source.objects.filter(pk=dead.pk).update(health=Health.DEAD)
    ring()
    assert (wayback.posted, wayback.asked) == ([], [])
    assert not PublicCopy.objects.exists()


def test_a_protected_source_is_never_named(wayback):
    make_evidence(is_protected=True, protection_reason="It would name the person.")
    ring()
    assert wayback.posted == []


def test_a_source_protected_while_it_waits_is_not_sent_and_raises_no_alert(wayback):
    source = make_evidence()
    pairs = run.ring()
    Source.objects.filter(pk=source.pk).update(is_protected=True, protection_reason="A person asked.")
    run.work(pairs)
    assert wayback.posted == []
    assert the_copy().state == CopyState.FAILED
    assert not Alert.objects.exists()


def test_an_interview_and_a_page_that_is_no_evidence_are_not_sent(wayback):
    Source.record_interview(told_by="Kim", told_on=None, told_how="telephone")
    make_source("Nobody quotes this.")
    make_article()
    ring()
    assert wayback.posted == []


def test_a_changed_text_is_sent_again_but_not_more_than_once_a_day(wayback):
    source = make_evidence()
    ring_until_settled()
    source.keep_text("Costs rose. The final training run cost $5.576M, says the report. More.", now=clock())
    ring()
    assert len(wayback.posted) == 1 or PublicCopy.objects.count() == 1

    let_time_pass(days=1)
    wayback.forget_jobs()
    ring()

    assert PublicCopy.objects.latest("pk").reason == CopyReason.CHANGED
    assert len(wayback.posted) == 2


def test_the_same_text_is_sent_once(wayback):
    make_evidence()
    ring_until_settled()
    let_time_pass(days=40)
    ring()
    assert len(wayback.posted) == 1


def test_a_copy_that_shows_other_words_than_cited_is_kept_but_not_shown_to_readers(wayback):
    source = make_evidence(health=Health.CHANGED)
    source.citations.update(finding=Finding.NUMBER_CHANGED)
    ring_until_settled()
    source.refresh_from_db()
    assert PublicCopy.objects.filter(kind="save").get().state == CopyState.DONE
    assert source.archive_url == ""


def test_an_archive_link_that_an_editor_chose_stays(wayback):
    source = make_evidence(archive_url="https://perma.example/AB12-CD34")
    ring_until_settled()
    source.refresh_from_db()
    assert the_copy().state == CopyState.DONE
    assert source.archive_url == "https://perma.example/AB12-CD34"


def test_a_copy_made_lately_by_others_is_taken_instead_of_a_new_one(wayback):
    source = make_evidence()
    yesterday = clock().replace(microsecond=0) - timedelta(days=1)
    wayback.keep(source.url, yesterday)
    ring_until_settled()
    assert wayback.copies(source.url) == [yesterday]
    assert the_copy().copied_at == yesterday


def test_of_a_text_that_changed_only_a_copy_made_since_will_do(wayback):
    source = make_evidence()
    wayback.keep(source.url, clock() - timedelta(days=1))
    source.keep_text("The final training run cost $5.576M, now with more words.", now=clock())
    ring_until_settled()
    assert len(wayback.copies(source.url)) == 2


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("error:not-found", CopyTrouble.GONE),
        ("error:no-access", CopyTrouble.CLOSED),
        ("error:blocked-url", CopyTrouble.UNWANTED),
    ],
)
@pytest.mark.parametrize("when", ["refuse", "fail"])
def test_what_the_archive_will_never_take_is_given_up_at_once_and_told(wayback, code, trouble, when):
    source = make_evidence()
    getattr(wayback, when)(source.url, code)
    ring_until_settled()
    copy = the_copy()
    assert (copy.state, copy.trouble) == (CopyState.FAILED, trouble)
    assert code in copy.detail
    assert len(wayback.posted) == 1
    assert Alert.objects.get().kind == AlertKind.NOT_ARCHIVED
    assert PublicCopy.objects.given_up().count() == 1


def test_a_page_that_the_archive_cannot_load_is_tried_again_later_each_time_and_then_given_up(wayback):
    source = make_evidence()
    wayback.fail(source.url, "error:browsing-timeout")
    waits = []
    ring()
    while the_copy().state in OPEN_COPIES and len(wayback.posted) < 9:
        if the_copy().state == CopyState.WAITING:
            waits.append(the_copy().next_at - clock())
            let_time_pass(days=1)
        let_time_pass(minutes=2)
        ring()
    assert (the_copy().state, the_copy().trouble) == (CopyState.FAILED, CopyTrouble.PAGE)
    assert len(wayback.posted) == 5
    assert waits == sorted(waits) and len(waits) == 4
    assert Alert.objects.get().source_id == source.pk


def test_the_alert_is_settled_when_the_page_is_copied_after_all(wayback, editor):
    source = make_evidence()
    wayback.refuse(source.url, "error:no-access")
    ring_until_settled()
    wayback.take_all()
    PublicCopy.ask(source, by=editor, now=clock())
    ring_until_settled()
    assert Alert.objects.get().result == AlertResult.USE_ARCHIVE
    assert not PublicCopy.objects.given_up().exists()


def test_an_archive_that_asks_us_to_wait_is_left_alone_for_as_long(wayback):
    first = make_evidence()
    wayback.say(429, retry_after=900)
    ring()
    copy = the_copy()
    assert (copy.state, copy.trouble, copy.tries) == (CopyState.WAITING, CopyTrouble.BUSY, 0)
    make_evidence()
    let_time_pass(minutes=14)
    assert ring() == 0
    assert wayback.posted == []
    let_time_pass(minutes=2)
    ring()
    assert {form["url"] for form in wayback.posted} > {first.url}


@pytest.mark.parametrize(
    ("status", "body", "trouble"),
    [
        (500, "", CopyTrouble.AWAY),
        (503, "<h1>Offline</h1>", CopyTrouble.AWAY),
        (401, '{"message": "no"}', CopyTrouble.KEYS),
        (200, "<h1>Log in</h1>", CopyTrouble.UNCLEAR),
        (200, "[]", CopyTrouble.UNCLEAR),
        (200, '{"job_id": "../../etc"}', CopyTrouble.UNCLEAR),
        (200, '{"job_id": null}', CopyTrouble.UNCLEAR),
        (302, "", CopyTrouble.UNCLEAR),
    ],
)
def test_trouble_of_the_archive_is_not_held_against_the_page(wayback, status, body, trouble):
    make_evidence()
    wayback.say(status, body=body)
    ring()
    copy = the_copy()
    assert (copy.state, copy.trouble, copy.tries) == (CopyState.WAITING, trouble, 0)
    assert Host.objects.get(pk=due.archive_host()).free_at > clock()
    let_time_pass(hours=2)
    ring_until_settled()
    assert the_copy().state == CopyState.DONE


def test_an_archive_that_never_answers_costs_no_more_than_the_budget(wayback):
    make_evidence()
    wayback.be_silent()
    ring(replace(limits_for_archives(), first_byte=0.2, total=0.5))
    assert (the_copy().state, the_copy().trouble) == (CopyState.WAITING, CopyTrouble.AWAY)


def test_an_archive_that_is_away_for_weeks_is_told_as_a_failure(wayback):
    make_evidence()
    wayback.say(503, times=100)
    ring()
    let_time_pass(days=31)
    ring()
    assert (the_copy().state, the_copy().trouble) == (CopyState.FAILED, CopyTrouble.AWAY)
    assert Alert.objects.get().kind == AlertKind.NOT_ARCHIVED


def test_a_page_copied_often_enough_today_gets_the_newest_of_those_copies(wayback, settings):
    source = make_evidence()
    now = clock().replace(microsecond=0)
    wayback.keep(source.url, now)
    wayback.refuse(source.url, "error:too-many-daily-captures")
    ring()
    assert (the_copy().state, the_copy().copied_at) == (CopyState.DONE, now)


def test_copied_often_enough_but_not_since_the_text_changed_means_tomorrow(wayback):
    source = make_evidence()
    wayback.keep(source.url, clock() - timedelta(hours=1))
    source.keep_text("The final training run cost $5.576M, now with more words.", now=clock())
    wayback.refuse(source.url, "error:too-many-daily-captures")
    ring()
    assert (the_copy().state, the_copy().trouble) == (CopyState.WAITING, CopyTrouble.ENOUGH)
    assert the_copy().next_at > clock() + timedelta(hours=23)


def test_no_more_is_sent_in_a_minute_than_the_archive_takes(wayback, settings):
    settings.WAYBACK_PER_MINUTE = 3
    for _ in range(7):
        make_evidence()
    ring()
    ring()
    assert len(wayback.posted) == 3
    let_time_pass(minutes=1, seconds=5)
    ring()
    assert len(wayback.posted) == 6


def test_too_many_sessions_make_us_wait_without_counting_against_the_pages(wayback, settings):
    settings.WAYBACK_PER_MINUTE = 10
    wayback.sessions = 2
    wayback.polls = 3
    for _ in range(4):
        make_evidence()
    ring()
    assert PublicCopy.objects.filter(state=CopyState.PENDING).count() == 2
    assert set(PublicCopy.objects.values_list("tries", flat=True)) == {0}
    ring_until_settled(60)
    assert PublicCopy.objects.filter(state=CopyState.DONE).count() == 4


def test_an_editor_who_asks_gets_a_new_copy_before_the_others(wayback, settings):
    settings.WAYBACK_PER_MINUTE = 1
    editor = make_user(Role.EDITOR)
    for _ in range(3):
        make_evidence()
    asked = make_source("It is nobody's evidence.", now=NOW)
    PublicCopy.ask(asked, by=editor, now=clock())
    ring()
    assert [form["url"] for form in wayback.posted] == [asked.url]


def test_asking_twice_is_asking_once(wayback, editor):
    source = make_evidence()
    PublicCopy.ask(source, by=editor, now=clock())
    PublicCopy.ask(source, by=editor, now=clock())
    ring()
    assert len(wayback.posted) == 1
    assert the_copy().reason == CopyReason.ASKED


def test_the_keys_go_to_the_archive_and_not_where_it_redirects(wayback):
    make_evidence()
    wayback.say(302)
    ring()
    assert wayback.asked == []
