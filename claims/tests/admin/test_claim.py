"""The claim page of the desk, and two people at one claim."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from claims.models import Claim
from claims.tests.make import (
    make_appearance,
    make_citation,
    make_claim,
    make_claimant,
    make_published_claim,
    make_ready_claim,
    make_source,
    make_topic,
    make_user,
)


def url(claim):
    return reverse("admin:claims_claim_change", args=[claim.pk])


def filled(page) -> dict:
    """What a browser would send back of the form as it was shown."""
    form = page.context["adminform"].form
    data = {}
    for bound in form:
        value = bound.value()
        for name in (bound.html_name, bound.html_initial_name):
            data[name] = value if isinstance(value, list) else "" if value is None else value
    for formset in page.context["inline_admin_formsets"]:
        management = formset.formset.management_form
        data |= {bound.html_name: bound.value() for bound in management}
        for inline in formset.formset.initial_forms:
            data |= {bound.html_name: "" if bound.value() is None else bound.value() for bound in inline}
    return data


def test_the_page_shows_where_it_was_said_what_it_rests_on_and_what_is_missing(desk):
    claim = make_ready_claim()

    page = desk.get(url(claim)).content.decode()

    assert "557만6천달러" in page
    assert "cost $5.576M" in page
    assert "Found as quoted" in page
    assert "Choose a rating." in page
    assert "Attach evidence with the exact quote relied on." in page


def test_numbers_of_claim_and_quote_stand_side_by_side(desk):
    claim = make_claim()
    claim.quantities.create(low=5576000, high=5576000, unit="USD", words="557만6천달러")
    make_citation(claim, make_source("It cost 5.576 million dollars."), "cost 5.576 million dollars")
    make_citation(claim, make_source("It cost $5.567 million."), "cost $5.567 million")

    page = desk.get(url(claim)).content.decode()

    assert "<b>$5.576 million</b> · source: <b>$5.576 million</b>" in page
    assert "<b>$5.567 million</b>" in page
    assert "= same" in page
    assert "≠ differs" in page


def test_saving_counts_the_version_up(desk):
    claim = make_claim()
    data = filled(desk.get(url(claim)))

    answer = desk.post(url(claim), data | {"wording_en": "Another wording"})

    claim.refresh_from_db()
    assert answer.status_code == 302
    assert claim.wording_en == "Another wording"
    assert claim.version == 2


def test_the_second_of_two_editors_is_told_what_changed_and_loses_nothing(desk):
    claim = make_claim(made_on=date(2025, 1, 1))
    topic = make_topic(name_en="Chips")
    first, second = filled(desk.get(url(claim))), filled(desk.get(url(claim)))
    desk.post(url(claim), first | {"wording_en": "Theirs", "made_on": "2025-01-28", "topics": [topic.pk]})

    answer = desk.post(url(claim), second | {"wording_en": "Mine", "why_chosen_en": "Typed at length."})

    shown = {item.label: (item.theirs, item.yours) for item in answer.context["differences"]}
    page = answer.content.decode()
    claim.refresh_from_db()
    assert claim.wording_en == "Theirs"
    assert shown["Wording (English)"] == ("Theirs", "Mine")
    assert shown["Claimed on"] == ("2025-01-28", None)
    assert shown["Topics"] == ("Chips", None)
    assert "Somebody else saved this" in page
    assert "Typed at length." in page


def test_after_being_told_saving_again_keeps_both_editors_work(desk):
    claim = make_claim(made_on=date(2025, 1, 1))
    claimant = make_claimant()
    first, second = filled(desk.get(url(claim))), filled(desk.get(url(claim)))
    desk.post(url(claim), first | {"wording_en": "Theirs", "claimant": claimant.pk, "made_on": "2025-01-28"})
    told = desk.post(url(claim), second | {"wording_en": "Mine", "why_chosen_en": "Typed at length."})

    form = told.context["adminform"].form
    again = {name: form.data.getlist(name) for name in form.data}
    answer = desk.post(url(claim), again)

    claim.refresh_from_db()
    assert answer.status_code == 302
    assert claim.wording_en == "Mine"
    assert claim.why_chosen_en == "Typed at length."
    assert claim.claimant == claimant
    assert claim.made_on == date(2025, 1, 28)


def test_two_editors_who_change_the_same_field_alike_hear_of_no_difference_there(desk):
    claim = make_claim()
    first, second = filled(desk.get(url(claim))), filled(desk.get(url(claim)))
    desk.post(url(claim), first | {"wording_en": "The same"})

    answer = desk.post(url(claim), second | {"wording_en": "The same"})

    assert answer.context["differences"] == ()


def test_a_claim_can_be_added_by_itself_and_is_the_adders(desk, editor):
    empty = {
        f"{prefix}-{name}": 0
        for prefix in ("quantities", "contacts")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }

    desk.post("/admin/claims/claim/add/", {"wording_ko": "새 주장", "checkability": "fact", **empty})

    claim = Claim.objects.get()
    assert (claim.created_by, claim.assignee) == (editor, editor)


def test_a_contact_is_signed_by_who_writes_it_down(desk, editor):
    claim = make_claim()
    data = filled(desk.get(url(claim)))

    desk.post(
        url(claim),
        data
        | {
            "contacts-TOTAL_FORMS": 1,
            "contacts-0-contacted_at": "2025-02-01T10:00",
            "contacts-0-contacted": "DeepSeek",
            "contacts-0-channel": "email",
        },
    )

    assert claim.contacts.get().by == editor


@pytest.mark.django_db
def test_who_may_only_look_sees_the_page_without_any_way_to_change_it(client):
    onlooker = make_user()
    onlooker.user_permissions.set(Permission.objects.filter(codename__in=["view_claim", "view_verdict"]))
    client.force_login(onlooker)
    claim = make_ready_claim()

    page = client.get(url(claim)).content.decode()
    refused = client.post(url(claim), {"wording_en": "Mine"})

    assert "cost $5.576M" in page
    assert "Add evidence" not in page
    assert "Write the verdict" not in page
    assert "ersion read" not in page
    assert refused.status_code == 403


@pytest.mark.parametrize("count", [1, 15])
def test_the_page_asks_the_same_number_of_queries_however_much_evidence(
    desk, count, django_assert_max_num_queries
):
    claim = make_claim()
    for _ in range(count):
        make_appearance(claim)
        make_citation(claim, make_source("It cost $5.576M."), "cost $5.576M")

    with django_assert_max_num_queries(32):
        desk.get(url(claim))


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_asks_the_same_number_of_queries_however_long(desk, count, django_assert_max_num_queries):
    for number in range(count):
        make_published_claim(wording_en=f"Claim {number}")

    with django_assert_max_num_queries(12):
        answer = desk.get("/admin/claims/claim/")

    assert answer.content.decode().count("tone-mostly-true") == count


def test_the_list_finds_korean_words_whatever_their_particle(desk):
    make_claim(wording_ko="엔비디아는 주가가 15%대 급락했다", wording_en="")
    make_claim(wording_ko="메타는 투자한다", wording_en="")

    page = desk.get("/admin/claims/claim/", {"q": "엔비디아"}).content.decode()

    assert "급락했다" in page
    assert "메타는" not in page
