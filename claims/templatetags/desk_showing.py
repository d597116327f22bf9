"""How the desk shows numbers."""

from decimal import Decimal

from django import template
from django.conf import settings
from django.utils.translation import get_language, gettext

from claims.text.korean_amounts import in_korean
from claims.words import Language

register = template.Library()


@register.simple_tag
def read_only() -> bool:
    """Whether the desk can be looked at only."""
    return settings.READ_ONLY


@register.filter
def amount(quantity) -> str:
    """The value itself, whatever the words: "5,576,000 USD", "15–16 %", "up to 65,000,000,000 USD"."""
    if (get_language() or "")[:2] == Language.KOREAN:
        return in_korean(quantity)
    low, high = _plain(quantity.low), _plain(quantity.high)
    if low is None:
        value = gettext("up to %(value)s") % {"value": high}
    elif high is None:
        value = gettext("from %(value)s") % {"value": low}
    else:
        value = low if low == high else f"{low}–{high}"
    told = f"{value} {quantity.unit}".strip()
    return gettext("about %(value)s") % {"value": told} if quantity.approximate else told


def _plain(value: Decimal | None) -> str | None:
    if value is None:
        return None
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
