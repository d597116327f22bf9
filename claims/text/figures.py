"""The figures of a passage, as values to compare: quantities, numbers that count nothing (years, versions).

    relation(5,576,000달러, 557만6천달러)   -> SAME
    relation(5.576 million, 5.567 million)  -> OTHER
    relation(about 15%, 15%)                -> BOUND

"Close enough" does not exist here: a quote has either the same value, unit and sign, or another.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from claims.text.agreement import DUST, same_unit
from claims.text.quantities import find_quantities

# A number on its own: not the digits of a name (H800), commas and points inside it its own.
_NUMBER = re.compile(r"(?<![A-Za-z\d])\d+(?:[.,]\d+)*")
# What turns the number after it: signs, words, the arrows of market reports. "3-5" and "A-5" carry none.
_SIGN = re.compile(
    r"(?:(?<![\w)\]%])(?P<minus>[-−–])|(?P<plus>\+)|(?P<down>[▼▽]\s?|영하\s?|마이너스\s?|\bminus |"
    r"\bnegative )|(?P<up>[▲]\s?|영상\s?|플러스\s?))[$€£¥₩]?$",
    re.IGNORECASE,
)
# Units a value does not lose without becoming another value; a dropped counter (명, people) changes no value.
_BOUND_TO_VALUE = frozenset({"%", "pp", "x"})


class Relation(Enum):
    SAME = "same"
    BOUND = "bound"  # the same number with another bound or roughness: "about", "more than", 15%대
    OTHER = "other"


@dataclass(frozen=True)
class Figure:
    """``low == high`` for a plain value, None for an open bound; ``written``: what has no value (1.2.3)."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str
    approximate: bool
    negative: bool
    written: str = ""


def find_figures(text: str) -> list[Figure]:
    """Quantities and other numbers, in order, none overlapping."""
    found, last = [], 0
    for quantity in find_quantities(text):
        found += _numbers(text, last, quantity.start)
        start, negative = _sign(text, quantity.start, quantity.end)
        values = (abs(value) if value is not None else None for value in (quantity.low, quantity.high))
        below = any(value is not None and value < 0 for value in (quantity.low, quantity.high))
        found.append(
            Figure(start, quantity.end, *values, quantity.unit, quantity.approximate, negative or below)
        )
        last = quantity.end
    return found + _numbers(text, last, len(text))


def _numbers(text: str, first: int, last: int) -> list[Figure]:
    found = []
    for number in _NUMBER.finditer(text, first, last):
        start, negative = _sign(text, number.start(), number.end())
        digits = number[0].replace(",", "")
        value = Decimal(digits) if digits.count(".") < 2 else None
        written = "" if value is not None else digits
        found.append(Figure(start, number.end(), value, value, "", False, negative, written))
    return found


def _sign(text: str, start: int, end: int) -> tuple[int, bool]:
    """Where the figure begins with its sign, and whether it is below zero."""
    digit = re.compile(r"\d").search(text, start, end)
    sign = _SIGN.search(
        text[max(0, (digit.start() if digit else start) - 12) : digit.start() if digit else start]
    )
    if not sign:
        return start, False
    width = len(sign[0])
    return min(start, (digit.start() if digit else start) - width), bool(sign["minus"] or sign["down"])


def relation(one: Figure, other: Figure) -> Relation:
    """Whether two figures say the same number."""
    factor = _factor(one.unit, other.unit)
    if factor is None or one.negative != other.negative or one.written != other.written:
        return Relation.OTHER
    low, high = (value * factor if value is not None else None for value in (other.low, other.high))
    if _equal(one.low, low) and _equal(one.high, high):
        return Relation.SAME if one.approximate == other.approximate else Relation.BOUND
    opposite = (one.low is None and high is None) or (one.high is None and low is None)
    shared = any(
        mine is not None and theirs is not None and _equal(mine, theirs)
        for mine in (one.low, one.high)
        for theirs in (low, high)
    )
    plain = one.low == one.high or low == high
    return Relation.BOUND if shared and plain and not opposite else Relation.OTHER


def _equal(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= DUST


def _factor(one: str, other: str) -> Decimal | None:
    factor = same_unit(one, other)
    if factor is not None or (one and other):
        return factor
    named = one or other
    return None if named in _BOUND_TO_VALUE or named.isupper() else Decimal(1)
