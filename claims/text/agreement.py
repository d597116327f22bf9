"""Rules for comparing two quantities: which units are one, and how far apart "about" may be.

Works on anything with low, high, unit, approximate and text. Answers nothing about rates between
currencies or measures.
"""

import re
from decimal import Decimal

from .unit_tables import PEOPLE, THINGS_APART

_EXCLUSIVE_TOP = re.compile(
    r"대\S{0,3}$|미만|밑도|밑돌|하회|못\s?미|less than|fewer than|under|below|shy of", re.IGNORECASE
)
_EXCLUSIVE_FLOOR = re.compile(r"초과|넘|웃도|웃돌|상회|more than|over|above|exceed|surpass", re.IGNORECASE)
HALF, TENTH, HUNDREDTH = Decimal("0.5"), Decimal("0.1"), Decimal("0.01")
# 1/3 is kept to 28 digits; what differs by less is the same share.
DUST = Decimal("1e-20")


def same_unit(a: str, b: str) -> Decimal | None:
    """The factor that turns a value in unit `b` into unit `a`: 1 for one unit, 0.01 for % beside a share;
    else None.
    """
    if a == b:
        return Decimal(1)
    if a == "x" and b == "%":
        return Decimal("0.01")
    if a == "%" and b == "x":
        return Decimal(100)
    if (a in PEOPLE and b in PEOPLE) or {a, b} == {"°C", "degree"}:
        return Decimal(1)
    if a.endswith(" " + b) or b.endswith(" " + a):
        return Decimal(1) if a and b else None
    # 개 and 대 count anything that has no counter of its own: GPU 2,048개 is 2,048 GPUs.
    if (
        ("item" in (a, b) or "unit" in (a, b))
        and not {a, b} & (PEOPLE | THINGS_APART)
        and not (a + b).isupper()
    ):
        other = b if a in ("item", "unit") else a
        return Decimal(1) if other == "" or (other.islower() and other not in THINGS_APART) else None
    return None


def within(a, b, factor: Decimal) -> bool:
    """Whether `a` and `b` (times `factor`) say the same."""
    first = _bounds(a, Decimal(1))
    second = _bounds(b, factor)
    if a.low is not None and a.low == a.high and b.low is not None and b.low == b.high:
        reach = max(_reach(a, Decimal(1)), _reach(b, factor), DUST)
        return abs(a.low - b.low * factor) <= reach
    return _inside(first, second, a, b) or _inside(second, first, b, a)


def _bounds(q, factor: Decimal) -> tuple[Decimal | None, Decimal | None]:
    reach = _reach(q, factor)
    low = None if q.low is None else q.low * factor - reach
    high = None if q.high is None else q.high * factor + reach
    return low, high


def _reach(q, factor: Decimal) -> Decimal:
    """How far an approximate value may be off: half its last written place, a tenth of it at most."""
    value = q.low if q.low is not None else q.high
    if not q.approximate or value is None or not value:
        return Decimal(0)
    place = Decimal(1).scaleb(value.normalize().as_tuple().exponent)
    if place < DUST:  # about a third is 33 %: a share without an exact decimal is rough to a hundredth
        place = HUNDREDTH
    return min(place * HALF, abs(value) * TENTH) * factor


def _inside(inner, outer, inner_quantity, outer_quantity) -> bool:
    low, high = inner
    floor, top = outer
    if floor is not None and (
        low is None
        or low < floor
        or (low == floor and _shuts(outer_quantity, inner_quantity, _EXCLUSIVE_FLOOR))
    ):
        return False
    return not (
        top is not None
        and (
            high is None
            or high > top
            or (high == top and _shuts(outer_quantity, inner_quantity, _EXCLUSIVE_TOP))
        )
    )


def _shuts(outer, inner, words: re.Pattern) -> bool:
    """Whether the bound itself is outside (15%대 does not hold 16, 미만 not its limit), and `inner`
    reaches it.
    """
    return inner.low == inner.high and words.search(outer.text) is not None
