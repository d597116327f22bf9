"""Working from a list: saved filters, quick edit, search with and without particles, pages far down."""

from datetime import date

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import RequestFactory
from django.urls import reverse

from claims.admin.lists import CappedPaginator
from claims.admin.saved import filter_of
from claims.models import Article, Claim, Notice, SavedFilter, Source, Topic
from claims.tests.make import (
    make_article,
    make_claim,
    make_claimant,
    make_published_claim,
    make_source,
    make_topic,
    make_user,
)
from claims.words import ClaimState, NoticeKind, Role

CLAIMS = "/admin/claims/claim/"


def page_of(client, address=CLAIMS, **query) -> str:
    return client.get(address, query).content.decode()


def save(client, query="state__exact=open", name="Open ones", **given):
    return client.post(reverse("admin:claims_claim_save_filter"), {"name": name, "query": query} | given)


# Saved filters


def test_a_filter_is_saved_under_a_name_and_stands_above_the_list(desk):
    answer = save(desk)

    page = page_of(desk)
    assert answer.url == CLAIMS + "?state__exact=open"
    assert '<a href="?state__exact=open">Open ones</a>' in page


def test_the_filter_that_is_open_is_marked_and_not_offered_again(desk):
    save(desk)

    page = page_of(desk, state__exact="open")

    assert '<a href="?state__exact=open" aria-current="page">Open ones</a>' in page
    assert "Save this filter" not in page


def test_a_filter_is_one_s_own_unless_it_is_shared(client, editor, approver):
    client.force_login(editor)
    save(client, name="Mine"), save(client, name="Ours", is_shared="on")
    client.force_login(approver)

    page = page_of(client)

    assert ("Mine" in page, "Ours" in page) == (False, True)


def test_somebody_else_s_filter_cannot_be_removed(client, editor, approver):
    client.force_login(editor)
    save(client, is_shared="on")
    kept = SavedFilter.objects.get()
    client.force_login(approver)

    client.post(reverse("admin:claims_claim_remove_filter", args=[kept.pk]))
    after_other = SavedFilter.objects.count()
    client.force_login(editor)
    client.post(reverse("admin:claims_claim_remove_filter", args=[kept.pk]))

    assert (after_other, SavedFilter.objects.count()) == (1, 0)


def test_the_same_name_again_replaces_the_filter(desk):
    save(desk), save(desk, query="state__exact=checking")

    assert SavedFilter.objects.get().query == "state__exact=checking"


def test_what_belongs_to_the_moment_is_not_saved():
    given = RequestFactory().get("/?p=3&state__exact=open&_popup=1&q=a+b").GET

    assert filter_of(given) == "state__exact=open&q=a+b"


def test_a_saved_filter_leads_nowhere_but_to_its_list(desk):
    answer = save(desk, query="//evil.example/?x=1")

    assert answer.url.startswith(CLAIMS + "?")


# Quick edit


def act(client, action, rows, query="", **given):
    data = {"action": action, ACTION_CHECKBOX_NAME: [row.pk for row in rows], "index": 0} | given
    return client.post(CLAIMS + query, data)


def test_claims_are_handed_over_from_the_list_the_filter_stays_and_the_member_is_told(desk, editor):
    claims, kim = [make_claim(), make_claim()], make_user(Role.EDITOR)

    answer = act(desk, "hand_over", claims, "?state__exact=open", assignee=kim.pk)

    assert answer.url == CLAIMS + "?state__exact=open"
    assert set(Claim.objects.values_list("assignee", flat=True)) == {kim.pk}
    assert [notice.kind for notice in Notice.objects.filter(user=kim)] == [NoticeKind.ASSIGNED] * 2


def test_a_claim_handed_over_while_somebody_has_it_open_tells_them(desk):
    claim = make_claim()
    act(desk, "hand_over", [claim], assignee=make_user(Role.EDITOR).pk)

    after = Claim.objects.get()
    assert after.version == claim.version + 1


def test_a_day_to_look_again_is_set_also_below_a_public_verdict(desk):
    claim = make_published_claim()

    act(desk, "set_look_again", [claim], look_again_on="2025-12-01")

    assert Claim.objects.get(pk=claim.pk).look_again_on == date(2025, 12, 1)


def test_a_day_that_is_none_is_refused(desk):
    claim = make_claim(look_again_on=date(2025, 1, 1))

    act(desk, "set_look_again", [claim], look_again_on="soon")

    assert Claim.objects.get().look_again_on == date(2025, 1, 1)


def test_checking_begins_where_it_waits_and_nowhere_else(desk):
    waiting, public = make_claim(), make_published_claim()

    act(desk, "begin_checking", [waiting, public])

    states = set(Claim.objects.values_list("pk", "state"))
    assert states == {(waiting.pk, ClaimState.CHECKING), (public.pk, ClaimState.PUBLISHED)}


def test_quick_edit_stops_at_a_bound(desk, monkeypatch):
    monkeypatch.setattr("claims.admin.quick.MOST", 1)
    claims = [make_claim(), make_claim()]

    act(desk, "set_look_again", claims, look_again_on="2025-12-01")

    assert not Claim.objects.filter(look_again_on__isnull=False).exists()


def test_articles_are_handed_over_too(desk):
    article, kim = make_article(), make_user(Role.EDITOR)

    desk.post(
        "/admin/claims/article/",
        {"action": "hand_over", ACTION_CHECKBOX_NAME: [article.pk], "assignee": kim.pk},
    )

    assert Article.objects.get().assignee == kim


# Search


@pytest.mark.parametrize("words", ["한국은행", "한국은행은", "한국은행의", "은행"])
def test_every_list_with_text_finds_korean_with_and_without_particles(desk, words):
    made = {
        "source": make_source(title="한국은행의 보도자료"),
        "article": make_article(headline="한국은행이 금리를 동결했다"),
        "claimant": make_claimant(name_ko="한국은행", name_en=""),
        "topic": make_topic(name_ko="한국은행"),
        "claim": make_claim(wording_ko="한국은행은 금리를 올렸다", wording_en=""),
    }
    for name, row in made.items():
        page = page_of(desk, f"/admin/claims/{name}/", q=words)
        assert (name, f"/{row.pk}/" in page) == (name, True)


def test_a_source_is_found_by_a_part_of_its_address(desk):
    source = make_source(url="https://data.example/annual-report-2024", title="")

    assert f"/{source.pk}/" in page_of(desk, "/admin/claims/source/", q="annual report")


def test_words_changed_beside_a_quote_are_found(desk):
    source = make_source()
    source.title = "새 제목"
    source.save(update_fields=["title"])

    assert Source.objects.matching("새 제목은").get() == source


# However many rows


def test_a_page_far_down_works_out_only_its_own_rows(db, django_assert_num_queries):
    for _number in range(6):
        make_topic()

    with django_assert_num_queries(3):  # how many there are, which stand on the page, and those
        rows = list(CappedPaginator(Topic.objects.order_by("pk"), 2).page(3))

    assert rows == list(Topic.objects.order_by("pk")[4:6])


def test_counting_the_claims_of_a_topic_stops_where_nobody_counts_any_more(desk, monkeypatch):
    monkeypatch.setattr("claims.admin.people.COUNTED", 2)
    topic = make_topic()
    for _number in range(4):
        make_claim(topics=[topic])

    assert 'class="field-claims_made">2+<' in page_of(desk, "/admin/claims/topic/")


def test_a_large_table_is_sorted_only_by_what_an_index_sorts(desk, monkeypatch):
    make_claim()
    small = page_of(desk)
    monkeypatch.setattr("claims.admin.lists.rows_about", lambda model: 1_000_000)
    large = page_of(desk)

    assert ("column-look_again_shown" in small, small.count("sortable")) > (True, large.count("sortable"))
    assert 'class="sortable column-state_shown' in large


@pytest.mark.parametrize("name", ["claim", "article", "source", "othercheck", "claimant", "topic"])
def test_a_list_asks_the_same_few_questions_however_long(desk, name, django_assert_max_num_queries):
    for _number in range(15):
        make_published_claim(claimant=make_claimant(), topics=[make_topic()])

    with django_assert_max_num_queries(14):
        desk.get(f"/admin/claims/{name}/")
