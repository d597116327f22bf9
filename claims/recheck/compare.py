"""Where do the quotes stand in this document now, and as what?

A document is folded once for all its quotes. A quote that its text does not hold is looked for in the other
readings of the document (scripts, noscript, the bare source) before it is called missing.

>>> from claims.recheck.extract import Page
>>> found = compare({7: Quote("paid 5.576 million")}, Page("They paid 5.576 million.", "text"))[7]
>>> found.finding.value, found.start, found.text
('exact', 5, 'paid 5.576 million')
"""

from collections.abc import Mapping
from dataclasses import dataclass

from claims.recheck.extract import Page
from claims.text.quotes import Match, Quote, fold, locate
from claims.words import FOUND, Finding, Remark


@dataclass(frozen=True)
class Found:
    """One quote's finding. ``text`` is the passage as it stands now; ``start`` is None where it is not in the
    document's visible text."""

    finding: Finding
    text: str = ""
    start: int | None = None
    end: int | None = None
    remark: Remark = Remark.NONE

    @property
    def is_there(self) -> bool:
        """As quoted, moved or changed: the page is at least the one that was quoted."""
        return self.finding != Finding.MISSING


def compare(quotes: Mapping[int, Quote], page: Page) -> dict[int, Found]:
    """The finding for each quote, under the caller's own ids."""
    folded = fold(page.text)
    found = {number: _found(locate(quote, folded), page.text) for number, quote in quotes.items()}
    missing = [number for number, one in found.items() if not one.is_there]
    if missing:
        found.update(_elsewhere({number: quotes[number] for number in missing}, page))
    return found


def _found(match: Match, text: str) -> Found:
    passage = text[match.start : match.end] if match.start is not None else ""
    finding = match.finding
    if finding == Finding.MOVED and match.remark == Remark.CORRECTION_NOTE:
        finding = Finding.EDITED  # the words are there, but the source has taken them back
    return Found(finding, passage, match.start, match.end, match.remark)


def _elsewhere(quotes: dict[int, Quote], page: Page) -> dict[int, Found]:
    """Quotes that stand verbatim in another reading. A change seen only there is none."""
    found = {}
    for reading in page.fallbacks():
        folded = fold(reading)
        for number, quote in quotes.items():
            if number in found:
                continue
            match = locate(Quote(quote.exact, quote.prefix, quote.suffix), folded)
            if match.finding in FOUND:
                found[number] = Found(Finding.MOVED, reading[match.start : match.end], remark=match.remark)
        if len(found) == len(quotes):
            break
    return found
