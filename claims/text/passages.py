"""Where a passage stands on a page although its words were changed: candidates, aligned word by word.

Anchors (short verbatim pieces of the quote, and its stored surroundings) say where to look; a bit-parallel
Levenshtein alignment of words says what stands there. Work is bounded: so many anchors, so many windows.
Whether a candidate *is* the passage is decided in ``quotes``.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from unicodedata import is_normalized, normalize

from rapidfuzz.distance import Indel

from claims.text.alignment import STOPS, Alignment, Tokens, align
from claims.text.folding import Folded, flat

ANCHORS = 40  # verbatim pieces looked for
ANCHORS_ON_HUGE_PAGES = 20  # above HUGE characters: each search reads the whole page
HUGE = 300_000
OCCURRENCES = 24  # of one anchor; what stands more often says nothing
WINDOWS = 6  # candidates aligned
ALIGNED_TOKENS = 12_000  # quote tokens aligned in all windows together, whatever their number
WIDEST = 10_000  # original characters aligned at once: a window may hold any amount of white space
LONG = 600  # flat characters: several sentences
POOR = 0.5  # less of the quote than this is hardly the quote
# What a sentence may follow.
_OPENERS = frozenset(".!?\n'\"’”」』)")
NO_TOKENS = Tokens.of("")
FITS = 0.7  # surroundings this alike are the same surroundings
STRONG = 0.97  # hardly a letter differs
NEXT_TO_IT = 0.85  # only the nearest words fit
LOOSE = 0.65  # the surroundings stand close by, with something between
SHORT = 25  # flat characters: of a few words little is left when one changes
ENOUGH = 8  # flat characters of surroundings on each side that enclose a passage
SHAPED, ALIKE = 0.5, 0.75  # letters in common: of a few words, of a sentence
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
FAR_CONTEXT = 150  # flat characters inserted between a passage and its surroundings


@dataclass(frozen=True)
class Needle:
    """A quote made ready for searching."""

    exact: str
    prefix: str
    suffix: str
    start: int | None
    flat: str = field(init=False)
    before: str = field(init=False)
    after: str = field(init=False)

    def __post_init__(self):
        for name, text in (("flat", self.exact), ("before", self.prefix), ("after", self.suffix)):
            object.__setattr__(self, name, flat(text))

    @cached_property
    def tokens(self) -> Tokens:
        ends = self.exact.rstrip("'\"’”」』) ")[-1:] in STOPS and bool(self.exact)
        before = self.prefix.rstrip(" ")[-1:]
        return replace(
            Tokens.of(self.exact),
            opens=before in _OPENERS if self.prefix else ends,
            closes=ends,
            breaks_off=self.suffix[:1].isalnum(),
        )

    @cached_property
    def tokens_before(self) -> Tokens:
        return Tokens.of(self.prefix)

    @cached_property
    def tokens_after(self) -> Tokens:
        return Tokens.of(self.suffix)

    @property
    def known_sides(self) -> int:
        return (len(self.before) >= 4) + (len(self.after) >= 4)


@dataclass(frozen=True)
class Passage:
    """A place on the page, in original offsets: how much of the quote and its context is there (0..1)."""

    start: int
    end: int
    coverage: float
    before: float
    after: float
    inserted: float = 0.0  # foreign words inside, as a share of the quote
    figures: float = 1.0  # how much of its numbers is there
    upto: float = 1.0  # the share of the quote that comes before the page breaks off
    cut_off: bool = False
    neighbour: bool = False  # this is what stood beside the quote, not the quote
    near: bool = False

    @property
    def fitting_sides(self) -> int:
        return (self.before >= FITS) + (self.after >= FITS)

    @property
    def loose_sides(self) -> int:
        return (self.before >= LOOSE) + (self.after >= LOOSE)

    @property
    def strong_sides(self) -> int:
        return (self.before >= STRONG) + (self.after >= STRONG)

    @property
    def likeness(self) -> float:
        return self.coverage + 0.2 * self.figures

    @property
    def rank(self) -> float:
        context = sum(
            0.35 * side if side >= FITS else 0.1 * (side >= LOOSE) for side in (self.before, self.after)
        )
        against = 0.6 * self.neighbour + 0.4 * min(1.0, self.inserted)
        return self.likeness + context + 0.1 * self.near - against


def surroundings(needle: Needle, page: Folded, start: int, end: int) -> tuple[float, float]:
    """How well the stored prefix and suffix fit a place (0 where they are unknown)."""
    return (
        _fit(needle.before[::-1], flat(page.original[max(0, start - 800) : start])[::-1]),
        _fit(needle.after, flat(page.original[end : end + 800])),
    )


def _fit(known: str, actual: str) -> float:
    """Both read away from the passage."""
    if len(known) < 4:
        return 0.0
    whole = Indel.normalized_similarity(known, actual[: len(known)])
    if whole >= FITS:
        return whole
    nearest = Indel.normalized_similarity(known[:14], actual[:14])
    if nearest >= FITS:
        return min(nearest, NEXT_TO_IT)
    close_by = len(known) >= 10 and known[:10] in actual[:FAR_CONTEXT]
    return LOOSE if close_by else whole


def is_near(needle: Needle, page: Folded, start: int, least: int, share: float) -> bool:
    """At about the stored place: within ``least`` characters, or within this share of the page."""
    if needle.start is None:
        return False
    reach = max(least, share * len(page.original))
    if abs(start - needle.start) <= reach:
        return True
    before = page.original[: needle.start * 4 + 1000][:start]
    if is_normalized("NFC", before):
        return False
    return (
        abs(len(normalize("NFC", before)) - needle.start) <= reach
    )  # a page now written in decomposed letters


def candidates(needle: Needle, page: Folded) -> list[Passage]:
    """Places where the quote may stand changed, best first."""
    text = page.flat
    if not text or not needle.flat:
        return []
    found = []
    for start, end in _windows(needle, page):
        for passage in within(needle, page, *page.span(start, end)):
            if passage not in found:
                found.append(passage)
        if any(one.coverage >= 0.8 and one.strong_sides == needle.known_sides > 0 for one in found):
            break  # nothing else can be more surely the passage
        if len(needle.flat) >= LONG and any(one.coverage >= 0.9 and one.strong_sides for one in found):
            break  # nor stand so many words twice
    if not any(one.coverage >= 0.5 and one.strong_sides == needle.known_sides > 0 for one in found):
        found += _enclosed(needle, page)
    return sorted(found, key=lambda passage: -passage.rank)


# --- Where to look -----------------------------------------------------------------------------


def _occurrences(text: str, piece: str, limit: int = OCCURRENCES) -> list[int]:
    """Where a piece stands; nothing if it stands too often to tell."""
    places, at = [], text.find(piece)
    while at >= 0:
        places.append(at)
        if len(places) > limit:
            return []
        at = text.find(piece, at + 1)
    return places


def _anchors(quote: str, huge: bool) -> list[tuple[int, str]]:
    """Short pieces of the quote, spread evenly, with their offsets."""
    korean = sum("가" <= letter <= "힣" for letter in quote) * 3 > len(quote)
    size = (4 if len(quote) < 30 else 6) if korean else (6 if len(quote) < 40 else 10)
    size = min(size, max(2, len(quote) // 2))
    most = ANCHORS_ON_HUGE_PAGES if huge else ANCHORS
    step = max(1 if len(quote) < 60 else size // 2, (len(quote) - size) // most + 1)
    return [(at, quote[at : at + size]) for at in range(0, max(1, len(quote) - size + 1), step)]


def _windows(needle: Needle, page: Folded) -> list[tuple[int, int]]:
    """Flat stretches worth aligning: beside the surroundings, then around anchors, tightly, then widely."""
    text, length = page.flat, len(needle.flat)
    size = max(40, length)
    begins = _begins(needle, text, size)
    if needle.start is not None:
        begins.append(page.flat_index(needle.start))
    most = max(2, min(WINDOWS, ALIGNED_TOKENS // max(1, len(needle.tokens.words))))
    slack = size // 2 + 160
    windows = _beside_context(needle, text, slack)[:most]
    for reach, apart in ((size // 3 + 16, size // 4), (slack, slack // 3)):
        taken: list[int] = []
        for begin in begins:
            first, last = max(0, begin - reach), min(len(text), begin + length + reach)
            if first < last and all(abs(begin - other) >= apart for other in taken) and len(taken) < most:
                taken.append(begin)
                windows.append((first, last))
    return windows


def _begins(needle: Needle, text: str, size: int) -> list[int]:
    """Where the quote would begin for its pieces to stand where they do, the most pieces first."""
    begins: dict[int, list[int]] = defaultdict(list)
    votes: Counter[int] = Counter()
    for offset, piece in _anchors(needle.flat, len(text) > HUGE):
        places = [at - offset for at in _occurrences(text, piece)]
        for begin in places:
            begins[begin // size].append(begin)
        for bucket in {begin // size for begin in places}:
            votes[bucket] += 2
            votes[bucket - 1] += 1
            votes[bucket + 1] += 1
    best = [bucket for bucket, _ in votes.most_common(WINDOWS * 2) if bucket in begins]
    return [sorted(begins[bucket])[len(begins[bucket]) // 2] for bucket in best]


def _beside_context(needle: Needle, text: str, slack: int) -> list[tuple[int, int]]:
    """The stretches after the stored prefix and before the stored suffix."""
    before, after, size = needle.before[-16:], needle.after[:16], len(needle.flat)
    windows = []
    if len(before) >= 6:
        windows += [
            (at, min(len(text), at + len(before) + size + slack)) for at in _occurrences(text, before, 4)
        ]
    if len(after) >= 6:
        windows += [(max(0, at - size - slack), at + len(after)) for at in _occurrences(text, after, 4)]
    return windows


# --- What stands there -------------------------------------------------------------------------


def within(needle: Needle, page: Folded, start: int, end: int) -> list[Passage]:
    """What stands in an original stretch; where much stands between two parts, each part alone as well."""
    text = page.original
    start = max(0, start - 40, text.rfind(" ", 0, start), text.rfind("\n", 0, start))
    found, stretches = [], [(start, min(end, start + WIDEST + 4 * len(needle.exact)))]
    while stretches and len(found) < 3:
        start, end = stretches.pop(0)
        window = Tokens.of(text[start:end], start)
        if not window.words or not needle.tokens.words:
            continue
        is_end = len(text) - end < 200 and not text[end:].strip()
        alignment = align(needle.tokens, needle.tokens_before, needle.tokens_after, window, is_end)
        if not alignment or alignment.coverage < POOR:  # its surroundings took the place: look without them
            bare = align(needle.tokens, NO_TOKENS, NO_TOKENS, window, is_end)
            if bare and (not alignment or bare.coverage > alignment.coverage):
                alignment = bare
        if not alignment:
            continue
        found.append(_passage(needle, page, alignment))
        if alignment.gap and len(found) == 1:
            stretches = [(start, alignment.gap[1]), (alignment.gap[0], end)]
    return found


def _enclosed(needle: Needle, page: Folded) -> list[Passage]:
    """What stands exactly between the stored surroundings, alike letter by letter where no word is the same.

    Few words leave nothing to align when one of them changes (66.7% to 67.6%); another spelling of the
    language changes most of them (labour, organisers).
    """
    text, size = page.flat, len(needle.flat)
    head, tail = needle.after[:14], needle.before[-14:]
    if min(len(needle.before), len(needle.after)) < ENOUGH:
        return []
    found = []
    for at in _occurrences(text, tail, 4):
        first = at + len(tail)
        last = text.find(head, first, first + size + size // 2 + 8 + len(head))
        if last <= first:
            continue
        there = text[first:last]
        likeness = max(
            Indel.normalized_similarity(needle.flat, there), SHAPED * (_shape(there) == _shape(needle.flat))
        )
        if likeness < (SHAPED if size < SHORT else ALIKE):
            continue
        start, end = page.span(first, last)
        before, after = surroundings(needle, page, start, end)
        near = is_near(needle, page, start, 150, 0.02)
        found.append(Passage(start, end, likeness, before, after, near=near))
    return found


def _shape(words: str) -> str:
    """The words with their numbers set aside: "9to4" and "11to2" are alike; empty without numbers."""
    return _DIGITS.sub("0", words) if _DIGITS.search(words) else ""


def _passage(needle: Needle, page: Folded, alignment: Alignment) -> Passage:
    start, end = alignment.start, alignment.end
    before, after = surroundings(needle, page, start, end)
    return Passage(
        start,
        end,
        alignment.coverage,
        before,
        after,
        inserted=alignment.inserted,
        figures=alignment.figures,
        upto=alignment.upto,
        cut_off=alignment.cut_off,
        neighbour=_is_neighbour(needle, flat(page.original[start:end]), alignment.coverage),
        near=is_near(needle, page, start, 150, 0.02),
    )


def _is_neighbour(needle: Needle, there: str, coverage: float) -> bool:
    """The candidate reads more like the text stored around the quote than like the quote."""
    pairs = ((needle.after, there, needle.flat), (needle.before[::-1], there[::-1], needle.flat[::-1]))
    for known, candidate, quote in pairs:
        size = min(len(known), len(candidate))
        if size < 10:
            continue
        as_context = Indel.normalized_similarity(known[:size], candidate[:size])
        as_quote = Indel.normalized_similarity(quote[:size], candidate[:size])
        if as_context >= (0.8 if coverage < 0.9 else 0.99) and as_context > as_quote + 0.05:
            return True
    return False
