"""Quotes tied to their place, sources found again, two people at one claim."""

import pytest

from claims.models import Citation, Claim, QuoteNotFound, Source, StaleVersion
from claims.tests.make import NOW, TEXT, make_article, make_citation, make_claim, make_source
from claims.text.links import BadLink
from claims.words import BreakdownState, Finding, Health

pytestmark = pytest.mark.django_db


def test_a_quote_is_anchored_whatever_its_quote_marks_and_spaces():
    source = make_source("He said “it cost  $5.576 million” in all.")
    citation = make_citation(make_claim(), source, '"it cost $5.576 million"')
    assert citation.exact == source.snapshot.text[citation.start : citation.end]
    assert "cost  $5.576 million" in citation.exact
    assert citation.finding == Finding.EXACT and citation.seen_at == NOW


def test_a_quote_that_is_not_in_the_text_is_refused_with_the_nearest_passage():
    source = make_source("The final training run cost $5.576 million, the report says.")
    with pytest.raises(QuoteNotFound) as refusal:
        make_citation(make_claim(), source, "The final training run cost $6 million")
    assert "5.576 million" in refusal.value.nearest


def test_several_claims_may_rest_on_overlapping_words():
    article = make_article()
    money = "557만6천달러(약 78억8천만원)"
    spans = [
        make_citation(make_claim(), article.source, words, kind="appearance")
        for words in (f"V3 모델 개발에 {money}를 썼다", "557만6천달러", money)
    ]
    assert spans[0].start < spans[1].start < spans[1].end < spans[0].end


def test_an_editor_can_say_that_the_passage_still_holds_in_its_new_place():
    source = make_source("It cost $5.576 million.")
    citation = make_citation(make_claim(), source, "$5.576 million")
    source.keep_text("In total it cost $5.6 million.", now=NOW)
    start = source.snapshot.text.index("$5.6")

    citation.still_holds(start=start, end=start + len("$5.6 million"), now=NOW)

    citation.refresh_from_db()
    assert (citation.exact, citation.finding) == ("$5.6 million", Finding.EXACT)


@pytest.mark.parametrize(("other", "health"), [("exact", "alive"), ("missing", "changed")])
def test_once_its_last_changed_quote_still_holds_a_source_is_well_again(other, health):
    source = make_source("It cost $5.576 million. Nobody denied it.")
    citation = make_citation(make_claim(), source, "$5.576 million")
    Citation.objects.filter(pk=citation.pk).update(finding=Finding.NUMBER_CHANGED)
    beside = make_citation(make_claim(), source, "Nobody denied it")
    Citation.objects.filter(pk=beside.pk).update(finding=other)
    Source.objects.filter(pk=source.pk).update(health=Health.CHANGED)
    citation = Citation.objects.get(pk=citation.pk)

    citation.still_holds(start=citation.start, end=citation.end, now=NOW)

    assert Source.objects.get().health == health


@pytest.mark.parametrize(
    "same",
    [
        "http://news.example/a",
        "https://news.example/a/",
        "https://news.example/a?utm_source=x&fbclid=1",
        "HTTPS://NEWS.EXAMPLE:443/a#top",
    ],
)
def test_the_same_address_twice_is_one_source(same):
    first, made = Source.find_or_make("https://news.example/a", now=NOW)
    again, made_again = Source.find_or_make(same, now=NOW)
    assert first == again and made and not made_again


def test_a_korean_address_is_one_source_encoded_or_not():
    page = "https://ko.wikipedia.org/wiki/"
    encoded, _ = Source.find_or_make(page + "%EB%8C%80%ED%95%9C%EB%AF%BC%EA%B5%AD", now=NOW)
    plain, _ = Source.find_or_make(page + "대한민국", now=NOW)
    assert encoded == plain


def test_an_address_as_long_as_a_page_still_has_a_key():
    long = "https://news.example/" + "한" * 180 + "?" + "&".join(f"a{i}={i}" for i in range(60))
    one, _ = Source.find_or_make(long, now=NOW)
    other, _ = Source.find_or_make(long + "x", now=NOW)
    assert one != other


@pytest.mark.parametrize("bad", ["", "ftp://x.example/", "https://user:pw@x.example/", "javascript:alert(1)"])
def test_what_is_no_web_address_is_refused(bad):
    with pytest.raises(BadLink):
        Source.find_or_make(bad, now=NOW)


def test_a_snapshot_is_kept_only_when_the_text_changed():
    source = make_source("one")
    source.keep_text("one", now=NOW)
    assert source.snapshots.count() == 1
    source.keep_text("two", now=NOW)
    source.keep_text("one", now=NOW)
    assert [row.text for row in source.snapshots.order_by("pk")] == ["one", "two", "one"]


def test_an_articles_text_is_its_first_and_stays_so_when_the_page_is_edited():
    article = make_article()
    article.take_text(article.source.keep_text("edited by the outlet", now=NOW))
    article.refresh_from_db()
    assert article.body == TEXT and article.state == BreakdownState.OPEN


def test_the_second_of_two_editors_is_told_and_the_first_ones_words_stay():
    claim = make_claim()
    mine, theirs = Claim.objects.get(pk=claim.pk), Claim.objects.get(pk=claim.pk)
    theirs.wording_en = "Theirs"
    theirs.save_version()
    mine.wording_en = "Mine"
    with pytest.raises(StaleVersion):
        mine.save_version()
    assert Claim.objects.get().wording_en == "Theirs"


def test_search_tokens_follow_the_wording_even_when_only_it_is_saved():
    claim = make_claim()
    claim.wording_en = "An entirely other unicorn"
    claim.save(update_fields=["wording_en"])
    assert list(Claim.objects.matching("unicorn")) == [claim]
    assert not Claim.objects.matching("DeepSeek-V3")
    assert not Claim.objects.matching("")


def test_claims_that_share_a_telling_number_resemble_each_other():
    claim = make_claim()
    make_claim(wording_ko="전혀 다른 이야기", wording_en="Weather tomorrow")
    assert claim in Claim.objects.resembling("5.576M dollars were spent on V3")
    assert Claim.objects.resembling("5.576M dollars were spent on V3").count() == 1
