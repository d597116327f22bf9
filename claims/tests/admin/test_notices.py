"""Whoever is given work or named in a note is told."""

import pytest
from django.urls import reverse

from claims.models import Notice
from claims.tests.admin.test_alerts import decide, make_alert, make_changed
from claims.tests.admin.test_fixed_content import NO_ROWS
from claims.tests.make import (
    NOW,
    make_article,
    make_claim,
    make_ready_claim,
    make_source,
    make_user,
    make_verdict,
)
from claims.words import AlertKind, NoticeKind, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, editor):
    client.cookies["django_language"] = "en"
    client.force_login(editor)
    return client


def save_claim(desk, claim, **given):
    words = {"wording_ko": claim.wording_ko, "wording_en": claim.wording_en, "checkability": "fact"}
    address = reverse("admin:claims_claim_change", args=[claim.pk])
    return desk.post(address, words | {"version_read": claim.version, **NO_ROWS, **given})


def test_who_is_given_a_claim_is_told_once(desk, editor):
    claim, other = make_claim(), make_user(Role.EDITOR)
    save_claim(desk, claim, assignee=other.pk)
    claim.refresh_from_db()
    save_claim(desk, claim, assignee=other.pk, look_again_on="2026-01-01")
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.claim, notice.by) == (other, NoticeKind.ASSIGNED, claim, editor)


def test_who_takes_a_claim_is_not_told_of_it(desk, editor):
    save_claim(desk, make_claim(), assignee=editor.pk)
    assert not Notice.objects.exists()


def test_who_is_given_an_article_is_told(desk):
    article, other = make_article(), make_user(Role.EDITOR)
    address = reverse("admin:claims_article_change", args=[article.pk])
    desk.post(address, {"headline": "X", "assignee": other.pk})
    assert Notice.objects.get(user=other).article == article


def test_a_note_on_sending_back_tells_whom_it_names(client, approver):
    author, named = make_user(Role.EDITOR), make_user(Role.EDITOR, username="lee.min")
    verdict = make_verdict(make_ready_claim(), author=author)
    verdict.submit(by=author, now=NOW)
    client.force_login(approver)
    client.post(
        reverse("admin:claims_claim_send_back", args=[verdict.claim_id]), {"note": "Ask @lee.min about 2024."}
    )
    told = {notice.user: notice.kind for notice in Notice.objects.all()}
    assert told == {author: NoticeKind.SENT_BACK, named: NoticeKind.MENTIONED}


def test_a_note_on_an_alert_tells_whom_it_names_and_says_so(desk):
    named = make_user(Role.EDITOR, username="lee", name="Lee")
    answer = decide(desk, make_changed(), "not_news", note="Only a typo, @lee agrees.")
    assert Notice.objects.get().user == named
    assert "Told: Lee." in desk.get(answer.url).content.decode()


def test_a_note_on_an_alert_about_a_source_nobody_cites_does_no_harm(desk):
    make_user(username="lee")
    decide(desk, make_alert(AlertKind.SOURCE_BACK, source=make_source()), "not_news", note="Fine, @lee.")
    assert not Notice.objects.exists()
