"""Answers that did not come by their deadline: who asked is told, once for each deadline.

The database holds what was told and its clock says what is late; any number of workers may ask at once, and
a missed ring only waits for the next. A deadline that is moved is told of anew.
"""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from claims.words import NoticeKind, OutletAnswer

from .article import OutletRequest
from .notice import Notice
from .outreach import ContactLog
from .user import User

AT_ONCE = 200


def requests_overdue(today: date) -> QuerySet[OutletRequest]:
    """Requests whose day passed without an answer, the longest first."""
    rows = OutletRequest.objects.filter(answer=OutletAnswer.ASKED, due_on__lt=today)
    return rows.order_by("due_on", "pk")


def contacts_overdue(now: datetime) -> QuerySet[ContactLog]:
    return ContactLog.objects.filter(answered_at=None, due_at__lt=now).order_by("due_at", "pk")


def remind_of_unanswered() -> int:
    """Tell whoever asked of what is overdue and was not told yet; how many deadlines were told of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now = cursor.fetchone()[0]
    return _of_requests(now) + _of_contacts(now)


@transaction.atomic
def _of_requests(now: datetime) -> int:
    untold = Q(reminded_for=None) | ~Q(reminded_for=F("due_on"))
    rows = requests_overdue(timezone.localdate(now)).filter(untold)
    rows = rows.select_related("article__assignee", "asked_by").select_for_update(
        skip_locked=True, of=("self",)
    )
    late = list(rows[:AT_ONCE])
    for request in late:
        who = _owner(request.asked_by, request.article.assignee)
        note = (
            f"{request.article.outlet} · {request.due_on}" if request.article.outlet else str(request.due_on)
        )
        Notice.objects.tell([who], NoticeKind.UNANSWERED, article=request.article, note=note, now=now)
    OutletRequest.objects.filter(pk__in=[request.pk for request in late]).update(reminded_for=F("due_on"))
    return len(late)


@transaction.atomic
def _of_contacts(now: datetime) -> int:
    untold = Q(reminded_for=None) | ~Q(reminded_for=F("due_at"))
    rows = contacts_overdue(now).filter(untold)
    rows = rows.select_related("claim__assignee", "by").select_for_update(skip_locked=True, of=("self",))
    late = list(rows[:AT_ONCE])
    for contact in late:
        who = _owner(contact.by, contact.claim.assignee)
        note = f"{contact.contacted} · {timezone.localdate(contact.due_at)}"
        Notice.objects.tell([who], NoticeKind.UNANSWERED, claim=contact.claim, note=note, now=now)
    ContactLog.objects.filter(pk__in=[contact.pk for contact in late]).update(reminded_for=F("due_at"))
    return len(late)


def _owner(asked: User, assignee: User | None) -> User | None:
    """Who asked; when they left the desk, whose work it is now."""
    return asked if asked.is_active else assignee
