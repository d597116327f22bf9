"""Under which words does the search index keep a value, so that 5.576M and 557만6천 are one?

>>> value_lexemes(Value(0, 5, ("5576000",), "usd"))
['#5576000', '#5576000usd']
"""

from dataclasses import dataclass
from decimal import Decimal

# Digits that count, for a value to be telling without its unit (5,576,000 has four, 5 % has one).
TELLING_DIGITS = 3
# Longer values are identifiers, not amounts.
MAX_DIGITS = 40


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
        terms = [_term(digits, self.unit) for digits in self.digits]
        return f"({' & '.join(terms)})" if len(terms) > 1 else terms[0]


def find_values(text: str) -> list[Value]:
    return []


def value_lexemes(value: Value) -> list[str]:
    """What the index keeps of a value: the digits alone, and with their unit."""
    units = ("", value.unit) if value.unit else ("",)
    return [f"#{digits}{unit}" for digits in value.digits for unit in units]


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


def _term(digits: str, unit: str) -> str:
    if is_telling(digits):
        return f"('#{digits}' | '{digits}')"
    return f"'#{digits}{unit}'" if unit else f"'{digits}'"
