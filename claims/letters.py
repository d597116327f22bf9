"""Mails to one member of the desk what was done for them to see: work, a mention, a verdict held back. Once.

Rows are locked, mailed and marked in one transaction, a letter a person: two senders at once never mail the
same notice, and what could not be mailed waits for the next round. What was read at the desk meanwhile is
not mailed.
"""

import logging
import smtplib
from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext, override

from claims.models import Notice, User
from claims.words import NoticeKind, OutletAnswer

log = logging.getLogger(__name__)

AT_ONCE = 500


def send_notices(now: datetime) -> int:
    """Mail what nobody was mailed yet; how many notices were delivered."""
    with transaction.atomic():
        waiting = Notice.objects.unsent().select_for_update(skip_locked=True, of=("self",))
        waiting = waiting.select_related("user", "by", "claim", "article").order_by("made_at", "pk")
        letters = defaultdict(list)
        for notice in waiting[:AT_ONCE]:
            letters[notice.user].append(notice)
        done = _deliver(letters)
        Notice.objects.filter(pk__in=done).update(mailed_at=now)
    return len(done)


def _deliver(letters: dict[User, list[Notice]]) -> list[int]:
    """The ids of what was mailed, or has nobody to be mailed to."""
    done, connection = [], get_connection()
    for user, notices in letters.items():
        if user.is_active and user.email:
            try:
                letter(user, notices, connection).send()
            except (OSError, smtplib.SMTPException):
                log.exception("mailing %d notices to user %s", len(notices), user.pk)
                continue
        done += [notice.pk for notice in notices]
    return done


def letter(user: User, notices: list[Notice], connection=None) -> EmailMessage:
    """The mail about these notices, in the person's language."""
    with override(user.language):
        rest = len(notices) - 1
        subject = notices[0].get_kind_display()
        if rest:
            subject += ", " + ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest}
        items = [(notice, settings.SITE_URL + desk_page(notice)) for notice in notices]
        context = {"user": user, "items": items, "publisher": settings.PUBLISHER_NAME}
        body = render_to_string("claims/mail/notices.txt", context)
    headers = {"Auto-Submitted": "auto-generated"}
    subject = f"[{settings.PUBLISHER_NAME}] {subject}"
    return EmailMessage(subject, body, to=[user.email], headers=headers, connection=connection)


def desk_page(notice: Notice) -> str:
    """Where at the desk the notice leads."""
    if notice.claim_id:
        return reverse("admin:claims_claim_change", args=[notice.claim_id])
    if notice.kind == NoticeKind.UNANSWERED:
        filters = {"article__id__exact": notice.article_id, "answer__exact": OutletAnswer.ASKED}
        return f"{reverse('admin:claims_outletrequest_changelist')}?{urlencode(filters)}"
    return reverse("admin:claims_article_breakdown", args=[notice.article_id])
