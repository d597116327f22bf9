"""Which amounts does a text state, and do two of them say the same?

    find_quantities("최대 650억 달러(약 93조원)")     -> up to 65·10⁹ USD; about 93·10¹² KRW
    find_quantities("in 2019 the H800 and GPT-4 …")   -> []
    agree(<5.576 million dollars>, <557만6천달러>)     -> True

Korean and English news prose. A plain value has low == high; an open bound is None; a band (15%대) is 15
to 16. Money is its ISO 4217 code, a counter its English singular; shares and multiples (half, 3분의 1,
2배) are "x". Compound durations are kept exact in their smallest unit (1시간 30분: 90 minute). No outside
rates, no conversion between units. Dates, years, ranks, versions and names are not quantities. What it
does not understand it leaves out.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from .agreement import same_unit, within
from .evening import even
from .modifiers import after, before
from .placing import Amount
from .ranges import merge
from .readings import read_amounts
from .shares import read_shares


@dataclass(frozen=True)
class Quantity:
    """`text` is text[start:end]: the words it was read from, with those that bound it (약, at least,
    이상).
    """

    start: int
    end: int
    text: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    approximate: bool


_CHINA = re.compile(r"yuan|renminbi|RMB|위안|China|Chinese|Beijing|중국")
_JAPAN = re.compile(r"\byen\b|Japan|Tokyo|엔화|[만억조천\d]\s?엔|일본")


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order, none overlapping; offsets are those of `text` as given."""
    read, origin = even(text)
    shares = read_shares(read)
    taken = [(share.start, share.end) for share in shares]
    amounts = (
        [one for one in read_amounts(read) if not _overlaps(one, taken)] if taken else read_amounts(read)
    )
    amounts = merge(read, sorted([*amounts, *shares], key=lambda one: one.start))
    yuan = _CHINA.search(read) and not _JAPAN.search(read)
    found, last = [], 0
    for amount in amounts:
        quantity = _finish(read, amount, last)
        if quantity is None:
            continue
        last = quantity.end
        unit = "CNY" if yuan and quantity.unit == "JPY" else quantity.unit
        start, end = (
            (origin[quantity.start], origin[quantity.end]) if origin else (quantity.start, quantity.end)
        )
        found.append(
            Quantity(start, end, text[start:end], quantity.low, quantity.high, unit, quantity.approximate)
        )
    return found


def _overlaps(amount: Amount, taken: list[tuple[int, int]]) -> bool:
    return any(start < amount.end and amount.start < end for start, end in taken)


def _finish(text: str, amount: Amount, last: int) -> Quantity | None:
    """The amount with the words around it; None for a bare number that nothing shows to be an amount."""
    unit = amount.unit or ""
    left, right = before(text, amount.start, unit), after(text, amount.end)
    if left.at < last:
        left.at, left.floor, left.ceiling, left.approximate = amount.start, False, False, False
    bounded = (
        left.floor or left.ceiling or left.approximate or right.floor or right.ceiling or right.approximate
    )
    if amount.bare and not amount.sure and not bounded and not _meant(text, amount):
        return None
    low, high = amount.value, amount.value if amount.high is None else amount.high
    if amount.high is None:
        # The ends of a range already say what 최소 and 최대 say.
        if amount.vague or amount.at_least or left.floor or right.floor:
            high = None
        elif left.ceiling or right.ceiling:
            low = None
    if right.band and low is not None and high is not None:
        high += _place(high)
    approximate = amount.approximate or left.approximate or right.approximate
    return Quantity(left.at, right.at, text[left.at : right.at], _tidy(low), _tidy(high), unit, approximate)


def _tidy(value: Decimal | None) -> Decimal | None:
    """5576000.000 -> 5576000, 0.50 -> 0.5: the same value as a reader would write it."""
    if value is None:
        return None
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _place(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 15 -> 1, 1400 -> 100, 3.5 -> 0.1."""
    return Decimal(1).scaleb(value.normalize().as_tuple().exponent)


_GOAL = re.compile(
    r"(?:\b(?:to|from|by|kill(?:ed|ing)|wound(?:ed|ing)|injur(?:ed|ing)|totall?(?:ed|ing)|reached|numbered|"
    r"averag(?:ed|ing)|record|magnitude)\s|"
    r"(?:지수|점수|지표|코스피|코스닥|나스닥|다우|환율|리히터|타율|평균자책점|방어율|학점|평점|승률|경쟁률|"
    r"규모|비율|배율|수치|물가|값|지니계수|"
    r"오른|내린|상승한|하락한|떨어진|뛴|빠진|밀린|"
    r"출산율)[는은이가도]?\s(?:역대 최저인\s|역대 최고인\s)?)$"
)
# The rest of pp. 45-67 or 3:1.
_JOINED = re.compile(r"\d\s?[-–~:/]\s?$")
_COUNTED = re.compile(
    r"\s(?:were|are|have|died|killed|injured|wounded|dead|missing|others|more|of\s(?:the|them|its|those|"
    r"which|whom))\b"
)


_DECIMAL = re.compile(r"\d\.\d")
_LOWER_WORD = re.compile(r"(?:\b[a-z]+|[가-힣A-Z][은는이가도을를])\s$")


def _meant(text: str, amount: Amount) -> bool:
    """Whether a small bare number is an amount by its place: rose to 12, 12 were killed, scored 88.7,
    지수는 102.
    """
    if _JOINED.search(text[max(0, amount.start - 4) : amount.start]):
        return False
    if _DECIMAL.search(text[amount.start : amount.end]) and _LOWER_WORD.search(
        text[max(0, amount.start - 12) : amount.start]
    ):
        return True
    return bool(
        _GOAL.search(text[max(0, amount.start - 20) : amount.start]) or _COUNTED.match(text, amount.end)
    )


def agree(a: Quantity, b: Quantity) -> bool | None:
    """Whether two quantities say the same; None when their units cannot be compared.

    Plain values must be equal. A value called approximate may be off by half its last written place (약
    78억8천만: 5 million), at most a tenth. A range, band or open bound agrees with what lies inside it.
    """
    factor = same_unit(a.unit, b.unit)
    return None if factor is None else within(a, b, factor)
