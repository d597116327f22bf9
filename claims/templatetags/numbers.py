"""Numbers of a claim beside those of a quote."""

from django import template
from django.utils.translation import get_language

from claims.text.comparison import beside
from claims.text.english_amounts import in_english
from claims.text.korean_amounts import in_korean
from claims.text.quantities import Quantity, find_quantities
from claims.words import Language

register = template.Library()


@register.filter
def written(quantity) -> str:
    """The value itself, whatever the words: "$5.576 million", to Korean readers "557만 6,000달러"."""
    if (get_language() or "")[:2] == Language.KOREAN:
        return in_korean(quantity)
    return in_english(quantity)


@register.inclusion_tag("claims/_numbers.html")
def numbers_compared(claim, citation):
    """*Claim: 5,576,000 USD · source: $5.576 million · same*, one line a number."""
    claimed = [stated(quantity) for quantity in claim.quantities.all()]
    return {"pairs": beside(claimed, find_quantities(citation.exact)) if claimed else []}


def stated(quantity) -> Quantity:
    """A stored number of a claim as the value that ``claims.text`` compares."""
    return Quantity(
        start=0,
        end=len(quantity.words),
        text=quantity.words,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        approximate=quantity.approximate,
    )
