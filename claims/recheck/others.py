"""Checks by others: fetched, read, and kept when an editor says so. Each step may run twice unharmed.

Addresses are fetched as sources are (guard, budgets, robots.txt). The Google Fact Check Tools API is asked
through the same door; its host counts as allowed because the operator names it in the settings. Its answers:
https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
"""

import asyncio
import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction

from claims.models import OtherCheck, OtherImport
from claims.recheck.charsets import decode
from claims.recheck.fetch import Fetcher, Limits, Request, Response
from claims.recheck.run import limits_of_settings
from claims.text.reviews import Row, rows_of
from claims.words import OUTCOME_CLASS, ImportKind, ImportState, Outcome, OutcomeClass

PAGES = 4  # of a search that are asked for: an editor wants to see whether somebody checked it
PAGE_SIZE = 50
LONGEST_QUERY = 300
SHOWN = 100  # rows kept for the preview, faulty ones and good ones each
RING_AGAIN = timedelta(minutes=2)  # a message that got lost is sent again after this


@dataclass(frozen=True)
class Answer:
    """What came of fetching: a text, or the outcome that names why there is none."""

    text: str = ""
    outcome: Outcome = Outcome.OK
    detail: str = ""


# --- Reading -----------------------------------------------------------------------------------


def read(pk: int) -> None:
    """Fetch what has to be fetched and look at every review in it; nothing is kept yet."""
    batch = OtherImport.objects.filter(pk=pk, state=ImportState.WAITING).first()
    if batch is None:
        return
    answer = Answer(batch.body) if batch.kind == ImportKind.FILE else _fetched(batch)
    batch.body, batch.outcome, batch.detail = answer.text, answer.outcome, answer.detail[:500]
    batch.found = summary(batch) if answer.text else {}
    is_good = bool(batch.found.get("good")) or (batch.kind == ImportKind.SEARCH and bool(answer.text))
    batch.state = ImportState.READ if is_good else ImportState.FAILED
    if not is_good:
        batch.body = ""
    batch.save(update_fields=["body", "outcome", "detail", "found", "state"])


def summary(batch: OtherImport) -> dict:
    """Counts, the faulty rows with their reasons, and the first good ones, as the preview shows them."""
    good, faulty, cut = [], [], False
    for row in rows_of(batch.body, _base(batch)):
        if row.number > settings.OTHERS_MAX_ROWS:
            cut = True
            break
        (good if row.review else faulty).append(row)
    kept = OtherCheck.objects.compare(row.review for row in good)
    return {
        "good": len(good),
        "faulty": len(faulty),
        "cut": cut,
        "new": kept.made,
        "changed": kept.changed,
        "same": kept.same,
        "twice": len(good) - kept.made - kept.changed - kept.same,
        "odd": sum(bool(row.odd) for row in good),
        "faulty_rows": [_told(row) for row in faulty[:SHOWN]],
        "odd_rows": [_told(row) for row in good if row.odd][:SHOWN],
        "good_rows": [_told(row) for row in good[:SHOWN]],
    }


def _told(row: Row) -> dict:
    review = row.review
    said = {
        "number": row.number,
        "line": row.line,
        "shown": row.shown,
        "odd": [str(code) for code in row.odd],
    }
    if review is None:
        return said | {"fault": str(row.fault)}
    return said | {
        "claim": review.claim[:300],
        "publisher": review.publisher,
        "rating": review.rating,
        "reviewed_on": str(review.reviewed_on or ""),
        "url": review.url,
    }


def _base(batch: OtherImport) -> str:
    return batch.origin if batch.kind == ImportKind.ADDRESS else ""


# --- Keeping -----------------------------------------------------------------------------------


def keep(pk: int, now: datetime) -> None:
    """Keep the reviews of an import that an editor accepted."""
    batch = OtherImport.objects.filter(pk=pk, state=ImportState.KEEPING).first()
    if batch is None:
        return
    rows = rows_of(batch.body, _base(batch))
    reviews = (row.review for row in rows if row.review and row.number <= settings.OTHERS_MAX_ROWS)
    OtherCheck.objects.keep(reviews, by=batch.made_by, batch=batch, now=now)
    batch.state, batch.body = ImportState.DONE, ""
    batch.save(update_fields=["state", "body"])


@transaction.atomic
def forgotten(now: datetime) -> list[int]:
    """Imports whose message was lost, marked as rung for."""
    waiting = OtherImport.objects.filter(
        state__in=[ImportState.WAITING, ImportState.KEEPING], rung_at__lte=now - RING_AGAIN
    )
    found = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True)[:100])
    OtherImport.objects.filter(pk__in=found).update(rung_at=now)
    return found


# --- Fetching ----------------------------------------------------------------------------------


def _fetched(batch: OtherImport) -> Answer:
    limits = replace(limits_of_settings(), html_bytes=settings.OTHERS_MAX_BYTES)
    if batch.kind == ImportKind.ADDRESS:
        return asyncio.run(_page(batch.origin, limits))
    host = urlsplit(settings.FACTCHECK_TOOLS_URL).netloc
    limits = replace(limits, obey_robots=False, allowed_hosts=limits.allowed_hosts | {host})
    return asyncio.run(_search(batch.origin, batch.language, limits))


async def _page(url: str, limits: Limits) -> Answer:
    async with Fetcher(limits) as fetcher:
        response = await fetcher.fetch(Request(url))
    if OUTCOME_CLASS[response.outcome] != OutcomeClass.READABLE or not response.body:
        return Answer(outcome=response.outcome, detail=response.detail)
    return Answer(_text(response), response.outcome)


async def _search(words: str, language: str, limits: Limits) -> Answer:
    """Up to ``PAGES`` pages of claims:search, one JSON document a line; pages had before a failure count."""
    asked = {"query": words[:LONGEST_QUERY], "pageSize": PAGE_SIZE, "key": settings.FACTCHECK_TOOLS_KEY}
    if language:
        asked["languageCode"] = language
    pages: list[str] = []
    async with Fetcher(limits) as fetcher:
        for _page_number in range(PAGES):
            response = await fetcher.fetch(Request(f"{settings.FACTCHECK_TOOLS_URL}?{urlencode(asked)}"))
            answer = _json(response)
            if response.outcome != Outcome.OK or answer is None:
                return Answer("\n".join(pages), response.outcome, _complaint(response, answer))
            pages.append(json.dumps(answer, ensure_ascii=False))
            if not (token := answer.get("nextPageToken")):
                break
            asked["pageToken"] = token
    return Answer("\n".join(pages))


def _json(response: Response) -> dict | None:
    try:
        answer = json.loads(response.body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _complaint(response: Response, answer: dict | None) -> str:
    """What the API says of its refusal, without our key."""
    error = (answer or {}).get("error")
    said = str(error.get("message", "")) if isinstance(error, dict) else response.detail
    key = settings.FACTCHECK_TOOLS_KEY
    said = said.replace(key, "…") if key else said
    return f"{response.status or ''} {said}".strip()


def _text(response: Response) -> str:
    return decode(response.body, response.content_type)[0].replace("\x00", "")
