"""Money given twice: does the amount in brackets fit the rate that the rest of the text implies?

    cross_checks("557만6천달러(약 78억8천만원) … 1억 달러(약 1천430억원)")
        -> [CrossCheck(557만6천달러, 약 78억8천만원, rate=1413.2…, expected=1430, flagged=False), …]

The rate of a pair is compared with the median of the other pairs of the same two currencies in the same
text; more than a tenth off is flagged. A lone pair has nothing to be compared with and is never flagged.
With two pairs that disagree both are flagged: the text does not say which is the slip. No outside rates
are used.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from .quantities import Quantity, find_quantities

TOLERANCE = Decimal("0.1")
# Between an amount and the same in another currency: "(", "(한화 ", ", or ", " (equal to ".
_BRACKET = re.compile(
    r"(?:[가-힣]{0,3}\s?[(\[]\s?(?:한화|우리\s?돈|원화|미화|환산|equal\sto|equivalent\sto|worth)?(?:로|"
    r"으로)?[\s:]{0,2}"
    r"|,\sor\s(?:about\s)?|\s=\s?|=)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CrossCheck:
    """`rate`: units of the smaller currency for one of the larger, as this pair has it; `expected`: the
    median of the other pairs (None: no other); `deviation`: share by which `rate` is off `expected`.
    """

    first: Quantity
    second: Quantity
    rate: Decimal
    expected: Decimal | None
    deviation: Decimal | None
    flagged: bool


def cross_checks(text: str) -> list[CrossCheck]:
    """One check for each amount of money given in two currencies, in the order of the text."""
    pairs = _pairs(text)
    rates: dict[frozenset, list[tuple[int, Decimal]]] = defaultdict(list)
    for place, (first, second) in enumerate(pairs):
        lesser, greater = sorted((first, second), key=lambda one: one.unit)
        rates[frozenset((first.unit, second.unit))].append((place, _amount(greater) / _amount(lesser)))
    checks: dict[int, CrossCheck] = {}
    for of_one_kind in rates.values():
        upside_down = _middle([rate for _, rate in of_one_kind])[0] < 1
        turned = [(place, 1 / rate if upside_down else rate) for place, rate in of_one_kind]
        for place, rate in turned:
            others = [other for at, other in turned if at != place]
            checks[place] = _check(*pairs[place], rate, others)
    return [checks[place] for place in sorted(checks)]


def _check(first: Quantity, second: Quantity, rate: Decimal, others: list[Decimal]) -> CrossCheck:
    if not others:
        return CrossCheck(first, second, rate, None, None, False)
    # With two others the median would be half way to an outlier: take the nearer of the middle two.
    expected = min(_middle(others), key=lambda other: abs(other - rate))
    deviation = abs(rate - expected) / expected
    return CrossCheck(first, second, rate, expected, deviation, deviation > TOLERANCE)


def _middle(values: list[Decimal]) -> tuple[Decimal, Decimal]:
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]


def _pairs(text: str) -> list[tuple[Quantity, Quantity]]:
    money = [one for one in find_quantities(text) if re.fullmatch(r"[A-Z]{3}", one.unit) and _amount(one) > 0]
    pairs, used = [], None
    for first, second in pairwise(money):
        if first is used or first.unit == second.unit:
            continue
        if second.start - first.end <= 24 and _BRACKET.fullmatch(text[first.end : second.start]):
            pairs.append((first, second))
            used = second
    return pairs


def _amount(quantity: Quantity) -> Decimal:
    """The upper end of a range or an open amount: 최대 650억 달러(약 93조원) compares 650억 with 93조."""
    return quantity.high if quantity.high is not None else quantity.low or Decimal(0)
