"""Every screen, looked at: no violation by axe, nothing wider than a phone, no complaint of the browser.

With ``FACTCHECK_SCREENSHOTS=folder`` (``make screenshots``) the pictures of the README are kept.
"""

import json
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import expect

from claims.management.demo import site
from claims.management.demo.build import build
from claims.models import (
    Alert,
    Article,
    Citation,
    Claim,
    Notice,
    OtherImport,
    PublicCopy,
    SavedFilter,
    Source,
    User,
)
from claims.recheck import others
from claims.tests.browser.test_story import select
from claims.tests.make import NOW, make_appearance, make_claim, make_other_check, make_user, make_verdict
from claims.tests.models.test_reminders import ask_claimant, ask_outlet
from claims.words import (
    AlertKind,
    CopyKind,
    CopyReason,
    CopyState,
    CopyTrouble,
    Finding,
    ImportKind,
    NoticeKind,
    Role,
)

ARCHIVED = "https://web.archive.org/web/20250301120000/"

# Without ``preload`` axe would copy imported stylesheets into the page, which our policy rightly refuses.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]},
    "preload": False,
    # Django's tabular inlines begin with an empty header cell above the row's hidden id.
    "rules": {"empty-table-header": {"enabled": False}},
}


@pytest.fixture
def first_article(settings, tmp_path, monkeypatch):
    """The demo's article, with one number that changed since."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(site, "SLOW_SECONDS", 0.05)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.DEMO_SITE_PORT = free.getsockname()[1]
    settings.VAR_DIR = tmp_path
    settings.RECHECK_ALLOWED_HOSTS = [f"127.0.0.1:{settings.DEMO_SITE_PORT}"]
    with ThreadPoolExecutor(1) as thread:  # Playwright's loop runs in this one, and re-checking needs its own
        thread.submit(_build).result()
    changed = Citation.objects.get(exact__startswith="All told")
    changed.source.keep_text(changed.source.snapshot.text.replace("5.576", "5.6"), now=NOW)
    changed.finding, changed.changed_at = Finding.NUMBER_CHANGED, NOW
    changed.found_text = changed.exact.replace("5.576", "5.6")
    changed.save()
    Alert.objects.create(
        kind=AlertKind.NUMBER_CHANGED, source=changed.source, citation=changed, opened_at=NOW,
        before=changed.exact, after=changed.found_text,
    )  # fmt: skip
    archive(changed.source, settings)


def archive(source: Source, settings) -> None:
    """Copies of a source in every state that has a look of its own."""
    settings.WAYBACK_ACCESS_KEY = settings.WAYBACK_SECRET_KEY = "key"
    source.url, source.archive_url = "https://source.example/cost-note", f"{ARCHIVED}https://source.example/"
    source.save()
    usual = {"source": source, "asked_at": NOW, "reason": CopyReason.EVIDENCE, "kind": CopyKind.SAVE}
    gone = {"state": CopyState.FAILED, "trouble": CopyTrouble.CLOSED, "detail": "error:no-access", **usual}
    PublicCopy.objects.create(finished_at=NOW, **gone)
    found = {"copied_at": NOW, "finished_at": NOW, "url": source.archive_url, "state": CopyState.DONE}
    PublicCopy.objects.create(**usual | found)
    other = {"kind": CopyKind.FIND, "url": f"{ARCHIVED}https://other.example/", "holds_quotes": False}
    PublicCopy.objects.create(**usual | found | other)
    PublicCopy.objects.create(state=CopyState.WAITING, trouble=CopyTrouble.BUSY, next_at=NOW, **usual)
    elsewhere = Source.objects.exclude(pk=source.pk).filter(citations__isnull=False).first()
    PublicCopy.objects.create(finished_at=NOW, **gone | {"source": elsewhere})


def _build() -> None:
    build(NOW)
    connection.close()


def public_pages(language: str) -> dict[str, str]:
    claim = Claim.objects.get(wording_en__contains="5.576")
    article = Article.objects.get(source__url__endswith=f"deepseek-{language}")
    gone = Claim.objects.get(wording_en__startswith="The Soviet")
    if gone.is_public:
        gone.withdraw(by=User.objects.get(username="approver"), now=NOW, note_en="Forged.")
    with override(language):
        return {
            "home": reverse("public:home"),
            "claims": reverse("public:claims"),
            "claim": claim.get_absolute_url(),
            "article": article.get_absolute_url(),
            "articles": reverse("public:articles"),
            "people": reverse("public:people"),
            "person": claim.claimant.get_absolute_url(),
            "topics": reverse("public:topics"),
            "topic": claim.topics.first().get_absolute_url(),
            "source": reverse("public:source", args=[claim.evidence[0].source_id]),
            "api": reverse("public:api"),
            "corrections": reverse("public:corrections"),
            "correction": reverse("public:correction", args=[gone.corrections.get().pk]),
            "withdrawn": gone.get_absolute_url(),
            "search": reverse("public:search") + "?q=557만6천달러",
            "statistics": reverse("public:statistics"),
            "methodology": reverse("public:page", args=["methodology"]),
            "missing": f"/{language}/no/such/page/",
        }


def desk_pages() -> dict[str, str]:
    claim = Claim.objects.get(wording_en__contains="5.576")
    draft = make_claim(wording_en="A claim in work", assignee=User.objects.get(username="editor"))
    make_verdict(draft, author=User.objects.get(username="editor"))
    article = Article.objects.get(source__url__endswith="deepseek-ko")
    source = Source.objects.get(url__endswith="cost-note")
    alert = Alert.objects.get(kind=AlertKind.NUMBER_CHANGED)
    editor = User.objects.get(username="editor")
    correction = Claim.objects.get(wording_en__startswith="The H800").verdict.revise(by=editor)
    Notice.objects.tell([editor], NoticeKind.ASSIGNED, claim=draft, now=NOW)
    late, unanswered = ask_outlet(article=article, claim=draft), ask_claimant(claim=draft)
    mark = make_appearance(draft, article, article.body[:40])
    make_appearance(make_claim(wording_en="Another claim in work"), article, article.body[20:60])
    for name, is_shared in (("게시된 주장", False), ("Shared", True)):
        SavedFilter.objects.create(
            owner=User.objects.get(username="editor"),
            listing="claim",
            name=name,
            query=f"state__exact={'published' if is_shared else 'open'}",
            is_shared=True,
        )
    return {
        "morning": reverse("admin:index"),
        "breakdown": reverse("admin:claims_article_breakdown", args=[article.pk]),
        "new-claim": reverse("admin:claims_article_new_claim", args=[article.pk]) + "?start=0&end=20",
        "split": reverse("admin:claims_article_split", args=[article.pk]) + f"?citation={mark.pk}",
        "merge": reverse("admin:claims_article_merge", args=[article.pk]) + f"?claim={draft.pk}",
        "article-add": reverse("admin:claims_article_add"),
        "articles": reverse("admin:claims_article_changelist"),
        "claims": reverse("admin:claims_claim_changelist"),
        "claims-filtered": reverse("admin:claims_claim_changelist") + "?state__exact=published",
        "table": reverse("admin:claims_claim_table"),
        "claim": reverse("admin:claims_claim_change", args=[claim.pk]),
        "claim-without-claimant": reverse("admin:claims_claim_change", args=[draft.pk]),
        "evidence": reverse("admin:claims_claim_evidence", args=[claim.pk]),
        "reader": reverse("admin:claims_claim_reader", args=[claim.pk, source.pk]),
        "verdict": reverse("admin:claims_claim_verdict", args=[draft.pk]),
        "correction": reverse("admin:claims_claim_verdict", args=[correction.claim_id]),
        "preview": reverse("public:preview", args=[correction.claim_id]),
        "notices": reverse("admin:claims_notice_changelist"),
        "sources": reverse("admin:claims_source_changelist"),
        "source": reverse("admin:claims_source_change", args=[source.pk]),
        "queue": reverse("desk_queue"),
        "balance": reverse("desk_balance") + "?start=2025-01-01",
        "requests": reverse("admin:claims_outletrequest_changelist"),
        "request": reverse("admin:claims_outletrequest_change", args=[late.pk]),
        "contacts": reverse("admin:claims_contactlog_changelist"),
        "contact": reverse("admin:claims_contactlog_change", args=[unanswered.pk]),
        "queue-week": reverse("desk_queue") + "?days=7",
        "alerts": reverse("admin:claims_alert_changelist"),
        "how-told": reverse("admin:my_notices"),
        "others": reverse("admin:claims_othercheck_changelist"),
        "other": reverse("admin:claims_othercheck_change", args=[make_other_check().pk]),
        "others-import": reverse("admin:claims_othercheck_import"),
        "others-preview": reverse("admin:claims_othercheck_preview", args=[a_read_import().pk]),
        "alert": reverse("admin:claims_alert_change", args=[alert.pk]),
    }


def a_read_import() -> OtherImport:
    """Good rows, an odd one and faulty ones, read and not kept."""
    good = {"@type": "ClaimReview", "claimReviewed": "딥시크 개발비는 557만 달러다", "author": "검증팀"}
    good |= {"url": "https://check.example/1", "reviewRating": "3/5", "datePublished": "2025-02-01"}
    rows = [
        good,
        good | {"url": "https://check.example/2", "datePublished": "0001-01-01"},
        good | {"url": ""},
    ]
    given = {"body": json.dumps([*rows, {"@type": "ClaimReview"}]), "by": User.objects.get(username="editor")}
    batch = OtherImport.begin(ImportKind.FILE, "checks.json", now=NOW, **given)
    others.read(batch.pk)
    return batch


def look(window, name: str, path: str, pictures: str) -> list[str]:
    """What is wrong with one page in one window."""
    page = window.open(path)
    window.picture(f"{pictures}-{name}")
    found = Axe().run(page, options=RULES).response["violations"]
    wrong = [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if too_wide > 0:
        wrong.append(f"{too_wide} pixels too wide")
    wrong += [text for text in window.complaints if "404" not in text or name not in ("missing", "withdrawn")]
    window.complaints.clear()
    return [f"{pictures}-{name}: {text}" for text in wrong]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_a_reader_can_use_every_public_page(first_article, visitor, language, width, scheme):
    window = visitor(width=width, color_scheme=scheme)
    wrong = []
    for name, path in public_pages(language).items():
        wrong += look(window, name, path, f"public-{language}-{width}-{scheme}")
    assert wrong == []


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_an_editor_can_use_every_desk_screen(first_article, visitor, language, width, scheme):
    locale = {"ko": "ko-KR", "en": "en-GB"}[language]
    window = visitor(make_user(Role.APPROVER, name="박준호"), width=width, color_scheme=scheme, locale=locale)
    wrong = []
    for name, path in desk_pages().items():
        wrong += look(window, name, path, f"desk-{language}-{width}-{scheme}")
    assert wrong == []


def test_words_selected_in_a_source_stand_in_the_form_beside_it(first_article, visitor):
    window = visitor(make_user(Role.EDITOR, name="Kim"))
    page = window.open(desk_pages()["reader"])
    words = "the official training of the model cost"

    select(page, words)

    expect(page.locator("textarea[name=quote]")).to_have_value(words)
    window.picture("guide-reader")


def test_a_correction_shows_what_is_missing_and_what_machines_would_read(first_article, visitor):
    window = visitor(make_user(Role.EDITOR, name="Kim"))
    page = window.open(desk_pages()["correction"])
    page.set_viewport_size({"width": 1280, "height": 1250})

    expect(page.locator("#gate .missing")).to_have_count(1)
    expect(page.locator(".review").first).to_contain_text("linter")
    window.picture("guide-verdict")


def test_the_sign_in_page_leads_to_the_desk(visitor, django_user_model):
    django_user_model.objects.create_user("kim", password="a long password", is_staff=True, name="Kim")
    window = visitor()
    page = window.open("/admin/")
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.fill("#id_username", "kim")
    page.fill("#id_password", "a long password")
    page.click("[type=submit]")
    assert page.url.endswith("/admin/")
