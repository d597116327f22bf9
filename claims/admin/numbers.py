"""A claim's numbers beside those of a quote."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.models import Quantity as Stored
from claims.text.quantities import Quantity, agree, find_quantities


@dataclass(frozen=True)
class Comparison:
    """What the claim says and what the quote says of the same kind of thing."""

    claimed: Quantity
    quoted: Quantity
    is_same: bool


def as_read(stored: Stored) -> Quantity:
    """A stored quantity in the shape that ``agree`` compares."""
    return Quantity(0, 0, stored.words, stored.low, stored.high, stored.unit, stored.approximate)


def compare(stored: Iterable[Stored], quote: str) -> list[Comparison]:
    """For each number of the claim, the quote's number of its kind: the same one if there is one."""
    quoted = find_quantities(quote)
    found = []
    for claimed in map(as_read, stored):
        agreeing = [(agree(claimed, other), other) for other in quoted]
        same = next((other for verdict, other in agreeing if verdict), None)
        different = next((other for verdict, other in agreeing if verdict is False), None)
        if same or different:
            found.append(Comparison(claimed, same or different, same is not None))
    return found
