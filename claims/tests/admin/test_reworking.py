"""Claims of a breakdown are split, merged, moved and taken back by the buttons of the screen."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from claims.admin.history import history_of
from claims.models import Article, BreakdownStep, Citation, Claim, rework
from claims.tests.admin.test_breakdown import span_named, span_of, url
from claims.tests.long_article import make_long_article
from claims.tests.make import (
    NOW,
    TEXT,
    make_appearance,
    make_article,
    make_citation,
    make_claim,
    make_published_claim,
    make_source,
    make_user,
)
from claims.words import Role

WHOLE = TEXT[TEXT.index("V3") : TEXT.index("\n\n메타")]
SECOND = "엔비디아 주가는 27일 정오 무렵 15%대 급락했다."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(client, contributor):
    client.force_login(contributor)
    return client


@pytest.fixture
def article(db):
    return make_article()


@pytest.fixture
def whole(article):
    return make_appearance(make_claim(wording_ko=WHOLE, wording_en=""), article, WHOLE)


def undo(desk, article):
    step = BreakdownStep.objects.filter(undone_at=None).latest("pk")
    return desk.post(url("undo", article), {"step": step.pk}, follow=True).content.decode()


# Split


def test_the_form_offers_a_cut_where_the_second_statement_begins(desk, article, whole):
    page = desk.get(url("split", article), {"citation": whole.pk}).content.decode()

    assert f'value="{TEXT.index(SECOND)}" checked' in page
    assert 'value="{start}"'.format(**span_of("V3")) not in page


def test_words_taken_from_the_text_are_cut_with_it_and_a_wording_of_the_editors_own_stays(desk, article):
    own = make_appearance(make_claim(wording_ko="", wording_en="Of my own"), article, WHOLE)

    desk.post(
        url("split", article),
        {"citation": own.pk, "cut": TEXT.index(SECOND), "kept_wording_en": "Of my own"},
    )

    assert [str(claim.wording_ko or claim.wording_en) for claim in Claim.objects.order_by("pk")] == [
        "Of my own",
        SECOND,
    ]


@pytest.mark.parametrize("cut", ["", "0", "999999", "many"])
def test_a_cut_outside_the_words_is_refused_and_what_was_typed_stays(desk, article, whole, cut):
    typed = {"citation": whole.pk, "cut": cut, "new_wording_en": "Nvidia fell by 15%"}

    page = desk.post(url("split", article), typed, headers=HTMX).content.decode()

    assert "errorlist" in page and "Nvidia fell by 15%" in page
    assert Claim.objects.count() == 1


def test_a_published_claim_is_neither_split_nor_merged(desk, article):
    claim = make_published_claim()
    citation = make_appearance(claim, article)

    split = desk.post(url("split", article), {"citation": citation.pk, "cut": 5}, follow=True)
    merge = desk.get(url("merge", article), {"claim": claim.pk}, follow=True)

    assert "keeps its words and evidence" in split.content.decode()
    assert "keeps its words and evidence" in merge.content.decode()


# Merge


def test_the_likest_claim_is_offered_first_and_published_ones_never(desk, article):
    claim = make_claim(wording_ko="딥시크는 V3 개발에 557만6천달러를 들였다", wording_en="")
    far, near, public = (
        make_claim(wording_ko="메타는 650억 달러를 쓴다", wording_en=""),
        make_claim(wording_ko="V3 개발에 557만6천달러가 들었다", wording_en=""),
        make_published_claim(),
    )
    for found in (claim, far, near, public):
        make_appearance(found, article)

    page = desk.get(url("merge", article), {"claim": claim.pk}).content.decode()

    places = [page.index(f'name="into" value="{found.pk}"') for found in (near, far)]
    assert places == sorted(places)
    assert f'name="into" value="{public.pk}"' not in page


def test_a_like_claim_of_another_article_can_be_merged_into(desk, article):
    here = make_claim(wording_ko="딥시크는 V3 개발에 557만6천달러를 들였다", wording_en="")
    make_appearance(here, article)
    there = make_claim(wording_ko="V3 개발에 557만6천달러가 들었다", wording_en="")
    make_appearance(there, make_article())

    page = desk.get(url("merge", article), {"claim": here.pk}).content.decode()
    desk.post(url("merge", article), {"claim": here.pk, "into": there.pk})

    assert "in another article" in page
    assert Claim.objects.get() == there
    assert there.citations.count() == 2


def test_the_page_of_a_claim_that_was_merged_away_leads_to_the_one_that_is_left(client, editor, article):
    client.force_login(editor)
    one, two = make_claim(wording_en="Merged away"), make_claim(wording_en="That stays")
    address = reverse("admin:claims_claim_change", args=[one.pk])
    rework.merge(article, one, two, by=editor, now=NOW)

    page = client.get(address, follow=True)

    assert page.redirect_chain[-1][0] == reverse("admin:claims_claim_change", args=[two.pk])
    assert "Merged away" in page.content.decode()


def test_the_history_of_both_claims_is_told_after_a_merge(client, editor, article):
    one, two = make_claim(wording_en="Merged away"), make_claim(wording_en="That stays")
    one.wording_en = "Merged away, reworded"
    one.save()
    step = rework.merge(article, one, two, by=editor, now=NOW)

    lines = history_of(two).lines

    assert any(line.what == step.get_kind_display() and line.who == str(editor) for line in lines)
    assert any(change.after == "Merged away, reworded" for line in lines for change in line.changes)


# Order


def test_a_claim_moved_up_stands_before_the_other_on_the_desk_and_for_readers(desk, client, article):
    first, second = make_published_claim(wording_ko="앞의 주장"), make_published_claim(wording_ko="뒤의 주장")
    make_appearance(first, article, "557만6천달러")
    make_appearance(second, article, "78억8천만원")
    Citation.objects.filter(source=article.source).update(public_since=NOW)

    desk.post(url("cards", article), {"up": second.pk})

    desk_page = desk.get(url("breakdown", article)).content.decode()
    readers_page = client.get(article.get_absolute_url(), follow=True).content.decode()
    assert desk_page.index(f'data-claim="{second.pk}"') < desk_page.index(f'data-claim="{first.pk}"')
    addresses = [readers_page.index(f"/claims/{claim.pk}-") for claim in (second, first)]
    assert addresses == sorted(addresses)


def test_the_order_of_the_text_can_be_had_back(desk, article):
    claims = [make_claim(), make_claim()]
    for claim in claims:
        make_appearance(claim, article)
    desk.post(url("cards", article), {"down": claims[0].pk})
    assert Article.objects.get().claim_order

    desk.post(url("cards", article), {"by_text": "1"})

    assert Article.objects.get().claim_order == []


# Undo


def test_the_screen_offers_to_undo_what_this_person_did_last(client, desk, article):
    words = "메타는 올해 최대 650억 달러를 쓸 계획이다."
    assert 'id="undo"' not in desk.get(url("breakdown", article)).content.decode()

    desk.post(url("new_claim", article), {"quote": words, **span_of(words)})

    assert "Undo: Claim made" in desk.get(url("breakdown", article)).content.decode()
    assert f"Undone: Claim made: {words}" in undo(desk, article)
    assert not Claim.objects.exists()


def test_a_dismissal_is_undone(desk, article):
    desk.post(url("dismiss", article), span_named(SECOND))

    assert "Undone: Sentence dismissed" in undo(desk, article)
    assert Article.objects.get().dismissed == []


def test_marking_the_same_words_of_a_known_claim_twice_leaves_one_step_to_undo(desk, article):
    known, words = make_published_claim(), "557만6천달러(약 78억8천만원)를 썼다"
    for _ in range(2):
        desk.post(url("new_claim", article), {"quote": words, **span_of(words), "same_as": known.pk})

    assert BreakdownStep.objects.count() == 1
    assert "Undone: Linked to a claim that exists" in undo(desk, article)
    assert not known.citations.filter(source=article.source).exists()


def test_nobody_undoes_a_colleagues_step(client, desk, article):
    desk.post(url("dismiss", article), span_named(SECOND))
    step = BreakdownStep.objects.get()
    client.force_login(make_user(Role.EDITOR))

    page = client.get(url("breakdown", article)).content.decode()

    assert 'id="undo"' not in page
    assert client.post(url("undo", article), {"step": step.pk}).status_code == 404
    assert Article.objects.get().dismissed


def test_work_done_since_is_named_as_the_reason_that_nothing_is_undone(desk, article):
    words = "메타는 올해 최대 650억 달러를 쓸 계획이다."
    desk.post(url("new_claim", article), {"quote": words, **span_of(words)})
    make_citation(Claim.objects.get(), make_source("It will spend $65bn."), "$65bn")

    assert "was worked on since" in undo(desk, article)
    assert Claim.objects.exists()


# Two at once, and who may not


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("cards", {"citation": 999}),
        ("cards", {"up": 999}),
        ("split", {"citation": 999}),
        ("merge", {"claim": 999}),
        ("merge", {"claim": "x"}),
    ],
)
def test_what_a_colleague_took_away_meanwhile_is_told_and_the_screen_shown_anew(desk, article, name, given):
    page = desk.post(url(name, article), given, follow=True)

    assert page.status_code == 200
    assert "Somebody changed this meanwhile" in page.content.decode()


def test_who_may_only_look_changes_nothing(client, article, whole):
    visitor = make_user()
    visitor.user_permissions.set(Permission.objects.filter(codename__in=["view_article", "view_claim"]))
    client.force_login(visitor)

    for name in ("dismiss", "restore", "cards", "split", "merge", "undo"):
        answer = client.post(url(name, article), {"citation": whole.pk, "claim": whole.claim_id})
        assert answer.status_code == 403, name


# A debate of a whole day


def test_two_hundred_claims_cost_as_few_queries_as_two(desk, db, django_assert_max_num_queries):
    article = make_long_article(claims=200, characters=50_000)

    with django_assert_max_num_queries(13):
        page = desk.get(url("breakdown", article), headers=HTMX)
    with django_assert_max_num_queries(17):
        desk.get(url("merge", article), {"claim": Claim.objects.first().pk}, headers=HTMX)
    with django_assert_max_num_queries(25):
        desk.post(url("cards", article), {"down": Claim.objects.first().pk})

    assert page.content.decode().count("data-claim=") == 200
    assert len(page.content) < 700_000


def test_of_hundreds_of_suggestions_the_list_shows_the_first_fifty_until_all_are_asked_for(desk, db):
    article = make_long_article(claims=1, characters=20_000)

    some = desk.get(url("breakdown", article)).content.decode()
    all_of_them = desk.get(url("breakdown", article), {"listed": "all"}).content.decode()

    assert some.count("data-dismiss") == 50
    assert some.count("data-suggestion=") == all_of_them.count("data-dismiss") > 200
