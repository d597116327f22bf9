"""Exports and evidence bundles: whole, safe in a spreadsheet, and checkable by others."""

import csv
import hashlib
import io
import json
import zipfile

import pytest

from claims.public import paging
from claims.public.claimreview import problems
from claims.tests.make import NOW, make_claim, make_published_claim, make_user
from claims.tests.public.world import body, make_world
from claims.text.cells import cell
from claims.words import Role

pytestmark = pytest.mark.django_db


def table(client, address: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(body(client.get(address)).removeprefix("\ufeff"))))


def bundle(client, claim) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"/api/v1/claims/{claim.pk}/bundle.zip").content))
    return {name: archive.read(name) for name in archive.namelist()}


def test_a_walk_visits_every_row_once_however_small_the_steps():
    for number in range(5):
        make_published_claim(wording_en=f"Claim {number}")
    rows = type(make_claim()).objects.published()
    assert len({row.pk for row in paging.walk(rows, "published_at", size=2)}) == 5


def test_both_exports_hold_every_published_claim_and_no_draft(client):
    claim = make_world()
    make_claim(wording_en="A draft")

    (row,) = table(client, "/api/v1/claims.csv")
    lines = body(client.get("/api/v1/claims.jsonl")).splitlines()

    assert row["wording_en"] == claim.wording_en and row["wording_ko"] == claim.wording_ko
    assert (row["rating"], row["rating_value"], row["rating_ko"]) == ("mostly-true", "4", "대체로 사실")
    assert [json.loads(line)["id"] for line in lines] == [claim.pk]
    assert json.loads(lines[0]) == client.get(f"/api/v1/claims/{claim.pk}").json()


def test_evidence_is_one_row_a_quote(client):
    claim = make_world()
    rows = table(client, "/api/v1/evidence.csv")
    assert {row["stance"] for row in rows} == {"supports", "refutes"}
    assert {row["claim"] for row in rows} == {str(claim.pk)}
    assert len(body(client.get("/api/v1/evidence.jsonl")).splitlines()) == len(rows) == 2


def test_exports_take_the_filters_of_the_api(client):
    make_world()
    assert table(client, "/api/v1/claims.csv?rating=false") == []
    assert client.get("/api/v1/claims.csv?nothing=1").status_code == 400


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1%", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("http://x")', "＝1", "＠x"]
)
def test_no_cell_begins_a_formula(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["plain", "5.576", "한글", "a=b", -4, 4])
def test_harmless_cells_stay_as_they_are(value):
    assert cell(value) == value


def test_a_formula_in_a_wording_reaches_no_spreadsheet(client):
    make_published_claim(wording_en='=HYPERLINK("http://evil.example","x")')
    assert table(client, "/api/v1/claims.csv")[0]["wording_en"].startswith("'=")


def test_a_bundle_holds_the_check_in_both_languages_with_quotes_that_others_can_verify(client):
    claim = make_world()
    files = bundle(client, claim)

    for language in ("ko", "en"):
        assert problems(json.loads(files[f"claimreview-{language}.json"])) == []
    quotes = {quote["id"]: quote for quote in json.loads(files["quotes.json"])}
    assert len(quotes) == 3
    for citation in claim.citations.select_related("source__snapshot"):
        quote, text = quotes[citation.pk], citation.source.snapshot.text
        assert quote["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert text[quote["start"] : quote["end"]] == quote["quote"]
    assert json.loads(files["claim.json"])["id"] == claim.pk


def test_a_bundle_tells_of_earlier_verdicts_and_corrections_but_not_of_drafts(client):
    claim = make_world()
    draft = claim.verdict.revise(by=make_user(Role.EDITOR))
    draft.correction_kind, draft.correction_en, draft.summary_en = "update", "New figures.", "Zebra"
    draft.save()
    assert b"Zebra" not in b"".join(bundle(client, claim).values())

    draft.submit(by=draft.author, now=NOW)
    draft.approve(by=make_user(Role.APPROVER), now=NOW)

    history = json.loads(bundle(client, claim)["history.json"])
    assert [verdict["summary"]["en"] for verdict in history["verdicts"]] == ["Mostly right.", "Zebra"]
    assert history["corrections"][0]["note"] == {"en": "New figures."}


def test_a_bundle_names_no_protected_source(client):
    claim = make_world()
    source = claim.evidence[0].source
    source.is_protected, source.protection_reason, source.title = True, "Fears for their post.", "Zebra"
    source.save()
    content = b"".join(bundle(client, claim).values()) + body(client.get("/api/v1/evidence.csv")).encode()
    assert b"Zebra" not in content and source.url.encode() not in content


def test_the_same_data_give_the_same_bundle(client):
    claim = make_world()
    address = f"/api/v1/claims/{claim.pk}/bundle.zip"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
