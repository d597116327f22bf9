"""Amounts as English newsrooms write them."""

from decimal import Decimal

import pytest

from claims.tests.text.test_korean_amounts import quantity
from claims.text.english_amounts import in_english
from claims.text.quantities import find_quantities


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (quantity("5576000", "5576000", "USD"), "$5.576 million"),
        (quantity("100000000", "1000000000", "USD"), "$100 million–$1 billion"),
        (quantity("1400000000000", "1400000000000", "KRW", approximate=True), "about ₩1.4 trillion"),
        (quantity(None, "65000000000", "USD"), "up to $65 billion"),
        (quantity("50", None, "company"), "at least 50 company"),
        (quantity("15", "16", "%", approximate=True), "about 15–16%"),
        (quantity("-2.5", "-2.5", "USD"), "−$2.5"),
        (quantity("5576123", "5576123", "USD"), "$5,576,123"),
        (quantity("2788000", "2788000", "GPU hour"), "2.788 million GPU hour"),
        (quantity("999999", "999999", "CNY"), "999,999 CNY"),
        (quantity("2000", "2000"), "2,000"),
    ],
)
def test_an_amount_is_written_as_english_newsrooms_write_it(given, told):
    assert in_english(given) == told


@pytest.mark.parametrize(
    "value", ["1", "999999", "1000000", "5576000", "5576123", "123456789012", "90000000000000"]
)
@pytest.mark.parametrize("unit", ["USD", "KRW", "%"])
def test_what_is_written_reads_as_the_same_value_again(value, unit):
    found = find_quantities(in_english(quantity(value, value, unit)))

    assert [(one.low, one.high, one.unit) for one in found] == [(Decimal(value), Decimal(value), unit)]
