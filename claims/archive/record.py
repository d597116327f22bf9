"""Writes down what an archive answered: the copy's next step, the link that readers get, the alert if there
is none to be had.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from claims.archive.due import archive_host
from claims.archive.wanted import why_not_sent
from claims.archive.wayback import Answer, Step
from claims.models import Alert, Host, PublicCopy, Source
from claims.text.addresses import MAX_LENGTH
from claims.words import (
    CHANGED,
    AlertKind,
    AlertResult,
    CitationKind,
    CopyKind,
    CopyState,
    CopyTrouble,
)

log = logging.getLogger(__name__)

AGAIN = (300, 1800, 7200, 28_800, 86_400)  # seconds until the next try, after each that failed
LATER = 300  # seconds, doubled with every lease that brought nothing
LONGEST_LATER = 6 * 3600
POLL = (10, 15, 30, 60, 120)  # seconds between questions how it fares; a copy takes half a minute or two
FORGOTTEN = timedelta(minutes=60)  # after that the archive does not know the job any more


def record(copy: PublicCopy, answer: Answer, now: datetime) -> bool:
    """Write it if the lease still is this one's. ``now`` is the database's."""
    with transaction.atomic():
        held = PublicCopy.objects.select_for_update().filter(pk=copy.pk, lease=copy.lease).first()
        if held is None or copy.lease is None:
            return False
        fields = _fields(held, answer, now) | {"lease": None, "leased_until": None}
        if fields.get("next_at"):
            _give_up_in_time(held, fields, now)
        PublicCopy.objects.filter(pk=held.pk).update(**fields)
        if answer.pause:
            _let_the_archive_rest(answer, now)
        if fields["state"] == CopyState.DONE:
            _show(held, answer, now)
        elif fields["state"] == CopyState.FAILED:
            _tell(held, fields, now)
    return True


def _fields(held: PublicCopy, answer: Answer, now: datetime) -> dict:
    told = {"trouble": answer.trouble, "detail": answer.detail}
    match answer.step:
        case Step.DONE if len(answer.url) <= MAX_LENGTH:
            found = {"url": answer.url, "copied_at": answer.copied_at, "holds_quotes": answer.holds_quotes}
            return _closed(CopyState.DONE, now) | told | found
        case Step.NOTHING:
            return _closed(CopyState.NOTHING, now) | told
        case Step.REFUSED | Step.DONE:
            return _closed(CopyState.FAILED, now) | told | {"trouble": answer.trouble or CopyTrouble.UNWANTED}
        case Step.ACCEPTED:
            return _open(CopyState.PENDING, POLL[0], now) | told | {"job_id": answer.job_id, "leases": 0}
        case Step.PENDING if held.posted_at and now - held.posted_at < FORGOTTEN:
            return _open(CopyState.PENDING, POLL[min(held.leases, len(POLL)) - 1], now)
        case Step.LATER:
            wait = max(answer.wait, min(LATER * 2 ** min(held.leases - 1, 10), LONGEST_LATER))
            return _open(held.state, answer.wait if answer.pause else wait, now) | told
    tries = held.tries + 1
    told["trouble"] = answer.trouble or CopyTrouble.LOST
    if tries >= settings.ARCHIVE_TRIES:
        return _closed(CopyState.FAILED, now) | told | {"tries": tries}
    wait = max(answer.wait, AGAIN[min(tries, len(AGAIN)) - 1])
    return _open(CopyState.WAITING, wait, now) | told | {"tries": tries, "job_id": "", "leases": 0}


def _open(state: CopyState, wait: float, now: datetime) -> dict:
    return {"state": state, "next_at": now + timedelta(seconds=wait)}


def _closed(state: CopyState, now: datetime) -> dict:
    return {"state": state, "next_at": None, "finished_at": now}


def _give_up_in_time(held: PublicCopy, fields: dict, now: datetime) -> None:
    """An archive that is away for weeks is told as a failure, not waited for in silence."""
    if now - held.asked_at > timedelta(days=settings.ARCHIVE_GIVE_UP_DAYS):
        fields.update(_closed(CopyState.FAILED, now))
        fields["trouble"] = fields.get("trouble") or held.trouble or CopyTrouble.EXPIRED


def _let_the_archive_rest(answer: Answer, now: datetime) -> None:
    log.warning("the archive: %s %s; it rests for %d s", answer.trouble, answer.detail, answer.wait)
    until = now + timedelta(seconds=answer.wait)
    host, is_new = Host.objects.get_or_create(name=archive_host(), defaults={"free_at": until})
    if not is_new:
        Host.objects.filter(pk=host.pk, free_at__lt=until).update(free_at=until)


def _show(held: PublicCopy, answer: Answer, now: datetime) -> None:
    """Lead readers to the copy, unless an editor chose another or it shows other words than cited."""
    source = Source.objects.select_for_update(of=("self",)).get(pk=held.source_id)
    ours = PublicCopy.objects.filter(source=source, state=CopyState.DONE, url=source.archive_url)
    alerts = Alert.objects.open().filter(source=source, kind=AlertKind.NOT_ARCHIVED)
    for alert in alerts:
        alert.close(AlertResult.USE_ARCHIVE, now=now)
    if source.archive_url and not ours.exists():
        return
    evidence = source.citations.current().filter(kind=CitationKind.EVIDENCE)
    if held.kind == CopyKind.SAVE and evidence.filter(finding__in=CHANGED).exists():
        return
    if held.kind == CopyKind.FIND and answer.holds_quotes is not True and source.citations.current().exists():
        return
    source.archive_url = answer.url
    source.save(update_fields=["archive_url"])


def _tell(held: PublicCopy, fields: dict, now: datetime) -> None:
    detail = fields.get("detail", "")
    log.warning("no public copy of source %s: %s %s", held.source_id, fields["trouble"], detail)
    if held.kind == CopyKind.SAVE and not held.source.archive_url and why_not_sent(held.source) is None:
        host = Host.of(held.source.key)
        alert = Alert(kind=AlertKind.NOT_ARCHIVED, source_id=held.source_id, host=host, opened_at=now)
        Alert.objects.bulk_create([alert], ignore_conflicts=True)
