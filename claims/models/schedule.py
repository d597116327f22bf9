"""Verdicts whose time has come. The database holds what is due and its clock says when; any number of workers
may ask at once, and a missed ring only waits for the next."""

import logging

from django.db import DatabaseError, connection

from .verdict import Verdict

log = logging.getLogger(__name__)

AT_ONCE = 100


def publish_due() -> int:
    """Publish what is due, each in a transaction of its own; how many became public."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now = cursor.fetchone()[0]
    due = list(Verdict.objects.due(now).select_related("claim__assignee", "author", "approver")[:AT_ONCE])
    count = 0
    for verdict in due:
        try:
            count += verdict.publish_as_scheduled(now=now)
        except DatabaseError:  # one that cannot be stored must not hold up the others
            log.exception("publishing verdict %s", verdict.pk)
    return count
