"""A page is gone: archives are asked for the copy nearest before it was last seen as quoted."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest

from claims.models import PublicCopy, Source
from claims.recheck.run import clock
from claims.tests.archive.desk import QUOTE, TEXT, let_time_pass, make_evidence, ring, ring_until_settled
from claims.tests.archive.stand_in import Archive
from claims.tests.make import NOW
from claims.words import CopyKind, CopyReason, CopyState, CopyTrouble, Health

pytestmark = pytest.mark.django_db
PAGE = f"<title>Report</title><p>{TEXT}</p>"


@pytest.fixture(autouse=True)
def nothing_is_sent(wayback, settings):
    settings.WAYBACK_ACCESS_KEY = settings.WAYBACK_SECRET_KEY = ""


def make_dead(**given) -> Source:
    source = make_evidence(health=Health.DEAD, **given)
    source.citations.update(seen_at=NOW)
    return source


def test_the_copy_nearest_before_the_last_good_look_becomes_the_link_for_readers(wayback):
    source = make_dead()
    for days in (-400, -3, 2, 30):
        wayback.keep(source.url, NOW + timedelta(days=days), PAGE)
    ring()
    copy = PublicCopy.objects.get()
    source.refresh_from_db()
    assert (copy.kind, copy.state, copy.reason) == (CopyKind.FIND, CopyState.DONE, CopyReason.GONE)
    assert copy.copied_at == NOW - timedelta(days=3)
    assert copy.holds_quotes is True
    assert source.archive_url == copy.url
    assert source.archived_at == copy.copied_at
    assert parsedate_to_datetime(wayback.wanted[0]) == NOW


def test_of_several_copies_one_that_holds_the_quote_is_taken(wayback):
    source = make_dead()
    wayback.keep(source.url, NOW - timedelta(days=9), PAGE)
    wayback.keep(source.url, NOW - timedelta(days=5), PAGE.replace("5.576", "5.567"))
    wayback.keep(source.url, NOW - timedelta(days=1), "<p>Please accept cookies.</p>")
    ring()
    assert PublicCopy.objects.get().copied_at == NOW - timedelta(days=9)


def test_a_copy_without_the_quote_is_told_to_the_desk_and_not_to_readers(wayback):
    source = make_dead()
    wayback.keep(source.url, NOW - timedelta(days=1), "<p>Something else stands here.</p>")
    ring()
    copy = PublicCopy.objects.get()
    source.refresh_from_db()
    assert (copy.state, copy.holds_quotes) == (CopyState.DONE, False)
    assert source.archive_url == ""


def test_a_copy_made_after_the_last_good_look_is_not_evidence(wayback):
    source = make_dead()
    wayback.keep(source.url, NOW + timedelta(days=1), PAGE)
    ring()
    assert PublicCopy.objects.get().state == CopyState.NOTHING


def test_no_archive_has_a_copy(wayback):
    make_dead()
    ring()
    copy = PublicCopy.objects.get()
    assert (copy.state, copy.url) == (CopyState.NOTHING, "")
    let_time_pass(days=60)
    ring()
    assert PublicCopy.objects.count() == 1


def test_several_archives_are_asked_until_one_has_the_quote(wayback, settings):
    source = make_dead()
    wayback.keep(source.url, NOW - timedelta(days=1), "<p>Log in, please.</p>")
    with Archive() as other:
        settings.RECHECK_ALLOWED_HOSTS = [wayback.host, other.host]
        settings.MEMENTO_TIMEGATES = [f"{wayback.url}/web/", f"{other.url}/web/"]
        other.keep(source.url, NOW - timedelta(days=20), PAGE)
        ring()
        assert PublicCopy.objects.get().url.startswith(other.url)


def test_a_time_gate_that_is_away_is_asked_again_later(wayback):
    source = make_dead()
    wayback.keep(source.url, NOW - timedelta(days=1), PAGE)
    wayback.say(503, retry_after=1200)
    ring()
    copy = PublicCopy.objects.get()
    assert (copy.state, copy.trouble) == (CopyState.WAITING, CopyTrouble.AWAY)
    assert copy.next_at > clock() + timedelta(minutes=19)
    ring_until_settled()
    assert PublicCopy.objects.get().state == CopyState.DONE


def test_a_source_that_readers_have_a_copy_of_is_not_looked_for(wayback):
    make_dead(archive_url="https://web.archive.example/web/20250101000000/https://a.example/")
    ring()
    assert wayback.asked == []


def test_a_quote_that_changed_is_looked_for_too_where_readers_have_no_copy(wayback):
    source = make_dead()
    Source.objects.filter(pk=source.pk).update(health=Health.CHANGED)
    wayback.keep(source.url, NOW - timedelta(days=1), PAGE)
    ring()
    source.refresh_from_db()
    assert QUOTE in TEXT
    assert source.archived_at == NOW - timedelta(days=1)


def test_no_time_gates_no_questions(wayback, settings):
    settings.MEMENTO_TIMEGATES = []
    make_dead()
    assert ring() == 0
    assert wayback.asked == []


def test_a_source_that_dies_a_second_time_is_looked_for_again(wayback):
    source = make_dead()
    ring()
    let_time_pass(days=9)
    Source.objects.filter(pk=source.pk).update(health_since_at=clock())
    ring()
    assert PublicCopy.objects.count() == 2
