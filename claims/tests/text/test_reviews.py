"""Other desks' ClaimReview, as tidy and as messy as publishers write it."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.jsonld import loads
from claims.text.markup import storable
from claims.text.reviews import rows_of
from claims.words import Odd, ReviewFault


def review(**given) -> dict:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://check.example/1",
        "claimReviewed": "The Earth is flat",
        "datePublished": "2024-05-06",
        "author": {"@type": "Organization", "name": "Check Desk", "url": "https://check.example/"},
        "reviewRating": {"alternateName": "False", "ratingValue": 1, "bestRating": 5, "worstRating": 1},
        "itemReviewed": {"@type": "Claim", "author": {"name": "A. Person"}, "datePublished": "2024-05-01"},
    } | given


def read(document, base=""):
    """The one review of a document."""
    (row,) = rows_of(document if isinstance(document, str) else json.dumps(document), base)
    return row


def page(script: str, head: str = "<html lang='en-US'>") -> str:
    return f"{head}<body><script type='application/ld+json'>{script}</script></body></html>"


def test_a_whole_review_is_read_with_all_it_says():
    found = read(review(inLanguage="en-GB", headline="No, it is not")).review

    assert (found.url, found.claim, found.rating) == ("https://check.example/1", "The Earth is flat", "False")
    assert (found.publisher, found.site, found.language) == ("Check Desk", "check.example", "en")
    assert (found.value, found.best, found.worst) == (1, 5, 1)
    assert (found.claimant, found.title) == ("A. Person", "No, it is not")
    assert (found.claimed_on, found.reviewed_on) == (date(2024, 5, 1), date(2024, 5, 6))


ONE = review()
FEED = {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [ONE]}]}


@pytest.mark.parametrize(
    "document",
    [
        *([ONE], {"@graph": [{"@type": "WebPage"}, ONE]}, FEED),
        *({"@type": "ItemList", "itemListElement": [{"item": ONE}]}, {"@type": "NewsArticle", "review": ONE}),
    ],
    ids=["array", "graph", "feed", "list", "article"],
)
def test_a_review_is_found_wherever_it_stands(document):
    assert read(document).review.claim == "The Earth is flat"


@pytest.mark.parametrize(
    "kind", ["ClaimReview", ["Review", "ClaimReview"], "http://schema.org/ClaimReview", "schema:ClaimReview"]
)
def test_the_type_is_recognised_in_every_spelling(kind):
    assert read(review(**{"@type": kind})).review


def test_a_review_without_context_and_type_is_taken_for_what_it_says():
    bare = review()
    del bare["@context"], bare["@type"]

    assert read(bare).review


@pytest.mark.parametrize(
    "mess",
    [
        "//<![CDATA[\n{}\n//]]>",
        "/* ours */ {} // the end",
        "<!--\n{}\n-->",
        "\ufeff{};",
        "[{},]",
    ],
)
def test_comments_marks_and_commas_around_the_markup_do_no_harm(mess):
    assert read(page(mess.replace("{}", json.dumps(review())))).review


def test_trailing_commas_go_and_commas_within_words_stay():
    text = page(json.dumps(review(claimReviewed="a, ]b")).replace("}", ",}"))

    assert read(text).review.claim == "a, ]b"


def test_markup_whose_quotation_marks_became_entities_is_read():
    assert read(page(json.dumps(review()).replace('"', "&quot;"))).review


def test_a_line_break_within_words_is_a_space():
    assert read(page(json.dumps(review()).replace("is flat", "is\nflat"))).review.claim == "The Earth is flat"


def test_a_script_that_is_commented_out_is_not_read():
    text = "<html><!-- " + page(json.dumps(review())) + " --></html>"

    assert list(rows_of(text)) == []


def test_entities_and_tags_in_the_words_are_undone():
    found = read(review(claimReviewed="&amp;quot;A&amp;quot; &lt;b&gt;costs&lt;/b&gt; 5&nbsp;€ <br/>")).review

    assert found.claim == '"A" costs 5 €'


def test_strings_stand_where_objects_should():
    found = read(review(author="Check Desk", reviewRating="Pants on fire", itemReviewed="a photo")).review

    assert (found.publisher, found.rating, found.claimant) == ("Check Desk", "Pants on fire", "")


def test_references_within_a_graph_are_followed():
    graph = [{"@id": "#desk", "@type": "Organization", "name": "Check Desk"}, review(author={"@id": "#desk"})]

    assert read({"@graph": graph}).review.publisher == "Check Desk"


@pytest.mark.parametrize(
    ("rating", "words", "value", "best"),
    [
        ({"alternateName": "False", "ratingValue": "3", "bestRating": "5"}, "False", 3, 5),
        ({"ratingValue": "3/5"}, "3/5", 3, 5),
        ("3/5", "3/5", 3, 5),
        ({"ratingValue": "2 out of 4"}, "2/4", 2, 4),
        ({"ratingValue": 1.5, "bestRating": 5}, "1.5/5", Decimal("1.5"), 5),
        ({"ratingValue": "Falsch"}, "Falsch", None, None),
        ({"name": "Misleading"}, "Misleading", None, None),
        ([{"alternateName": "가짜"}], "가짜", None, None),
    ],
)
def test_a_rating_is_read_from_words_or_numbers(rating, words, value, best):
    found = read(review(reviewRating=rating)).review

    assert (found.rating, found.value, found.best) == (words, value, best)


@pytest.mark.parametrize(
    "numbers",
    [
        {"ratingValue": -1, "bestRating": -1, "worstRating": -1},
        {"ratingValue": 6, "bestRating": 5, "worstRating": 1},
        {"ratingValue": 1, "bestRating": 1, "worstRating": 5},
    ],
    ids=["dummies", "beyond", "reversed"],
)
def test_numbers_that_make_no_sense_are_left_out_and_named(numbers):
    row = read(review(reviewRating={"alternateName": "False"} | numbers))

    assert (row.review.value, row.review.best, row.review.worst) == (None, None, None)
    assert (row.review.rating, row.odd) == ("False", (Odd.RATING_NUMBERS,))


@pytest.mark.parametrize(
    "item", [{}, None, [], "https://video.example/1", {"@type": "CreativeWork"}], ids=str
)
def test_an_item_reviewed_that_says_nothing_costs_only_the_claimant(item):
    assert read(review(itemReviewed=item)).review.claimant == ""


def test_several_claimants_are_named_one_after_the_other():
    item = [{"@type": "Claim", "author": [{"name": "A"}, "B", {"@type": "Person"}]}]

    assert read(review(itemReviewed=item)).review.claimant == "A, B"


def test_the_claim_s_own_words_stand_in_for_a_missing_claim_reviewed():
    found = read(review(claimReviewed="", itemReviewed={"@type": "Claim", "name": "Water is dry"})).review

    assert found.claim == "Water is dry"


def test_a_wrong_date_is_left_out_and_named():
    row = read(review(itemReviewed={"datePublished": "0001-01-01"}))

    assert (row.review.claimed_on, row.odd) == (None, (Odd.DATE,))


def test_the_person_who_wrote_is_told_from_the_desk_that_publishes():
    found = read(review(author={"@type": "Person", "name": "Kim"}, publisher={"name": "Check Desk"})).review

    assert (found.publisher, found.author) == ("Check Desk", "Kim")


def test_without_a_publisher_the_site_stands_for_it():
    row = read(review(author={"@type": "Organization"}))

    assert (row.review.publisher, row.odd) == ("check.example", (Odd.NO_PUBLISHER,))


@pytest.mark.parametrize(
    ("given", "code"),
    [("ko-KR", "ko"), ({"@type": "Language", "alternateName": "fr"}, "fr"), ("Korean", "ko"), (["de"], "de")],
)
def test_languages_are_reduced_to_their_code(given, code):
    assert read(review(inLanguage=given)).review.language == code


def test_a_language_not_named_is_the_page_s_or_the_feed_s_or_read_off_hangul():
    assert read(page(json.dumps(review()), "<html lang=fr>")).review.language == "fr"
    assert read({"inLanguage": "es", "x": [review()]}).review.language == "es"
    assert read(review(claimReviewed="지구는 평평하다")).review.language == "ko"


def test_a_relative_address_is_completed_by_the_page_s_own():
    assert read(review(url="/a/2"), "https://desk.example/x").review.url == "https://desk.example/a/2"
    assert read(review(url=None), "https://desk.example/x").review.url == "https://desk.example/x"


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"claimReviewed": " ", "itemReviewed": None}, ReviewFault.NO_CLAIM),
        ({"url": ""}, ReviewFault.NO_ADDRESS),
        ({"url": "javascript:alert(1)"}, ReviewFault.BAD_ADDRESS),
        ({"reviewRating": {}}, ReviewFault.NO_RATING),
        ({"reviewBody": "x" * 70_000}, ReviewFault.TOO_LARGE),
    ],
)
def test_what_cannot_be_taken_says_why(given, fault):
    row = read(review(**given))

    assert (row.review, row.fault) == (None, fault)


def test_json_lines_are_read_one_by_one_and_a_broken_one_names_its_line():
    lines = [json.dumps(review()), "", '{"@type": "ClaimReview", "cl', json.dumps(review(claimReviewed="B"))]

    rows = list(rows_of("\n".join(lines)))

    assert [(row.line, row.fault) for row in rows] == [(1, None), (3, ReviewFault.NOT_JSON), (4, None)]


def test_a_page_without_markup_has_no_rows():
    assert list(rows_of("<html><p>No markup</p><script>var a = {};</script></html>")) == []


def test_an_answer_of_the_fact_check_tools_api_is_read():
    answer = {
        "claims": [
            {
                "text": "The Earth is flat",
                "claimant": "Somebody",
                "claimDate": "2024-05-01T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"site": "check.example"},
                        "url": "https://check.example/1",
                        "reviewDate": "2024-05-06T07:00:00Z",
                        "textualRating": "False",
                        "languageCode": "en",
                    }
                ],
            }
        ],
        "nextPageToken": "x",
    }

    found = read(answer).review

    assert (found.claim, found.claimant, found.publisher) == (
        "The Earth is flat",
        "Somebody",
        "check.example",
    )


def test_what_a_database_cannot_keep_is_left_out_of_the_markup():
    kept = storable({"a\x00": ["\ud800b", float("inf"), 1.5], "n": loads("NaN")})

    assert kept == {"a": ["b", None, 1.5], "n": None}


@pytest.mark.parametrize(
    "evil", ["[" * 50_000, '{"a":' * 50_000, "/*" * 50_000, "<script>" * 50_000, '"' * 99]
)
def test_hostile_texts_are_read_without_complaint(evil):
    assert all(row.review is None for row in rows_of(evil))


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "name", "author", "url", "ratingValue", "@value", "text"]), inner
        )
    ),
    max_leaves=8,
)
FIELDS = ["claimReviewed", "url", "author", "publisher", "reviewRating", "itemReviewed", "inLanguage"]


@given(st.dictionaries(st.sampled_from([*FIELDS, "datePublished", "claimReview", "@graph"]), VALUES))
def test_whatever_stands_in_the_fields_a_row_comes_back_and_nothing_breaks(given):
    for row in rows_of(json.dumps(review() | given)):
        assert (row.review is None) != (row.fault is None)


@pytest.mark.parametrize("reference", [[], {}, 5, None, "#nobody"])
def test_an_author_who_refers_to_nothing_breaks_no_row(reference):
    (row,) = rows_of(json.dumps(review() | {"author": {"@type": None, "@id": reference}}))

    assert row.number == 1


ENDLESS = ["[" + "," * 400_000, "[" + '\\"' * 400_000, '["' + "\\" * 400_001, "[1" + ", \n" * 200_000]


@pytest.mark.parametrize("evil", ENDLESS, ids=["commas", "quotes", "backslashes", "commas and lines"])
def test_a_text_that_never_ends_what_it_began_is_left_at_once(evil):
    """Looked at once from each place, these would take hours."""
    assert loads(evil) is None


def test_rows_of_commas_are_mended_and_commas_in_strings_are_kept():
    assert loads("[1, ,\n, ]") == [1]
    assert loads('{"a": ",,]", "b": ["\\",}",],}') == {"a": ",,]", "b": ['",}']}


def test_words_that_many_reviews_share_are_cut_before_each_carries_them_along():
    reviews = [{"url": f"https://a.example/{number}", "textualRating": "False"} for number in range(20)]
    claim = {"text": "x" * 500_000, "claimant": "y" * 500_000, "claimReview": reviews}

    rows = list(rows_of(json.dumps({"claims": [claim]})))

    assert len(rows) == 20 and all(row.review for row in rows)
    assert max(len(json.dumps(row.review.raw)) for row in rows) < 20_000
