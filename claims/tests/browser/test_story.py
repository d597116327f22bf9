"""The main job, in a real browser with a real worker: a pasted article, a published claim, an alert."""

import pytest
from playwright.sync_api import expect

from claims.models import Alert, Claim
from claims.tests.make import TEXT, make_user
from claims.tests.recheck.site import SourceSite
from claims.tests.workers import Workers
from claims.words import AlertKind, Role
from factcheck.tests.processes import until

REPORT = (
    "<title>Report</title><p>Notes.</p><p>The final training run cost $5.576 million, the report says.</p>"
)
CRITIC = "<title>Critic</title><p>Research before the final run is not part of the $5.576 million.</p>"

SELECT = """([words]) => {
  const walker = document.createTreeWalker(document.querySelector("[data-reader]"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    document.dispatchEvent(new Event("selectionchange"));
    return true;
  }
  return false;
}"""


@pytest.fixture
def site(settings):
    with SourceSite() as site:
        settings.RECHECK_ALLOWED_HOSTS = [site.host]
        site.page("/report", REPORT)
        site.page("/critic", CRITIC)
        yield site


def select(page, words: str) -> None:
    assert page.evaluate(SELECT, [words]), f"{words!r} is not in one piece of the text"


def add_article(page) -> None:
    page.fill("#id_text", TEXT)
    page.fill("#id_headline", "딥시크 충격")
    page.fill("#id_outlet", "한국경제일보")
    page.click("input[name=_save]")
    expect(page.locator("[data-reader]")).to_contain_text("557만6천달러")


def make_claim_of(page, words: str) -> None:
    page.wait_for_load_state()  # what answers a selection is loaded last
    select(page, words)
    page.get_by_role("button", name="New claim from these words").click()
    page.fill("#id_wording_ko", "V3 개발에 557만6천달러가 들었다")
    page.fill("#id_wording_en", "Developing V3 cost $5.576 million")
    page.get_by_role("button", name="Make claim", exact=True).click()
    expect(page.locator("[data-claim]")).to_have_count(1)


def add_evidence(page, addresses: dict[str, tuple[str, str]]) -> None:
    """``addresses``: address → (words to quote, stance). All are pasted at once, then quoted one by one."""
    desk = page.url
    page.get_by_role("link", name="Add evidence").click()
    page.fill("textarea[name=addresses]", "자료는 " + ", ".join(f"{address}에서" for address in addresses))
    page.get_by_role("button", name="Fetch").click()
    expect(page.get_by_text("The text is there.")).to_have_count(len(addresses))
    readers = [link.get_attribute("href") for link in page.get_by_role("link", name="Select the quote").all()]
    for reader, (words, stance) in zip(readers, addresses.values(), strict=True):
        page.goto(desk.split("/admin/")[0] + reader)
        select(page, words)
        expect(page.locator("textarea[name=quote]")).to_have_value(words)
        page.locator(f"[name=stance][value={stance}]").check()
        page.locator("[name=rank][value=primary]").check()
        page.fill("[name=publisher]", f"Publisher {stance}")
        page.get_by_role("button", name="Keep as evidence").click()
        expect(page.locator("#evidence")).to_contain_text(words)
    page.goto(desk)


def test_from_a_pasted_article_to_a_published_claim_to_an_alert(visitor, site, tmp_path):
    editor, approver = make_user(Role.EDITOR, name="Kim"), make_user(Role.APPROVER, name="Park")
    quick = {
        "RECHECK_CONFIRM_SECONDS": "1",
        "RECHECK_MIN_INTERVAL_SECONDS": "1",
        "RECHECK_ALLOWED_HOSTS": site.host,
    }
    with Workers(tmp_path / "var", RECHECK_SPACING_SECONDS="0", **quick):
        desk = visitor(editor)
        page = desk.open("/admin/claims/article/add/")
        add_article(page)
        make_claim_of(page, "V3 모델 개발에 557만6천달러(약 78억8천만원)를 썼다")

        claim = Claim.objects.get()
        page = desk.open(f"/admin/claims/claim/{claim.pk}/change/")
        add_evidence(
            page,
            {
                site.url("/report"): ("The final training run cost $5.576 million", "supports"),
                site.url("/critic"): ("Research before the final run is not part", "refutes"),
            },
        )
        page.fill("[name=why_chosen_en]", "Widely repeated.")
        page.click("input[name=_continue]")

        page = desk.open(f"/admin/claims/claim/{claim.pk}/verdict/")
        page.get_by_role("button", name="Save and hand in").click()
        expect(page.locator("body")).to_contain_text("Choose a rating.")
        page.get_by_role("link", name="Continue writing").click()
        page.select_option("[name=rating]", label="… Missing context")
        page.fill("[name=summary_ko]", "마지막 훈련 비용일 뿐이다.")
        page.fill("[name=summary_en]", "Only the final run.")
        page.fill("[name=as_of]", "2025-02-01")
        page.get_by_role("button", name="Save and hand in").click()
        expect(page.locator("body")).to_contain_text("Submitted")

        other = visitor(approver)
        page = other.open(f"/admin/claims/claim/{claim.pk}/verdict/")
        page.get_by_role("button", name="Approve and publish").click()
        until(lambda: Claim.objects.published().exists())

        reader = visitor(width=375, javascript=False)
        page = reader.open(claim.get_absolute_url().replace("/ko/", "/en/"))
        expect(page.locator("h1")).to_contain_text("Developing V3 cost $5.576 million")
        expect(page.locator(".finding")).to_contain_text("Missing context")
        expect(page.locator("#main")).to_contain_text("Seen in the source on")

        site.page("/report", REPORT.replace("5.576", "5.6"))
        until(lambda: Alert.objects.filter(kind=AlertKind.NUMBER_CHANGED).exists(), seconds=40)

        page = desk.open("/admin/")
        expect(page.locator("#content")).to_contain_text("A number in a quote changed")
        page = reader.open(reader.page.url)
        expect(page.locator("#main")).to_contain_text("The number in the source has changed")
        until(lambda: Alert.objects.get(kind=AlertKind.NUMBER_CHANGED).notified_at is not None, seconds=20)

    assert not desk.complaints and not other.complaints and not reader.complaints
