"""One batch of copies from leases to records: load, ask the archives, record.

As in re-checking: rows are read first and written last, no database connection is held while archives are
waited for, and what comes of a lease that is no longer ours is dropped.
"""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from claims.archive import memento, wayback
from claims.archive.due import take
from claims.archive.record import record
from claims.archive.wanted import enlist, why_not_sent
from claims.archive.wayback import Account, Answer, Step
from claims.models import Citation, PublicCopy
from claims.recheck.compare import compare
from claims.recheck.extract import extract
from claims.recheck.fetch import Fetcher, Limits, Request, Response
from claims.recheck.run import clock, limits_of_settings
from claims.text.quotes import Quote
from claims.words import FOUND, CitationKind, CopyKind, CopyReason, CopyState, CopyTrouble

log = logging.getLogger(__name__)

LONGEST_FRESH = 30 * 86400  # seconds: a copy that old of a page that did not change is as good as a new one
MOST_MEMENTOS = 3  # read of one archive, going back, until one holds the quotes


@dataclass(frozen=True)
class Job:
    """A copy with all that is needed to work at it. ``wanted_at``: when the page last said what is quoted."""

    copy: PublicCopy
    url: str
    fresh_for: int
    wanted_at: datetime
    quotes: dict[int, Quote] = field(default_factory=dict)


def ring() -> list[tuple[int, UUID]]:
    """Enter what is wanted, then lease what is due."""
    enlist(clock())
    return take()


def work(pairs: Iterable[tuple[int, UUID]], limits: Limits | None = None) -> int:
    """Work at the copies whose leases these are; how many answers were recorded."""
    jobs = load({int(key): UUID(str(lease)) for key, lease in pairs}, clock())
    if not jobs:
        return 0
    account = account_of_settings()
    answers = asyncio.run(_ask_all(jobs, account, limits or limits_for_archives()))
    now = clock()
    return sum(record(job.copy, answer, now) for job, answer in zip(jobs, answers, strict=True))


def account_of_settings() -> Account:
    return Account(
        save=settings.WAYBACK_SAVE_URL,
        playback=settings.WAYBACK_PLAYBACK_URL,
        access_key=settings.WAYBACK_ACCESS_KEY,
        secret_key=settings.WAYBACK_SECRET_KEY,
    )


def limits_for_archives() -> Limits:
    """An archive's interface is no page to crawl: its robots.txt is not meant for who holds a key.

    It takes tens of seconds to answer when it is busy.
    """
    limits = limits_of_settings()
    return replace(limits, obey_robots=False, per_host=4, first_byte=max(limits.first_byte, 50.0))


def load(leases: dict[int, UUID], now: datetime) -> list[Job]:
    """The copies whose leases still hold, and whose sources may still be named to an archive."""
    copies = PublicCopy.objects.filter(pk__in=leases).select_related("source", "snapshot")
    copies = copies.defer("snapshot__text").order_by("pk")
    held = [copy for copy in copies if copy.lease == leases[copy.pk]]
    jobs = []
    for copy in held:
        if reason := why_not_sent(copy.source):  # protected since it was entered
            record(copy, Answer(Step.REFUSED, trouble=CopyTrouble.UNWANTED, detail=str(reason)), now)
        else:
            jobs.append(_job(copy, now))
    return jobs


def _job(copy: PublicCopy, now: datetime) -> Job:
    source = copy.source
    since = copy.snapshot.taken_at if copy.snapshot and copy.reason != CopyReason.ASKED else copy.asked_at
    fresh_for = int(min(max((now - since).total_seconds(), 0) + 60, LONGEST_FRESH))
    cited = list(Citation.objects.current().filter(source=source)) if copy.kind == CopyKind.FIND else []
    evidence = [one for one in cited if one.kind == CitationKind.EVIDENCE] or cited
    seen = [one.seen_at for one in evidence if one.seen_at]
    wanted_at = min(seen) if seen else source.read_at or since
    return Job(copy, source.url, fresh_for, wanted_at, {one.pk: one.quote for one in evidence})


async def _ask_all(jobs: list[Job], account: Account, limits: Limits) -> list[Answer]:
    async with Fetcher(limits) as fetcher:
        return await asyncio.gather(*(_ask(job, account, fetcher) for job in jobs))


async def _ask(job: Job, account: Account, fetcher: Fetcher) -> Answer:
    """What came of one copy; a mistake of ours is no reason to drop the others."""
    try:
        if job.copy.kind == CopyKind.FIND:
            return await _find(job, fetcher)
        return await _save(job, account, fetcher)
    except Exception as error:
        log.exception("archiving %s", job.url)
        return Answer(Step.AGAIN, trouble=CopyTrouble.UNCLEAR, detail=type(error).__name__)


async def _save(job: Job, account: Account, fetcher: Fetcher) -> Answer:
    if job.copy.state == CopyState.PENDING:
        answer = wayback.read_status(await fetcher.fetch(wayback.status(account, job.copy.job_id)), account)
    else:
        request = wayback.submission(account, job.url, job.fresh_for)
        answer = wayback.read_submission(await fetcher.fetch(request))
    if answer.step != Step.ENOUGH:
        return answer
    return await _newest_there_is(job, fetcher) or replace(answer, step=Step.AGAIN, wait=86400)


async def _newest_there_is(job: Job, fetcher: Fetcher) -> Answer | None:
    """The archive has taken this page lately: its newest copy, if that is of the text we mean."""
    since = job.copy.snapshot.taken_at if job.copy.snapshot else job.copy.asked_at
    for gate in settings.MEMENTO_TIMEGATES:
        # When the lease ends: later than every copy that there can be
        response = await fetcher.fetch(memento.question(gate, job.url, job.copy.leased_until))
        if found := memento.newest(memento.offered(response), since=since):
            return Answer(Step.DONE, url=found.url, copied_at=found.at)
    return None


async def _find(job: Job, fetcher: Fetcher) -> Answer:
    """The copy nearest before the page was last seen as quoted, from the archive that has the best one."""
    best, trouble = None, None
    for gate in settings.MEMENTO_TIMEGATES:
        response = await fetcher.fetch(memento.question(gate, job.url, job.wanted_at))
        answer = await _look_through(response, job, fetcher)
        if answer and (answer.holds_quotes or not job.quotes):
            return answer
        best = best or answer
        if response.status is None or response.status == 429 or response.status >= 500:
            trouble = response
    if trouble and not best:
        wait = trouble.retry_after or 0
        detail = f"{trouble.status or trouble.outcome} {trouble.detail}".strip()
        return Answer(Step.LATER, trouble=CopyTrouble.AWAY, detail=detail, wait=wait)
    return best or Answer(Step.NOTHING)


async def _look_through(response: Response, job: Job, fetcher: Fetcher) -> Answer | None:
    """The newest of the copies before the wanted moment that holds the quotes; else the newest."""
    first, until = None, job.wanted_at
    for _ in range(MOST_MEMENTOS):
        found = memento.newest(memento.offered(response), until=until)
        if found is None:
            break
        if response.url != found.url or not response.body:
            response = await fetcher.fetch(Request(found.url))
        answer = Answer(
            Step.DONE, url=found.url, copied_at=found.at, holds_quotes=_holds(response, job.quotes)
        )
        if answer.holds_quotes or not job.quotes:
            return answer
        first, until = first or answer, found.at - timedelta(seconds=1)
    return first


def _holds(response: Response, quotes: dict[int, Quote]) -> bool | None:
    """Whether every quote stands in the copy as cited; None when the copy could not be read."""
    if not quotes or response.status is None or not 200 <= response.status < 300 or not response.body:
        return None
    found = compare(quotes, extract(response.body, response.content_type, response.url))
    return all(one.finding in FOUND for one in found.values())
