"""Amounts as Korean newsrooms write them."""

from decimal import Decimal

import pytest

from claims.text.korean_amounts import NAMES, in_korean
from claims.text.quantities import Quantity, find_quantities
from claims.text.unit_tables import CURRENCY_WORDS, KOREAN_THINGS, KOREAN_UNITS


def quantity(low, high=None, unit="", *, approximate=False) -> Quantity:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Quantity(start=0, end=0, text="", low=ends[0], high=ends[1], unit=unit, approximate=approximate)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (quantity("5576000", "5576000", "USD"), "557만 6,000달러"),
        (quantity("100000000", "1000000000", "USD"), "1억~10억 달러"),
        (quantity(None, "65000000000", "USD"), "최대 650억 달러"),
        (quantity("50", None, "company"), "최소 50개사"),
        (quantity("15", "16", "%", approximate=True), "약 15~16%"),
        (quantity("-2.5", "-2.5", "pp"), "−2.5%포인트"),
        (quantity("0", "0", "person"), "0명"),
        (quantity("10000", "10000", "%"), "10,000%"),
        (quantity("9999", "9999"), "9,999"),
        (quantity("1234567890123.5", "1234567890123.5", "KRW"), "1,234,567,890,123.5원"),
        (quantity("12", "12", "km"), "12 km"),
        (quantity("2788000", "2788000", "GPU hour"), "278만 8,000 GPU hour"),
    ],
)
def test_an_amount_is_written_as_korean_newsrooms_write_it(given, told):
    assert in_korean(given) == told


@pytest.mark.parametrize(
    "value", ["1", "10", "9999", "10000", "10001", "100000000", "123456789.25", "90000000000000"]
)
@pytest.mark.parametrize("unit", ["USD", "KRW", "person", "%", "hour"])
def test_what_is_written_reads_as_the_same_value_again(value, unit):
    told = in_korean(quantity(value, value, unit))

    found = find_quantities(told)

    assert [(one.low, one.high, one.unit) for one in found] == [(Decimal(value), Decimal(value), unit)]


def test_every_name_is_that_of_a_unit_which_amounts_are_read_in():
    read = {unit for unit, _ in KOREAN_UNITS.values()} | {code for code, _ in CURRENCY_WORDS.values()}

    read |= set(KOREAN_THINGS.values())
    only_in_english = {"pound", "bushel"}
    assert set(NAMES) - read == only_in_english


NOT_TOLD = {"label", "kcal"}  # a thing’s number; a symbol that Korean writes too
COUNTED_IN_KOREAN = {unit for unit, _ in KOREAN_UNITS.values()} | set(KOREAN_THINGS.values())


@pytest.mark.parametrize(
    "unit", sorted(unit for unit in COUNTED_IN_KOREAN - NOT_TOLD if unit.islower() and unit[2:].isalpha())
)
def test_what_korean_text_counts_is_told_in_korean_and_reads_as_the_same_again(unit):
    told = in_korean(quantity("32", "32", unit))  # neither a day, an age nor a year

    assert unit not in told
    assert [(one.low, one.unit) for one in find_quantities(told)] == [(Decimal(32), unit)]
