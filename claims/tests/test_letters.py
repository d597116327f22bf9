"""What the people of the desk are told in person reaches their mailbox, once."""

import pytest

from claims.letters import send_notices
from claims.models import Notice
from claims.tests.make import NOW, make_claim, make_user
from claims.words import Gate, NoticeKind, Role

pytestmark = pytest.mark.django_db


def test_a_notice_is_mailed_once_with_the_way_to_what_it_is_about(mailoutbox):
    user, claim = make_user(Role.EDITOR), make_claim()
    Notice.objects.tell([user], NoticeKind.ASSIGNED, claim=claim, now=NOW)
    assert send_notices(NOW) == 1
    assert send_notices(NOW) == 0
    (letter,) = mailoutbox
    assert letter.to == [user.email]
    assert f"/admin/claims/claim/{claim.pk}/change/" in letter.body


def test_several_come_in_one_letter(mailoutbox):
    user = make_user(Role.EDITOR)
    for _ in range(3):
        Notice.objects.tell([user], NoticeKind.ASSIGNED, claim=make_claim(), now=NOW)
    send_notices(NOW)
    (letter,) = mailoutbox
    assert "and 2 more" in letter.subject


def test_what_held_a_verdict_back_is_told_in_the_language_of_the_person(mailoutbox):
    given = {"claim": make_claim(), "now": NOW, "note": f"{Gate.AS_OF}\n{Gate.RATING}"}
    Notice.objects.tell([make_user(Role.EDITOR, language="en")], NoticeKind.HELD_BACK, **given)
    send_notices(NOW)
    assert "Say as of which day the verdict holds. Choose a rating." in mailoutbox[0].body


def test_what_was_read_already_is_not_mailed(mailoutbox):
    Notice.objects.tell([make_user()], NoticeKind.ASSIGNED, claim=make_claim(), now=NOW)
    Notice.objects.update(read_at=NOW)
    assert send_notices(NOW) == 0 and not mailoutbox


def test_nobody_is_told_of_what_they_did_themselves():
    user = make_user()
    assert Notice.objects.tell([user, None], NoticeKind.ASSIGNED, claim=make_claim(), now=NOW, by=user) == []


def test_whoever_is_named_in_a_note_is_told_and_addresses_are_no_names():
    kim, lee = make_user(username="kim.seo"), make_user(username="lee")
    by = make_user(username="park")
    text = "@kim.seo. please look; write to desk@lee.example, @nobody, @park"
    told = Notice.objects.mention(text, by=by, now=NOW, claim=make_claim())
    assert [notice.user for notice in told] == [kim]
    assert lee not in [notice.user for notice in told]
