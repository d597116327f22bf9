"""What somebody types is kept under their name until it is sent."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from claims.models import Draft
from claims.models.draft import LARGEST, MOST
from claims.tests.make import NOW, make_user
from claims.words import Role

PAGE = "/admin/claims/claim/1/verdict/"
PLACE = f"{PAGE}#verdict-form"
FIELDS = [["summary_ko", ["마지막 훈련 비용일 뿐이다."]], ["topics", ["1", "2"]]]
ADDRESS = reverse("admin:claims_drafts")


def keep(desk, fields=FIELDS, place=PLACE):
    return desk.post(ADDRESS, {"place": place, "fields": json.dumps(fields)})


def found(desk, page=PAGE):
    return desk.get(ADDRESS, {"page": page}).json()["drafts"]


def test_a_draft_is_found_again_at_any_computer(desk):
    keep(desk, [["summary_ko", ["마지막"]]])
    keep(desk)

    assert found(desk) == [[PLACE, FIELDS]]
    assert found(desk, "/admin/claims/claim/11/verdict/") == []


def test_a_draft_is_for_the_eyes_of_who_typed_it(client, desk):
    keep(desk)

    client.force_login(make_user(Role.ADMINISTRATOR))

    assert found(client) == []
    keep(client, [])
    assert Draft.objects.count() == 1


def test_a_draft_goes_when_its_words_were_sent(desk):
    keep(desk)

    assert keep(desk, []).status_code == 204
    assert found(desk) == []


@pytest.mark.parametrize("fields", [{"a": "b"}, ["a"], [["a", "b"]], [["a", [1]]], [[1, ["b"]]], "x"])
def test_only_fields_with_their_values_are_kept(desk, fields):
    assert keep(desk, fields).status_code == 400
    assert desk.post(ADDRESS, {"place": PLACE, "fields": "["}).status_code == 400
    assert not Draft.objects.exists()


def test_more_than_anybody_types_is_refused(desk):
    assert keep(desk, [["summary_ko", ["x" * LARGEST]]]).status_code == 413
    assert keep(desk, place=f"{PAGE}#{'x' * 7000}").status_code == 413


def test_old_drafts_make_room(editor):
    for day in range(MOST + 2):
        Draft.objects.keep(editor, f"#{day}", FIELDS, now=NOW + timedelta(minutes=day))
    assert Draft.objects.count() == MOST

    Draft.objects.keep(editor, "#new", FIELDS, now=NOW + timedelta(days=31))

    assert Draft.objects.count() == 1


def test_nobody_without_a_place_at_the_desk_keeps_drafts(client, db):
    assert keep(client).status_code == 302
    assert not Draft.objects.exists()


def test_what_a_database_cannot_keep_breaks_nothing(desk):
    answer = keep(desk, [["summary_ko", ["a\0b\ud800c"]]])

    assert answer.status_code == 204
    assert found(desk) == [[PLACE, [["summary_ko", ["abc"]]]]]
    assert desk.get(ADDRESS, {"page": "\0"}).status_code == 200
    assert keep(desk, place="a\0b").status_code == 400
    assert desk.post(ADDRESS, {"place": PLACE, "fields": "[" * 100_000}).status_code == 400
