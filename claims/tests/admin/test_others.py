"""Other desks' checks: import with a preview, the box on a claim's page, the offer beside selected words."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from claims import tasks
from claims.models import OtherCheck, OtherImport
from claims.tests.make import NOW, make_article, make_claim
from claims.text.reviews import rows_of
from claims.words import ImportKind, ImportState

IMPORT = "admin:claims_othercheck_import"


def review(number: int = 1, **given) -> dict:
    return {
        "@type": "ClaimReview",
        "url": f"https://check.example/{number}",
        "claimReviewed": "DeepSeek-V3 cost $5.576 million to develop",
        "author": {"name": "Check Desk"},
        "reviewRating": {"alternateName": "Half true"},
        "datePublished": "2025-02-01",
    } | given


def keep(*documents: dict) -> None:
    found = [row.review for row in rows_of(json.dumps(documents))]
    OtherCheck.objects.keep(found, now=NOW)


def upload(client, content, name="checks.json"):
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, content), "address": ""})


def test_a_file_is_shown_row_by_row_before_anything_is_kept(desk):
    answer = upload(desk, [review(), review(2, url="none"), {"@type": "ClaimReview"}])
    batch = OtherImport.objects.get()
    waiting = desk.get(answer.url).content.decode()
    tasks.read_others(batch.pk)
    page = desk.get(answer.url).content.decode()

    assert "Being read" in waiting and 'hx-trigger="every 1s"' in waiting
    assert "1 check can be taken: 1 new, 0 changed, 0 as before." in page
    assert "its address is not a web address" in page and "does not say which claim was checked" in page
    assert "every 1s" not in page and OtherCheck.objects.count() == 0


def test_an_accepted_import_is_kept_and_remembers_who_brought_it(desk, editor):
    upload(desk, [review()])
    batch = OtherImport.objects.get()
    tasks.read_others(batch.pk)

    desk.post(reverse("admin:claims_othercheck_keep", args=[batch.pk]))
    tasks.keep_others(batch.pk)

    check = OtherCheck.objects.get()
    assert (check.imported_by, check.batch) == (editor, batch)
    page = desk.get(reverse("admin:claims_othercheck_preview", args=[batch.pk])).content.decode()
    assert "Kept: 1 new" in page


def test_an_import_that_is_not_read_yet_cannot_be_accepted(desk):
    upload(desk, [review()])
    batch = OtherImport.objects.get()

    desk.post(reverse("admin:claims_othercheck_keep", args=[batch.pk]))

    batch.refresh_from_db()
    assert batch.state == ImportState.WAITING


@pytest.mark.parametrize(
    ("name", "size", "why"),
    [
        ("checks.exe", 10, "Files of this kind are not taken."),
        ("checks.json", 2_000_000, "The file is too large: 1 MB at most."),
    ],
)
def test_a_file_of_another_kind_or_too_large_is_refused_in_words(desk, settings, name, size, why):
    settings.OTHERS_MAX_BYTES = 1_000_000

    answer = upload(desk, b"x" * size, name)

    assert why in answer.content.decode()
    assert not OtherImport.objects.exists()


def test_a_file_or_an_address_is_needed_and_not_both(desk):
    nothing = desk.post(reverse(IMPORT), {"address": ""})
    both = desk.post(
        reverse(IMPORT), {"address": "a.example/feed", "file": SimpleUploadedFile("a.json", b"[]")}
    )

    assert "Choose a file, or give an address." in nothing.content.decode()
    assert "Choose a file, or give an address." in both.content.decode()


def test_an_address_waits_for_the_worker_that_fetches_it(desk):
    desk.post(reverse(IMPORT), {"address": "check.example/feed.json"})

    batch = OtherImport.objects.get()
    assert (batch.kind, batch.origin) == (ImportKind.ADDRESS, "https://check.example/feed.json")


def test_a_contributor_reads_checks_but_imports_none(client, contributor):
    client.force_login(contributor)
    keep(review())
    batch = OtherImport.begin(ImportKind.FILE, "a.json", by=None, now=NOW, state=ImportState.READ)

    answers = [
        client.get(reverse("admin:claims_othercheck_changelist")).status_code,
        client.get(reverse(IMPORT)).status_code,
        client.post(reverse("admin:claims_othercheck_keep", args=[batch.pk])).status_code,
        client.post(reverse("admin:claims_othercheck_search", args=[make_claim().pk])).status_code,
    ]

    assert answers == [200, 403, 403, 403]


def test_markup_of_others_is_shown_and_never_run(desk):
    keep(review(claimReviewed="A <script>alert(1)</script> claim", headline="<img src=x onerror=alert(1)>"))
    check = OtherCheck.objects.get()

    page = desk.get(reverse("admin:claims_othercheck_change", args=[check.pk])).content.decode()

    assert "<script>alert" not in page and "<img src=x" not in page
    assert "Half true" in page and "check.example" in page


def test_a_list_of_checks_is_searched_with_and_without_particles(desk):
    keep(review(claimReviewed="한국은행이 금리를 동결했다"))
    address = reverse("admin:claims_othercheck_changelist")

    pages = [desk.get(address, {"q": words}).content.decode() for words in ("금리", "금리는", "환율")]

    assert ["동결했다" in page for page in pages] == [True, True, False]


def test_a_claim_s_page_shows_what_others_found_and_why_it_is_alike(desk):
    keep(review(), review(2, claimReviewed="Bananas are blue"))

    page = desk.get(reverse("admin:claims_claim_change", args=[make_claim().pk])).content.decode()

    assert "Check Desk" in page and "Half true" in page and "same figure: $5.576M" in page
    assert "Bananas" not in page


def test_the_search_is_offered_only_where_there_is_a_key(desk, settings):
    address = reverse("admin:claims_claim_change", args=[make_claim().pk])
    settings.FACTCHECK_TOOLS_KEY = ""
    without = desk.get(address).content.decode()
    settings.FACTCHECK_TOOLS_KEY = "key"
    with_key = desk.get(address).content.decode()

    assert ("others-words" in without, "others-words" in with_key) == (False, True)


def test_a_search_waits_for_the_worker_that_asks(desk, settings):
    settings.FACTCHECK_TOOLS_KEY = "key"
    claim = make_claim()

    desk.post(
        reverse("admin:claims_othercheck_search", args=[claim.pk]), {"words": "flat earth", "language": "en"}
    )

    batch = OtherImport.objects.get()
    assert (batch.kind, batch.origin, batch.language, batch.claim) == (
        ImportKind.SEARCH,
        "flat earth",
        "en",
        claim,
    )


def test_a_refused_search_is_told_in_words(desk):
    batch = OtherImport.begin(
        ImportKind.SEARCH,
        "flat",
        by=None,
        now=NOW,
        state=ImportState.FAILED,
        outcome="rate_limited",
        detail="429 Quota exceeded",
    )

    page = desk.get(reverse("admin:claims_othercheck_preview", args=[batch.pk])).content.decode()

    assert "The search was refused or broke off: 429 Quota exceeded" in page


def test_selected_words_are_held_against_other_desks_checks(desk):
    keep(review())
    article = make_article()
    start = article.body.index("회사는")

    page = desk.get(
        reverse("admin:claims_article_new_claim", args=[article.pk]), {"start": start, "end": start + 60}
    ).content.decode()

    assert "Checked by other desks" in page and "Check Desk" in page


# The command


@pytest.fixture
def file(tmp_path):
    def write(content, name="checks.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return str(path)

    return write


def test_the_command_imports_tells_what_is_faulty_and_may_run_twice(db, file, capsys):
    name = file([review(), review(2), {"@type": "ClaimReview", "claimReviewed": "A"}])

    call_command("import_claimreview", name)
    call_command("import_claimreview", name)

    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "2 new, 0 changed, 0 as before, 0 twice, 1 faulty.",
        "0 new, 0 changed, 2 as before, 0 twice, 1 faulty.",
    ]
    assert "line 1, review 3: has no address (A)" in told.err


def test_a_dry_run_of_the_command_keeps_nothing(db, file, capsys):
    call_command("import_claimreview", file([review(), review()]), "--dry-run")

    assert "1 new, 0 changed, 0 as before, 1 twice, 0 faulty. Nothing was kept." in capsys.readouterr().out
    assert not OtherCheck.objects.exists()


def test_large_json_lines_are_read_in_pieces_and_faults_name_their_line(db, file, capsys, monkeypatch):
    monkeypatch.setattr("claims.management.commands.import_claimreview.PIECE", 500)
    lines = [json.dumps(review(number)) for number in range(20)]
    lines[12] = "{broken"

    call_command("import_claimreview", file("\n".join(lines), "checks.jsonl"))

    told = capsys.readouterr()
    assert "19 new" in told.out and "line 13," in told.err


def test_a_file_without_reviews_or_none_at_all_is_an_error(db, file):
    for name in (file("<p>nothing</p>"), "/no/such/file"):
        with pytest.raises(CommandError):
            call_command("import_claimreview", name)
