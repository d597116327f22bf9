"""``/readyz``: is everything there that the work needs? 503 with the reasons in words when not.

For monitors and people. A load balancer asks ``/healthz``: readers are served whatever workers do.
"""

import os
import socket
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models.queue import standing

KEPT = 5  # seconds: whoever asks more often gets the same answer, and costs nothing
PATIENCE = 2  # seconds for the broker to take a connection
PORTS = {"redis": 6379, "rediss": 6379, "valkey": 6379, "amqp": 5672, "amqps": 5671, "pyamqp": 5672}


class Readiness:
    """The last answer of this process, and until when it holds."""

    def __init__(self):
        self.until = 0.0
        self.answer: dict = {}

    def ask(self) -> dict:
        if time.monotonic() >= self.until:
            self.answer = readiness()
            self.until = time.monotonic() + KEPT
        return self.answer


latest = Readiness()


@require_safe
def readyz(request) -> JsonResponse:
    answer = latest.ask()
    status = 200 if answer["ready"] else 503
    return JsonResponse(answer, status=status, headers={"Cache-Control": "no-store"})


def readiness() -> dict:
    """``ready``, the ``reasons`` why not, and what is known of the queue (times in seconds)."""
    queue, reasons = {}, []
    try:
        known = standing(timezone.now())
    except (DatabaseError, InterfaceError):
        reasons.append("The database cannot be asked.")
    else:
        reasons += [trouble.label for trouble in known.troubles]
        queue = {
            "due": known.due,
            "leased": known.leased,
            "oldest_due_seconds": round(known.waits.total_seconds()),
            "seconds_since_last_look": _age(known.now, known.looked_at),
            "seconds_since_last_ring": _age(known.now, known.rang_at),
        }
    if not broker_answers():
        reasons.append("The broker cannot be reached: nothing rings, editors’ looks wait.")
    return {"ready": not reasons, "reasons": reasons, "queue": queue}


def broker_answers() -> bool:
    """Whether one of the broker's addresses takes connections; of files: whether we may write there."""
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        folder = Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"])
        while not folder.exists():  # made at the first message
            folder = folder.parent
        return folder.is_dir() and os.access(folder, os.W_OK)
    return any(_takes_connections(address) for address in settings.CELERY_BROKER_URL.split(";"))


def _takes_connections(address: str) -> bool:
    parts = urlsplit(address)
    try:
        port = parts.port or PORTS.get(parts.scheme.partition("+")[0], 5672)
        socket.create_connection((parts.hostname or "localhost", port), timeout=PATIENCE).close()
    except OSError:
        return False
    return True


def _age(now, moment) -> int | None:
    return round((now - moment) / timedelta(seconds=1)) if moment else None
