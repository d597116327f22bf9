"""Earlier alerts of the sources that are in trouble or changed: one small query for a batch that has any."""

from collections import defaultdict
from datetime import datetime, timedelta

from claims.models import Alert
from claims.recheck.damping import SOURCE_TIMES, Past
from claims.recheck.look import Seeing
from claims.recheck.state import Rules
from claims.words import FOUND, OUTCOME_CLASS, AlertKind, AlertResult, Health, OutcomeClass

REMEMBERED_DAYS = 365  # how long "not news" is remembered


def pasts(seen: dict[int, Seeing], now: datetime, rules: Rules) -> dict[int, list[Past]]:
    """By source; a batch in which all is as it was asks nothing."""
    stirred = [key for key, one in seen.items() if _is_stirred(one)]
    if not stirred:
        return {}
    rows = Alert.objects.filter(source__in=stirred)
    lately = rows.filter(opened_at__gt=now - timedelta(days=rules.flap_days * SOURCE_TIMES))
    dismissed = rows.filter(result=AlertResult.NOT_NEWS, closed_at__gt=now - timedelta(days=REMEMBERED_DAYS))
    quiet = rows.filter(kind=AlertKind.KEEPS_CHANGING, closed_at=None)
    found = defaultdict(list)
    wanted = ("source_id", "kind", "citation_id", "opened_at", "closed_at", "result", "before", "after")
    for source, *fields in (lately | dismissed | quiet).values_list(*wanted):
        found[source].append(Past(*fields))
    return found


def _is_stirred(one: Seeing) -> bool:
    if one.response is None:
        return False
    if OUTCOME_CLASS[one.response.outcome] != OutcomeClass.READABLE:
        return True
    if one.watch.health in (Health.DEAD, Health.UNREADABLE):
        return True
    return any(found.finding not in FOUND for found in (one.found or {}).values())
