"""Search as readers meet it: by words, numbers and filters, marked, bounded, with and without JavaScript."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest

from claims.models import TooBroad, hits, hits_of
from claims.models.claim import Claim
from claims.public import search
from claims.tests.make import NOW, make_article, make_claimant, make_published_claim, make_topic
from claims.tests.public.world import body, page

pytestmark = pytest.mark.django_db


def rows_of(html: str) -> int:
    return html.count('<article class="row">')


def test_words_are_marked_with_and_without_particle(client):
    make_published_claim(wording_ko="한국은행은 기준금리를 3.5%로 올렸다")

    html = page(client, f"/ko/search/?q={quote('한국은행이 기준금리')}")

    assert "<mark>한국은행</mark>은 <mark>기준금리</mark>를" in html


def test_what_is_marked_cannot_carry_html(client):
    make_published_claim(wording_en="<b>Bold</b> claims & bold words")

    html = page(client, "/en/search/?q=bold")

    assert "&lt;b&gt;<mark>Bold</mark>&lt;/b&gt; claims &amp; <mark>bold</mark> words" in html


def test_filters_narrow_and_say_how_many_they_would_leave(client):
    topic, person = make_topic(name_en="Chips"), make_claimant(name_en="Ms Kim")
    make_published_claim(topics=[topic], claimant=person)
    make_published_claim(topics=[topic])
    make_published_claim()

    html = page(client, "/en/search/?q=cost")
    narrowed = page(client, f"/en/search/?q=cost&topic={topic.pk}&person={person.pk}")

    assert rows_of(html) == 3 and "Chips (2)" in html and "Ms Kim (1)" in html and "Mostly true (3)" in html
    assert rows_of(narrowed) == 1 and "selected>Chips (1)" in narrowed


def test_outlet_language_and_days_narrow_as_well(client):
    old = make_published_claim(now=NOW - timedelta(days=60))
    make_published_claim(wording_ko="", verdict={"summary_ko": ""})
    outlet = old.appearances[0].source.article.outlet

    assert rows_of(page(client, f"/en/search/?outlet={outlet}")) == 2
    assert rows_of(page(client, "/en/search/?outlet=Nobody")) == 0
    assert rows_of(page(client, "/en/search/?language=ko")) == 1
    assert rows_of(page(client, f"/en/search/?since={NOW:%Y-%m-%d}")) == 1
    assert rows_of(page(client, f"/en/search/?until={NOW - timedelta(days=1):%Y-%m-%d}")) == 1


def test_common_words_are_walked_down_by_date_and_pages_follow_without_gap(client, monkeypatch):
    monkeypatch.setattr(hits, "ENOUGH", 5)
    made = [make_published_claim(now=NOW + timedelta(hours=i)) for i in range(24)]

    first = page(client, "/en/search/?q=cost")
    older = re.search(r'href="(\?q=cost&amp;before=[^"]+)"', first)[1].replace("&amp;", "&")
    second = page(client, f"/en/search/{older}")

    shown = [int(pk) for pk in re.findall(r'/en/claims/(\d+)-[^"]*">', first + second)]
    assert shown == [claim.pk for claim in reversed(made)]
    assert "more than 5 claims" in first


def test_a_search_for_common_words_counts_a_sample(client, monkeypatch):
    monkeypatch.setattr(hits, "SAMPLE", 2)
    monkeypatch.setattr(search, "SAMPLE", 2)
    for _ in range(3):
        make_published_claim()

    assert "Mostly true (2+)" in page(client, "/en/search/?q=cost")


def test_typing_asks_for_the_results_alone(client):
    make_published_claim()

    response = client.get("/en/search/?q=dev", headers={"HX-Request": "true"})

    html = body(response)
    assert rows_of(html) == 1 and "<html" not in html
    assert "HX-Request" in response.headers["Vary"]


HOSTILE = ["%00", "a" * 5000, "%26%7C!(", "'%3A*", "가 " * 5000, "1 " * 10_000, "%F0%9F%98%80", "-", "  "]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_searches_are_answered(client, words):
    make_published_claim()

    assert client.get(f"/ko/search/?q={words}").status_code == 200


WRONG = [
    *[
        "topic=x",
        "topic=" + "9" * 40,
        "person=-1",
        "since=2025-99-99",
        "until=9999-12-31",
        "since=0001-01-01",
    ],
    *["language=xx", "rating=%00", "outlet=%00", "before=1-1"],
]


@pytest.mark.parametrize("given", WRONG)
def test_filters_that_make_no_sense_break_nothing(client, given):
    assert client.get(f"/en/search/?q=cost&{given}").status_code == 200


def test_a_search_that_takes_too_long_is_refused_in_words(client, monkeypatch):
    def too_broad(rows):
        raise TooBroad

    monkeypatch.setattr(search, "hits_of", too_broad)

    assert "too much to look through" in page(client, "/en/search/?q=cost")


def test_the_database_gives_up_on_a_slow_search(monkeypatch):
    make_published_claim()
    slow = Claim.objects.published().extra(where=["pg_sleep(1) IS NOT NULL"])
    monkeypatch.setattr(hits, "SLOWEST_MS", 20)

    with pytest.raises(TooBroad):
        hits_of(slow)


def test_an_empty_search_offers_ways_on(client):
    topic = make_topic(name_en="Chips")
    make_published_claim(topics=[topic])

    assert f'href="?topic={topic.pk}"' in page(client, "/en/search/")
    assert "Search without filters" in page(client, "/en/search/?q=cost&outlet=Nobody")


def test_claims_of_an_article_that_names_no_outlet_are_not_counted_under_one(client):
    claim = make_published_claim()
    make_article(outlet="", source=claim.evidence[0].source)

    assert "> (1)" not in page(client, "/en/search/?q=cost")
