"""When work runs. Each task reads what it needs, makes one call, and may run twice unharmed.

The broker is a doorbell: every message may be lost, what is due stays due. Callers queue with
``delay_on_commit``.
"""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from claims import letters, notify, purge
from claims.archive import run as archive
from claims.models import keep_months as keep_months_of_checks
from claims.models import publish_due as publish_verdicts
from claims.models import remind_of_unanswered as remind
from claims.recheck import due, others, run

LEASE = settings.RECHECK_LEASE_SECONDS


@shared_task(ignore_result=True, time_limit=60)  # statements of some milliseconds each; the next ring is near
def recheck_due() -> None:
    """Lease what is due, in batches, and hand each to a worker."""
    for pairs in due.batches():
        recheck_sources.delay(pairs)


@shared_task(
    ignore_result=True, soft_time_limit=LEASE, time_limit=LEASE + 30
)  # after its lease, work is void
def recheck_sources(pairs: list[tuple[int, str]]) -> None:
    run.recheck(pairs)


@shared_task(
    ignore_result=True, soft_time_limit=120, time_limit=150
)  # an editor waits: one page, 60 s at most
def look_now(source_id: int) -> None:
    """Look at one source whatever its schedule says, unless somebody is looking already."""
    run.recheck(due.lease_of(source_id))


@shared_task(
    ignore_result=True, soft_time_limit=240, time_limit=300
)  # 500 mails at a slow server's half second
def send_alerts() -> None:
    """Hand out what is to be told by now, and mail what is due; slow chats are another task's."""
    notify.send_alerts(timezone.now())


@shared_task(ignore_result=True, soft_time_limit=240, time_limit=300)  # ten channels that do not answer
def send_to_channels() -> None:
    notify.send_to_channels(timezone.now())


@shared_task(ignore_result=True, soft_time_limit=60, time_limit=90)  # an editor waits: one message
def test_channel(channel_id: int) -> None:
    notify.try_channel(channel_id, timezone.now())


@shared_task(ignore_result=True, time_limit=120)  # a hundred verdicts at some milliseconds each
def publish_due() -> None:
    """Publish the verdicts whose time has come."""
    publish_verdicts()


@shared_task(ignore_result=True, time_limit=120)  # some hundred rows at some milliseconds each
def remind_of_unanswered() -> None:
    """Tell who asked an outlet or a claimant that the answer did not come by its deadline."""
    remind()


@shared_task(ignore_result=True, soft_time_limit=240, time_limit=300)  # as for alerts
def send_notices() -> None:
    letters.send_notices(timezone.now())


@shared_task(
    ignore_result=True, time_limit=600
)  # dropping a month reads it once: a minute for ten million checks
def keep_months() -> None:
    """Make the coming months' tables of checks, drop those that are older than the newsroom wants."""
    keep_months_of_checks(settings.CHECK_RETENTION_MONTHS)


@shared_task(ignore_result=True, time_limit=60)  # statements of some milliseconds each; the next ring is near
def archive_due() -> None:
    """Enter the public copies that are wanted, lease those that are due, and hand them to a worker."""
    if pairs := archive.ring():
        archive_copies.delay(pairs)


@shared_task(
    ignore_result=True,
    soft_time_limit=settings.ARCHIVE_LEASE_SECONDS,
    time_limit=settings.ARCHIVE_LEASE_SECONDS + 30,
)  # after its lease, work is void
def archive_copies(pairs: list[tuple[int, str]]) -> None:
    archive.work(pairs)


@shared_task(
    ignore_result=True, soft_time_limit=300, time_limit=330
)  # four pages of a slow API, 20 MB of JSON
def read_others(import_id: int) -> None:
    """Fetch and read the checks of others that an editor asked for."""
    others.read(import_id)


@shared_task(ignore_result=True, soft_time_limit=600, time_limit=630)  # 50,000 rows at some 3 ms each
def keep_others(import_id: int) -> None:
    others.keep(import_id, timezone.now())


@shared_task(ignore_result=True, time_limit=60)  # a look at a small table
def others_forgotten() -> None:
    """Ring again for imports whose message was lost."""
    for import_id in others.forgotten(timezone.now()):
        read_others.delay(import_id)
        keep_others.delay(import_id)


@shared_task(ignore_result=True, time_limit=120)  # a dozen requests of ten seconds at most
def send_purges() -> None:
    purge.send_purges()
