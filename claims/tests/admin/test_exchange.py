"""Lists to and from spreadsheets: what is shown is what goes out, and nothing comes in unseen."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from claims.admin import exchange
from claims.models import Article, Claim, Claimant, Source, Topic
from claims.tests.make import (
    make_article,
    make_claim,
    make_claimant,
    make_published_claim,
    make_source,
    make_topic,
)
from claims.words import ClaimState

LISTS = [
    *("alert", "claimant", "topic", "ratingscale", "rating", "sitepage", "user", "outletrequest", "source"),
    *("verdict", "claim", "article", "othercheck"),
]


def out(client, name, kind="csv", **query):
    answer = client.get(reverse(f"admin:claims_{name}_export", args=[kind]), query)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows_of(body: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def sheet(*rows: list) -> bytes:
    book, body = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(body)
    return body.getvalue()


def show(client, name, body, file="rows.csv"):
    body = body.encode() if isinstance(body, str) else body
    address = reverse(f"admin:claims_{name}_table")
    return client.post(address, {"file": SimpleUploadedFile(file, body)})


def confirm(client, name, preview):
    token = preview.context["token"]
    return client.post(reverse(f"admin:claims_{name}_table"), {"confirm": token})


# Out


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_can_be_taken_along(client, administrator, name, kind):
    client.force_login(administrator)
    make_published_claim(claimant=make_claimant(), topics=[make_topic()])

    body = out(client, name, kind)

    assert body[:3] == (b"\xef\xbb\xbf" if kind == "csv" else b"PK\x03")


def test_an_export_holds_just_the_rows_that_the_filter_shows(desk):
    make_claim(wording_ko="한국은행이 금리를 동결했다", wording_en="")
    make_claim(wording_ko="금리를 올렸다", wording_en="", state=ClaimState.CHECKING)
    make_claim(wording_ko="환율이 올랐다", wording_en="")

    found = rows_of(out(desk, "claim", q="금리는", state__exact="open"))

    assert [row["wording_ko"] for row in found] == ["한국은행이 금리를 동결했다"]


def test_an_exported_claim_tells_its_claimant_topics_and_rating(desk):
    make_published_claim(claimant=make_claimant(), topics=[make_topic(name_en="Trade", name_ko="")])

    (row,) = rows_of(out(desk, "claim"))

    assert (row["claimant"], row["topics"], row["rating"]) == ("DeepSeek", "Trade", "Mostly true")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_formula_in_the_data_is_text_in_the_file(desk, kind):
    make_claimant(name_en='=HYPERLINK("https://evil.example")', name_ko="+82")

    body = out(desk, "claimant", kind)

    if kind == "csv":
        assert rows_of(body)[0]["name_en"] == '\'=HYPERLINK("https://evil.example")'
    else:
        cells = next(load_workbook(io.BytesIO(body)).active.iter_rows(min_row=2))
        assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
        assert cells[3].value.startswith("'=")


def test_more_rows_than_a_file_takes_are_refused_in_words(desk, monkeypatch):
    monkeypatch.setitem(exchange.MOST, "csv", 1)
    make_topic(), make_topic()

    answer = desk.get(reverse("admin:claims_topic_export", args=["csv"]), follow=True)

    assert "More than 1 rows do not go into one file" in answer.content.decode()


def test_a_long_export_asks_no_question_per_row(desk, django_assert_max_num_queries):
    for _number in range(20):
        make_claim(claimant=make_claimant(), topics=[make_topic()])

    with django_assert_max_num_queries(12):
        assert len(rows_of(out(desk, "claim"))) == 20


def test_who_may_not_see_a_list_may_not_export_it(client, editor):
    client.force_login(editor)

    assert client.get(reverse("admin:claims_user_export", args=["csv"])).status_code == 403


# In


def test_a_table_is_shown_before_anything_is_kept_and_kept_when_confirmed(desk):
    make_claimant(name_ko="딥시크", name_en="DeepSeek")
    body = "name_ko,name_en,kind\n딥시크,DeepSeek,organization\n김하늘,,person\n"

    preview = show(desk, "claimant", body)
    before = Claimant.objects.count()
    confirm(desk, "claimant", preview)

    assert "1 new, 1 changed, 0 as before, 0 faulty." in preview.content.decode()
    assert (before, Claimant.objects.count()) == (1, 2)
    assert Claimant.objects.get(name_en="DeepSeek").kind == "organization"


def test_the_same_table_twice_changes_nothing(desk):
    body = "name_ko,name_en,kind\n김하늘,,person\n"
    confirm(desk, "claimant", show(desk, "claimant", body))

    preview = show(desk, "claimant", body)

    assert "0 new, 0 changed, 1 as before, 0 faulty." in preview.content.decode()
    assert not preview.context["token"]


def test_a_faulty_row_is_named_and_nothing_of_the_file_is_imported(desk):
    preview = show(desk, "claimant", "name_ko,kind,same_as\n김하늘,person,\n,person,\n박나래,alien,no-url\n")

    faulty = {row["number"]: " ".join(row["why"]) for row in preview.context["faulty"]}
    assert set(faulty) == {3, 4}
    assert faulty[3] == "One of these columns is needed: name_ko, name_en."
    assert "kind" in faulty[4] and "same_as" in faulty[4]
    assert not preview.context["token"] and not Claimant.objects.exists()


def test_a_korean_spreadsheet_in_its_old_encoding_is_read(desk):
    preview = show(desk, "topic", "name_ko;name_en\n외환 시장과 금리;Rates\n".encode("cp949"))
    confirm(desk, "topic", preview)

    assert Topic.objects.get().name_ko == "외환 시장과 금리"


def test_a_workbook_is_read_with_its_dates_and_numbers(desk):
    rows = sheet(["wording_ko", "made_on", "claimant"], ["금리는 3%다", "2025. 1. 28.", 42])

    confirm(desk, "claim", show(desk, "claim", rows, "rows.xlsx"))

    claim = Claim.objects.get()
    assert (str(claim.made_on), str(claim.claimant)) == ("2025-01-28", "42")


def test_an_imported_claim_is_open_given_to_who_brought_it_and_found(desk, editor):
    make_topic(name_ko="금융", name_en="Finance")
    body = "wording_ko,claimant,topics,state\n한국은행이 금리를 동결했다,한국은행,금융,published\n"

    confirm(desk, "claim", show(desk, "claim", body))

    claim = Claim.objects.matching("금리는").get()
    assert (claim.state, claim.assignee, claim.created_by) == (ClaimState.OPEN, editor, editor)
    assert (claim.claimant.name_ko, [str(topic) for topic in claim.topics.all()]) == ("한국은행", ["Finance"])


def test_a_claim_that_is_here_already_is_left_alone_by_number_and_by_wording(desk):
    claim = make_published_claim()
    body = f"id,wording_ko,wording_en\n{claim.pk},Changed,Changed\n,{claim.wording_ko},{claim.wording_en}\n"

    preview = show(desk, "claim", body)

    claim.refresh_from_db()
    assert "0 new, 0 changed, 2 as before, 0 faulty." in preview.content.decode()
    assert claim.wording_en != "Changed"


def test_an_unknown_topic_or_number_is_a_faulty_row(desk):
    preview = show(desk, "claim", "id,wording_ko,topics\n,가,Nothing\n999999,나,\n")

    told = [" ".join(row["why"]) for row in preview.context["faulty"]]
    assert "There is no topic “Nothing”." in told[0] and "There is no row of this number" in told[1]


def test_imported_sources_are_watched_and_one_address_stays_one_source(desk):
    make_source(url="https://a.example/1", title="Before")
    body = "url,title,publisher\nhttp://www.a.example/1?utm_source=x,After,A\nhttps://b.example/2,B,B\n"

    confirm(desk, "source", show(desk, "source", body))

    assert Source.objects.count() == 2
    assert Source.objects.at("https://a.example/1").get().title == "After"
    assert Source.objects.at("https://b.example/2").get().is_watched


def test_imported_articles_wait_for_their_text(desk, editor):
    known = make_article()
    body = (
        f"url,headline,published_on\nhttps://n.example/9,새 기사,2025-02-03\n{known.source.url},고친 제목,\n"
    )

    confirm(desk, "article", show(desk, "article", body))

    assert Article.objects.get(source__url="https://n.example/9").assignee == editor
    assert Article.objects.get(pk=known.pk).headline == "고친 제목"


def test_a_bad_address_is_a_faulty_row(desk):
    preview = show(desk, "source", "url,title\njavascript:alert(1),A\n,B\n")

    assert [row["number"] for row in preview.context["faulty"]] == [2, 3]


def test_what_was_exported_is_imported_without_a_change(desk):
    make_claimant(name_en="=Formula", name_ko="@이름")
    make_source(title="-5 degrees")

    previews = [show(desk, name, out(desk, name)).content.decode() for name in ("claimant", "source")]

    assert all("0 new, 0 changed, 1 as before, 0 faulty." in page for page in previews)


def test_columns_that_are_not_known_are_named(desk):
    page = show(desk, "topic", "name_en,colour\nTrade,red\n").content.decode()

    assert "Columns that are not known and not read: colour" in page


@pytest.mark.parametrize(
    ("file", "body", "why"),
    [
        ("rows.exe", b"x", "Files of this kind are not taken."),
        ("rows.csv", b"x" * 1_000_001, "The file is too large: 1 MB at most."),
        ("rows.csv", b"name_en\n" + b"a\n" * 2001, "At most 2000 rows are imported at once."),
        ("rows.csv", b"name_en\n", "There are no rows in this file"),
        ("rows.xlsx", b"no zip at all", "This file is no table that can be read."),
    ],
    ids=["kind", "size", "rows", "empty", "no-zip"],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(desk, file, body, why):
    assert why in show(desk, "topic", body, file).content.decode()


def test_a_zip_bomb_is_not_unpacked(desk):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 40_000_000)

    page = show(desk, "topic", body.getvalue(), "rows.xlsx").content.decode()

    assert "This file is too large once unpacked." in page


def test_markup_in_a_file_is_shown_and_never_run(desk):
    page = show(desk, "topic", "name_en,<script>alert(1)</script>\n<img src=x onerror=alert(1)>,\n").content

    assert b"<script>alert" not in page and b"<img src=x" not in page


@pytest.mark.parametrize("name", ["claim", "source", "article", "claimant", "topic"])
def test_a_contributor_exports_but_imports_nothing(client, contributor, name):
    client.force_login(contributor)

    assert client.get(reverse(f"admin:claims_{name}_export", args=["csv"])).status_code == 200
    assert show(client, name, "name_en\nA\n").status_code == 403


def test_a_preview_is_confirmed_by_who_saw_it_and_for_its_own_list(desk, client, approver):
    preview = show(desk, "topic", "name_en\nTrade\n")
    wrong_list = desk.post(reverse("admin:claims_claimant_table"), {"confirm": preview.context["token"]})
    client.force_login(approver)
    wrong_person = confirm(client, "topic", preview)

    assert (wrong_list.status_code, wrong_person.status_code) == (302, 302)
    assert not Topic.objects.exists() and not Claimant.objects.exists()
