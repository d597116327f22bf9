"""What a reader sees, and what a reader must never see."""

import re
from urllib.parse import quote

import pytest

from claims.tests.make import (
    NOW,
    make_article,
    make_claim,
    make_claimant,
    make_published_claim,
    make_ready_claim,
    make_source,
    make_topic,
    make_user,
    make_verdict,
)
from claims.tests.public.world import body, make_world, page, path_of, public_addresses
from claims.words import CorrectionKind, Role

pytestmark = pytest.mark.django_db

SECRET = "Zebra-draft-secret"


def test_every_public_address_answers_reading_and_refuses_writing(client):
    for address in public_addresses():
        assert client.get(address).status_code in (200, 302), address
        assert client.head(address).status_code in (200, 302), address
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(address).status_code == 405, (method, address)


def test_reading_needs_no_cookie_and_sets_none(client):
    for address in public_addresses():
        response = client.get(address)
        assert not response.cookies, address


def test_every_page_forbids_inline_script_and_style(client):
    for address in [*public_addresses(), "/en/no-such/page/", "/admin/login/"]:
        response = client.get(address)
        policy = response.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        if "html" in response.headers["Content-Type"]:
            html = body(response)
            assert " style=" not in html and "<style" not in html, address
            assert not re.search(r"<script(?![^>]*(?:src=|application/(?:ld\+)?json))", html), address
            assert not re.search(r"\son[a-z]+=", html), address


def test_a_draft_shows_nowhere(client):
    draft = make_ready_claim(
        wording_en=f"{SECRET} claim",
        wording_ko=f"{SECRET} 주장",
        claimant=make_claimant(name_en=f"{SECRET} person", name_ko=f"{SECRET} 사람"),
        topics=[make_topic(name_en=f"{SECRET} topic", name_ko=f"{SECRET} 주제")],
    )
    verdict = make_verdict(draft, summary_en=SECRET)
    verdict.submit(by=verdict.author, now=NOW)
    article = make_article(headline=f"{SECRET} headline")
    hidden = [path_of(thing) for thing in (draft, draft.claimant, draft.topics.get(), article)]
    hidden += [f"/en/sources/{piece.source_id}/" for piece in draft.evidence]
    hidden += [f"/en/sources/{make_source(SECRET).pk}/"]

    for address in [*public_addresses(), f"/en/search/?q={SECRET}", "/en/claims/?topic=1&person=1"]:
        content = body(client.get(address))
        for echo in (f'value="{SECRET}"', f"?q={SECRET}"):  # of the reader's own question
            content = content.replace(echo, "")
        assert SECRET not in content, address
    hidden += [f"/api/v1/claims/{draft.pk}", f"/api/v1/claims/{draft.pk}/bundle.zip"]
    hidden += [f"/api/v1/claimants/{draft.claimant_id}"]
    hidden += [f"/api/v1/topics/{draft.topics.get().pk}", f"/api/v1/articles/{article.pk}"]
    hidden += [f"/api/v1/sources/{piece.source_id}" for piece in draft.evidence]
    for address in hidden:
        assert client.get(address).status_code == 404, address


def test_the_claim_page_shows_what_a_reader_needs_to_judge(client):
    claim = make_world()

    html = page(client, path_of(claim))

    assert "Developing DeepSeek-V3 cost $5.576M" in html
    assert "Mostly true" in html and "Mostly right." in html
    assert "557만6천달러" in html
    assert "Supports" in html and "Refutes" in html and "Primary" in html
    assert "Seen in the source on" in html
    assert "#:~:text=" in html
    assert "mailto:" in html and "/en/methodology/" in html and "/en/corrections-policy/" in html
    assert "The figure was widely repeated." in html


def test_the_article_page_shows_quotes_of_published_claims_and_never_the_article(client):
    claim = make_world()
    article = claim.appearances[0].source.article

    html = page(client, path_of(article))

    assert "557만6천달러" in html
    assert "엔비디아 주가는" not in html


def test_a_claim_has_a_page_in_each_language_that_names_its_twin(client):
    claim = make_world()

    korean, english = page(client, path_of(claim, "ko")), page(client, path_of(claim, "en"))

    assert '<html lang="ko">' in korean and "대체로 사실" in korean
    assert '<html lang="en">' in english and "Mostly true" in english
    for html in (korean, english):
        assert 'hreflang="ko"' in html and 'hreflang="en"' in html


def test_text_in_the_other_language_is_marked_as_such(client):
    claim = make_published_claim(wording_en="")

    html = page(client, path_of(claim, "en"))

    assert '<h1 lang="ko">딥시크 V3' in html
    assert "application/ld+json" not in html


def test_an_address_with_an_old_slug_leads_to_the_new_one(client):
    claim = make_world()

    response = client.get(f"/ko/claims/{claim.pk}-old-wording/")

    assert response.status_code == 301
    assert response.headers["Location"] == quote(path_of(claim, "ko"), safe="/%")


def test_hangul_stays_in_the_address(client):
    assert "딥시크" in make_world().slug("ko")


def test_the_page_of_a_withdrawn_claim_is_gone_and_says_when_and_why(client):
    claim = make_published_claim()
    claim.withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="The source was forged.", note_ko="위조")
    answer = client.get(f"/en/claims/{claim.pk}-{claim.slug('en')}/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "withdrawn" in html and "The source was forged." in html and "3 March 2025" in html
    assert "application/ld+json" not in html
    assert f"/en/corrections/{claim.corrections.get().pk}/" in html


def test_a_correction_shows_the_verdict_before_and_after(client):
    claim = make_world()
    draft = claim.verdict.revise(by=make_user(Role.EDITOR))
    draft.rating = type(draft.rating).objects.get(code="false")
    draft.correction_kind, draft.correction_en = CorrectionKind.VERDICT_CHANGE, "New evidence."
    draft.save()
    draft.submit(by=draft.author, now=NOW)
    draft.approve(by=make_user(Role.APPROVER), now=NOW)

    for html in (page(client, path_of(claim)), page(client, "/en/corrections/")):
        assert "New evidence." in html and "Mostly true" in html and "False" in html


def test_claims_are_filtered_by_rating_topic_and_person(client):
    shown = make_world()
    other = make_published_claim(wording_en="Something else entirely")

    for query in (f"topic={shown.topics.get().pk}", f"person={shown.claimant.pk}"):
        html = page(client, f"/en/claims/?{query}")
        assert "DeepSeek-V3" in html and "Something else" not in html
    assert "Something else" in page(client, "/en/claims/?rating=mostly-true")
    assert str(other) not in page(client, "/en/claims/?rating=false")


def test_search_finds_korean_with_a_particle_and_numbers_in_another_notation(client):
    make_world()

    for words in ("딥시크가", "개발", "5.576M", "557만6천달러"):
        assert "DeepSeek-V3" in page(client, f"/en/search/?q={quote(words)}"), words
    assert "Nothing found" in page(client, "/en/search/?q=unicorn")


@pytest.mark.parametrize(
    "words", ["' | drop", "!!&|<->", ":*", "\\", "a" * 5000, "'" * 200, "%00", "한" * 300]
)
def test_no_search_breaks_the_page(client, words):
    make_world()
    assert client.get("/en/search/", {"q": words}).status_code == 200


def test_pages_of_a_list_follow_one_another_without_gap_or_repeat(client):
    wordings = [f"Claim number {number}" for number in range(25)]
    for wording in wordings:
        make_published_claim(wording_en=wording)

    first = page(client, "/en/claims/")
    older = re.search(r'href="(\?before=[^"]+)"', first)[1]
    second = page(client, f"/en/claims/{older}")

    seen = re.findall(r"Claim number \d+", first) + re.findall(r"Claim number \d+", second)
    assert sorted(seen) == sorted(wordings)


@pytest.mark.parametrize("token", ["x", "1", "9" * 16 + "-1", "-1-1", "1-" + "9" * 18])
def test_a_broken_page_token_is_not_found_or_empty(client, token):
    assert client.get("/en/claims/", {"before": token}).status_code in (200, 404)


def test_the_front_door_leads_to_the_readers_language(client):
    assert client.get("/", headers={"accept-language": "en"}).headers["Location"] == "/en/"
    assert client.get("/", headers={"accept-language": "ko"}).headers["Location"] == "/ko/"


def test_a_missing_page_is_said_in_the_language_of_its_address(client):
    response = client.get("/en/claims/999-nothing/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_markdown_of_an_editor_cannot_run_in_a_readers_browser(client):
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> **bold**"
    claim = make_published_claim(verdict={"explanation_en": evil})

    html = page(client, path_of(claim))

    assert "<script>alert" not in html and 'href="javascript' not in html and "<img" not in html
    assert "<strong>bold</strong>" in html


@pytest.mark.parametrize(
    ("address", "ceiling"),
    [("/en/", 9), ("/en/claims/", 14), ("/en/articles/", 3), ("/en/people/", 2), ("/en/topics/", 2)],
)
def test_lists_ask_no_more_queries_when_they_grow(client, django_assert_max_num_queries, address, ceiling):
    for _ in range(12):
        make_published_claim(claimant=make_claimant(), topics=[make_topic()])

    with django_assert_max_num_queries(ceiling):
        client.get(address)


def test_a_claim_page_asks_no_more_queries_for_more_evidence(client, django_assert_max_num_queries):
    claim = make_world()
    with django_assert_max_num_queries(14):
        client.get(path_of(claim))


def test_a_new_claim_without_verdict_or_claimant_is_possible_and_hidden(client):
    claim = make_claim()
    assert claim.verdict is None
    assert client.get(path_of(claim)).status_code == 404
