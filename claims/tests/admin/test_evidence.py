"""Evidence: an address is fetched, its text opens, the quote is selected."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from claims.admin.evidence import addresses_in
from claims.models import Citation, Source
from claims.tests.make import NOW, make_claim, make_source
from claims.words import ClaimState, Finding, Outcome, SourceKind

PAGE = "First paragraph.\n\nThe final training run cost “$5.576M” at $2 an hour. It took two months."
WORTH = {"stance": "supports", "rank": "primary"}


def url(name, claim, *args):
    return reverse(f"admin:claims_claim_{name}", args=[claim.pk, *args])


@pytest.fixture
def claim(db):
    return make_claim()


def test_addresses_are_cut_out_of_running_text():
    text = "보고서(https://arxiv.org/abs/2412.19437)에서, 그리고 www.example.org/b를 보라. example.com/c"

    assert addresses_in(text) == [
        "https://arxiv.org/abs/2412.19437",
        "https://www.example.org/b",
        "https://example.com/c",
    ]


def test_each_pasted_address_becomes_a_source_whose_fetch_is_shown(desk, claim):
    answer = desk.post(
        url("evidence", claim),
        {"addresses": "https://a.example/1 와 https://b.example/2?utm_source=x 참고"},
        follow=True,
    )

    page = answer.content.decode()
    assert Source.objects.count() == 2
    assert page.count('hx-trigger="every 1s"') == 2
    assert "Refresh" in page


def test_text_without_an_address_is_refused_and_kept(desk, claim):
    answer = desk.post(url("evidence", claim), {"addresses": "nothing here"})

    assert "There is no web address in this." in answer.content.decode()
    assert "nothing here" in answer.content.decode()


def test_a_selected_quote_is_anchored_at_its_place_and_work_has_begun(desk, claim):
    source = make_source(PAGE)
    start = PAGE.index("cost “$5.576M”")

    desk.post(
        url("reader", claim, source.pk),
        {"quote": "cost “$5.576M”", "start": start, "end": start + 14, **WORTH},
    )

    citation = Citation.objects.get()
    claim.refresh_from_db()
    assert (citation.start, citation.exact, citation.finding) == (start, "cost “$5.576M”", Finding.EXACT)
    assert citation.prefix.endswith("training run ")
    assert claim.state == ClaimState.CHECKING


def test_a_pasted_quote_may_differ_in_spacing_and_quote_marks(desk, claim):
    source = make_source(PAGE)

    desk.post(url("reader", claim, source.pk), {"quote": 'training run  cost "$5.576M"', **WORTH})

    assert Citation.objects.get().exact == "training run cost “$5.576M”"


def test_a_quote_that_is_not_in_the_source_is_refused_with_the_nearest_passage(desk, claim):
    source = make_source(PAGE)

    answer = desk.post(
        url("reader", claim, source.pk),
        {"quote": "The final training run cost $5.675M at $2 an hour", **WORTH, "note": "Typed with care"},
    )

    page = answer.content.decode()
    assert "These words are not in the text." in page
    assert "nearest passage" in page
    assert "Typed with care" in page
    assert not Citation.objects.exists()


def test_a_secondary_source_needs_a_reason(desk, claim):
    source = make_source(PAGE)

    answer = desk.post(
        url("reader", claim, source.pk), {"quote": "two months", "stance": "context", "rank": "secondary"}
    )

    assert "Say why a secondary source is used." in answer.content.decode()
    assert not Citation.objects.exists()


def test_the_source_can_be_named_beside_the_quote_and_is_not_blanked_without(desk, claim):
    source = make_source(PAGE, title="", publisher="")
    about = {
        "title": "Report",
        "publisher": "DeepSeek",
        "independence_group": "",
        "interest_note": "",
        "published_on": "",
    }

    desk.post(url("reader", claim, source.pk), {"quote": "two months", **WORTH, **about})
    desk.post(url("reader", claim, source.pk), {"quote": "First paragraph", **WORTH})

    source.refresh_from_db()
    assert (source.title, source.publisher) == ("Report", "DeepSeek")
    assert Citation.objects.count() == 2


def test_without_a_text_the_quote_is_kept_by_hand_and_says_it_was_not_looked_for(desk, claim):
    source = make_source()
    Source.objects.filter(pk=source.pk).update(
        last_outcome=Outcome.PAYWALL,
        checked_at=NOW,
        next_check_at=timezone.now() + timezone.timedelta(days=1),
    )

    opened = desk.get(url("reader", claim, source.pk)).content.decode()
    kept = desk.post(url("reader", claim, source.pk), {"quote": "It cost $5M.", **WORTH}, follow=True)

    citation = Citation.objects.get()
    assert "behind a paywall" in opened
    assert citation.finding == Finding.UNCHECKED
    assert citation.start is None
    assert "Not looked for yet" in kept.content.decode()


def test_a_failed_fetch_can_be_tried_again(desk, claim):
    source = make_source()
    later = timezone.now() + timezone.timedelta(days=1)
    Source.objects.filter(pk=source.pk).update(
        last_outcome=Outcome.TIMEOUT, checked_at=NOW, next_check_at=later
    )

    failed = desk.get(url("evidence", claim), {"source": source.pk}).content.decode()
    again = desk.post(url("source_look", claim, source.pk), follow=True).content.decode()

    assert "did not answer in time" in failed
    assert 'hx-trigger="every 1s"' not in failed
    assert 'hx-trigger="every 1s"' in again


def test_an_interview_is_evidence_whose_words_stand_as_written_down(desk, claim):
    desk.post(
        url("interview", claim),
        {
            "told_by": "Kim",
            "told_on": "2025-02-01",
            "told_how": "by telephone",
            "quote": "We paid\r\nfive million.",
            **WORTH,
        },
    )

    citation = Citation.objects.get()
    assert citation.source.kind == SourceKind.INTERVIEW
    assert citation.source.is_named
    assert citation.exact == "We paid\nfive million."
    assert citation.finding == Finding.EXACT
    page = desk.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()
    assert "Told to us on" in page and "last seen" not in page


def test_a_protected_source_needs_a_written_reason_and_its_name_is_in_no_title(desk, claim):
    said = {
        "told_by": "Kim Secret",
        "told_on": "2025-02-01",
        "told_how": "in person",
        "quote": "We paid five million.",
        "is_protected": "on",
        **WORTH,
    }

    refused = desk.post(url("interview", claim), said)
    desk.post(url("interview", claim), said | {"protection_reason": "Would lose the job."})

    assert "needs a written reason" in refused.content.decode()
    assert "Kim" not in Citation.objects.get().source.title


def test_the_stance_can_be_changed_later_and_the_quote_taken_away(desk, claim):
    desk.post(url("reader", claim, make_source(PAGE).pk), {"quote": "two months", **WORTH})
    citation = Citation.objects.get()

    desk.post(
        reverse("admin:claims_citation_change", args=[citation.pk]),
        {"stance": "context", "rank": "secondary", "rank_reason": "No original.", "order": 0},
    )
    citation.refresh_from_db()
    desk.post(reverse("admin:claims_citation_delete", args=[citation.pk]), {"post": "yes"})

    assert (citation.stance, citation.rank) == ("context", "secondary")
    assert not Citation.objects.exists()


def test_who_may_not_add_evidence_is_refused(client, approver, claim):
    approver.groups.clear()
    client.force_login(approver)

    assert client.get(url("evidence", claim)).status_code == 403
    assert client.post(url("reader", claim, make_source(PAGE).pk), {"quote": "x"}).status_code == 403


def test_a_pdf_opens_page_by_page(desk, claim):
    source = make_source()
    first, second = "First page.\nMore of it.\n", "Second page."
    source.keep_text(first + second, now=NOW, page_starts=[0, len(first)])

    page = desk.get(url("reader", claim, source.pk)).content.decode()

    assert (
        page.index("Page 1") < page.index("More of it.") < page.index("Page 2") < page.index("Second page.")
    )
    assert page.count('class="page-number"') == 2


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file_form(**given):
    return {
        "file": SimpleUploadedFile(given.pop("name", "보고서.pdf"), given.pop("body", b"%PDF-1.7")),
        "title": "Budget",
        "publisher": "Ministry",
        "quote": "two months",
        **WORTH,
    } | given


def test_an_uploaded_file_with_its_text_is_anchored_evidence(desk, claim, media):
    desk.post(url("upload", claim), file_form(text=PAGE))
    desk.post(url("upload", claim), file_form(text="", quote="First paragraph."))

    first, second = Citation.objects.order_by("pk")
    assert first.source == second.source
    assert first.source.kind == SourceKind.FILE
    assert (first.finding, second.finding) == (Finding.EXACT, Finding.EXACT)
    download = desk.get(url("file", claim, first.source_id))
    assert b"".join(download.streaming_content) == b"%PDF-1.7"
    assert download.headers["Content-Disposition"].startswith("attachment")
    download.close()


def test_an_uploaded_file_without_text_keeps_the_quote_by_hand(desk, claim, media):
    desk.post(url("upload", claim), file_form())

    assert Citation.objects.get().finding == Finding.UNCHECKED


def test_a_quote_that_is_not_in_the_files_text_leaves_nothing_behind(desk, claim, media):
    answer = desk.post(url("upload", claim), file_form(text=PAGE, quote="three years of nothing at all"))

    assert "These words are not in the text." in answer.content.decode()
    assert not Source.objects.exists()


@pytest.mark.parametrize("name", ["page.html", "script.svg", "run.exe", "noending"])
def test_files_that_a_browser_or_computer_would_run_are_refused(desk, claim, media, name):
    answer = desk.post(url("upload", claim), file_form(name=name))

    assert "Files of this kind are not taken." in answer.content.decode()
    assert not Source.objects.exists()
