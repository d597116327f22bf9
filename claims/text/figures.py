"""The figures of a passage, as values to compare: quantities, and numbers that count nothing (years, versions).

Answers whether two figures have the same value, unit and sign: 5,576,000 and 557만6천 do, 5.576 and 5.567 never.
Says nothing of "close enough"; a quote has either the same value or another.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(r"(?:(?<![\w)\]])[-+−–](?=\d))?(?<![A-Za-z\d])\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Figure:
    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str


def find_figures(text: str) -> list[Figure]:
    found = []
    for match in _NUMBER.finditer(text):
        value = Decimal(re.sub(r",", "", match[0]).translate({0x2212: "-", 0x2013: "-"}).rstrip("."))             if match[0].count(".") < 2 else None
        found.append(Figure(match.start(), match.end(), value, value, "" if value is not None else match[0]))
    return found


def same_values(one: Figure, other: Figure) -> bool:
    return (one.low, one.high, one.unit) == (other.low, other.high, other.unit)
