"""Who may do what at the desk, role by role, in the menus and in the views behind them."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import RequestFactory
from django.urls import reverse

from claims.models import (
    Alert,
    Article,
    Channel,
    Claim,
    Claimant,
    ContactLog,
    OtherCheck,
    OutletRequest,
    Rating,
    RatingScale,
    SitePage,
    Source,
    Topic,
    User,
    Verdict,
)
from claims.tests.make import (
    NOW,
    make_article,
    make_claim,
    make_claimant,
    make_other_check,
    make_published_claim,
    make_source,
    make_topic,
    make_user,
    make_verdict,
)
from claims.words import AlertKind, Role

# Model: what a role may do: a(dd), c(hange), v(iew), d(elete). Alerts and verdicts are not written by hand.
MATRIX = {
    Role.CONTRIBUTOR: {
        Article: "acv",
        Claim: "acv",
        Source: "acv",
        Verdict: "v",
        Alert: "v",
        Channel: "",
        Claimant: "av",
        Topic: "v",
        Rating: "v",
        RatingScale: "v",
        OutletRequest: "acv",
        ContactLog: "cv",
        SitePage: "v",
        OtherCheck: "v",
        User: "",
    },
    Role.EDITOR: {
        Article: "acvd",
        Claim: "acvd",
        Source: "acv",
        Verdict: "v",
        Alert: "cv",
        Channel: "",
        Claimant: "acvd",
        Topic: "acvd",
        Rating: "v",
        RatingScale: "v",
        OutletRequest: "acvd",
        ContactLog: "cvd",
        SitePage: "v",
        OtherCheck: "avd",
        User: "",
    },
    Role.APPROVER: {
        Article: "acvd",
        Claim: "acvd",
        Source: "acv",
        Verdict: "v",
        Alert: "cv",
        Channel: "acvd",
        Claimant: "acvd",
        Topic: "acvd",
        Rating: "v",
        RatingScale: "v",
        OutletRequest: "acvd",
        ContactLog: "cvd",
        SitePage: "cv",
        OtherCheck: "avd",
        User: "",
    },
    Role.ADMINISTRATOR: {
        Article: "acvd",
        Claim: "acvd",
        Source: "acvd",
        Verdict: "v",
        Alert: "cv",
        Channel: "acvd",
        Claimant: "acvd",
        Topic: "acvd",
        Rating: "acvd",
        RatingScale: "acvd",
        OutletRequest: "acvd",
        ContactLog: "cvd",
        SitePage: "acvd",
        OtherCheck: "avd",
        User: "acvd",
    },
}
CELLS = [(role, model) for role, models in MATRIX.items() for model in models]


def request_of(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def name_of(cell):
    return getattr(cell, "__name__", str(cell))


@pytest.mark.parametrize(("role", "model"), CELLS, ids=name_of)
def test_a_role_may_do_what_it_was_granted_and_nothing_else(db, role, model):
    request, page = request_of(make_user(role)), admin.site.get_model_admin(model)

    allowed = {
        "a": page.has_add_permission(request),
        "c": page.has_change_permission(request),
        "v": page.has_view_permission(request),
        "d": page.has_delete_permission(request),
    }

    assert "".join(letter for letter, is_allowed in allowed.items() if is_allowed) == MATRIX[role][model]


@pytest.mark.parametrize("role", list(Role))
def test_the_views_refuse_what_the_role_may_not_do(client, db, role):
    client.force_login(make_user(role))

    for model, granted in MATRIX[role].items():
        name = model._meta.model_name
        lists = client.get(reverse(f"admin:claims_{name}_changelist")).status_code
        adding = client.get(reverse(f"admin:claims_{name}_add")).status_code
        assert (name, lists) == (name, 200 if "v" in granted else 403)
        expected = 302 if model is OtherCheck else 200  # checks of others are added by import
        assert (name, adding) == (name, expected if "a" in granted else 403)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_deletes_without_the_grant(client, db, role):
    rows = {
        Article: make_article(),
        Claim: make_claim(),
        Claimant: make_claimant(),
        Topic: make_topic(),
        Source: make_source(),
        SitePage: SitePage.objects.first(),
        Verdict: make_verdict(make_claim()),
        Alert: Alert.objects.create(kind=AlertKind.SOURCE_GONE, source=make_source(), opened_at=NOW),
        OtherCheck: make_other_check(),
        User: make_user(),
    }
    client.force_login(make_user(role))

    for model, row in rows.items():
        url = reverse(f"admin:claims_{model._meta.model_name}_delete", args=[row.pk])
        expected = 200 if "d" in MATRIX[role][model] else 403
        assert (model.__name__, client.get(url).status_code) == (model.__name__, expected)


def test_somebody_without_a_role_sees_no_list(client, db):
    client.force_login(make_user())

    answers = {
        client.get(reverse(f"admin:claims_{model._meta.model_name}_changelist")).status_code
        for model in MATRIX[Role.EDITOR]
    }

    assert answers == {403}


def test_an_administrator_cannot_become_a_superuser(client, administrator):
    client.force_login(administrator)
    url = reverse("admin:claims_user_change", args=[administrator.pk])

    page = client.get(url).content.decode()
    client.post(
        url,
        {
            "username": administrator.username,
            "name": "Admin",
            "email": "a@desk.example",
            "language": "ko",
            "is_active": "on",
            "is_staff": "on",
            "is_superuser": "on",
            "groups": [group.pk for group in administrator.groups.all()],
        },
    )

    stored = User.objects.get(pk=administrator.pk)
    assert "is_superuser" not in page
    assert (stored.name, stored.is_superuser) == ("Admin", False)


def test_an_administrator_cannot_take_over_a_superuser(client, administrator):
    root = User.objects.create_superuser("root", "root@desk.example", None)
    client.force_login(administrator)

    answers = [
        client.post(reverse("admin:claims_user_change", args=[root.pk]), {"username": "mine"}),
        client.get(reverse("admin:auth_user_password_change", args=[root.pk])),
        client.get(reverse("admin:claims_user_delete", args=[root.pk])),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert User.objects.filter(username="root").exists()


def test_roles_can_be_read_by_administrators_and_changed_by_nobody_below_a_superuser(
    client, administrator, editor
):
    role = Group.objects.get(name=Role.EDITOR)
    url = reverse("admin:auth_group_change", args=[role.pk])
    client.force_login(administrator)

    read = client.get(url)
    written = client.post(url, {"name": "Mine"})
    client.force_login(editor)
    refused = client.get(url)

    role.refresh_from_db()
    assert (read.status_code, written.status_code, refused.status_code) == (200, 403, 403)
    assert role.name == Role.EDITOR


def test_a_verdict_in_the_list_leads_to_its_claim(client, editor):
    claim = make_published_claim()
    client.force_login(editor)

    page = client.get(reverse("admin:claims_verdict_changelist")).content.decode()
    answer = client.get(reverse("admin:claims_verdict_change", args=[claim.verdict.pk]))

    url = reverse("admin:claims_claim_change", args=[claim.pk]) + "#verdict"
    assert url in page
    assert answer.url == url
