"""Is a quoted passage still on a page, where, and what about it changed?

>>> page = "Costs rose. The company paid 5.567 million dollars for training."
>>> match = locate(Quote("The company paid 5.576 million dollars", "Costs rose. ", " for training"), page)
>>> match.finding, page[match.start : match.end]
(<Finding.NUMBER_CHANGED: 'number_changed'>, 'The company paid 5.567 million dollars')

Offsets are those of the text given. Does not fetch, extract, or decide whether a finding is news. A page
asked about several times is folded once: pass ``fold(text)`` instead of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from claims.text.edges import edge_changes
from claims.text.folding import Folded, flat, fold
from claims.text.identity import apart_from_layout, has_rivals, is_the_passage, may_be, tells_of_another
from claims.text.pagekinds import is_correction_note, tells_of_correction, why_missing
from claims.text.passages import FITS, STRONG, Needle, Passage, candidates, is_near, surroundings, within
from claims.text.wording import Change, ChangeKind, Sameness, changes, same_words
from claims.words import Finding, Remark

__all__ = ["Change", "ChangeKind", "Folded", "Match", "Quote", "describe", "fold", "locate", "nearest"]

CONTEXT = 64  # characters of surroundings kept beside a quote
TELLING = 8  # flat characters; fewer stand anywhere by chance
PLACES = 60  # verbatim places looked at, fewer for long quotes:
COMPARED = 40_000  # characters compared in all of them together
SIMILAR = 0.45  # share of a quote's words that makes a passage worth offering
BETTER = 0.02  # of both sides together: surroundings that fit another place more surely
LIKE = 45  # per cent of characters in common: worth aligning


@dataclass(frozen=True)
class Quote:
    """A passage as a W3C text quote selector; ``start`` is its offset when it was taken."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


@dataclass(frozen=True)
class Match:
    """What was found. ``start`` and ``end`` are None when the quote is missing; ``candidate`` then is the
    most similar passage, to be offered and never to be taken."""

    finding: Finding
    start: int | None
    end: int | None
    similarity: float
    changes: tuple[Change, ...]
    remark: Remark = Remark.NONE
    candidate: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Place:
    """The quote's own words, standing at an original span."""

    start: int
    end: int
    before: float
    after: float
    sameness: Sameness
    edges: tuple[Change, ...] = ()  # what now touches the words and changes them
    several: bool = False

    @property
    def fitting_sides(self) -> int:
        return (self.before >= FITS) + (self.after >= FITS)

    @property
    def strong_sides(self) -> int:
        return (self.before >= STRONG) + (self.after >= STRONG)


def locate(quote: Quote, text: str | Folded) -> Match:
    """Look for a quote on a page: exact, moved, edited, number_changed or missing."""
    page = text if isinstance(text, Folded) else fold(text)
    needle = Needle(quote.exact, quote.prefix, quote.suffix, quote.start)
    if not needle.flat:
        return Match(Finding.MISSING, None, None, 0.0, ())
    place = _verbatim(needle, page, page.original, quote.exact, quote.prefix, quote.suffix)
    if not place:
        place = _verbatim(needle, page, page.flat, needle.flat, needle.before, needle.after)
    if not place:
        return _judged(needle, page, candidates(needle, page))
    noted = _only_in_a_note(place, needle, page)
    sure = place.strong_sides == needle.known_sides if needle.known_sides else place.start == needle.start
    beside = None if sure else _beside_its_surroundings(needle, page, place, noted)
    return beside or _found(place, needle, page, noted)


# --- The quote's own words ---------------------------------------------------------------------


def _verbatim(
    needle: Needle, page: Folded, where: str, exact: str, prefix: str, suffix: str
) -> _Place | None:
    """The best fitting place where the quote's words stand; ``where`` is the page's raw or flat text."""
    raw = where is page.original
    about, found = None, []
    if needle.start is not None:
        about = needle.start if raw else page.flat_index(needle.start)
    for at in _positions(where, exact, prefix, suffix, about):
        start, end = (at, at + len(exact)) if raw else page.span(at, at + len(exact))
        place = _place(needle, page, start, end)
        if not place:
            continue
        distance = abs(start - needle.start) if needle.start is not None else 0
        found.append(
            ((place.fitting_sides, not place.edges, round(place.before + place.after, 1)), -distance, place)
        )
        if place.before > 0.97 and place.after > 0.97 and not distance:
            break
    if not found:
        return None
    rank, _, best = max(found, key=lambda one: one[:2])
    alike = {place.start for other, _, place in found if other == rank}
    return replace(best, several=len(alike) > 1)


def _positions(where: str, exact: str, prefix: str, suffix: str, about: int | None) -> Iterator[int]:
    """Where the words stand: first with their surroundings, then near the stored place, then from the top."""
    seen = set()
    tail, head = prefix[-24:], suffix[:24]
    probes = [(tail + exact + head, len(tail)), (tail + exact, len(tail)), (exact + head, 0)]
    first = where.find(exact)
    if first < 0:
        return
    found = [
        at + skip for probe, skip in probes if len(probe) > len(exact) and (at := where.find(probe)) >= 0
    ]
    if about is not None:
        found += [where.find(exact, about), where.rfind(exact, 0, about + len(exact))]
    for at in [*found, first]:
        if at >= 0 and at not in seen:
            seen.add(at)
            yield at
    most = min(PLACES, COMPARED // len(exact) + 2)
    at, count = where.find(exact, first + 1), 0
    while at >= 0 and count < most:
        if at not in seen:
            yield at
        at, count = where.find(exact, at + 1), count + 1


def _place(needle: Needle, page: Folded, start: int, end: int) -> _Place | None:
    words = page.original[start:end]
    sameness = Sameness.SAME if words == needle.exact else same_words(needle.exact, words)
    if sameness is Sameness.DIFFERENT:
        return None
    before, after = surroundings(needle, page, start, end)
    edges = edge_changes(needle, page.original, start, end)
    fits = max(before, after) >= FITS
    if (edges or (len(needle.flat) < TELLING and needle.known_sides)) and not fits:
        return None
    return _Place(start, end, before, after, sameness, edges)


def _only_in_a_note(place: _Place, needle: Needle, page: Folded) -> bool:
    """The words stand in a note of correction; they were not taken from one."""
    return (
        place.fitting_sides < 2
        and is_correction_note(page.original, place.start, place.end)
        and not tells_of_correction(needle.prefix + needle.exact + needle.suffix)
    )


def _found(place: _Place, needle: Needle, page: Folded, noted: bool) -> Match:
    if place.edges:
        number = any(change.kind is ChangeKind.NUMBER for change in place.edges)
        finding = Finding.NUMBER_CHANGED if number else Finding.EDITED
        return Match(finding, place.start, place.end, 0.99, place.edges)
    remark = Remark.NONE
    if place.sameness is Sameness.RESPACED:
        remark = Remark.SPACING
    if place.several and place.fitting_sides < max(1, needle.known_sides):
        remark = Remark.SEVERAL
    if noted:
        remark = Remark.CORRECTION_NOTE
    finding = Finding.EXACT if not noted and _at_its_place(place, needle, page) else Finding.MOVED
    return Match(finding, place.start, place.end, 1.0, (), remark)


def _at_its_place(place: _Place, needle: Needle, page: Folded) -> bool:
    """The further the words are from where they were, the more of their surroundings must have come along.

    Text inserted above a quote shifts it with its surroundings: that is no move.
    """
    adjacent = place.fitting_sides
    if not needle.known_sides:
        return needle.start is None or is_near(needle, page, place.start, 400, 0.1)
    if needle.start is None:
        return adjacent > 0
    if adjacent == needle.known_sides:
        return is_near(needle, page, place.start, 800, 0.2)
    if adjacent:
        return is_near(needle, page, place.start, 400, 0.1)
    return is_near(needle, page, place.start, 100, 0.01)


def _beside_its_surroundings(needle: Needle, page: Folded, place: _Place, noted: bool) -> Match | None:
    """The passage beside its old surroundings, changed or in another form, while its words stand elsewhere.

    Then that is the finding: the other place was not what was cited.
    """
    fits = place.fitting_sides == needle.known_sides > 0
    for start, end in _stretches(needle, page.original, place):
        for found in within(needle, page, start, end):
            held = found.near and found.coverage >= 0.8 if not needle.known_sides else found.strong_sides > 0
            if found.fitting_sides < min(needle.known_sides, max(1, place.fitting_sides)) or not held:
                continue
            better = found.before + found.after - place.before - place.after
            if fits and (found.strong_sides < needle.known_sides or better < BETTER):
                continue
            if sameness := apart_from_layout(needle, page, found):
                if found.fitting_sides > place.fitting_sides:
                    itself = _Place(found.start, found.end, found.before, found.after, sameness)
                    return _found(itself, needle, page, False)
                continue
            match = _changed(needle, page, found)
            if not tells_of_another(match.changes) and is_the_passage(needle, found, match.changes):
                return replace(match, remark=Remark.CORRECTION_NOTE) if noted else match
    return None


def _stretches(needle: Needle, text: str, place: _Place) -> Iterator[tuple[int, int]]:
    """Beside the old surroundings, not at the verbatim place, where something like the quote stands."""
    size = len(needle.exact)
    width = 14 if place.fitting_sides < needle.known_sides else CONTEXT
    tail, head = needle.prefix.strip()[-width:], needle.suffix.strip()[:width]
    near = []
    if len(tail) >= 6:
        near += [(at + len(tail), at + len(tail) + size + 20) for at in _some(text, tail)]
    if len(head) >= 6:
        near += [(max(0, at - size - 20), at) for at in _some(text, head)]
    if needle.start is not None and not needle.known_sides:
        near.append((needle.start, needle.start + size))
    for start, end in near:
        if start < place.end and place.start < end:  # the surroundings of the verbatim place itself
            start, end = (start, place.start) if place.start - start > end - place.end else (place.end, end)
        if fuzz.partial_ratio(text[start:end], needle.exact) < LIKE:
            continue
        if place.start >= end:
            yield max(0, start - size), min(end + size, place.start)
        else:
            yield max(start - size, place.end), end + size


def _some(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    for _ in range(6):
        if at < 0:
            return
        yield at
        at = text.find(piece, at + 1)


# --- The quote with its words changed ----------------------------------------------------------


def _judged(needle: Needle, page: Folded, found: list[Passage]) -> Match:
    """The best candidate that is the passage, changed; or the quote is missing."""
    first = found
    if not tells_of_correction(needle.prefix + needle.exact + needle.suffix):
        first = [one for one in found if not is_correction_note(page.original, one.start, one.end)]
    for passage in [*first, *(one for one in found if one not in first)]:
        if not may_be(needle, passage):
            continue
        if sameness := apart_from_layout(needle, page, passage):
            sides = passage.before, passage.after
            return _found(_Place(passage.start, passage.end, *sides, sameness), needle, page, False)
        match = _changed(needle, page, passage)
        if is_the_passage(needle, passage, match.changes, has_rivals(passage, first)):
            return match
    return _missing(needle, page, found)


def _missing(needle: Needle, page: Folded, found: list[Passage]) -> Match:
    """Not on the page: why, as far as its text tells, and the most similar passage."""
    best = max(found, key=lambda one: one.coverage, default=None)
    similarity = best.coverage if best else 0.0
    if any(one.cut_off and one.before >= FITS for one in found):
        remark = Remark.CUT_OFF
    else:
        remark = why_missing(needle.exact, page.original)
    if not remark and similarity >= SIMILAR:
        remark = Remark.ELSEWHERE
    elsewhere = similarity < 0.3 and not any(one.fitting_sides for one in found)
    if not remark and elsewhere and needle.known_sides:
        remark = Remark.REPLACED
    candidate = (best.start, best.end) if best and similarity >= SIMILAR else None
    return Match(Finding.MISSING, None, None, similarity, (), remark, candidate)


def _changed(needle: Needle, page: Folded, passage: Passage) -> Match:
    text = page.original[passage.start : passage.end]
    differences = changes(needle.exact, text)
    kinds = [change.kind for change in differences]
    if passage.cut_off and kinds and kinds[-1] is ChangeKind.NUMBER:
        kinds[-1] = ChangeKind.DELETED
        differences = (*differences[:-1], replace(differences[-1], kind=ChangeKind.DELETED))
    finding = Finding.NUMBER_CHANGED if ChangeKind.NUMBER in kinds else Finding.EDITED
    remark = Remark.NONE
    if passage.cut_off:
        remark = Remark.CUT_OFF
    elif kinds and all(kind is ChangeKind.NOTATION for kind in kinds):
        remark = Remark.NOTATION
    similarity = min(0.999, Indel.normalized_similarity(needle.flat, flat(text)))
    return Match(finding, passage.start, passage.end, similarity, differences, remark)


# --- For the desk ------------------------------------------------------------------------------


_CUT_BEFORE = re.compile(r"(?<=[\s.!?])\S")


def describe(text: str, start: int, end: int) -> Quote:
    """A selector for ``text[start:end]``, white space at its edges left out.

    The surroundings are up to CONTEXT characters, cut at a word. Raises ValueError for an empty selection.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError("The selection lies outside the text.")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise ValueError("The selection holds no text.")
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    if first:
        word = _CUT_BEFORE.search(text, first, start)
        first = word.start() if word and word.start() - first < CONTEXT // 2 else first
    if last < len(text):
        word = text.rfind(" ", end + CONTEXT // 2, last)
        last = word if word > 0 else last
    return Quote(text[start:end], text[first:start], text[end:last], start)


def nearest(exact: str, text: str | Folded) -> tuple[int, int, float] | None:
    """The passage most like a quote that is not on the page: start, end, similarity; None if nothing is."""
    page = text if isinstance(text, Folded) else fold(text)
    match = locate(Quote(exact), page)
    if match.start is not None and match.end is not None:
        return match.start, match.end, match.similarity
    found = [passage for passage in candidates(Needle(exact, "", "", None), page) if passage.coverage >= 0.4]
    return (found[0].start, found[0].end, found[0].coverage) if found else None
