"""Other desks' checks as rows: kept once, changed when they say something else, found in both languages."""

import json

import pytest
from django.db import IntegrityError

from claims.models import Kept, OtherCheck, OtherImport
from claims.tests.make import NOW, make_user
from claims.text.reviews import rows_of
from claims.words import ImportKind, ImportState

pytestmark = pytest.mark.django_db


def reviews(*given: dict) -> list:
    documents = [
        {
            "@type": "ClaimReview",
            "url": "https://check.example/1",
            "claimReviewed": "DeepSeek spent $5.576 million",
            "author": {"name": "Check Desk"},
            "reviewRating": {"alternateName": "Half true", "ratingValue": 3, "bestRating": 5},
            "datePublished": "2025-02-01",
        }
        | one
        for one in given
    ]
    return [row.review for row in rows_of(json.dumps(documents))]


def keep(*given: dict) -> Kept:
    return OtherCheck.objects.keep(reviews(*given), now=NOW)


def test_the_same_reviews_twice_are_the_same_rows():
    first, second = keep({}, {"url": "https://check.example/2"}), keep({}, {"url": "https://check.example/2"})

    assert (first, second) == (Kept(made=2), Kept(same=2))
    assert OtherCheck.objects.count() == 2


def test_one_address_in_several_spellings_is_one_row():
    keep({}, {"url": "http://www.check.example/1/?utm_source=feed"})

    assert OtherCheck.objects.count() == 1


def test_a_page_that_checks_two_claims_gives_two_rows():
    keep({}, {"claimReviewed": "Meta spends $65 billion"})

    assert OtherCheck.objects.count() == 2


def test_a_rating_that_changed_is_taken_and_both_stand_in_the_history():
    keep({})
    kept = keep({"reviewRating": {"alternateName": "False"}})

    check = OtherCheck.objects.get()
    assert (kept, check.rating_text, check.rating_value) == (Kept(changed=1), "False", None)
    assert [event.rating_text for event in check.events.order_by("pgh_id")] == ["Half true", "False"]


def test_comparing_says_what_keeping_would_do_and_does_nothing():
    keep({})

    would = OtherCheck.objects.compare(
        reviews({}, {"url": "https://check.example/2"}, {"url": "https://check.example/3"})
    )

    assert (would, OtherCheck.objects.count()) == (Kept(made=2, same=1), 1)


@pytest.mark.parametrize("words", ["5.576 million", "deepseek", "557만6천달러", "Check Desk"])
def test_a_check_is_found_by_words_names_and_values_in_either_language(words):
    keep({})

    assert OtherCheck.objects.matching(words).count() == 1


def test_the_database_takes_no_second_row_for_one_claim_of_one_page():
    keep({})
    check = OtherCheck.objects.get()
    check.pk = None

    with pytest.raises(IntegrityError, match="othercheck_once"):
        check.save()


def test_keeping_a_thousand_reviews_takes_few_queries(django_assert_max_num_queries):
    many = reviews(*({"url": f"https://check.example/{number}"} for number in range(1000)))

    with django_assert_max_num_queries(20):
        OtherCheck.objects.keep(many, now=NOW)

    assert OtherCheck.objects.count() == 1000


def test_an_import_is_accepted_once():
    batch = OtherImport.begin(ImportKind.FILE, "a.json", by=make_user(), now=NOW, state=ImportState.READ)

    assert (batch.accept(NOW), batch.accept(NOW)) == (True, False)
