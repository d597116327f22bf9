"""Public copies at the desk: what is said of them, who may ask, where failures show."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from claims.models import PublicCopy, Source
from claims.tests.make import NOW, make_citation, make_claim, make_source
from claims.words import CopyKind, CopyReason, CopyState, CopyTrouble

ARCHIVED = "https://web.archive.org/web/20250301120000/https://source.example/page"
TEXT = "The final training run cost $5.576M."


@pytest.fixture
def desk(client, editor):
    client.cookies["django_language"] = "en"
    client.force_login(editor)
    return client


@pytest.fixture
def keys(settings):
    settings.WAYBACK_ACCESS_KEY, settings.WAYBACK_SECRET_KEY = "access", "secret"


def make_evidence(**given) -> Source:
    source = make_source(TEXT, **given)
    make_citation(make_claim(), source, "cost $5.576M")
    return source


def make_copy(source: Source, state: CopyState, **given) -> PublicCopy:
    is_open = state in (CopyState.WAITING, CopyState.PENDING)
    given = {
        "kind": CopyKind.SAVE,
        "reason": CopyReason.EVIDENCE,
        "asked_at": NOW,
        "next_at": NOW if is_open else None,
        "finished_at": None if is_open else NOW,
    } | given
    return PublicCopy.objects.create(source=source, state=state, **given)


def make_given_up(source: Source) -> PublicCopy:
    return make_copy(
        source, CopyState.FAILED, trouble=CopyTrouble.CLOSED, detail="error:no-access The page says no."
    )


def page_of(desk, source):
    return desk.get(reverse("admin:claims_source_change", args=[source.pk])).content.decode()


def ask(desk, source):
    return desk.post(reverse("admin:claims_source_archive", args=[source.pk]), follow=True).content.decode()


def test_without_an_archive_the_desk_says_that_nothing_is_sent(desk):
    page = page_of(desk, make_evidence())
    assert "No public archive is configured: nothing is sent." in page
    assert "Archive now" not in page


def test_the_page_tells_where_a_source_is_sent_and_how_each_copy_fared(desk, keys):
    source = make_evidence()
    make_given_up(source)
    page = page_of(desk, source)
    assert "is sent to web.archive.org" in page
    assert "No public copy could be made" in page
    assert "The page does not let the archive in" in page
    assert "error:no-access The page says no." in page


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"url": "http://127.0.0.1:8765/report"}, "Its address is not public"),
        ({"is_protected": True, "protection_reason": "A person."}, "It is a protected source"),
    ],
)
def test_what_is_never_sent_says_why_and_cannot_be_asked_for(desk, keys, given, reason):
    source = make_evidence(**given)
    page = page_of(desk, source)
    assert "Never sent to a public archive" in page
    assert reason in page
    assert "Archive now" not in page
    assert reason in ask(desk, source)
    assert not PublicCopy.objects.exists()


def test_an_editor_asks_for_a_copy_and_the_bell_is_rung(
    desk, keys, editor, django_capture_on_commit_callbacks
):
    source = make_evidence()
    with django_capture_on_commit_callbacks() as rung:
        page = ask(desk, source)
    copy = PublicCopy.objects.get()
    assert "The archive is asked for a copy" in page
    assert (copy.reason, copy.asked_by, copy.state) == (CopyReason.ASKED, editor, CopyState.WAITING)
    assert len(rung) == 1
    assert "An editor asked" in page_of(desk, source)


def test_asking_without_an_archive_is_refused_in_words(desk):
    assert "nothing is sent" in ask(desk, make_evidence())
    assert not PublicCopy.objects.exists()


def test_who_may_not_change_sources_may_not_ask(client, keys, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    source = make_evidence()
    assert client.post(reverse("admin:claims_source_archive", args=[source.pk])).status_code == 403


def test_a_copy_whose_quotes_are_missing_is_marked_as_not_shown(desk):
    source = make_evidence()
    found = {"kind": CopyKind.FIND, "url": ARCHIVED, "copied_at": NOW, "holds_quotes": False}
    make_copy(source, CopyState.DONE, **found)
    assert "The quotes do not stand in it" in page_of(desk, source)


@pytest.mark.parametrize(
    ("value", "title"),
    [("yes", "Kept"), ("waiting", "Waits"), ("given_up", "Failed"), ("no", "Failed, Nothing yet, Waits")],
)
def test_the_list_narrows_by_copy(desk, value, title):
    make_evidence(title="Kept", archive_url=ARCHIVED)
    make_copy(make_evidence(title="Waits"), CopyState.WAITING)
    make_given_up(make_evidence(title="Failed"))
    make_evidence(title="Nothing yet")
    make_source(title="No evidence")
    found = desk.get(reverse("admin:claims_source_changelist"), {"copy": value}).context["cl"].queryset
    assert ", ".join(sorted(source.title for source in found)) == title


def test_a_page_given_up_and_asked_for_again_is_not_given_up(desk):
    source = make_evidence()
    make_given_up(source)
    make_copy(source, CopyState.WAITING)
    assert not PublicCopy.objects.given_up().exists()


def test_the_morning_page_tells_what_waits_what_was_given_up_and_why(desk):
    make_copy(make_evidence(), CopyState.WAITING, trouble=CopyTrouble.KEYS)
    make_given_up(make_evidence())
    page = desk.get(reverse("admin:index")).content.decode()
    assert "?copy=waiting" in page
    assert "?copy=given_up" in page
    assert "The archive refuses our keys" in page


def test_a_quiet_archive_takes_no_room_on_the_morning_page(desk):
    assert 'id="public-copies"' not in desk.get(reverse("admin:index")).content.decode()


def test_the_date_of_a_copy_is_read_from_its_address():
    assert Source(archive_url=ARCHIVED).archived_at == datetime(2025, 3, 1, 12, tzinfo=UTC)
    assert Source(archive_url="https://perma.example/AB12-CD34").archived_at is None
    assert Source().archived_at is None
