"""Under which words does the search index keep a value, so that 5.576M and 557만6천 are one?

>>> [value_lexemes(value, "557만6천달러, 5%") for value in find_values("557만6천달러, 5%")]
[['#5576000'], ['#5%']]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from claims.text.numerals import DIGITS_START, digits_at
from claims.text.quantities import find_quantities

# Digits that count, for a value to be telling without its unit (5,576,000 has four, 5 % has one).
TELLING_DIGITS = 3
# Longer values are identifiers, not amounts.
MAX_DIGITS = 40
# What a number holds besides its digits when it has a magnitude: 만, M, million.
_MAGNITUDE = re.compile(r"[^\W\d_]")
_WRITTEN = re.compile(r"\d+(?:[.,]\d+)*")
# What may not stand in a lexeme.
_NOT_UNIT = re.compile(r"[^a-z0-9%]")


@dataclass(frozen=True)
class Value:
    """A value, or both ends of a range, in plain digits, at a span. unit: lower case, "" for none."""

    start: int
    end: int
    digits: tuple[str, ...]
    unit: str

    @property
    def telling(self) -> bool:
        return all(map(is_telling, self.digits))

    def term(self) -> str:
        """The value as a query asks for it: in any unit when its digits are telling, else in its own."""
        terms = [
            f"'#{digits}{self.unit}'" if self.unit and not is_telling(digits) else number_term(digits)
            for digits in self.digits
        ]
        return f"({' & '.join(terms)})" if len(terms) > 1 else terms[0]


def find_values(text: str) -> list[Value]:
    """The values of a text in their order; an open bound (at most 65 billion) is the value it names."""
    found = []
    for quantity in find_quantities(text):
        band = quantity.text.endswith("대")  # 15%대 is asked for as 15
        ends = (quantity.low,) if band else (quantity.low, quantity.high)
        bounds = [plain_digits(bound) for bound in ends if bound is not None]
        digits = tuple(dict.fromkeys(bound for bound in bounds if bound is not None))
        if digits:
            unit = _NOT_UNIT.sub("", quantity.unit.lower())
            found.append(Value(quantity.start, quantity.end, digits, unit))
    return sorted([*found, *_bare(text, found)], key=lambda value: value.start)


def _bare(text: str, found: list[Value]) -> Iterator[Value]:
    """Numbers with a magnitude that nothing shows to be an amount, as readers type them: 557만6천."""
    taken = iter(found)
    value = next(taken, None)
    last = 0
    for match in DIGITS_START.finditer(text):
        while value is not None and value.end <= match.start():
            value = next(taken, None)
        number = digits_at(text, match.start()) if match.start() >= last else None
        if number is None or (value is not None and value.start < number.end):
            continue
        last = number.end
        digits = plain_digits(number.value)
        if digits is not None and _MAGNITUDE.search(text, match.start(), number.end):
            yield Value(match.start(), number.end, (digits,), "")


def value_lexemes(value: Value, text: str) -> list[str]:
    """What the index keeps of a value besides the number as written: only what a query can ask for.

    Every needless lexeme here costs as much as a word, for hardly any value comes twice.
    """
    written = {number.replace(",", "") for number in _WRITTEN.findall(text, value.start, value.end)}
    out = []
    for digits in value.digits:
        if digits not in written:
            out.append(f"#{digits}")
        if value.unit and not is_telling(digits):
            out.append(f"#{digits}{value.unit}")
    return out


def is_telling(digits: str) -> bool:
    return len(digits.replace(".", "").strip("0")) >= TELLING_DIGITS


def plain_digits(value: Decimal) -> str | None:
    """A value without sign, exponent, needless zeros: -5.576E+6 → 5576000; None when it is far too long."""
    if (
        not value.is_finite()
        or abs(value.adjusted()) > MAX_DIGITS
        or len(value.as_tuple().digits) > MAX_DIGITS
    ):
        return None
    text = format(abs(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_term(digits: str) -> str:
    """A number as a query asks for it: as written, or as a value in any notation."""
    return f"('#{digits}' | '{digits}')"
