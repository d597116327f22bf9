"""Reading what others checked: from a site, from the Fact Check Tools API, and what is told of failures."""

import json
from datetime import timedelta

import pytest

from claims import tasks
from claims.models import OtherCheck, OtherImport
from claims.recheck import others
from claims.tests.make import NOW
from claims.tests.recheck.fact_check_tools import KEY, FactCheckTools, claim
from claims.tests.recheck.site import SourceSite
from claims.words import ImportKind, ImportState, Outcome

pytestmark = pytest.mark.django_db
REVIEW = {
    "@type": "ClaimReview",
    "url": "/1",
    "claimReviewed": "지구는 평평하다",
    "author": "검증팀",
    "reviewRating": "거짓",
}


@pytest.fixture
def site(settings):
    with SourceSite() as site:
        settings.RECHECK_ALLOWED_HOSTS = [site.host]
        settings.RECHECK_SPACING_SECONDS = 0
        yield site


@pytest.fixture
def tools(settings):
    settings.RECHECK_SPACING_SECONDS = 0
    settings.FACTCHECK_TOOLS_KEY = KEY
    with FactCheckTools() as tools:
        settings.FACTCHECK_TOOLS_URL = tools.url
        yield tools


def read(kind, origin, **given) -> OtherImport:
    batch = OtherImport.begin(kind, origin, by=None, now=NOW, **given)
    others.read(batch.pk)
    batch.refresh_from_db()
    return batch


def search(words="flat earth", language="") -> OtherImport:
    return read(ImportKind.SEARCH, words, language=language)


def test_a_page_in_euc_kr_is_read_and_its_relative_address_completed(site):
    script = f"<script type='application/ld+json'>{json.dumps(REVIEW, ensure_ascii=False)}</script>"
    page = f"<html><meta charset=euc-kr>{script}</html>".encode("cp949")
    site.page("/check", page, content_type="text/html; charset=euc-kr")

    batch = read(ImportKind.ADDRESS, site.url("/check"))

    assert (batch.state, batch.found["good"], batch.found["new"]) == (ImportState.READ, 1, 1)
    assert batch.found["good_rows"][0]["url"] == site.url("/1")
    assert OtherCheck.objects.count() == 0


def test_what_was_read_is_kept_once_an_editor_accepts_it(site):
    site.page("/feed", json.dumps([REVIEW]), content_type="application/json")
    batch = read(ImportKind.ADDRESS, site.url("/feed"))

    others.keep(batch.pk, NOW)
    before = OtherCheck.objects.count()
    batch.accept(NOW)
    tasks.keep_others(batch.pk)
    tasks.keep_others(batch.pk)

    batch.refresh_from_db()
    assert (before, OtherCheck.objects.count(), batch.state, batch.body) == (0, 1, ImportState.DONE, "")


def test_a_faulty_row_is_told_with_its_number_and_its_reason():
    body = json.dumps([REVIEW | {"url": "https://check.example/1"}, {"@type": "ClaimReview", "url": "x"}])

    batch = read(ImportKind.FILE, "a.json", body=body)

    (row,) = batch.found["faulty_rows"]
    assert (batch.found["good"], row["number"], row["fault"]) == (1, 2, "bad_address")


def test_a_private_address_is_refused_like_any_other_source(settings):
    settings.RECHECK_ALLOWED_HOSTS = []

    batch = read(ImportKind.ADDRESS, "http://169.254.169.254/latest/meta-data")

    assert (batch.state, batch.outcome) == (ImportState.FAILED, Outcome.REFUSED)


def test_a_feed_larger_than_allowed_is_not_read(site, settings):
    settings.OTHERS_MAX_BYTES = 1000
    site.page("/feed", json.dumps([REVIEW] * 100), content_type="application/json")

    assert read(ImportKind.ADDRESS, site.url("/feed")).outcome == Outcome.TOO_LARGE


def test_rows_beyond_the_cap_are_left_off_and_that_is_said(settings):
    settings.OTHERS_MAX_ROWS = 3
    rows = [REVIEW | {"url": f"https://check.example/{number}"} for number in range(5)]

    batch = read(ImportKind.FILE, "a.json", body=json.dumps(rows))
    batch.accept(NOW)
    others.keep(batch.pk, NOW)

    assert (batch.found["good"], batch.found["cut"], OtherCheck.objects.count()) == (3, True, 3)


def test_a_page_without_reviews_is_a_failure_that_keeps_nothing(site):
    site.page("/check", "<p>No markup here.</p>")

    batch = read(ImportKind.ADDRESS, site.url("/check"))

    assert (batch.state, batch.body) == (ImportState.FAILED, "")


# The API


def test_a_search_follows_page_tokens_and_asks_in_the_language_wanted(tools):
    tools.claims = [claim(f"Claim {number}", number, "ko") for number in range(120)] + [claim("English", 999)]

    batch = search(language="ko")

    assert (batch.state, batch.found["good"]) == (ImportState.READ, 120)
    assert [asked.get("pageToken") for asked in tools.asked] == [None, "50", "100"]
    assert {asked["languageCode"] for asked in tools.asked} == {"ko"}


def test_a_search_stops_after_a_few_pages(tools):
    tools.claims = [claim(f"Claim {number}", number) for number in range(1000)]

    assert search().found["good"] == others.PAGES * others.PAGE_SIZE


def test_a_search_that_finds_nothing_is_no_failure(tools):
    batch = search()

    assert (batch.state, batch.found["good"]) == (ImportState.READ, 0)


@pytest.mark.parametrize(
    ("status", "outcome"), [(400, Outcome.BLOCKED), (403, Outcome.BLOCKED), (429, Outcome.RATE_LIMITED)]
)
def test_a_refusal_is_told_in_the_api_s_words_without_our_key(tools, status, outcome):
    tools.refuse(status, f"No: {KEY}")

    batch = search()

    assert (batch.state, batch.outcome, batch.detail) == (ImportState.FAILED, outcome, f"{status} No: …")


def test_pages_had_before_a_refusal_are_shown_with_it(tools):
    tools.claims = [claim(f"Claim {number}", number) for number in range(120)]
    tools.refuse(429, "Quota exceeded", after=1)

    batch = search()

    assert (batch.state, batch.found["good"]) == (ImportState.READ, 50)
    assert batch.detail == "429 Quota exceeded"


def test_a_wrong_key_is_named(tools, settings):
    settings.FACTCHECK_TOOLS_KEY = "wrong"

    assert "API key not valid" in search().detail


def test_an_answer_that_is_no_json_is_a_failure(site, settings):
    settings.FACTCHECK_TOOLS_KEY, settings.FACTCHECK_TOOLS_URL = KEY, site.url("/moved")

    assert search().state == ImportState.FAILED


# Lost messages


def test_an_import_whose_message_was_lost_is_rung_for_again_but_not_at_once():
    batch = OtherImport.begin(ImportKind.FILE, "a.json", by=None, now=NOW, body="[]")

    at_once = others.forgotten(NOW)
    later = others.forgotten(NOW + timedelta(minutes=3))
    twice = others.forgotten(NOW + timedelta(minutes=3))

    assert (at_once, later, twice) == ([], [batch.pk], [])


def test_reading_twice_reads_once():
    batch = OtherImport.begin(ImportKind.FILE, "a.json", by=None, now=NOW, body=json.dumps([REVIEW]))

    tasks.read_others(batch.pk)
    OtherImport.objects.filter(pk=batch.pk).update(found={})
    tasks.read_others(batch.pk)

    batch.refresh_from_db()
    assert batch.found == {}
