"""Tells the CDN which pages to forget, once their change is committed. The only code that speaks to it.

A purge is a row until the CDN has taken it: a lost message, a dead worker or a CDN that does not answer costs
time, nothing else. The request is what Fastly, Varnish (xkey) and their kin take: ``PURGE_METHOD`` to
``PURGE_URL`` with the keys in ``Surrogate-Key``, and one header of the operator's for the token.
"""

import logging
import urllib.error
import urllib.request

from django.conf import settings
from django.db import transaction

from claims.models import Purge

log = logging.getLogger(__name__)

AT_ONCE = 200  # rows a request
TIMEOUT = 10  # seconds


def send_purges() -> int:
    """Deliver what waits, oldest first, until the CDN fails; how many rows were taken."""
    sent = 0
    while rows := _send_some():
        sent += rows
    return sent


@transaction.atomic
def _send_some() -> int:
    rows = list(Purge.objects.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE])
    if not rows or not _told(sorted({row.key for row in rows})):
        return 0
    Purge.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _told(keys: list[str]) -> bool:
    if not settings.PURGE_URL:  # switched off since
        return True
    headers = {"Surrogate-Key": " ".join(keys), "User-Agent": settings.RECHECK_USER_AGENT}
    if settings.PURGE_HEADER:
        name, _, value = settings.PURGE_HEADER.partition(":")
        headers[name.strip()] = value.strip()
    request = urllib.request.Request(  # noqa: S310 - the operator's own address
        settings.PURGE_URL, method=settings.PURGE_METHOD, headers=headers
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
            return True
    except (urllib.error.URLError, OSError) as error:
        log.warning("the CDN did not take a purge: %s", error)
        return False
