"""Sources: one per address, edited in words, watched by the desk's wish, read version by version."""

import pytest
from django.urls import reverse

from claims.models import Check, Source
from claims.tests.make import NOW, make_citation, make_claim, make_source, make_user
from claims.words import Health, Outcome, Role


@pytest.fixture
def desk(client, editor):
    client.cookies["django_language"] = "en"
    client.force_login(editor)
    return client


def page_of(source):
    return reverse("admin:claims_source_change", args=[source.pk])


def view(name, source, *args):
    return reverse(f"admin:claims_source_{name}", args=[source.pk, *args])


def test_the_list_shows_health_outcome_and_how_much_rests_on_each(desk, django_assert_max_num_queries):
    for number in range(5):
        source = make_source("It cost $5.576M.", title=f"Report {number}")
        for _quote in range(number):
            make_citation(make_claim(), source, "cost $5.576M")

    with django_assert_max_num_queries(10):
        page = desk.get(reverse("admin:claims_source_changelist")).content.decode()

    assert 'class="field-quotes">4<' in page
    assert "Not reached yet" in page


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("technical report", True),
        ("arXiv", True),
        ("http://WWW.source.example/page/?utm_source=x", True),
        ("source.example", True),
        ("elsewhere.example/nothing", False),
    ],
)
def test_a_source_is_found_by_title_publisher_or_any_spelling_of_its_address(desk, words, is_found):
    make_source(url="https://source.example/page", title="Technical Report", publisher="arXiv")

    page = desk.get(reverse("admin:claims_source_changelist"), {"q": words}).content.decode()

    assert ('class="field-name"' in page) is is_found


def test_the_list_narrows_to_what_fails(desk):
    failing, fine = make_source(title="Failing one"), make_source(title="Fine one")
    Source.objects.filter(pk=failing.pk).update(health=Health.FAILING)

    page = desk.get(reverse("admin:claims_source_changelist"), {"health__exact": "failing"}).content.decode()

    assert ("Failing one" in page, "Fine one" in page) == (True, False)
    assert fine.health != Health.FAILING


def test_an_editor_changes_what_the_source_is_and_never_how_it_fared(desk):
    source = make_source()

    desk.post(
        page_of(source),
        {
            "title": "A better title",
            "publisher": "arXiv",
            "language": "en",
            "published_on": "2025-01-01",
            "independence_group": "deepseek",
            "interest_note": "Its own report",
            "archive_url": "",
            "health": "dead",
            "url": "https://elsewhere.example/",
        },
    )

    stored = Source.objects.get(pk=source.pk)
    assert (stored.title, stored.independence_group) == ("A better title", "deepseek")
    assert (stored.health, stored.url) == (source.health, source.url)


def test_the_page_shows_quotes_looks_and_versions(desk, django_assert_max_num_queries):
    source = make_source("It cost $5.576M.")
    citation = make_citation(make_claim(wording_en="It was cheap"), source, "cost $5.576M")
    Check.objects.create(source=source, checked_at=NOW, outcome=Outcome.TIMEOUT, detail="after 20 s")
    source.keep_text("It cost $5.6M.", now=NOW)

    with django_assert_max_num_queries(20):
        page = desk.get(page_of(source)).content.decode()

    assert citation.exact in page
    assert ("It was cheap" in page, "Timed out" in page, "after 20 s" in page) == (True, True, True)
    assert page.count("Read this version") == 2
    assert page.count("What changed") == 1


# Versions


def test_two_versions_are_shown_side_by_side_with_the_number_first(desk):
    source = make_source("Heading\nIt cost $5.576M.\nThe end.")
    newer = source.keep_text("Heading\nIt cost $5.6M.\nThe end.", now=NOW)

    page = desk.get(view("changes", source, newer.pk)).content.decode()

    assert "<del>5.576M</del>" in page
    assert "<ins>5.6M</ins>" in page
    assert "The end." not in page


def test_a_version_is_read_as_paragraphs(desk):
    source = make_source("First paragraph.\n\n<b>Second</b> paragraph.")

    page = desk.get(view("text", source, source.snapshot.pk)).content.decode()

    assert "<p>First paragraph.</p>" in page
    assert "&lt;b&gt;Second&lt;/b&gt;" in page


def test_a_version_is_found_under_its_own_source_only(desk):
    source, other = make_source("A text."), make_source("Another text.")

    answer = desk.get(view("text", source, other.snapshot.pk))

    assert answer.status_code == 404


# Watching


def test_watching_ends_and_begins_again_by_a_button(desk):
    source = make_source()

    desk.post(view("watch", source))
    stopped = Source.objects.get(pk=source.pk)
    desk.post(view("watch", source))
    watched = Source.objects.get(pk=source.pk)

    assert (stopped.is_watched, stopped.health) == (False, Health.UNWATCHED)
    assert (watched.is_watched, watched.health) == (True, Health.UNREACHED)


def test_a_look_is_queued_when_the_page_is_saved_and_not_before(desk, django_capture_on_commit_callbacks):
    source = make_source()

    with django_capture_on_commit_callbacks() as queued:
        answer = desk.post(view("look", source))

    assert answer.status_code == 302
    assert len(queued) == 1


def test_an_unwatched_source_is_not_looked_at(desk, django_capture_on_commit_callbacks):
    source = make_source()
    source.stop_watching()

    with django_capture_on_commit_callbacks() as queued:
        desk.post(view("look", source))

    assert queued == []


@pytest.mark.parametrize("name", ["look", "watch"])
def test_buttons_answer_to_a_press_and_not_to_a_link(desk, name):
    answer = desk.get(view(name, make_source()))

    assert answer.status_code == 405


def test_who_may_not_change_sources_does_not_stop_one(client, db):
    source = make_source()
    client.force_login(make_user())

    answer = client.post(view("watch", source))

    assert answer.status_code == 403


# Adding


def test_a_source_is_added_by_its_address(desk, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        answer = desk.post(
            reverse("admin:claims_source_add"), {"address": "https://new.example/report?utm_source=mail"}
        )

    source = Source.objects.get(url__startswith="https://new.example/report")
    assert answer.url == page_of(source)
    assert (source.created_by, source.is_watched, len(queued)) == (editor, True, 1)


def test_the_same_address_leads_to_the_source_that_is_there(desk):
    source = make_source(url="https://source.example/page")

    answer = desk.post(reverse("admin:claims_source_add"), {"address": "http://www.source.example/page/"})

    assert answer.url == page_of(source)
    assert Source.objects.count() == 1


@pytest.mark.parametrize("address", ["", "nonsense", "javascript:alert(1)", "ftp://files.example/x"])
def test_what_is_no_web_address_is_refused_in_words_and_kept_in_the_form(desk, address):
    answer = desk.post(reverse("admin:claims_source_add"), {"address": address, "title": "Kept title"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "errorlist" in page
    assert "Kept title" in page
    assert not Source.objects.exists()


def test_what_was_looked_at_is_never_deleted(client, administrator):
    source = make_source("A text that stays.")
    client.force_login(administrator)

    answer = client.get(reverse("admin:claims_source_delete", args=[source.pk]))

    assert answer.status_code == 403


def test_only_an_interview_asks_who_told_it(client, db):
    told = Source.record_interview(told_by="A minister", told_on=NOW.date(), told_how="by telephone")
    client.force_login(make_user(Role.EDITOR))

    interview = client.get(page_of(told)).content.decode()
    page = client.get(page_of(make_source())).content.decode()

    assert ('name="told_by"' in interview, 'name="told_by"' in page) == (True, False)
