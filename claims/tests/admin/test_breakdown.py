"""The breakdown screen: words of an article become claims anchored in its text."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from claims.models import Article, Citation, Claim
from claims.tests.make import (
    NOW,
    TEXT,
    make_appearance,
    make_article,
    make_claim,
    make_published_claim,
    make_user,
)
from claims.words import CitationKind


def span_named(words):
    """What the button of a sentence sends."""
    return {"span": "{start}-{end}".format(**span_of(words))}


def url(name, article, *args):
    return reverse(f"admin:claims_article_{name}", args=[article.pk, *args])


def span_of(words, text=TEXT):
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


@pytest.fixture
def desk(client, contributor):
    client.force_login(contributor)
    return client


@pytest.fixture
def article(db):
    return make_article()


def test_the_screen_shows_the_text_its_claims_and_what_is_left(desk, article):
    make_appearance(make_claim(), article)

    page = desk.get(url("breakdown", article)).content.decode()

    assert "엔비디아 주가는 27일 정오 무렵 15%대 급락했다." in page
    assert "딥시크 V3 개발에 557만6천달러가 들었다" in page or "Developing DeepSeek-V3 cost $5.576M" in page
    assert 'class="claim tone-neutral"' in page
    assert "1 claim" in page


def test_only_the_article_itself_is_suggested_and_what_stands_around_it_is_dimmed(desk):
    around = "지난해 실업률은 5.5% 올랐다."
    text = f"{around}\n\n{TEXT}\n\n{around}"
    article = make_article(text)
    start = text.index(TEXT)
    snapshot = article.source.keep_text(f"{text} ", now=NOW, main_start=start, main_end=start + len(TEXT))
    Article.objects.filter(pk=article.pk).update(snapshot=snapshot)

    page = desk.get(url("breakdown", article)).content.decode()

    assert page.count('class="around"') == 2
    assert (
        f'title="{around}"' not in page and f'Make claim<span class="visually-hidden">: {around}' not in page
    )


def test_selected_words_become_a_claim_anchored_at_their_place(desk, article):
    words = "V3 모델 개발에 557만6천달러(약 78억8천만원)를 썼다"
    offered = desk.get(url("new_claim", article), span_of(words))

    answer = desk.post(
        url("new_claim", article),
        {
            "quote": words,
            **span_of(words),
            "wording_ko": "V3 개발에 557만6천달러를 썼다",
            "claimant": "딥시크",
            "checkability": "fact",
            "quantities": ["557만6천달러"],
        },
    )

    assert "557만6천달러" in offered.content.decode()
    assert answer.status_code == 302
    citation = Citation.objects.get(kind=CitationKind.APPEARANCE)
    assert TEXT[citation.start : citation.end] == citation.exact == words
    assert citation.claim.wording_ko == "V3 개발에 557만6천달러를 썼다"
    assert citation.claim.claimant.name_ko == "딥시크"
    assert [str(quantity.low.normalize()) for quantity in citation.claim.quantities.all()] == ["5.576E+6"]


def test_a_pasted_quote_is_found_though_spacing_and_quote_marks_differ(desk):
    text = "회사는 “최대  650억 달러를\n쓰겠다”고 밝혔다. 다른 문장이다."
    article = make_article(text)

    desk.post(url("new_claim", article), {"quote": '"최대 650억 달러를 쓰겠다"고'})

    citation = Citation.objects.get()
    assert citation.exact == "“최대  650억 달러를\n쓰겠다”고"
    assert citation.claim.wording_ko == '"최대 650억 달러를 쓰겠다"고'


def test_a_quote_that_is_not_in_the_text_is_refused_with_the_nearest_passage(desk, article):
    answer = desk.post(url("new_claim", article), {"quote": "메타는 올해 최대 950억 달러를 쓸 계획이다"})

    page = answer.content.decode()
    assert "These words are not in the text." in page
    assert "메타는 올해 최대 650억 달러를 쓸 계획이다" in page
    assert "메타는 올해 최대 950억 달러를 쓸 계획이다" in page
    assert not Claim.objects.exists()


def test_words_shortened_in_the_form_keep_only_the_numbers_that_are_left(desk, article):
    words = "557만6천달러(약 78억8천만원)를 썼다"

    desk.post(
        url("new_claim", article),
        {"quote": "557만6천달러", **span_of(words), "quantities": ["557만6천달러", "약 78억8천만원"]},
    )

    citation = Citation.objects.get()
    assert citation.exact == "557만6천달러"
    assert [quantity.words for quantity in citation.claim.quantities.all()] == ["557만6천달러"]


def test_offsets_count_characters_beyond_the_basic_plane_once(desk):
    text = "🚀🚀 딥시크가 새 모델을 내놓았다. 값은 557만6천달러다."
    article = make_article(text)
    words = "값은 557만6천달러다."

    desk.post(url("new_claim", article), {"quote": words, **span_of(words, text)})

    citation = Citation.objects.get()
    assert text[citation.start : citation.end] == words


def test_the_second_of_two_equal_passages_is_marked_where_it_was_selected(desk):
    text = "값은 10달러다. 다시 말한다. 값은 10달러다."
    article = make_article(text)
    start = text.rindex("값은")

    desk.post(url("new_claim", article), {"quote": "값은 10달러다.", "start": start, "end": start + 9})

    assert Citation.objects.get().start == start


def test_one_sentence_may_hold_several_overlapping_claims(desk, article):
    for words in ("557만6천달러(약 78억8천만원)", "V3 모델 개발에 557만6천달러"):
        desk.post(url("new_claim", article), {"quote": words, **span_of(words)})

    page = desk.get(url("breakdown", article)).content.decode()

    assert Claim.objects.count() == 2
    assert 'tone-neutral several"' in page


def test_this_is_the_same_claim_adds_an_appearance_and_no_claim(desk, article):
    known = make_published_claim()
    words = "557만6천달러(약 78억8천만원)를 썼다"

    desk.post(url("new_claim", article), {"quote": words, **span_of(words), "same_as": known.pk})
    desk.post(url("new_claim", article), {"quote": words, **span_of(words), "same_as": known.pk})

    assert Claim.objects.count() == 1
    assert known.citations.filter(source=article.source, kind=CitationKind.APPEARANCE).count() == 1


def test_similar_claims_are_offered_with_the_reason(desk, article):
    make_claim(wording_ko="딥시크는 V3 모델 개발에 557만6천달러를 들였다", wording_en="")
    words = "V3 모델 개발에 557만6천달러(약 78억8천만원)를 썼다"

    page = desk.get(url("new_claim", article), span_of(words)).content.decode()

    assert "딥시크는 V3 모델 개발에 557만6천달러를 들였다" in page
    assert "This is the same claim" in page
    assert "same figure" in page or "shared words" in page or "shared names" in page


def test_a_suggestion_waved_away_stays_away_until_it_is_brought_back(desk, article):
    sentence = "엔비디아 주가는 27일 정오 무렵 15%대 급락했다."

    before = desk.get(url("breakdown", article)).content.decode()
    desk.post(url("dismiss", article), span_named(sentence))
    after = desk.get(url("breakdown", article)).content.decode()
    desk.post(url("restore", article), span_named(sentence))
    again = desk.get(url("breakdown", article)).content.decode()

    value = 'value="{span}"'.format(**span_named(sentence))
    assert f"{value} data-dismiss" in before
    assert f"{value} data-dismiss" not in after
    assert value in after
    assert again.count("data-dismiss") == before.count("data-dismiss")


def test_htmx_gets_the_form_alone_and_after_saving_the_changed_screen(desk, article):
    htmx = {"HX-Request": "true"}
    words = "메타는 올해 최대 650억 달러를 쓸 계획이다."

    form = desk.get(url("new_claim", article), span_of(words), headers=htmx)
    answer = desk.post(
        url("new_claim", article), {"quote": words, **span_of(words)}, headers=htmx, follow=True
    )

    assert "<html" not in form.content.decode()
    assert answer.redirect_chain
    assert answer.headers["HX-Retarget"] == "#breakdown"
    assert "<html" not in answer.content.decode()


def test_unmarking_takes_an_untouched_claim_away_but_leaves_one_with_work_in_it(desk, contributor, article):
    bare = make_appearance(make_claim(created_by=contributor), article)
    worked_on = make_published_claim(wording_ko="다른 주장")
    second = make_appearance(worked_on, article, "78억8천만원")

    desk.post(url("cards", article), {"citation": bare.pk})
    desk.post(url("cards", article), {"citation": second.pk})

    assert list(Claim.objects.all()) == [worked_on]
    assert not article.source.citations.exists()


def test_the_last_appearance_of_a_published_claim_stays(desk):
    claim = make_published_claim()
    (appearance,) = claim.appearances
    article = appearance.source.article

    answer = desk.post(url("cards", article), {"citation": appearance.pk}, follow=True)

    assert "keeps its last appearance" in answer.content.decode()
    assert Citation.objects.filter(pk=appearance.pk).exists()


def test_money_given_twice_is_checked_against_the_rest_of_the_text(desk):
    article = make_article(
        "557만6천달러(약 78억8천만원)를 썼다. 1억 달러(약 1천430억원)다. 2억 달러(약 1천500억원)다."
    )

    page = desk.get(url("breakdown", article)).content.decode()

    assert "Money given twice" in page
    assert page.count("does not fit") == 1
    assert page.count("= fits") == 2


def test_the_speaker_that_the_text_names_is_offered(desk):
    text = "“물가가 3% 올랐다”고 이창용 한국은행 총재는 말했다."
    article = make_article(text)

    page = desk.get(url("new_claim", article), span_of("물가가 3% 올랐다", text)).content.decode()

    assert 'data-value="이창용"' in page
    assert 'name="claimant" value' not in page


def test_who_may_not_add_claims_sees_the_screen_without_its_tools(client, article):
    visitor = make_user()
    visitor.user_permissions.set(visitor_permissions())
    client.force_login(visitor)

    page = client.get(url("breakdown", article))
    refused = client.post(url("new_claim", article), {"quote": "딥시크"})

    assert page.status_code == 200
    assert "data-selection" not in page.content.decode()
    assert refused.status_code == 403


def visitor_permissions():
    return Permission.objects.filter(codename__in=["view_article", "view_claim"])


def test_a_get_changes_nothing(desk, article):
    assert desk.get(url("dismiss", article)).status_code == 405


@pytest.mark.parametrize("count", [2, 40])
def test_the_number_of_queries_does_not_grow_with_the_claims(
    desk, article, count, django_assert_max_num_queries
):
    for _ in range(count):
        make_appearance(make_claim(), article)

    with django_assert_max_num_queries(12):
        desk.get(url("breakdown", article))


def test_the_breakdown_can_be_called_finished(desk, article):
    desk.post(url("state", article), {"state": "done"})

    article.refresh_from_db()
    assert article.state == "done"
