"""A new article comes to the desk: by its address, by its text, or by both."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.management.demo.pdf import pdf_of
from claims.models import Article, Source
from claims.tests.make import NOW, TEXT, make_article, make_source
from claims.words import BreakdownState, Health, Outcome

ADD = "/admin/claims/article/add/"


def url(name, article):
    return reverse(f"admin:claims_article_{name}", args=[article.pk])


def failed_article(outcome=Outcome.REFUSED, address="http://10.0.0.1/secret"):
    """An article whose address was looked at once, in vain."""
    source, _ = Source.find_or_make(address, now=NOW)
    source.last_outcome, source.checked_at, source.next_check_at = outcome, NOW, None
    source.health = Health.UNWATCHED
    source.save()
    return Article.objects.create(source=source, headline="딥시크 충격")


def test_an_address_becomes_a_watched_source_that_is_fetched_while_the_editor_waits(desk):
    answer = desk.post(
        ADD, {"address": "https://news.example/a?utm_source=x", "headline": "딥시크"}, follow=True
    )

    article = Article.objects.get()
    page = answer.content.decode()
    assert article.source.is_watched
    assert article.state == BreakdownState.WAITING
    assert "The text is being fetched" in page
    assert 'hx-trigger="every 1s"' in page
    assert "Refresh" in page


def test_pasted_text_alone_opens_the_breakdown_at_once(desk):
    answer = desk.post(ADD, {"text": TEXT.replace("\n", "\r\n"), "headline": "딥시크"}, follow=True)

    article = Article.objects.get()
    assert article.body == TEXT
    assert not article.source.is_watched
    assert "worth" in answer.content.decode()


def test_address_and_text_together_keep_the_pasted_text_under_check(desk):
    desk.post(ADD, {"address": "https://news.example/a", "text": TEXT})

    article = Article.objects.get()
    assert article.body == TEXT
    assert article.source.is_watched


@pytest.mark.parametrize(
    ("name", "kind", "body", "expected"),
    [
        ("speech.txt", "text/plain", TEXT.encode("euc-kr"), "557만6천달러"),
        ("speech.pdf", "application/pdf", pdf_of(("Developing V3 cost $5.576M.",)), "$5.576M"),
        ("page.html", "text/html", f"<title>딥시크</title><p>{TEXT}</p>".encode(), "557만6천달러"),
    ],
)
def test_the_text_of_a_file_is_broken_down_like_a_pasted_one(desk, name, kind, body, expected):
    file = SimpleUploadedFile(name, body, content_type=kind)

    answer = desk.post(ADD, {"file": file, "headline": "연설"}, follow=True)

    article = Article.objects.get()
    assert article.state == BreakdownState.OPEN
    assert expected in article.body and expected in answer.content.decode()


@pytest.mark.parametrize("body", [b"%PDF-1.4 broken", b"\x89PNG\r\n\x1a\n\x00\x00", b"   "])
def test_a_file_without_readable_text_is_refused_and_the_form_keeps_the_rest(desk, body):
    answer = desk.post(ADD, {"file": SimpleUploadedFile("scan.pdf", body), "headline": "연설"})

    page = answer.content.decode()
    assert "No text could be read from this file" in page and "연설" in page
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "again",
    [
        "http://news.example/a/b",
        "https://www.news.example/a/b",
        "https://news.example/a/b?utm_source=kakao",
        "https://news.example/a/b#comments",
    ],
)
def test_the_same_address_twice_leads_to_the_article_that_is_there(desk, again):
    known = make_article(source=make_source(url="https://news.example/a/b"))

    answer = desk.post(ADD, {"address": again, "headline": "Typed with care"})

    page = answer.content.decode()
    assert "already on the desk" in page
    assert url("breakdown", known) in page
    assert "Typed with care" in page
    assert Article.objects.count() == 1


def test_the_same_text_twice_leads_to_the_article_that_is_there(desk):
    for _ in range(2):
        answer = desk.post(ADD, {"text": TEXT})

    assert "already on the desk" in answer.content.decode()
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["ftp://news.example/a", "javascript:alert(1)", "http://", "not an address"]
)
def test_what_is_no_web_address_is_refused_and_the_form_keeps_everything(desk, address):
    answer = desk.post(ADD, {"address": address, "headline": "Kept", "text": "Kept too."})

    page = answer.content.decode()
    assert "not a web address" in page
    assert "Kept too." in page
    assert 'value="Kept"' in page
    assert not Article.objects.exists()


def test_neither_address_nor_text_is_refused(desk):
    answer = desk.post(ADD, {"headline": "Only a headline"})

    assert "paste its text" in answer.content.decode()


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.REFUSED, "may not be contacted"),
        (Outcome.TOO_LARGE, "too large"),
        (Outcome.WRONG_TYPE, "not a page of text"),
        (Outcome.EMPTY, "no readable text"),
        (Outcome.CONNECTION_FAILED, "cannot be reached"),
        (Outcome.NOT_FOUND, "no page at this address"),
    ],
)
def test_a_fetch_that_failed_says_why_and_offers_another_way(desk, outcome, words):
    article = failed_article(outcome)

    page = desk.get(url("breakdown", article)).content.decode()

    assert words in page
    assert "http://10.0.0.1/secret" in page
    assert "Or paste the text" in page


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_words(desk, outcome):
    article = failed_article(outcome)

    answer = desk.get(url("progress", article), headers={"HX-Request": "true"})

    assert "The text could not be fetched." in answer.content.decode()
    assert "hx-trigger" not in answer.content.decode()


def test_after_a_failed_fetch_the_text_can_be_pasted(desk):
    article = failed_article()

    desk.post(url("paste", article), {"text": TEXT})

    article.refresh_from_db()
    assert article.body == TEXT


def test_after_a_failed_fetch_another_address_can_be_given(desk):
    article = failed_article()

    desk.post(url("look", article), {"address": "https://news.example/right"})

    article.refresh_from_db()
    assert article.source.url == "https://news.example/right"


def test_the_progress_ends_in_the_breakdown_once_the_text_is_there(desk):
    source = make_source()
    article = Article.objects.create(source=source)
    source.keep_text(TEXT, now=NOW)

    by_htmx = desk.get(url("progress", article), headers={"HX-Request": "true"})
    without = desk.get(url("progress", article))

    assert by_htmx.headers["HX-Redirect"] == url("breakdown", article)
    assert without.headers["Location"] == url("breakdown", article)
    article.refresh_from_db()
    assert article.body == TEXT


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_asks_the_same_number_of_queries_however_long(desk, count, django_assert_max_num_queries):
    for _ in range(count):
        make_article()

    with django_assert_max_num_queries(13):
        answer = desk.get("/admin/claims/article/")

    assert answer.content.decode().count("/breakdown/") >= count
