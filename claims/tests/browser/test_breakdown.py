"""An editor breaks articles down in a real browser: by keyboard, by touch, with a colleague."""

import re
from importlib.resources import files

import pytest
from playwright.sync_api import expect

from claims.models import Article, Citation, Claim, Draft
from claims.tests.browser.test_story import select
from claims.tests.long_article import make_long_article
from claims.tests.make import TEXT, make_appearance, make_article, make_claim, make_user
from claims.words import CitationKind, Role

TWO_IN_ONE = TEXT[TEXT.index("V3") : TEXT.index("\n\n메타")]
WORDS = "메타는 올해 최대 650억 달러를 쓸 계획이다."


@pytest.fixture
def editor(db):
    return make_user(Role.EDITOR, name="Kim")


def path_of(article):
    return f"/admin/claims/article/{article.pk}/breakdown/"


def wording_of(page, language="ko"):
    return page.locator(f"#id_wording_{language}")


def send_form(page):
    page.keyboard.press("Control+Enter")
    expect(page.locator("#side-form form")).to_have_count(0)


def test_the_first_article_is_broken_into_fifteen_claims_with_the_keyboard_alone(visitor, editor):
    text = files("claims.management.demo").joinpath("article_ko.txt").read_text()
    article = make_article(text)
    desk = visitor(editor)
    page = desk.open(path_of(article))
    press = page.keyboard.press

    press("j")
    press("ArrowRight")
    for _ in range(3):
        press("Shift+ArrowRight")
    expect(page.locator(".selection-bar")).to_be_visible()
    press("Enter")
    expect(wording_of(page)).to_be_focused()
    send_form(page)
    for count in range(2, 16):
        if page.evaluate("!document.activeElement.matches('[data-suggestion]')"):
            press("j")
        press("Enter")
        expect(wording_of(page)).to_be_focused()
        send_form(page)
        expect(page.locator("[data-claim]")).to_have_count(count)

    assert page.url.endswith("/breakdown/")
    assert Claim.objects.count() == 15
    assert all(text[mark.start : mark.end] == mark.exact for mark in Citation.objects.all())
    assert Citation.objects.order_by("pk").first().exact == "중국의 인공지능(AI"
    assert not desk.complaints


def test_an_article_with_two_hundred_claims_is_worked_on_like_a_short_one(visitor, editor):
    article = make_long_article(claims=200, characters=50_000)
    desk = visitor(editor)
    page = desk.open(path_of(article))
    sentences = page.locator("[data-suggestion]")
    left = sentences.count()
    for _ in range(60):
        page.keyboard.press("j")
    expect(page.locator("#sentence-60")).to_be_focused()

    page.keyboard.press("x")
    expect(sentences).to_have_count(left - 1)
    expect(page.locator("#sentence-60")).to_be_focused()
    page.keyboard.press("u")
    expect(sentences).to_have_count(left)
    page.locator("#sentence-60").focus()
    page.keyboard.press("Enter")
    expect(wording_of(page)).to_be_focused()
    send_form(page)

    expect(page.locator("[data-claim]")).to_have_count(201)
    assert Article.objects.get().dismissed == []
    assert not desk.complaints


def test_a_claim_is_split_moved_and_merged_by_keyboard_and_every_step_taken_back(visitor, editor):
    article = make_article()
    make_appearance(make_claim(wording_ko=TWO_IN_ONE, wording_en=""), article, TWO_IN_ONE)
    desk = visitor(editor, locale="ko-KR")
    page = desk.open(path_of(article))
    cards = page.locator("[data-claim]")

    cards.first.get_by_role("link", name="나누기").press("Enter")
    expect(page.locator("[name=cut]:checked")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    send_form(page)
    expect(cards).to_have_count(2)
    expect(cards.nth(1)).to_contain_text("엔비디아 주가는 27일 정오 무렵 15%대 급락했다.")

    cards.nth(1).get_by_role("link", name="엔비디아").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(cards.nth(0)).to_contain_text("엔비디아")
    expect(cards.nth(0).get_by_role("link", name="엔비디아")).to_be_focused()

    cards.first.get_by_role("link", name="합치기").press("Enter")
    expect(page.locator("[name=into]").first).to_be_focused()
    page.keyboard.press("Space")
    send_form(page)
    expect(cards).to_have_count(2)
    assert Claim.objects.count() == 1

    page.keyboard.press("u")
    expect(page.locator("#announce")).to_contain_text("주장 합침")
    page.keyboard.press("u")
    expect(page.locator("#announce")).to_contain_text("주장 순서 변경")
    page.keyboard.press("u")
    expect(page.locator("#announce")).to_contain_text("주장 나눔")
    expect(cards).to_have_count(1)
    assert Citation.objects.get().exact == TWO_IN_ONE
    assert not desk.complaints


def test_two_editors_at_one_breakdown_lose_nothing_of_each_other(visitor, editor):
    article = make_article()
    claims = [make_claim(wording_en=f"Claim {number}", wording_ko="") for number in (1, 2)]
    for claim, words in zip(claims, ("557만6천달러", "78억8천만원"), strict=True):
        make_appearance(claim, article, words)
    kim, lee = visitor(editor), visitor(make_user(Role.EDITOR, name="Lee"))
    first, second = kim.open(path_of(article)), lee.open(path_of(article))

    first.locator("[data-claim]").first.get_by_role("link", name="Merge").click()
    first.get_by_label("Claim 2").check()
    send_form(first)
    second.locator("[data-claim]").first.get_by_role("link", name="Split").click()
    expect(second.locator("#breakdown")).to_contain_text("Claim 2")
    second.locator("[data-suggestion]").last.focus()
    second.keyboard.press("x")
    expect(second.locator("#announce")).to_contain_text("Dismissed")
    first.locator("[data-suggestion]").first.focus()
    first.keyboard.press("x")
    expect(first.locator("#announce")).to_contain_text("Dismissed")

    assert Claim.objects.get() == claims[1]
    assert len(Article.objects.get().dismissed) == 2
    expect(first.locator("#undo")).to_contain_text("Sentence dismissed")
    assert not kim.complaints and not lee.complaints


def test_two_editors_collide_at_one_claim_and_both_versions_are_shown(visitor, editor):
    claim = make_claim()
    path = f"/admin/claims/claim/{claim.pk}/change/"
    kim, lee = visitor(editor), visitor(make_user(Role.EDITOR, name="Lee"))
    first, second = kim.open(path), lee.open(path)
    first.fill("#id_wording_en", "Kim’s wording")
    second.fill("#id_wording_en", "Lee’s wording")
    second.fill("#id_why_chosen_en", "Lee’s reason")

    first.click("input[name=_continue]")
    expect(first.locator(".messagelist .success")).to_be_visible()
    second.click("input[name=_continue]")

    expect(second.locator(".conflict")).to_contain_text("Kim’s wording")
    expect(second.locator(".conflict")).to_contain_text("Lee’s wording")
    expect(second.locator("#id_wording_en")).to_have_value("Lee’s wording")
    expect(second.locator("#id_why_chosen_en")).to_have_value("Lee’s reason")
    second.click("input[name=_continue]")
    expect(second.locator(".messagelist .success")).to_be_visible()
    claim.refresh_from_db()
    assert (claim.wording_en, claim.why_chosen_en) == ("Lee’s wording", "Lee’s reason")


def test_what_was_typed_for_one_passage_is_offered_again_after_another_was_selected(visitor, editor):
    desk = visitor(editor)
    page = desk.open(path_of(make_article()))
    select(page, WORDS)
    page.get_by_role("button", name="New claim from these words").click()
    wording_of(page, "en").press_sequentially("Meta plans to spend $65bn")

    select(page, "557만6천달러")
    page.get_by_role("button", name="New claim from these words").click()
    expect(page.locator("#id_quote")).to_have_value("557만6천달러")
    page.get_by_role("button", name="Put them back").click()

    expect(page.locator("#id_quote")).to_have_value(WORDS)
    expect(wording_of(page, "en")).to_have_value("Meta plans to spend $65bn")
    send_form(page)
    assert Citation.objects.get().exact == WORDS
    assert not page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('kept:'))")


def test_a_lost_session_costs_no_word_that_was_typed(visitor, editor):
    desk = visitor(editor)
    page = desk.open(path_of(make_article()))
    select(page, WORDS)
    page.get_by_role("button", name="New claim from these words").click()
    wording_of(page, "en").press_sequentially("Meta plans to spend $65bn")
    desk.context.clear_cookies()

    page.get_by_role("button", name="Make claim", exact=True).click()
    expect(page.locator("#not-sent")).to_contain_text("nothing you typed is lost")
    expect(wording_of(page, "en")).to_have_value("Meta plans to spend $65bn")
    desk.sign_in(editor)
    page.reload()
    select(page, WORDS)
    page.get_by_role("button", name="New claim from these words").click()
    page.get_by_role("button", name="Put them back").click()
    send_form(page)

    assert Claim.objects.get().wording_en == "Meta plans to spend $65bn"


def test_a_passage_touched_on_a_phone_becomes_a_claim(visitor, editor):
    article = make_article()
    desk = visitor(editor, width=375, has_touch=True, is_mobile=True)
    page = desk.open(path_of(article))
    select(page, WORDS)

    page.get_by_role("button", name="New claim from these words").tap()
    expect(page.locator("#id_quote")).to_have_value(WORDS)
    page.get_by_role("button", name="Make claim", exact=True).tap()

    expect(page.locator("[data-claim]")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert not desk.complaints


def test_a_click_lands_where_it_was_aimed_though_the_focus_leaves_a_sentence_with_its_reason(visitor, editor):
    article = make_article()
    make_appearance(make_claim(wording_ko=TWO_IN_ONE, wording_en=""), article, TWO_IN_ONE)
    page = visitor(editor, width=375).open(path_of(article))
    page.keyboard.press("j")

    page.get_by_role("link", name="Split").click()

    expect(page.locator("#split-title")).to_be_visible()


def test_without_javascript_claims_are_made_split_merged_ordered_and_undone(visitor, editor):
    article = make_article()
    make_appearance(make_claim(wording_ko=TWO_IN_ONE, wording_en=""), article, TWO_IN_ONE)
    page = visitor(editor, javascript=False).open(path_of(article))
    cards = page.locator("[data-claim]")

    page.get_by_role("link", name="Make claim").first.click()
    page.get_by_role("button", name="Make claim", exact=True).click()
    expect(cards).to_have_count(2)
    cards.nth(1).get_by_role("link", name="Split").click()
    page.get_by_role("button", name="Split", exact=True).click()
    expect(cards).to_have_count(3)
    cards.nth(1).get_by_role("button", name="Move down").click()
    expect(cards.nth(2)).to_contain_text("557만6천달러")
    cards.first.get_by_role("link", name="Merge").click()
    page.locator("[name=into]").first.check()
    page.get_by_role("button", name="Merge", exact=True).click()
    assert Claim.objects.count() == 2
    for count in (3, 3, 2, 1):
        page.get_by_role("button", name=re.compile("Undo")).click()
        assert Claim.objects.count() == count

    assert Citation.objects.get(kind=CitationKind.APPEARANCE).exact == TWO_IN_ONE


def test_what_was_typed_in_a_tab_that_is_closed_is_found_in_another_browser(visitor, editor):
    claim = make_claim()
    path = f"/admin/claims/claim/{claim.pk}/change/"
    office, home = visitor(editor), visitor(editor)
    page = office.open(path)
    with page.expect_response(lambda answer: "/drafts/" in answer.url and answer.request.method == "POST"):
        page.locator("#id_why_chosen_en").press_sequentially(" Half the country read it.")
    office.context.close()

    page = home.open(path)
    page.get_by_role("button", name="Put them back").click()
    expect(page.locator("#id_why_chosen_en")).to_have_value(re.compile("Half the country read it"))
    page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    page = home.open(path)

    expect(page.get_by_role("button", name="Put them back")).to_have_count(0)
    assert not Draft.objects.exists()
