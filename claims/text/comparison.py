"""Do the numbers of a claim stand in the quote that is said to support it?

    beside([557만6천달러], [$5.576 million, 2.788M GPU hours])
        -> [Pair(557만6천달러, $5.576 million, True)]

Each claimed number is held against the quoted number it agrees with, else against the first of its unit.
A number without a counterpart of its unit is left out: that is no contradiction.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .quantities import Quantity, agree


@dataclass(frozen=True)
class Pair:
    """One claimed number beside one quoted number, and whether they say the same."""

    claimed: Quantity
    quoted: Quantity
    agrees: bool


def beside(claimed: Iterable[Quantity], quoted: list[Quantity]) -> list[Pair]:
    """Pairs in the order of the claim's numbers."""
    pairs = []
    for ours in claimed:
        comparable = [(theirs, agree(ours, theirs)) for theirs in quoted]
        comparable = [(theirs, same) for theirs, same in comparable if same is not None]
        same = [theirs for theirs, agrees in comparable if agrees]
        if same:
            pairs.append(Pair(ours, same[0], True))
        elif comparable:
            pairs.append(Pair(ours, comparable[0][0], False))
    return pairs
