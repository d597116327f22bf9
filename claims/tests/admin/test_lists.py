"""The lists of the desk: found, counted up to a cap, quick however many rows there are."""

import pytest
from django.urls import reverse

from claims.admin.lists import CappedPaginator, count_up_to
from claims.models import Claimant, OutletRequest, Rating, SitePage, Topic, User
from claims.tests.make import (
    NOW,
    make_article,
    make_claim,
    make_claimant,
    make_source,
    make_topic,
    make_user,
)
from claims.words import Role

LISTS = [
    *("alert", "claimant", "topic", "ratingscale", "rating", "sitepage", "user", "outletrequest", "source"),
    "verdict",
]


@pytest.fixture
def desk(client, administrator):
    client.cookies["django_language"] = "en"
    client.force_login(administrator)
    return client


def listing(name, **query):
    return reverse(f"admin:claims_{name}_changelist") + "?" + "&".join(f"{k}={v}" for k, v in query.items())


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_list_opens_in_both_languages_without_inline_code(desk, name, language):
    desk.cookies["django_language"] = language

    answer = desk.get(listing(name))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in page
    assert ("style=" in page, "<script>" in page, "onclick=" in page) == (False, False, False)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_takes_a_bounded_number_of_queries(desk, name, django_assert_max_num_queries):
    for _number in range(5):
        claimant, topic = make_claimant(), make_topic()
        claim = make_claim(claimant=claimant, topics=[topic])
        OutletRequest.objects.create(
            article=make_article(), claim=claim, asked_at=NOW, asked_by=make_user(Role.EDITOR)
        )

    with django_assert_max_num_queries(14):
        desk.get(listing(name))


@pytest.mark.parametrize("name", [name for name in LISTS if name not in ("alert", "verdict")])
def test_every_form_to_add_something_opens_and_says_what_it_is_for(desk, name):
    page = desk.get(reverse(f"admin:claims_{name}_add")).content.decode()

    assert "<form" in page
    assert 'class="description"' in page or "help" in page


@pytest.mark.parametrize("row", ["claimant", "topic", "rating", "ratingscale", "sitepage"])
def test_every_row_opens_for_reading_by_a_contributor(client, contributor, row):
    make_claimant(), make_topic()
    client.force_login(contributor)
    model = {
        "claimant": Claimant,
        "topic": Topic,
        "rating": Rating,
        "ratingscale": Rating.scale.field.related_model,
        "sitepage": SitePage,
    }[row]

    answer = client.get(reverse(f"admin:claims_{row}_change", args=[model.objects.first().pk]))

    assert answer.status_code == 200
    assert "_save" not in answer.content.decode() or row == "claimant"


def test_counting_stops_at_the_cap(db):
    for _number in range(4):
        make_topic()

    capped, whole = count_up_to(Topic.objects.all(), 3), count_up_to(Topic.objects.all(), 4)

    assert (capped.number, capped.more) == (3, True)
    assert (whole.number, whole.more) == (4, False)


def test_a_list_pages_through_no_more_than_its_cap(db, monkeypatch):
    monkeypatch.setattr("claims.admin.lists.CAP", 10)
    for _number in range(3):
        make_topic()

    paginator = CappedPaginator(Topic.objects.order_by("pk"), 2)

    assert (paginator.count, paginator.num_pages) == (3, 2)


@pytest.mark.parametrize(("words", "is_found"), [("딥시크", True), ("deepseek", True), ("nobody", False)])
def test_a_claimant_is_found_in_either_language(desk, words, is_found):
    make_claimant()

    page = desk.get(listing("claimant", q=words)).content.decode()

    assert ("DeepSeek" in page) is is_found


def test_a_claimant_shows_how_many_claims_it_made(desk):
    claimant = make_claimant()
    for _number in range(3):
        make_claim(claimant=claimant)

    page = desk.get(listing("claimant")).content.decode()

    assert 'class="field-claims_made">3<' in page


def test_a_topic_shows_how_many_claims_are_about_it(desk):
    topic = make_topic()
    for _number in range(2):
        make_claim().topics.add(topic)

    page = desk.get(listing("topic")).content.decode()

    assert 'class="field-claims_made">2<' in page


def test_a_claimant_s_home_page_is_https_unless_it_says_otherwise(desk):
    desk.post(
        reverse("admin:claims_claimant_add"),
        {"kind": "person", "name_ko": "김하늘", "same_as": "people.example/kim"},
    )

    assert Claimant.objects.get(name_ko="김하늘").same_as == "https://people.example/kim"


# Members


def member(**given):
    return {
        "username": "newcomer",
        "usable_password": "true",
        "password1": "a-long-good-password",
        "password2": "a-long-good-password",
        "name": "박나래",
        "email": "park@desk.example",
        "language": "ko",
        "is_active": "on",
        "is_staff": "on",
    } | given


def test_a_new_member_has_a_name_and_a_role_at_once(desk):
    from_form = desk.get(reverse("admin:claims_user_add")).content.decode()
    role = User.groups.field.related_model.objects.get(name=Role.EDITOR)

    desk.post(reverse("admin:claims_user_add"), member(groups=[role.pk]))

    made = User.objects.get(username="newcomer")
    assert (str(made), made.email, [group.name for group in made.groups.all()]) == (
        "박나래",
        "park@desk.example",
        [Role.EDITOR],
    )
    box = from_form.split('name="is_staff"')[1].split(">")[0]
    assert "checked" in box


def test_who_wants_alerts_needs_an_address(desk):
    answer = desk.post(reverse("admin:claims_user_add"), member(email="", rhythm="hourly"))

    assert "Alerts go by mail" in answer.content.decode()
    assert not User.objects.filter(username="newcomer").exists()


def test_without_alerts_a_member_needs_no_address(desk):
    desk.post(reverse("admin:claims_user_add"), member(email="", rhythm="none"))

    assert User.objects.get(username="newcomer").rhythm == "none"


def test_a_request_to_an_outlet_remembers_who_asked(client, editor):
    client.force_login(editor)

    client.post(
        reverse("admin:claims_outletrequest_add"),
        {
            "article": make_article().pk,
            "asked_at": "2025-03-03T09:00",
            "answer": "asked",
        },
    )

    assert OutletRequest.objects.get().asked_by == editor


def test_a_page_s_address_is_changed_by_administrators_only(client, approver):
    page = SitePage.objects.get(slug="about")
    client.force_login(approver)

    client.post(
        reverse("admin:claims_sitepage_change", args=[page.pk]),
        {"slug": "elsewhere", "title_ko": "우리", "title_en": "Us", "body_ko": "", "body_en": ""},
    )

    page.refresh_from_db()
    assert (page.slug, page.title_en) == ("about", "Us")


def test_a_source_in_the_list_is_told_from_one_that_was_never_reached(desk):
    make_source(title="Never reached")

    page = desk.get(listing("source")).content.decode()

    assert "health-unreached" in page


def test_roles_and_permissions_are_named_in_the_reader_s_language(db, client):
    client.force_login(make_user(is_superuser=True, is_staff=True))

    page = client.get(
        reverse("admin:claims_user_change", args=[make_user().pk]), headers={"accept-language": "ko"}
    ).content.decode()

    assert "편집자" in page and ">Editor<" not in page
    assert "주장 · 추가" in page and "Can add" not in page
