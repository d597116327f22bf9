"""Everything as CSV or JSON Lines: streamed row by row, without a cap, with the filters of the API."""

import csv
import io
import json
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from claims.models import Claim
from claims.text.cells import cell

from .api.asked import filtered
from .api.claim_fields import CLAIM, evidence
from .api.manners import api
from .api.resources import BY_NAME
from .paging import walk

_BOM = "\ufeff"  # without it Excel reads Hangul in the wrong encoding

CLAIM_COLUMNS = (
    *(
        "id",
        "page_ko",
        "page_en",
        "wording_ko",
        "wording_en",
        "claimant",
        "made_on",
        "rating",
        "rating_value",
    ),
    *("rating_ko", "rating_en", "summary_ko", "summary_en", "as_of", "published_at", "rated_at", "topics"),
)
EVIDENCE_COLUMNS = (
    *("claim", "id", "stance", "rank", "rank_reason", "quote", "note", "finding", "seen_at", "changed_at"),
    *("source", "source_title", "source_publisher", "source_address"),
    *("source_archive", "source_archived_at", "source_health"),
)


@api
def export(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """``claims.csv``, ``claims.jsonl``, ``evidence.csv``, ``evidence.jsonl``."""
    resource = BY_NAME["claims"]
    rows = filtered(resource.rows(True), resource.filters, request.GET.dict(), also=())
    claims = walk(rows, resource.order)
    things = _evidence(claims) if name == "evidence" else (_claim(claim) for claim in claims)
    if extension == "jsonl":
        lines, kind = (json.dumps(thing, ensure_ascii=False) + "\n" for thing in things), "application/jsonl"
    else:
        columns, flat = TABLES[name]
        lines, kind = _csv(columns, map(flat, things)), "text/csv; charset=utf-8"
    response = StreamingHttpResponse(lines, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response


def _claim(claim: Claim) -> dict:
    return {field.name: field.read(claim) for field in CLAIM}


def _evidence(claims: Iterator[Claim]) -> Iterator[dict]:
    for claim in claims:
        for citation in claim.evidence:
            yield {"claim": claim.pk, **evidence(citation)}


def _csv(columns: tuple[str, ...], rows: Iterator[dict]) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    yield _BOM + buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([cell(row[column]) for column in columns])
        yield buffer.getvalue()


def _flat_claim(claim: dict) -> dict:
    rating, label = claim["rating"] or {}, (claim["rating"] or {}).get("label", {})
    texts = {
        f"{column}_{language}": claim[name].get(language)
        for column, name in (("page", "pages"), ("wording", "wording"), ("summary", "summary"))
        for language in ("ko", "en")
    }
    return claim | texts | {
        "claimant": _name(claim["claimant"]),
        "rating": rating.get("code"),
        "rating_value": rating.get("value"),
        "rating_ko": label.get("ko"),
        "rating_en": label.get("en"),
        "topics": "; ".join(_name(topic) for topic in claim["topics"]),
    }  # fmt: skip


def _flat_evidence(piece: dict) -> dict:
    source = piece["source"]
    names = ("title", "publisher", "address", "archive", "archived_at", "health")
    return piece | {f"source_{name}": source[name] for name in names} | {"source": source["id"]}


def _name(thing: dict | None) -> str:
    return (thing["name"].get("en") or thing["name"].get("ko", "")) if thing else ""


TABLES = {"claims": (CLAIM_COLUMNS, _flat_claim), "evidence": (EVIDENCE_COLUMNS, _flat_evidence)}
