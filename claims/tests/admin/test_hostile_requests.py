"""Numbers, addresses and headers that no page of ours sends: refused, never an error, never a way out."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from claims.models import OtherImport
from claims.recheck import others
from claims.tests.make import NOW, make_article, make_claim, make_source, make_verdict
from claims.words import ImportKind

HUGE = ["9" * 19, "9" * 40, "9" * 5000, "٣", "-1", "1.5", "\0", "' OR 1=1 --", "{{ 7*7 }}"]


@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_no_row_has_finds_nothing(desk, number):
    article, claim = make_article(), make_claim()
    below, evidence = (
        f"/admin/claims/article/{article.pk}/breakdown",
        f"/admin/claims/claim/{claim.pk}/evidence/",
    )

    answers = [
        desk.get(evidence, {"source": number}),
        desk.get(f"{below}/new/", {"start": number, "end": number}),
        desk.post(f"{below}/new/", {"quote": "557만6천달러", "wording_en": "x", "same_as": number}),
        desk.post(f"{below}/cards/", {"citation": number}),
        desk.post(f"{below}/cards/", {"up": number}),
        desk.post(f"{below}/dismiss/", {"span": f"{number}-{number}"}),
        desk.post(f"{below}/restore/", {"span": f"{number}-{number}"}),
        desk.get(f"{below}/split/", {"citation": number}),
        desk.get(f"{below}/merge/", {"citation": number}),
        desk.get(f"/admin/claims/notice/{number.strip(chr(0)) or 0}/change/"),
    ]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59", "9" * 4000, "\0"])
def test_a_time_out_of_all_calendars_publishes_nothing(client, approver, moment):
    verdict = make_verdict(make_claim())
    client.force_login(approver)

    answer = client.post(f"/admin/claims/claim/{verdict.claim_id}/verdict/schedule/", {"publish_at": moment})

    verdict.refresh_from_db()
    assert answer.status_code == 302 and verdict.publish_at is None


OUT = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:///evil.example",
       "https://testserver@evil.example/", "\x00//evil.example", "/%0d%0aSet-Cookie:x=1"]  # fmt: skip


@pytest.mark.parametrize("address", OUT)
def test_nobody_is_led_to_another_site(desk, client, address):
    answers = [
        desk.post("/admin/language/", {"language": "en", "next": address}),
        desk.post("/admin/language/", {"language": "en"}, headers={"referer": address}),
        desk.get("/admin/language/", {"next": address}),
        desk.get("/admin/login/", {"next": address}),
    ]

    for answer in answers:
        assert "evil.example" not in answer.get("Location", "") and "x" not in answer.cookies
        assert not answer.get("Location", "").startswith("javascript:")


@pytest.mark.parametrize("header", ["HTTP_HOST", "SERVER_NAME"])
def test_a_host_that_is_not_ours_is_refused(client, db, settings, header):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert client.get("/en/", **{header: "evil.example"}).status_code == 400


def test_a_forwarded_host_changes_no_address(client, db):
    page = client.get("/en/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"})
    assert page.status_code == 200 and b"evil.example" not in page.content


SCRIPT = "<script>alert(1)</script>"
BAIT = '"><img src=x onerror=alert(1)>'


def test_a_hostile_review_is_shown_as_text_and_its_address_is_a_web_address_or_none(desk, editor):
    reviews = [
        f'{{"@type": "ClaimReview", "url": "{url}", "claimReviewed": "{SCRIPT}", '
        f' "author": {{"name": "{SCRIPT}"}}, "reviewRating": {{"alternateName": "{SCRIPT}"}}}}'
        for url in (
            "https://a.example/1",
            "javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//x y",
            "",
        )
    ]
    body = "\n".join([*reviews, f'{{"claimReviewed": "{SCRIPT}" {SCRIPT}'])
    batch = OtherImport.begin(ImportKind.FILE, f"{SCRIPT}.json", by=editor, now=NOW, body=body)
    others.read(batch.pk)

    page = desk.get(reverse("admin:claims_othercheck_preview", args=[batch.pk])).content.decode()

    batch.refresh_from_db()
    assert (batch.found["good"], batch.found["faulty"]) == (1, 6)
    assert "<script>alert" not in page and 'href="javascript:' not in page and 'href="data:' not in page


def test_names_and_errors_at_the_desk_are_shown_as_text(client, approver):
    source = make_source("x", title=BAIT, publisher=BAIT)
    make_claim(wording_en=BAIT, wording_ko=BAIT, assignee=approver)
    channel = approver.channels.create(
        name=BAIT, address="jsons://hook.example/x", created_by=approver, last_error=BAIT, failures=1,
        shown_address=BAIT, failed_at=NOW,
    )  # fmt: skip
    client.force_login(approver)

    desk = "/admin/claims"
    for path in (
        *("/admin/", "/admin/queue/", f"{desk}/channel/", f"{desk}/channel/{channel.pk}/change/"),
        *(f"{desk}/source/", f"{desk}/source/{source.pk}/change/", f"{desk}/claim/", f"{desk}/notice/how/"),
        f"{desk}/source/?q={quote(BAIT)}",
    ):
        answer = client.get(path)
        assert answer.status_code == 200 and "<img src=x" not in answer.content.decode(), path
