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

# A number on its own: not the digits of a name (H800), commas and points inside it its own; .5 is 0.5.
_NUMBER = re.compile(r"(?<![A-Za-z\d])(?:\d{1,3}(?:\u202f\d{3})+|\d+(?:[.,]\d+)*|\.\d+)")
# 1 300: in a passage whose other version has 1,300 the space marks thousands.
_SPACED_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3}) (?=\d{3}(?![\d.,]))")
# Words for numbers that are no quantities (the *two* plants, the *second* year, by *half*) are figures all
# the same: with another in their place the passage says another thing.
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "첫": 1, "두": 2, "세": 3, "네": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
}  # fmt: skip
_SHARES = {
    "half": Decimal("0.5"), "third": Decimal(1) / 3, "quarter": Decimal("0.25"), "fifth": Decimal("0.2"),
    "tenth": Decimal("0.1"),
}  # fmt: skip
_WORD = re.compile(
    r"\b(?:(?:an?|one)[ -](?P<share>third|quarter|fifth|tenth)|(?P<half>half)|"
    rf"(?P<word>{'|'.join(word for word in _WORDS if word.isascii())}))\b"
    rf"|(?<![가-힣])(?P<order>{'|'.join(word for word in _WORDS if not word.isascii())})(?=\s?번째)",
    re.IGNORECASE,
)
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
    text = _SPACED_THOUSANDS.sub("\\1\u202f", text)
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
        found += _words(text, first, number.start())
        first = number.end()
        start, negative = _sign(text, number.start(), number.end())
        digits = re.sub(r"[,\u202f]", "", number[0])
        value = Decimal(digits) if digits.count(".") < 2 else None
        written = "" if value is not None else digits
        found.append(Figure(start, number.end(), value, value, "", False, negative, written))
    return found + _words(text, first, last)


def _words(text: str, first: int, last: int) -> list[Figure]:
    found = []
    for word in _WORD.finditer(text, first, last):
        share = (word["share"] or word["half"] or "").lower()
        value = _SHARES[share] if share else Decimal(_WORDS[(word["word"] or word["order"]).lower()])
        found.append(Figure(*word.span(), value, value, "x" if share else "", False, False))
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


# Symbols of one measure that differ by a power of ten: 1,300 MW is 1.3 GW.
_PREFIXES = {"n": -9, "µ": -6, "m": -3, "c": -2, "": 0, "k": 3, "K": 3, "M": 6, "G": 9, "T": 12, "P": 15}
_SCALED = re.compile(r"([nµmckKMGTP]?)(m|g|W|Wh|V|A|Hz|B|bps)")


def _power_of_ten(one: str, other: str) -> Decimal | None:
    ours, theirs = _SCALED.fullmatch(one), _SCALED.fullmatch(other)
    if not ours or not theirs or ours[2] != theirs[2]:
        return None
    return Decimal(1).scaleb(_PREFIXES[theirs[1]] - _PREFIXES[ours[1]])


def _factor(one: str, other: str) -> Decimal | None:
    factor = same_unit(one, other) or _power_of_ten(one, other)
    if factor is not None or (one and other):
        return factor
    named = one or other
    return None if named in _BOUND_TO_VALUE or named.isupper() else Decimal(1)
