"""What only the desk shows: deadlines in words, and whether it can be written to."""

from datetime import date, datetime

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, ngettext

register = template.Library()


@register.simple_tag
def read_only() -> bool:
    """Whether the desk can be looked at only."""
    return settings.READ_ONLY


@register.filter
def clock(due: date | datetime) -> str:
    """How long until a deadline, or since: "3 days overdue". A day is over at midnight, a time on the dot."""
    if isinstance(due, datetime):
        is_over, day = due < timezone.now(), timezone.localdate(due)
    else:
        is_over, day = due < timezone.localdate(), due
    days = (day - timezone.localdate()).days
    if days == 0:
        return gettext("overdue since today") if is_over else gettext("due today")
    if is_over:
        return ngettext("%(count)s day overdue", "%(count)s days overdue", -days) % {"count": -days}
    return ngettext("due in %(count)s day", "due in %(count)s days", days) % {"count": days}
