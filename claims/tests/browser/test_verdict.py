"""What an editor says of the verdict screens, in a real browser."""

import re
from datetime import timedelta

from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from claims.models import Alert, Claim, Rating, Verdict
from claims.notify import send_alerts
from claims.tests.make import make_published_claim, make_ready_claim, make_user, make_verdict
from claims.words import AlertKind, Finding, Role, VerdictState


class Clicks:
    """Counts what a person presses."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, role: str, name) -> None:
        self.count += 1
        self.page.get_by_role(role, name=name).first.click()


def number_changed(claim) -> Alert:
    """The source of the claim's first quote says 5.6 where it said 5.576."""
    citation = claim.evidence[0]
    citation.source.keep_text("The final training run cost $5.6M at $2 an hour.", now=timezone.now())
    citation.finding, citation.found_text = Finding.NUMBER_CHANGED, "cost $5.6M"
    citation.changed_at = timezone.now()
    citation.found_start, citation.found_end = 23, 33
    citation.save()
    return Alert.objects.create(
        kind=AlertKind.NUMBER_CHANGED, citation=citation, source=citation.source,
        before=citation.exact, after="cost $5.6M", opened_at=timezone.now(),
    )  # fmt: skip


def test_i_cannot_approve_my_own_verdict(visitor):
    approver = make_user(Role.APPROVER, name="Park")
    claim = make_ready_claim()
    make_verdict(claim, author=approver)
    mine = visitor(approver)
    page = mine.open(f"/admin/claims/claim/{claim.pk}/change/")
    page.get_by_role("button", name="Hand in for approval").click()
    expect(page.locator("#verdict")).to_contain_text("somebody else must approve it")
    expect(page.get_by_role("button", name=re.compile("^Approve"))).to_have_count(0)

    # Even with another's button, copied from their page
    page.evaluate(
        """(address) => {
          const form = document.querySelector("form[action$='/send-back/']");
          form.action = address;
          form.noValidate = true;
          form.submit();
        }""",
        f"/admin/claims/claim/{claim.pk}/verdict/approve/",
    )
    expect(page.locator(".messagelist")).to_contain_text("You wrote this verdict")
    assert Verdict.objects.get().state == VerdictState.SUBMITTED
    assert not mine.complaints


def test_a_number_changed_in_the_source_and_i_correct_the_verdict_within_five_clicks_from_the_mail(visitor):
    editor, approver = make_user(Role.EDITOR, name="Kim"), make_user(Role.APPROVER, name="Park")
    claim = make_published_claim(assignee=editor)
    number_changed(claim)
    send_alerts(timezone.now())
    (letter,) = mail.outbox
    link = re.search(r"https?://\S+(/admin/claims/alert/\d+/change/)", letter.body).group(1)

    desk = visitor(editor)
    page = desk.open(link)  # the first click, in the mail
    clicks = Clicks(page)
    clicks.press("button", "Draft a correction")
    page.fill("[name=wording_en]", "Developing DeepSeek-V3 cost $5.6M")
    page.select_option("[name=rating]", str(Rating.objects.get(code="half-true").pk))
    page.select_option("[name=correction_kind]", "verdict_change")
    page.fill("[name=correction_en]", "The report now says $5.6M.")
    clicks.press("button", "Save and hand in")
    expect(page.locator("#verdict")).to_contain_text("Submitted")
    assert clicks.count + 1 <= 5
    assert "5.576" in Claim.objects.get().wording_en

    other = visitor(approver)
    page = other.open(f"/admin/claims/claim/{claim.pk}/change/")
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Approved")

    reader = visitor(width=375, javascript=False)
    claim.refresh_from_db()
    page = reader.open(f"/en/claims/{claim.pk}-{claim.slug('en')}/")
    expect(page.locator("h1")).to_contain_text("$5.6M")
    expect(page.locator("#record, .record").first).to_contain_text("The report now says $5.6M.")
    assert not desk.complaints and not other.complaints and not reader.complaints


def test_i_set_the_time_for_tomorrow_and_take_it_back(visitor):
    approver = make_user(Role.APPROVER)
    claim = make_ready_claim()
    verdict = make_verdict(claim)
    verdict.submit(by=verdict.author, now=timezone.now())
    desk = visitor(approver)
    page = desk.open(f"/admin/claims/claim/{claim.pk}/change/")
    tomorrow = timezone.localtime() + timedelta(days=1)
    page.fill("[name=publish_at]", f"{tomorrow:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Approve for this time").click()
    expect(page.locator("#verdict")).to_contain_text("It goes public on")
    page.get_by_role("button", name="Take the time back").click()
    expect(page.locator("#verdict")).to_contain_text("Submitted")
    assert not desk.complaints


def test_i_see_the_page_and_what_machines_read_before_anybody_else(visitor):
    editor = make_user(Role.EDITOR)
    claim = make_ready_claim()
    make_verdict(claim, author=editor)
    desk = visitor(editor)
    page = desk.open(f"/admin/claims/claim/{claim.pk}/verdict/")
    expect(page.get_by_text("The linter finds nothing amiss.")).to_have_count(2)
    page = desk.open(f"/en/preview/claims/{claim.pk}/")
    expect(page.locator(".preview")).to_contain_text("Only the desk sees this page")
    expect(page.locator("h1")).to_contain_text("DeepSeek")
    assert not desk.complaints
