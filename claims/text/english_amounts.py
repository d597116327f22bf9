"""How is a value written for English readers?

    in_english(Quantity(5576000, "USD"))           -> "$5.576 million"
    in_english(Quantity(None..65000000000, "USD")) -> "up to $65 billion"
    in_english(Quantity(15..16, "%", roughly))     -> "about 15–16%"

Large numbers are told in millions, billions and trillions where three decimals say them whole; nothing is
rounded, so what needs more digits stays in digits (``1,234,567 KRW``). It does not read amounts;
`quantities` does.
"""

from decimal import Decimal

from .quantities import Quantity

SIGNS = {"USD": "$", "KRW": "₩", "EUR": "€", "GBP": "£", "JPY": "¥"}
GROUPS = [(10**12, " trillion"), (10**9, " billion"), (10**6, " million")]
PLACES = 3  # decimals before a group name: 5.576 million


def in_english(quantity: Quantity) -> str:
    """The value with its sign or unit; open ends as *up to* and *at least*, a rough value as *about*."""
    low, high, unit = quantity.low, quantity.high, quantity.unit
    if low is None or high is None:
        end = _with_unit(_number(high if low is None else low), unit)
        value = f"{'up to' if low is None else 'at least'} {end}"
    elif low == high:
        value = _with_unit(_number(low), unit)
    else:
        value = _range(low, high, unit)
    return f"about {value}" if quantity.approximate else value


def _range(low: Decimal, high: Decimal, unit: str) -> str:
    """One unit for both ends unless a sign stands before each: ``15–16%``, ``$100 million–$1 billion``."""
    if unit in SIGNS:
        return f"{_with_unit(_number(low), unit)}–{_with_unit(_number(high), unit)}"
    return _with_unit(f"{_number(low)}–{_number(high)}", unit)


def _with_unit(number: str, unit: str) -> str:
    if unit in SIGNS:
        minus = "−" if number.startswith("−") else ""
        return f"{minus}{SIGNS[unit]}{number.removeprefix('−')}"
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def _number(value: Decimal) -> str:
    sign, rest = ("−" if value < 0 else ""), abs(value)
    for size, group in GROUPS:
        told = (rest / size).normalize()
        if rest >= size and told == round(told, PLACES):
            return f"{sign}{told:,f}{group}"
        if rest >= size:
            break
    return f"{sign}{rest.normalize():,f}"
